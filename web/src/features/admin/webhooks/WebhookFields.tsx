import { useQuery } from "@tanstack/react-query";
import { Checkbox, Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";

import { projectsQuery } from "@/api/queries";
import { FilterField } from "@/ui/filter/FilterField";

import forms from "../parts/forms.module.css";
import { events, vocabulary } from "./events";

export interface WebhookWish { name: string; url: string; project: string; events: string[]; filter: string; internalNotes: boolean; ordered: boolean; enabled: boolean }

/** In the filter language, which is the same in every language. */
const EXAMPLE = "priority >= high and tags = vip";
const SCHEME = "https://";

/** The inputs of a webhook. */
export function WebhookFields() {
  const { t } = useTranslation("admin");
  const { data: projects = [] } = useQuery(projectsQuery);
  const needed = [{ required: true, whitespace: true, message: t("required") }];
  return (
    <div className={forms.grid}>
      <Form.Item name="name" label={t("name")} rules={needed}><Input maxLength={64} autoComplete="off" /></Form.Item>
      <Form.Item name="project" label={t("webhook.project")}><Select options={[{ value: "", label: t("everyProject") }, ...projects.map((one) => ({ value: one.key, label: `${one.key} ${one.name}` }))]} /></Form.Item>
      <Form.Item name="url" label={t("webhook.url")} className={forms.full ?? ""} rules={needed}><Input inputMode="url" placeholder={SCHEME} autoComplete="off" spellCheck={false} /></Form.Item>
      <Form.Item name="events" label={t("webhook.events")} className={forms.full ?? ""}><Select mode="multiple" allowClear placeholder={t("webhook.everything")} options={events.map((value) => ({ value, label: t(`event.${value.slice(7) as EventName}`) }))} /></Form.Item>
      <Form.Item name="filter" label={t("webhook.filter")} className={forms.full ?? ""} extra={t("webhook.filterHint")}><FilterField label={t("webhook.filter")} vocabulary={vocabulary} placeholder={EXAMPLE} /></Form.Item>
      <Form.Item name="internalNotes" valuePropName="checked" className={forms.full ?? ""}><Checkbox>{t("webhook.internalNotes")}</Checkbox></Form.Item>
      <Form.Item name="ordered" valuePropName="checked" className={forms.full ?? ""}><Checkbox>{t("webhook.ordered")}</Checkbox></Form.Item>
      <Form.Item name="enabled" valuePropName="checked" className={forms.full ?? ""}><Checkbox>{t("webhook.enabled")}</Checkbox></Form.Item>
    </div>
  );
}

type EventName = (typeof events)[number] extends `ticket.${infer Name}` ? Name : never;
