import { useQuery } from "@tanstack/react-query";
import { Input, Select } from "antd";
import { useDeferredValue, useState } from "react";

import { peopleQuery } from "@/api/queries";
import { useCan } from "@/api/rights";

import { Avatar } from "./Person";
import styles from "./Person.module.css";

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

/** Chooses somebody by name. Who may not look at people writes a user name. */
export function PersonPicker({ id, value, onChange, placeholder, label, opened = false, onBlur }: Props) {
  const can = useCan();
  const mayLook = can.seePeople;
  const [text, setText] = useState("");
  const { data, isFetching } = useQuery({ ...peopleQuery(useDeferredValue(text)), enabled: mayLook });
  if (!mayLook) return <Input {...(id && { id })} value={value ?? ""} onChange={(event) => onChange?.(event.target.value)} placeholder={placeholder} aria-label={label} autoFocus={opened} {...(onBlur && { onBlur })} />;
  return (
    <Select
      {...(id && { id })} allowClear value={value === "" ? undefined : value} placeholder={placeholder} aria-label={label} loading={isFetching} autoFocus={opened} defaultOpen={opened} {...(onBlur && { onBlur })}
      showSearch={{ filterOption: false, onSearch: setText }} onChange={(next?: string) => onChange?.(next ?? "")}
      options={(data ?? []).map((person) => ({
        value: person.username,
        label: <span className={styles.person}><Avatar username={person.username} name={person.nickname} /><span className={styles.name}>{person.nickname || person.username}</span></span>,
      }))}
    />
  );
}
