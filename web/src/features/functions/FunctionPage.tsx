import { DeleteOutlined, SaveOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Switch, Tabs } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";

import { answer, api, ifMatch } from "@/api/client";
import { ApiError, isRefusal } from "@/api/error";
import { keys } from "@/api/keys";
import { useCan } from "@/api/rights";
import type { Func } from "@/api/types";
import { ConfirmButton } from "@/ui/ConfirmButton";
import { useHotkey } from "@/ui/hotkeys";
import { LeaveDialog, useLeaveGuard } from "@/ui/LeaveDialog";
import { Page } from "@/ui/Page";
import { useSay } from "@/ui/say";
import { Loading, QueryState } from "@/ui/states";

import { changeOf, draftOf, isDirty, type Draft } from "./draft";
import { Editor } from "./Editor";
import { useEnable } from "./enable";
import styles from "./FunctionPage.module.css";
import { Kind, Risk } from "./Kind";
import { functionQuery } from "./queries";
import { RecentJobs } from "./RecentJobs";
import { Schedules } from "./Schedules";
import { Settings } from "./Settings";
import { TestRun } from "./TestRun";
import { Versions } from "./Versions";

interface Draft_ { draft: Draft; set: (change: Partial<Draft>) => void; dirty: boolean; errors: Readonly<Record<string, string>>; save: () => Promise<boolean>; saving: boolean; stale: boolean; reload: () => void; /** Saves the changes on top of what somebody else saved. */ saveOver: () => Promise<boolean> }

/** The changes to a function until they are saved, and what the server says of them. */
function useDraft(known: { data: Func; etag: string }): Draft_ {
  const { t } = useTranslation("functions");
  const say = useSay();
  const client = useQueryClient();
  const func = known.data;
  const [kept, setKept] = useState({ based: known, draft: draftOf(func) });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const dirty = isDirty(kept.based.data, kept.draft);
  // What somebody else saved is taken over where nothing would be lost.
  if (kept.based.etag !== known.etag && !dirty) setKept({ based: known, draft: draftOf(func) });
  const stale = dirty && kept.based.etag !== known.etag;
  const put = useMutation({
    mutationFn: ({ body, etag }: { body: Parameters<typeof send>[1]; etag: string }) => send(func.id, body, etag),
    onError: (error) => {
      // What somebody else saved is read, and told above the form.
      if (isRefusal(error, 412)) return void client.invalidateQueries({ queryKey: keys.functions });
      const details = error instanceof ApiError ? error.details : {};
      setErrors(details);
      if (Object.keys(details).length === 0) say.error(error);
      return undefined;
    },
  });
  const saveOn = async (etag: string) => {
    const made = changeOf(kept.based.data, kept.draft);
    if ("unread" in made) {
      setErrors({ [made.unread]: t("schemaNotJson") });
      return false;
    }
    if (Object.keys(made.change).length === 0) return true;
    try {
      await put.mutateAsync({ body: made.change, etag });
      setErrors({});
      const fresh = await client.query({ ...functionQuery(func.id), staleTime: 0 });
      setKept({ based: fresh, draft: draftOf(fresh.data) });
      void client.invalidateQueries({ queryKey: keys.functions });
      say.done(t("saved"));
      return true;
    } catch {
      return false;
    }
  };
  return {
    draft: kept.draft, dirty, errors, save: () => saveOn(kept.based.etag), saveOver: () => saveOn(known.etag), saving: put.isPending, stale,
    set: (change) => { setKept((before) => ({ ...before, draft: { ...before.draft, ...change } })); setErrors({}); },
    reload: () => setKept({ based: known, draft: draftOf(func) }),
  };
}

const send = (id: string, body: Extract<ReturnType<typeof changeOf>, { change: unknown }>["change"], etag: string) =>
  answer(api.PUT("/api/v1/functions/{id}", { params: { path: { id } }, body, headers: ifMatch(etag) }));

