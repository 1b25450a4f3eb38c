import { fileURLToPath, URL } from "node:url";

import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const sheets = fileURLToPath(new URL("./src/ui/theme/sheets.ts", import.meta.url));

/** Has the component library put its few run-time rules into constructable style sheets, which our content policy allows. */
function constructableSheets(): Plugin {
  return {
    name: "gongdan:constructable-sheets",
    enforce: "pre",
    load(id) {
      const path = id.split("?")[0] ?? id;
      return /@rc-component\/util\/(es|lib)\/Dom\/dynamicCSS\.js$/.test(path) ? `export * from ${JSON.stringify(sheets)};` : null;
    },
  };
}

/** The library's icons stand beside words; their own names, in English, would be spoken with those. What gives one a name of its own keeps it. */
function quietIcons(): Plugin {
  const named = 'role: "img",\n    "aria-label": icon.name';
  return {
    name: "gongdan:quiet-icons",
    transform(code, id) {
      if (!id.endsWith("/@ant-design/icons/es/components/AntdIcon.js")) return null;
      if (!code.includes(named)) throw new Error("the library names its icons in another way now");
      return { code: code.replace(named, '...(restProps["aria-label"] ? { role: "img" } : { "aria-hidden": true })'), map: null };
    },
  };
}

export default defineConfig({
  plugins: [constructableSheets(), quietIcons(), react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    target: "es2024",
    outDir: "dist",
    manifest: true,
    // Nothing is put into the page or a sheet as data: the policy is easier to keep, and everything is cached by its name.
    assetsInlineLimit: 0,
    // A worker that comes as it is keeps the ending that every server knows as a script.
    rolldownOptions: { output: { assetFileNames: ({ names }) => `assets/[name]-[hash]${names.some((name) => name.endsWith(".mjs")) ? ".js" : "[extname]"}` } },
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { "/api": process.env.GONGDAN_URL ?? "http://127.0.0.1:8080" } },
  // Generous, because a busy machine is no failure.
  test: { environment: "node", include: ["src/**/*.test.{ts,tsx}"], testTimeout: 60_000 },
});
