import { BranchesOutlined } from "@ant-design/icons";

import type { Feature } from "@/shell/feature";

export const feature: Feature = {
  nav: [{ name: "workflow", to: "/workflows", icon: BranchesOutlined, open: (can) => can.enter, key: "w" }],
  routes: [
    { path: "workflows", lazy: () => import("./WorkflowsPage") },
    { path: "workflows/:project/:type", lazy: () => import("./EditorPage") },
    { path: "workflows/:project/:type/versions", lazy: () => import("./VersionsPage") },
  ],
};
