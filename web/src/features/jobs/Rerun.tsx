import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { useState } from "react";
import { useTranslation } from "react-i18next";

import { answer, api } from "@/api/client";
import { ApiError } from "@/api/error";
import { keys } from "@/api/keys";
import type { JobDetail } from "@/api/types";
import { Modal } from "@/ui/Modal";
import { useSay } from "@/ui/say";
import { errorsByPlace } from "@/ui/schema/fields";
import { SchemaForm } from "@/ui/schema/SchemaForm";

import styles from "./JobPage.module.css";

interface Props { job: JobDetail; onClose: () => void; onStarted: (id: string) => void }

/** Asks for a job again, with the same parameters or others. */
export function Rerun({ job, onClose, onStarted }: Props) {
  const { t } = useTranslation("jobs");
  const say = useSay();
  const client = useQueryClient();
  const [params, setParams] = useState<unknown>(job.params ?? {});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [unread, setUnread] = useState(false);
  const { data: schema } = useQuery({
    queryKey: [...keys.functions, job.function_id, "input"],
    queryFn: async ({ signal }) => (await answer(api.GET("/api/v1/functions/{id}", { params: { path: { id: job.function_id } }, signal }))).input ?? null,
    staleTime: 30_000,
  });
  const changed = JSON.stringify(params) !== JSON.stringify(job.params ?? {});
  const rerun = useMutation({
    mutationFn: () => answer(api.POST("/api/v1/jobs/{id}/rerun", { params: { path: { id: job.id } }, body: changed ? { params } : {} })),
    onSuccess: ({ data }) => {
      void client.invalidateQueries({ queryKey: keys.jobLists });
      onStarted(data.jobId);
    },
    onError: (error) => {
      const known = error instanceof ApiError ? errorsByPlace(error.details) : {};
      setErrors(known);
      if (Object.keys(known).length === 0) say.error(error);
    },
  });
  return (
    <Modal open title={t("rerunTitle")} onCancel={onClose} okText={changed ? t("rerunChanged") : t("rerun")} onOk={() => rerun.mutate()} okButtonProps={{ loading: rerun.isPending, disabled: unread }}>
      <p className={styles.muted}>{t("rerunText")}</p>
      <SchemaForm key={schema === undefined ? "waits" : "known"} schema={schema} value={params} onChange={(next) => { setParams(next); setErrors({}); }} errors={errors} label={t("params")} onUnread={setUnread} />
    </Modal>
  );
}
