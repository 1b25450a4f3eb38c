import { Input } from "antd";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import { ApiError } from "@/api/error";
import { useSay } from "@/ui/say";

import { useTicketEdit } from "../edit/edit";
import type { Detail } from "../types";
import styles from "./Header.module.css";

/** The title, edited where it stands: Enter or leaving keeps, Esc gives up. */
export function Title({ ticket, fixed, fresh }: { ticket: Detail; fixed: boolean; fresh: boolean }) {
  const { t } = useTranslation("ticket");
  const say = useSay();
  const save = useTicketEdit();
  const button = useRef<HTMLButtonElement>(null);
  const back = useRef(false);
  const [base, setBase] = useState<Detail>();
  const [text, setText] = useState("");
  const [fault, setFault] = useState("");
  useEffect(() => {
    if (base === undefined && back.current) button.current?.focus();
    back.current = false;
  }, [base]);
  const begin = () => {
    setText(ticket.title);
    setFault("");
    setBase(ticket);
  };
  const end = () => {
    back.current = true;
    setBase(undefined);
  };
  const keep = async () => {
    if (base === undefined) return;
    const title = text.trim();
    if (title === base.title) {
      end();
      return;
    }
    const was = base;
    end();
    try {
      await save({ title }, was);
    } catch (error) {
      const why = error instanceof ApiError ? error.details["title"] : undefined;
      if (why === undefined) {
        say.error(error);
        return;
      }
      setBase(was);
      setFault(why);
    }
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") {
      // The focus goes to the button, which the same key would press.
      event.preventDefault();
      void keep();
    }
    if (event.key === "Escape") {
      event.stopPropagation();
      end();
    }
  };
  if (fixed) return <span>{ticket.title}</span>;
  if (base === undefined) return <button ref={button} type="button" className={styles.title} data-fresh={fresh ? "" : undefined} onClick={begin} title={t("editField", { field: t("field.title") })}>{ticket.title}</button>;
  return (
    <span className={styles.editing}>
      <Input autoFocus value={text} aria-label={t("field.title")} maxLength={300} {...(fault !== "" && { status: "error" as const })} onChange={(event) => setText(event.target.value)} onKeyDown={press} onBlur={() => void keep()} />
      {fault !== "" && <span role="alert" className={styles.fault}>{fault}</span>}
    </span>
  );
}
