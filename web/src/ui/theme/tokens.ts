/**
 * Every colour, size and font of the interface, light and dark: the one place. `scripts/styles.ts` makes style sheets of it,
 * `--gd-…` for our own and the component library's variables; nothing reads it at run time.
 */
import { theme as antd, type ThemeConfig } from "antd";

/** Which of the two looks. */
export type Look = "light" | "dark";

/** What our own style sheets call by `--gd-<name>`. Pairs of text and ground have a contrast of at least 4.5 (tokens.test.ts). */
export interface Palette {
  /** Behind everything. */ canvas: string;
  /** Cards, tables, dialogs. */ surface: string;
  /** Menus and dialogs over a surface. */ raised: string;
  /** The side navigation. */ side: string;
  /** Under the pointer. */ hover: string;
  /** Chosen. */ chosen: string;
  /** Lines between things. */ line: string;
  /** Lines around what can be typed into. */ edge: string;
  text: string;
  /** Less important text. */ muted: string;
  /** Links and what is chosen, as text. */ accent: string;
  /** Grounds of the main button. */ accentFill: string;
  /** The same under the pointer and pressed. */ accentOver: string;
  /** Text upon both. */ onAccent: string;
  danger: string;
  /** Text and ground of each category of a status. */
  newText: string; newFill: string;
  activeText: string; activeFill: string;
  pausedText: string; pausedFill: string;
  resolvedText: string; resolvedFill: string;
  closedText: string; closedFill: string;
  rejectedText: string; rejectedFill: string;
  /** Priorities. */
  low: string; medium: string; high: string; critical: string;
  shadow: string;
}

export const palettes: Record<Look, Palette> = {
  light: {
    canvas: "#f7f8fa", surface: "#ffffff", raised: "#ffffff", side: "#f1f3f6", hover: "#eceef3", chosen: "#e3e8fb",
    line: "#e4e7ec", edge: "#cdd2db", text: "#1b1f27", muted: "#5b6473", accent: "#3a50c4", accentFill: "#4056c9", accentOver: "#3448ad", onAccent: "#ffffff",
    danger: "#c62f3b",
    newText: "#3d4a61", newFill: "#e7ebf1", activeText: "#1f49b6", activeFill: "#e0e9fe", pausedText: "#7d4b00", pausedFill: "#fdeecb",
    resolvedText: "#0b6443", resolvedFill: "#d7f3e5", closedText: "#4f5866", closedFill: "#eceef1", rejectedText: "#a1242f", rejectedFill: "#fde3e4",
    low: "#5b6473", medium: "#2f63c9", high: "#a05200", critical: "#c0262f",
    shadow: "0 8px 28px rgb(20 26 40 / 14%), 0 1px 3px rgb(20 26 40 / 10%)",
  },
  dark: {
    canvas: "#111318", surface: "#181b21", raised: "#20242c", side: "#14171c", hover: "#262b34", chosen: "#272f4d",
    line: "#292e37", edge: "#3d4450", text: "#e7eaf0", muted: "#9aa4b4", accent: "#9daeff", accentFill: "#8c9fff", accentOver: "#a5b4ff", onAccent: "#10131c",
    danger: "#ff8a8f",
    newText: "#c3ccda", newFill: "#2a303b", activeText: "#a9c1ff", activeFill: "#202e52", pausedText: "#f5c769", pausedFill: "#3a2e14",
    resolvedText: "#7fdcb0", resolvedFill: "#16352a", closedText: "#aab2bf", closedFill: "#242931", rejectedText: "#ff9ea2", rejectedFill: "#42201f",
    low: "#9aa4b4", medium: "#8ab0ff", high: "#f3b25e", critical: "#ff8a8f",
    shadow: "0 10px 32px rgb(0 0 0 / 55%), 0 1px 3px rgb(0 0 0 / 40%)",
  },
};

/** The system's own fonts, with good Chinese ones on each system. */
export const fonts = {
  text: `-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif`,
  code: `ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", "Noto Sans Mono CJK SC", monospace`,
} as const;

/** What the component library is told of it. The class `gd` carries its variables. */
export function antdTheme(look: Look): ThemeConfig {
  const c = palettes[look];
  return {
    algorithm: look === "dark" ? antd.darkAlgorithm : antd.defaultAlgorithm,
    hashed: false,
    cssVar: { key: "gd" },
    token: {
      colorPrimary: c.accentFill, colorPrimaryHover: c.accentOver, colorPrimaryActive: c.accentOver, colorLink: c.accent, colorLinkHover: c.accent, colorInfo: c.accentFill, colorError: c.danger,
      colorText: c.text, colorTextSecondary: c.muted, colorTextTertiary: c.muted, colorTextDescription: c.muted, colorTextPlaceholder: c.muted,
      colorBgBase: c.surface, colorBgLayout: c.canvas, colorBgContainer: c.surface, colorBgElevated: c.raised,
      colorBorder: c.edge, colorBorderSecondary: c.line, colorSplit: c.line, colorTextLightSolid: c.onAccent,
      fontFamily: fonts.text, fontFamilyCode: fonts.code, fontSize: 13, borderRadius: 6, borderRadiusLG: 10, controlHeight: 32, controlHeightSM: 26, controlHeightLG: 40,
      wireframe: false, motionDurationMid: "0.14s", motionDurationSlow: "0.2s", boxShadowSecondary: c.shadow,
    },
    components: {
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none", primaryColor: c.onAccent, fontWeight: 500 },
      Modal: { titleFontSize: 15 },
      Table: { headerBg: c.surface, headerColor: c.muted, rowHoverBg: c.hover, cellPaddingBlockMD: 8, cellPaddingBlockSM: 6 },
      Form: { itemMarginBottom: 16, verticalLabelPadding: "0 0 4px", labelColor: c.muted },
      Tooltip: { colorTextLightSolid: look === "dark" ? c.text : "#ffffff", colorBgSpotlight: look === "dark" ? "#343a45" : "#23272f" },
      Segmented: { trackBg: c.hover, itemSelectedBg: c.raised },
    },
  };
}
