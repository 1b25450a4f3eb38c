import { expect, test } from "vitest";

import { makePassword } from "./password";

test("a password has four groups of four letters that are not taken for one another", () => {
  for (let turn = 0; turn < 50; turn += 1) expect(makePassword()).toMatch(/^([a-km-np-zA-HJ-NP-Z2-9]{4}-){3}[a-km-np-zA-HJ-NP-Z2-9]{4}$/);
});

test("bytes that would make some letters likelier are thrown again", () => {
  let throws = 0;
  const made = makePassword((bytes) => {
    throws += 1;
    return bytes.fill(throws === 1 ? 255 : 0);
  });
  expect(made).toBe("aaaa-aaaa-aaaa-aaaa");
  expect(throws).toBe(2);
});
