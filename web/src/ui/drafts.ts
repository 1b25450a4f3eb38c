/** What somebody was writing and has not sent, kept on this device for each person and thing until it is sent, or they log out. */
const KEPT = "gongdan.draft.";

const nameOf = (username: string, thing: string) => `${KEPT}${username}.${thing}`;

/** What was written; empty for nothing. */
export const readDraft = (username: string, thing: string): string => localStorage.getItem(nameOf(username, thing)) ?? "";

/** Keeps what is written, as far as the browser has room for it. */
export function keepDraft(username: string, thing: string, text: string): void {
  try {
    if (text === "") localStorage.removeItem(nameOf(username, thing));
    else localStorage.setItem(nameOf(username, thing), text);
  } catch {
    // No room: the text stays on the page.
  }
}

/** Forgets every draft: the next person at this device is to find none. */
export function forgetDrafts(): void {
  for (const name of Object.keys(localStorage)) if (name.startsWith(KEPT)) localStorage.removeItem(name);
}
