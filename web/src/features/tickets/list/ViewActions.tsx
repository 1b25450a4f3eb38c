import { DownOutlined, SaveOutlined } from "@ant-design/icons";
import { Button, Dropdown, type MenuProps } from "antd";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Asked } from "@/api/ticket-pages";
import type { View } from "@/api/types";
import { late } from "@/ui/late";
import { useSay } from "@/ui/say";

import { isChanged, type Address } from "./address";
import { forgetColumns, keptLayout, type Layout } from "./layout";
import { useViewChanges } from "./useViews";

const ViewDialog = late(() => import("./ViewDialog").then((made) => made.default));

interface Props {
  address: Address;
  asked: Asked;
  view: View | undefined;
  layout: Layout;
  onLayout: (layout: Layout) => void;
  change: (address: Partial<Address>) => void;
}

/** Saves what is asked for as a view, or changes the view that is open. */
export function ViewActions({ address, asked, view, layout, onLayout, change }: Props) {
  const { t } = useTranslation("tickets");
  const say = useSay();
  const { create, update, remove } = useViewChanges();
  const [dialog, setDialog] = useState<"new" | "edit">();
  const content = { filter: asked.filter, sort: asked.sort, columns: [...layout.columns] };
  const shown = { view: undefined, filter: undefined, sort: undefined, q: "" };
  const dialogs = dialog !== undefined && (
    <Suspense fallback={null}>
      <ViewDialog
        view={dialog === "edit" ? view : undefined} content={content} onClose={() => setDialog(undefined)}
        onSaved={(saved) => { setDialog(undefined); say.done(t("saved", { name: saved.name })); change({ ...shown, view: saved.uuid }); }}
      />
    </Suspense>
  );
  if (view === undefined) {
    const nothing = asked.filter === "" && asked.sort === "";
    return <>{!nothing && <Button icon={<SaveOutlined />} onClick={() => setDialog("new")}>{t("saveView")}</Button>}{dialogs}</>;
  }
  const changed = isChanged(address, view) || layout.columns.join() !== keptOf(view);
  const save = () => update.mutate({ view, body: content }, {
    onSuccess: () => { forgetColumns(view.uuid); change({ ...shown, view: view.uuid }); say.done(t("saved", { name: view.name })); },
    onError: (error) => say.error(error),
  });
  const reset = () => {
    forgetColumns(view.uuid);
    onLayout(keptLayout(view.uuid, view.columns));
    change({ ...shown, view: view.uuid });
  };
  const drop = () => remove.mutate(view, {
    onSuccess: () => {
      change(shown);
      const { name, filter, sort, columns, audience, sharedWith } = view;
      say.undoable(t("removed", { name }), () => {
        // By then another list stands here: what belongs to this one would not be called any more.
        create.mutateAsync({ name, filter, sort, columns, audience, sharedWith }).then((again) => change({ ...shown, view: again.uuid }), (error: unknown) => say.error(error));
      });
    },
    onError: (error) => say.error(error),
  });
  const items: MenuProps["items"] = [
    { key: "new", label: t("saveAs"), onClick: () => setDialog("new") },
    ...(view.editable ? [
      { key: "edit", label: t("editView"), onClick: () => setDialog("edit") },
      { type: "divider" as const },
      { key: "remove", danger: true, label: t("removeView"), onClick: drop },
    ] : []),
  ];
  return (
    <>
      {changed && <Button type="text" onClick={reset}>{t("reset")}</Button>}
      {changed && view.editable && <Button type="primary" icon={<SaveOutlined />} loading={update.isPending} onClick={save}>{t("saveChanges")}</Button>}
      <Dropdown menu={{ items }} trigger={["click"]} placement="bottomRight"><Button>{t("view")}<DownOutlined aria-hidden /></Button></Dropdown>
      {dialogs}
    </>
  );
}

/** The columns that the view itself names, as this list shows them. */
const keptOf = (view: View) => keptLayout(`\u0000${view.uuid}`, view.columns).columns.join();
