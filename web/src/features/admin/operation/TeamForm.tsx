import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";

import { api, ifMatch, tagged } from "@/api/client";
import { keys } from "@/api/keys";
import { PersonPicker } from "@/ui/PersonPicker";

import { EditForm } from "../parts/EditForm";
import forms from "../parts/forms.module.css";
import { teamQuery } from "../queries";
import type { Tagged, Team } from "../types";

/** What the team is called, and who owns it. */
export function TeamForm({ thing }: { thing: Tagged<Team> }) {
  const { t } = useTranslation("admin");
  const client = useQueryClient();
  const query = useQuery({ ...teamQuery, enabled: false });
  return (
    <EditForm<Team, Pick<Team, "name" | "owner">>
      thing={thing} label={t("team.title")} toForm={({ name, owner }) => ({ name, owner })} reload={async () => (await query.refetch()).data}
      save={async (body, etag) => {
        const now = await tagged(api.PUT("/api/v1/team", { body, headers: ifMatch(etag) }));
        client.setQueryData(teamQuery.queryKey, now);
        void client.invalidateQueries({ queryKey: keys.instance });
        return now;
      }}
    >
      <div className={forms.grid}>
        <Form.Item name="name" label={t("team.name")} rules={[{ required: true, whitespace: true, message: t("required") }]}><Input maxLength={64} /></Form.Item>
        <Form.Item name="owner" label={t("team.owner")} extra={t("team.ownerHint")}><PersonPicker /></Form.Item>
      </div>
    </EditForm>
  );
}
