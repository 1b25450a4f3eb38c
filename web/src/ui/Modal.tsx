import { Modal as LibraryModal } from "antd";
import { useEffect, useRef, useState, type ComponentProps } from "react";

import { focusTitle } from "./focus";

type Props = ComponentProps<typeof LibraryModal>;

function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(() => () => {
    // After the dialog is out of the page, unless something else has taken the focus by then.
    requestAnimationFrame(() => {
      if (document.activeElement !== document.body) return;
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
      // The entry of a menu is gone with it, or hidden: then the page's title is the nearest.
      if (document.activeElement === document.body) focusTitle();
    });
  }, [before]);
}

const FIELD = ["input:not([type=hidden])", "textarea", "[contenteditable=true]"].map((field) => `${field}:not([disabled]):not([tabindex='-1'])`).join();

/** Puts the focus where a dialog begins: to what asks for it, its first field, or the button that does what it is for. */
function focusFirst(content: HTMLElement | null): void {
  if (content === null || content.contains(document.activeElement)) return;
  const buttons = content.closest(".ant-modal")?.querySelectorAll<HTMLElement>(".ant-modal-footer .ant-btn:not([disabled])") ?? [];
  // What cannot be taken back is not one press of Enter away.
  const harmless = [...buttons].filter((button) => !button.classList.contains("ant-btn-dangerous"));
  const button = harmless.find((one) => one.classList.contains("ant-btn-primary")) ?? harmless[0];
  (content.querySelector<HTMLElement>("[data-first]") ?? content.querySelector<HTMLElement>(FIELD) ?? button)?.focus();
}

/**
 * A dialog that is in the page only while it is open. The focus is in its first field, or in that with `data-first`; what had it before has it
 * again afterwards, wherever the dialog was opened from. Once something was typed, neither Esc nor a click beside it throws that away, unless
 * the dialog `keeps` it.
 */
export function Modal({ children, afterOpenChange, keeps = false, ...props }: Props & { keeps?: boolean }) {
  useFocusBack();
  const content = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState(false);
  const held = typed && !keeps ? { keyboard: false, mask: { closable: false } } : {};
  return (
    <LibraryModal {...props} {...held} afterOpenChange={(open) => { if (open) focusFirst(content.current); afterOpenChange?.(open); }}>
      <div ref={content} onInput={() => setTyped(true)}>{children}</div>
    </LibraryModal>
  );
}
