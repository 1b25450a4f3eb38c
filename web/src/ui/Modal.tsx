import { Modal as LibraryModal } from "antd";
import { useEffect, useState, type ComponentProps } from "react";

type Props = ComponentProps<typeof LibraryModal>;

function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(() => () => {
    // After the dialog is out of the page, unless something else has taken the focus by then.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body && before instanceof HTMLElement && before.isConnected) before.focus();
    });
  }, [before]);
}

/** A dialog that is in the page only while it is open. What had the focus before has it again afterwards, wherever it was opened from. */
export function Modal(props: Props) {
  useFocusBack();
  return <LibraryModal {...props} />;
}
