import { PlusOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";

import type { JsonObject } from "../model/definition";
import { posts } from "../words";
import { useAround } from "./around";
import { CardTools, moved } from "./CardTools";
import { Faults } from "./Faults";
import styles from "./parts.module.css";
import { PostForm, told } from "./PostForm";

interface Props { value: readonly JsonObject[]; onChange: (next: JsonObject[] | undefined, tag: string) => void; path: string }

const begin: Record<(typeof posts)[number], JsonObject> = {
  update_field_value: { field: "assignee", variable: "self" },
  add_comment: { text: "" },
  notify: { user_domains: [{ user_domain_type: "task_watchers", user_domain_param: "" }] },
  create_task: { title: "" },
  transit_parent: { status: "" },
  run_script: { uuid: "", params: {} },
  call_webhook: { url: "https://" },
};

/** What is done after a step, in order. */
export function PostEditor({ value, onChange, path }: Props) {
  const { t } = useTranslation("workflow");
  const { words, locked } = useAround();
  const put = (next: JsonObject[], what: string | number) => onChange(next.length === 0 ? undefined : next, `${path}.${what}`);
  return (
    <>
      {value.length === 0 && <p className={styles.empty}>{t("post.none")}</p>}
      <ol className={styles.list}>
        {value.map((one, place) => {
          const [word, body] = Object.entries(one)[0] ?? ["", {}];
          const name = words.post(word);
          return (
            // They have no names of their own; the place is what they are known by.
            <li key={place} className={styles.card}>
              <div className={styles.cardHead}>
                <span className={styles.cardTitle}><span className={styles.number}>{place + 1}</span>{name}</span>
                {!locked && <CardTools name={name} place={place} count={value.length} onMove={(by) => put(moved(value, place, by), "order")} onRemove={() => put(value.toSpliced(place, 1), "remove")} />}
              </div>
              <div className={styles.cardBody}>
                <PostForm key={word} word={word} path={`${path}[${place}].${word}`} body={body as JsonObject} onChange={(next) => put(value.toSpliced(place, 1, { [word]: next }), place)} />
                <Faults path={`${path}[${place}]`} but={told.map((part) => `${word}.${part}`)} />
              </div>
            </li>
          );
        })}
      </ol>
      {!locked && (
        <Dropdown trigger={["click"]} menu={{ items: posts.map((word) => ({ key: word, label: t(`post.${word}`) })), onClick: ({ key }) => put([...value, { [key]: begin[key as (typeof posts)[number]] }], "add") }}>
          <Button size="small" icon={<PlusOutlined />}>{t("post.add")}</Button>
        </Dropdown>
      )}
      <Faults path={path} exact />
    </>
  );
}
