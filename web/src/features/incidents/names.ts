/** Names of people in the postmortem, which the server writes with log-in names (crates/app/src/reviews/postmortem.rs). */
import type { IncidentRole } from "@/api/types";

type NameOf = (username: string) => string;

const MOMENT = String.raw`- \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC`;
/** Who did what a point of the timeline tells, and who changed the severity. */
const places = [new RegExp(String.raw`^(${MOMENT} · )([\w.\\-]+)(?=: |：)`, "gmu"), new RegExp(String.raw`^(${MOMENT}(?:: |：)P\d → P\d(?:, by |，操作人 ))([\w.\\-]+)`, "gmu")];

/** Text that is no Markdown, as Markdown: what the server does with names. */
const plain = (text: string) => text.replace(/[\\`*_#[\]<>|~!]/g, "\\$&");

/** The lines that say who holds a role, with the name in place of the log-in name. */
function roleLines(roles: readonly IncidentRole[], nameOf: NameOf): Map<string, string> {
  const lines = new Map<string, string>();
  for (const { name, username } of roles) {
    if (username === null) continue;
    for (const colon of [": ", "："]) lines.set(`- ${plain(name)}${colon}${plain(username)}`, `- ${plain(name)}${colon}${plain(nameOf(username))}`);
  }
  return lines;
}

/** The document with people's names where it names them itself. What people wrote stays as it is. */
export function withNames(text: string, roles: readonly IncidentRole[], nameOf: NameOf): string {
  const told = places.reduce((before, place) => before.replace(place, (_, head: string, who: string) => `${head}${plain(nameOf(who.replaceAll("\\", "")))}`), text);
  const lines = roleLines(roles, nameOf);
  return told.split("\n").map((line) => lines.get(line) ?? line).join("\n");
}
