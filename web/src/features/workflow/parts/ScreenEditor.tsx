import { PlusOutlined } from "@ant-design/icons";
import { Checkbox, Dropdown, Button } from "antd";
import { useTranslation } from "react-i18next";

import type { ScreenField } from "../model/definition";
import { askedSpecials, ownFields } from "../words";
import { useAround } from "./around";
import { CardTools, moved } from "./CardTools";
import { Faults } from "./Faults";
import { Labelled, ValueInput } from "./inputs";
import styles from "./parts.module.css";

interface Props { value: readonly ScreenField[]; onChange: (next: ScreenField[], tag: string) => void; path: string }

/** What no screen may ask for. */
const NEVER = ["title", "status", "watchers"];
const noDefault = (field: string) => field === "tf-manhour" || field === "tf-resource";

/** What whoever takes a step is asked for, in order. */
export function ScreenEditor({ value, onChange, path }: Props) {
  const { t } = useTranslation("workflow");
  const { words, directory, locked } = useAround();
  const used = new Set(value.map((one) => one.field));
  const fields = [...ownFields.filter((name) => !NEVER.includes(name)), ...directory.fields.map((one) => `fields.${one.key}`)];
  const free = (names: readonly string[]) => names.filter((name) => !used.has(name)).map((name) => ({ key: name, label: words.field(name) }));
  const items = [...free(askedSpecials), { type: "divider" as const }, ...free(fields)];
  const set = (place: number, patch: Partial<ScreenField>) => onChange(value.map((one, index) => (index === place ? { ...one, ...patch } : one)), `${path}.${place}`);
  return (
    <>
      {value.length === 0 && <p className={styles.empty}>{t("screen.none")}</p>}
      <ul className={styles.list}>
        {value.map((entry, place) => {
          const name = words.field(entry.field);
          return (
            <li key={entry.field} className={styles.card}>
              <div className={styles.cardHead}>
                <span className={styles.cardTitle}>{name}</span>
                <Checkbox disabled={locked} checked={entry.required === true} onChange={(event) => set(place, { required: event.target.checked })}>{t("screen.required")}</Checkbox>
                {!locked && <CardTools name={name} place={place} count={value.length} onMove={(by) => onChange(moved(value, place, by), `${path}.order`)} onRemove={() => onChange(value.toSpliced(place, 1), `${path}.remove`)} />}
              </div>
              <div className={styles.cardBody}>
                {!noDefault(entry.field) && <Labelled label={t("screen.default")}>{(id) => <div className={styles.row}><ValueInput id={id} field={entry.field} label={t("screen.defaultOf", { name })} value={entry.default} onChange={(next) => set(place, { default: next })} /></div>}</Labelled>}
                <Faults path={`${path}[${place}]`} />
              </div>
            </li>
          );
        })}
      </ul>
      {!locked && <Dropdown trigger={["click"]} menu={{ items, onClick: ({ key }) => onChange([...value, { field: key, required: false }], `${path}.add`) }}><Button size="small" icon={<PlusOutlined />}>{t("screen.add")}</Button></Dropdown>}
      <Faults path={path} exact />
    </>
  );
}
