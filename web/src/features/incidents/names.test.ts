import { expect, it } from "vitest";

import type { IncidentRole } from "@/api/types";

import { withNames } from "./names";

const nameOf = (username: string) => ({ li_wei: "Li *Wei*", chenjie: "陈杰" })[username] ?? username;
const role = (name: string, username: string | null): IncidentRole => ({ role: "any", name, username });

it("who leads, changed the severity or did something is called by name, in both languages", () => {
  expect(withNames("- Incident commander: chenjie", [role("Incident commander", "chenjie")], nameOf)).toBe("- Incident commander: 陈杰");
  expect(withNames("- 事件指挥：chenjie", [role("事件指挥", "chenjie")], nameOf)).toBe("- 事件指挥：陈杰");
  expect(withNames("- 2026-11-21 08:00:01 UTC: P2 → P1, by chenjie, with consent", [], nameOf)).toBe("- 2026-11-21 08:00:01 UTC: P2 → P1, by 陈杰, with consent");
  expect(withNames("- 2026-11-21 08:00:01 UTC：P2 → P1，操作人 chenjie，经审批同意", [], nameOf)).toBe("- 2026-11-21 08:00:01 UTC：P2 → P1，操作人 陈杰，经审批同意");
  expect(withNames("- 2026-11-21 08:00:01 UTC · chenjie: it **broke**", [], nameOf)).toBe("- 2026-11-21 08:00:01 UTC · 陈杰: it **broke**");
});

it("a name is no Markdown, and neither is the log-in name it stands for", () => {
  expect(withNames("- 2026-11-21 08:00:01 UTC · li\\_wei：重启", [], nameOf)).toBe("- 2026-11-21 08:00:01 UTC · Li \\*Wei\\*：重启");
});

it("what people wrote stays as it is", () => {
  const written = "ask chenjie\n- chenjie: yes\n- Vendor: chenjie";
  expect(withNames(written, [role("Incident commander", "chenjie"), role("Scribe", null)], nameOf)).toBe(written);
});
