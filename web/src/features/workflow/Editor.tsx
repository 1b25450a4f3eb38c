import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { useHotkey } from "@/ui/hotkeys";
import { LeaveDialog, useLeaveGuard } from "@/ui/LeaveDialog";
import { Page } from "@/ui/Page";
import { useSay } from "@/ui/say";

import { faultsOf, lintQuery, type Draft, type Finding, type Home, type InForce } from "./api";
import { Banners } from "./Banners";
import { useDirectory } from "./directory";
import { readDefinition, type Definition } from "./model/definition";
import { addressOf, placeAt, placeOf, type Place, type Section } from "./model/place";
import { addStatus } from "./model/statuses";
import { addStep } from "./model/steps";
import { AroundContext } from "./parts/around";
import { FindingCount } from "./parts/FindingList";
import { DraftTag } from "./parts/DraftTag";
import { MoreMenu } from "./MoreMenu";
import { PublishDialog } from "./PublishDialog";
import { TransferDialog } from "./TransferDialog";
import { Toolbar, views, type View } from "./Toolbar";
import { useEditor } from "./useEditor";
import { useLater } from "./useLater";
import { useWords } from "./words";
import { Workspace } from "./Workspace";

interface Props { home: Home; title: string; inForce: InForce; draft: Draft | "none" | "locked"; /** Begins anew with what the server has now. */ onRestart: () => void }
type Dialog = "publish" | "import" | "templates" | undefined;

/** The view and the chosen place, as the address has them. */
function useAddress(definition: Definition) {
  const [search, setSearch] = useSearchParams();
  const set = (key: string, value: string | undefined) => setSearch((before) => {
    if (value === undefined) before.delete(key);
    else before.set(key, value);
    return before;
  }, { replace: true });
  const view = views.find((one) => one === search.get("view")) ?? "graph";
  return {
    view, setView: (next: View) => set("view", next === "graph" ? undefined : next),
    chosen: placeAt(search.get("at"), definition), choose: (place: Place | undefined) => set("at", place && addressOf(place)),
  };
}

