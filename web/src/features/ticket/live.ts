/** What somebody else has just done to this ticket, so that it can be shown softly for a moment. */
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { useMe } from "@/api/me";
import { useLive } from "@/ui/live";
import { usePersonName } from "@/ui/Person";

/** Milliseconds for which a change is marked; the animation in the style sheets is as long. */
const SHOWN = 3_500;
const nothing = { fields: new Set<string>() as ReadonlySet<string>, steps: new Set<number>() as ReadonlySet<number>, said: "" };

/** Fields and steps that others have just changed, and a sentence for those who listen. */
export function useFresh(ticketId: number): typeof nothing {
  const { t } = useTranslation("ticket");
  const me = useMe();
  const nameOf = usePersonName();
  const [fresh, setFresh] = useState(nothing);
  useLive((event) => {
    if (event.actor === me.username) return;
    const files = event.action === "attached" ? ["attachments"] : [];
    setFresh((before) => ({
      fields: new Set([...before.fields, ...event.changes.map((change) => change.field), ...files]),
      steps: new Set([...before.steps, event.seq]),
      said: t("live.changed", { who: event.actor === "system" ? t("system") : nameOf(event.actor) }),
    }));
  }, { ticket: ticketId });
  useEffect(() => {
    if (fresh === nothing) return undefined;
    const timer = setTimeout(() => setFresh(nothing), SHOWN);
    return () => clearTimeout(timer);
  }, [fresh]);
  return fresh;
}
