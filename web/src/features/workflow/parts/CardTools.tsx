import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";

interface Props { name: string; place: number; count: number; onMove: (by: -1 | 1) => void; onRemove: () => void }

/** Up, down and away, for one of a list. */
export function CardTools({ name, place, count, onMove, onRemove }: Props) {
  const { t } = useTranslation("workflow");
  return (
    <>
      <Button type="text" size="small" icon={<ArrowUpOutlined />} disabled={place === 0} aria-label={t("card.up", { name })} title={t("tree.up")} onClick={() => onMove(-1)} />
      <Button type="text" size="small" icon={<ArrowDownOutlined />} disabled={place === count - 1} aria-label={t("card.down", { name })} title={t("tree.down")} onClick={() => onMove(1)} />
      <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t("card.remove", { name })} title={t("tree.remove")} onClick={onRemove} />
    </>
  );
}

/** With one moved among its neighbours. */
export const moved = <T,>(all: readonly T[], place: number, by: -1 | 1): T[] => {
  const one = all[place];
  return one === undefined ? [...all] : all.toSpliced(place, 1).toSpliced(place + by, 0, one);
};
