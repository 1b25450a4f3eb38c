import { AlertOutlined } from "@ant-design/icons";

import type { Feature } from "@/shell/feature";

export const feature: Feature = {
  nav: [{ name: "incidents", to: "/incidents", icon: AlertOutlined, open: (can) => can.enter, key: "i" }],
  routes: [
    { path: "incidents", lazy: () => import("./IncidentsPage") },
    { path: "incidents/:id", lazy: () => import("./IncidentPage") },
  ],
};
