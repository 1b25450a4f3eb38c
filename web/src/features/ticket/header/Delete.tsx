import { DeleteOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import { useCan } from "@/api/rights";
import { ConfirmButton } from "@/ui/ConfirmButton";
import { useSay } from "@/ui/say";
import { ticketPath } from "@/ui/TicketLink";

import type { Detail } from "../types";

/** Deletes the ticket; an administrator can take it back at once. */
export function Delete({ ticket }: { ticket: Detail }) {
  const { t } = useTranslation("ticket");
  const can = useCan();
  const say = useSay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const path = { params: { path: { id: ticket.key } } };
  const restore = async () => {
    await answer(api.POST("/api/v1/tickets/{id}/restore", path));
    await navigate(ticketPath(ticket.key));
  };
  const remove = async () => {
    await answer(api.DELETE("/api/v1/tickets/{id}", path));
    await navigate("/tickets");
    client.removeQueries({ queryKey: keys.ticket(ticket.key) });
    void client.invalidateQueries({ queryKey: keys.ticketLists });
    const said = t("delete.done", { key: ticket.key });
    if (can.administer) say.undoable(said, () => void restore().catch((error: unknown) => say.error(error)));
    else say.done(said);
  };
  if (!can.remove || !can.ticket(ticket, "edit_tickets")) return null;
  return <ConfirmButton question={t("delete.question", { key: ticket.key })} consequence={t("delete.consequence")} yes={t("delete.yes")} onConfirm={remove} button={{ type: "text", icon: <DeleteOutlined />, "aria-label": t("delete.yes"), title: t("delete.yes") }} />;
}
