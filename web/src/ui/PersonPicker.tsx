import { useQuery } from "@tanstack/react-query";
import { Input, Select } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { peopleQuery } from "@/api/queries";
import { useCan } from "@/api/rights";

import { Person } from "./Person";
import { PersonOption } from "./PersonOption";
import { usePause } from "./usePause";

interface Props {
  id?: string;
  /** A user name; empty for nobody. */
  value?: string;
  onChange?: (username: string) => void;
  placeholder?: string;
  label?: string;
  /** Takes the focus and shows whom there is to choose from as soon as it is there. */
  opened?: boolean;
  onBlur?: () => void;
}

/** A user name that is written out: it counts when Enter is pressed or the box is left. */
function NameInput({ value, onChange, onBlur, opened, ...props }: Omit<Props, "label"> & { "aria-label": string | undefined }) {
  const [typed, setTyped] = useState(value ?? "");
  const [shown, setShown] = useState(value);
  if (value !== shown) {
    setShown(value);
    setTyped(value ?? "");
  }
  // Enter is followed by the box being left.
  const given = useRef<string>(undefined);
  const keep = () => {
    const name = typed.trim();
    if (name !== (given.current ?? value ?? "")) onChange?.(name);
    given.current = name;
  };
  return <Input {...props} autoCapitalize="none" autoFocus={opened ?? false} value={typed} onChange={(event) => setTyped(event.target.value)} onPressEnter={keep} onBlur={() => { keep(); onBlur?.(); }} />;
}

/** Chooses somebody by name. Who may not look at people writes a user name. */
export function PersonPicker({ id, value, onChange, placeholder, label, opened = false, onBlur }: Props) {
  const can = useCan();
  const mayLook = can.seePeople;
  const [text, setText] = useState("");
  const { t } = useTranslation();
  const asked = usePause(text);
  const { data, isPending } = useQuery({ ...peopleQuery(asked), enabled: mayLook });
  // Nobody is offered whom an earlier text found: Enter would choose them.
  const waiting = asked !== text || isPending;
  const people = waiting ? [] : (data ?? []);
  if (!mayLook) return <NameInput {...(id && { id })} {...(value !== undefined && { value })} {...(onChange && { onChange })} {...(onBlur && { onBlur })} placeholder={placeholder ?? t("person.username")} aria-label={label} opened={opened} />;
  return (
    <Select
      {...(id && { id })} allowClear value={value === "" ? undefined : value} placeholder={placeholder} aria-label={label} loading={waiting} notFoundContent={t(waiting ? "state.loading" : "person.noneFound")} autoFocus={opened} defaultOpen={opened} {...(onBlur && { onBlur })}
      showSearch={{ filterOption: false, onSearch: setText }} onChange={(next?: string) => onChange?.(next ?? "")}
      labelRender={({ value: username }) => <Person username={String(username)} />}
      options={people.map((person) => ({ value: person.username, label: <PersonOption person={person} /> }))}
    />
  );
}
