/** Words with a colour and a shape: a status, a priority. The colour alone never says anything. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { statusesQuery } from "@/api/queries";

import { Awaited } from "./Awaited";
import styles from "./tags.module.css";
import { inLanguage, useLanguage } from "./text";

export const categories = ["new", "active", "paused", "resolved", "closed", "rejected"] as const;
export type Category = (typeof categories)[number];
export const priorities = ["low", "medium", "high", "critical"] as const;
export type Priority = (typeof priorities)[number];

const isCategory = (text: string): text is Category => categories.some((one) => one === text);
const isPriority = (text: string): text is Priority => priorities.some((one) => one === text);

/** A circle that fills as work goes on: empty, half, barred, ticked, full, crossed. */
function CategoryIcon({ category }: { category: Category }) {
  return (
    <svg viewBox="0 0 14 14" className={styles.icon} aria-hidden="true">
      <circle cx="7" cy="7" r="5.4" fill={category === "closed" || category === "resolved" ? "currentColor" : "none"} stroke="currentColor" strokeWidth="1.6" strokeDasharray={category === "new" ? "2.6 1.6" : undefined} />
      {category === "active" && <path d="M7 3.4a3.6 3.6 0 0 1 0 7.2Z" fill="currentColor" />}
      {category === "paused" && <path d="M5.6 5v4M8.4 5v4" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />}
      {(category === "closed" || category === "resolved") && <path d="m4.6 7.2 1.7 1.7 3.2-3.6" fill="none" className={styles.tick} strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />}
      {category === "rejected" && <path d="m5.2 5.2 3.6 3.6m0-3.6L5.2 8.8" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />}
    </svg>
  );
}

/** The sign of a category alone, beside a word that stands elsewhere. */
export function StatusIcon({ category }: { category: string }) {
  return <CategoryIcon category={isCategory(category) ? category : "new"} />;
}

/** The tag of a status whose word and category are known. */
export function StatusWord({ category, children }: { category: string; children: string }) {
  const known = isCategory(category) ? category : "new";
  return <span className={styles.status} data-category={known}><CategoryIcon category={known} /><span className={styles.word}>{children}</span></span>;
}

/** The tag of a status whose definition is on its way. */
export function AwaitedStatus() {
  return <span className={styles.status}><Awaited /></span>;
}

/** What a status is called and which category it has, by project, type and key. The name is empty until it is known, and the key of a status that nobody knows (any more). */
export function useStatus(): (project: string, type: string, key: string) => { name: string; category: Category } {
  const language = useLanguage();
  const { data, isLoading } = useQuery(statusesQuery);
  return (project, type, key) => {
    const found = data?.find((one) => one.key === key && one.project === project && one.type === type)
      ?? data?.find((one) => one.key === key && one.project === project);
    return { name: found ? inLanguage(found.name, language) : isLoading ? "" : key, category: found && isCategory(found.category) ? found.category : "new" };
  };
}

/** The status of a ticket. */
export function StatusTag({ project, type, status }: { project: string; type: string; status: string }) {
  const { name, category } = useStatus()(project, type, status);
  return name === "" ? <AwaitedStatus /> : <StatusWord category={category}>{name}</StatusWord>;
}

const bars: Record<Priority, number> = { low: 1, medium: 2, high: 3, critical: 3 };

/** The priority of a ticket: bars and the word; `compact` leaves the word to the hover and to those who listen. */
export function PriorityTag({ priority, compact }: { priority: string; compact?: boolean }) {
  const { t } = useTranslation();
  const known = isPriority(priority) ? priority : "medium";
  const word = isPriority(priority) ? t(`priority.${priority}`) : priority;
  const icon = known === "critical"
    ? <svg viewBox="0 0 14 14" className={styles.icon} aria-hidden="true"><rect x="1" y="1" width="12" height="12" rx="3" fill="currentColor" /><path d="M7 3.8v3.8M7 9.6v.7" className={styles.tick} strokeWidth="1.7" strokeLinecap="round" /></svg>
    : <svg viewBox="0 0 14 14" className={styles.icon} aria-hidden="true">{[0, 1, 2].map((bar) => <rect key={bar} x={1 + bar * 4.4} y={8.6 - bar * 3.3} width="3" height={4.4 + bar * 3.3} rx="1" fill="currentColor" opacity={bar < bars[known] ? 1 : 0.25} />)}</svg>;
  if (compact) return <span role="img" className={styles.priority} data-priority={known} title={word} aria-label={word}>{icon}</span>;
  return <span className={styles.priority} data-priority={known}>{icon}<span>{word}</span></span>;
}
