import { PlusOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Switch } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import { allPages } from "@/api/queries";
import { ConfirmButton } from "@/ui/ConfirmButton";
import { CopyButton } from "@/ui/CopyButton";
import { Page } from "@/ui/Page";
import { useSay } from "@/ui/say";
import { Empty, Loading, QueryState } from "@/ui/states";
import { Time } from "@/ui/Time";
import { SecretDialog } from "@/ui/SecretDialog";

import { DataTable } from "../parts/DataTable";
import parts from "../parts/forms.module.css";
import { Tag } from "../parts/Tag";
import { TypeToConfirm } from "../parts/TypeToConfirm";
import type { Hook } from "../types";
import { HookDialog } from "./HookDialog";

const address = (hook: Hook) => `${window.location.origin}${hook.path}`;

function useChanged(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keys.admin("hooks") });
}

function Enabled({ hook }: { hook: Hook }) {
  const { t } = useTranslation("admin");
  const say = useSay();
  const changed = useChanged();
  const turn = useMutation({
    mutationFn: (enabled: boolean) => answer(api.PUT("/api/v1/hooks/{uuid}", { params: { path: { uuid: hook.uuid } }, body: { enabled } })),
    onSettled: changed, onError: (error) => say.error(error),
  });
  return <Switch size="small" aria-label={t("hook.enabled", { name: hook.name })} checked={turn.isPending ? turn.variables : hook.enabled} onChange={(enabled) => turn.mutate(enabled)} />;
}

interface ToolsProps { hook: Hook; onEdit: () => void; onSecret: (secret: string) => void; onRemove: () => void }

function Tools({ hook, onEdit, onSecret, onRemove }: ToolsProps) {
  const { t } = useTranslation("admin");
  const changed = useChanged();
  const rotate = async () => {
    const { secret } = await answer(api.POST("/api/v1/hooks/{uuid}/rotate", { params: { path: { uuid: hook.uuid } } }));
    onSecret(secret);
    await changed();
  };
  return (
    <>
      <Button size="small" type="text" onClick={onEdit}>{t("edit.change")}</Button>
      <ConfirmButton question={t("secret.rotateQuestion")} consequence={t("hook.rotateText")} onConfirm={rotate} button={{ size: "small", type: "text", danger: false }}>{t("secret.rotate")}</ConfirmButton>
      <Button size="small" type="text" danger onClick={onRemove}>{t("remove")}</Button>
    </>
  );
}

type Open = { what: "new" } | { what: "edit" | "remove"; hook: Hook } | { what: "secret"; secret: string };

/** What others tell this server: pushes, merged requests, anything else. */
export function Component() {
  const { t } = useTranslation("admin");
  const changed = useChanged();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const query = useQuery({ queryKey: keys.admin("hooks"), queryFn: ({ signal }) => allPages<Hook>((page) => answer(api.GET("/api/v1/hooks", { params: { query: { page, pageSize: 100 } }, signal }))) });
  return (
    <Page title={t("place.hooks")} lead={t("hook.lead")} actions={<Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen({ what: "new" })}>{t("hook.new")}</Button>}>
      <QueryState query={query} loading={<Loading rows={4} />}>
        {(rows) => rows.length === 0 ? <Empty title={t("hook.none")} action={<Button onClick={() => setOpen({ what: "new" })}>{t("hook.new")}</Button>}>{t("hook.noneText")}</Empty> : (
          <DataTable
            label={t("place.hooks")} rows={rows} rowKey={(one) => one.uuid}
            columns={[
              { key: "name", title: t("name"), cell: (one) => <span className={parts.two}><b>{one.name}</b><small>{t(`hook.provider.${one.provider}`)}</small></span> },
              { key: "address", title: t("hook.address"), wide: true, cell: (one) => <span className={parts.tools}><code>{one.path}</code><CopyButton text={address(one)} label={t("hook.copy")} /></span> },
              { key: "project", title: t("webhook.project"), wide: true, cell: (one) => <Tag>{one.project ?? t("everyProject")}</Tag> },
              { key: "used", title: t("hook.heard"), wide: true, cell: (one) => one.lastUsedAt === null ? <span className={parts.hint}>{t("people.never")}</span> : <Time at={one.lastUsedAt} /> },
              { key: "on", title: t("state"), tight: true, cell: (one) => one.usable ? <Enabled hook={one} /> : <Tag tone="bad">{t("webhook.unusable")}</Tag> },
              { key: "tools", title: "", tight: true, align: "end", cell: (one) => <Tools hook={one} onEdit={() => setOpen({ what: "edit", hook: one })} onRemove={() => setOpen({ what: "remove", hook: one })} onSecret={(secret) => setOpen({ what: "secret", secret })} /> },
            ]}
          />
        )}
      </QueryState>
      {open?.what === "new" && <HookDialog onClose={close} onDone={changed} />}
      {open?.what === "edit" && <HookDialog hook={open.hook} onClose={close} onDone={changed} />}
      {open?.what === "secret" && <SecretDialog title={t("secret.rotated")} secrets={[[t("secret.name"), open.secret]]} onClose={close} />}
      {open?.what === "remove" && (
        <TypeToConfirm
          title={t("hook.remove")} name={open.hook.name} yes={t("remove")} onClose={close}
          onConfirm={async () => {
            await answer(api.DELETE("/api/v1/hooks/{uuid}", { params: { path: { uuid: open.hook.uuid } } }));
            await changed();
          }}
        ><p>{t("hook.removeText")}</p></TypeToConfirm>
      )}
    </Page>
  );
}
