import common from "./zh/common.json";
import tickets from "./zh/tickets.json";
import board from "./zh/board.json";
import workflow from "./zh/workflow.json";
import jobs from "./zh/jobs.json";
import functions from "./zh/functions.json";
import incidents from "./zh/incidents.json";
import dashboard from "./zh/dashboard.json";
import admin from "./zh/admin.nav.json";
import session from "./zh/session.json";
import home from "./zh/home.json";
import setup from "./zh/setup.json";
import ticket from "./zh/ticket.json";

export default { common, tickets, board, workflow, jobs, functions, incidents, dashboard, admin, session, home, setup, ticket };
