import { ThunderboltOutlined } from "@ant-design/icons";

import type { Feature } from "@/shell/feature";

export const feature: Feature = {
  nav: [{ name: "jobs", to: "/jobs", icon: ThunderboltOutlined, open: (can) => can.enter, key: "j" }],
  routes: [
    { path: "jobs", lazy: () => import("./JobsPage") },
    { path: "jobs/:id", lazy: () => import("./JobPage") },
  ],
};