function Actions({ func, state, mayManage }: { func: Func; state: Draft_; mayManage: boolean }) {
  const { t } = useTranslation("functions");
  const navigate = useNavigate();
  const client = useQueryClient();
  const enable = useEnable();
  useHotkey({ keys: "mod+s", label: t("save"), group: t("nav") }, () => void state.save(), "always");
  if (!mayManage) return null;
  const remove = async () => {
    await answer(api.DELETE("/api/v1/functions/{id}", { params: { path: { id: func.id } } }));
    await navigate("/functions", { replace: true });
    void client.invalidateQueries({ queryKey: keys.functions });
  };
  return (
    <>
      <span className={styles.enabled}><Switch checked={func.enabled} loading={enable.isPending} aria-label={t("enabledOf", { name: func.name })} onChange={(enabled) => enable.mutate({ id: func.id, enabled })} />{func.enabled ? t("isEnabled") : t("isDisabled")}</span>
      <ConfirmButton question={t("deleteFunction", { name: func.name })} consequence={t("deleteFunctionText")} onConfirm={remove} yes={t("delete")} button={{ type: "text", icon: <DeleteOutlined />, "aria-label": t("delete"), disabled: state.dirty }} />
      <Button type="primary" icon={<SaveOutlined />} disabled={!state.dirty} loading={state.saving} onClick={() => void state.save()}>{t("save")}</Button>
    </>
  );
}

function Body({ known }: { known: { data: Func; etag: string } }) {
  const { t } = useTranslation("functions");
  const can = useCan();
  const mayManage = can.team("manage_functions");
  const mayRun = can.team("run_functions");
  const [search, setSearch] = useSearchParams();
  const func = known.data;
  const state = useDraft(known);
  const tab = search.get("tab") ?? "code";
  const blocker = useLeaveGuard(state.dirty);
  const faults = Object.entries(state.errors).filter(([field]) => !["source", "url", "command", "input", "output", "name", "description", "category", "timeoutMs", "maxAttempts", "concurrency"].includes(field));
  const items = [
    { key: "code", label: t("code"), children: (
      <div className={styles.workbench}>
        <Editor func={func} draft={state.draft} onChange={state.set} errors={state.errors} readOnly={!mayManage} />
        {mayRun && <TestRun func={func} dirty={state.dirty} save={state.save} />}
      </div>
    ) },
    { key: "settings", label: t("settings"), children: <Settings draft={state.draft} onChange={state.set} errors={state.errors} readOnly={!mayManage} /> },
    { key: "versions", label: t("versions"), children: <Versions func={func} mayManage={mayManage} onTake={(change) => { state.set(change); setSearch({}); }} /> },
    ...(mayManage ? [{ key: "schedules", label: t("schedules"), children: <Schedules functionId={func.id} /> }] : []),
    { key: "jobs", label: t("jobs"), children: <RecentJobs func={func} /> },
  ];
  return (
    <Page
      title={func.name} crumbs={[{ title: t("nav"), to: "/functions" }]} actions={<Actions func={func} state={state} mayManage={mayManage} />}
      lead={<span className={styles.lead}><code>{func.id}</code><Kind kind={func.kind} /><Risk risk={state.draft.risk} named /><span>{t("versionOf", { version: func.version })}</span>{state.dirty && <b>{t("unsaved")}</b>}</span>}
    >
      {state.stale && <Alert type="warning" showIcon title={t("stale")} description={t("staleText")} action={<span className={styles.buttons}><Button size="small" onClick={state.reload}>{t("takeTheirs")}</Button><Button size="small" danger loading={state.saving} onClick={() => void state.saveOver()}>{t("saveOver")}</Button></span>} />}
      {blocker.state === "blocked" && <LeaveDialog onStay={() => blocker.reset()} onLeave={() => blocker.proceed()} onSave={() => void state.save().then((done) => (done ? blocker.proceed() : blocker.reset()))} />}
      {faults.map(([field, why]) => <Alert key={field} type="error" showIcon title={why} />)}
      <Tabs activeKey={tab} onChange={(next) => setSearch(next === "code" ? {} : { tab: next }, { replace: true })} items={items} destroyOnHidden />
    </Page>
  );
}

/** One function: what it runs, tried out in place, its versions, times and jobs. */
export function Component() {
  const { t } = useTranslation("functions");
  const { id = "" } = useParams();
  const query = useQuery(functionQuery(id));
  if (query.data !== undefined) return <Body key={id} known={query.data} />;
  return <Page title={id} crumbs={[{ title: t("nav"), to: "/functions" }]}><QueryState query={query} loading={<Loading rows={10} />}>{() => null}</QueryState></Page>;
}
