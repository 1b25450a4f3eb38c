import { PlusOutlined, SearchOutlined } from "@ant-design/icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { useCallback, useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";

import type { Access, Person } from "@/api/types";
import { useLevelName } from "@/ui/level";
import { Page } from "@/ui/Page";
import { Avatar } from "@/ui/Person";
import { Empty, Loading, QueryState } from "@/ui/states";
import { Time } from "@/ui/Time";
import { VirtualTable, type Column } from "@/ui/VirtualTable";

import parts from "../parts/forms.module.css";
import { Tag } from "../parts/Tag";
import { usersQuery, type PeopleWish } from "../queries";
import { levels } from "./levels";
import { NewPersonDialog } from "./NewPersonDialog";
import styles from "./people.module.css";

const isLevel = (text: string | null): text is Access => levels.some((level) => level === text);
const states = ["yes", "no"] as const;

function useColumns(): Column<Person>[] {
  const { t } = useTranslation("admin");
  const levelName = useLevelName();
  return useMemo(() => [
    {
      key: "name", title: t("people.name"), width: "minmax(200px, 1.4fr)",
      cell: (one) => <Link to={`/admin/people/${one.username}`} className={styles.person ?? ""}><Avatar username={one.username} name={one.nickname || one.username} /><b>{one.nickname || one.username}</b><small>{one.username}</small></Link>,
    },
    { key: "access", title: t("people.level"), width: "120px", cell: (one) => one.disabled ? <Tag tone="off">{t("people.disabled")}</Tag> : <Tag tone={one.access === "admin" ? "info" : undefined}>{levelName(one.access)}</Tag> },
    { key: "circles", title: t("people.circles"), width: "minmax(140px, 1fr)", wide: true, cell: (one) => [...one.groups, ...one.roles, ...(one.department === "" ? [] : [one.department])].map((name) => <Tag key={name}>{name}</Tag>) },
    { key: "email", title: t("people.email"), width: "minmax(140px, 1fr)", wide: true, cell: (one) => one.email },
    { key: "seen", title: t("people.seen"), width: "120px", cell: (one) => one.lastSeenAt === null ? <span className={parts.hint}>{t("people.never")}</span> : <Time at={one.lastSeenAt} /> },
  ], [t, levelName]);
}

/** Everybody who has an account. */
export function Component() {
  const { t } = useTranslation("admin");
  const levelName = useLevelName();
  const navigate = useNavigate();
  const columns = useColumns();
  const [search, setSearch] = useSearchParams();
  const [making, setMaking] = useState(false);
  const access = search.get("access");
  const disabled = search.get("disabled");
  const wish: PeopleWish = { q: search.get("q") ?? "", access: isLevel(access) ? access : "", disabled: disabled === "yes" || disabled === "no" ? disabled : "" };
  const query = useInfiniteQuery({ ...usersQuery({ ...wish, q: useDeferredValue(wish.q) }), placeholderData: (before) => before });
  const set = (name: string, value: string | undefined) => setSearch((before) => {
    if (value === undefined || value === "") before.delete(name);
    else before.set(name, value);
    return before;
  }, { replace: true });
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  const total = query.data?.pages[0]?.total;
  return (
    <Page
      title={t("place.people")} lead={total === undefined ? t("people.lead") : t("people.total", { count: total })}
      actions={<Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>{t("people.new")}</Button>}
    >
      <div className={parts.tools}>
        <Input className={parts.grow} allowClear prefix={<SearchOutlined />} value={wish.q} onChange={(event) => set("q", event.target.value)} placeholder={t("people.search")} aria-label={t("people.search")} />
        <Select allowClear popupMatchSelectWidth={false} value={wish.access === "" ? undefined : wish.access} onChange={(value?: string) => set("access", value)} placeholder={t("people.anyLevel")} aria-label={t("people.level")} options={levels.map((level) => ({ value: level, label: levelName(level) }))} className={styles.filter ?? ""} />
        <Select allowClear popupMatchSelectWidth={false} value={wish.disabled === "" ? undefined : wish.disabled} onChange={(value?: string) => set("disabled", value)} placeholder={t("people.anyState")} aria-label={t("people.state")} options={states.map((state) => ({ value: state, label: t(state === "yes" ? "people.disabled" : "people.active") }))} className={styles.filter ?? ""} />
      </div>
      <QueryState query={query} loading={<Loading rows={12} height={38} />}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items);
          if (rows.length === 0) return <Empty title={t("people.none")}>{t("people.noneText")}</Empty>;
          return <VirtualTable label={t("place.people")} rows={rows} columns={columns} rowKey={(one) => one.username} onEnd={onEnd} onOpen={(one) => void navigate(`/admin/people/${one.username}`)} />;
        }}
      </QueryState>
      {making && <NewPersonDialog onClose={() => setMaking(false)} />}
    </Page>
  );
}
