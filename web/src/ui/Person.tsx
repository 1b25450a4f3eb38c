import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { useMe } from "@/api/me";
import { useNames } from "@/api/names";

import { Awaited } from "./Awaited";
import styles from "./Person.module.css";

/** One or two letters that stand for a name: the last two of a Chinese one, first letters of others. */
export function initials(name: string): string {
  const han = name.match(/\p{Script=Han}/gu);
  if (han) return han.slice(-2).join("");
  const parts = name.split(/[\s._-]+/).filter(Boolean);
  return parts.slice(0, 2).map((part) => Array.from(part)[0] ?? "").join("").toUpperCase();
}

/** One of eight grounds, always the same for the same user name. */
function ground(username: string): number {
  let sum = 0;
  for (const letter of username) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 8_191;
  return sum % 8;
}

interface AvatarProps { username: string; name?: string; size?: "small" | "normal" | "large" }

/** The round picture of somebody, made of their initials. */
export function Avatar({ username, name = username, size = "small" }: AvatarProps) {
  return <span aria-hidden="true" className={`${styles.avatar ?? ""} ${styles[size] ?? ""}`} data-ground={ground(username)} data-initials={initials(name)} />;
}

/** Gives what somebody is called, by user name; nothing for the moment until it is known. */
export function usePersonName(): (username: string) => string {
  const me = useMe();
  const nameOf = useNames();
  return useCallback((username: string) => (username === me.username ? me.nickname || username : nameOf(username) ?? ""), [me, nameOf]);
}

interface Props {
  /** A user name; empty for nobody. */
  username: string;
  /** Only the avatar, its name for those who listen. */
  compact?: "avatar" | "name" | undefined;
}

/** Somebody: initials and name. */
export function Person({ username, compact }: Props) {
  const { t } = useTranslation();
  const nameOf = usePersonName();
  if (username === "") return <span className={styles.nobody}>{t("person.nobody")}</span>;
  const name = nameOf(username);
  if (compact === "avatar") return <span className={styles.person} role="img" aria-label={name || username} title={name || username}><Avatar username={username} name={name} /></span>;
  return (
    <span className={styles.person} title={name === username || name === "" ? username : `${name} (${username})`}>
      {compact !== "name" && <Avatar username={username} name={name} />}
      <span className={styles.name}>{name === "" ? <Awaited /> : name}</span>
    </span>
  );
}
