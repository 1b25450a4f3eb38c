/** The builder of conditions and triggers: a tree of "all of", "any of", "none of" over leaves, by mouse and by keyboard. */
import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, GroupOutlined, MoreOutlined, PlusOutlined, UngroupOutlined, VerticalAlignTopOutlined } from "@ant-design/icons";
import { Button, Dropdown, Select } from "antd";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { JsonObject } from "../model/definition";
import * as tree from "../model/tree";
import { causes, checks } from "../words";
import { useAround } from "./around";
import { Faults } from "./Faults";
import { LeafBody } from "./LeafBody";
import { newLeaf } from "./leaves";
import styles from "./parts.module.css";

type Kind = "condition" | "trigger";
interface Props { kind: Kind; value: JsonObject | undefined; onChange: (next: JsonObject | undefined, tag: string) => void; /** Its path in the definition. */ path: string }

interface Doing { kind: Kind; root: tree.Branch; path: string; put: (next: tree.Branch | undefined, focus?: tree.Path) => void }

function actsOf({ root, put }: Doing, path: tree.Path) {
  return {
    up: () => { const next = tree.shift(root, path, -1); put(next.tree, next.path); },
    down: () => { const next = tree.shift(root, path, 1); put(next.tree, next.path); },
    wrap: () => put(tree.wrap(root, path, "must_not"), path),
    lift: () => { const next = tree.lift(root, path); put(next.tree, next.path); },
    unwrap: () => put(tree.unwrap(root, path), path),
    remove: () => put(tree.remove(root, path), path.slice(0, -1)),
  };
}

