import { CodeOutlined } from "@ant-design/icons";

import type { Feature } from "@/shell/feature";

export const feature: Feature = {
  nav: [{ name: "functions", to: "/functions", icon: CodeOutlined, open: (can) => can.team("run_functions") || can.team("manage_functions"), key: "f" }],
  routes: [
    { path: "functions", lazy: () => import("./FunctionsPage") },
    { path: "functions/:id", lazy: () => import("./FunctionPage") },
  ],
};
