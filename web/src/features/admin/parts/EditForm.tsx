/** A form over something that others may change meanwhile: it saves only what was read, and tells where that no longer holds. */
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Form } from "antd";
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { isRefusal } from "@/api/error";
import { showFieldErrors } from "@/ui/form";
import { LeaveDialog, useLeaveGuard } from "@/ui/LeaveDialog";
import { useSay } from "@/ui/say";

import type { Tagged } from "../types";
import styles from "./forms.module.css";

interface Props<D, T extends object> {
  /** What was read. */
  thing: Tagged<D>;
  toForm: (data: D) => T;
  /** Saves it under the tag; answers what there is now. */
  save: (wish: T, etag: string) => Promise<Tagged<D>>;
  /** Reads it again. */
  reload: () => Promise<Tagged<D> | undefined>;
  /** What the form is, for those who listen. */
  label: string;
  children: ReactNode;
}

interface ConflictProps { busy: boolean; onTheirs: () => void; onMine: () => void }

function Conflict({ busy, onTheirs, onMine }: ConflictProps) {
  const { t } = useTranslation("admin");
  return (
    <Alert
      className={styles.conflict ?? ""} type="warning" showIcon role="alert" title={t("edit.conflict")}
      description={<>{t("edit.conflictText")}<div className={styles.conflictButtons}><Button size="small" onClick={onTheirs}>{t("edit.theirs")}</Button><Button size="small" danger loading={busy} onClick={onMine}>{t("edit.mine")}</Button></div></>}
    />
  );
}

export function EditForm<D, T extends object>({ thing, toForm, save, reload, label, children }: Props<D, T>) {
  const { t } = useTranslation("admin");
  const say = useSay();
  const [form] = Form.useForm<T>();
  const [dirty, setDirty] = useState(false);
  const [conflict, setConflict] = useState(false);
  const etag = useRef(thing.etag);
  const show = (now: Tagged<D>) => {
    etag.current = now.etag;
    form.resetFields();
    form.setFieldsValue(toForm(now.data));
    setDirty(false);
    setConflict(false);
  };
  // What another has changed is shown at once where nothing was typed; otherwise saving will tell.
  const follow = useEffectEvent((now: Tagged<D>) => {
    if (!dirty && now.etag !== etag.current) show(now);
  });
  useEffect(() => follow(thing), [thing]);
  const saving = useMutation({
    mutationFn: ({ wish, tag }: { wish: T; tag: string }) => save(wish, tag),
    onSuccess: (now) => {
      show(now);
      say.done(t("edit.saved"));
    },
    onError: (error) => {
      if (isRefusal(error, 412)) setConflict(true);
      else if (!showFieldErrors(form, error)) say.error(error);
    },
  });
  const blocker = useLeaveGuard(dirty);
  const leave = async () => {
    const wish = await form.validateFields().catch(() => undefined);
    if (wish === undefined || blocker.state !== "blocked") {
      blocker.reset?.();
      return;
    }
    saving.mutate({ wish: form.getFieldsValue(true) as T, tag: etag.current }, { onSuccess: () => blocker.proceed(), onError: () => blocker.reset() });
  };
  const theirs = async () => {
    const now = await reload();
    if (now) show(now);
  };
  const mine = async () => {
    const now = await reload();
    if (now) saving.mutate({ wish: form.getFieldsValue(true) as T, tag: now.etag });
  };
  return (
    <Form<T>
      form={form} layout="vertical" requiredMark={false} className={styles.form ?? ""} aria-label={label} initialValues={toForm(thing.data)} scrollToFirstError={{ focus: true }}
      onValuesChange={() => setDirty(true)} onFinish={() => saving.mutate({ wish: form.getFieldsValue(true) as T, tag: etag.current })}
    >
      {conflict && <Conflict busy={saving.isPending} onTheirs={() => void theirs()} onMine={() => void mine()} />}
      {children}
      {blocker.state === "blocked" && <LeaveDialog onStay={() => blocker.reset()} onLeave={() => blocker.proceed()} onSave={() => void leave()} />}
      <div className={styles.bar}>
        <Button type="primary" htmlType="submit" disabled={!dirty} loading={saving.isPending}>{t("edit.save")}</Button>
        <Button type="text" disabled={!dirty} onClick={() => show({ data: thing.data, etag: etag.current })}>{t("edit.reset")}</Button>
        {dirty && <span className={styles.unsaved}>{t("edit.unsaved")}</span>}
      </div>
    </Form>
  );
}
