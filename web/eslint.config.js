import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import { readdirSync } from "node:fs";
import tseslint from "typescript-eslint";

const features = readdirSync(new URL("./src/features", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** A feature may use ui, api and i18n; never another feature, the shell or the router. */
const walls = features.map((feature) => ({
  files: [`src/features/${feature}/**/*.{ts,tsx}`],
  rules: {
    "no-restricted-imports": ["error", {
      patterns: [
        { regex: `^@/features/(?!${feature}/)`, message: "features do not know each other: share through ui/ or api/" },
        { regex: `^(\\.\\./)+(${features.filter((other) => other !== feature).join("|")})(/|$)`, message: "features do not know each other" },
        { regex: "^@/(router|main|features$|shell/(?!feature$))", message: "a feature is plugged in, it does not know the frame" },
      ],
    }],
  },
}));

const noText = [
  { selector: "JSXText[value=/\\p{L}/u]", message: "text for people goes through t()" },
  { selector: "JSXAttribute[name.name=/^(title|label|placeholder|alt|aria-label|description|okText|cancelText|extra|help|tooltip)$/] > Literal[value=/\\p{L}/u]", message: "text for people goes through t()" },
];

export default tseslint.config(
  { ignores: ["dist/**", "node_modules/**", "src/api/schema.gen.ts", "e2e/shots/**", "eslint.config.js", "*.tmp.mjs"] },
  ...tseslint.configs.strictTypeChecked,
  { languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } } },
  {
    files: ["**/*.{ts,tsx}"],
    plugins: { "react-hooks": reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      // A virtualizer is never memoised; the compiler, which could not bear that, is not in use.
      "react-hooks/incompatible-library": "off",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/no-unnecessary-condition": ["error", { allowConstantLoopConditions: "only-allowed-literals" }],
      "@typescript-eslint/only-throw-error": ["error", { allow: [{ from: "package", package: "react-router", name: "Response" }] }],
      "no-console": "error",
    },
  },
  {
    files: ["src/**/*.tsx"],
    ...jsxA11y.flatConfigs.strict,
    rules: {
      ...jsxA11y.flatConfigs.strict.rules,
      "jsx-a11y/no-autofocus": "off",
      "no-restricted-syntax": ["error", ...noText],
    },
  },
  { files: ["src/ui/**", "src/api/**"], rules: { "no-restricted-imports": ["error", { patterns: [{ regex: "^@/(features|shell|router|main)", message: "ui and api are below the features" }] }] } },
  ...walls,
  { files: ["**/*.test.{ts,tsx}", "e2e/**", "scripts/**"], rules: { "@typescript-eslint/no-non-null-assertion": "off", "no-console": "off", "no-restricted-syntax": "off" } },
);
