import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useDeferredValue, useState } from "react";

import { peopleQuery } from "@/api/queries";
import { Avatar, usePersonName } from "@/ui/Person";

import styles from "./forms.module.css";

interface Props {
  id?: string;
  /** User names. */
  value?: string[];
  onChange?: (usernames: string[]) => void;
  label?: string;
}

/** Chooses several people by name. */
export function PeoplePicker({ id, value = [], onChange, label }: Props) {
  const [text, setText] = useState("");
  const nameOf = usePersonName();
  const { data, isFetching } = useQuery(peopleQuery(useDeferredValue(text)));
  const found = (data ?? []).map((person) => ({ value: person.username, name: person.nickname || person.username }));
  const chosen = value.filter((username) => !found.some((one) => one.value === username)).map((username) => ({ value: username, name: nameOf(username) }));
  const options = [...found, ...(text === "" ? chosen : [])].map((one) => ({ ...one, label: one.name }));
  return (
    <Select<string[], (typeof options)[number]>
      {...(id && { id })} mode="multiple" allowClear value={value} loading={isFetching} aria-label={label} options={options}
      onChange={(next) => onChange?.(next)} showSearch={{ filterOption: false, onSearch: setText }}
      labelRender={({ value: username }) => nameOf(String(username))}
      optionRender={({ data: person }) => <span className={styles.tools}><Avatar username={person.value} name={person.name} />{person.name}<small className={styles.hint}>{person.value}</small></span>}
    />
  );
}
