import { Button } from "antd";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import { ApiError } from "@/api/error";
import { FieldEditor, isChosenAtOnce } from "@/ui/fields/FieldEditor";
import { FieldValue } from "@/ui/fields/FieldValue";
import type { FieldSpec, Kind } from "@/ui/fields/specs";
import { same, valueOf } from "@/ui/fields/values";
import { useHotkey } from "@/ui/hotkeys";
import { useSay } from "@/ui/say";

import { useTicketEdit } from "../edit/edit";
import type { Detail } from "../types";
import styles from "./Side.module.css";

/** Kinds that Enter keeps. */
const byEnter: readonly Kind[] = ["text", "integer", "number", "category"];

interface Props {
  ticket: Detail;
  spec: FieldSpec;
  /** Whether somebody else has just changed it. */
  fresh?: boolean;
  /** The past cannot be edited. */
  fixed?: boolean;
  /** Whether the reader came to edit it. */
  wanted?: boolean;
  /** A key that begins to edit it. */
  hotkey?: string;
}

function Hotkey({ keys, label, run }: { keys: string; label: string; run: () => void }) {
  const { t } = useTranslation(["ticket", "common"]);
  useHotkey({ keys, label, group: t("keys.group") }, run);
  return null;
}

/** A field that is read, and edited where it stands: a click or Enter begins, Enter or leaving keeps, Esc gives up. */
export function InlineField({ ticket, spec, fresh = false, fixed = false, wanted = false, hotkey }: Props) {
  const { t } = useTranslation(["ticket", "common"]);
  const say = useSay();
  const save = useTicketEdit();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [base, setBase] = useState(wanted && !fixed ? ticket : undefined);
  const [draft, setDraft] = useState<unknown>(() => valueOf(ticket, spec.field));
  const [fault, setFault] = useState("");
  const back = useRef(false);
  // What was chosen from a list by Enter counts for the same press.
  const newest = useRef(draft);
  const draw = (value: unknown) => {
    newest.current = value;
    setDraft(value);
  };
  useEffect(() => {
    if (base === undefined && back.current) button.current?.focus();
    back.current = false;
  }, [base]);
  const begin = () => {
    setFault("");
    draw(valueOf(ticket, spec.field));
    setBase(ticket);
  };
  const end = () => {
    back.current = true;
    setBase(undefined);
  };
  const keep = async (value: unknown) => {
    if (base === undefined) return;
    if (same(value, valueOf(base, spec.field))) {
      end();
      return;
    }
    draw(value);
    const was = base;
    end();
    try {
      await save({ [spec.field]: value }, was);
    } catch (error) {
      const why = error instanceof ApiError ? error.details[spec.field] : undefined;
      if (why === undefined) {
        say.error(error);
        return;
      }
      setBase(was);
      setFault(why);
    }
  };
  const atOnce = isChosenAtOnce(spec.kind);
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      end();
    }
    if (event.key !== "Enter" || !(atOnce || byEnter.includes(spec.kind))) return;
    // The focus goes to the button, which the same key would press.
    event.preventDefault();
    if (!atOnce) void keep(newest.current);
  };
  return (
    <div className={styles.field} data-fresh={fresh ? "" : undefined}>
      {hotkey !== undefined && <Hotkey keys={hotkey} label={t("keys.field", { field: spec.label })} run={begin} />}
      <span className={styles.label} id={`${id}l`}>{spec.label}</span>
      {base === undefined ? (
        fixed
          ? <span className={styles.value}><FieldValue spec={spec} value={valueOf(ticket, spec.field)} ticket={ticket} /></span>
          : <button ref={button} type="button" className={styles.value} data-field={spec.field} onClick={begin} id={`${id}v`} aria-labelledby={`${id}l ${id}v`} title={t("editField", { field: spec.label })}><FieldValue spec={spec} value={valueOf(ticket, spec.field)} ticket={ticket} /></button>
      ) : (
        // The keys belong to the editor inside, which bubbles them up to here.
        // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- see above
        <div className={styles.editor} onKeyDown={press}>
          <FieldEditor
            spec={spec} project={ticket.project} value={draft} opened onChange={(value) => (atOnce ? void keep(value) : draw(value))}
            onBlur={() => { if (spec.kind === "text_area") return; if (atOnce) end(); else void keep(draft); }}
          />
          {spec.kind === "text_area" && <span className={styles.keep}><Button size="small" type="primary" onClick={() => void keep(draft)}>{t("save")}</Button><Button size="small" onClick={end}>{t("common:action.cancel")}</Button></span>}
          {fault !== "" && <span role="alert" className={styles.fault}>{fault}</span>}
        </div>
      )}
    </div>
  );
}
