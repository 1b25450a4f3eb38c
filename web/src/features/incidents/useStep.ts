import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { api, ifMatch, tagged } from "@/api/client";
import { keys } from "@/api/keys";
import type { Offer, TicketDetail } from "@/api/types";
import { useSay } from "@/ui/say";

import { requestOf, type Answers } from "./step";

/** Takes a step, and says whether it was taken or waits for somebody's consent. */
export function useStep(ticket: TicketDetail, etag: string) {
  const { t } = useTranslation("incidents");
  const client = useQueryClient();
  const say = useSay();
  return useMutation({
    mutationFn: ({ offer, answers }: { offer: Offer; answers: Answers }) => tagged(api.POST("/api/v1/tickets/{id}/transition", { params: { path: { id: ticket.key } }, body: requestOf(offer, answers), headers: ifMatch(etag) })),
    onSuccess: (_, { offer }) => say.done(offer.approval === undefined ? t("stepTaken", { step: offer.name }) : t("stepAsked", { step: offer.name })),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: keys.ticket(ticket.key) }), client.invalidateQueries({ queryKey: keys.incidentLists })]),
  });
}
