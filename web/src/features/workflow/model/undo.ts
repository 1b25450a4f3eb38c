/** Undo and redo of whole states, which share what they have in common. */
export interface Undo<T> { readonly past: readonly T[]; readonly present: T; readonly future: readonly T[]; readonly tag: string | undefined; readonly at: number }

const MOST = 200;
/** Changes of one thing within so many milliseconds are one step, so that letters are not taken back one by one. */
const TOGETHER = 1_200;

export const begin = <T>(present: T): Undo<T> => ({ past: [], present, future: [], tag: undefined, at: 0 });

/** A further state. `tag` names the thing that was changed, where changes that follow each other belong together. */
export function change<T>(state: Undo<T>, next: T, at: number, tag?: string): Undo<T> {
  if (next === state.present) return state;
  const together = tag !== undefined && tag === state.tag && at - state.at < TOGETHER && state.past.length > 0;
  return { past: together ? state.past : [...state.past, state.present].slice(-MOST), present: next, future: [], tag, at };
}

export function undo<T>(state: Undo<T>): Undo<T> {
  const before = state.past.at(-1);
  if (before === undefined) return state;
  return { past: state.past.slice(0, -1), present: before, future: [state.present, ...state.future], tag: undefined, at: 0 };
}

export function redo<T>(state: Undo<T>): Undo<T> {
  const [after, ...future] = state.future;
  if (after === undefined) return state;
  return { past: [...state.past, state.present], present: after, future, tag: undefined, at: 0 };
}
