import { InboxOutlined } from "@ant-design/icons";

import type { Feature } from "@/shell/feature";

export const feature: Feature = {
  nav: [{ name: "home", to: "/", icon: InboxOutlined, open: () => true, key: "m" }],
  routes: [{ index: true, lazy: () => import("./HomePage") }],
};
