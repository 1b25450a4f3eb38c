import { useTranslation } from "react-i18next";

import { Person } from "../Person";
import { PriorityTag, StatusTag } from "../tags";
import { Time } from "../Time";
import { plain } from "../text";

import { isNothing } from "./values";
import type { FieldSpec } from "./specs";
import styles from "./Fields.module.css";

interface Props {
  spec: FieldSpec;
  value: unknown;
  /** Whose statuses are meant. */
  ticket: { project: string; type: string };
}

const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [String(value)]);

/** What a field holds, as people read it. */
export function FieldValue({ spec, value, ticket }: Props) {
  const { t } = useTranslation("ticket");
  if (isNothing(value)) return spec.field === "assignee" ? <Person username="" /> : <span className={styles.nothing}>{t("nothing")}</span>;
  const text = plain(value);
  switch (spec.kind) {
    case "priority": return <PriorityTag priority={text} />;
    case "status": return <StatusTag project={ticket.project} type={ticket.type} status={text} />;
    case "user": return <Person username={text} />;
    case "users": return <span className={styles.chips}>{list(value).map((one) => <Person key={one} username={one} />)}</span>;
    case "tags":
    case "options": return <span className={styles.chips}>{list(value).map((one) => <span key={one} className={styles.chip}>{one}</span>)}</span>;
    case "time": return <Time at={text} form="minute" />;
    case "date": return <Time at={`${text}T00:00:00`} form="date" />;
    case "boolean": return <>{value === true ? t("yes") : t("no")}</>;
    case "text_area": return <span className={styles.long}>{text}</span>;
    case "text":
    case "integer":
    case "number":
    case "option":
    case "category": return <>{text}</>;
  }
}
