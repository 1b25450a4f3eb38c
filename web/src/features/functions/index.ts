import { CodeOutlined } from "@ant-design/icons";

import type { Feature } from "@/shell/feature";

export const feature: Feature = {
  nav: [{ name: "functions", to: "/functions", icon: CodeOutlined, level: "user", key: "f" }],
  routes: [
    { path: "functions", lazy: () => import("./FunctionsPage") },
    { path: "functions/:id", lazy: () => import("./FunctionPage") },
  ],
};
