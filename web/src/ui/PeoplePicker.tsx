import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { peopleQuery } from "@/api/queries";
import { useCan } from "@/api/rights";

import { Person } from "./Person";
import { PersonOption } from "./PersonOption";
import { usePause } from "./usePause";

interface Props {
  id?: string;
  /** User names. */
  value?: readonly string[];
  onChange?: (usernames: string[]) => void;
  label?: string;
  /** Takes the focus and shows whom there is to choose from as soon as it is there. */
  opened?: boolean;
  onBlur?: () => void;
}

/** Chooses several people by name. Who may not look at people writes user names. */
export function PeoplePicker({ id, value = [], onChange, label, opened = false, onBlur }: Props) {
  const can = useCan();
  const mayLook = can.seePeople;
  const [text, setText] = useState("");
  const { t } = useTranslation();
  const asked = usePause(text);
  const { data, isPending } = useQuery({ ...peopleQuery(asked), enabled: mayLook });
  // Nobody is offered whom an earlier text found: Enter would choose them.
  const waiting = asked !== text || isPending;
  const people = waiting ? [] : (data ?? []);
  const common = { ...(id && { id }), ...(onBlur && { onBlur }), value: [...value], "aria-label": label, autoFocus: opened, className: "gd-full", onChange: (next: string[]) => { setText(""); onChange?.(next); } };
  if (!mayLook) return <Select {...common} mode="tags" open={false} />;
  return (
    <Select
      {...common} mode="multiple" loading={waiting} notFoundContent={t(waiting ? "state.loading" : "person.noneFound")} defaultOpen={opened} showSearch={{ searchValue: text, filterOption: false, onSearch: setText }}
      labelRender={({ value: username }) => <Person username={String(username)} />}
      options={people.map((person) => ({ value: person.username, label: <PersonOption person={person} /> }))}
    />
  );
}
