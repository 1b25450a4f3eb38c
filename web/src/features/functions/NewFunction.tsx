import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import type { FuncKind } from "@/api/types";
import { showFieldErrors } from "@/ui/form";
import { Modal } from "@/ui/Modal";
import { useSay } from "@/ui/say";
import { SecretDialog } from "@/ui/SecretDialog";

import styles from "./FunctionsPage.module.css";
import { Kind, kinds } from "./Kind";

interface Wish { kind: FuncKind; name: string; id: string; url?: string; command?: string }

/** What is written into empty boxes; the same in every language. */
const EXAMPLE = { id: "player.ban", url: "https://" };

const SCRIPT = "log(`hello, ${actor}`)\nreturn { params }\n";

function KindCards({ value, onChange }: { value?: FuncKind; onChange?: (kind: FuncKind) => void }) {
  const { t } = useTranslation("functions");
  return (
    <div className={styles.kinds} role="radiogroup" aria-label={t("kindTitle")}>
      {kinds.map((kind) => (
        <label key={kind} className={styles.kindCard}>
          <input type="radio" name="kind" value={kind} checked={value === kind} onChange={() => onChange?.(kind)} />
          <Kind kind={kind} /><small>{t(`kindText.${kind}`)}</small>
        </label>
      ))}
    </div>
  );
}

/** Draws up a function; what is to be run is written on its own page. */
export function NewFunction({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["functions", "common"]);
  const say = useSay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form] = Form.useForm<Wish>();
  const [secret, setSecret] = useState<{ id: string; secret: string }>();
  const kind = Form.useWatch("kind", form) as FuncKind | undefined;
  const open = (id: string) => void navigate(`/functions/${encodeURIComponent(id)}`);
  const create = useMutation({
    mutationFn: (wish: Wish) => answer(api.POST("/api/v1/functions", { body: { ...wish, ...(wish.kind === "script" && { source: SCRIPT }) } })),
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: keys.functions });
      if (made.secret === undefined) open(made.id);
      else setSecret({ id: made.id, secret: made.secret });
    },
    onError: (error) => showFieldErrors(form, error) || say.error(error),
  });
  const needed = [{ required: true, message: t("common:form.required") }];
  if (secret !== undefined) return <SecretDialog title={t("functions:secretOnce")} note={t("functions:secretOnceText")} secrets={[[t("functions:secretOnce"), secret.secret]]} onClose={() => open(secret.id)} />;
  return (
    <Modal open title={t("functions:new")} onCancel={onClose} okText={t("functions:create")} onOk={() => form.submit()} okButtonProps={{ loading: create.isPending }} width={560}>
      <Form<Wish> form={form} layout="vertical" requiredMark={false} initialValues={{ kind: "script" }} onFinish={(wish) => create.mutate(wish)}>
        <Form.Item name="kind" label={t("functions:kindTitle")}><KindCards /></Form.Item>
        <Form.Item name="name" label={t("functions:name")} rules={needed}><Input maxLength={100} autoFocus /></Form.Item>
        <Form.Item name="id" label={t("functions:id")} extra={t("functions:idText")} rules={[...needed, { pattern: /^[A-Za-z0-9._-]+$/, message: t("functions:idWrong") }]}><Input maxLength={100} spellCheck={false} placeholder={EXAMPLE.id} /></Form.Item>
        {kind === "http" && <Form.Item name="url" label={t("functions:url")} rules={needed}><Input type="url" placeholder={EXAMPLE.url} /></Form.Item>}
        {kind === "command" && <Form.Item name="command" label={t("functions:command")} extra={t("functions:commandText")} rules={needed}><Input spellCheck={false} /></Form.Item>}
      </Form>
    </Modal>
  );
}
