import type { Feature } from "@/shell/feature";

export const feature: Feature = {
  routes: [],
  outside: [{ path: "welcome", lazy: () => import("./SetupPage") }],
};
