import { useQuery } from "@tanstack/react-query";

import { projectsQuery } from "@/api/queries";
import type { Ticket } from "@/api/types";

import { inLanguage, useLanguage } from "./text";

/** What a ticket's project and type are called: empty until that is known, their keys where there are none such (any more). */
export function useKind(ticket: Pick<Ticket, "project" | "type">): { project: string; type: string } {
  const language = useLanguage();
  const { data, isLoading } = useQuery(projectsQuery);
  if (isLoading) return { project: "", type: "" };
  const project = data?.find((one) => one.key === ticket.project);
  const type = project?.types.find((one) => one.key === ticket.type);
  return { project: project?.name ?? ticket.project, type: type === undefined ? ticket.type : inLanguage(type.name, language) };
}
