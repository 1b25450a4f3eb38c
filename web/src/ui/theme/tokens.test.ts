import { describe, expect, test } from "vitest";

import { palettes, type Look, type Palette } from "./tokens";

/** Which text stands on which grounds. */
const pairs: readonly (readonly [text: keyof Palette, grounds: readonly (keyof Palette)[]])[] = [
  ["text", ["canvas", "surface", "raised", "side", "hover", "chosen"]],
  ["muted", ["canvas", "surface", "raised", "side", "hover"]],
  ["accent", ["canvas", "surface", "raised", "side", "hover", "chosen"]],
  ["onAccent", ["accentFill", "accentOver"]],
  ["danger", ["canvas", "surface", "raised"]],
  ["newText", ["newFill"]],
  ["activeText", ["activeFill"]],
  ["pausedText", ["pausedFill"]],
  ["resolvedText", ["resolvedFill"]],
  ["closedText", ["closedFill"]],
  ["rejectedText", ["rejectedFill"]],
  ["low", ["surface", "raised", "hover"]],
  ["medium", ["surface", "raised", "hover"]],
  ["high", ["surface", "raised", "hover"]],
  ["critical", ["surface", "raised", "hover"]],
];

/** The relative luminance of `#rrggbb`, as WCAG 2 has it. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(["light", "dark"] satisfies Look[])("in the %s look", (look) => {
  const palette = palettes[look];
  test.each(pairs.flatMap(([text, grounds]) => grounds.map((ground) => [text, ground] as const)))("%s can be read on %s", (text, ground) => {
    expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5);
  });
});
