import { useMemo } from "react";

import { type Column, useColumns } from "./columns";
import styles from "./ListPage.module.css";

/** All that matters of a row in one column of two lines, for phones. */
export function useCompactColumn(): Column {
  const columnOf = useColumns();
  return useMemo(() => {
    const [key, title, status, priority, updated] = (["key", "title", "status", "priority", "updated"] as const).map(columnOf);
    return {
      name: "title",
      title: title?.title ?? "",
      cell: (row) => (
        <div className={styles.compact}>
          <span className={styles.compactTitle}>{title?.cell(row)}</span>
          <span className={styles.compactMeta}>{key?.cell(row)}{status?.cell(row)}{priority?.cell(row)}{updated?.cell(row)}</span>
        </div>
      ),
    };
  }, [columnOf]);
}
