/**
 * CodeMirror inside a shadow root: there it keeps its rules in constructable style sheets, which the content policy allows; in the page
 * itself it would make style elements.
 */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, startCompletion, type CompletionSource } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { json } from "@codemirror/lang-json";
import { bracketMatching, HighlightStyle, indentOnInput, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers, placeholder as placeholderText } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useEffectEvent, useRef } from "react";

export interface CodeEditorProps {
  value: string;
  onChange?: (value: string) => void;
  /** Plain text has no colours; `filter` is the filter language. */
  language?: "javascript" | "json" | "filter" | "text";
  /** What it is, for those who listen. */
  label: string;
  readOnly?: boolean;
  /** One line: Enter calls `onEnter`, and there are no line numbers. */
  singleLine?: boolean;
  onEnter?: () => void;
  onBlur?: () => void;
  /** Where what is written is wrong, counted in characters from 0; the place is underlined. */
  problemAt?: number | undefined;
  placeholder?: string;
  /** Offers words while typing. */
  completions?: CompletionSource;
  /** Pixels; it scrolls beyond. */
  minHeight?: number;
  maxHeight?: number;
}

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.bool, tags.null], color: "var(--gd-active-text)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--gd-resolved-text)" },
  { tag: [tags.number, tags.literal], color: "var(--gd-paused-text)" },
  { tag: tags.comment, color: "var(--gd-muted)", fontStyle: "italic" },
  { tag: [tags.propertyName, tags.definition(tags.variableName)], color: "var(--gd-accent)" },
]);

const look = EditorView.theme({
  "&": { color: "var(--gd-text)", backgroundColor: "var(--gd-surface)", fontSize: "13px", height: "100%" },
  "&.cm-focused": { outline: "none" },
  ".cm-content": { fontFamily: "var(--gd-font-code)", caretColor: "var(--gd-text)" },
  ".cm-cursor": { borderLeftColor: "var(--gd-text)" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--gd-muted)", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--gd-hover) 60%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--gd-chosen)" },
  ".cm-tooltip": { backgroundColor: "var(--gd-raised)", color: "var(--gd-text)", border: "1px solid var(--gd-line)", borderRadius: "6px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--gd-chosen)", color: "var(--gd-text)" },
  ".cm-tooltip-autocomplete > ul > li": { padding: "3px 8px", lineHeight: "1.5" },
  ".cm-completionDetail": { color: "var(--gd-muted)", fontStyle: "normal", fontFamily: "var(--gd-font)", fontSize: "12px", marginLeft: "10px" },
  ".cm-panels": { backgroundColor: "var(--gd-canvas)", color: "var(--gd-text)" },
  ".cm-problem": { textDecoration: "underline wavy var(--gd-danger) 1px", textUnderlineOffset: "3px", backgroundColor: "color-mix(in srgb, var(--gd-danger) 16%, transparent)" },
  ".cm-placeholder": { color: "var(--gd-muted)" },
});

