import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Switch } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { answer, api } from "@/api/client";
import type { Schedule } from "@/api/types";
import { ConfirmButton } from "@/ui/ConfirmButton";
import { Section } from "@/ui/Page";
import { Person } from "@/ui/Person";
import { useSay } from "@/ui/say";
import { Empty, QueryState } from "@/ui/states";
import { Time } from "@/ui/Time";

import { useCronSentence } from "./CronWords";
import styles from "./FunctionsPage.module.css";
import { schedulesQuery } from "./queries";
import { ScheduleDialog } from "./ScheduleDialog";

interface Props { /** Only those of this function. */ functionId?: string }

function Row({ schedule, onOpen }: { schedule: Schedule; onOpen: () => void }) {
  const { t } = useTranslation("functions");
  const sentence = useCronSentence();
  const say = useSay();
  const client = useQueryClient();
  const path = { id: schedule.id };
  const changed = () => client.invalidateQueries({ queryKey: schedulesQuery.queryKey });
  const enable = useMutation({
    mutationFn: (enabled: boolean) => answer(api.PUT("/api/v1/schedules/{id}", { params: { path }, body: { enabled } })),
    onMutate: (enabled) => client.setQueryData(schedulesQuery.queryKey, (before) => before?.map((one) => (one.id === schedule.id ? { ...one, enabled } : one))),
    onError: (error) => say.error(error),
    onSettled: changed,
  });
  return (
    <li className={styles.item}>
      <Switch size="small" checked={schedule.enabled} aria-label={t("enabledOf", { name: schedule.name })} onChange={(enabled) => enable.mutate(enabled)} />
      <div className={styles.grow}>
        <b>{schedule.name}</b>
        <small>
          <span>{sentence(schedule.cron)} <code>{schedule.cron}</code> {schedule.utcOffset === "Z" ? "UTC" : `UTC${schedule.utcOffset}`}</span>
          <Link to={`/functions/${encodeURIComponent(schedule.functionId)}`}>{schedule.functionId}</Link>
          <Person username={schedule.actor} compact="name" />
        </small>
        <small>
          {schedule.nextAt !== null && <span>{t("nextAt")} <Time at={schedule.nextAt} form="exact" /></span>}
          {schedule.lastAt !== null && <span>{t("lastAt")} {schedule.lastJobId === null ? <Time at={schedule.lastAt} /> : <Link to={`/jobs/${schedule.lastJobId}`}><Time at={schedule.lastAt} /></Link>}</span>}
          {schedule.lastError !== null && <span className={styles.bad}>{schedule.lastError}</span>}
        </small>
      </div>
      <div className={styles.actions}>
        <Button size="small" onClick={onOpen}>{t("change")}</Button>
        <ConfirmButton question={t("deleteSchedule", { name: schedule.name })} onConfirm={() => answer(api.DELETE("/api/v1/schedules/{id}", { params: { path } })).then(changed)} yes={t("delete")} button={{ size: "small", type: "text", icon: <DeleteOutlined />, "aria-label": t("deleteSchedule", { name: schedule.name }) }} />
      </div>
    </li>
  );
}

/** When functions run by themselves; for who manages functions. */
export function Schedules({ functionId }: Props) {
  const { t } = useTranslation("functions");
  const query = useQuery(schedulesQuery);
  const [open, setOpen] = useState<{ known?: Schedule }>();
  const mine = query.data?.filter((one) => functionId === undefined || one.functionId === functionId);
  return (
    <Section title={t("schedules")} extra={mine?.length} actions={<Button icon={<PlusOutlined />} onClick={() => setOpen({})}>{t("newSchedule")}</Button>}>
      <QueryState query={{ ...query, data: mine }}>
        {(schedules) => schedules.length === 0 ? <Empty title={t("noSchedules")}>{t("noSchedulesText")}</Empty> : (
          <ul className={styles.list}>{schedules.map((one) => <Row key={one.id} schedule={one} onOpen={() => setOpen({ known: one })} />)}</ul>
        )}
      </QueryState>
      {open !== undefined && <ScheduleDialog known={open.known} functionId={functionId} onClose={() => setOpen(undefined)} />}
    </Section>
  );
}
