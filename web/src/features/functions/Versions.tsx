import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import type { Func, FuncVersion } from "@/api/types";
import { Person } from "@/ui/Person";
import { Loading, QueryState } from "@/ui/states";
import { Time } from "@/ui/Time";

import { diff, folded, type DiffLine } from "./diff";
import type { Draft } from "./draft";
import styles from "./FunctionPage.module.css";
import { versionsQuery } from "./queries";

/** A version as text: what is run first, then what it takes and how it is run. */
function asText(version: FuncVersion): string {
  const rest = { input: version.input, output: version.output, timeoutMs: version.timeoutMs, maxAttempts: version.maxAttempts };
  return `${version.source ?? version.url ?? version.command ?? ""}\n\n${JSON.stringify(rest, null, 2)}`;
}

const signs: Record<DiffLine["kind"], string> = { same: " ", gone: "-", new: "+" };

function Difference({ before, now }: { before: FuncVersion | undefined; now: FuncVersion }) {
  const { t } = useTranslation("functions");
  const lines = folded(diff(before === undefined ? "" : asText(before), asText(now)));
  return (
    // What can be scrolled has to be reached by the keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
    <div className={styles.diff} role="region" tabIndex={0} aria-label={t("difference")}>
      {lines.map((line, at) => line === undefined
        ? <div key={at} className={styles.fold}>⋯</div>
        : <div key={at} data-kind={line.kind}><i>{line.left ?? ""}</i><i>{line.right ?? ""}</i><b>{signs[line.kind]}</b><code>{line.text}</code></div>)}
    </div>
  );
}

interface Props { func: Func; mayManage: boolean; onTake: (change: Partial<Draft>) => void }

/** Every version of what is run, and what each changed; an old one can be taken up again. */
export function Versions({ func, mayManage, onTake }: Props) {
  const { t } = useTranslation("functions");
  const query = useQuery(versionsQuery(func.id));
  const [search, setSearch] = useSearchParams();
  return (
    <QueryState query={query} loading={<Loading rows={6} />}>
      {(all) => {
        const versions = [...all].sort((a, b) => b.version - a.version);
        const shown = versions.find((one) => String(one.version) === search.get("version")) ?? versions[0];
        const against = versions.find((one) => String(one.version) === search.get("against")) ?? versions.find((one) => shown !== undefined && one.version < shown.version);
        if (shown === undefined) return null;
        const take = () => onTake({ source: shown.source ?? "", url: shown.url ?? "", command: shown.command ?? "", input: shown.input === null ? "" : JSON.stringify(shown.input, null, 2), output: shown.output === null ? "" : JSON.stringify(shown.output, null, 2), timeoutMs: shown.timeoutMs, maxAttempts: shown.maxAttempts });
        return (
          <div className={styles.versions}>
            <ol>
              {versions.map((one) => (
                <li key={one.version}>
                  <button type="button" aria-current={one === shown ? "true" : undefined} onClick={() => setSearch({ tab: "versions", version: String(one.version) }, { replace: true })}>
                    <b>{`v${one.version}`}{one.version === func.version && <small>{t("inForce")}</small>}</b>
                    <span><Person username={one.actor} compact="name" /> · <Time at={one.createdAt} /></span>
                  </button>
                </li>
              ))}
            </ol>
            <div className={styles.versionMain}>
              <header>
                <span>{against === undefined ? t("firstVersion") : t("changesBetween", { from: against.version, to: shown.version })}</span>
                {mayManage && shown.version !== func.version && <Button size="small" onClick={take}>{t("takeVersion", { version: shown.version })}</Button>}
              </header>
              <Difference before={against} now={shown} />
            </div>
          </div>
        );
      }}
    </QueryState>
  );
}
