/** What the screens of workflows ask of the server. */
import { queryOptions } from "@tanstack/react-query";

import { answer, api, ifMatch, tagged } from "@/api/client";
import { ApiError, isRefusal } from "@/api/error";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";

import { readDefinition, type Definition } from "./model/definition";

type Schemas = components["schemas"];
export type InForce = Schemas["WorkflowInForce"];
export type VersionHead = Schemas["VersionHead"];
export type DryRun = Schemas["WorkflowDryRun"];
export type Severity = Schemas["SeverityWord"];

/** Which issue type's workflow. */
export interface Home { readonly project: string; readonly type: string }
/** Something strange or wrong, with its path. */
export interface Finding { readonly severity: Severity; readonly path: string; readonly why: string; readonly fix: string; readonly refused?: boolean }
/** A draft as the server has it. */
export interface Draft { readonly definition: Definition; readonly etag: string; readonly version: number; readonly base: number; readonly inForce: number; readonly by: string; readonly at: string; readonly names: Readonly<Record<string, string>> }

const path = ({ project, type }: Home) => ({ key: project, type });
const BASE = "/api/v1/projects/{key}/types/{type}/workflow" as const;

const asSent = (definition: Definition) => definition as unknown as Schemas["WorkflowDefinition"];

function asDraft({ data, etag }: { data: Schemas["WorkflowDraft"]; etag: string }): Draft {
  return { definition: readDefinition(data.definition), etag, version: data.version, base: data.base, inForce: data.inForce, by: data.updatedBy, at: data.updatedAt, names: data.names };
}

/** The workflow in force; read again now and then, since it tells whether somebody else works on the draft. */
export const inForceQuery = (home: Home) => queryOptions({
  queryKey: keys.workflow(home.project, home.type),
  queryFn: ({ signal }) => answer(api.GET(BASE, { params: { path: path(home) }, signal })),
});

export async function readDraft(home: Home, signal?: AbortSignal): Promise<Draft> {
  return asDraft(await tagged(api.GET(`${BASE}/draft`, { params: { path: path(home) }, ...(signal && { signal }) })));
}

/** The draft; `none` where there is none, `locked` where the reader may not work on it. */
export const draftQuery = (home: Home) => queryOptions({
  queryKey: [...keys.workflow(home.project, home.type), "draft"],
  queryFn: ({ signal }) => readDraft(home, signal).catch((error: unknown) => {
    if (isRefusal(error, 404)) return "none" as const;
    if (isRefusal(error, 403)) return "locked" as const;
    throw error;
  }),
});

/** Keeps a definition as the draft. Without an `etag` it begins one. */
export async function saveDraft(home: Home, definition: Definition, etag: string, base?: number): Promise<Draft> {
  const body = { definition: asSent(definition), ...(base !== undefined && { base }) };
  return asDraft(await tagged(api.PUT(`${BASE}/draft`, { params: { path: path(home) }, headers: ifMatch(etag), body })));
}

export const discardDraft = (home: Home, etag: string) => answer(api.DELETE(`${BASE}/draft`, { params: { path: path(home) }, headers: ifMatch(etag) }));

/** What a definition is refused for, part by part; nothing where it was something else. */
export function faultsOf(error: unknown): Finding[] {
  if (!(error instanceof ApiError)) return [];
  return Object.entries(error.details).map(([at, why]) => ({ severity: "error", path: at.replace(/^definition\./, ""), why, fix: "", refused: true }));
}

/** What is strange in a definition; what refuses it is told the same way. */
export const lintQuery = (home: Home, definition: Definition) => queryOptions({
  queryKey: [...keys.workflow(home.project, home.type), "lint", JSON.stringify(definition)],
  queryFn: async ({ signal }): Promise<Finding[]> => {
    try {
      return (await answer(api.POST(`${BASE}/lint`, { params: { path: path(home) }, body: { definition: asSent(definition) }, signal }))).items;
    } catch (error) {
      const faults = faultsOf(error);
      if (faults.length === 0) throw error;
      return faults;
    }
  },
  staleTime: 60_000,
});

export const versionsQuery = (home: Home) => queryOptions({
  queryKey: [...keys.workflow(home.project, home.type), "versions"],
  queryFn: async ({ signal }) => (await answer(api.GET(`${BASE}/versions`, { params: { path: path(home), query: { pageSize: 100 } }, signal }))).items,
});

export const versionQuery = (home: Home, version: number) => queryOptions({
  queryKey: [...keys.workflow(home.project, home.type), "version", version],
  queryFn: async ({ signal }) => readDefinition((await answer(api.GET(`${BASE}/versions/{version}`, { params: { path: { ...path(home), version: String(version) } }, signal }))).definition),
  staleTime: Infinity,
});

export const compareQuery = (home: Home, from: string, to: string) => queryOptions({
  queryKey: [...keys.workflow(home.project, home.type), "compare", from, to],
  queryFn: async ({ signal }) => (await answer(api.GET(`${BASE}/compare`, { params: { path: path(home), query: { from, to } }, signal }))).items,
});

export type Mapping = Readonly<Record<string, string>>;

export const dryRunQuery = (home: Home, etag: string, mapping: Mapping) => queryOptions({
  queryKey: [...keys.workflow(home.project, home.type), "dry-run", etag, mapping],
  queryFn: ({ signal }) => answer(api.POST(`${BASE}/dry-run`, { params: { path: path(home) }, body: { mapping }, signal })),
  staleTime: 0,
});

export const publishDraft = (home: Home, etag: string, mapping: Mapping) =>
  answer(api.POST(`${BASE}/publish`, { params: { path: path(home) }, headers: ifMatch(etag), body: { mapping } }));

/** Makes a file the draft; answers it with the custom fields that the project lacks. */
export async function importFile(home: Home, file: unknown, etag: string, fields: "add" | "leave"): Promise<{ draft: Draft; missing: readonly Schemas["CustomField"][] }> {
  const query = fields === "add" ? { fields: "add" } : {};
  const { data, etag: next } = await tagged(api.PUT(`${BASE}/file`, { params: { path: path(home), query }, headers: etag === "" ? {} : ifMatch(etag), body: file as Schemas["WorkflowDefinition"] }));
  return { draft: asDraft({ data: data.draft, etag: next }), missing: data.missingFields };
}

/** Where the browser fetches a definition as a file. */
export const filePath = ({ project, type }: Home, which: "draft" | "force") => `/api/v1/projects/${encodeURIComponent(project)}/types/${encodeURIComponent(type)}/workflow/file${which === "draft" ? "?version=draft" : ""}`;

export const templatesQuery = queryOptions({
  queryKey: ["workflow-templates"],
  queryFn: async ({ signal }) => (await answer(api.GET("/api/v1/workflow-templates", { signal }))).items,
  staleTime: Infinity,
});

export const templateQuery = (key: string) => queryOptions({
  queryKey: ["workflow-templates", key],
  queryFn: ({ signal }): Promise<unknown> => answer(api.GET("/api/v1/workflow-templates/{key}", { params: { path: { key } }, signal })),
  staleTime: Infinity,
});
