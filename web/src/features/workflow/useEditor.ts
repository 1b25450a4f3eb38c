/** The state of the editor: the definition with its undo, what the server has of it, and who else works on it. */
import { useQueryClient } from "@tanstack/react-query";
import { useReducer, useState } from "react";

import { isRefusal } from "@/api/error";
import { keys } from "@/api/keys";

import { draftQuery, readDraft, saveDraft, type Draft, type Home } from "./api";
import { same, type Definition } from "./model/definition";
import { begin, change, redo, undo, type Undo } from "./model/undo";

type Act =
  | { do: "change"; next: Definition; tag: string | undefined; at: number }
  | { do: "undo" } | { do: "redo" }
  | { do: "settle"; sent: Definition; kept: Definition };

function step(state: Undo<Definition>, act: Act): Undo<Definition> {
  switch (act.do) {
    case "change": return same(state.present, act.next) ? state : change(state, act.next, act.at, act.tag);
    case "undo": return undo(state);
    case "redo": return redo(state);
    // The server's own writing of what was sent takes its place, unless somebody has typed on meanwhile.
    case "settle": return state.present === act.sent ? { ...state, present: act.kept, tag: undefined } : state;
  }
}

export interface Editor {
  definition: Definition;
  /** Makes it another. Changes with the same `tag` that follow each other are undone together. */
  change: (next: Definition, tag?: string) => void;
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
  /** Whether something is not kept yet. */
  dirty: boolean;
  saving: boolean;
  /** The draft as the server has it; nothing while there is none. */
  kept: Draft | undefined;
  /** What somebody else made of the draft, which is in the way of saving. */
  theirs: Draft | undefined;
  /** Whether there is no draft any more: somebody has published or discarded it. */
  gone: boolean;
  /** Keeps it, and answers the draft; nothing where somebody else was faster. `base`: it has what that version has. */
  save: (base?: number) => Promise<Draft | undefined>;
  takeTheirs: () => void;
  keepMine: () => Promise<Draft | undefined>;
  /** Takes over what the server has made of the draft: an import. */
  take: (draft: Draft) => void;
  /** Looks whether somebody else has changed the draft. */
  look: () => Promise<void>;
}

/** `start` is the definition in force, from which a draft begins. */
export function useEditor(home: Home, start: Definition, draft: Draft | undefined): Editor {
  const client = useQueryClient();
  const [state, dispatch] = useReducer(step, draft?.definition ?? start, begin);
  const [kept, setKept] = useState(draft);
  const [theirs, setTheirs] = useState<Draft>();
  const [gone, setGone] = useState(false);
  const [saving, setSaving] = useState(false);
  const now = state.present;
  const dirty = !same(now, kept?.definition ?? start);
  const tell = (next: Draft) => {
    setKept(next);
    setTheirs(undefined);
    setGone(false);
    client.setQueryData(draftQuery(home).queryKey, next);
    void client.invalidateQueries({ queryKey: keys.workflow(home.project, home.type), exact: true });
  };
  // What the server has instead of what we think it has.
  const meet = async () => {
    const found = await readDraft(home).catch((error: unknown) => {
      if (isRefusal(error, 404)) return undefined;
      throw error;
    });
    setTheirs(found?.etag === kept?.etag ? undefined : found);
    setGone(found === undefined);
    if (found === undefined) void client.invalidateQueries({ queryKey: keys.workflow(home.project, home.type), exact: true });
  };
  const put = async (etag: string, base?: number): Promise<Draft | undefined> => {
    setSaving(true);
    try {
      const next = await saveDraft(home, now, etag, base);
      dispatch({ do: "settle", sent: now, kept: next.definition });
      tell(next);
      return next;
    } catch (error) {
      if (!isRefusal(error, 412) && !isRefusal(error, 409)) throw error;
      await meet();
      return undefined;
    } finally {
      setSaving(false);
    }
  };
  const take = (next: Draft) => {
    dispatch({ do: "change", next: next.definition, tag: undefined, at: Date.now() });
    tell(next);
  };
  return {
    definition: now, dirty, saving, kept, theirs, gone, take,
    change: (next, tag) => dispatch({ do: "change", next, tag, at: Date.now() }),
    undo: state.past.length > 0 ? () => dispatch({ do: "undo" }) : undefined,
    redo: state.future.length > 0 ? () => dispatch({ do: "redo" }) : undefined,
    save: (base) => put(kept?.etag ?? "", base),
    takeTheirs: () => theirs && take(theirs),
    keepMine: () => put(gone ? "" : (theirs?.etag ?? kept?.etag ?? "")),
    look: () => meet().catch(() => undefined),
  };
}
