import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";

import { useMe } from "@/api/me";
import { peopleQuery } from "@/api/queries";
import { useCan } from "@/api/rights";

import styles from "./MarkdownEditor.module.css";
import { Avatar, usePersonName } from "./Person";

export interface Mentioned { username: string; nickname: string }

const MOST = 8;

/** Whom an `@` with these letters may mean: those near the matter first. Nobody while `text` is undefined. */
export function useMentions(text: string | undefined, near: readonly string[]): readonly Mentioned[] {
  const me = useMe();
  const can = useCan();
  const nameOf = usePersonName();
  const asked = useDeferredValue(text ?? "");
  const { data = [] } = useQuery({ ...peopleQuery(asked), placeholderData: keepPreviousData, enabled: text !== undefined && can.seePeople });
  if (text === undefined) return [];
  const wanted = text.toLowerCase();
  const close = near.filter((one) => one !== me.username).map((username) => ({ username, nickname: nameOf(username) }));
  const fits = (one: Mentioned) => one.username.toLowerCase().startsWith(wanted) || one.nickname.toLowerCase().includes(wanted);
  const all = [...close, ...data.filter((one) => !near.includes(one.username))].filter(fits);
  // A name that is written out needs no list under it.
  return all.length === 1 && all[0]?.username === text ? [] : all.slice(0, MOST);
}

interface Props { id: string; people: readonly Mentioned[]; chosen: number; onChoose: (username: string) => void }

/** The people to choose from; the keys are in the text box above. */
export function MentionList({ id, people, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <div role="listbox" id={id} aria-label={t("markdown.people")} className={styles.list} tabIndex={-1}>
      {people.map((person, place) => (
        // The keyboard's way is in the box above, which names the chosen one.
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- see above
        <div key={person.username} id={`${id}-${place}`} role="option" tabIndex={-1} aria-selected={place === chosen} className={styles.option} onMouseDown={(event) => event.preventDefault()} onClick={() => onChoose(person.username)}>
          <Avatar username={person.username} name={person.nickname} /><span>{person.nickname || person.username}</span><span className={styles.username}>{person.username}</span>
        </div>
      ))}
    </div>
  );
}
