/** What every part of the editor looks at. */
import { createContext, use } from "react";

import type { Finding, Home } from "../api";
import type { Directory } from "../directory";
import type { Definition } from "../model/definition";
import type { Words } from "../words";

export interface Around {
  home: Home;
  definition: Definition;
  directory: Directory;
  words: Words;
  findings: readonly Finding[];
  /** Who may only look. */
  locked: boolean;
}

export const AroundContext = createContext<Around | undefined>(undefined);

export function useAround(): Around {
  const around = use(AroundContext);
  if (around === undefined) throw new Error("useAround outside the editor");
  return around;
}

/** What the server says of a path and what is below it. */
export const findingsAt = (around: Around, path: string): Finding[] => around.findings.filter((one) => one.path === path || one.path.startsWith(`${path}.`) || one.path.startsWith(`${path}[`));
