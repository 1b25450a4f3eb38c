import { useEffect, useState } from "react";

/** Milliseconds without a key after which somebody has stopped typing. */
const PAUSE = 250;

/** The text once nobody has typed for a moment, so that not every letter asks the server; an empty one at once. */
export function usePause(text: string): string {
  const [held, setHeld] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setHeld(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return text === "" ? "" : held;
}
