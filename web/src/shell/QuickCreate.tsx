/** Makes a ticket from anywhere. What is written stays until it is sent or thrown away. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { AutoComplete, Button, Form, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { answer, api } from "@/api/client";
import { changeKey } from "@/api/fetch";
import { keys } from "@/api/keys";
import { useMe } from "@/api/me";
import { fieldsQuery, projectsQuery } from "@/api/queries";
import { useCan } from "@/api/rights";
import type { Project, TicketWish } from "@/api/types";
import { keepDraft, readDraft } from "@/ui/drafts";
import { FieldInput } from "@/ui/FieldInput";
import { showFieldErrors } from "@/ui/form";
import { isMac } from "@/ui/hotkeys";
import { Keys } from "@/ui/Keys";
import type { Dialogs } from "@/ui/dialogs";
import { Modal } from "@/ui/Modal";
import { PersonPicker } from "@/ui/PersonPicker";
import { useSay } from "@/ui/say";
import { Empty, QueryState } from "@/ui/states";
import { priorities, PriorityTag } from "@/ui/tags";
import { inLanguage, useLanguage } from "@/ui/text";
import { TextArea } from "@/ui/TextArea";
import { ticketPath } from "@/ui/TicketLink";

import styles from "./dialogs.module.css";

type Known = NonNullable<Parameters<Dialogs["create"]>[0]>;
interface Props { onClose: () => void; known: Known }

const LAST = "gongdan.lastProject";
const FORM = "quick-create";
const DRAFT = "new-ticket";

/** What was written and not sent; `undefined` where there is nothing, or nothing of ours. */
function readWish(username: string): TicketWish | undefined {
  try {
    const kept: unknown = JSON.parse(readDraft(username, DRAFT) || "null");
    return typeof kept === "object" && kept !== null ? (kept as TicketWish) : undefined;
  } catch {
    return undefined;
  }
}

