/** Changes of the ticket: shown at once, made only to what was read, and where somebody was quicker the reader chooses field by field. */
import { useQueryClient } from "@tanstack/react-query";
import { createContext, use, useCallback, useMemo, useState, type ReactNode } from "react";

import { answer, api, ifMatch } from "@/api/client";
import { isRefusal } from "@/api/error";
import { keys } from "@/api/keys";
import { detailQuery, etagOf } from "@/api/ticket";
import { bodyOf, conflicts, withValues, type Conflict, type Values } from "@/ui/fields/values";

import type { Detail } from "../types";
import { Conflicts } from "./Conflicts";

/** Changes fields. `base` is the ticket as it was when the reader began. Settles when it is done or given up; rejects with a refusal. */
export type Save = (values: Values, base: Detail) => Promise<void>;

const EditContext = createContext<Save | undefined>(undefined);

interface Question {
  found: readonly Conflict[];
  theirs: Detail;
  since: string;
  /** Called with the fields of which the reader's value is to hold. */
  choose: (mine: readonly string[]) => void;
}

/** Gives what is below the means to change the ticket. */
export function TicketEditProvider({ ticketKey, children }: { ticketKey: string; children: ReactNode }) {
  const client = useQueryClient();
  const [question, setQuestion] = useState<Question>();
  const ask = useCallback((found: readonly Conflict[], theirs: Detail, since: string) => new Promise<readonly string[]>((done) => {
    setQuestion({ found, theirs, since, choose: (mine) => { setQuestion(undefined); done(mine); } });
  }), []);
  const save = useCallback<Save>(async (values, base) => {
    const { queryKey } = detailQuery(ticketKey);
    const show = (ticket: Detail) => client.setQueryData(queryKey, ticket);
    const put = (mine: Values, on: Detail) => answer(api.PUT("/api/v1/tickets/{id}", { params: { path: { id: ticketKey } }, body: bodyOf(mine), headers: ifMatch(etagOf(on)) }));
    let mine = values;
    let on = base;
    await client.cancelQueries({ queryKey, exact: true });
    const before = client.getQueryData(queryKey);
    client.setQueryData(queryKey, (now) => now && withValues(now, mine));
    try {
      for (;;) {
        try {
          show(await put(mine, on));
          return;
        } catch (error) {
          if (!isRefusal(error, 412)) {
            client.setQueryData(queryKey, before);
            throw error;
          }
          const theirs = await client.query({ ...detailQuery(ticketKey), staleTime: 0 });
          const found = conflicts(on, theirs, mine);
          if (found.length > 0) {
            const chosen = await ask(found, theirs, on.updatedAt);
            mine = Object.fromEntries(Object.entries(mine).filter(([field]) => chosen.includes(field) || !found.some((one) => one.field === field)));
          }
          // Where they want the same as the reader there is nothing left to do for that field; the server bears it.
          if (Object.keys(mine).length === 0) return;
          show(withValues(theirs, mine));
          on = theirs;
        }
      }
    } finally {
      void client.invalidateQueries({ queryKey: keys.ticket(ticketKey) });
      void client.invalidateQueries({ queryKey: keys.ticketLists });
    }
  }, [client, ticketKey, ask]);
  const value = useMemo(() => save, [save]);
  return (
    <EditContext value={value}>
      {children}
      {question && <Conflicts {...question} />}
    </EditContext>
  );
}

/** Changes the ticket of this page. */
export function useTicketEdit(): Save {
  const save = use(EditContext);
  if (save === undefined) throw new Error("useTicketEdit outside TicketEditProvider");
  return save;
}
