import { UnorderedListOutlined } from "@ant-design/icons";

import type { Feature } from "@/shell/feature";

export const feature: Feature = {
  nav: [{ name: "tickets", to: "/tickets", icon: UnorderedListOutlined, open: (can) => can.enter, key: "t" }],
  routes: [{ path: "tickets", lazy: () => import("./list/ListPage") }],
};
