import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useDeferredValue, useState } from "react";

import { peopleQuery } from "@/api/queries";
import { useCan } from "@/api/rights";

import { Avatar } from "./Person";
import styles from "./Person.module.css";

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
  const { data = [], isFetching } = useQuery({ ...peopleQuery(useDeferredValue(text)), enabled: mayLook });
  const common = { ...(id && { id }), ...(onBlur && { onBlur }), value: [...value], "aria-label": label, autoFocus: opened, className: "gd-full", onChange: (next: string[]) => onChange?.(next) };
  if (!mayLook) return <Select {...common} mode="tags" open={false} />;
  return (
    <Select
      {...common} mode="multiple" loading={isFetching} defaultOpen={opened} showSearch={{ filterOption: false, onSearch: setText }}
      options={data.map((person) => ({
        value: person.username,
        label: <span className={styles.person}><Avatar username={person.username} name={person.nickname} /><span className={styles.name}>{person.nickname || person.username}</span></span>,
      }))}
    />
  );
}
