import { InboxOutlined } from "@ant-design/icons";

import type { Feature } from "@/shell/feature";

export const feature: Feature = {
  nav: [{ name: "home", to: "/", icon: InboxOutlined, level: "unregistered", key: "m" }],
  routes: [{ index: true, lazy: () => import("./HomePage") }],
};
