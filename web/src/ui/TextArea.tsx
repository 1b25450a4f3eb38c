import { Input, type InputProps } from "antd";
import type { ComponentProps } from "react";

type Props = Omit<ComponentProps<typeof Input.TextArea>, "autoSize"> & Pick<InputProps, "id">;

/** A box for text that grows with it. The library's own way of growing writes style attributes, which the content policy forbids. */
export function TextArea({ className, ...props }: Props) {
  return <Input.TextArea rows={4} {...props} className={`gd-grows ${className ?? ""}`} />;
}
