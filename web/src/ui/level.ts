import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { Access } from "@/api/types";

/** What a level is called. */
export function useLevelName(): (access: Access) => string {
  const { t } = useTranslation();
  return useCallback((access) => t(`level.${access}`), [t]);
}
