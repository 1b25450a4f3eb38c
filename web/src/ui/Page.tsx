import type { ReactNode } from "react";
import { useEffect } from "react";
import { Link } from "react-router";

import styles from "./Page.module.css";

interface Props {
  /** What the screen is called; also the tab's title. */
  title: string;
  /** Shown in its place when it is more than text. */
  heading?: ReactNode;
  /** The way here, outermost first, without the page itself. */
  crumbs?: readonly { title: string; to: string }[];
  /** Buttons beside the title. */
  actions?: ReactNode;
  /** A line below the title: what the page is for, or its tabs. */
  lead?: ReactNode;
  /** How much width it takes: `wide` all, `text` what can be read well. */
  width?: "wide" | "text";
  children: ReactNode;
}

/** The frame of every screen: title, actions, the way here. It fills the height, so that tables inside can scroll by themselves. */
export function Page({ title, heading, crumbs = [], actions, lead, width = "wide", children }: Props) {
  useEffect(() => {
    document.title = `${title} · Gongdan`;
  }, [title]);
  return (
    <div className={`${styles.page ?? ""} ${styles[width] ?? ""}`}>
      <header className={styles.head}>
        <div className={styles.titles}>
          {crumbs.length > 0 && (
            <ol className={styles.crumbs}>
              {crumbs.map((crumb) => (
                <li key={crumb.to}><Link to={crumb.to}>{crumb.title}</Link></li>
              ))}
            </ol>
          )}
          <h1 tabIndex={-1} data-page-title>{heading ?? title}</h1>
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      {lead !== undefined && <div className={styles.lead}>{lead}</div>}
      <div className={styles.body}>{children}</div>
    </div>
  );
}

interface SectionProps {
  title: string;
  /** A number or word behind the title. */
  extra?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A titled card on a page. */
export function Section({ title, extra, actions, children }: SectionProps) {
  return (
    <section className={styles.section}>
      <header className={styles.sectionHead}>
        <h2>{title}</h2>
        {extra !== undefined && <span className={styles.extra}>{extra}</span>}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </section>
  );
}
