import { useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Modal } from "@/ui/Modal";
import { useSay } from "@/ui/say";
import { useErrorText } from "@/ui/states";

import { changeMany, undoMany, type Deed, type Done, type Outcome, type Progress, type Refused } from "./bulk";
import styles from "./ListPage.module.css";

export interface Bulk {
  /** While something is under way. */
  progress: Progress | undefined;
  start: (ids: readonly number[], deed: Deed) => void;
  stop: () => void;
  /** Tells why tickets were refused. */
  told: ReactNode;
}

/** Changes many tickets, says how far it is, and offers to bring them back. */
export function useBulk(onDone: (ids: readonly number[]) => void): Bulk {
  const { t } = useTranslation("tickets");
  const say = useSay();
  const errorText = useErrorText();
  const [progress, setProgress] = useState<Progress>();
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const control = useRef(new AbortController());
  const follow = (work: Promise<Outcome>, text: (count: number) => string, undoable: boolean) => {
    work.then((outcome) => {
      setProgress(undefined);
      setRefused(outcome.refused);
      onDone([...outcome.done, ...outcome.refused].map((one) => one.id));
      const sentence = text(outcome.done.length);
      if (outcome.done.length === 0) {
        if (outcome.refused.length === 0) say.done(t("bulk.nothing"));
      } else if (undoable) say.undoable(sentence, () => undo(outcome.done));
      else say.done(sentence);
    }, (error: unknown) => {
      setProgress(undefined);
      say.error(error);
    });
  };
  const begin = (total: number) => {
    control.current = new AbortController();
    setProgress({ ended: 0, total, refused: 0 });
    return control.current.signal;
  };
  const undo = (done: readonly Done[]) => follow(undoMany(done, setProgress, begin(done.length)), (count) => t("bulk.undone", { count }), false);
  const told = (
    <Modal open={refused.length > 0} title={t("bulk.refused", { count: refused.length })} onCancel={() => setRefused([])} footer={null}>
      <ul className={styles.refused}>{refused.map((one) => <li key={one.id}><b>{one.key}</b> {errorText(one.error)}</li>)}</ul>
    </Modal>
  );
  return {
    progress, told,
    start: (ids, deed) => follow(changeMany(ids, deed, setProgress, begin(ids.length)), (count) => t("bulk.done", { count }), true),
    stop: () => control.current.abort(),
  };
}
