import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useMe } from "@/api/me";
import { usePersonName } from "@/ui/Person";
import { useSay } from "@/ui/say";

import { inForceQuery, type Home, type InForce } from "./api";
import styles from "./Editor.module.css";
import type { Editor } from "./useEditor";
import { versionsPath } from "./paths";

/** How often it is asked whether somebody else has changed the draft, in milliseconds. */
const LOOK = 20_000;

/** Looks for others who work on the same draft. */
function useOthers(home: Home, editor: Editor, locked: boolean) {
  const me = useMe();
  const { data } = useQuery({ ...inForceQuery(home), refetchInterval: locked ? false : LOOK });
  const head = data?.draft;
  const another = head !== null && head !== undefined && head.updatedBy !== me.username && head.version !== editor.kept?.version;
  const stranger = another || (head === null && editor.kept !== undefined);
  const look = useEffectEvent(() => void editor.look());
  useEffect(() => {
    if (stranger && !locked) look();
  }, [stranger, locked, head?.version]);
}

interface Props { home: Home; editor: Editor; inForce: InForce; locked: boolean; /** Begins anew with what the server has now. */ onRestart: () => void }

/** What stands in the way of going on: another's changes, or another version that was published meanwhile. */
export function Banners({ home, editor, inForce, locked, onRestart }: Props) {
  const { t } = useTranslation("workflow");
  const nameOf = usePersonName();
  const say = useSay();
  useOthers(home, editor, locked);
  const { kept, theirs, gone } = editor;
  const told = (act: Promise<unknown>) => void act.catch((error: unknown) => say.error(error));
  const behind = kept !== undefined && kept.base !== inForce.version;
  return (
    <div role="status" className={styles.banners}>
      {theirs && (
        <div className={styles.banner}>
          <span className={styles.bannerText}>{t(editor.dirty ? "conflict.both" : "conflict.theirs", { name: nameOf(theirs.by) })}</span>
          <span className={styles.bannerActions}>
            <Button size="small" onClick={editor.takeTheirs}>{t("conflict.take")}</Button>
            {editor.dirty && <Button size="small" danger loading={editor.saving} onClick={() => told(editor.keepMine())}>{t("conflict.keep")}</Button>}
          </span>
        </div>
      )}
      {gone && (
        <div className={styles.banner}>
          <span className={styles.bannerText}>{t("gone.text", { version: inForce.version })} {editor.dirty && t("gone.unsaved")}</span>
          <span className={styles.bannerActions}>
            <Button size="small" danger={editor.dirty} onClick={onRestart}>{t("gone.goOn", { version: inForce.version })}</Button>
            {editor.dirty && <Button size="small" type="primary" loading={editor.saving} onClick={() => told(editor.keepMine())}>{t("gone.keep")}</Button>}
          </span>
        </div>
      )}
      {behind && theirs === undefined && !gone && (
        <div className={styles.banner}>
          <span className={styles.bannerText}>{t("behind.text", { base: kept.base, version: inForce.version })}</span>
          <span className={styles.bannerActions}>
            <Link to={versionsPath(home, String(kept.base), String(inForce.version))}><Button size="small">{t("behind.look")}</Button></Link>
            <Button size="small" loading={editor.saving} onClick={() => told(editor.save(inForce.version))}>{t("behind.goOn")}</Button>
          </span>
        </div>
      )}
    </div>
  );
}
