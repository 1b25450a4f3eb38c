import { Avatar } from "./Person";
import styles from "./Person.module.css";

interface Props { person: { username: string; nickname: string } }

/** Somebody who may be chosen: with the user name, since two may be called the same. */
export function PersonOption({ person: { username, nickname } }: Props) {
  const name = nickname || username;
  return (
    <span className={styles.person}>
      <Avatar username={username} name={name} /><span className={styles.name}>{name}</span>
      {name !== username && <small className={styles.username}>{username}</small>}
    </span>
  );
}
