import { CloseOutlined, DiffOutlined, LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button, Slider, Tooltip } from "antd";
import { useTranslation } from "react-i18next";

import { exact } from "@/ui/time";
import { useLanguage } from "@/ui/text";
import { Time } from "@/ui/Time";

import { Said } from "../activity/Said";
import { say } from "../activity/sentences";
import type { Detail, Step } from "../types";
import { placeOf, useMoments } from "./moments";
import styles from "./TimeBar.module.css";

interface Props {
  ticket: Detail;
  steps: readonly Step[];
  moment: string;
}

/** The slider through a ticket's life: each place is a step, and the page shows the ticket as it was after it. */
export function TimeBar({ ticket, steps, moment }: Props) {
  const { t } = useTranslation("ticket");
  const language = useLanguage();
  const { other, show } = useMoments();
  const place = placeOf(steps, moment);
  const step = steps[place];
  const last = steps.length - 1;
  const go = (to: number) => {
    const next = steps[to];
    if (next) show({ asOf: next.at });
  };
  // What this step changed; of the first, all that came after it.
  const compare = () => {
    if (other !== undefined) show({ from: undefined });
    else if (place > 0) show({ from: steps[place - 1]?.at ?? moment });
    else show({ from: steps[0]?.at ?? moment, asOf: steps[last]?.at ?? moment });
  };
  return (
    <section className={styles.bar} aria-label={t("past.title")}>
      <div className={styles.said}>
        <b>{t("past.title")}</b>
        {step && <span className={styles.step}><Time at={step.at} form="exact" /> · <Said sentence={say(step)[0]} ticket={ticket} /></span>}
      </div>
      <div className={styles.slide}>
        <Tooltip title={t("past.before")}><Button size="small" icon={<LeftOutlined />} aria-label={t("past.before")} disabled={place <= 0} onClick={() => go(place - 1)} /></Tooltip>
        <div className={styles.track}>
          <Slider
            min={0} max={Math.max(1, last)} value={place} onChange={go} disabled={last < 1} dots={last <= 40} ariaLabelForHandle={t("past.slider")}
            ariaValueTextFormatterForHandle={(at) => { const one = steps[at]; return one ? exact(new Date(one.at), language) : ""; }}
            // The bar says the moment already, and a hint over the handle would lie on the buttons above it and take their clicks.
            tooltip={{ formatter: null }}
          />
        </div>
        <Tooltip title={t("past.after")}><Button size="small" icon={<RightOutlined />} aria-label={t("past.after")} disabled={place >= last} onClick={() => go(place + 1)} /></Tooltip>
        <span className={styles.count}>{place + 1} / {steps.length}</span>
      </div>
      <div className={styles.buttons}>
        <Button size="small" icon={<DiffOutlined />} aria-pressed={other !== undefined} type={other === undefined ? "default" : "primary"} onClick={compare}>{t("past.compare")}</Button>
        <Button size="small" icon={<CloseOutlined />} onClick={() => show({ asOf: undefined, from: undefined })}>{t("past.now")}</Button>
      </div>
    </section>
  );
}
