/** How a feature plugs into the frame: `features/<name>/index.ts` exports one of these, `features.ts` lists them. */
import type { ComponentType } from "react";
import type { RouteObject } from "react-router";

import type { Can } from "@/api/can";

/** Features with a place in the navigation; each has the text `<name>:nav`. */
export type NavName = "home" | "tickets" | "board" | "incidents" | "jobs" | "functions" | "workflow" | "dashboard" | "admin";

export interface NavItem {
  name: NavName;
  to: string;
  icon: ComponentType;
  /** Whether it is for the reader. */
  open: (can: Can) => boolean;
  /** The letter that goes there after `g`. */
  key: string;
}

export interface Feature {
  nav?: readonly NavItem[];
  /** Pages inside the frame, for who is logged in. Pages are lazy: `lazy: () => import("./TicketsPage")`, which exports `Component`. */
  routes: readonly RouteObject[];
  /** Pages without the frame. */
  outside?: readonly RouteObject[];
}
