import { DatePicker, type DatePickerProps, type FormRule } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useRef } from "react";
import { useTranslation } from "react-i18next";

import { breaks, isOut, type Bound } from "./bound";

/** What is said of a moment on the wrong side of now; empty for any other. */
export function useMomentFault(): (moment: Dayjs, bound: Bound) => string {
  const { t } = useTranslation();
  return (moment, bound) => (breaks(moment, bound, Date.now()) ? t(bound === "past" ? "form.inFuture" : "form.inPast") : "");
}

/** The same as a rule of a form, whether it holds moments or their texts. */
export function useMomentRule(bound: Bound | undefined): FormRule {
  const faultOf = useMomentFault();
  return {
    validator: (_, value: Dayjs | string | null | undefined) => {
      const fault = bound === undefined || !value ? "" : faultOf(dayjs(value), bound);
      return fault === "" ? Promise.resolve() : Promise.reject(new Error(fault));
    },
  };
}

type Props = Omit<DatePickerProps, "onChange" | "onOk" | "multiple" | "picker" | "value" | "defaultValue"> & {
  bound: Bound;
  value?: Dayjs | null;
  onChange?: (moment: Dayjs | null) => void;
};

/**
 * Picks a moment on one side of now. Days on the other are not offered; where one is typed it is taken, for the form to say what is wrong
 * with it: the library would throw it away without a word, as it does with what nobody confirms.
 */
export function MomentPicker({ bound, onChange, onBlur, ...props }: Props) {
  const typed = useRef<Dayjs>(undefined);
  const change = (moment: Dayjs | null) => {
    typed.current = undefined;
    onChange?.(moment);
  };
  return (
    <DatePicker
      showTime needConfirm={false} {...props} disabledDate={(day: Dayjs) => isOut(day, bound, Date.now())} onChange={change}
      onCalendarChange={(moment) => { typed.current = dayjs.isDayjs(moment) ? moment : undefined; }}
      onBlur={(...event) => {
        if (typed.current !== undefined && breaks(typed.current, bound, Date.now())) change(typed.current);
        onBlur?.(...event);
      }}
    />
  );
}
