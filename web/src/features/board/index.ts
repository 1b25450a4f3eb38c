import { ProjectOutlined } from "@ant-design/icons";

import type { Feature } from "@/shell/feature";

export const feature: Feature = {
  nav: [{ name: "board", to: "/board", icon: ProjectOutlined, open: (can) => can.enter, key: "b" }],
  routes: [{ path: "board", lazy: () => import("./BoardPage") }],
};
