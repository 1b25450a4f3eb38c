import "i18next";

import type { all } from "./locales/all";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: (typeof all)["en"];
  }
}
