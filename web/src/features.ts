/** Every feature, in the order of the navigation. */
import { feature as admin } from "./features/admin";
import { feature as board } from "./features/board";
import { feature as dashboard } from "./features/dashboard";
import { feature as functions } from "./features/functions";
import { feature as home } from "./features/home";
import { feature as incidents } from "./features/incidents";
import { feature as jobs } from "./features/jobs";
import { feature as session } from "./features/session";
import { feature as setup } from "./features/setup";
import { feature as ticket } from "./features/ticket";
import { feature as tickets } from "./features/tickets";
import { feature as workflow } from "./features/workflow";
import type { Feature } from "./shell/feature";

export const features: readonly Feature[] = [home, tickets, ticket, board, incidents, jobs, functions, workflow, dashboard, admin, session, setup];
