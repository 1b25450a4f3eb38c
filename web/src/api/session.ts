/**
 * Renews the log-in. All tabs share one pair of cookies, so one of them renews it while the others wait (`navigator.locks`; where a page
 * has no secure context there is none, and the server bears two renewals at once). Local storage holds a time, never a credential.
 */
const RENEWED_AT = "gongdan.renewedAt";
const LOCK = "gongdan.renew";

type Listener = () => void;
let ended: Listener = () => undefined;

/** What is done when the log-in is over and could not be renewed. */
export function onSessionEnd(listener: Listener): void {
  ended = listener;
}

function renewedSince(moment: number): boolean {
  return Number(localStorage.getItem(RENEWED_AT) ?? 0) >= moment;
}

async function renew(sent: number): Promise<boolean> {
  if (renewedSince(sent)) return true;
  const response = await fetch("/api/v1/auth/refresh", {
    method: "POST",
    headers: { "X-Requested-With": "gongdan" },
    credentials: "same-origin",
  }).catch(() => undefined);
  // No answer is no verdict: who is offline stays logged in.
  if (response === undefined || response.status >= 500) return false;
  if (response.ok) localStorage.setItem(RENEWED_AT, String(Date.now()));
  else ended();
  return response.ok;
}

let underWay: Promise<boolean> | undefined;

/** Whether the log-in holds again for a request that was sent at `sent` (milliseconds) and refused. */
export function renewed(sent: number): Promise<boolean> {
  underWay ??= ("locks" in navigator ? navigator.locks.request(LOCK, () => renew(sent)) : renew(sent)).finally(() => {
    underWay = undefined;
  });
  return underWay;
}
