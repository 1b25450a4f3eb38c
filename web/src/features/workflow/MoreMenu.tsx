import { DeleteOutlined, DownloadOutlined, HistoryOutlined, ImportOutlined, MoreOutlined, SnippetsOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { Modal } from "@/ui/Modal";
import { useSay } from "@/ui/say";

import { discardDraft, filePath, type Draft, type Home } from "./api";
import { versionsPath } from "./paths";

interface Props { home: Home; kept: Draft | undefined; locked: boolean; onDialog: (dialog: "import" | "templates") => void; onRestart: () => void }

/** What is done more seldom: versions, files, templates, giving the draft up. */
export function MoreMenu({ home, kept, locked, onDialog, onRestart }: Props) {
  const { t } = useTranslation("workflow");
  const say = useSay();
  const [asking, setAsking] = useState(false);
  const discard = async () => {
    try {
      await discardDraft(home, kept?.etag ?? "");
      onRestart();
    } catch (error) {
      setAsking(false);
      say.error(error);
    }
  };
  const download = <a href={filePath(home, kept ? "draft" : "force")} download>{t("menu.export")}</a>;
  const items = [
    { key: "export", icon: <DownloadOutlined />, label: download },
    ...(locked ? [] : [{ key: "import", icon: <ImportOutlined />, label: t("menu.import") }, { key: "templates", icon: <SnippetsOutlined />, label: t("menu.templates") }]),
    ...(locked || kept === undefined ? [] : [{ type: "divider" as const }, { key: "discard", icon: <DeleteOutlined />, danger: true, label: t("menu.discard") }]),
  ];
  const run = (key: string) => {
    if (key === "import" || key === "templates") onDialog(key);
    if (key === "discard") setAsking(true);
  };
  return (
    <>
      <Link to={versionsPath(home)}><Button icon={<HistoryOutlined />}>{t("versions.open")}</Button></Link>
      <Dropdown trigger={["click"]} menu={{ items, onClick: ({ key }) => run(key) }}><Button icon={<MoreOutlined />} aria-label={t("menu.more")} /></Dropdown>
      <Modal open={asking} title={t("discard.title")} onCancel={() => setAsking(false)} width={440} okText={t("discard.yes")} okButtonProps={{ danger: true }} onOk={discard}>
        <p>{t("discard.text")}</p>
      </Modal>
    </>
  );
}
