import { describe, expect, test } from "vitest";

import * as tree from "./tree";
import type { JsonObject } from "./definition";

const leaf = (word: string): tree.Leaf => ({ word, body: {} });
const branch = (join: tree.Join, ...parts: tree.Node[]): tree.Branch => ({ join, parts });
const sample = branch("must", leaf("a"), branch("should", leaf("b"), leaf("c")), leaf("d"));
const said = (node: tree.Node | undefined): string => (node === undefined ? "-" : tree.isBranch(node) ? `${node.join}(${node.parts.map(said).join(" ")})` : node.word);

describe("a tree", () => {
  test("is read and written as it stands", () => {
    const json = { must: [{ field_empty: { field: "assignee" } }, { must_not: [{ matches: { filter: "x" } }] }] } as const satisfies JsonObject;
    const read = tree.readTree(json);
    expect(read && tree.writeTree(read)).toEqual(json);
    expect(tree.readTree(undefined)).toBeUndefined();
    expect(tree.readTree({ matches: { filter: "x" } })).toBeUndefined();
  });

  test("takes in and gives away parts", () => {
    expect(said(tree.insert(sample, [1], leaf("x")))).toBe("must(a should(b c x) d)");
    expect(said(tree.insert(sample, [], leaf("x"), 0))).toBe("must(x a should(b c) d)");
    expect(said(tree.remove(sample, [1, 0]))).toBe("must(a should(c) d)");
    expect(said(tree.replace(sample, [1, 1], leaf("x")))).toBe("must(a should(b x) d)");
    expect(said(tree.setJoin(sample, [1], "must_not"))).toBe("must(a must_not(b c) d)");
  });

  test("loses branches that are left empty, and itself with the last of them", () => {
    const one = branch("must", branch("should", leaf("a")));
    expect(tree.remove(one, [0, 0])).toBeUndefined();
    expect(tree.remove(one, [])).toBeUndefined();
    expect(said(tree.remove(branch("must", leaf("x"), branch("should", leaf("a"))), [1, 0]))).toBe("must(x)");
  });

  test("moves parts among their neighbours, and no farther", () => {
    expect(said(tree.shift(sample, [0], 1).tree)).toBe("must(should(b c) a d)");
    expect(tree.shift(sample, [0], 1).path).toEqual([1]);
    expect(tree.shift(sample, [0], -1).tree).toBe(sample);
    expect(tree.shift(sample, [2], 1).tree).toBe(sample);
  });

  test("wraps, lifts and unwraps", () => {
    expect(said(tree.wrap(sample, [0], "must_not"))).toBe("must(must_not(a) should(b c) d)");
    expect(said(tree.wrap(sample, [], "should"))).toBe("should(must(a should(b c) d))");
    const lifted = tree.lift(sample, [1, 0]);
    expect(said(lifted.tree)).toBe("must(a should(c) b d)");
    expect(said(tree.at(lifted.tree, lifted.path))).toBe("b");
    const alone = tree.lift(branch("must", branch("should", leaf("a")), leaf("z")), [0, 0]);
    expect(said(alone.tree)).toBe("must(a z)");
    expect(said(tree.at(alone.tree, alone.path))).toBe("a");
    expect(said(tree.unwrap(sample, [1]))).toBe("must(a b c d)");
    expect(said(tree.unwrap(branch("must", branch("should", leaf("a"))), []))).toBe("should(a)");
  });

  test("counts levels and leaves, and writes paths as the server does", () => {
    expect(tree.levels(sample)).toBe(2);
    expect(tree.leafCount(sample)).toBe(4);
    expect(tree.written(sample, [1, 0])).toBe("must[1].should[0].b");
    expect(tree.written(sample, [1])).toBe("must[1].should");
    expect(tree.rows(sample).map(({ path }) => path.join("."))).toEqual(["", "0", "1", "1.0", "1.1", "2"]);
  });
});
