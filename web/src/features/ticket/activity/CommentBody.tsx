import { Markdown } from "@/ui/Markdown";

import { FileList } from "../main/FileList";
import type { Attachment } from "../types";
import styles from "./Activity.module.css";

/** What somebody said, with its files. What only operators read has another ground and edge. */
export function CommentBody({ content, internal, attachments }: { content: string; internal: boolean; attachments: readonly Attachment[] }) {
  return (
    <div className={styles.card} data-internal={internal ? "" : undefined}>
      <Markdown text={content} />
      {attachments.length > 0 && <FileList files={attachments} />}
    </div>
  );
}
