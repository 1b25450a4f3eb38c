import { DownloadOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";

import { CopyButton } from "@/ui/CopyButton";
import { Markdown } from "@/ui/Markdown";
import { Loading, QueryState } from "@/ui/states";
import { useLanguage } from "@/ui/text";

import styles from "./Incident.module.css";
import { postmortemQuery } from "./queries";

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}

/** What the server put together of what was written down: to be read, copied and kept. */
export function Postmortem({ id }: { id: string }) {
  const { t } = useTranslation("incidents");
  const query = useQuery(postmortemQuery(id, useLanguage()));
  return (
    <QueryState query={query} loading={<Loading rows={8} />}>
      {(text) => (
        <article className={styles.document} aria-label={t("postmortem")}>
          <header><p className={styles.muted}>{t("postmortemText")}</p><CopyButton text={text} label={t("copyMarkdown")} /><Button size="small" icon={<DownloadOutlined />} onClick={() => download(`${id}.md`, text)}>{t("download")}</Button></header>
          <Markdown text={text} />
        </article>
      )}
    </QueryState>
  );
}
