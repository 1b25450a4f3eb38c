import { CompressOutlined, MinusOutlined, PlusOutlined } from "@ant-design/icons";
import { Panel, useReactFlow } from "@xyflow/react";
import { Button, Space } from "antd";
import { useTranslation } from "react-i18next";

import { AROUND } from "./layout";

/** Nearer, farther, all of it. */
export function ZoomButtons() {
  const { t } = useTranslation();
  const flow = useReactFlow();
  return (
    <Panel position="bottom-right">
      <Space.Compact size="small">
        <Button aria-label={t("graph.out")} title={t("graph.out")} icon={<MinusOutlined />} onClick={() => void flow.zoomOut({ duration: 120 })} />
        <Button aria-label={t("graph.fit")} title={t("graph.fit")} icon={<CompressOutlined />} onClick={() => void flow.fitView({ maxZoom: 1.2, padding: AROUND, duration: 160 })} />
        <Button aria-label={t("graph.in")} title={t("graph.in")} icon={<PlusOutlined />} onClick={() => void flow.zoomIn({ duration: 120 })} />
      </Space.Compact>
    </Panel>
  );
}
