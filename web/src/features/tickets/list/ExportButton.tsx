import { DownloadOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { answer, api } from "@/api/client";
import type { Asked } from "@/api/ticket-pages";
import { useSay } from "@/ui/say";

import { exportPath, formats, type Format } from "./export";
import type { Layout } from "./layout";

interface Props { asked: Asked; layout: Layout; disabled: boolean }

/** Has the browser save what an address answers, however long it is: it is written to the disk as it comes. */
function save(path: string): void {
  const link = document.createElement("a");
  link.href = path;
  link.download = "";
  link.click();
}

/** Downloads what is listed. */
export function ExportButton({ asked, layout, disabled }: Props) {
  const { t } = useTranslation("tickets");
  const say = useSay();
  const [busy, setBusy] = useState(false);
  const fetchFile = async (format: Format) => {
    setBusy(true);
    try {
      // A download goes past our own requests: this one renews a log-in that has ended and says what is wrong with the filter.
      await answer(api.GET("/api/v1/tickets", { params: { query: { ...(asked.filter !== "" && { filter: asked.filter }), ...(asked.q !== "" && { q: asked.q }), pageSize: "1" } } }));
      save(exportPath(asked, layout.columns, format));
    } catch (error) {
      say.error(error);
    } finally {
      setBusy(false);
    }
  };
  const items = [
    { key: "what", type: "group" as const, label: t("export.what"), children: formats.map((format) => ({ key: format, label: t(`export.${format}`), onClick: () => void fetchFile(format) })) },
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]} placement="bottomRight" disabled={disabled}>
      <Button size="small" type="text" icon={<DownloadOutlined />} loading={busy} aria-haspopup="menu">{t("export.button")}</Button>
    </Dropdown>
  );
}
