import { BarChartOutlined } from "@ant-design/icons";

import type { Feature } from "@/shell/feature";

export const feature: Feature = {
  nav: [{ name: "dashboard", to: "/dashboard", icon: BarChartOutlined, open: (can) => can.enter, key: "d" }],
  routes: [{ path: "dashboard", lazy: () => import("./DashboardPage") }],
};
