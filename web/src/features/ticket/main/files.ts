/** Files on their way to the ticket, and what can be looked at. */
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import { instanceQuery } from "@/api/queries";
import { upload } from "@/api/upload";
import { useErrorText } from "@/ui/states";
import { sizeOf } from "@/ui/size";

import type { Attachment } from "../types";

export type Look = "picture" | "pdf" | "text" | "none";

const pictures = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"];
const texts = /^(text\/|application\/(json|xml|yaml|x-yaml|toml|javascript|x-sh))/;
const textNames = /\.(txt|log|md|json|ya?ml|toml|ini|conf|csv|tsv|xml|sh|py|js|ts|rs|go|java|sql|diff|patch)$/i;
/** The longest text that is shown, in bytes. */
export const LONGEST = 512 * 1024;

/** How a file can be looked at here. What could run (HTML, SVG) is text or nothing. */
export function lookOf(file: Pick<Attachment, "contentType" | "name">): Look {
  const type = file.contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (pictures.includes(type)) return "picture";
  if (type === "application/pdf") return "pdf";
  return texts.test(type) || textNames.test(file.name) ? "text" : "none";
}

/** A file's bytes. They never change. */
export const bytesQuery = (id: number) =>
  queryOptions({
    queryKey: ["attachments", id] as const,
    queryFn: async ({ signal }) => {
      const blob: unknown = await answer(api.GET("/api/v1/attachments/{id}", { params: { path: { id: String(id) } }, parseAs: "blob", signal }));
      // Of an empty file there is nothing to be read.
      return blob instanceof Blob ? blob : new Blob();
    },
    staleTime: Infinity,
    gcTime: 60_000,
  });

/** Asked again after each wait: meanwhile somebody may have stopped it. */
const isStopped = (stopper: AbortController) => stopper.signal.aborted;

/** A file that is being sent, or could not be. */
export interface Sending {
  id: number;
  name: string;
  size: number;
  /** 0 to 1. */
  part: number;
  fault: string;
  stop: () => void;
  /** None where it would be refused again. */
  again: (() => void) | undefined;
}

/** Sends files to the ticket one after the other, and tells how far they are. */
export function useUploads(ticketKey: string) {
  const client = useQueryClient();
  const errorText = useErrorText();
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const { t } = useTranslation("ticket");
  const { data: instance } = useQuery(instanceQuery);
  const most = instance?.features.attachments.maxSize;
  const counter = useRef(0);
  const queue = useRef(Promise.resolve());
  const change = (id: number, part: Partial<Sending>) => setSending((now) => now.map((one) => (one.id === id ? { ...one, ...part } : one)));
  const drop = (id: number) => setSending((now) => now.filter((one) => one.id !== id));
  const run = (id: number, file: File, stopper: AbortController) => {
    const form = new FormData();
    form.append("file", file);
    queue.current = queue.current.then(async () => {
      if (isStopped(stopper)) return;
      try {
        await upload(`/api/v1/tickets/${encodeURIComponent(ticketKey)}/attachments`, form, { progress: (part) => change(id, { part }), signal: stopper.signal });
        await client.invalidateQueries({ queryKey: keys.ticket(ticketKey) });
        drop(id);
      } catch (error) {
        if (isStopped(stopper)) return;
        change(id, { fault: errorText(error), part: 0 });
      }
    });
  };
  const send = (files: readonly File[]) => {
    for (const file of files) {
      counter.current += 1;
      const id = counter.current;
      const stopper = new AbortController();
      const stop = () => {
        stopper.abort();
        drop(id);
      };
      if (most !== undefined && file.size > most) {
        setSending((now) => [...now, { id, name: file.name, size: file.size, part: 0, fault: t("files.tooLarge", { size: sizeOf(most) }), stop, again: undefined }]);
        continue;
      }
      const again = () => {
        change(id, { fault: "", part: 0 });
        run(id, file, stopper);
      };
      setSending((now) => [...now, { id, name: file.name, size: file.size, part: 0, fault: "", stop, again }]);
      run(id, file, stopper);
    }
  };
  return { sending, send };
}
