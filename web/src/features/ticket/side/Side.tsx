import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useLocation } from "react-router";

import { useFieldSpecs } from "@/ui/fields/specs";
import { isNothing, valueOf } from "@/ui/fields/values";
import { useKind } from "@/ui/kind";
import { Section } from "@/ui/Page";
import { Person } from "@/ui/Person";
import { Loading } from "@/ui/states";
import { Time } from "@/ui/Time";

import type { Detail } from "../types";
import { InlineField } from "./InlineField";
import styles from "./Side.module.css";
import { Watchers } from "./Watchers";

const main = ["assignee", "priority", "category", "tags", "dueAt"] as const;
const source = ["playerId", "contact", "gameId", "env"] as const;
const sources = ["api", "web", "email", "import", "hook", "traces", "incidents", "workflow"] as const;
const isSource = (word: string): word is (typeof sources)[number] => sources.some((one) => one === word);

interface Props {
  ticket: Detail;
  fixed: boolean;
  /** Fields that somebody else has just changed. */
  fresh: ReadonlySet<string>;
}

/** The field that the address asks to edit (`fieldPath`). */
const useWanted = () => useLocation().hash.slice(1);

function Fields({ ticket, fixed, fresh, names }: Props & { names: readonly string[] }) {
  const { spec } = useFieldSpecs(ticket.project);
  const wanted = useWanted();
  return (
    <div className={styles.fields}>
      {names.map((name) => <InlineField key={name} ticket={ticket} spec={spec(name)} fixed={fixed} fresh={fresh.has(name)} wanted={name === wanted} {...(name === "assignee" && !fixed && { hotkey: "a" })} />)}
    </div>
  );
}

function Facts({ ticket }: { ticket: Detail }) {
  const { t } = useTranslation("ticket");
  const { project, type } = useKind(ticket);
  return (
    <dl className={styles.facts}>
      <div><dt>{t("side.project")}</dt><dd>{project}</dd></div>
      <div><dt>{t("side.type")}</dt><dd>{type}</dd></div>
      <div><dt>{t("side.creator")}</dt><dd><Person username={ticket.creator} /></dd></div>
      <div><dt>{t("side.source")}</dt><dd>{isSource(ticket.source) ? t(`source.${ticket.source}`) : ticket.source}</dd></div>
      <div><dt>{t("side.created")}</dt><dd><Time at={ticket.createdAt} /></dd></div>
      <div><dt>{t("side.updated")}</dt><dd><Time at={ticket.updatedAt} /></dd></div>
    </dl>
  );
}

/** Everything that is said of the ticket in fields. Those without a value are folded, where there are many. */
export function Side({ ticket, fixed, fresh }: Props) {
  const { t } = useTranslation("ticket");
  const { custom, known: isKnown } = useFieldSpecs(ticket.project);
  const wanted = useWanted();
  const [all, setAll] = useState(wanted !== "");
  const known = custom.map((one) => `fields.${one.key}`);
  const gone = Object.keys(ticket.fields).map((key) => `fields.${key}`).filter((name) => !known.includes(name));
  const more = [...known, ...gone, ...source];
  const filled = more.filter((name) => !isNothing(valueOf(ticket, name)) || custom.some((one) => one.required && `fields.${one.key}` === name));
  const few = more.length <= 10;
  const shown = all || few ? more : filled;
  const hidden = more.length - shown.length;
  return (
    <>
      <Section title={t("side.fields")}>
        <Fields ticket={ticket} fixed={fixed} fresh={fresh} names={main} />
      </Section>
      <Section title={t("side.more")} actions={!few && (hidden > 0 || all) ? <button type="button" className="gd-linkbutton" aria-expanded={all} onClick={() => setAll(!all)}>{all ? t("side.fold") : t("side.empty", { count: hidden })}</button> : undefined}>
        {!isKnown ? <Loading rows={4} height={34} /> : shown.length > 0 ? <Fields ticket={ticket} fixed={fixed} fresh={fresh} names={shown} /> : <p className={styles.none}>{t("side.none")}</p>}
      </Section>
      <Section title={t("field.watchers")} extra={ticket.watchers.length || undefined}><Watchers ticket={ticket} fixed={fixed} /></Section>
      <Section title={t("side.about")}><Facts ticket={ticket} /></Section>
    </>
  );
}
