import { ArrowDownOutlined, ArrowUpOutlined, SettingOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Popover } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { customFieldsQuery } from "@/api/queries";

import { useColumns } from "./columns";
import { COLUMNS, forgetColumns, keptLayout, moved, type ColumnName, type Layout } from "./layout";
import styles from "./ListPage.module.css";

interface Props {
  layout: Layout;
  onLayout: (layout: Layout) => void;
  /** The view whose columns they are; empty for none. */
  view: string;
  ownColumns: readonly string[];
}

function Choices({ layout, onLayout, view, ownColumns }: Props) {
  const { t } = useTranslation("tickets");
  const columnOf = useColumns();
  const { data: fields = [] } = useQuery(customFieldsQuery);
  const custom = [...new Set(fields.map((one): ColumnName => `fields.${one.key}`))];
  const rest = [...COLUMNS, ...custom].filter((name) => !layout.columns.includes(name));
  const reset = () => {
    forgetColumns(view);
    onLayout({ columns: keptLayout(view, ownColumns).columns, widths: {} });
  };
  return (
    <div className={styles.picker}>
      <ul className={styles.pickerList}>
        {layout.columns.map((name, place) => {
          const { title } = columnOf(name);
          return (
            <li key={name} className={styles.pickerRow}>
              <Checkbox checked disabled={layout.columns.length === 1} onChange={() => onLayout({ ...layout, columns: layout.columns.filter((one) => one !== name) })}>{title}</Checkbox>
              <Button size="small" type="text" icon={<ArrowUpOutlined />} disabled={place === 0} aria-label={t("moveUp", { column: title })} onClick={() => onLayout(moved(layout, name, place - 1))} />
              <Button size="small" type="text" icon={<ArrowDownOutlined />} disabled={place === layout.columns.length - 1} aria-label={t("moveDown", { column: title })} onClick={() => onLayout(moved(layout, name, place + 2))} />
            </li>
          );
        })}
        {rest.map((name) => <li key={name} className={styles.pickerRow}><Checkbox checked={false} onChange={() => onLayout({ ...layout, columns: [...layout.columns, name] })}>{columnOf(name).title}</Checkbox></li>)}
      </ul>
      <div className={styles.pickerFoot}><Button size="small" type="text" onClick={reset}>{t("usualColumns")}</Button></div>
    </div>
  );
}

/** Which columns, and in which order. */
export function ColumnPicker(props: Props) {
  const { t } = useTranslation("tickets");
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomRight" arrow={false} destroyOnHidden content={<Choices {...props} />}>
      <Button size="small" type="text" icon={<SettingOutlined />} aria-expanded={open}>{t("columns")}</Button>
    </Popover>
  );
}
