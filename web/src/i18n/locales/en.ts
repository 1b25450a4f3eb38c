import common from "./en/common.json";
import tickets from "./en/tickets.json";
import board from "./en/board.json";
import workflow from "./en/workflow.json";
import jobs from "./en/jobs.json";
import functions from "./en/functions.json";
import incidents from "./en/incidents.json";
import dashboard from "./en/dashboard.json";
import admin from "./en/admin.nav.json";
import session from "./en/session.json";
import home from "./en/home.json";
import setup from "./en/setup.json";
import ticket from "./en/ticket.json";

export default { common, tickets, board, workflow, jobs, functions, incidents, dashboard, admin, session, home, setup, ticket };
