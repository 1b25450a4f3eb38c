import { useState } from "react";

import { same } from "../model/definition";
import { writeText } from "../model/text";

/** A value edited as JSON text: what cannot be read stays as typed, and is not passed on. */
export function useJsonText(value: unknown, onChange: (value: unknown) => void) {
  const [typed, setTyped] = useState<{ text: string; value: unknown; broken: boolean }>(() => ({ text: writeText(value), value, broken: false }));
  const shown = typed.broken || same(typed.value, value) ? typed : { text: writeText(value), value, broken: false };
  const write = (text: string) => {
    try {
      const read: unknown = JSON.parse(text);
      setTyped({ text, value: read, broken: false });
      if (!same(read, value)) onChange(read);
    } catch {
      setTyped({ text, value: typed.value, broken: true });
    }
  };
  return { text: shown.text, broken: shown.broken, write };
}
