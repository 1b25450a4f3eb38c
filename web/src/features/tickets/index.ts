import { UnorderedListOutlined } from "@ant-design/icons";

import type { Feature } from "@/shell/feature";

export const feature: Feature = {
  nav: [{ name: "tickets", to: "/tickets", icon: UnorderedListOutlined, level: "unregistered", key: "t" }],
  routes: [{ path: "tickets", lazy: () => import("./list/ListPage") }],
};
