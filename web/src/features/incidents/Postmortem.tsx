import { DownloadOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { fieldsQuery } from "@/api/queries";
import { useCan } from "@/api/rights";
import type { TicketDetail } from "@/api/types";
import { CopyButton } from "@/ui/CopyButton";
import { Markdown } from "@/ui/Markdown";
import { Loading, QueryState } from "@/ui/states";
import { inLanguage, useLanguage } from "@/ui/text";
import { fieldPath } from "@/ui/TicketLink";

import styles from "./Incident.module.css";
import { postmortemQuery } from "./queries";

/** The fields of the ticket that the document ends with. */
const written: readonly string[] = ["cause", "solution"];

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}

/** Where cause and solution are written, for those who may. */
function Writing({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation("incidents");
  const language = useLanguage();
  const { data: fields = [] } = useQuery(fieldsQuery(ticket.project));
  const mayEdit = useCan().ticket(ticket, "edit_tickets");
  const own = fields.filter((field) => written.includes(field.key));
  if (own.length === 0 || !mayEdit) return null;
  return <p className={styles.writing}>{own.map(({ key, name }) => <Link key={key} to={fieldPath(ticket.key, `fields.${key}`)}>{t("writeField", { field: inLanguage(name, language) })}</Link>)}</p>;
}

/** What the server put together of what was written down: to be read, copied and kept. */
export function Postmortem({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation("incidents");
  const query = useQuery(postmortemQuery(ticket.key, useLanguage()));
  return (
    <QueryState query={query} loading={<Loading rows={8} />}>
      {(text) => (
        <article className={styles.document} aria-label={t("postmortem")}>
          <header><p className={styles.muted}>{t("postmortemText")}</p><CopyButton text={text} label={t("copyMarkdown")} /><Button size="small" icon={<DownloadOutlined />} onClick={() => download(`${ticket.key}.md`, text)}>{t("download")}</Button></header>
          <Markdown text={text} />
          <Writing ticket={ticket} />
        </article>
      )}
    </QueryState>
  );
}
