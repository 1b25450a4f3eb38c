import { useQuery } from "@tanstack/react-query";
import { Button, Form, Input, Radio, Select } from "antd";
import { useTranslation } from "react-i18next";

import { useMe } from "@/api/me";
import { projectsQuery } from "@/api/queries";
import type { View, ViewWish } from "@/api/types";
import { showFieldErrors } from "@/ui/form";
import { Modal } from "@/ui/Modal";
import { useSay } from "@/ui/say";

import { useViewChanges } from "./useViews";

interface Props {
  /** The view whose name and audience are changed; a new one without it. */
  view: View | undefined;
  content: Pick<ViewWish, "filter" | "sort" | "columns">;
  onClose: () => void;
  onSaved: (view: View) => void;
}

interface Wish { name: string; audience: "private" | "everyone" | "group" | "project"; project?: string; group?: string }

/** Asks what a view is to be called and who sees it. */
export default function ViewDialog({ view, content, onClose, onSaved }: Props) {
  const { t } = useTranslation("tickets");
  const { t: common } = useTranslation();
  const me = useMe();
  const say = useSay();
  const [form] = Form.useForm<Wish>();
  const audience = Form.useWatch("audience", form);
  const { data: projects = [] } = useQuery(projectsQuery);
  const { create, update } = useViewChanges();
  const busy = create.isPending || update.isPending;
  const settle = {
    onSuccess: onSaved,
    onError: (error: unknown) => { if (!showFieldErrors(form, error)) say.error(error); },
  };
  const save = (wish: Wish) => {
    const sharedWith = wish.audience === "project" ? wish.project : wish.audience === "group" ? wish.group : undefined;
    const body: ViewWish = { name: wish.name, audience: wish.audience, ...(sharedWith !== undefined && { sharedWith }) };
    if (view === undefined) create.mutate({ ...content, ...body }, settle);
    else update.mutate({ view, body }, settle);
  };
  const initial: Wish = { name: view?.name ?? "", audience: (view?.audience ?? "private") as Wish["audience"], ...(view?.audience === "project" && view.sharedWith && { project: view.sharedWith }), ...(view?.audience === "group" && view.groupName && { group: view.groupName }) };
  const needed = { required: true, message: common("form.required") };
  return (
    <Modal open title={view === undefined ? t("saveView") : t("editView")} onCancel={onClose} width={440} footer={<><Button onClick={onClose}>{common("action.cancel")}</Button><Button type="primary" loading={busy} onClick={() => form.submit()}>{t("save")}</Button></>}>
      <Form form={form} name="view" layout="vertical" initialValues={initial} onFinish={save} disabled={busy}>
        <Form.Item name="name" label={t("viewName")} rules={[{ ...needed, whitespace: true }, { max: 64, message: common("form.tooLong", { count: 64 }) }]}><Input autoFocus /></Form.Item>
        <Form.Item name="audience" label={t("audience")}>
          <Radio.Group>
            <Radio value="private">{t("audiences.private")}</Radio>
            <Radio value="everyone">{t("audiences.everyone")}</Radio>
            <Radio value="project">{t("audiences.project")}</Radio>
            {me.groups.length > 0 && <Radio value="group">{t("audiences.group")}</Radio>}
          </Radio.Group>
        </Form.Item>
        {audience === "project" && <Form.Item name="project" label={common("field.project")} rules={[needed]}><Select options={projects.filter((one) => !one.archived).map((one) => ({ value: one.key, label: `${one.key} · ${one.name}` }))} /></Form.Item>}
        {audience === "group" && <Form.Item name="group" label={t("audiences.group")} rules={[needed]}><Select options={me.groups.map((one) => ({ value: one, label: one }))} /></Form.Item>}
      </Form>
    </Modal>
  );
}
