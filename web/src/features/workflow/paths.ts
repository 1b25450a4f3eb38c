/** The addresses of these screens. */
import type { Home } from "./api";

export const editorPath = ({ project, type }: Home) => `/workflows/${encodeURIComponent(project)}/${encodeURIComponent(type)}`;
export const versionsPath = (home: Home, from?: string, to?: string) => `${editorPath(home)}/versions${from === undefined ? "" : `?from=${from}&to=${to ?? "draft"}`}`;
