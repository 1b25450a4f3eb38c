/** Colours that programs put into their output (ECMA-48), as data. Every other escape sequence is dropped; nothing here makes HTML. */

/** One of the sixteen colours of a terminal: 0–7, and bright ones 8–15. */
export interface Style { fg?: number | undefined; bg?: number | undefined; bold?: boolean; dim?: boolean; italic?: boolean; underline?: boolean }
export interface Piece extends Style { text: string }

// Sequences with parameters, titles of windows, and the rest; what is left of control characters goes too.
 
const SEQUENCE = /\u001b\[([0-?]*)[ -/]*([@-~])|\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[ -/]*[0-~]?/g;
 
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

const LEVELS = [0, 95, 135, 175, 215, 255];
const BASIC = [[0, 0, 0], [205, 0, 0], [0, 205, 0], [205, 205, 0], [0, 0, 238], [205, 0, 205], [0, 205, 205], [229, 229, 229], [127, 127, 127], [255, 0, 0], [0, 255, 0], [255, 255, 0], [92, 92, 255], [255, 0, 255], [0, 255, 255], [255, 255, 255]] as const;

/** The nearest of the sixteen, which alone are sure to be read on both grounds. */
function nearest(r: number, g: number, b: number): number {
  let best = 0;
  let least = Infinity;
  BASIC.forEach(([x, y, z], place) => {
    const far = (r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2;
    if (far < least) [best, least] = [place, far];
  });
  return best;
}

function of256(code: number): number {
  if (code < 16) return code;
  if (code >= 232) return nearest(8 + (code - 232) * 10, 8 + (code - 232) * 10, 8 + (code - 232) * 10);
  const at = code - 16;
  const level = (place: number) => LEVELS[place] ?? 0;
  return nearest(level(Math.floor(at / 36)), level(Math.floor(at / 6) % 6), level(at % 6));
}

/** A colour of the longer form (`38;5;n`, `38;2;r;g;b`), and how many numbers it took. */
function longColour(codes: readonly number[], from: number): { colour: number | undefined; took: number } {
  if (codes[from] === 5) return { colour: of256((codes[from + 1] ?? 0) & 255), took: 2 };
  if (codes[from] === 2) return { colour: nearest(codes[from + 1] ?? 0, codes[from + 2] ?? 0, codes[from + 3] ?? 0), took: 4 };
  return { colour: undefined, took: 1 };
}

const plain: Readonly<Record<number, Style>> = {
  1: { bold: true }, 2: { dim: true }, 3: { italic: true }, 4: { underline: true }, 22: { bold: false, dim: false }, 23: { italic: false }, 24: { underline: false },
  39: { fg: undefined }, 49: { bg: undefined },
};

function styled(before: Style, parameters: string): Style {
  const codes = parameters.split(/[;:]/).map((one) => Number(one) || 0);
  let style = before;
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code === 0) style = {};
    else if (code >= 30 && code <= 37) style = { ...style, fg: code - 30 };
    else if (code >= 90 && code <= 97) style = { ...style, fg: code - 82 };
    else if (code >= 40 && code <= 47) style = { ...style, bg: code - 40 };
    else if (code >= 100 && code <= 107) style = { ...style, bg: code - 92 };
    else if (code === 38 || code === 48) {
      const { colour, took } = longColour(codes, at + 1);
      style = code === 38 ? { ...style, fg: colour } : { ...style, bg: colour };
      at += took;
    } else style = { ...style, ...plain[code] };
  }
  return style;
}

/** The pieces of one line, and the style with which the next one begins. */
export function pieces(line: string, begin: Style = {}): { pieces: Piece[]; end: Style } {
  const found: Piece[] = [];
  let style = begin;
  let from = 0;
  const take = (to: number) => {
    const text = line.slice(from, to).replace(CONTROL, "");
    if (text !== "") found.push({ ...style, text });
  };
  for (const match of line.matchAll(SEQUENCE)) {
    take(match.index);
    from = match.index + match[0].length;
    if (match[2] === "m") style = styled(style, match[1] ?? "");
  }
  take(line.length);
  return { pieces: found, end: style };
}

/** The text without anything for terminals. */
export function bare(text: string): string {
  return text.replace(SEQUENCE, "").replace(CONTROL, "");
}
