import { CloseCircleFilled, ExclamationCircleFilled, InfoCircleFilled } from "@ant-design/icons";

import { findingsAt, useAround } from "./around";
import styles from "./parts.module.css";

const icons = { error: CloseCircleFilled, warning: ExclamationCircleFilled, hint: InfoCircleFilled };

/** What the server says of a path: exactly of it, or of what is below it, too, `but` of what says it by itself. */
export function Faults({ path, exact = false, but = [] }: { path: string; exact?: boolean; but?: readonly string[] }) {
  const around = useAround();
  const own = new Set(but.flatMap((part) => findingsAt(around, `${path}.${part}`)));
  const found = exact ? around.findings.filter((one) => one.path === path) : findingsAt(around, path).filter((one) => !own.has(one));
  return found.map((one) => {
    const Icon = icons[one.severity];
    return <p key={`${one.path}${one.why}`} className={styles.fault} data-severity={one.severity}><Icon aria-hidden="true" /><span>{one.why}</span></p>;
  });
}