/** Alt with arrows moves, in and out of groups; Alt with Delete removes. */
function onKeys(acts: ReturnType<typeof actsOf>, event: KeyboardEvent) {
  const act = ({ ArrowUp: acts.up, ArrowDown: acts.down, ArrowRight: acts.wrap, ArrowLeft: acts.lift, Delete: acts.remove, Backspace: acts.remove } as Record<string, (() => void) | undefined>)[event.key];
  if (!event.altKey || act === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

function Menu({ doing, path, branch }: { doing: Doing; path: tree.Path; branch: boolean }) {
  const { t } = useTranslation("workflow");
  const acts = actsOf(doing, path);
  const isRoot = path.length === 0;
  const items = [
    ...(isRoot ? [] : [{ key: "up", label: t("tree.up"), icon: <ArrowUpOutlined />, extra: "Alt ↑" }, { key: "down", label: t("tree.down"), icon: <ArrowDownOutlined />, extra: "Alt ↓" }]),
    { key: "wrap", label: t("tree.wrap"), icon: <GroupOutlined />, extra: "Alt →", disabled: tree.levels(doing.root) >= tree.MOST_LEVELS },
    ...(path.length > 1 ? [{ key: "lift", label: t("tree.lift"), icon: <VerticalAlignTopOutlined />, extra: "Alt ←" }] : []),
    ...(branch ? [{ key: "unwrap", label: t("tree.unwrap"), icon: <UngroupOutlined /> }] : []),
    { key: "remove", label: t("tree.remove"), icon: <DeleteOutlined />, extra: "Alt Del", danger: true },
  ];
  return (
    <Dropdown trigger={["click"]} menu={{ items, onClick: ({ key }) => acts[key as keyof typeof acts]() }}>
      <Button type="text" size="small" icon={<MoreOutlined />} aria-label={t("tree.more")} />
    </Dropdown>
  );
}

function LeafRow({ doing, path, leaf }: { doing: Doing; path: tree.Path; leaf: tree.Leaf }) {
  const { t } = useTranslation("workflow");
  const { locked, findings } = useAround();
  const acts = actsOf(doing, path);
  const at = `${doing.path}.${tree.written(doing.root, path)}`;
  const words = doing.kind === "condition" ? checks : causes;
  const known = words.some((word) => word === leaf.word);
  const options = [...words.map((word) => ({ value: word, label: t(`leaf.${word}`) })), ...(known ? [] : [{ value: leaf.word, label: leaf.word }])];
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- keys pass through from the inputs inside
    <div className={styles.leaf} data-fault={findings.some((one) => one.path.startsWith(at) && one.severity === "error") ? "" : undefined} onKeyDown={(event) => !locked && onKeys(acts, event)}>
      <div className={styles.nodeHead}>
        <Select data-node={path.join(".")} aria-label={t("tree.what")} disabled={locked} size="small" variant="borderless" value={leaf.word} options={options} popupMatchSelectWidth={false} onChange={(word: string) => doing.put(tree.replace(doing.root, path, newLeaf(word)))} />
        {!locked && <Menu doing={doing} path={path} branch={false} />}
      </div>
      <div className={styles.leafBody}>
        <LeafBody leaf={leaf} onChange={(body) => doing.put(tree.replace(doing.root, path, { ...leaf, body }))} />
        <Faults path={at} />
      </div>
    </div>
  );
}

function Adders({ doing, path }: { doing: Doing; path: tree.Path }) {
  const { t } = useTranslation("workflow");
  const words = doing.kind === "condition" ? checks : causes;
  const node = tree.at(doing.root, path);
  const place = node !== undefined && tree.isBranch(node) ? node.parts.length : 0;
  const add = (next: tree.Node) => doing.put(tree.insert(doing.root, path, next), [...path, place]);
  const first = words[0];
  return (
    <div className={styles.adders}>
      <Dropdown trigger={["click"]} menu={{ items: words.map((word) => ({ key: word, label: t(`leaf.${word}`) })), onClick: ({ key }) => add(newLeaf(key)) }}>
        <Button size="small" icon={<PlusOutlined />}>{t(`tree.add.${doing.kind}`)}</Button>
      </Dropdown>
      {path.length + 1 < tree.MOST_LEVELS && <Button size="small" type="text" icon={<GroupOutlined />} onClick={() => add({ join: "should", parts: [newLeaf(first)] })}>{t("tree.group")}</Button>}
    </div>
  );
}

function BranchRow({ doing, path, branch }: { doing: Doing; path: tree.Path; branch: tree.Branch }) {
  const { t } = useTranslation("workflow");
  const { locked } = useAround();
  const acts = actsOf(doing, path);
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- keys pass through from the inputs inside
    <div className={styles.branch} onKeyDown={(event) => !locked && onKeys(acts, event)}>
      <div className={styles.nodeHead}>
        <Select data-node={path.join(".")} aria-label={t("tree.join")} disabled={locked} size="small" variant="borderless" value={branch.join} options={tree.joins.map((join) => ({ value: join, label: t(`join.${join}`) }))} popupMatchSelectWidth={false} onChange={(join: tree.Join) => doing.put(tree.setJoin(doing.root, path, join))} />
        {!locked && <Menu doing={doing} path={path} branch />}
      </div>
      <ul className={styles.parts}>
        {branch.parts.map((part, place) => (
          // Parts have no names of their own; the place is what they are known by.
          <li key={place} className={styles.part}>
            {tree.isBranch(part) ? <BranchRow doing={doing} path={[...path, place]} branch={part} /> : <LeafRow doing={doing} path={[...path, place]} leaf={part} />}
          </li>
        ))}
      </ul>
      {!locked && <Adders doing={doing} path={path} />}
    </div>
  );
}

/** Edits a condition or a trigger; without one, offers to begin it. */
export function TreeEditor({ kind, value, onChange, path }: Props) {
  const { t } = useTranslation("workflow");
  const { locked } = useAround();
  const box = useRef<HTMLDivElement>(null);
  const focus = useRef<string>(undefined);
  const root = tree.readTree(value);
  useEffect(() => {
    if (focus.current === undefined) return;
    box.current?.querySelector<HTMLElement>(`[data-node="${focus.current}"] input, [data-node="${focus.current}"]`)?.focus();
    focus.current = undefined;
  });
  const put = (next: tree.Branch | undefined, to?: tree.Path) => {
    focus.current = to?.join(".");
    onChange(next && tree.writeTree(next), `${path}.${kind}`);
  };
  if (root === undefined) {
    return (
      <>
        <p className={styles.empty}>{t(`tree.none.${kind}`)}</p>
        {!locked && <Adders doing={{ kind, root: { join: kind === "condition" ? "must" : "should", parts: [] }, path, put }} path={[]} />}
        <Faults path={path} />
      </>
    );
  }
  return (
    <div ref={box}>
      <BranchRow doing={{ kind, root, path, put }} path={[]} branch={root} />
      <Faults path={path} exact />
    </div>
  );
}