function CreateForm({ projects, known, onClose }: Props & { projects: readonly Project[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form] = Form.useForm<TicketWish>();
  const { username } = useMe();
  const [draft] = useState(() => (Object.keys(known).length === 0 ? readWish(username) : undefined));
  const usual = localStorage.getItem(LAST);
  const [key, setKey] = useState(() => known.project ?? draft?.project ?? projects.find((one) => one.key === usual)?.key ?? projects[0]?.key ?? "");
  const project = projects.find((one) => one.key === key);
  const { data: fields = [] } = useQuery({ ...fieldsQuery(key), enabled: key !== "" });
  // A second press of the button is the same wish: the server answers what it made the first time.
  const [wish, setWish] = useState(changeKey);
  const create = useMutation({
    mutationFn: (body: TicketWish) => answer(api.POST("/api/v1/tickets", { body: { ...body, project: key }, headers: { "Idempotency-Key": wish } })),
    onSuccess: (ticket) => {
      localStorage.setItem(LAST, key);
      keepDraft(username, DRAFT, "");
      void client.invalidateQueries({ queryKey: keys.ticketLists });
      client.setQueryData(keys.ticket(ticket.key), ticket);
      onClose();
      say.done(t("create.done", { key: ticket.key }));
      void navigate(ticketPath(ticket.key));
    },
    onError: (error) => {
      setWish(changeKey());
      if (!showFieldErrors(form, error)) say.error(error);
    },
  });
  const keep = () => keepDraft(username, DRAFT, JSON.stringify({ ...form.getFieldsValue(true), project: key }));
  const throwAway = () => {
    keepDraft(username, DRAFT, "");
    onClose();
  };
  const needed = { required: true, message: t("form.required") };
  const send = (event: React.KeyboardEvent) => {
    if (event.key === "Enter" && (isMac ? event.metaKey : event.ctrlKey)) form.submit();
  };
  const types = project?.types ?? [];
  return (
    // Ctrl-Enter anywhere in the form sends it; the fields themselves stay as they are.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- see above
    <div onKeyDown={send}>
      <Form<TicketWish> form={form} name={FORM} layout="vertical" initialValues={{ title: known.title ?? "", content: "", category: "", priority: "medium", assignee: "", type: known.type ?? types[0]?.key, ...draft }} onValuesChange={keep} onFinish={(body) => create.mutate(body)} disabled={create.isPending}>
        <div className={styles.row}>
          <Form.Item required label={t("field.project")} htmlFor={`${FORM}_project`}>
            <Select id={`${FORM}_project`} showSearch={{ optionFilterProp: "label" }} value={key} onChange={(next) => { setKey(next); form.setFieldsValue({ type: projects.find((one) => one.key === next)?.types[0]?.key ?? null, fields: {} }); }} options={projects.map((one) => ({ value: one.key, label: `${one.key} · ${one.name}` }))} />
          </Form.Item>
          <Form.Item required name="type" label={t("field.type")}>
            <Select options={types.map((one) => ({ value: one.key, label: inLanguage(one.name, language) }))} />
          </Form.Item>
        </div>
        <Form.Item name="title" label={t("field.title")} rules={[{ ...needed, whitespace: true }, { max: 255, message: t("form.tooLong", { count: 255 }) }]}><Input data-first="" maxLength={300} /></Form.Item>
        <Form.Item name="content" label={t("field.content")} rules={[{ ...needed, whitespace: true }]} extra={t("create.markdown")}><TextArea rows={5} /></Form.Item>
        <div className={styles.row}>
          <Form.Item name="category" label={t("field.category")} rules={[{ ...needed, whitespace: true }]}><CategoryInput project={key} /></Form.Item>
          <Form.Item required name="priority" label={t("field.priority")}><Select options={priorities.map((one) => ({ value: one, label: <PriorityTag priority={one} /> }))} /></Form.Item>
        </div>
        <Form.Item name="assignee" label={t("field.assignee")}><PersonPicker placeholder={t("person.nobody")} /></Form.Item>
        {fields.map((field) => <FieldInput key={field.key} field={field} requiredText={t("form.required")} />)}
        <div className={styles.foot}>
          <span><Keys keys="mod+Enter" /></span>
          <Button onClick={throwAway}>{t("create.discard")}</Button>
          <Button type="primary" htmlType="submit" loading={create.isPending}>{t("create.submit")}</Button>
        </div>
      </Form>
    </div>
  );
}

interface CategoryProps { id?: string; value?: string; onChange?: (value: string) => void; project: string }

/** A category is free text; what the project's newest tickets have is offered. */
function CategoryInput({ id, value, onChange, project }: CategoryProps) {
  const { data = [] } = useQuery({
    queryKey: keys.tickets({ project, pageSize: 100 }),
    queryFn: async ({ signal }) => (await answer(api.GET("/api/v1/tickets", { params: { query: { project, pageSize: "100" } }, signal }))).items,
    enabled: project !== "",
    staleTime: 60_000,
    select: (tickets) => [...new Set(tickets.map((ticket) => ticket.category))].slice(0, 30),
  });
  return <AutoComplete defaultActiveFirstOption={false} {...(id && { id })} value={value ?? ""} {...(onChange && { onChange })} options={data.map((one) => ({ value: one }))} showSearch={{ filterOption: true }} />;
}

export default function QuickCreate(props: Props) {
  const { t } = useTranslation();
  const can = useCan();
  const query = useQuery(projectsQuery);
  return (
    <Modal keeps open title={props.known.heading ?? t("create.title")} footer={null} onCancel={props.onClose} width={640} mask={{ closable: false }}>
      <QueryState query={query}>
        {(projects) => {
          const open = projects.filter((project) => !project.archived && can.project(project.key, "create_tickets"));
          return open.length === 0 ? <Empty title={t("create.noProject")} /> : <CreateForm {...props} projects={open} />;
        }}
      </QueryState>
    </Modal>
  );
}
