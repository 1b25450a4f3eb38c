import { useTranslation } from "react-i18next";

import type { components } from "@/api/schema.gen";

import type { Definition } from "../model/definition";
import { difference } from "../model/difference";
import { writeText } from "../model/text";
import styles from "../VersionsPage.module.css";

interface Props { told: readonly components["schemas"]["WorkflowDifference"][]; old: Definition | undefined; next: Definition | undefined }

/** The id of what a difference is of, as `together` marks it. */
function idOf(subject: unknown): string {
  if (typeof subject !== "object" || subject === null) return "";
  const { status, transition } = subject as { status?: { key: string }; transition?: { uuid: string } };
  return status?.key ?? transition?.uuid ?? "";
}

/** What of each changed thing was and is: by its id. */
function sides(old: Definition, next: Definition): Map<string, { was: string; is: string }> {
  const found = difference(old, next);
  const all = new Map<string, { was: string; is: string }>();
  const put = (id: string, was: object, is: object, keys: readonly string[]) => {
    const part = (one: object) => writeText(Object.fromEntries(keys.map((key) => [key, (one as Record<string, unknown>)[key] ?? null])));
    all.set(id, { was: part(was), is: part(is) });
  };
  for (const pair of found.statuses) if (pair.kind === "changed" && pair.old && pair.new) put(pair.new.key, pair.old, pair.new, pair.aspects);
  for (const pair of found.transitions) if (pair.kind === "changed" && pair.old && pair.new) put(pair.new.uuid, pair.old, pair.new, pair.aspects);
  return all;
}

/** What differs, in the server's words; of what has changed both sides can be opened. */
export function DifferenceList({ told, old, next }: Props) {
  const { t } = useTranslation("workflow");
  if (told.length === 0) return <p className={styles.none}>{t("versions.same")}</p>;
  const both = old && next ? sides(old, next) : new Map<string, { was: string; is: string }>();
  return (
    <ul className={styles.list}>
      {told.map((one) => {
        const pair = both.get(idOf(one.subject));
        return (
          <li key={one.text} className={styles.change}>
            {pair === undefined
              ? <span className={styles.plain}>{one.text}</span>
              : <details><summary>{one.text}</summary><div className={styles.sides}><pre className={styles.side} data-side="old">{pair.was}</pre><pre className={styles.side} data-side="new">{pair.is}</pre></div></details>}
          </li>
        );
      })}
    </ul>
  );
}
