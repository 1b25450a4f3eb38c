/** What differs between two texts, line by line. */

/** A line of both, or of one of them. */
export interface Line { sign: "same" | "gone" | "new"; text: string }

/** Above this many pairs of lines the middle is told as gone and new whole: nobody reads such a difference line by line. */
const MOST = 4_000_000;

/** The shortest way from one text to the other, in lines. */
export function difference(from: string, to: string): Line[] {
  const one = from === "" ? [] : from.split("\n");
  const two = to === "" ? [] : to.split("\n");
  let head = 0;
  while (head < one.length && head < two.length && one[head] === two[head]) head += 1;
  let tail = 0;
  while (tail < one.length - head && tail < two.length - head && one[one.length - 1 - tail] === two[two.length - 1 - tail]) tail += 1;
  const before: Line[] = one.slice(0, head).map((text) => ({ sign: "same", text }));
  const after: Line[] = tail === 0 ? [] : one.slice(-tail).map((text) => ({ sign: "same", text }));
  return [...before, ...middle(one.slice(head, one.length - tail), two.slice(head, two.length - tail)), ...after];
}

function middle(one: string[], two: string[]): Line[] {
  const gone = one.map((text): Line => ({ sign: "gone", text }));
  const come = two.map((text): Line => ({ sign: "new", text }));
  if (one.length * two.length > MOST) return [...gone, ...come];
  // lengths[i][j]: the longest common run of lines of one from i and two from j on.
  const lengths = Array.from({ length: one.length + 1 }, () => new Uint32Array(two.length + 1));
  const length = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = one.length - 1; i >= 0; i -= 1) {
    const row = lengths[i];
    for (let j = two.length - 1; j >= 0 && row !== undefined; j -= 1) row[j] = one[i] === two[j] ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1));
  }
  const found: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < one.length || j < two.length) {
    const [a, b] = [gone[i], come[j]];
    if (a !== undefined && b !== undefined && a.text === b.text) {
      found.push({ sign: "same", text: a.text });
      i += 1;
      j += 1;
    } else if (a !== undefined && (b === undefined || length(i + 1, j) >= length(i, j + 1))) {
      found.push(a);
      i += 1;
    } else if (b !== undefined) {
      found.push(b);
      j += 1;
    }
  }
  return found;
}

/** The difference with runs of equal lines cut to `around` beside a change; null stands for what was cut. */
export function folded(lines: readonly Line[], around = 2): (Line | null)[] {
  const near = lines.map((_, place) => lines.slice(Math.max(0, place - around), place + around + 1).some((line) => line.sign !== "same"));
  return lines.flatMap((line, place) => (near[place] ? [line] : place === 0 || near[place - 1] ? [null] : []));
}
