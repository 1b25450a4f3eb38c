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

// Each sign is one path, holes and all: they stand by the dozen in lists, and every element of a row is paid for while it scrolls.
const DISC = "M7 .8a6.2 6.2 0 1 1 0 12.4a6.2 6.2 0 1 1 0-12.4Z";
const RING = `${DISC}M7 2.4a4.6 4.6 0 1 1 0 9.2a4.6 4.6 0 1 1 0-9.2Z`;
const TICKED = `${DISC}M5.1 6.7 6.3 7.9 8.9 4.8 10 5.8 6.3 9.9 4.1 7.7Z`;
const signs: Record<Category, string> = {
  // The middle of a line, which the sheet draws in pieces.
  new: "M7 1.6a5.4 5.4 0 1 1 0 10.8a5.4 5.4 0 1 1 0-10.8Z",
  active: `${RING}M7 3.4a3.6 3.6 0 0 1 0 7.2Z`,
  paused: `${RING}M4.8 4.4h1.6v5.2h-1.6ZM7.6 4.4h1.6v5.2h-1.6Z`,
  resolved: TICKED,
  closed: TICKED,
  rejected: `${RING}M5.8 4.6 7 5.9 8.2 4.6 9.4 5.8 8.1 7 9.4 8.2 8.2 9.4 7 8.1 5.8 9.4 4.6 8.2 5.9 7 4.6 5.8Z`,
};

/** A circle that fills as work goes on: in pieces, half, barred, ticked, crossed. */
function CategoryIcon({ category }: { category: Category }) {
  return <svg viewBox="0 0 14 14" className={styles.icon} data-sign={category} aria-hidden="true"><path d={signs[category]} /></svg>;
}

/** The sign of a category alone, beside a word that stands elsewhere. */
export function StatusIcon({ category }: { category: string }) {
  return <CategoryIcon category={isCategory(category) ? category : "new"} />;
}

/** The tag of a status whose word and category are known. */
export function StatusWord({ category, children }: { category: string; children: string }) {
  const known = isCategory(category) ? category : "new";
  return <span className={styles.status} data-category={known}><CategoryIcon category={known} />{children}</span>;
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

const bar = (place: number) => `M${2 + place * 4.4} ${8.6 - place * 3.3}h1a1 1 0 0 1 1 1v${2.4 + place * 3.3}a1 1 0 0 1-1 1h-1a1 1 0 0 1-1-1v-${2.4 + place * 3.3}a1 1 0 0 1 1-1Z`;
const ALL_BARS = bar(0) + bar(1) + bar(2);
/** The bars that count, over all of them in a fainter shade. */
const bars: Record<Priority, string> = {
  low: bar(0),
  medium: bar(0) + bar(1),
  high: ALL_BARS,
  critical: "M4 1h6a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3h-6a3 3 0 0 1-3-3v-6a3 3 0 0 1 3-3ZM6.1 3.4h1.8v4.4h-1.8ZM6.1 9h1.8v1.8h-1.8Z",
};

function PriorityIcon({ priority }: { priority: Priority }) {
  return (
    <svg viewBox="0 0 14 14" className={styles.icon} aria-hidden="true">
      {priority !== "critical" && priority !== "high" && <path d={ALL_BARS} className={styles.faint} />}
      <path d={bars[priority]} />
    </svg>
  );
}

/** The tag of a priority whose word is known. */
export function PriorityWord({ priority, children }: { priority: string; children: string }) {
  const known = isPriority(priority) ? priority : "medium";
  return <span className={styles.priority} data-priority={known}><PriorityIcon priority={known} />{children}</span>;
}

/** The priority of a ticket: bars and the word; `compact` leaves the word to the hover and to those who listen. */
export function PriorityTag({ priority, compact }: { priority: string; compact?: boolean }) {
  const { t } = useTranslation();
  const known = isPriority(priority) ? priority : "medium";
  const word = isPriority(priority) ? t(`priority.${priority}`) : priority;
  if (compact) return <span role="img" className={styles.priority} data-priority={known} title={word} aria-label={word}><PriorityIcon priority={known} /></span>;
  return <PriorityWord priority={priority}>{word}</PriorityWord>;
}
