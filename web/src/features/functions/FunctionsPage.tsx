import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Input, Select, Switch } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";

import { useCan } from "@/api/rights";
import type { Func } from "@/api/types";
import { Page } from "@/ui/Page";
import { PageTabs } from "@/ui/PageTabs";
import { Empty, Loading, QueryState } from "@/ui/states";
import { Time } from "@/ui/Time";
import { VirtualTable, type Column } from "@/ui/VirtualTable";

import { useEnable } from "./enable";
import styles from "./FunctionsPage.module.css";
import { Kind, kinds, Risk } from "./Kind";
import { NewFunction } from "./NewFunction";
import { functionsQuery } from "./queries";
import { Schedules } from "./Schedules";
import { Secrets } from "./Secrets";

function useColumns(mayManage: boolean): Column<Func>[] {
  const { t } = useTranslation("functions");
  const enable = useEnable();
  const { mutate } = enable;
  return useMemo(() => [
    { key: "name", title: t("name"), width: "minmax(240px, 1fr)", cell: (one) => <Link to={`/functions/${encodeURIComponent(one.id)}`} className={styles.name}><b>{one.name}</b><code>{one.id}</code></Link> },
    { key: "kind", title: t("kindTitle"), width: "140px", cell: (one) => <Kind kind={one.kind} /> },
    { key: "category", title: t("category"), width: "120px", cell: (one) => one.category },
    { key: "risk", title: t("riskTitle"), width: "90px", cell: (one) => <Risk risk={one.risk} /> },
    { key: "version", title: t("version"), width: "80px", align: "end", cell: (one) => `v${one.version}` },
    { key: "enabled", title: t("enabled"), width: "90px", cell: (one) => <Switch size="small" checked={one.enabled} disabled={!mayManage} aria-label={t("enabledOf", { name: one.name })} onChange={(enabled) => mutate({ id: one.id, enabled })} /> },
    { key: "updated", title: t("updated"), width: "130px", cell: (one) => <Time at={one.updatedAt} /> },
  ], [t, mutate, mayManage]);
}

function List({ mayManage, onNew }: { mayManage: boolean; onNew: () => void }) {
  const { t } = useTranslation("functions");
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const query = useQuery(functionsQuery);
  const columns = useColumns(mayManage);
  const text = search.get("q") ?? "";
  const kind = search.get("kind") ?? "";
  const set = (name: string, value: string) => setSearch((before) => {
    const next = new URLSearchParams(before);
    if (value === "") next.delete(name);
    else next.set(name, value);
    return next;
  }, { replace: true });
  const low = text.toLowerCase();
  return (
    <QueryState query={query} loading={<Loading rows={8} height={44} />}>
      {(functions) => {
        const rows = functions.filter((one) => (kind === "" || one.kind === kind) && [one.id, one.name, one.description, one.category].some((part) => part.toLowerCase().includes(low)));
        if (functions.length === 0) return <Empty title={t("none")} action={mayManage && <Button type="primary" icon={<PlusOutlined />} onClick={onNew}>{t("new")}</Button>}>{t("noneText")}</Empty>;
        return (
          <div className={styles.panel}>
            <div className={styles.filters}>
              <Input.Search allowClear value={text} placeholder={t("search")} aria-label={t("search")} onChange={(event) => set("q", event.target.value)} className={styles.search ?? ""} />
              <Select allowClear value={kind === "" ? undefined : kind} placeholder={t("allKinds")} aria-label={t("kindTitle")} className={styles.select ?? ""} onChange={(next?: string) => set("kind", next ?? "")} options={kinds.map((one) => ({ value: one, label: t(`kind.${one}`) }))} />
            </div>
            {rows.length === 0 ? <Empty title={t("noneFound")} /> : <VirtualTable label={t("nav")} rows={rows} columns={columns} rowKey={(one) => one.id} rowHeight={44} onOpen={(one) => void navigate(`/functions/${encodeURIComponent(one.id)}`)} />}
          </div>
        );
      }}
    </QueryState>
  );
}

/** Everything that can be run, when it runs by itself, and the secrets it may use. */
export function Component() {
  const { t } = useTranslation("functions");
  const mayManage = useCan().team("manage_functions");
  const [search, setSearch] = useSearchParams();
  const tab = search.get("tab") ?? "functions";
  const creating = search.has("new");
  const open = (what: Record<string, string>) => setSearch(what);
  const items = [
    { key: "functions", label: t("nav"), children: <List mayManage={mayManage} onNew={() => open({ new: "1" })} /> },
    ...(mayManage ? [{ key: "schedules", label: t("schedules"), children: <Schedules /> }, { key: "secrets", label: t("secrets"), children: <Secrets /> }] : []),
  ];
  return (
    <Page title={t("nav")} actions={mayManage && tab === "functions" && <Button type="primary" icon={<PlusOutlined />} onClick={() => open({ new: "1" })}>{t("new")}</Button>}>
      <PageTabs active={tab} onChange={(next) => open(next === "functions" ? {} : { tab: next })} items={items} />
      {creating && mayManage && <NewFunction onClose={() => open({})} />}
    </Page>
  );
}
