import type { CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { useMemo } from "react";

import { CodeEditor } from "@/ui/CodeEditor";

import { offer } from "./offer";

interface Props {
  value?: string;
  onChange?: (filter: string) => void;
  onEnter?: () => void;
  label: string;
  placeholder?: string;
  /** The fields that may stand in it. */
  fields: readonly string[];
  /** Words offered behind a field's operator. */
  values?: Readonly<Record<string, readonly string[]>>;
}

/** One line of the filter language, with words offered while typing. */
export function FilterField({ value = "", onChange, onEnter, label, placeholder, fields, values = {} }: Props) {
  const complete = useMemo(() => (context: CompletionContext): CompletionResult | null => {
    const before = context.state.sliceDoc(0, context.pos);
    const found = offer(before, fields, values);
    if (found.from === before.length && !context.explicit) return null;
    return { from: found.from, options: found.words.map((word) => ({ label: word })), validFor: /^[\w.]*$/ };
  }, [fields, values]);
  return <CodeEditor singleLine label={label} value={value} completions={complete} {...(onChange && { onChange })} {...(onEnter && { onEnter })} {...(placeholder !== undefined && { placeholder })} />;
}
