// @vitest-environment jsdom
import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { keys } from "./keys";
import { want } from "./names";

const known: Record<string, string> = { "li.wei": "李伟", ann: "" };
let requests: string[][] = [];
let down = false;

beforeEach(() => {
  vi.useFakeTimers();
  [requests, down] = [[], false];
  vi.stubGlobal("fetch", (request: Request) => {
    if (down) return Promise.reject(new TypeError("no answer"));
    const of = new URL(request.url).searchParams.get("of")?.split(",") ?? [];
    requests.push(of);
    const items = of.flatMap((name) => Object.keys(known).filter((username) => username === name.toLowerCase()).map((username) => ({ username, nickname: known[username] })));
    return Promise.resolve(Response.json({ items }));
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const names = (client: QueryClient) => client.getQueryData<ReadonlyMap<string, string>>(keys.names);

test("all who are wanted at one moment are asked for together, and once", async () => {
  const client = new QueryClient();
  for (const username of ["li.wei", "ann", "LI.WEI", "gone", "li.wei"]) want(client, username);
  await vi.advanceTimersByTimeAsync(1);
  want(client, "li.wei");
  expect(requests).toEqual([["li.wei", "ann", "LI.WEI", "gone"]]);
  expect(names(client)).toEqual(new Map([["li.wei", "李伟"], ["ann", ""], ["LI.WEI", "李伟"], ["gone", ""]]));
});

test("who is already being asked for is not asked for again", async () => {
  const client = new QueryClient();
  let answered: ((response: Response) => void) | undefined;
  vi.stubGlobal("fetch", (request: Request) => {
    requests.push([request.url]);
    return new Promise<Response>((resolve) => { answered = resolve; });
  });
  want(client, "ann");
  await vi.advanceTimersByTimeAsync(1);
  want(client, "ann");
  await vi.advanceTimersByTimeAsync(1);
  expect(requests).toHaveLength(1);
  answered?.(Response.json({ items: [] }));
});

test("a long list is asked for in parts, and what could not be asked for a while later", async () => {
  const client = new QueryClient();
  for (let number = 0; number < 150; number += 1) want(client, `user${String(number)}`);
  await vi.advanceTimersByTimeAsync(1);
  expect(requests.map((of) => of.length)).toEqual([100, 50]);
  down = true;
  want(client, "ann");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(names(client)?.get("ann")).toBe("");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(names(client)?.has("ann")).toBe(false);
});
