import type { Feature } from "@/shell/feature";

export const feature: Feature = {
  routes: [{ path: "profile", lazy: () => import("./ProfilePage") }],
  outside: [{ path: "login", lazy: () => import("./LoginPage") }],
};
