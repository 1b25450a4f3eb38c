import { useQuery } from "@tanstack/react-query";
import { useMemo, type MouseEvent } from "react";
import { useNavigate } from "react-router";

import { projectsQuery } from "@/api/queries";

import { toSafeHtml } from "./markdown";
import styles from "./Markdown.module.css";

export default function MarkdownRendered({ text }: { text: string }) {
  const navigate = useNavigate();
  const { data: projects } = useQuery(projectsQuery);
  const html = useMemo(() => toSafeHtml(text, new Set(projects?.map((one) => one.key))), [text, projects]);
  /** A link to a page of ours goes there without loading all anew. */
  const follow = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link === null || link.target !== "" || link.origin !== window.location.origin || link.pathname.startsWith("/api/")) return;
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void navigate(`${link.pathname}${link.search}${link.hash}`);
  };
  // The links in it have the keys.
  // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- see above
  return <div className={styles.markdown} onClick={follow} dangerouslySetInnerHTML={{ __html: html }} />;
}
