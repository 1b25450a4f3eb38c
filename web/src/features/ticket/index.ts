import type { Feature } from "@/shell/feature";

export const feature: Feature = {
  routes: [
    { path: "tickets/:key", lazy: () => import("./TicketPage") },
    { path: "approvals", lazy: () => import("./flow/ApprovalsPage") },
  ],
};
