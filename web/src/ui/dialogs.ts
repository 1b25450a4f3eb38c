/** The dialogs of the frame, which any screen may open. */
import { createContext, use } from "react";

export interface Dialogs {
  /** The dialog that makes a ticket, with what is known already; `heading` is what the dialog is called where that is not just a ticket. */
  create: (known?: { project?: string; type?: string; title?: string; heading?: string }) => void;
  /** The command palette. */
  palette: () => void;
  /** The list of shortcuts. */
  help: () => void;
}

export const DialogsContext = createContext<Dialogs | undefined>(undefined);

/** Opens the frame's dialogs. */
export function useDialogs(): Dialogs {
  const dialogs = use(DialogsContext);
  if (dialogs === undefined) throw new Error("useDialogs outside the frame");
  return dialogs;
}
