/** Dialogs whose code is fetched when they are first opened. */
import { useEffect, useEffectEvent, useState, type ComponentType } from "react";

import { ApiError } from "@/api/error";

import { useSay } from "./say";

/** Asks again for style sheets that could not be had: the loader of parts asks for each once only. */
async function styleSheets(): Promise<void> {
  const missing = [...document.head.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")].filter((link) => link.sheet === null);
  await Promise.all(missing.map((link) => new Promise<void>((done, fail) => {
    const again = link.cloneNode() as HTMLLinkElement;
    again.addEventListener("load", () => done());
    again.addEventListener("error", () => fail(new Error(again.href)));
    link.replaceWith(again);
  })));
}

/** A dialog that is fetched when it is first opened. Where it cannot be had it says so and is closed: the page under it stays, and the next time it is asked for again. */
export function late<P extends { onClose: () => void }>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let known: ComponentType<P> | undefined;
  return function Late(props: P) {
    const say = useSay();
    const [Dialog, setDialog] = useState(() => known);
    const failed = useEffectEvent(() => {
      say.error(ApiError.offline());
      props.onClose();
    });
    useEffect(() => {
      if (known !== undefined) return undefined;
      let awaited = true;
      styleSheets().then(load).then((made) => {
        known = made;
        if (awaited) setDialog(() => made);
      }, () => { if (awaited) failed(); });
      return () => { awaited = false; };
    }, []);
    return Dialog === undefined ? null : <Dialog {...props} />;
  };
}
