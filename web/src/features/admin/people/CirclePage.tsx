import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";

import type { Circle, Circles } from "@/api/circles";
import { answer, api, ifMatch, tagged } from "@/api/client";
import { keys } from "@/api/keys";
import { Page, Section } from "@/ui/Page";
import { PeoplePicker } from "@/ui/PeoplePicker";
import { Loading, QueryState } from "@/ui/states";
import { TextArea } from "@/ui/TextArea";

import { EditForm } from "../parts/EditForm";
import forms from "../parts/forms.module.css";
import { TypeToConfirm } from "../parts/TypeToConfirm";
import { circleQuery } from "../queries";
import type { Tagged } from "../types";

interface Wish { name: string; description: string; members: string[] }

function Edit({ kind, thing }: { kind: Circles; thing: Tagged<Circle> }) {
  const { t } = useTranslation("admin");
  const client = useQueryClient();
  const { uuid } = thing.data;
  const query = useQuery({ ...circleQuery(kind, uuid), enabled: false });
  return (
    <EditForm<Circle, Wish>
      thing={thing} label={thing.data.name} reload={async () => (await query.refetch()).data}
      toForm={({ name, description, members }) => ({ name, description, members })}
      save={async (body, etag) => {
        const now: Tagged<Circle> = await tagged(api.PUT(`/api/v1/${kind}/{uuid}`, { params: { path: { uuid } }, body, headers: ifMatch(etag) }));
        client.setQueryData(circleQuery(kind, uuid).queryKey, now);
        void client.invalidateQueries({ queryKey: keys.admin(kind) });
        void client.invalidateQueries({ queryKey: keys.admin("users") });
        void client.invalidateQueries({ queryKey: keys.admin("user") });
        return now;
      }}
    >
      <Form.Item name="name" label={t("name")} rules={[{ required: true, whitespace: true, message: t("required") }]}><Input maxLength={64} /></Form.Item>
      <Form.Item name="description" label={t("description")}><TextArea maxLength={1000} rows={2} /></Form.Item>
      <Form.Item name="members" label={t("circle.members")}><PeoplePicker /></Form.Item>
    </EditForm>
  );
}

function CirclePage({ kind }: { kind: Circles }) {
  const { t } = useTranslation("admin");
  const { uuid = "" } = useParams();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [removing, setRemoving] = useState(false);
  const query = useQuery(circleQuery(kind, uuid));
  return (
    <Page title={query.data?.data.name ?? t(`place.${kind}`)} crumbs={[{ title: t(`place.${kind}`), to: `/admin/${kind}` }]} width="text">
      <QueryState query={query} loading={<Loading rows={4} height={56} />}>
        {(thing) => (
          <>
            <Section title={t("settings")}><Edit key={uuid} kind={kind} thing={thing} /></Section>
            <Section title={t("danger")}>
              <div className={forms.danger}>
                <div><b>{t(`circle.${kind}.remove`)}</b><p>{t("circle.removeText")}</p></div>
                <Button danger onClick={() => setRemoving(true)}>{t("remove")}</Button>
              </div>
            </Section>
            {removing && (
              <TypeToConfirm
                title={t(`circle.${kind}.remove`)} name={thing.data.name} yes={t("remove")} onClose={() => setRemoving(false)}
                onConfirm={async () => {
                  await answer(api.DELETE(`/api/v1/${kind}/{uuid}`, { params: { path: { uuid } }, headers: ifMatch(thing.etag) }));
                  await navigate(`/admin/${kind}`);
                  client.removeQueries({ queryKey: circleQuery(kind, uuid).queryKey });
                  await client.invalidateQueries({ queryKey: keys.admin(kind) });
                }}
              ><p>{t("circle.removeText")}</p></TypeToConfirm>
            )}
          </>
        )}
      </QueryState>
    </Page>
  );
}

export const Group = () => <CirclePage kind="groups" />;
export const Role = () => <CirclePage kind="roles" />;
export const Department = () => <CirclePage kind="departments" />;
