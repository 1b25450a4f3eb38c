/** Where the focus goes when what had it is gone: nobody who uses the keyboard is to begin at the top of the page again. */
import { useEffect, useRef, type RefObject } from "react";

/** Puts the focus to the title of the page. */
export function focusTitle(): void {
  document.querySelector<HTMLElement>("[data-page-title]")?.focus({ preventScroll: true });
}

/** For an element whose buttons come and go: when the one with the focus goes, the page's title has it. */
export function useFocusKept<T extends HTMLElement>(): RefObject<T | null> {
  const around = useRef<T>(null);
  const held = useRef<Element>(null);
  useEffect(() => {
    const element = around.current;
    const note = (event: FocusEvent) => {
      held.current = event.target instanceof Element ? event.target : null;
    };
    element?.addEventListener("focusin", note);
    return () => element?.removeEventListener("focusin", note);
  }, []);
  // After each drawing, since any may have taken it away.
  useEffect(() => {
    if (held.current === null || held.current.isConnected) return;
    held.current = null;
    if (document.activeElement === document.body) focusTitle();
  });
  return around;
}
