/** What two texts have in common, line by line (longest common subsequence), and what each has of its own. */
export interface DiffLine { kind: "same" | "gone" | "new"; text: string; left?: number; right?: number }

/** More comparisons than this are not made: what lies between is shown as replaced. */
const MOST = 4_000_000;

function middle(left: readonly string[], right: readonly string[]): ("same" | "gone" | "new")[] {
  const width = right.length + 1;
  if ((left.length + 1) * width > MOST) return [...left.map(() => "gone" as const), ...right.map(() => "new" as const)];
  const table = new Uint32Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const at = i * width + j;
      table[at] = left[i] === right[j] ? (table[at + width + 1] ?? 0) + 1 : Math.max(table[at + width] ?? 0, table[at + 1] ?? 0);
    }
  }
  const steps: ("same" | "gone" | "new")[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const at = i * width + j;
    if (i < left.length && j < right.length && left[i] === right[j]) { steps.push("same"); i += 1; j += 1; }
    else if (i < left.length && (j >= right.length || (table[at + width] ?? 0) >= (table[at + 1] ?? 0))) { steps.push("gone"); i += 1; }
    else { steps.push("new"); j += 1; }
  }
  return steps;
}

/** The lines of both texts, in order. */
export function diff(before: string, now: string): DiffLine[] {
  const [left, right] = [before.split("\n"), now.split("\n")];
  let head = 0;
  while (head < left.length && head < right.length && left[head] === right[head]) head += 1;
  let tail = 0;
  while (tail < left.length - head && tail < right.length - head && left[left.length - 1 - tail] === right[right.length - 1 - tail]) tail += 1;
  const between = middle(left.slice(head, left.length - tail), right.slice(head, right.length - tail));
  const steps = [...Array.from({ length: head }, () => "same" as const), ...between, ...Array.from({ length: tail }, () => "same" as const)];
  let [i, j] = [0, 0];
  return steps.map((kind) => {
    const line: DiffLine = kind === "new" ? { kind, text: right[j] ?? "", right: j + 1 } : { kind, text: left[i] ?? "", left: i + 1, ...(kind === "same" && { right: j + 1 }) };
    if (kind !== "new") i += 1;
    if (kind !== "gone") j += 1;
    return line;
  });
}

/** The lines worth showing: what changed, and `around` lines about it; `undefined` stands for what is left out. */
export function folded(lines: readonly DiffLine[], around = 3): (DiffLine | undefined)[] {
  const near = lines.map((_, at) => lines.slice(Math.max(0, at - around), at + around + 1).some((line) => line.kind !== "same"));
  const shown: (DiffLine | undefined)[] = [];
  lines.forEach((line, at) => {
    if (near[at]) shown.push(line);
    else if (shown.length === 0 || shown[shown.length - 1] !== undefined) shown.push(undefined);
  });
  return shown;
}
