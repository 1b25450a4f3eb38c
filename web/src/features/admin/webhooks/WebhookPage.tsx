import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";

import { answer, api, ifMatch, tagged } from "@/api/client";
import { keys } from "@/api/keys";
import { ConfirmButton } from "@/ui/ConfirmButton";
import { Page, Section } from "@/ui/Page";
import { useSay } from "@/ui/say";
import { Loading, QueryState } from "@/ui/states";
import { Time } from "@/ui/Time";
import { SecretDialog } from "@/ui/SecretDialog";

import { EditForm } from "../parts/EditForm";
import forms from "../parts/forms.module.css";
import { TypeToConfirm } from "../parts/TypeToConfirm";
import { webhookQuery } from "../queries";
import type { Tagged, Webhook } from "../types";
import { Deliveries } from "./Deliveries";
import { WebhookState } from "./State";
import { WebhookFields, type WebhookWish } from "./WebhookFields";

function useKeep(uuid: string): (now?: Tagged<Webhook>) => void {
  const client = useQueryClient();
  return (now) => {
    if (now) client.setQueryData(webhookQuery(uuid).queryKey, now);
    void client.invalidateQueries({ queryKey: keys.admin("webhooks") });
  };
}

function Settings({ thing }: { thing: Tagged<Webhook> }) {
  const { t } = useTranslation("admin");
  const { uuid } = thing.data;
  const query = useQuery({ ...webhookQuery(uuid), enabled: false });
  const keep = useKeep(uuid);
  return (
    <EditForm<Webhook, WebhookWish>
      thing={thing} label={t("settings")} reload={async () => (await query.refetch()).data}
      toForm={({ name, url, project, events, filter, internalNotes, ordered, enabled }) => ({ name, url, project: project ?? "", events, filter, internalNotes, ordered, enabled })}
      save={async (body, etag) => {
        const now = await tagged(api.PUT("/api/v1/webhooks/{uuid}", { params: { path: { uuid } }, body, headers: ifMatch(etag) }));
        keep(now);
        return now;
      }}
    ><WebhookFields /></EditForm>
  );
}

interface DangerProps { thing: Tagged<Webhook>; removing: boolean; onRemoving: (removing: boolean) => void }

function Danger({ thing, removing, onRemoving }: DangerProps) {
  const { t } = useTranslation("admin");
  const { uuid, name } = thing.data;
  const keep = useKeep(uuid);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [secret, setSecret] = useState<string>();
  const rotate = async () => {
    const { data } = await tagged(api.POST("/api/v1/webhooks/{uuid}/rotate", { params: { path: { uuid } } }));
    keep();
    setSecret(data.secret);
  };
  return (
    <Section title={t("danger")}>
      <div className={forms.danger}>
        <div><b>{t("secret.name")}</b><p>{t("webhook.rotateText")} {t("webhook.rotatedAt")} <Time at={thing.data.rotatedAt} /></p></div>
        <ConfirmButton question={t("secret.rotateQuestion")} consequence={t("webhook.rotateText")} onConfirm={rotate} button={{ danger: false }}>{t("secret.rotate")}</ConfirmButton>
      </div>
      <div className={forms.danger}>
        <div><b>{t("webhook.remove")}</b><p>{t("webhook.removeText")}</p></div>
        <Button danger onClick={() => onRemoving(true)}>{t("remove")}</Button>
      </div>
      {secret !== undefined && <SecretDialog title={t("secret.rotated")} secrets={[[t("secret.name"), secret]]} onClose={() => setSecret(undefined)} />}
      {removing && (
        <TypeToConfirm
          title={t("webhook.remove")} name={name} yes={t("remove")} onClose={() => onRemoving(false)}
          onConfirm={async () => {
            await answer(api.DELETE("/api/v1/webhooks/{uuid}", { params: { path: { uuid } }, headers: ifMatch(thing.etag) }));
            // The list reads itself again when it is there; this page, which is still there, would be refused.
            await client.invalidateQueries({ queryKey: keys.admin("webhooks"), refetchType: "none" });
            await navigate("/admin/webhooks");
          }}
        ><p>{t("webhook.removeText")}</p></TypeToConfirm>
      )}
    </Section>
  );
}

function Trouble({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation("admin");
  const say = useSay();
  const keep = useKeep(webhook.uuid);
  const resume = useMutation({ mutationFn: () => tagged(api.POST("/api/v1/webhooks/{uuid}/resume", { params: { path: { uuid: webhook.uuid } } })), onSuccess: (now) => keep(now), onError: (error) => say.error(error) });
  return (
    <>
      {webhook.filterError !== null && <Alert type="error" showIcon title={t("webhook.filterBroken")} description={webhook.filterError} />}
      {!webhook.usable && <Alert type="error" showIcon title={t("webhook.unusable")} description={t("webhook.unusableText")} />}
      {webhook.state === "resting" && (
        <Alert
          type="warning" showIcon title={t("webhook.resting")} action={<Button size="small" loading={resume.isPending} onClick={() => resume.mutate()}>{t("webhook.resume")}</Button>}
          description={<>{t("webhook.restingText")} {webhook.restsUntil !== null && <>{t("webhook.restsUntil")} <Time at={webhook.restsUntil} form="exact" /></>}</>}
        />
      )}
    </>
  );
}

/** One webhook: what it is told, and what became of it. */
export function Component() {
  const { t } = useTranslation("admin");
  const { uuid = "" } = useParams();
  const say = useSay();
  const client = useQueryClient();
  const [, setSearch] = useSearchParams();
  const [removing, setRemoving] = useState(false);
  const query = useQuery(webhookQuery(uuid));
  const test = useMutation({
    mutationFn: () => answer(api.POST("/api/v1/webhooks/{uuid}/test", { params: { path: { uuid } } })),
    onSuccess: async (message) => {
      await client.invalidateQueries({ queryKey: keys.admin("deliveries", { uuid }) });
      setSearch({ delivery: message.id }, { replace: true });
    },
    onError: (error) => say.error(error),
  });
  const webhook = query.data?.data;
  return (
    <Page
      title={webhook?.name ?? t("place.webhooks")} crumbs={[{ title: t("place.webhooks"), to: "/admin/webhooks" }]}
      heading={<>{webhook?.name} {webhook && <WebhookState webhook={webhook} />}</>}
      actions={<Button loading={test.isPending} onClick={() => test.mutate()}>{t("webhook.test")}</Button>}
    >
      <QueryState query={query} loading={<Loading rows={8} height={56} />}>
        {(thing) => (
          <>
            <Trouble webhook={thing.data} />
            <Deliveries uuid={uuid} still={removing} />
            <Section title={t("settings")}><Settings key={uuid} thing={thing} /></Section>
            <Danger thing={thing} removing={removing} onRemoving={setRemoving} />
          </>
        )}
      </QueryState>
    </Page>
  );
}
