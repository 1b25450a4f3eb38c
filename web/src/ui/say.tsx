/** Short words at the top of the page, and longer ones in its corner. */
import { message as antdMessage, notification as antdNotification } from "antd";
import { createContext, use, useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { ApiError } from "@/api/error";

import { useErrorText } from "./states";

interface Say {
  /** It was done. With `undo`, a button takes it back. */
  done: (text: string) => void;
  /** It was done, and can be taken back while this shows. */
  undoable: (text: string, undo: () => void) => void;
  /** It may not be done, and why; in words that are there already. */
  refused: (text: string, why: string) => void;
  /** It was not done, and why. */
  error: (error: unknown) => void;
}

const SayContext = createContext<Say | undefined>(undefined);

/** Gives what is below the means to say something. */
export function SayProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [message, messages] = antdMessage.useMessage({ top: 56, maxCount: 3 });
  const [notification, notifications] = antdNotification.useNotification({ placement: "bottomRight" });
  const say = useMemo<Say>(() => ({
    done: (text) => void message.success(text),
    undoable: (text, undo) => {
      const key = `undo-${Date.now()}`;
      const button = <button type="button" className="gd-linkbutton" onClick={() => { notification.destroy(key); undo(); }}>{t("action.undo")}</button>;
      notification.success({ key, title: text, actions: button, duration: 8 });
    },
    refused: (text, why) => notification.warning({ title: text, description: why, duration: 8 }),
    error: (error) => {
      const id = error instanceof ApiError && error.requestId !== "" ? `${t("state.request")} ${error.requestId}` : undefined;
      notification.error({ title: errorText(error), description: id, duration: 8 });
    },
  }), [message, notification, t, errorText]);
  return <SayContext value={say}>{messages}{notifications}{children}</SayContext>;
}

/** Says that something was done, or why not. */
export function useSay(): Say {
  const say = use(SayContext);
  if (say === undefined) throw new Error("useSay outside SayProvider");
  return say;
}