/** Marks one place, or none. It goes with the next letter that is typed. */
const setProblem = StateEffect.define<number | undefined>();
const problems = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, step) => {
    for (const effect of step.effects) {
      if (effect.is(setProblem)) return problemMark(step.state.doc.toString(), effect.value);
    }
    return step.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function problemMark(text: string, at: number | undefined): DecorationSet {
  const letters = Array.from(text);
  if (at === undefined || letters.length === 0) return Decoration.none;
  // Where something is missing at the end, the last letter stands for it.
  const place = Math.min(at, letters.length - 1);
  const from = letters.slice(0, place).join("").length;
  const word = /^[\p{L}\p{N}_.-]+/u.exec(text.slice(from))?.[0] ?? letters[place] ?? "";
  return Decoration.set(Decoration.mark({ class: "cm-problem" }).range(from, from + word.length));
}

/** The filter language's colours (docs/filter.md). */
const filterGrammar = StreamLanguage.define<{ value: boolean }>({
  startState: () => ({ value: false }),
  token: (stream, state) => {
    if (stream.eatSpace()) return null;
    if (stream.match(/^"(\\.|[^"\\])*"?|^'(\\.|[^'\\])*'?|^“[^”]*”?/)) return "string";
    if (stream.match(/^(and|or|not|in|is|empty|group)(?![\p{L}\p{N}_.-])/iu)) {
      state.value = /^(in|is)$/i.test(stream.current());
      return "keyword";
    }
    if (stream.match(/^(!=|!~|<=|>=|\^=|\$=|=|<|>|~)/)) {
      state.value = true;
      return "operator";
    }
    if (stream.match(/^[()（）,，]/)) return null;
    if (!stream.match(/^[^\s()（）,，"'“”=!<>~^$]+/)) stream.next();
    return state.value ? "number" : "propertyName";
  },
});

function grammar(language: CodeEditorProps["language"]): Extension {
  if (language === "javascript") return javascript({ typescript: true });
  if (language === "filter") return filterGrammar;
  return language === "json" ? json() : [];
}

/**
 * Replaces a selection itself: the browser would keep the colours of what is replaced in a style attribute, which the content policy
 * refuses and reports.
 */
const replaced = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { data } = event;
    const { main } = view.state.selection;
    if (event.inputType !== "insertText" || data === null || event.isComposing || view.composing || main.empty || view.state.readOnly) return false;
    const insert = () => view.state.update(view.state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
    event.preventDefault();
    if (!view.state.facet(EditorView.inputHandler).some((handle) => handle(view, main.from, main.to, data, insert))) view.dispatch(insert());
    return true;
  },
});

function features(props: CodeEditorProps, enter: () => void): Extension[] {
  const oneLine = props.singleLine === true;
  const once: Extension = oneLine
    ? [EditorState.transactionFilter.of((step) => (step.newDoc.lines > 1 ? [] : step)), keymap.of([{ key: "Enter", run: () => { enter(); return true; } }])]
    : [lineNumbers(), highlightActiveLine(), indentOnInput()];
  return [
    autocompletion(props.completions ? { override: [props.completions], activateOnCompletion: () => props.language === "filter", icons: false, interactionDelay: 0 } : {}),
    keymap.of(completionKeymap), once,
    history(), drawSelection(), bracketMatching(), closeBrackets(), search(), replaced, syntaxHighlighting(colours), look, grammar(props.language),
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...(oneLine ? [] : [indentWithTab])]),
    EditorState.readOnly.of(props.readOnly === true),
    EditorView.contentAttributes.of({ "aria-label": props.label, tabindex: "0" }),
    props.placeholder === undefined ? [] : placeholderText(props.placeholder),
    oneLine ? EditorView.theme({ ".cm-content": { padding: "6px 0" }, ".cm-scroller": { overflow: "auto hidden", scrollbarWidth: "none" } }) : EditorView.lineWrapping,
    problems,
  ];
}

export default function CodeMirror(props: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  /** What was told and has not come back yet: while somebody types on, an older text that comes back is no change from outside. */
  const told = useRef<string[]>([]);
  const changed = useEffectEvent((value: string) => {
    told.current.push(value);
    props.onChange?.(value);
  });
  const entered = useEffectEvent(() => props.onEnter?.());
  const left = useEffectEvent(() => props.onBlur?.());
  const make = useEffectEvent((parent: ShadowRoot) => {
    const tells = EditorView.updateListener.of((update) => update.docChanged && changed(update.state.doc.toString()));
    const leaves = EditorView.domEventHandlers({
      blur: () => left(),
      // An empty filter shows at once what it may begin with.
      focus: (_event, editor) => {
        if (props.language === "filter" && editor.state.doc.length === 0) setTimeout(() => startCompletion(editor));
      },
    });
    return new EditorView({ doc: props.value, parent, root: parent, extensions: [features(props, () => entered()), tells, leaves] });
  });
  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const editor = make(element.shadowRoot ?? element.attachShadow({ mode: "open" }));
    view.current = editor;
    return () => editor.destroy();
  }, [props.language, props.readOnly, props.singleLine]);
  useEffect(() => {
    const editor = view.current;
    const place = told.current.indexOf(props.value);
    told.current = place === -1 ? [] : told.current.slice(place + 1);
    if (place !== -1) return;
    const present = editor?.state.doc.toString();
    if (editor && present !== props.value) editor.dispatch({ changes: { from: 0, to: present?.length ?? 0, insert: props.value } });
  }, [props.value]);
  useEffect(() => {
    view.current?.dispatch({ effects: setProblem.of(props.problemAt) });
  }, [props.problemAt, props.value]);
  useEffect(() => {
    host.current?.style.setProperty("min-height", `${props.minHeight ?? 32}px`);
    host.current?.style.setProperty("max-height", `${props.maxHeight ?? 480}px`);
  }, [props.minHeight, props.maxHeight]);
  return <div ref={host} className="gd-editor" />;
}
