/** Writes Markdown: a bar of marks, a preview, people after an `@`, files dropped or pasted. */
import { BoldOutlined, CodeOutlined, ItalicOutlined, LinkOutlined, OrderedListOutlined, PaperClipOutlined, UnorderedListOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { useId, useLayoutEffect, useRef, useState, type ClipboardEvent, type DragEvent, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { isMac } from "./hotkeys";
import { Markdown } from "./Markdown";
import styles from "./MarkdownEditor.module.css";
import { mentionAt, wrapped, type Mark } from "./marks";
import { useMentions, MentionList } from "./Mentions";

interface Props {
  id: string;
  label: string;
  value: string;
  onChange: (text: string) => void;
  placeholder?: string;
  rows?: number;
  autoFocus?: boolean;
  /** User names to offer first after an `@`. */
  near?: readonly string[];
  /** Ctrl-Enter. */
  onSubmit?: () => void;
  /** Esc. */
  onCancel?: () => void;
  /** Files that were dropped, pasted or chosen. */
  onFiles?: (files: readonly File[]) => void;
  /** Stands below: buttons. */
  foot?: ReactNode;
}

const bar: readonly { mark: Mark; icon: ReactNode }[] = [
  { mark: "bold", icon: <BoldOutlined /> }, { mark: "italic", icon: <ItalicOutlined /> }, { mark: "code", icon: <CodeOutlined /> },
  { mark: "link", icon: <LinkOutlined /> }, { mark: "list", icon: <UnorderedListOutlined /> }, { mark: "numbers", icon: <OrderedListOutlined /> },
];

export function MarkdownEditor({ id, label, value, onChange, placeholder, rows = 6, autoFocus = false, near = [], onSubmit, onCancel, onFiles, foot }: Props) {
  const { t } = useTranslation();
  const area = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const list = useId();
  const [preview, setPreview] = useState(false);
  const [caret, setCaret] = useState<number>();
  const wanted = useRef<[number, number]>(undefined);
  const mention = caret === undefined ? undefined : mentionAt(value, caret);
  const people = useMentions(mention?.text, near);
  const [at, setAt] = useState(0);
  const chosen = Math.min(at, Math.max(0, people.length - 1));
  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    area.current?.focus();
    area.current?.setSelectionRange(...wanted.current);
    wanted.current = undefined;
  });
  const write = (next: string, selection: [number, number]) => {
    wanted.current = selection;
    onChange(next);
    setCaret(undefined);
  };
  const mark = (which: Mark) => {
    if (area.current === null) return;
    const { text, selection } = wrapped(value, [area.current.selectionStart, area.current.selectionEnd], which);
    write(text, selection);
  };
  const put = (username: string | undefined) => {
    if (username === undefined || mention === undefined || caret === undefined) return;
    const begin = mention.begin + username.length + 2;
    write(`${value.slice(0, mention.begin)}@${username} ${value.slice(caret)}`, [begin, begin]);
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    const mod = isMac ? event.metaKey : event.ctrlKey;
    const does = (act: () => void) => {
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    if (people.length > 0) {
      if (event.key === "ArrowDown") {
        does(() => setAt((chosen + 1) % people.length));
        return;
      }
      if (event.key === "ArrowUp") {
        does(() => setAt((chosen - 1 + people.length) % people.length));
        return;
      }
      if ((event.key === "Enter" && !mod) || event.key === "Tab") {
        does(() => put(people[chosen]?.username));
        return;
      }
      if (event.key === "Escape") {
        does(() => setCaret(undefined));
        return;
      }
    }
    if (mod && event.key === "Enter" && onSubmit) {
      does(onSubmit);
      return;
    }
    if (event.key === "Escape" && onCancel) {
      does(onCancel);
      return;
    }
    const marks: Record<string, Mark> = { b: "bold", i: "italic", e: "code" };
    const which = mod ? marks[event.key.toLowerCase()] : undefined;
    if (which) does(() => mark(which));
  };
  const take = (files: FileList | undefined | null, event?: DragEvent | ClipboardEvent) => {
    if (!files || files.length === 0 || !onFiles) return;
    event?.preventDefault();
    event?.stopPropagation();
    onFiles([...files]);
  };
  return (
    <div className={`${styles.editor ?? ""} gd-markdown`}>
      <div className={styles.bar}>
        <div role="tablist" aria-label={label} className={styles.tabs}>
          <button type="button" role="tab" aria-selected={!preview} onClick={() => setPreview(false)}>{t("markdown.write")}</button>
          <button type="button" role="tab" aria-selected={preview} onClick={() => setPreview(true)}>{t("markdown.preview")}</button>
        </div>
        {!preview && (
          <div className={styles.marks} role="toolbar" aria-label={t("markdown.marks")}>
            {bar.map((one) => <Tooltip key={one.mark} title={t(`markdown.${one.mark}`)} mouseEnterDelay={0.5}><Button type="text" size="small" icon={one.icon} aria-label={t(`markdown.${one.mark}`)} onMouseDown={(event) => event.preventDefault()} onClick={() => mark(one.mark)} /></Tooltip>)}
            {onFiles && (
              <>
                <Tooltip title={t("markdown.files")} mouseEnterDelay={0.5}><Button type="text" size="small" icon={<PaperClipOutlined />} aria-label={t("markdown.files")} onClick={() => picker.current?.click()} /></Tooltip>
                <input ref={picker} type="file" multiple hidden aria-label={t("markdown.files")} onChange={(event) => { take(event.target.files); event.target.value = ""; }} />
              </>
            )}
          </div>
        )}
      </div>
      {preview ? <div className={styles.preview}>{value.trim() === "" ? <span className={styles.nothing}>{t("markdown.nothing")}</span> : <Markdown text={value} />}</div> : (
        <div className={styles.box}>
          <textarea
            ref={area} id={id} aria-label={label} className={styles.area} value={value} rows={rows} placeholder={placeholder} autoFocus={autoFocus}
            {...(people.length > 0 && { role: "combobox", "aria-expanded": true, "aria-controls": list, "aria-autocomplete": "list", "aria-activedescendant": `${list}-${chosen}` })}
            onChange={(event) => { onChange(event.target.value); setCaret(event.target.selectionEnd); setAt(0); }}
            onKeyDown={press} onBlur={() => setCaret(undefined)} onPaste={(event) => take(event.clipboardData.files, event)} onDrop={(event) => take(event.dataTransfer.files, event)}
          />
          {people.length > 0 && <MentionList id={list} people={people} chosen={chosen} onChoose={put} />}
        </div>
      )}
      {foot !== undefined && <div className={styles.foot}>{foot}</div>}
    </div>
  );
}
