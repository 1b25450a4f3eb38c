import { CheckOutlined, CopyOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

/** Puts text into the clipboard; by the old way where the page has no secure context. */
async function copy(text: string): Promise<void> {
  if (window.isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else copies on a page served without TLS
  document.execCommand("copy");
  area.remove();
}

/** Copies `text`, and says so. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const name = copied ? t("action.copied") : (label ?? t("action.copy"));
  return (
    <Tooltip title={name}>
      <Button
        type="text" size="small" aria-label={name} icon={copied ? <CheckOutlined /> : <CopyOutlined />}
        onClick={() => void copy(text).then(() => setCopied(true))} onMouseLeave={() => setCopied(false)} onBlur={() => setCopied(false)}
      />
    </Tooltip>
  );
}
