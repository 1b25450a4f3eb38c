import { useMemo } from "react";

import { CodeEditor } from "../CodeEditor";
import { offers } from "./offers";
import { useMeaning } from "./useSources";
import { sourcesOf, type Vocabulary } from "./vocabulary";

interface Props {
  value?: string;
  onChange?: (filter: string) => void;
  onEnter?: () => void;
  label: string;
  placeholder?: string;
  /** What may stand in it; the same one as long as the field is there. */
  vocabulary: Vocabulary;
}

/** One line of the filter language, with words offered while typing. */
export function FilterField({ value = "", onChange, onEnter, label, placeholder, vocabulary }: Props) {
  const meaning = useMeaning();
  const completions = useMemo(() => offers(sourcesOf(vocabulary, meaning)), [vocabulary, meaning]);
  return <CodeEditor singleLine label={label} value={value} completions={completions} {...(onChange && { onChange })} {...(onEnter && { onEnter })} {...(placeholder !== undefined && { placeholder })} />;
}
