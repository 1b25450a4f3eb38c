import { DownOutlined } from "@ant-design/icons";
import { Button, Checkbox, Input, Popover, Radio } from "antd";
import { useId, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Awaited } from "../Awaited";
import styles from "./filter.module.css";

export interface ChipOption {
  value: string;
  /** In words: what is looked through, and what the chip shows. */
  name: string;
  /** How it stands in the list, if not in words. */
  node?: ReactNode;
}

interface Props {
  title: string;
  options: readonly ChipOption[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  /** `one`: choosing another takes its place. */
  mode?: "many" | "one";
  disabled?: boolean;
  /** Whether options are on their way. */
  awaits?: boolean;
  /** Called with what is looked for, where the options are too many to hold them all. */
  onSearch?: (text: string) => void;
}

/** So many options are seen at one glance; more get a box to look through them. */
const FEW = 8;

function Summary({ chosen, options, awaits = false }: Pick<Props, "chosen" | "options" | "awaits">) {
  const names = chosen.map((value) => options.find((one) => one.value === value)?.name ?? (awaits ? "" : value));
  if (names.includes("")) return <Awaited />;
  return names.length > 2 ? `${names.slice(0, 1).join(", ")} +${names.length - 1}` : names.join(", ");
}

function Panel({ title, options, chosen: before, onChange, mode = "many", onSearch }: Props) {
  const { t } = useTranslation();
  // While the list is open it knows best: the address follows a moment later, and a second press must not forget the first.
  const [chosen, setChosen] = useState(before);
  const change = (next: string[]) => {
    setChosen(next);
    onChange(next);
  };
  const [text, setText] = useState("");
  const name = useId();
  // What is chosen stays in sight, also where nobody offers it (any more).
  const unknown = chosen.filter((value) => !options.some((one) => one.value === value)).map((value): ChipOption => ({ value, name: value }));
  const wanted = text.trim().toLowerCase();
  const shown = [...unknown, ...options].filter((one) => wanted === "" || one.name.toLowerCase().includes(wanted) || one.value.toLowerCase().includes(wanted));
  const toggle = (value: string) => {
    if (mode === "one") { change([value]); return; }
    change(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  };
  return (
    <div className={styles.panel}>
      {(options.length > FEW || onSearch !== undefined) && (
        <Input size="small" autoFocus allowClear placeholder={t("filter.search")} aria-label={t("filter.search")} value={text} onChange={(event) => { setText(event.target.value); onSearch?.(event.target.value); }} />
      )}
      <div className={styles.options} role="group" aria-label={title}>
        {shown.map((one) => (
          <div key={one.value} className={styles.option}>
            {mode === "one"
              ? <Radio name={name} checked={chosen.includes(one.value)} onChange={() => toggle(one.value)}>{one.node ?? one.name}</Radio>
              : <Checkbox checked={chosen.includes(one.value)} onChange={() => toggle(one.value)}>{one.node ?? one.name}</Checkbox>}
          </div>
        ))}
        {shown.length === 0 && <span className={styles.noOptions}>{t("filter.none")}</span>}
      </div>
      {chosen.length > 0 && <div className={styles.clearRow}><Button size="small" type="text" onClick={() => change([])}>{t("filter.any")}</Button></div>}
    </div>
  );
}

/** One common condition as a button: it opens a list of what can be chosen. */
export function Chip(props: Props) {
  const { title, chosen, disabled } = props;
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open} onOpenChange={setOpen} trigger="click" placement="bottomLeft" arrow={false} destroyOnHidden
      content={
        // Escape closes the list wherever the focus is in it.
        // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- see above
        <div onKeyDown={(event) => { if (event.key === "Escape") { event.stopPropagation(); setOpen(false); } }}><Panel {...props} /></div>
      }
    >
      <button type="button" className={styles.chip} disabled={disabled} data-set={chosen.length > 0 ? "" : undefined} aria-expanded={open}>
        {title}{chosen.length > 0 && <span className={styles.chipValue}><Summary {...props} /></span>}
        <DownOutlined aria-hidden />
      </button>
    </Popover>
  );
}
