import { PlusOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Switch } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import { allPages } from "@/api/queries";
import type { AccessKey, ApiToken } from "@/api/types";
import { ConfirmButton } from "@/ui/ConfirmButton";
import { Page } from "@/ui/Page";
import { PageTabs } from "@/ui/PageTabs";
import { Person } from "@/ui/Person";
import { useSay } from "@/ui/say";
import { Empty, Loading, QueryState } from "@/ui/states";
import { Time, useNow } from "@/ui/Time";

import { DataTable, type Column } from "../parts/DataTable";
import parts from "../parts/forms.module.css";
import { Tag } from "../parts/Tag";
import { MakeDialog } from "./MakeDialog";

type About = Pick<ApiToken, "name" | "user" | "scopes" | "createdAt" | "expiresAt" | "lastUsedAt">;

function Ends({ at }: { at: string | null }) {
  const { t } = useTranslation("admin");
  const now = useNow();
  if (at === null) return <span className={parts.hint}>{t("credential.neverEnds")}</span>;
  return new Date(at).getTime() < now ? <Tag tone="bad">{t("credential.ended")}</Tag> : <Time at={at} />;
}

function useColumns<T extends About>(name: (one: T) => ReactNode): Column<T>[] {
  const { t } = useTranslation("admin");
  return [
    { key: "name", title: t("name"), cell: name },
    { key: "user", title: t("credential.owner"), cell: (one) => <Person username={one.user} /> },
    { key: "scopes", title: t("credential.scopes"), wide: true, cell: (one) => one.scopes.map((scope) => <Tag key={scope}>{t(`scope.${scope}`)}</Tag>) },
    { key: "used", title: t("credential.used"), wide: true, cell: (one) => one.lastUsedAt === null ? <span className={parts.hint}>{t("credential.unused")}</span> : <Time at={one.lastUsedAt} /> },
    { key: "ends", title: t("credential.ends"), wide: true, cell: (one) => <Ends at={one.expiresAt} /> },
  ];
}

function Revoke({ run }: { run: () => Promise<unknown> }) {
  const { t } = useTranslation("admin");
  return <ConfirmButton question={t("credential.revokeQuestion")} consequence={t("credential.revokeText")} onConfirm={run} button={{ size: "small", type: "text" }}>{t("credential.revoke")}</ConfirmButton>;
}

function Tokens() {
  const { t } = useTranslation("admin");
  const client = useQueryClient();
  const query = useQuery({ queryKey: keys.admin("tokens"), queryFn: ({ signal }) => allPages<ApiToken>((page) => answer(api.GET("/api/v1/tokens", { params: { query: { all: true, page, pageSize: 100 } }, signal }))) });
  const columns = useColumns<ApiToken>((one) => <b>{one.name}</b>);
  const revoke = async (id: number) => {
    await answer(api.DELETE("/api/v1/tokens/{id}", { params: { path: { id } } }));
    await Promise.all([client.invalidateQueries({ queryKey: keys.admin("tokens") }), client.invalidateQueries({ queryKey: keys.tokens })]);
  };
  return (
    <QueryState query={query} loading={<Loading rows={4} />}>
      {(rows) => rows.length === 0 ? <Empty title={t("credential.noTokens")}>{t("credential.tokensText")}</Empty> : (
        <DataTable label={t("credential.tokens")} rows={rows} rowKey={(one) => one.id} columns={[...columns, { key: "revoke", title: "", tight: true, align: "end", cell: (one) => <Revoke run={() => revoke(one.id)} /> }]} />
      )}
    </QueryState>
  );
}

function Let({ one }: { one: AccessKey }) {
  const { t } = useTranslation("admin");
  const say = useSay();
  const client = useQueryClient();
  const turn = useMutation({
    mutationFn: (enabled: boolean) => answer(api.PUT("/api/v1/access-keys/{ak}", { params: { path: { ak: one.ak } }, body: { enabled } })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.admin("access-keys") }),
    onError: (error) => say.error(error),
  });
  return <Switch size="small" aria-label={t("credential.enabled", { name: one.name })} checked={turn.isPending ? turn.variables : one.enabled} onChange={(enabled) => turn.mutate(enabled)} />;
}

function AccessKeys() {
  const { t } = useTranslation("admin");
  const client = useQueryClient();
  const query = useQuery({ queryKey: keys.admin("access-keys"), queryFn: ({ signal }) => allPages<AccessKey>((page) => answer(api.GET("/api/v1/access-keys", { params: { query: { all: true, page, pageSize: 100 } }, signal }))) });
  const columns = useColumns<AccessKey>((one) => <span className={parts.two}><b>{one.name}</b><small><code>{one.ak}</code></small></span>);
  const revoke = async (ak: string) => {
    await answer(api.DELETE("/api/v1/access-keys/{ak}", { params: { path: { ak } } }));
    await Promise.all([client.invalidateQueries({ queryKey: keys.admin("access-keys") }), client.invalidateQueries({ queryKey: keys.accessKeys })]);
  };
  return (
    <QueryState query={query} loading={<Loading rows={4} />}>
      {(rows) => rows.length === 0 ? <Empty title={t("credential.noKeys")}>{t("credential.keysText")}</Empty> : (
        <DataTable
          label={t("credential.keys")} rows={rows} rowKey={(one) => one.ak}
          columns={[...columns, { key: "enabled", title: t("credential.on"), tight: true, cell: (one) => <Let one={one} /> }, { key: "revoke", title: "", tight: true, align: "end", cell: (one) => <Revoke run={() => revoke(one.ak)} /> }]}
        />
      )}
    </QueryState>
  );
}

/** Everybody's tokens and access keys. */
export function Component() {
  const { t } = useTranslation("admin");
  const [search, setSearch] = useSearchParams();
  const [making, setMaking] = useState(false);
  const kind = search.get("kind") === "keys" ? "keys" : "tokens";
  return (
    <Page title={t("place.credentials")} lead={t("credential.lead")} actions={<Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>{t(kind === "keys" ? "credential.newKey" : "credential.newToken")}</Button>}>
      <PageTabs
        active={kind} onChange={(next) => setSearch(next === "keys" ? { kind: next } : {})}
        items={[{ key: "tokens", label: t("credential.tokens"), children: <Tokens /> }, { key: "keys", label: t("credential.keys"), children: <AccessKeys /> }]}
      />
      {making && <MakeDialog kind={kind} onClose={() => setMaking(false)} />}
    </Page>
  );
}
