import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { answer, api, ifMatch, tagged } from "@/api/client";
import { useCan } from "@/api/rights";
import type { Project } from "@/api/types";
import { Section } from "@/ui/Page";
import { PeoplePicker } from "@/ui/PeoplePicker";
import { PersonPicker } from "@/ui/PersonPicker";
import { useSay } from "@/ui/say";
import { TextArea } from "@/ui/TextArea";

import { EditForm } from "../parts/EditForm";
import forms from "../parts/forms.module.css";
import { TypeToConfirm } from "../parts/TypeToConfirm";
import { projectQuery } from "../queries";
import type { Tagged } from "../types";
import { useProjectChanged } from "./useProjectChanged";

interface Wish { name: string; description: string; lead: string; administrators: string[] }

function Danger({ thing }: { thing: Tagged<Project> }) {
  const { t } = useTranslation("admin");
  const { key, archived } = thing.data;
  const can = useCan();
  const say = useSay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const changed = useProjectChanged();
  const [open, setOpen] = useState<"archive" | "remove">();
  const turn = async (to: boolean) => {
    const now = await tagged(api.PUT("/api/v1/projects/{key}", { params: { path: { key } }, body: { archived: to }, headers: ifMatch(thing.etag) }));
    client.setQueryData(projectQuery(key).queryKey, now);
    changed();
  };
  const open_ = useMutation({ mutationFn: () => turn(false), onError: (error) => say.error(error) });
  return (
    <Section title={t("danger")}>
      <div className={forms.danger}>
        <div><b>{t(archived ? "project.unarchive" : "project.archive")}</b><p>{t(archived ? "project.unarchiveText" : "project.archiveText")}</p></div>
        {archived ? <Button loading={open_.isPending} onClick={() => open_.mutate()}>{t("project.unarchive")}</Button> : <Button onClick={() => setOpen("archive")}>{t("project.archive")}</Button>}
      </div>
      {can.team("manage_team") && (
        <div className={forms.danger}>
          <div><b>{t("project.remove")}</b><p>{t("project.removeText")}</p></div>
          <Button danger onClick={() => setOpen("remove")}>{t("remove")}</Button>
        </div>
      )}
      {open === "archive" && <TypeToConfirm title={t("project.archive")} name={key} yes={t("project.archive")} onClose={() => setOpen(undefined)} onConfirm={() => turn(true)}><p>{t("project.archiveText")}</p></TypeToConfirm>}
      {open === "remove" && (
        <TypeToConfirm
          title={t("project.remove")} name={key} yes={t("remove")} onClose={() => setOpen(undefined)}
          onConfirm={async () => {
            await answer(api.DELETE("/api/v1/projects/{key}", { params: { path: { key } }, headers: ifMatch(thing.etag) }));
            await navigate("/admin/projects");
            client.removeQueries({ queryKey: projectQuery(key).queryKey });
            changed();
          }}
        ><p>{t("project.removeText")}</p></TypeToConfirm>
      )}
    </Section>
  );
}

/** Name, people, and what cannot be taken back. */
export function GeneralTab({ thing }: { thing: Tagged<Project> }) {
  const { t } = useTranslation("admin");
  const { key } = thing.data;
  const client = useQueryClient();
  const changed = useProjectChanged();
  const query = useQuery({ ...projectQuery(key), enabled: false });
  return (
    <>
      <Section title={t("project.tab.general")}>
        <EditForm<Project, Wish>
          thing={thing} label={t("project.tab.general")} reload={async () => (await query.refetch()).data}
          toForm={({ name, description, lead, administrators }) => ({ name, description, lead, administrators })}
          save={async (body, etag) => {
            const now = await tagged(api.PUT("/api/v1/projects/{key}", { params: { path: { key } }, body, headers: ifMatch(etag) }));
            client.setQueryData(projectQuery(key).queryKey, now);
            changed();
            return now;
          }}
        >
          <div className={forms.grid}>
            <Form.Item name="name" label={t("name")} rules={[{ required: true, whitespace: true, message: t("required") }]}><Input maxLength={64} /></Form.Item>
            <Form.Item name="lead" label={t("project.lead")}><PersonPicker /></Form.Item>
            <Form.Item name="administrators" label={t("project.administrators")} className={forms.full ?? ""}><PeoplePicker /></Form.Item>
            <Form.Item name="description" label={t("description")} className={forms.full ?? ""}><TextArea maxLength={1000} rows={2} /></Form.Item>
          </div>
        </EditForm>
      </Section>
      <Danger thing={thing} />
    </>
  );
}
