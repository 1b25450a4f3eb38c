import { SettingOutlined } from "@ant-design/icons";

import { fetchAdminTexts } from "@/i18n";
import type { Feature } from "@/shell/feature";

import { administers } from "./places";

export const feature: Feature = {
  nav: [{ name: "admin", to: "/admin", icon: SettingOutlined, open: administers, key: "a" }],
  routes: [{
    path: "admin",
    lazy: async () => (await Promise.all([import("./AdminLayout"), fetchAdminTexts()]))[0],
    children: [
      { index: true, lazy: async () => ({ Component: (await import("./AdminLayout")).Start }) },
      { path: "people", lazy: () => import("./people/PeoplePage") },
      { path: "people/:username", lazy: () => import("./people/PersonPage") },
      { path: "groups", lazy: async () => ({ Component: (await import("./people/CirclesPage")).Groups }) },
      { path: "groups/:uuid", lazy: async () => ({ Component: (await import("./people/CirclePage")).Group }) },
      { path: "roles", lazy: async () => ({ Component: (await import("./people/CirclesPage")).Roles }) },
      { path: "roles/:uuid", lazy: async () => ({ Component: (await import("./people/CirclePage")).Role }) },
      { path: "departments", lazy: async () => ({ Component: (await import("./people/CirclesPage")).Departments }) },
      { path: "departments/:uuid", lazy: async () => ({ Component: (await import("./people/CirclePage")).Department }) },
      { path: "rules", lazy: () => import("./people/RulesPage") },
      { path: "projects", lazy: () => import("./projects/ProjectsPage") },
      { path: "projects/:key", lazy: () => import("./projects/ProjectPage") },
      { path: "words", lazy: () => import("./projects/WordsPage") },
      { path: "credentials", lazy: () => import("./access/CredentialsPage") },
      { path: "webhooks", lazy: () => import("./webhooks/WebhooksPage") },
      { path: "webhooks/:uuid", lazy: () => import("./webhooks/WebhookPage") },
      { path: "hooks", lazy: () => import("./webhooks/HooksPage") },
      { path: "audit", lazy: () => import("./operation/AuditPage") },
      { path: "data", lazy: () => import("./operation/DataPage") },
      { path: "system", lazy: () => import("./operation/SystemPage") },
    ],
  }],
};