export function Editor({ home, title, inForce, draft, onRestart }: Props) {
  const { t } = useTranslation("workflow");
  const say = useSay();
  const start = useMemo(() => readDefinition(inForce.definition), [inForce.definition]);
  const locked = draft === "locked";
  const editor = useEditor(home, start, draft === "none" || draft === "locked" ? undefined : draft);
  const { definition } = editor;
  const address = useAddress(definition);
  const [dialog, setDialog] = useState<Dialog>();
  const [listed, setListed] = useState(false);
  // Text that is no definition yet lives in its view only; `wanted` is the view that was asked for meanwhile.
  const [unread, setUnread] = useState(false);
  const [wanted, setWanted] = useState<View>();
  const [jump, setJump] = useState<{ section: Section; count: number }>({ section: "name", count: 0 });
  const names = editor.kept?.names ?? inForce.names;
  const directory = useDirectory(home.project, names);
  const words = useWords(directory);
  const lint = useQuery({ ...lintQuery(home, useLater(definition, 450)), placeholderData: (before) => before });
  const findings = useMemo(() => lint.data ?? [], [lint.data]);
  const blocker = useLeaveGuard(editor.dirty || unread);
  const jumpTo = (finding: Finding) => {
    const found = placeOf(finding.path, definition);
    if (found === undefined) return;
    address.choose(found.place);
    setJump((before) => ({ section: found.section, count: before.count + 1 }));
  };
  const save = async () => {
    if (unread) {
      say.refused(t("unread.title"), t("unread.save"));
      return undefined;
    }
    const place = definition.statuses.findIndex((status) => status.uuid === address.chosen?.uuid);
    try {
      const kept = await editor.save();
      if (kept !== undefined) say.done(t("saved"));
      // A status of a name that the team knows gets the id that it has there.
      const status = kept?.definition.statuses[place];
      if (status !== undefined) address.choose({ kind: "status", uuid: status.uuid });
      return kept;
    } catch (error) {
      const refused = faultsOf(error);
      if (refused.length === 0) say.error(error);
      else {
        say.refused(t("refused.title", { count: refused.length }), refused.slice(0, 3).map((one) => one.why).join(t("refused.and")));
        setListed(true);
        const [first] = refused;
        if (first !== undefined) jumpTo(first);
      }
      return undefined;
    }
  };
  const publish = async () => {
    const kept = editor.dirty || editor.kept === undefined ? await save() : editor.kept;
    if (kept !== undefined) setDialog("publish");
  };
  const newStatus = () => {
    const added = addStatus(definition, { zh: t("status.newZh"), en: t("status.newEn") });
    editor.change(added.definition);
    address.choose({ kind: "status", uuid: added.status.uuid });
  };
  const newStep = (from?: string, to?: string) => {
    const [one, other] = definition.statuses;
    if (one === undefined || other === undefined) return;
    const added = addStep(definition, from ?? one.key, to ?? other.key);
    editor.change(added.definition);
    address.choose({ kind: "step", uuid: added.uuid });
  };
  const group = t("keys");
  useHotkey({ keys: "mod+s", label: t("save"), group }, () => { if (!locked && editor.dirty) void save(); }, "always");
  useHotkey({ keys: "mod+z", label: t("undo"), group }, () => editor.undo?.());
  useHotkey({ keys: "mod+y", label: t("redo"), group }, () => editor.redo?.());
  useHotkey({ keys: "Escape", label: t("close"), group }, () => address.choose(undefined));
  const around = { home, definition, directory, words, findings, locked };
  return (
    <AroundContext value={around}>
      <Page
        title={title} crumbs={[{ title: t("nav"), to: "/workflows" }]} heading={<>{title} <DraftTag inForce={inForce} kept={editor.kept} dirty={editor.dirty} locked={locked} /></>}
        actions={(
          <>
            <MoreMenu home={home} kept={editor.kept} locked={locked} onDialog={setDialog} onRestart={onRestart} />
            {!locked && <Button disabled={!editor.dirty} loading={editor.saving} onClick={() => void save()}>{t("save")}</Button>}
            {!locked && <Button type="primary" disabled={!editor.dirty && editor.kept === undefined} onClick={() => void publish()}>{t("publish.open")}</Button>}
          </>
        )}
      >
        <Banners home={home} editor={editor} inForce={inForce} locked={locked} onRestart={onRestart} />
        <Toolbar view={address.view} onView={unread ? setWanted : address.setView} editor={editor} onAddStatus={newStatus} onAddStep={() => newStep()} findings={<FindingCount open={listed} busy={lint.isFetching} onToggle={() => setListed(!listed)} />} />
        <Workspace
          view={address.view} chosen={address.chosen} choose={address.choose} change={editor.change} jump={jump} listed={listed} onUnread={setUnread}
          onJump={jumpTo} onAddStatus={newStatus} onAddStep={newStep}
        />
      </Page>
      {dialog === "publish" && editor.kept !== undefined && <PublishDialog home={home} draft={editor.kept} onClose={() => setDialog(undefined)} onDone={onRestart} />}
      {(dialog === "import" || dialog === "templates") && <TransferDialog home={home} from={dialog} etag={editor.kept?.etag ?? ""} onClose={() => setDialog(undefined)} onTaken={editor.take} />}
      {wanted !== undefined && <LeaveDialog title={t("unread.title")} text={t("unread.text")} onStay={() => setWanted(undefined)} onLeave={() => { setWanted(undefined); address.setView(wanted); }} />}
      {blocker.state === "blocked" && <LeaveDialog {...(unread ? { title: t("unread.title"), text: t("unread.text") } : { text: t("leaveText"), onSave: () => void save().then((kept) => (kept === undefined ? blocker.reset() : blocker.proceed())) })} onStay={() => blocker.reset()} onLeave={() => blocker.proceed()} />}
    </AroundContext>
  );
}
