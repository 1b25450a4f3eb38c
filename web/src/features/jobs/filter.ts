/** The fields of jobs in a filter (docs/filter.md), and filters put together. */
import { usualTimes, type Vocabulary } from "@/ui/filter/vocabulary";

/** What may stand in a filter of jobs. `functions` asks for the names that `function =` takes. */
export const jobVocabulary = (functions: () => Promise<readonly string[]>): Vocabulary => ({
  state: { kind: "word", values: ["pending", "running", "succeeded", "failed", "timeout", "canceled"] },
  function: { kind: "word", values: functions },
  actor: { kind: "person", values: ["me"] },
  ticket: { kind: "number" },
  worker: { kind: "text" },
  env: { kind: "text" },
  gameId: { kind: "text" },
  error: { kind: "text" },
  id: { kind: "word" },
  attempt: { kind: "number", values: ["1", "2"] },
  progress: { kind: "number", values: ["0", "50", "100"] },
  duration: { kind: "number", values: ["1s", "30s", "5m", "1h"] },
  created: { kind: "time", values: usualTimes },
  started: { kind: "time", values: usualTimes },
  ended: { kind: "time", values: usualTimes },
});

/** The whole filter: what was written, and the state that was chosen beside it. */
export function joined(filter: string, state: string): string {
  if (state === "") return filter;
  return filter.trim() === "" ? `state = ${state}` : `(${filter}) and state = ${state}`;
}
