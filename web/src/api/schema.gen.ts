// Made by `npm run generate` of the server's own description; not to be edited.
export interface paths {
    "/api/v1/access-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's access keys, without their secrets; everybody's for administrators. */
        get: operations["listAccessKeys"];
        put?: never;
        /** Makes an access key, which requests of the incident API are signed with. Its secret is shown in this answer only. */
        post: operations["createAccessKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access-keys/{ak}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Lets one of the caller's access keys in or shuts it out; any, for administrators. */
        put: operations["changeAccessKey"];
        post?: never;
        /** Takes one of the caller's access keys away; any, for administrators. */
        delete: operations["deleteAccessKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the requests that wait for the caller's consent, oldest first. */
        get: operations["listMyApprovals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Downloads an attachment. Ranges are served. */
        get: operations["getAttachment"];
        put?: never;
        post?: never;
        /** Takes an attachment away: one's own, or any for who may edit the ticket. */
        delete: operations["deleteAttachment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every administrative change and log-in, newest first. */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Logs in with a user name, or the account's e-mail address, and a password.
         * @description The access token is good for 12 hours, the refresh token once and for 30 days.
         *     Unknown names, wrong passwords and disabled accounts are refused alike. With `cookie: true` the tokens are set as the cookies
         *     `gongdan_session` and `gongdan_refresh` and are not in the answer; such a request needs `X-Requested-With: gongdan`.
         */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends the caller's log-in; an API token stays as it is.
         * @description By cookie it clears both cookies, also where the log-in is over already.
         */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Spends a refresh token for the next pair of tokens.
         * @description One that was spent before has been copied: it ends the log-in. Without a body the token is taken from the cookie, and the next
         *     ones are set as cookies; of those, one that was spent in the last 30 seconds is answered as it was then, because two pages of one
         *     browser may refresh at the same moment.
         */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/departments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All departments by name. */
        get: operations["listDepartments"];
        put?: never;
        /** Makes a department. */
        post: operations["createDepartment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/departments/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One department. */
        get: operations["getDepartment"];
        /** Changes a department: what is left out stays. */
        put: operations["updateDepartment"];
        post?: never;
        /** Removes a department; its members stay people. */
        delete: operations["deleteDepartment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follows what happens to tickets, live: every step that the caller may see, in one order, none skipped and none twice.
         * @description With `Accept: text/event-stream` it is a stream of events called `step` and `refresh`, each with the step's `seq` as its id:
         *     a client that is cut off sends the last one as `Last-Event-ID` and misses nothing. Otherwise it is a page of what has
         *     happened after `after`, waited for up to `wait` seconds when there is nothing yet.
         */
        get: operations["followEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the custom fields of all projects. */
        get: operations["listAllFields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/function-calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of calls, newest first: everybody's for those who may manage functions, else one's own. */
        get: operations["listFunctionCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/function-calls/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How all calls that match came out. */
        get: operations["countFunctionCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/function-calls/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A call with its payload and its result. */
        get: operations["getFunctionCall"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/function-calls/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops a call. */
        post: operations["cancelFunctionCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/function-calls/{id}/rerun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Calls the same function again, with another payload if there is one. */
        post: operations["rerunFunctionCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/functions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the functions, by their ids. What they are made of is shown to those who may manage them. */
        get: operations["listFunctions"];
        put?: never;
        /** Makes a function. A secret that is drawn for it is shown in this answer only. */
        post: operations["createFunction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/functions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A function. */
        get: operations["getFunction"];
        /**
         * Changes a function; what is left out stays. A change of what a job needs to run makes another version; jobs that wait run the
         *     one that they were asked for with.
         */
        put: operations["updateFunction"];
        post?: never;
        /** Removes a function. Jobs that wait for it or run it go on, and its calls stay in the history. */
        delete: operations["deleteFunction"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/functions/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets no more jobs of a function be started; those that wait or run go on. */
        post: operations["disableFunction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/functions/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets jobs of a function be started. */
        post: operations["enableFunction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/functions/{id}/invoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Runs a function to try it out, also one that is disabled, and waits for its end; for those who may manage functions. It is a
         *     job as any other: where the wait is over before it is, `done` is false, and `jobId` says which it is.
         */
        post: operations["invokeFunction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/functions/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The versions of a function, newest first, for those who may manage functions. */
        get: operations["listFunctionVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All groups by name. */
        get: operations["listGroups"];
        put?: never;
        /** Makes a group. */
        post: operations["createGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One group. */
        get: operations["getGroup"];
        /** Changes a group: what is left out stays. */
        put: operations["updateGroup"];
        post?: never;
        /** Removes a group; its members stay people. */
        delete: operations["deleteGroup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the hooks, oldest first, for administrators. */
        get: operations["listHooks"];
        put?: never;
        /** Makes a hook. Its secret is shown in this answer only. */
        post: operations["createHook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hooks/git/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hears of pushes, new branches and merged requests from a git server, in its own words and signed in its own way.
         * @description The tickets that a commit's message, a branch's name or a request's title names (`NET-42`, `#42`) have it written into
         *     their history, once, and the transitions are taken whose triggers come true. GitHub signs in `X-Hub-Signature-256`,
         *     Gitea there or in `X-Gitea-Signature`; GitLab sends the secret itself as `X-Gitlab-Token`. What concerns no
         *     ticket is answered with 200 and `ignored`.
         */
        post: operations["hearGit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hooks/webhook/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hears from anything else that something has happened to tickets: the occasion of triggers that wait for the webhook of
         *     this name.
         * @description The secret comes as `Authorization: Bearer …`, or signs the body in `X-Hub-Signature-256` (`sha256=` and the
         *     HMAC-SHA256 of the body in hexadecimal).
         */
        post: operations["hearWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hooks/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A hook, for administrators. */
        get: operations["getHook"];
        /** Changes a hook; what is left out stays. */
        put: operations["updateHook"];
        post?: never;
        /** Removes a hook. */
        delete: operations["deleteHook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hooks/{uuid}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a hook a new secret, shown in this answer only; the one before is worth nothing from then on. */
        post: operations["rotateHook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells how long incidents took, by severity: how many, mean, median, and the ninth of ten. For operators. */
        get: operations["getIncidentFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Name, version, languages, what is switched on, and whether the guide of the first start is over. */
        get: operations["getInstance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instance/set-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Ends the guide of the first start; for administrators.
         * @description Where it is over already nothing changes. The `ETag` is the team's.
         */
        put: operations["finishSetUp"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of jobs, newest first: everybody's for those who may manage functions, else one's own. */
        get: operations["listJobs"];
        put?: never;
        /** Asks for a job of a function. Its parameters must follow the function's schema. */
        post: operations["startJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A job with its parameters and its result. */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops a job: one that waits at once, one that runs after it was asked to, or is killed a few seconds later. */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a job has told, at most a thousand events; ask again after the last until `done`. */
        get: operations["listJobEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/rerun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for the same job again, with other parameters if there are any: of the function as it is now. */
        post: operations["rerunJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What came of a job, and all that it has told; `done` is false while it is not over. */
        get: operations["getJobResult"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that a job has told and tells, until it is over.
         * @description With `Accept: text/event-stream` as server-sent events: each is named by its `type`, its `id` is its `seq`, and
         *     `Last-Event-ID` (or the parameter `lastEventId`) goes on behind it. A comment comes at least every 15 seconds; the stream
         *     ends after `done` or `error`. Without it the end is waited for, and everything is told in one answer.
         */
        get: operations["streamJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/stream-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A token that opens this job's stream within a minute, for clients that can send no header. Each asking gives another, and
         *     nothing is kept of it.
         */
        post: operations["makeJobStreamToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answers the request of an `http` function that was answered with 202 at first. `result` or `error` ends the job; without
         *     either something is told between. The address proves whose answer it is; once the attempt is over it gets 409.
         */
        post: operations["callBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/names": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What people are called.
         * @description Everybody may ask, as user names stand on what they see; those below operator are told the names of operators and administrators only.
         */
        get: operations["getNames"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of the caller's notifications, newest first.
         * @description They are kept for 90 days.
         */
        get: operations["listNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks notifications of the caller as read: some of them, or all up to one. What was read stays as it is. */
        post: operations["readNotifications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many of the caller's notifications are unread: cheap enough to be asked often. */
        get: operations["countUnreadNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks one notification of the caller as read. */
        post: operations["readNotification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permission-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the permission rules, oldest first. */
        get: operations["listPermissionRules"];
        put?: never;
        /**
         * Makes a permission rule.
         * @description Rules give more than the level does. A project with a `view_tickets` rule of its own is closed to operators whom
         *     none of its rules names.
         */
        post: operations["createPermissionRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permission-rules/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a permission rule. */
        delete: operations["deletePermissionRule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's own account. */
        get: operations["getProfile"];
        /** Changes one's nickname, e-mail address, telephone or language. */
        put: operations["updateProfile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/profile/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes one's own password and ends one's other log-ins. */
        post: operations["changeOwnPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/profile/rights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the caller may do, so that nothing is shown that cannot be done.
         * @description What a token is not for is left out. Whether one may do something with a ticket may also hang on the ticket: its own answers say so.
         */
        get: operations["getOwnRights"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the projects, oldest first. */
        get: operations["listProjects"];
        put?: never;
        /**
         * Makes a project.
         * @description It starts with the types of the ready support project, and a workflow in which every status may follow any other.
         */
        post: operations["createProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One project. */
        get: operations["getProject"];
        /** Changes a project, or archives it: then it takes no new tickets. */
        put: operations["updateProject"];
        post?: never;
        /** Removes a project that never had a ticket; another can be archived. */
        delete: operations["deleteProject"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{key}/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The statuses of a project with how many tickets are in each, and which transitions lead from one to another.
         * @description Of each transition it is told whether the caller may take it, as far as that hangs on who they are and not on the ticket. The cards
         *     are `GET /tickets` with a column's `filter`.
         */
        get: operations["getBoard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{key}/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A project's custom fields, in order. The `ETag` is the project's. */
        get: operations["listFields"];
        /**
         * Makes these a project's custom fields, and no other.
         * @description A field keeps its short id while its key stays; its type never changes. What tickets hold in a field that is left
         *     out stays in their history.
         */
        put: operations["setFields"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{key}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has which role in a project, beside those who have it everywhere. The `ETag` is the project's. */
        get: operations["listProjectRoles"];
        /**
         * Makes these the people with roles in a project, and no other.
         * @description There they are whom the user domain `role` means, in permission rules and in workflows, as those are who have the role
         *     everywhere.
         */
        put: operations["setProjectRoles"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{key}/types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A project's issue types, in order. The `ETag` is the project's. */
        get: operations["listTypes"];
        /**
         * Makes these a project's issue types, in this order, and no other.
         * @description A new one starts with the workflow of the first; one that has had tickets must stay.
         */
        put: operations["setTypes"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{key}/types/{type}/workflow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workflow of an issue type, as it is in force. The `ETag` is its version. */
        get: operations["getWorkflow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{key}/types/{type}/workflow/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What differs between two definitions of a workflow. */
        get: operations["compareWorkflows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{key}/types/{type}/workflow/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The draft of a workflow's next version. The `ETag` is the draft's own version. */
        get: operations["getWorkflowDraft"];
        /**
         * Begins the draft of a workflow's next version, or changes it.
         * @description A draft that somebody else changed last is changed only with its `ETag` as `If-Match`. It is refused with the path of
         *     every fault; what is strange but not wrong is for lint to tell.
         */
        put: operations["putWorkflowDraft"];
        post?: never;
        /** Gives the draft up. */
        delete: operations["discardWorkflowDraft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{key}/types/{type}/workflow/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What publishing the draft would mean: for the tickets there are and for the people there are. Nothing is changed. */
        post: operations["dryRunWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{key}/types/{type}/workflow/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A definition of a workflow as a file: with the project's custom fields, people and groups by name. */
        get: operations["exportWorkflow"];
        /** Makes what a file says the draft of a workflow. */
        put: operations["importWorkflow"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{key}/types/{type}/workflow/lint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is strange in a definition of a workflow, worst first. */
        get: operations["lintWorkflow"];
        put?: never;
        /** What would be strange in a definition that is only asked about. Nothing is kept. */
        post: operations["lintWorkflowDefinition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{key}/types/{type}/workflow/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publishes the draft: it is in force at once, for every ticket there is.
         * @description Tickets in a status that vanishes go where `mapping` says, each by a step of its history. `If-Match` is the draft's.
         */
        post: operations["publishWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{key}/types/{type}/workflow/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the versions of a workflow, newest first. */
        get: operations["listWorkflowVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{key}/types/{type}/workflow/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version of a workflow. It never changes. */
        get: operations["getWorkflowVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{key}/vocabulary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A project's words on the other APIs, in order. The `ETag` is the project's.
         * @description A status or priority without one is worded by its meaning there.
         */
        get: operations["listWords"];
        /**
         * Makes these a project's words on the other APIs, and no other.
         * @description What is said must be read back as what it means: a word that stands, or stands in, for two things is refused.
         */
        put: operations["setWords"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All roles by name. */
        get: operations["listRoles"];
        put?: never;
        /** Makes a role. */
        post: operations["createRole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One role. */
        get: operations["getRole"];
        /** Changes a role: what is left out stays. */
        put: operations["updateRole"];
        post?: never;
        /** Removes a role; its members stay people. */
        delete: operations["deleteRole"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the schedules, oldest first, for those who may manage functions. */
        get: operations["listSchedules"];
        put?: never;
        /** Makes a schedule. Its jobs are run in the caller's name, with the rights that they have then. */
        post: operations["createSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A schedule. */
        get: operations["getSchedule"];
        /** Changes a schedule; what is left out stays. From then on it is run in the caller's name. */
        put: operations["updateSchedule"];
        post?: never;
        /** Removes a schedule; the jobs that it has asked for go on. */
        delete: operations["deleteSchedule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Finds tickets, people and projects.
         * @description A few of each that the caller may see, the best first: for a palette. Blank text finds nothing.
         */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the secrets by their names, without their values, for those who may manage functions. */
        get: operations["listSecrets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Writes a secret, new or anew, for administrators. Scripts that ask for it get the new value from then on. */
        put: operations["writeSecret"];
        post?: never;
        /** Removes a secret, for administrators. Scripts that ask for it are told that there is none. */
        delete: operations["deleteSecret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats/ages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tickets still to be worked on (`new active paused`), by how long ago they were made. */
        get: operations["getAgeStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats/flow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tickets made, and tickets first resolved or closed, day by day.
         * @description The last 30 days unless `from` and `to` say otherwise, at most 400; days are whole ones of `zone`.
         */
        get: operations["getFlowStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats/load": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tickets still to be worked on (`new active paused`), by who has them. */
        get: operations["getLoadStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats/priority": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tickets by priority. */
        get: operations["getPriorityStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tickets by status, and by what it means. */
        get: operations["getStatusStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats/times": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How long it took until tickets were taken up, and until they were resolved or closed, by the day on which that was.
         * @description The last 30 days unless `from` and `to` say otherwise, at most 400; days are whole ones of `zone`. A ticket counts on the day on
         *     which it was first taken up or done with, whenever it was made, also where it was opened again since.
         */
        get: operations["getTimesStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statuses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the statuses of all workflows in force, by project and issue type. */
        get: operations["listStatuses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the instance is: its version, sizes, counts, what waits, and what `gongdan doctor` finds.
         * @description For administrators. Looks at the machine of the node that answers. Of the checks of `doctor` those are left out that would read the
         *     whole database, or open its file beside the server.
         */
        get: operations["getSystem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/system/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The verification that goes on, and the last one with what it found; they are kept as long as jobs are. */
        get: operations["getVerification"];
        put?: never;
        /**
         * Verifies everything that is kept, as a job: what `gongdan verify` does.
         * @description For administrators; one at a time. The job can be watched and cancelled like any (`/jobs/{id}`); where its server is killed it is
         *     begun again from the beginning. It changes nothing, and is told in the audit.
         */
        post: operations["startVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The team. */
        get: operations["getTeam"];
        /**
         * Renames the team, or gives it another owner.
         * @description The owner is whom the user domain `team_owner` means; who may do what is for levels and permission rules to say.
         */
        put: operations["updateTeam"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists tickets.
         * @description Filters are exact and must all hold; a status, project, type or priority that there is not is refused (400). Pages by
         *     number, or (with `cursor`) by keyset.
         */
        get: operations["listTickets"];
        put?: never;
        /**
         * Creates a ticket.
         * @description It starts in the first status of its workflow. `X-Game-ID` and `X-Env` fill `gameId` and `env` where the body has none.
         */
        post: operations["createTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Does the same to many tickets.
         * @description A job takes each of them as if it had been asked for alone, in the name of the caller, with the rights that they have then; one
         *     that is refused keeps no other from its turn. The job can be watched and cancelled like any (`/jobs/{id}`); what is done
         *     stays done.
         */
        post: operations["changeManyTickets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/bulk/{job}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How it stands, and what came of each ticket: what was changed and what it was before, or why it was refused. */
        get: operations["getBulkChange"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/bulk/{job}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Brings back what such a job has changed, as another such job.
         * @description A ticket that is not any more as the job has left it is refused, and says what was changed since; so is one whose workflow has no
         *     way back. Comments stay. The job must be over, by whatever end.
         */
        post: operations["undoBulkChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Exports a list of tickets.
         * @description The parameters of the list narrow it, and its `sort` (or that of its `view`) orders it: by number without one, and where it is
         *     `relevance`. Pages do not matter. A ticket that is made, deleted or moved within the order meanwhile may be in it or not; none is in it twice. Texts that a spreadsheet would take for formulas have an apostrophe before them.
         */
        get: operations["exportTickets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a ticket.
         * @description With `asOf`, as it was at that moment; before it was made, 404.
         */
        get: operations["getTicket"];
        /**
         * Changes a ticket's fields.
         * @description Absent or null keys stay as they are; `tags: []` and `assignee: ""` clear. A status changes through a transition.
         */
        put: operations["updateTicket"];
        post?: never;
        /**
         * Deletes a ticket.
         * @description It is hidden; its history stays, and an administrator can restore it.
         */
        delete: operations["deleteTicket"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists a ticket's requests for consent, newest first. */
        get: operations["listApprovals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/approvals/{number}/approvers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has one more person asked, after oneself. */
        post: operations["addApprover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/approvals/{number}/approvers/{username}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes away the place of an approver who cannot act, for who manages the project.
         * @description Where the others are too few to consent it is refused: hand the place over instead.
         */
        delete: operations["removeApprover"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/approvals/{number}/hand-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives one's place to somebody else; who manages the project gives that of somebody who cannot act. */
        post: operations["handOverApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/approvals/{number}/remind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has those who are waited for reminded: once in ten minutes at most. */
        post: operations["remindApprovers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/approvals/{number}/vote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives or refuses consent.
         * @description The vote that decides takes the step, in the name of who asked for it.
         */
        post: operations["vote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/approvals/{number}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes one's request back. */
        post: operations["withdrawApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Attaches a file to a ticket.
         * @description What it is, its bytes say, not the sender.
         */
        post: operations["createAttachment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists a ticket's comments, oldest first. */
        get: operations["listComments"];
        put?: never;
        /** Adds a comment. Answers the whole list. */
        post: operations["createComment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/effects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what the steps of a ticket have brought about: their post functions, and what became of each. */
        get: operations["listEffects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists every step of a ticket's history, oldest first. */
        get: operations["getTicketHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Links a ticket to another. Answers the whole list. */
        post: operations["createLink"];
        /**
         * Takes a link away, from both its tickets. Answers what is left.
         * @description The link is named by `id`, in the query or in a body.
         */
        delete: operations["deleteLink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/links/{link}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a link away, from both its tickets. Answers what is left. */
        delete: operations["deleteLinkById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/mitigated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says when the harm of an incident was over, or takes that back. `If-Match` is of the ticket's version. For who may edit the ticket. */
        put: operations["setMitigated"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/postmortem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives the document with which people look back on an incident, in the language of the request. */
        get: operations["getPostmortem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restores a deleted ticket. For administrators. */
        post: operations["restoreTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells the roles of an incident, and who holds them. */
        get: operations["getIncidentRoles"];
        /** Gives roles to people who see the ticket, or to nobody. `If-Match` is of the ticket's version. For who may edit the ticket. */
        put: operations["setIncidentRoles"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/severity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells how severe an incident is, and each time that it became another. */
        get: operations["getSeverity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells what happened around a ticket, in the order in which it happened: its history and what people have written at a time of their own. */
        get: operations["getTimeline"];
        put?: never;
        /** Writes an entry into a ticket's timeline, at the time when it happened. For who may edit the ticket. */
        post: operations["createTimelineEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/timeline/{entry}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes an entry of a timeline: its author, and who manages the project. `If-Match` is of the entry's own version. */
        put: operations["updateTimelineEntry"];
        post?: never;
        /** Takes an entry out of a timeline: its author, and who manages the project. The history keeps what it said. */
        delete: operations["deleteTimelineEntry"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/timeline/{entry}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Pins an item of a timeline, a step or an entry. For who may edit the ticket. */
        put: operations["pinTimelineItem"];
        post?: never;
        /** Pins an item of a timeline no longer. */
        delete: operations["unpinTimelineItem"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/times": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells how long an incident took to be acknowledged, mitigated and resolved. */
        get: operations["getIncidentTimes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/transition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Changes a ticket's status.
         * @description Runs the workflow's transition from the present status. The same status changes nothing; the note is still kept. Where the
         *     transition takes consent, that is asked for: 202, the ticket as it stays, and the request under `approval`.
         */
        post: operations["transitionTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/transition/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says what a status change would do, and does nothing: a dry run. */
        post: operations["previewTransition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/transitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the transitions that start at a ticket's status.
         * @description Each says whether the caller may take it, and why not: what its condition asks for is told leaf by leaf.
         */
        get: operations["listTicketTransitions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/watchers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Somebody begins to watch a ticket. Answers the whole list.
         * @description Without a name, the caller; another, for who may edit the ticket.
         */
        post: operations["addWatcher"];
        /**
         * Somebody watches a ticket no longer. Answers who is left.
         * @description The name stands in the query or in a body; without one, the caller.
         */
        delete: operations["removeWatcher"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/watchers/{username}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Somebody watches a ticket no longer. Answers who is left. */
        delete: operations["removeWatcherByName"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/worklogs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the hours worked on a ticket, oldest first. */
        get: operations["listWorklogs"];
        put?: never;
        /** Writes hours down: one's own; or another's for operators who may edit the ticket, and for who manages the project. */
        post: operations["createWorklog"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's API tokens, without their secrets; everybody's for administrators. */
        get: operations["listTokens"];
        put?: never;
        /** Makes an API token. Its secret is shown in this answer only. */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes one of the caller's API tokens; any, for administrators. */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts by user name. */
        get: operations["listUsers"];
        put?: never;
        /** Makes an account. */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{username}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One account; one's own for everybody. */
        get: operations["getUser"];
        /** Changes an account: what is left out stays. */
        put: operations["updateUser"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{username}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shuts an account out at once: its log-ins end, its tokens stop. */
        post: operations["disableUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{username}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets an account in again. */
        post: operations["enableUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{username}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets somebody's password and ends their log-ins. */
        post: operations["setPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page of one's own views and of those that are shared with one, by name.
         * @description `GET /tickets?view=…` lists what one shows.
         */
        get: operations["listViews"];
        put?: never;
        /** Makes a view of one's own. Its filter must be one. */
        post: operations["createView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A view. */
        get: operations["getView"];
        /** Changes a view; what is left out stays. Its owner may, and administrators where it is shared. */
        put: operations["updateView"];
        post?: never;
        /** Removes a view; the tickets that it shows stay as they are. */
        delete: operations["deleteView"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of the webhooks, oldest first, for administrators. */
        get: operations["listWebhooks"];
        put?: never;
        /** Makes a webhook, which is told of what happens from now on. Its secret is shown in this answer only. */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{uuid}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A webhook, for administrators. */
        get: operations["getWebhook"];
        /** Changes a webhook; what is left out stays. One that was off is told of what happens from now on. */
        put: operations["updateWebhook"];
        post?: never;
        /** Removes a webhook and the log of its messages; what still waits is not sent. */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{uuid}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A webhook's messages, newest first; those that have ended are kept for 30 days. */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{uuid}/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A message with what it says and every attempt at it. */
        get: operations["getDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{uuid}/deliveries/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a message anew that was delivered or given up, under the same id. */
        post: operations["replayDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{uuid}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends messages anew that were given up, or all, that were made since a time; each under its id. */
        post: operations["replayWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{uuid}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has a webhook that is let alone because it fails tried again at once, with everything that waits for it. */
        post: operations["resumeWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{uuid}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a webhook a new secret, shown in this answer only. For a day messages are signed with the one before too. */
        post: operations["rotateWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{uuid}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a message of the type `webhook.test`; what becomes of it stands in the log. */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workers/lease": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leases jobs of the functions that a worker does; none is no failure. An `Idempotency-Key` has no meaning here: the secrets
         *     of leases are kept nowhere, so a lost answer is a lease that runs out.
         */
        post: operations["leaseJobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workers/{job_id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a leased job with a result. A lease that is over gets 409, and nothing is changed. */
        post: operations["completeLeasedJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workers/{job_id}/fail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a leased job in vain. A lease that is over gets 409, and nothing is changed. */
        post: operations["failLeasedJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workers/{job_id}/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keeps a leased job, and adds to what it has told. A lease that is over gets 409, and nothing is changed. */
        post: operations["keepLeasedJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflow-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workflows that come with the program, to begin from. */
        get: operations["listWorkflowTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflow-templates/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them as a file, which an issue type's workflow takes in. */
        get: operations["getWorkflowTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description An access key, without its secret.
         * @example {
         *       "ak": "Q7ZC0V3N5T1M8J2X4K6P",
         *       "createdAt": "2026-11-21T08:00:00.000000Z",
         *       "enabled": true,
         *       "expiresAt": null,
         *       "lastUsedAt": null,
         *       "name": "on-call robot",
         *       "scopes": [
         *         "all"
         *       ],
         *       "user": "zhang.san"
         *     }
         */
        AccessKey: {
            /** @description What a signed request names it by. */
            ak: string;
            /** Format: date-time */
            createdAt: string;
            /** @description Whether it is let in. */
            enabled: boolean;
            /**
             * Format: date-time
             * @description Null for never.
             */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @description To the minute; null for never.
             */
            lastUsedAt: string | null;
            name: string;
            scopes: ("all" | "read" | "write" | "admin" | "work")[];
            /** @description Whose rights it carries. */
            user: string;
        };
        /**
         * @description The open tickets of an age.
         * @example {
         *       "count": 3,
         *       "filter": "status in (\"open\") and created >= 2026-11-18T08:00:00.000000Z and created < 2026-11-20T08:00:00.000000Z",
         *       "fromSeconds": 86400,
         *       "toSeconds": 259200
         *     }
         */
        AgeCount: {
            /** Format: int64 */
            count: number;
            filter: string;
            /**
             * Format: int64
             * @description Included.
             */
            fromSeconds: number;
            /**
             * Format: int64
             * @description Not included; null for the oldest.
             */
            toSeconds: number | null;
        };
        /** @description The tickets still to be worked on, by age. */
        AgeStats: {
            all: components["schemas"]["Figure"];
            /**
             * Format: date-time
             * @description When they are so old.
             */
            at: string;
            /** @description The youngest first. */
            items: components["schemas"]["AgeCount"][];
        };
        /** @description An answer of this surface's jobs. */
        Answer_JobDetail: {
            /**
             * Format: int32
             * @description 0: it was done.
             */
            code: number;
            /** @description A job with what it was given and what it gave. */
            data: components["schemas"]["JobItem"] & {
                /**
                 * Format: date-time
                 * @description When somebody asked for it to be stopped, while it is not over.
                 */
                cancel_asked_at?: string;
                params?: unknown;
                /** Format: int64 */
                priority: number;
                /** @description Left out where it has none. */
                result?: unknown;
                /**
                 * Format: date-time
                 * @description When it is begun at the earliest, while it is not over.
                 */
                run_at?: string;
                /**
                 * Format: int64
                 * @description The version of the function that it runs.
                 */
                version: number;
            };
            message: string;
        };
        /** @description An answer of this surface's jobs. */
        Answer_JobEvents: {
            /**
             * Format: int32
             * @description 0: it was done.
             */
            code: number;
            /** @description What a job has told so far. */
            data: {
                /** @description Whether the last of them is the outcome. */
                done: boolean;
                events: components["schemas"]["JobEvent"][];
            };
            message: string;
        };
        /** @description An answer of this surface's jobs. */
        Answer_JobResult: {
            /**
             * Format: int32
             * @description 0: it was done.
             */
            code: number;
            /**
             * @description What came of a job.
             * @example {
             *       "done": true,
             *       "events": [],
             *       "jobId": "4711",
             *       "payload": {
             *         "banned": true
             *       },
             *       "state": "succeeded"
             *     }
             */
            data: {
                /** @description Whether it is over. */
                done: boolean;
                error?: string;
                events: components["schemas"]["JobEvent"][];
                jobId: string;
                /** @description Its result. */
                payload?: unknown;
                /** @enum {string} */
                state: "pending" | "running" | "succeeded" | "failed" | "canceled" | "timeout";
            };
            message: string;
        };
        /** @description An answer of this surface's jobs. */
        Answer_Started: {
            /**
             * Format: int32
             * @description 0: it was done.
             */
            code: number;
            /**
             * @description The job that was asked for.
             * @example {
             *       "jobId": "4711"
             *     }
             */
            data: {
                jobId: string;
            };
            message: string;
        };
        /** @description An answer of this surface's jobs. */
        Answer_StreamToken: {
            /**
             * Format: int32
             * @description 0: it was done.
             */
            code: number;
            /**
             * @description What opens one job's stream.
             * @example {
             *       "expiresAt": "2026-11-21T08:01:00.000000Z",
             *       "token": "gds_MSA0NzExIHM3IDE3OTU.c2lnbmVk",
             *       "url": "/api/v1/jobs/4711/stream?token=gds_MSA0NzExIHM3IDE3OTU.c2lnbmVk"
             *     }
             */
            data: {
                /**
                 * Format: date-time
                 * @description Until when the stream can be opened with it; one that is open stays so.
                 */
                expiresAt: string;
                token: string;
                /** @description Where, behind the address of this server. */
                url: string;
            };
            message: string;
        };
        /**
         * @description A request for consent to a step.
         * @example {
         *       "approvers": [
         *         {
         *           "by": "",
         *           "note": "",
         *           "username": "bob",
         *           "vote": null,
         *           "votedAt": null
         *         }
         *       ],
         *       "createdAt": "2026-11-21T08:00:00.000000Z",
         *       "endedAt": null,
         *       "fields": {
         *         "priority": "high"
         *       },
         *       "from": "review",
         *       "id": 5,
         *       "name": "Release",
         *       "note": "",
         *       "order": "at_once",
         *       "remindedAt": null,
         *       "requester": "ann",
         *       "rule": "all",
         *       "state": "open",
         *       "ticketId": 42,
         *       "to": "released",
         *       "transition": "Tr4nsit1",
         *       "waitsFor": [
         *         "bob"
         *       ]
         *     }
         */
        Approval: {
            /** @description Who is asked, in order. */
            approvers: components["schemas"]["Seat"][];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            endedAt: string | null;
            /** @description The fields that the step sets, by name; a custom one as `fields.key`. */
            fields: {
                [key: string]: unknown;
            };
            /** @description The status the ticket was in. */
            from: string;
            /** Format: int64 */
            id: number;
            /** @description What the transition is called, in the language of the request; empty once the workflow lacks it. */
            name: string;
            /** @description What the requester says with the step. */
            note: string;
            /** @description `at_once` or `in_turn` */
            order: string;
            /** @description Why the step could not be taken though consent was given. */
            reason?: string;
            /** Format: date-time */
            remindedAt: string | null;
            /** @description The user name of who asked. */
            requester: string;
            /** @description `all`, `any`, or an object with `at_least` or `percent`. */
            rule: unknown;
            /** @description `open granted refused withdrawn overtaken failed` */
            state: string;
            /** Format: int64 */
            ticketId: number;
            /** @description The status it leads to; empty once the workflow lacks it. */
            to: string;
            /** @description The transition's id. */
            transition: string;
            /** @description The user names of those whose vote is waited for now. */
            waitsFor: string[];
        };
        /**
         * @description Requests for consent.
         * @example {
         *       "items": []
         *     }
         */
        ApprovalList: {
            items: components["schemas"]["Approval"][];
        };
        /**
         * @description Something that a transition asks for: a field, or `tf-comment`, `tf-manhour`, `tf-resource`.
         * @example {
         *       "default": null,
         *       "field": "assignee",
         *       "label": "assignee",
         *       "required": true
         *     }
         */
        AskedField: {
            /** @description What it is when the answer does not name it. */
            default?: unknown;
            field: string;
            /** @description What people call it. */
            label: string;
            required: boolean;
        };
        /**
         * @description A file attached to a ticket or to one of its comments.
         * @example {
         *       "author": "ann",
         *       "commentId": null,
         *       "contentType": "image/png",
         *       "createdAt": "2026-11-21T08:00:00.000000Z",
         *       "id": 3,
         *       "name": "截图.png",
         *       "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
         *       "size": 20480,
         *       "ticketId": 42,
         *       "url": "/api/v1/attachments/3"
         *     }
         */
        Attachment: {
            author: string;
            /** Format: int64 */
            commentId?: number | null;
            contentType: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: int64 */
            id: number;
            name: string;
            sha256: string;
            /** Format: int64 */
            size: number;
            /** Format: int64 */
            ticketId: number;
            /** @description Where its bytes are. */
            url: string;
        };
        /** @description Attachments. */
        AttachmentFeature: {
            /**
             * Format: int64
             * @description The largest one, in bytes.
             */
            maxSize: number;
        };
        /**
         * @description Something that was done to the instance itself.
         * @example {
         *       "action": "user.create",
         *       "actor": "admin",
         *       "at": "2026-11-21T08:00:00.000000Z",
         *       "details": {
         *         "access": "operator"
         *       },
         *       "object": "zhang.san",
         *       "seq": 108,
         *       "via": "api"
         *     }
         */
        AuditEntry: {
            action: string;
            /** @description A user name; empty for a refused log-in. */
            actor: string;
            /** Format: date-time */
            at: string;
            /** @description What more there is to say of it. */
            details: Record<string, never>;
            /** @description To what: a user name, a short id, a key. */
            object: string;
            /**
             * Format: int64
             * @description Its place in the chain, growing.
             */
            seq: number;
            /** @description Through which door. */
            via: string;
        };
        /** @description Part of the audit, newest first. */
        AuditList: {
            items: components["schemas"]["AuditEntry"][];
            /** @description Where the next page begins; absent on the last. */
            nextCursor?: string;
        };
        BTreeMap: {
            [key: string]: string;
        };
        /** @description The board of a project. */
        Board: {
            /** @description The statuses, in the order of the workflows, each key once. */
            columns: components["schemas"]["BoardColumn"][];
            /**
             * Format: int64
             * @description All tickets on it, and the filter that lists them.
             */
            count: number;
            filter: string;
            /** @description Which transitions lead from where to where, by issue type and where they start. */
            moves: components["schemas"]["BoardMove"][];
            project: string;
            /** @description The issue types it shows, in order. */
            types: components["schemas"]["BoardType"][];
        };
        /**
         * @description A status on a board.
         * @example {
         *       "category": "new",
         *       "count": 12,
         *       "filter": "project in (\"NET\") and status in (\"open\")",
         *       "name": {
         *         "en": "Open",
         *         "zh": "待处理"
         *       },
         *       "status": "open",
         *       "types": [
         *         "incident"
         *       ]
         *     }
         */
        BoardColumn: {
            /** @description `new active paused resolved closed rejected`. */
            category: string;
            /**
             * Format: int64
             * @description How many tickets in it the caller sees.
             */
            count: number;
            /** @description `GET /tickets?filter=` with it lists exactly these. */
            filter: string;
            /** @description As the first issue type that has it calls it. */
            name: components["schemas"]["Names"];
            status: string;
            /** @description The keys of the issue types that have it. */
            types: string[];
        };
        /**
         * @description A transition on a board.
         * @example {
         *       "fields": [],
         *       "from": "open",
         *       "id": "Tr4nsit1",
         *       "may": "depends",
         *       "name": "In progress",
         *       "reasons": [],
         *       "to": "in_progress",
         *       "type": "incident"
         *     }
         */
        BoardMove: {
            /** @description Whose consent it takes; left out where it takes none. */
            approval?: string;
            /** @description What it asks for. */
            fields: components["schemas"]["AskedField"][];
            /** @description The status it starts at. */
            from: string;
            id: string;
            /** @enum {string} */
            may: "yes" | "no" | "depends";
            /** @description In the language of the request. */
            name: string;
            /** @description Why not, in the language of the request; empty unless `may` is `no`. */
            reasons: string[];
            /** @description The status it leads to. */
            to: string;
            /** @description The issue type whose workflow has it. */
            type: string;
        };
        /** @description An issue type on a board. */
        BoardType: {
            key: string;
            name: components["schemas"]["Names"];
        };
        /** @description One field's change; `deleted` is among them. */
        BulkChange: {
            field: string;
            from: unknown;
            to: unknown;
        };
        /**
         * @description What came of a ticket.
         * @example {
         *       "changes": [
         *         {
         *           "field": "assignee",
         *           "from": "",
         *           "to": "ann"
         *         }
         *       ],
         *       "outcome": "done",
         *       "ticket": "42"
         *     }
         */
        BulkItem: {
            /** @description What was changed, and what it was before. */
            changes: components["schemas"]["BulkChange"][];
            /** @description Why it was refused, as the error of a request for it alone. */
            error?: string;
            /** @description The same for people. */
            message?: string;
            /** @enum {string} */
            outcome: "done" | "unchanged" | "waiting" | "refused";
            /** @description As it was named. */
            ticket: string;
        };
        /** @description How such a job stands, and what came of its tickets. */
        BulkReport: {
            /** @description Also `undo`. */
            action: string;
            /** @description In the order in which they were asked for; tickets that have had no turn are missing. */
            items: components["schemas"]["BulkItem"][];
            jobId: string;
            nextCursor?: string;
            /**
             * Format: int64
             * @description How many of them have had their turn.
             */
            processed: number;
            /** @enum {string} */
            state: "pending" | "running" | "succeeded" | "failed" | "canceled" | "timeout";
            /** @description How many came out how, once the job is over, whether or not it came to its end: `{action, total, done, unchanged, waiting, refused}`. */
            summary?: Record<string, never> | null;
            /** @description How many tickets it is about. */
            total: number;
        };
        /**
         * @description A job that was asked for.
         * @example {
         *       "jobId": "4711",
         *       "total": 120
         *     }
         */
        BulkStarted: {
            /** @description Its progress is `GET /jobs/{id}/stream`, what came of each ticket `GET /tickets/bulk/{job}`. */
            jobId: string;
            /** @description How many tickets it is about. */
            total: number;
        };
        /**
         * @description What is to be done to which tickets: `ids`, or those that `filter` leaves. What belongs to another action is ignored.
         * @example {
         *       "action": "assign",
         *       "assignee": "ann",
         *       "filter": "status = open and assignee is empty"
         *     }
         */
        BulkWish: {
            /** @enum {string} */
            action: "transition" | "assign" | "priority" | "tags" | "comment" | "delete" | "restore";
            /** @description `tags`: those that come, where `tags` is not there. */
            add?: string[] | null;
            /** @description `assign`: a user name; empty for nobody. */
            assignee?: string | null;
            /** @description `comment` */
            content?: string | null;
            /** @description `transition`: fields changed with it, by name; custom ones by key. */
            fields?: {
                [key: string]: unknown;
            } | null;
            /** @description A filter of the filter language, of at most 10,000 tickets. */
            filter?: string | null;
            /** @description At most 10,000. */
            ids?: components["schemas"]["Named"][] | null;
            /** @description `comment`: for operators only. */
            internal?: boolean | null;
            /** @description `transition`: becomes a comment. */
            note?: string | null;
            /** @description `priority` */
            priority?: string | null;
            /** @description `tags`: those that go. */
            remove?: string[] | null;
            /** @description `transition`: the status wanted. */
            status?: string | null;
            /** @description `tags`: all that each ticket has then. */
            tags?: string[] | null;
            /** @description `transition`: one transition, by id or name, where several lead there. */
            transition?: string | null;
        };
        /**
         * @description A call.
         * @example {
         *       "actor_id": "ann",
         *       "actor_type": "user",
         *       "created_at": "2026-11-21T08:00:00.000000Z",
         *       "duration_ms": 1240,
         *       "env": "prod",
         *       "finished_at": "2026-11-21T08:00:01.250000Z",
         *       "function_id": "player.ban",
         *       "game_id": "g1",
         *       "id": "4711",
         *       "job_id": "4711",
         *       "payload": {
         *         "playerId": "p-1007"
         *       },
         *       "result": {
         *         "banned": true
         *       },
         *       "retry_count": 0,
         *       "started_at": "2026-11-21T08:00:00.010000Z",
         *       "status": "succeeded"
         *     }
         */
        Call: {
            /** @description The user name of who called. */
            actor_id?: string;
            /** @description `user` or `system`. */
            actor_type: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: int64
             * @description How long its newest attempt took.
             */
            duration_ms?: number;
            env?: string;
            error_msg?: string;
            /** Format: date-time */
            finished_at?: string;
            function_id: string;
            game_id?: string;
            id: string;
            job_id: string;
            /** @description What it was given. In lists it is left out where it is large. */
            payload?: unknown;
            /** @description What it gave. In lists it is left out where it is large. */
            result?: unknown;
            /**
             * Format: int64
             * @description How often it was begun again.
             */
            retry_count: number;
            /**
             * Format: date-time
             * @description When its newest attempt began.
             */
            started_at?: string;
            /** @enum {string} */
            status: "pending" | "running" | "succeeded" | "failed" | "canceled" | "timeout";
        };
        /**
         * @description Another payload for the same call.
         * @example {
         *       "payload": {
         *         "days": 7,
         *         "playerId": "p-1007"
         *       }
         *     }
         */
        CallAgain: {
            /** @description The same as before when left out. */
            payload?: unknown;
        };
        /** @description A page of calls. */
        CallList: {
            calls: components["schemas"]["Call"][];
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description The page size as it was used.
             */
            page_size: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /**
         * @description How all calls that are meant came out.
         * @example {
         *       "avg_duration_ms": 842,
         *       "cancelled": 4,
         *       "failed": 9,
         *       "other": 4,
         *       "running": 2,
         *       "succeeded": 100,
         *       "timeout": 1,
         *       "total": 120
         *     }
         */
        CallStats: {
            /**
             * Format: int64
             * @description Over all that are over and had begun: how long the newest attempt took. 0 where there is none.
             */
            avg_duration_ms: number;
            /** Format: int64 */
            cancelled: number;
            /** Format: int64 */
            failed: number;
            /**
             * Format: int64
             * @description Those that have not begun.
             */
            other: number;
            /** Format: int64 */
            running: number;
            /** Format: int64 */
            succeeded: number;
            /** Format: int64 */
            timeout: number;
            /** Format: int64 */
            total: number;
        };
        /**
         * @description What answers a request later.
         * @example {
         *       "result": {
         *         "pages": 10
         *       }
         *     }
         */
        Callback: {
            /** @description Ends the job in vain; at most 16 KiB, the rest is cut off. */
            error?: string | null;
            /** @description What has happened, where the job is not over yet; at most 1000. */
            events?: components["schemas"]["ToldEvent"][] | null;
            /**
             * Format: int64
             * @description 0 to 100, where the job is not over yet.
             */
            progress?: number | null;
            /** @description Ends the job; may be null. At most 1 MB. */
            result?: unknown;
            /**
             * @description Whether another attempt might do better than one that ended in vain; it might when left out. There is one where
             *     attempts are left.
             */
            retry?: boolean | null;
        };
        /**
         * @description The job that was asked for.
         * @example {
         *       "job_id": "4712"
         *     }
         */
        CalledAgain: {
            job_id: string;
        };
        /**
         * @description That an answer was taken.
         * @example {
         *       "cancel": false,
         *       "code": 0,
         *       "message": "OK"
         *     }
         */
        CalledBack: {
            /** @description Whether somebody wants the job stopped. */
            cancel: boolean;
            /** Format: int32 */
            code: number;
            message: string;
        };
        /**
         * @description A report that is taken back.
         * @example {
         *       "remark": "已经好了",
         *       "tid": 123
         *     }
         */
        Cancellation: {
            /** @description Becomes a comment. */
            remark?: string | null;
            /**
             * Format: int64
             * @description The ticket's number.
             */
            tid: number;
        };
        /** @description The tickets in statuses of one category. */
        CategoryCount: {
            category: string;
            /** Format: int64 */
            count: number;
            filter: string;
        };
        /**
         * @description One field's change.
         * @example {
         *       "field": "status",
         *       "from": "open",
         *       "to": "in_progress"
         *     }
         */
        Change: {
            /** @description The field's name; a custom field's is `fields.<key>`. */
            field: string;
            /** @description Before. */
            from?: unknown;
            /** @description After. */
            to?: unknown;
        };
        /**
         * @description A group, role or department.
         * @example {
         *       "createdAt": "2026-01-05T02:11:09.482133Z",
         *       "description": "值班",
         *       "members": [
         *         "li.si",
         *         "zhang.san"
         *       ],
         *       "name": "Network crew",
         *       "uuid": "8sYxW4cR",
         *       "version": 2
         *     }
         */
        Circle: {
            /** Format: date-time */
            createdAt: string;
            description: string;
            /** @description User names. */
            members: string[];
            name: string;
            uuid: string;
            /**
             * Format: int64
             * @description Grows with every change.
             */
            version: number;
        };
        /**
         * @description What is to change of a group, role or department; what is left out stays.
         * @example {
         *       "members": [
         *         "li.si",
         *         "wang.wu",
         *         "zhang.san"
         *       ]
         *     }
         */
        CircleWish: {
            /** @description At most 1,000 characters. */
            description?: string | null;
            /** @description All its user names from now on. */
            members?: string[] | null;
            /** @description At most 64 characters; unique in any case. */
            name?: string | null;
        };
        /**
         * @description A comment.
         * @example {
         *       "attachments": [],
         *       "author": "ann",
         *       "content": "已联系用户",
         *       "createdAt": "2026-11-21T08:00:00.000000Z",
         *       "id": 7,
         *       "internal": false,
         *       "updatedAt": "2026-11-21T08:00:00.000000Z"
         *     }
         */
        Comment: {
            attachments: components["schemas"]["Attachment"][];
            /** @description The user name of who said it. */
            author: string;
            content: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: int64 */
            id: number;
            /** @description Whether only operators and above read it. */
            internal: boolean;
            /** Format: date-time */
            updatedAt: string;
        };
        /**
         * @description The comments of a ticket, oldest first.
         * @example {
         *       "items": [
         *         {
         *           "attachments": [],
         *           "author": "ann",
         *           "content": "已联系用户",
         *           "createdAt": "2026-11-21T08:00:00.000000Z",
         *           "id": 7,
         *           "internal": false,
         *           "updatedAt": "2026-11-21T08:00:00.000000Z"
         *         }
         *       ]
         *     }
         */
        CommentList: {
            items: components["schemas"]["Comment"][];
        };
        /**
         * @description That the job is done.
         * @example {
         *       "leaseToken": "30-hT5vC1z8QpLkN2mXyRbWdA7sEfGjU4oIq9KxZt6BYwV",
         *       "result": {
         *         "pages": 10
         *       }
         *     }
         */
        Completion: {
            leaseToken: string;
            /** @description At most 1 MiB. */
            result?: unknown;
        };
        /**
         * @description A custom field of a project.
         * @example {
         *       "key": "isp",
         *       "name": {
         *         "en": "Provider",
         *         "zh": "运营商"
         *       },
         *       "options": [
         *         "telecom",
         *         "unicom",
         *         "mobile",
         *         "others"
         *       ],
         *       "required": false,
         *       "type": "option",
         *       "uuid": "Mf1AeUgQ"
         *     }
         */
        CustomField: {
            key: string;
            name: components["schemas"]["Names"];
            /** @description The words it may take; for `option` and `options` only. */
            options: string[];
            /** @description Whether a ticket cannot be made without it. */
            required: boolean;
            /** @enum {string} */
            type: "text" | "text_area" | "integer" | "number" | "boolean" | "date" | "time" | "option" | "options" | "user" | "users";
            uuid: string;
        };
        /**
         * @description It was done.
         * @example {
         *       "message": "OK"
         *     }
         */
        Done: {
            message: string;
        };
        /** @description The draft of a workflow, without what it says. */
        DraftHead: {
            /**
             * Format: int64
             * @description The version of the workflow that it was begun from.
             */
            base: number;
            /** Format: date-time */
            updatedAt: string;
            updatedBy: string;
            /**
             * Format: int64
             * @description Its version, for `If-Match`; grows with every change.
             */
            version: number;
        };
        /** @description What the draft is to say. */
        DraftWish: {
            /**
             * Format: int64
             * @description The version in force, once the draft has what was published since it was begun; as before when left out.
             */
            base?: number | null;
            /** @description People, groups, departments and roles may stand by name; ids may be left out. */
            definition: components["schemas"]["WorkflowDefinition"];
        };
        /**
         * @description A post function that a step has brought about.
         * @example {
         *       "actor": "ann",
         *       "attempts": 0,
         *       "createdAt": "2026-11-21T08:00:00.000000Z",
         *       "does": "adds a comment",
         *       "endedAt": "2026-11-21T08:00:00.050000Z",
         *       "function": "add_comment",
         *       "jobId": "4711",
         *       "place": 0,
         *       "state": "done",
         *       "version": 2
         *     }
         */
        Effect: {
            /** @description The user name of who took the step. */
            actor: string;
            /**
             * Format: int64
             * @description How often it was tried in vain.
             */
            attempts: number;
            /** Format: date-time */
            createdAt: string;
            /** @description In the language of the request. */
            does: string;
            /**
             * Format: date-time
             * @description When it is tried next; left out once it has ended.
             */
            dueAt?: string;
            /**
             * Format: date-time
             * @description When it ended.
             */
            endedAt?: string;
            function: string;
            /** @description Its job; left out where it ended before post functions were jobs. */
            jobId?: string;
            /**
             * Format: int64
             * @description Its place among the post functions of that step, from 0.
             */
            place: number;
            /** @description Why it failed, was skipped, or is tried again. */
            reason?: string;
            /** @description The first 500 characters of what its job came to, as JSON text, as long as the job is kept. */
            result?: string;
            /** @description `waiting done skipped failed canceled` */
            state: string;
            /**
             * Format: int64
             * @description The ticket's version after the step.
             */
            version: number;
        };
        /**
         * @description The post functions of a ticket, oldest first.
         * @example {
         *       "items": [],
         *       "waiting": 0
         *     }
         */
        EffectList: {
            items: components["schemas"]["Effect"][];
            /** @description How many of them have not ended. */
            waiting: number;
        };
        /**
         * @description The body of every refusal.
         * @example {
         *       "code": 422,
         *       "details": {
         *         "title": "must not be blank"
         *       },
         *       "error": "validation_failed",
         *       "message": "some values are not allowed: title: must not be blank",
         *       "requestId": "1f0c63ad9b7e4d25"
         *     }
         */
        ErrorBody: {
            /**
             * Format: int32
             * @description The HTTP status.
             */
            code: number;
            /** @description Null, on the routes of jobs, functions and workers; elsewhere left out. */
            data?: Record<string, never> | null;
            /** @description Why, by field, where fields are at fault. */
            details?: {
                [key: string]: string;
            };
            /** @description A word for programs, one for each status. */
            error: string;
            /** @description A sentence for people, in the language of `Accept-Language`. */
            message: string;
            /** @description The request's id, which the server's log has too. */
            requestId: string;
        };
        /**
         * @description What became of a condition, part by part.
         * @example {
         *       "holds": false,
         *       "parts": [
         *         {
         *           "holds": false,
         *           "what": "in_user_domains",
         *           "why": "ann is none of: the group “Bosses”"
         *         }
         *       ],
         *       "what": "must",
         *       "why": "only 0 of these 1 hold; all must"
         *     }
         */
        Explanation: {
            /** @description Whether it is so. */
            holds: boolean;
            /** @description The parts of `must`, `should` and `must_not`. */
            parts?: components["schemas"]["Explanation"][];
            /** @description `must`, `should`, `must_not`, or what is looked at. */
            what: string;
            /** @description Why, in the language of the request. */
            why: string;
        };
        /**
         * @description The body of every refusal.
         * @example {
         *       "errType": 2,
         *       "msg": "missing required URL parameter: tid",
         *       "success": false
         *     }
         */
        Failure: {
            /**
             * Format: int64
             * @description 1 internal, 2 request, 3 permission, 4 business rule.
             */
            errType: number;
            /** @description A sentence, which names the field where one is at fault. */
            msg: string;
            /** @description `false`. */
            success: boolean;
        };
        /** @description What is switched on. */
        Features: {
            attachments: components["schemas"]["AttachmentFeature"];
        };
        /**
         * @description A step of some ticket's history, as the feed tells it.
         * @example {
         *       "action": "transitioned",
         *       "actor": "ann",
         *       "at": "2026-11-21T08:00:00.000000Z",
         *       "changes": [
         *         {
         *           "field": "status",
         *           "from": "open",
         *           "to": "in_progress"
         *         }
         *       ],
         *       "event": "step",
         *       "key": "SUP-42",
         *       "note": "",
         *       "project": "SUP",
         *       "seq": 1207,
         *       "ticketId": 42,
         *       "version": 2,
         *       "via": "api"
         *     }
         */
        FeedEvent: components["schemas"]["Step"] & {
            /** @description `step`, or `refresh` for the step with which all that an earlier one has brought about has ended. */
            event: string;
            key: string;
            project: string;
            /** Format: int64 */
            ticketId: number;
        };
        /**
         * @description What has happened after a place.
         * @example {
         *       "items": [
         *         {
         *           "action": "created",
         *           "actor": "ann",
         *           "at": "2026-11-21T08:00:00.000000Z",
         *           "changes": [],
         *           "event": "step",
         *           "key": "SUP-42",
         *           "note": "",
         *           "project": "SUP",
         *           "seq": 1207,
         *           "ticketId": 42,
         *           "version": 1,
         *           "via": "api"
         *         }
         *       ],
         *       "last": 1209
         *     }
         */
        FeedPage: {
            items: components["schemas"]["FeedEvent"][];
            /**
             * Format: int64
             * @description What to send as `after` next: the place up to which everything was looked at.
             */
            last: number;
        };
        /**
         * @description All custom fields that a project is to have, in order. The array alone is taken as well.
         * @example {
         *       "items": [
         *         {
         *           "key": "room",
         *           "name": {
         *             "en": "Room",
         *             "zh": "房间"
         *           },
         *           "required": true,
         *           "type": "text"
         *         },
         *         {
         *           "key": "isp",
         *           "name": "ISP",
         *           "options": [
         *             "telecom",
         *             "unicom"
         *           ],
         *           "type": "option"
         *         }
         *       ]
         *     }
         */
        FieldList: {
            items: components["schemas"]["FieldWish"][];
        };
        /** @description A custom field as it is to be. */
        FieldWish: {
            /** @description 1 to 40 of `a-z 0-9 _`, a letter first. */
            key: string;
            name: components["schemas"]["WishedName"];
            /** @description The words it may take; for `option` and `options` only. */
            options?: string[] | null;
            /** @description Whether a ticket cannot be made without it; no when left out. */
            required?: boolean | null;
            /** @enum {string} */
            type: "text" | "text_area" | "integer" | "number" | "boolean" | "date" | "time" | "option" | "options" | "user" | "users";
        };
        /**
         * @description So many tickets, and what lists them.
         * @example {
         *       "count": 12,
         *       "filter": "status in (\"open\")"
         *     }
         */
        Figure: {
            /** Format: int64 */
            count: number;
            /** @description `GET /tickets?filter=` with it lists exactly these. */
            filter: string;
        };
        /**
         * Format: binary
         * @description The bytes of a file.
         * @example …
         */
        FileBytes: string;
        /** @description A day. */
        FlowDay: {
            created: components["schemas"]["Figure"];
            /**
             * Format: date-time
             * @description When it begins.
             */
            from: string;
            resolved: components["schemas"]["Figure"];
        };
        /** @description What came in and was done with, day by day. */
        FlowStats: {
            /** @description Made on all of the days. */
            created: components["schemas"]["Figure"];
            /** @description Oldest first. */
            days: components["schemas"]["FlowDay"][];
            /**
             * Format: date-time
             * @description When the first day begins.
             */
            from: string;
            /** @description First resolved or closed on all of the days, whenever they were made, also where they were opened again since. */
            resolved: components["schemas"]["Figure"];
            /**
             * Format: date-time
             * @description When the last has ended.
             */
            to: string;
            /**
             * Format: int64
             * @description As it was asked for, in minutes.
             */
            zone: number;
        };
        /**
         * @description What a post function would do.
         * @example {
         *       "changes": [
         *         {
         *           "field": "assignee",
         *           "from": "",
         *           "to": "ann"
         *         }
         *       ],
         *       "does": "changes the field: assignee",
         *       "function": "update_field_value"
         *     }
         */
        ForeseenEffect: {
            /** @description What it would change of the ticket itself, as far as that is known before. */
            changes: components["schemas"]["Change"][];
            /** @description In the language of the request. */
            does: string;
            /** @description Why it would fail, if it would. */
            error?: string;
            function: string;
        };
        /** @description Somebody. */
        FoundPerson: {
            nickname: string;
            username: string;
            uuid: string;
        };
        /** @description A project. */
        FoundProject: {
            archived: boolean;
            key: string;
            name: string;
            uuid: string;
        };
        /**
         * @description A function. Its secret is never shown again.
         * @example {
         *       "category": "players",
         *       "concurrency": 0,
         *       "createdAt": "2026-11-21T08:00:00.000000Z",
         *       "description": "",
         *       "enabled": true,
         *       "id": "player.ban",
         *       "input": {
         *         "required": [
         *           "playerId"
         *         ],
         *         "type": "object"
         *       },
         *       "kind": "script",
         *       "maxAttempts": 1,
         *       "name": "Ban a player",
         *       "output": null,
         *       "risk": "high",
         *       "source": "log(`banned ${params.playerId}`)",
         *       "timeoutMs": 60000,
         *       "updatedAt": "2026-11-21T08:00:00.000000Z",
         *       "version": 1
         *     }
         */
        Function: components["schemas"]["Inside"] & {
            category: string;
            /**
             * Format: int64
             * @description How many of its jobs run at once at most; 0 for any number.
             */
            concurrency: number;
            /** Format: date-time */
            createdAt: string;
            description: string;
            /** @description Whether jobs of it can be started. */
            enabled: boolean;
            id: string;
            /** @description The JSON Schema of parameters; null for none. */
            input: unknown;
            /** @enum {string} */
            kind: "script" | "http" | "command" | "worker" | "noop";
            /**
             * Format: int64
             * @description How often a job is tried at most where it fails.
             */
            maxAttempts: number;
            name: string;
            /** @description The JSON Schema of results, for readers; null for none. */
            output: unknown;
            /** @enum {string} */
            risk: "low" | "medium" | "high";
            /**
             * Format: int64
             * @description How long one attempt may take.
             */
            timeoutMs: number;
            /** Format: date-time */
            updatedAt: string;
            /**
             * Format: int64
             * @description Grows by one with every change of what a job needs to run.
             */
            version: number;
        };
        /**
         * @description What is to be changed of a function; what is left out stays.
         * @example {
         *       "source": "return {banned: true}",
         *       "timeoutMs": 5000
         *     }
         */
        FunctionChange: {
            category?: string | null;
            command?: string | null;
            /**
             * Format: int64
             * @description 0 for any number.
             */
            concurrency?: number | null;
            description?: string | null;
            enabled?: boolean | null;
            /** @description An empty object for none. */
            input?: unknown;
            /** @enum {string} */
            kind?: "script" | "http" | "command" | "worker" | "noop";
            /** Format: int64 */
            maxAttempts?: number | null;
            name?: string | null;
            /** @description An empty object for none. */
            output?: unknown;
            /** @enum {string} */
            risk?: "low" | "medium" | "high";
            secret?: string | null;
            source?: string | null;
            /** Format: int64 */
            timeoutMs?: number | null;
            url?: string | null;
        };
        /** @description A version of a function. */
        FunctionVersion: components["schemas"]["Inside"] & {
            /** @description The user name of who made it. */
            actor: string;
            /** Format: date-time */
            createdAt: string;
            /** @description The JSON Schema of parameters; null for none. */
            input: unknown;
            /** @enum {string} */
            kind: "script" | "http" | "command" | "worker" | "noop";
            /** Format: int64 */
            maxAttempts: number;
            /** @description The JSON Schema of results; null for none. */
            output: unknown;
            /** Format: int64 */
            timeoutMs: number;
            /** Format: int64 */
            version: number;
        };
        /** @description What a git server sends, in its own form; this is a push as GitHub and Gitea send it, of which these keys are read. */
        GitPayload: Record<string, never>;
        /**
         * @description To whom a place is given.
         * @example {
         *       "to": "cem"
         *     }
         */
        HandOver: {
            note?: string | null;
            /** @description Whose place it is, where it is not one's own: for who manages the project, of somebody who cannot act. */
            of?: string | null;
            /** @description A user name. */
            to: string;
        };
        /**
         * @description What became of what was sent.
         * @example {
         *       "leftOut": 0,
         *       "recorded": 1,
         *       "tickets": [
         *         "NET-42"
         *       ]
         *     }
         */
        Heard: {
            /** @description Why nothing was done, where nothing was to be done. */
            ignored?: string | null;
            /**
             * Format: int64
             * @description Commits that were not looked at: more than one delivery may hold, or than the sender listed.
             */
            leftOut: number;
            /**
             * Format: int64
             * @description The entries written into their histories.
             */
            recorded: number;
            /** @description The keys of the tickets that it was news to. */
            tickets: string[];
        };
        /**
         * @description That the worker is still at it, and what has happened since.
         * @example {
         *       "events": [
         *         {
         *           "message": "page 4 of 10",
         *           "type": "log"
         *         }
         *       ],
         *       "leaseToken": "30-hT5vC1z8QpLkN2mXyRbWdA7sEfGjU4oIq9KxZt6BYwV",
         *       "progress": 40
         *     }
         */
        Heartbeat: {
            /** @description At most 1000. */
            events?: components["schemas"]["ToldEvent"][] | null;
            leaseToken: string;
            /**
             * Format: int64
             * @description 0 to 100.
             */
            progress?: number | null;
        };
        /**
         * @description How the job stands.
         * @example {
         *       "cancel": false,
         *       "leaseUntil": "2026-11-21T08:01:00.000000Z"
         *     }
         */
        Held: {
            /** @description Whether the worker is to stop, and to fail the job. */
            cancel: boolean;
            /** Format: date-time */
            leaseUntil: string;
        };
        /**
         * @description A hook, without its secret.
         * @example {
         *       "createdAt": "2026-11-21T08:00:00.000000Z",
         *       "enabled": true,
         *       "lastUsedAt": null,
         *       "name": "net tools",
         *       "numbers": true,
         *       "path": "/api/v1/hooks/git/github?hook=Lk20xPzQ",
         *       "project": "NET",
         *       "provider": "github",
         *       "rotatedAt": "2026-11-21T08:00:00.000000Z",
         *       "usable": true,
         *       "uuid": "Lk20xPzQ"
         *     }
         */
        Hook: {
            /** Format: date-time */
            createdAt: string;
            /** @description Whether it is listened to. */
            enabled: boolean;
            /**
             * Format: date-time
             * @description When something was last heard from it, to the minute; null for never.
             */
            lastUsedAt: string | null;
            /** @description For a webhook, the name that triggers wait for. */
            name: string;
            /** @description Whether a bare `#42` names a ticket. */
            numbers: boolean;
            /** @description What the sender is to be given, behind the address of this server. */
            path: string;
            /** @description The project whose tickets it may tell; null for all projects. */
            project: string | null;
            /** @enum {string} */
            provider: "github" | "gitlab" | "gitea" | "webhook";
            /**
             * Format: date-time
             * @description When its secret was made.
             */
            rotatedAt: string;
            /** @description False where its secret was made with another signing key than the server has now: make a new one. */
            usable: boolean;
            uuid: string;
        };
        /**
         * @description What is to be changed of a hook; what is left out stays.
         * @example {
         *       "enabled": false
         *     }
         */
        HookChange: {
            /** @description Whether it is listened to. */
            enabled?: boolean | null;
            /** @description At most 64 characters; one a provider. */
            name?: string | null;
            /** @description Whether a bare `#42` names a ticket. */
            numbers?: boolean | null;
            /** @description A project's key; empty for all projects. */
            project?: string | null;
        };
        /** @description What an import came to. */
        ImportedWorkflow: {
            draft: components["schemas"]["WorkflowDraft"];
            /** @description The custom fields of the file that the project had not; they were made only if that was asked for. */
            missingFields: components["schemas"]["CustomField"][];
        };
        /**
         * @description Something that is done to an incident.
         * @example {
         *       "action": "addRemark",
         *       "params": {
         *         "note": "回滚中"
         *       },
         *       "task_id": "5f0c0f6be3c94be3a1f4c8a0f6f0f7c1"
         *     }
         */
        IncidentAction: {
            action: string;
            params?: components["schemas"]["IncidentParams"] | null;
            /** @description As the tasks of the incident tell it; one of a node that the incident has left is refused. */
            task_id: string;
        };
        /** @description The envelope of an answer. */
        IncidentAnswer_IncidentDetail: {
            /** @description One incident. Times are in milliseconds since 1970; null is what nobody has said. */
            data: {
                assignee_role: string;
                assignee_scene: string;
                /** Format: int64 */
                create_time: number;
                creator: string;
                current_cloud_service: string[];
                enterprise_project: string[];
                /** @description What its words mean and its people are called. */
                enum_data_list: components["schemas"]["IncidentEnum"][];
                /** Format: int64 */
                fault_delineation_time?: number | null;
                /** Format: int64 */
                fault_recovery_time?: number | null;
                /**
                 * Format: int64
                 * @description When somebody last did something about it.
                 */
                handle_time?: number | null;
                incident_assignee: string[];
                incident_description: string;
                incident_level: string;
                incident_num: string;
                incident_ownership: string;
                incident_source: string;
                incident_title: string;
                incident_type: string;
                is_service_interrupt?: boolean | null;
                region: string[];
                /** Format: int64 */
                start_time?: number | null;
                status: string;
                warroom_id: string;
            };
            /** @description `GOM.00000000`. */
            error_code: string;
            /** @description Null. */
            error_msg?: string | null;
            /** @description `049`. */
            provider_code: string;
        };
        /** @description The envelope of an answer. */
        IncidentAnswer_IncidentDocument: {
            /**
             * @description A file that was attached.
             * @example {
             *       "doc_id": "7",
             *       "doc_name": "top.txt"
             *     }
             */
            data: {
                doc_id: string;
                doc_name: string;
            };
            /** @description `GOM.00000000`. */
            error_code: string;
            /** @description Null. */
            error_msg?: string | null;
            /** @description `049`. */
            provider_code: string;
        };
        /** @description The envelope of an answer. */
        IncidentAnswer_IncidentDone: {
            /**
             * @description What was done.
             * @example {
             *       "incident_num": "IM202611210800000000000042",
             *       "status": "INCIDENT_STATUS_ACKNOWLEDGED"
             *     }
             */
            data: {
                incident_num: string;
                /** @description After it. */
                status: string;
            };
            /** @description `GOM.00000000`. */
            error_code: string;
            /** @description Null. */
            error_msg?: string | null;
            /** @description `049`. */
            provider_code: string;
        };
        /** @description The envelope of an answer. */
        IncidentAnswer_IncidentHistory: {
            /** @description What was found of a history. */
            data: {
                /** @description For `count_filters`. */
                counts?: components["schemas"]["IncidentCount"][];
                /** @description For `group_by_filter`. */
                groups?: components["schemas"]["IncidentGroup"][];
                /** @description The first 1,024 of them. */
                info: components["schemas"]["IncidentStep"][];
                /**
                 * Format: int64
                 * @description How many there are in all.
                 */
                total: number;
            };
            /** @description `GOM.00000000`. */
            error_code: string;
            /** @description Null. */
            error_msg?: string | null;
            /** @description `049`. */
            provider_code: string;
        };
        /** @description The envelope of an answer. */
        IncidentAnswer_IncidentNumber: {
            /**
             * @description The number of an incident that was made.
             * @example {
             *       "incident_num": "IM202611210800000000000042"
             *     }
             */
            data: {
                incident_num: string;
            };
            /** @description `GOM.00000000`. */
            error_code: string;
            /** @description Null. */
            error_msg?: string | null;
            /** @description `049`. */
            provider_code: string;
        };
        /** @description The envelope of an answer. */
        IncidentAnswer_IncidentPage: {
            /** @description A page of a list. */
            data: {
                tickets: components["schemas"]["IncidentTicket"][];
                /**
                 * Format: int64
                 * @description How many there are in all.
                 */
                total?: number | null;
            };
            /** @description `GOM.00000000`. */
            error_code: string;
            /** @description Null. */
            error_msg?: string | null;
            /** @description `049`. */
            provider_code: string;
        };
        /** @description The envelope of an answer. */
        IncidentAnswer_IncidentSimplePage: {
            /** @description A page of incidents in few words. */
            data: {
                tickets: components["schemas"]["IncidentSimple"][];
                /**
                 * Format: int64
                 * @description How many there are in all.
                 */
                total: number;
            };
            /** @description `GOM.00000000`. */
            error_code: string;
            /** @description Null. */
            error_msg?: string | null;
            /** @description `049`. */
            provider_code: string;
        };
        /** @description The envelope of an answer. */
        IncidentAnswer_Vec_IncidentTask: {
            data: {
                /** @description The key of its status. */
                key: string;
                /** @description What its status is called, in the language of `Accept-Language`. */
                name: string;
                operations: components["schemas"]["IncidentOperation"][];
                /** @description What the status means: `new active paused resolved closed rejected`. */
                state: string;
                /** @description `UserTask`. */
                type: string;
            }[];
            /** @description `GOM.00000000`. */
            error_code: string;
            /** @description Null. */
            error_msg?: string | null;
            /** @description `049`. */
            provider_code: string;
        };
        /**
         * @description What a board of incidents shows of a ticket.
         * @example {
         *       "roles": {
         *         "commander": "ann"
         *       },
         *       "times": {
         *         "acknowledge": {
         *           "at": "2026-11-21T08:05:00.000000Z",
         *           "seconds": 300
         *         },
         *         "createdAt": "2026-11-21T08:00:00.000000Z",
         *         "mitigate": null,
         *         "pausedSeconds": 0,
         *         "pausedSince": null,
         *         "phase": "active",
         *         "reopened": 0,
         *         "resolve": null,
         *         "resolveLast": null,
         *         "severity": "P2"
         *       }
         *     }
         */
        IncidentBrief: {
            /** @description The user names of who holds its roles, by the roles' keys; without those that nobody holds. */
            roles: {
                [key: string]: string;
            };
            /** @description How severe it is, and how long it took, as `GET /tickets/{id}/times` tells it. */
            times: components["schemas"]["IncidentTimes"];
        };
        /** @description So many rows meet the filters of this name. */
        IncidentCount: {
            /** Format: int64 */
            count: number;
            name: string;
        };
        /**
         * @description What is counted besides.
         * @example {
         *       "filters": [
         *         {
         *           "field": "status",
         *           "operator": "=",
         *           "values": [
         *             "INCIDENT_STATUS_PAUSED"
         *           ]
         *         }
         *       ],
         *       "name": "paused"
         *     }
         */
        IncidentCounting: {
            /** @description All of them must hold. */
            filters: components["schemas"]["IncidentFilter"][];
            name: string;
        };
        /** @description One incident. Times are in milliseconds since 1970; null is what nobody has said. */
        IncidentDetail: {
            assignee_role: string;
            assignee_scene: string;
            /** Format: int64 */
            create_time: number;
            creator: string;
            current_cloud_service: string[];
            enterprise_project: string[];
            /** @description What its words mean and its people are called. */
            enum_data_list: components["schemas"]["IncidentEnum"][];
            /** Format: int64 */
            fault_delineation_time?: number | null;
            /** Format: int64 */
            fault_recovery_time?: number | null;
            /**
             * Format: int64
             * @description When somebody last did something about it.
             */
            handle_time?: number | null;
            incident_assignee: string[];
            incident_description: string;
            incident_level: string;
            incident_num: string;
            incident_ownership: string;
            incident_source: string;
            incident_title: string;
            incident_type: string;
            is_service_interrupt?: boolean | null;
            region: string[];
            /** Format: int64 */
            start_time?: number | null;
            status: string;
            warroom_id: string;
        };
        /**
         * @description A file that was attached.
         * @example {
         *       "doc_id": "7",
         *       "doc_name": "top.txt"
         *     }
         */
        IncidentDocument: {
            doc_id: string;
            doc_name: string;
        };
        /**
         * @description What was done.
         * @example {
         *       "incident_num": "IM202611210800000000000042",
         *       "status": "INCIDENT_STATUS_ACKNOWLEDGED"
         *     }
         */
        IncidentDone: {
            incident_num: string;
            /** @description After it. */
            status: string;
        };
        /**
         * @description What a person or a word is called.
         * @example {
         *       "biz_id": "DU6krHBN",
         *       "name_en": "张三",
         *       "name_zh": "张三",
         *       "prop_id": "operator"
         *     }
         */
        IncidentEnum: {
            /** @description The person's id, or the word. */
            biz_id: string;
            name_en: string;
            name_zh: string;
            /** @description The field that it stands in. */
            prop_id: string;
        };
        /**
         * @description The body of every refusal.
         * @example {
         *       "data": null,
         *       "error_code": "GOM.00007256",
         *       "error_msg": "condition: at character 5: no filter has the name “c”",
         *       "provider_code": "049"
         *     }
         */
        IncidentFailure: {
            /** @description Null. */
            data: Record<string, never> | null;
            /** @description What kind of refusal it is. */
            error_code: string;
            /** @description A sentence, in the language of `Accept-Language`; it names the parameter that is wrong. */
            error_msg: string;
            /** @description `049`. */
            provider_code: string;
        };
        /**
         * @description How long incidents took, by severity.
         * @example {
         *       "from": "2026-08-23T00:00:00.000000Z",
         *       "items": [],
         *       "to": "2026-11-21T00:00:00.000000Z"
         *     }
         */
        IncidentFigures: {
            /** Format: date-time */
            from: string;
            items: components["schemas"]["SeverityFigures"][];
            /** Format: date-time */
            to: string;
        };
        /** @description A file for an incident. */
        IncidentFile: {
            /** Format: binary */
            file: string;
            /** @description The incident's number, or the ticket's. */
            incident_num: string;
        };
        /**
         * @description One filter.
         * @example {
         *       "field": "status",
         *       "name": "a",
         *       "operator": "in",
         *       "values": [
         *         "INCIDENT_STATUS_PAUSED"
         *       ]
         *     }
         */
        IncidentFilter: {
            field: string;
            /** @description What the condition calls it. */
            name?: string | null;
            /** @description `in like startwith endwith = != > <` */
            operator: string;
            /** @description Texts; more than one with an operator for one means any of them. */
            values: string[];
        };
        /** @description So many rows have this value. */
        IncidentGroup: {
            /** Format: int64 */
            count: number;
            value: string;
        };
        /**
         * @description By what is grouped.
         * @example {
         *       "field": "status",
         *       "operator": "=",
         *       "values": [
         *         "status"
         *       ]
         *     }
         */
        IncidentGrouping: {
            field: string;
        };
        /**
         * @description The same in the older form.
         * @example {
         *       "incident_num": "IM202611210800000000000042",
         *       "operate_key": "acceptedIncident1",
         *       "operator": "DU6krHBN",
         *       "parameter": {}
         *     }
         */
        IncidentHandling: {
            incident_num: string;
            /** @description `acceptedIncident1 commitSolution1 confirm forwardOther1 incidentPause agreed rejected incidentChangeLevel1 ReOpen` */
            operate_key: string;
            /** @description An id or a user name: one's own, and for administrators anybody's. */
            operator: string;
            parameter?: components["schemas"]["IncidentParams"] | null;
        };
        /** @description What was found of a history. */
        IncidentHistory: {
            /** @description For `count_filters`. */
            counts?: components["schemas"]["IncidentCount"][];
            /** @description For `group_by_filter`. */
            groups?: components["schemas"]["IncidentGroup"][];
            /** @description The first 1,024 of them. */
            info: components["schemas"]["IncidentStep"][];
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /**
         * @description What a history is asked with. All of it may be left out.
         * @example {
         *       "sort_filter": {
         *         "field": "start_time",
         *         "name": "start_time",
         *         "operator": "desc",
         *         "values": [
         *           "start_time"
         *         ]
         *       }
         *     }
         */
        IncidentHistoryBody: {
            /** @description How the filters are put together, by their names: `(a & b) | c`. */
            condition?: string | null;
            count_filters?: components["schemas"]["IncidentCounting"][] | null;
            /** @description Rows carry only these. */
            fields?: string[] | null;
            group_by_filter?: components["schemas"]["IncidentGrouping"] | null;
            int_filters?: components["schemas"]["IncidentFilter"][] | null;
            /** @description One, or an array of at most 10. */
            sort_filter?: components["schemas"]["IncidentSort"][] | null;
            string_filters?: components["schemas"]["IncidentFilter"][] | null;
        };
        /**
         * @description What a list is asked with. All of it may be left out.
         * @example {
         *       "contain_total": true,
         *       "page": 1,
         *       "per_page": 10,
         *       "string_filters": [
         *         {
         *           "field": "work_flow_status",
         *           "name": "a",
         *           "operator": "=",
         *           "values": [
         *             "INCIDENT_STATUS_ACKNOWLEDGED"
         *           ]
         *         }
         *       ]
         *     }
         */
        IncidentListBody: {
            /** @description How the filters are put together, by their names: `(a & b) | c`. */
            condition?: string | null;
            /** @description Whether the answer says how many there are in all; `true` when left out. */
            contain_total?: boolean | null;
            /** @description Rows carry only these. */
            fields?: string[] | null;
            int_filters?: components["schemas"]["IncidentFilter"][] | null;
            /**
             * Format: int64
             * @description From 1.
             */
            page?: number | null;
            /**
             * Format: int64
             * @description 10 when left out; of more than 200, 200.
             */
            per_page?: number | null;
            /** @description By `create_time`, `update_time`, `level_id`, `title` or `ticket_id`; one, or an array of at most 10. */
            sort_filter?: components["schemas"]["IncidentSort"][] | null;
            string_filters?: components["schemas"]["IncidentFilter"][] | null;
        };
        /**
         * @description The number of an incident that was made.
         * @example {
         *       "incident_num": "IM202611210800000000000042"
         *     }
         */
        IncidentNumber: {
            incident_num: string;
        };
        /**
         * @description Something that may be done.
         * @example {
         *       "key": "accepted",
         *       "task_id": "5f0c0f6be3c94be3a1f4c8a0f6f0f7c1"
         *     }
         */
        IncidentOperation: {
            key: string;
            /** @description The id of doing it where the incident is now. */
            task_id: string;
        };
        /** @description A page of a list. */
        IncidentPage: {
            tickets: components["schemas"]["IncidentTicket"][];
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total?: number | null;
        };
        /** @description What is said with an action. Which of it is looked at, the action says. */
        IncidentParams: {
            cause?: string | null;
            /** Format: int64 */
            fault_recovery_time?: number | null;
            is_service_interrupt?: boolean | null;
            mtm_type?: string | null;
            note?: string | null;
            /** Format: int64 */
            pause_end_time?: number | null;
            pause_reason?: string | null;
            solution?: string | null;
            /** Format: int64 */
            start_time?: number | null;
            virtual_change_level_comment?: string | null;
            virtual_confirm_comment?: string | null;
            virtual_confirm_result?: boolean | null;
            virtual_send_assignee?: string | null;
            virtual_send_comment?: string | null;
            virtual_target_level?: string | null;
        };
        /**
         * @description A role in an incident.
         * @example {
         *       "name": "Incident commander",
         *       "role": "commander",
         *       "username": "ann"
         *     }
         */
        IncidentRole: {
            /** @description What it is called, in the language of the request. */
            name: string;
            /** @description Its key. */
            role: string;
            /** @description The user name of who holds it; null for nobody. */
            username: string | null;
        };
        /**
         * @description The roles of an incident, and who holds them.
         * @example {
         *       "items": [
         *         {
         *           "name": "Incident commander",
         *           "role": "commander",
         *           "username": "ann"
         *         },
         *         {
         *           "name": "Scribe",
         *           "role": "scribe",
         *           "username": null
         *         }
         *       ]
         *     }
         */
        IncidentRoles: {
            items: components["schemas"]["IncidentRole"][];
        };
        /** @description An incident in few words. */
        IncidentSimple: {
            assignee: string[];
            creator: string;
            description: string;
            enterprise_project: string;
            level: string;
            source: string;
            status: string;
            ticket_id: string;
            title: string;
        };
        /** @description A page of incidents in few words. */
        IncidentSimplePage: {
            tickets: components["schemas"]["IncidentSimple"][];
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /**
         * @description By what is sorted: `operator` is `asc` or `desc`.
         * @example {
         *       "field": "start_time",
         *       "name": "start_time",
         *       "operator": "desc",
         *       "values": [
         *         "start_time"
         *       ]
         *     }
         */
        IncidentSort: {
            field: string;
            operator?: string | null;
        };
        /**
         * @description A step. What is empty is left out.
         * @example {
         *       "action": "incident_accept",
         *       "action_name_en": "Handling an incident",
         *       "action_name_zh": "受理事件",
         *       "enum_data_list": [
         *         {
         *           "biz_id": "DU6krHBN",
         *           "name_en": "张三",
         *           "name_zh": "张三",
         *           "prop_id": "operator"
         *         }
         *       ],
         *       "operator": "DU6krHBN",
         *       "start_time": 1744285427529,
         *       "status": "INCIDENT_STATUS_ACKNOWLEDGED"
         *     }
         */
        IncidentStep: {
            action?: string;
            /** @description What the system did of itself. */
            action_id?: string;
            action_name_en: string;
            action_name_zh: string;
            /** @description At most 255 characters. */
            comment?: string;
            /** @description What the people of the row are called. */
            enum_data_list: components["schemas"]["IncidentEnum"][];
            /** @description The id of who did it. */
            operator?: string;
            /**
             * Format: int64
             * @description When it happened, in milliseconds since 1970.
             */
            start_time: number;
            /** @description After the step. */
            status?: string;
            /**
             * Format: int64
             * @description When the next step took over; the newest has none.
             */
            stop_time?: number | null;
        };
        /** @description Where an incident is. */
        IncidentTask: {
            /** @description The key of its status. */
            key: string;
            /** @description What its status is called, in the language of `Accept-Language`. */
            name: string;
            operations: components["schemas"]["IncidentOperation"][];
            /** @description What the status means: `new active paused resolved closed rejected`. */
            state: string;
            /** @description `UserTask`. */
            type: string;
        };
        /** @description A listed incident. Times are in milliseconds since 1970; what is not there is left out. */
        IncidentTicket: {
            assignee?: string;
            /** Format: int64 */
            create_time: number;
            creator: string;
            current_cloud_service_id?: string;
            description: string;
            enterprise_project_id?: string;
            enum_data_list: components["schemas"]["IncidentEnum"][];
            /** @description Nothing is forwarded by rules here: always left out. */
            forward_rule_id?: string | null;
            /** Format: int64 */
            handle_time?: number | null;
            incident_ownership?: string;
            is_service_interrupt?: boolean | null;
            level_id: string;
            mtm_region?: string;
            mtm_type: string;
            operator: string;
            /** @description What the status means: `new active paused resolved closed rejected`. */
            phase: string;
            source_id?: string;
            /** Format: int64 */
            start_time?: number | null;
            ticket_id: string;
            title: string;
            /** Format: int64 */
            update_time: number;
            work_flow_status: string;
        };
        /**
         * @description How long an incident took.
         * @example {
         *       "acknowledge": {
         *         "at": "2026-11-21T08:05:00.000000Z",
         *         "seconds": 300
         *       },
         *       "createdAt": "2026-11-21T08:00:00.000000Z",
         *       "mitigate": null,
         *       "pausedSeconds": 0,
         *       "pausedSince": null,
         *       "phase": "resolved",
         *       "reopened": 0,
         *       "resolve": {
         *         "at": "2026-11-21T09:00:00.000000Z",
         *         "seconds": 3600
         *       },
         *       "resolveLast": {
         *         "at": "2026-11-21T09:00:00.000000Z",
         *         "seconds": 3600
         *       },
         *       "severity": "P2"
         *     }
         */
        IncidentTimes: {
            acknowledge: components["schemas"]["Took"] | null;
            /** Format: date-time */
            createdAt: string;
            mitigate: components["schemas"]["Took"] | null;
            /**
             * Format: double
             * @description How long it was paused up to now.
             */
            pausedSeconds: number;
            /**
             * Format: date-time
             * @description Since when it is paused.
             */
            pausedSince: string | null;
            /** @description What its status means: `new active paused resolved closed rejected`; null where its workflow has no such status any more. */
            phase: string | null;
            /**
             * Format: int64
             * @description How often it was opened again after it was over.
             */
            reopened: number;
            resolve: components["schemas"]["Took"] | null;
            resolveLast: components["schemas"]["Took"] | null;
            /** @enum {string} */
            severity: "P1" | "P2" | "P3" | "P4" | "P5";
        };
        /** @description What a function is made of: for those who may manage functions. */
        Inside: {
            /** @description The name of a configured command, of the kind `command`. */
            command?: string;
            /** @description The script, of the kind `script`. */
            source?: string;
            /** @description Where requests go, of the kind `http`. */
            url?: string;
        };
        /**
         * @description This instance.
         * @example {
         *       "features": {
         *         "attachments": {
         *           "maxSize": 52428800
         *         }
         *       },
         *       "languages": [
         *         "zh",
         *         "en"
         *       ],
         *       "name": "Gongdan",
         *       "setUp": true,
         *       "version": "0.1.0"
         *     }
         */
        Instance: {
            features: components["schemas"]["Features"];
            /** @description What sentences can be had in. */
            languages: string[];
            name: string;
            /** @description Whether the guide of the first start is over (`PUT /instance/set-up`). */
            setUp: boolean;
            version: string;
        };
        /**
         * @description A test run.
         * @example {
         *       "params": {
         *         "playerId": "p-1007"
         *       },
         *       "wait": 10
         *     }
         */
        Invocation: {
            /** @description `{}` when left out. */
            params?: unknown;
            /**
             * Format: int64
             * @description For how many seconds its end is waited for, 0 to 60; 30 when left out.
             */
            wait?: number | null;
        };
        /**
         * @description An issue type of a project.
         * @example {
         *       "attributes": {
         *         "leader": "li.wei",
         *         "reply within": 4
         *       },
         *       "key": "repair",
         *       "name": {
         *         "en": "Repair",
         *         "zh": "报修"
         *       },
         *       "uuid": "0VbT8sYx"
         *     }
         */
        IssueType: {
            /** @description What the type says of itself, by name: post functions fill fields from it (`value_type` 1). */
            attributes: Record<string, never>;
            key: string;
            name: components["schemas"]["Names"];
            uuid: string;
        };
        /** @description All items of a list that belongs to one thing. */
        Items_CustomField: {
            items: {
                key: string;
                name: components["schemas"]["Names"];
                /** @description The words it may take; for `option` and `options` only. */
                options: string[];
                /** @description Whether a ticket cannot be made without it. */
                required: boolean;
                /** @enum {string} */
                type: "text" | "text_area" | "integer" | "number" | "boolean" | "date" | "time" | "option" | "options" | "user" | "users";
                uuid: string;
            }[];
        };
        /** @description All items of a list that belongs to one thing. */
        Items_FunctionVersion: {
            items: (components["schemas"]["Inside"] & {
                /** @description The user name of who made it. */
                actor: string;
                /** Format: date-time */
                createdAt: string;
                /** @description The JSON Schema of parameters; null for none. */
                input: unknown;
                /** @enum {string} */
                kind: "script" | "http" | "command" | "worker" | "noop";
                /** Format: int64 */
                maxAttempts: number;
                /** @description The JSON Schema of results; null for none. */
                output: unknown;
                /** Format: int64 */
                timeoutMs: number;
                /** Format: int64 */
                version: number;
            })[];
        };
        /** @description All items of a list that belongs to one thing. */
        Items_IssueType: {
            items: {
                /** @description What the type says of itself, by name: post functions fill fields from it (`value_type` 1). */
                attributes: Record<string, never>;
                key: string;
                name: components["schemas"]["Names"];
                uuid: string;
            }[];
        };
        /** @description All items of a list that belongs to one thing. */
        Items_ProjectRole: {
            items: {
                /** @description User names. */
                members: string[];
                name: string;
                /** @description Its short id. */
                role: string;
            }[];
        };
        /** @description All items of a list that belongs to one thing. */
        Items_VocabularyEntry: {
            items: {
                /** @description What is understood there beside it. */
                aliases: string[];
                /** @description What it means here: the key of a status, a priority, a category, an access level, a provider. */
                key: string;
                /** @enum {string} */
                kind: "status" | "priority" | "category" | "access" | "isp" | "role";
                /** @enum {string} */
                surface: "traces" | "incidents" | "workflow";
                /** @description What is said there. */
                word: string;
            }[];
        };
        /** @description All items of a list that belongs to one thing. */
        Items_WorkflowDifference: {
            items: {
                /** @description `added`, `removed` or `{changed: […]}`, which lists what of it is another. */
                change: Record<string, never>;
                /** @description `first`, `order`, `{status: {key, name}}` or `{transition: {uuid, name, from, to}}`. */
                subject: Record<string, never>;
                /** @description It in words. */
                text: string;
            }[];
        };
        /** @description All items of a list that belongs to one thing. */
        Items_WorkflowFinding: {
            items: {
                /** @description Stable, for programs. */
                code: components["schemas"]["WorkflowFindingCode"];
                /** @description What to do about it. */
                fix: string;
                /** @description The path in the definition. */
                path: string;
                /** @description `workflow`, `{status: key}` or `{transition: {index, uuid}}`. */
                place: Record<string, never>;
                severity: components["schemas"]["SeverityWord"];
                /** @description Why, in the caller's language. */
                why: string;
            }[];
        };
        /** @description All items of a list that belongs to one thing. */
        Items_WorkflowTemplate: {
            items: {
                description: string;
                key: string;
                name: components["schemas"]["Names"];
            }[];
        };
        /** @description A job with what it was given and what it gave. */
        JobDetail: components["schemas"]["JobItem"] & {
            /**
             * Format: date-time
             * @description When somebody asked for it to be stopped, while it is not over.
             */
            cancel_asked_at?: string;
            params?: unknown;
            /** Format: int64 */
            priority: number;
            /** @description Left out where it has none. */
            result?: unknown;
            /**
             * Format: date-time
             * @description When it is begun at the earliest, while it is not over.
             */
            run_at?: string;
            /**
             * Format: int64
             * @description The version of the function that it runs.
             */
            version: number;
        };
        /**
         * @description Something that a job has told.
         * @example {
         *       "at": "2026-11-21T08:00:00.500000Z",
         *       "message": "half of it",
         *       "progress": 50,
         *       "seq": 3,
         *       "type": "progress"
         *     }
         */
        JobEvent: {
            /** Format: date-time */
            at: string;
            message: string;
            payload?: unknown;
            /**
             * Format: int64
             * @description 0 to 100.
             */
            progress?: number;
            /**
             * Format: int64
             * @description 1, 2, 3 … without gaps.
             */
            seq: number;
            /** @enum {string} */
            type: "progress" | "log" | "stdout" | "stderr" | "done" | "error";
        };
        /** @description What a job has told so far. */
        JobEvents: {
            /** @description Whether the last of them is the outcome. */
            done: boolean;
            events: components["schemas"]["JobEvent"][];
        };
        /**
         * @description That the job was done in vain.
         * @example {
         *       "error": "no such month",
         *       "leaseToken": "30-hT5vC1z8QpLkN2mXyRbWdA7sEfGjU4oIq9KxZt6BYwV",
         *       "retry": false
         *     }
         */
        JobFailure: {
            /** @description Why; at most 16 KiB, the rest is cut off. */
            error: string;
            leaseToken: string;
            /** @description Whether another attempt might do better; it might when left out. There is one where attempts are left. */
            retry?: boolean | null;
        };
        /**
         * @description A job in a list.
         * @example {
         *       "actor": "ann",
         *       "attempt": 1,
         *       "created_at": "2026-11-21T08:00:00.000000Z",
         *       "duration_ms": 1240,
         *       "ended_at": "2026-11-21T08:00:01.250000Z",
         *       "env": "prod",
         *       "function_id": "player.ban",
         *       "game_id": "g1",
         *       "id": "4711",
         *       "max_attempts": 1,
         *       "progress": 100,
         *       "started_at": "2026-11-21T08:00:00.010000Z",
         *       "state": "succeeded"
         *     }
         */
        JobItem: {
            /** @description The user name of who asked for it. */
            actor?: string;
            /**
             * Format: int64
             * @description How often it was begun; left out where it was not.
             */
            attempt?: number;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: int64
             * @description How long its newest attempt took.
             */
            duration_ms?: number;
            /** Format: date-time */
            ended_at?: string;
            env?: string;
            /** @description What went wrong, the last time. */
            error?: string;
            function_id: string;
            game_id?: string;
            id: string;
            /**
             * Format: int64
             * @description How often it may be tried where it fails.
             */
            max_attempts: number;
            /**
             * Format: int64
             * @description 0 to 100.
             */
            progress?: number;
            /**
             * Format: date-time
             * @description When its newest attempt began.
             */
            started_at?: string;
            /** @enum {string} */
            state: "pending" | "running" | "succeeded" | "failed" | "canceled" | "timeout";
            /** Format: int64 */
            ticket_id?: number;
            /** @description What ties it to the request that asked for it. */
            trace_id?: string;
            /** @description Who runs it, or ran it last. */
            worker?: string;
        };
        /** @description A page of jobs. */
        JobList: {
            jobs: components["schemas"]["JobItem"][];
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description The page size as it was used.
             */
            size: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /**
         * @description What came of a job.
         * @example {
         *       "done": true,
         *       "events": [],
         *       "jobId": "4711",
         *       "payload": {
         *         "banned": true
         *       },
         *       "state": "succeeded"
         *     }
         */
        JobResult: {
            /** @description Whether it is over. */
            done: boolean;
            error?: string;
            events: components["schemas"]["JobEvent"][];
            jobId: string;
            /** @description Its result. */
            payload?: unknown;
            /** @enum {string} */
            state: "pending" | "running" | "succeeded" | "failed" | "canceled" | "timeout";
        };
        /**
         * @description What is changed of an access key.
         * @example {
         *       "enabled": false
         *     }
         */
        KeyChange: {
            /** @description Whether it is let in. */
            enabled: boolean;
        };
        /** @description Jobs that are the worker's for a while. */
        LeaseList: {
            jobs: components["schemas"]["LeasedJob"][];
        };
        /**
         * @description The wish for jobs.
         * @example {
         *       "functions": [
         *         "report.render"
         *       ],
         *       "max": 1,
         *       "waitSeconds": 20,
         *       "worker": "render-3"
         *     }
         */
        LeaseWish: {
            /** @description The ids of the functions that it does, 1 to 100. */
            functions: string[];
            /**
             * Format: int64
             * @description For how long each is the worker's without another word, 1 to 3600; 30 when left out.
             */
            leaseSeconds?: number | null;
            /**
             * Format: int64
             * @description How many jobs at most, 1 to 100; 1 when left out.
             */
            max?: number | null;
            /**
             * Format: int64
             * @description For how long a first job is waited for, at most 20; 0 when left out.
             */
            waitSeconds?: number | null;
            /** @description What people are shown; the user name when left out. */
            worker?: string | null;
        };
        /**
         * @description One of them.
         * @example {
         *       "attempt": 1,
         *       "deadline": "2026-11-21T08:01:00.000000Z",
         *       "functionId": "report.render",
         *       "jobId": "4711",
         *       "leaseToken": "30-hT5vC1z8QpLkN2mXyRbWdA7sEfGjU4oIq9KxZt6BYwV",
         *       "leaseUntil": "2026-11-21T08:00:30.000000Z",
         *       "params": {
         *         "month": "2026-10"
         *       }
         *     }
         */
        LeasedJob: {
            /**
             * Format: int64
             * @description Which attempt this is, from 1.
             */
            attempt: number;
            /**
             * Format: date-time
             * @description Until when it must be done.
             */
            deadline: string;
            functionId: string;
            jobId: string;
            /** @description Proves that the job is this worker's; shown here only. */
            leaseToken: string;
            /**
             * Format: date-time
             * @description Until when it is the worker's without another word.
             */
            leaseUntil: string;
            params: unknown;
        };
        /** @description A status that would be gone, and the tickets in it. */
        LeavingStatus: {
            /** @description Where they would best go; null where no status is like it. */
            best: string | null;
            /** @description Some of their keys. */
            examples: string[];
            name: components["schemas"]["Names"];
            status: string;
            /** @description Whether they would be stranded, which refuses the publication. */
            stranded: boolean;
            /**
             * Format: int64
             * @description How many tickets are in it, without the deleted ones.
             */
            tickets: number;
            /** @description Where they would go: by the mapping, or because the status only has another key; null where nobody has said. */
            to: string | null;
        };
        /**
         * @description A link, read from one of its tickets.
         * @example {
         *       "id": 5,
         *       "kind": "blocks",
         *       "ticket": {
         *         "id": 43,
         *         "key": "SUP-43",
         *         "status": "open",
         *         "title": "充值未到账"
         *       }
         *     }
         */
        Link: {
            /** Format: int64 */
            id: number;
            /** @description `relates blocks blocked_by duplicates duplicated_by parent_of child_of` */
            kind: string;
            ticket: components["schemas"]["LinkedTicket"];
        };
        /**
         * @description The links of a ticket.
         * @example {
         *       "items": [
         *         {
         *           "id": 5,
         *           "kind": "blocks",
         *           "ticket": {
         *             "id": 43,
         *             "key": "SUP-43",
         *             "status": "open",
         *             "title": "充值未到账"
         *           }
         *         }
         *       ]
         *     }
         */
        LinkList: {
            items: components["schemas"]["Link"][];
        };
        /**
         * @description What is shown of a linked ticket.
         * @example {
         *       "id": 43,
         *       "key": "SUP-43",
         *       "status": "open",
         *       "title": "充值未到账"
         *     }
         */
        LinkedTicket: {
            /** Format: int64 */
            id: number;
            key: string;
            status: string;
            title: string;
        };
        /** @description A definition that is asked about. */
        LintWish: {
            definition: components["schemas"]["WorkflowDefinition"];
        };
        /** @description A ticket of a list. */
        ListedTicket: components["schemas"]["Ticket"] & {
            /** @description What a board of incidents shows; only with `include=incident`. */
            incident?: components["schemas"]["IncidentBrief"];
        };
        /** @description A page of a list. */
        Listing_AccessKey: {
            items: {
                /** @description What a signed request names it by. */
                ak: string;
                /** Format: date-time */
                createdAt: string;
                /** @description Whether it is let in. */
                enabled: boolean;
                /**
                 * Format: date-time
                 * @description Null for never.
                 */
                expiresAt: string | null;
                /**
                 * Format: date-time
                 * @description To the minute; null for never.
                 */
                lastUsedAt: string | null;
                name: string;
                scopes: ("all" | "read" | "write" | "admin" | "work")[];
                /** @description Whose rights it carries. */
                user: string;
            }[];
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description The page size as it was used.
             */
            pageSize: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        Listing_Circle: {
            items: {
                /** Format: date-time */
                createdAt: string;
                description: string;
                /** @description User names. */
                members: string[];
                name: string;
                uuid: string;
                /**
                 * Format: int64
                 * @description Grows with every change.
                 */
                version: number;
            }[];
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description The page size as it was used.
             */
            pageSize: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        Listing_Function: {
            items: (components["schemas"]["Inside"] & {
                category: string;
                /**
                 * Format: int64
                 * @description How many of its jobs run at once at most; 0 for any number.
                 */
                concurrency: number;
                /** Format: date-time */
                createdAt: string;
                description: string;
                /** @description Whether jobs of it can be started. */
                enabled: boolean;
                id: string;
                /** @description The JSON Schema of parameters; null for none. */
                input: unknown;
                /** @enum {string} */
                kind: "script" | "http" | "command" | "worker" | "noop";
                /**
                 * Format: int64
                 * @description How often a job is tried at most where it fails.
                 */
                maxAttempts: number;
                name: string;
                /** @description The JSON Schema of results, for readers; null for none. */
                output: unknown;
                /** @enum {string} */
                risk: "low" | "medium" | "high";
                /**
                 * Format: int64
                 * @description How long one attempt may take.
                 */
                timeoutMs: number;
                /** Format: date-time */
                updatedAt: string;
                /**
                 * Format: int64
                 * @description Grows by one with every change of what a job needs to run.
                 */
                version: number;
            })[];
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description The page size as it was used.
             */
            pageSize: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        Listing_Hook: {
            items: {
                /** Format: date-time */
                createdAt: string;
                /** @description Whether it is listened to. */
                enabled: boolean;
                /**
                 * Format: date-time
                 * @description When something was last heard from it, to the minute; null for never.
                 */
                lastUsedAt: string | null;
                /** @description For a webhook, the name that triggers wait for. */
                name: string;
                /** @description Whether a bare `#42` names a ticket. */
                numbers: boolean;
                /** @description What the sender is to be given, behind the address of this server. */
                path: string;
                /** @description The project whose tickets it may tell; null for all projects. */
                project: string | null;
                /** @enum {string} */
                provider: "github" | "gitlab" | "gitea" | "webhook";
                /**
                 * Format: date-time
                 * @description When its secret was made.
                 */
                rotatedAt: string;
                /** @description False where its secret was made with another signing key than the server has now: make a new one. */
                usable: boolean;
                uuid: string;
            }[];
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description The page size as it was used.
             */
            pageSize: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        Listing_Notification: {
            items: {
                /** @description The user name of who caused it. */
                actor: string | null;
                /**
                 * Format: int64
                 * @description The number of the request for consent that it is about.
                 */
                approval: number | null;
                /** Format: date-time */
                createdAt: string;
                /**
                 * Format: int64
                 * @description Newer ones have greater numbers.
                 */
                id: number;
                /** @enum {string} */
                kind: "assigned" | "mentioned" | "role_given" | "notified" | "approval_asked" | "approval_handed_over" | "approval_added" | "approval_reminded" | "approval_granted" | "approval_refused" | "approval_failed";
                /** Format: date-time */
                readAt: string | null;
                /** @description It in words, in the caller's language. */
                said: string;
                /** @description What was said with it: the beginning of a comment, what is said with a request or a vote, the text of a workflow. */
                text: string;
                ticket: components["schemas"]["NotificationTicket"] | null;
                /**
                 * Format: int64
                 * @description The version of the ticket after the step that it tells of: the step in the ticket's history.
                 */
                ticketVersion: number | null;
            }[];
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description The page size as it was used.
             */
            pageSize: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        Listing_PermissionRule: {
            items: {
                /** @enum {string} */
                permission: "view_tickets" | "create_tickets" | "edit_tickets" | "transit_tasks" | "comment" | "manage_project" | "manage_team" | "manage_functions" | "run_functions" | "view_audit";
                /** @description A project's key; null for all projects. */
                project: string | null;
                /** @description What the person, group, department or role of that id is called; empty where there is none, or no longer. */
                userDomainName: string;
                /** @description A short id; empty where the type needs none. */
                userDomainParam: string;
                /** @enum {string} */
                userDomainType: "single_user" | "group" | "department" | "role" | "everyone" | "task_owner" | "task_assign" | "task_watchers" | "project_administrators" | "project_assign" | "team_owner";
                uuid: string;
            }[];
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description The page size as it was used.
             */
            pageSize: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        Listing_Project: {
            items: {
                /** @description The user names of who manages it beside the administrators of the team. */
                administrators: string[];
                /** @description Whether it takes no new tickets. */
                archived: boolean;
                /** Format: date-time */
                createdAt: string;
                description: string;
                key: string;
                /** @description The user name of who leads it; empty for nobody. */
                lead: string;
                name: string;
                /** @description In order; the first is what a ticket is unless it says otherwise. */
                types: components["schemas"]["IssueType"][];
                uuid: string;
                /**
                 * Format: int64
                 * @description Grows with every change, those of types and fields included.
                 */
                version: number;
            }[];
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description The page size as it was used.
             */
            pageSize: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        Listing_ProjectField: {
            items: {
                field: components["schemas"]["CustomField"];
                project: string;
            }[];
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description The page size as it was used.
             */
            pageSize: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        Listing_Schedule: {
            items: {
                /** @description The user name of whom its jobs are run for. */
                actor: string;
                /** Format: date-time */
                createdAt: string;
                /** @description Minute, hour, day of the month, month, day of the week; or `@hourly @daily @weekly @monthly @yearly`. */
                cron: string;
                enabled: boolean;
                functionId: string;
                id: string;
                /**
                 * Format: date-time
                 * @description The time that it was run for last; null for never.
                 */
                lastAt: string | null;
                /** @description Why there was none. */
                lastError: string | null;
                /** @description The job of that time. */
                lastJobId: string | null;
                name: string;
                /**
                 * Format: date-time
                 * @description Null while it is not enabled.
                 */
                nextAt: string | null;
                params: unknown;
                /** Format: date-time */
                updatedAt: string;
                /** @description Of its clock: no time is skipped or comes twice. */
                utcOffset: string;
                /**
                 * Format: int64
                 * @description Grows by one with every change.
                 */
                version: number;
            }[];
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description The page size as it was used.
             */
            pageSize: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        Listing_Secret: {
            items: {
                /** @description The user name of who wrote it last. */
                actor: string;
                /** Format: date-time */
                createdAt: string;
                description: string;
                /** @description What scripts call it. */
                name: string;
                /** Format: date-time */
                updatedAt: string;
                /** @description False where it was closed with another signing key than the server has now: write it anew. */
                usable: boolean;
                /**
                 * Format: int64
                 * @description Grows by one with every change.
                 */
                version: number;
            }[];
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description The page size as it was used.
             */
            pageSize: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        Listing_Token: {
            items: {
                /** Format: date-time */
                createdAt: string;
                /**
                 * Format: date-time
                 * @description Null for never.
                 */
                expiresAt: string | null;
                /** Format: int64 */
                id: number;
                /**
                 * Format: date-time
                 * @description To the minute; null for never.
                 */
                lastUsedAt: string | null;
                name: string;
                scopes: ("all" | "read" | "write" | "admin" | "work")[];
                /** @description Whose rights it carries. */
                user: string;
            }[];
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description The page size as it was used.
             */
            pageSize: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        Listing_TypeStatus: {
            items: {
                /** @description `new`, `active`, `paused`, `resolved`, `closed` or `rejected`. */
                category: string;
                key: string;
                name: components["schemas"]["Names"];
                project: string;
                type: string;
                uuid: string;
            }[];
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description The page size as it was used.
             */
            pageSize: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        Listing_User: {
            items: {
                /** @enum {string} */
                access: "unregistered" | "user" | "operator" | "admin";
                /** @description The building they live or work in; empty for none, as with the next three. */
                block: string;
                /** Format: date-time */
                createdAt: string;
                /** @description Its name; empty for none. */
                department: string;
                /** @description Shut out. */
                disabled: boolean;
                email: string;
                /** @description Names. */
                groups: string[];
                /** @description Their Internet provider, by its key in the vocabulary. */
                isp: string;
                ispAccount: string;
                /**
                 * Format: date-time
                 * @description The last log-in; null for never.
                 */
                lastSeenAt: string | null;
                /** @description `zh`, `en`, or empty for the browser's. */
                locale: string;
                nickname: string;
                phone: string;
                /** @description Names. */
                roles: string[];
                room: string;
                username: string;
                uuid: string;
                /**
                 * Format: int64
                 * @description Grows with every change.
                 */
                version: number;
            }[];
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description The page size as it was used.
             */
            pageSize: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        Listing_VersionHead: {
            items: {
                /** Format: date-time */
                publishedAt: string;
                publishedBy: string;
                /** Format: int64 */
                version: number;
            }[];
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description The page size as it was used.
             */
            pageSize: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        Listing_View: {
            items: {
                /** @description With whom it is shared: `private`, `everyone`, `group` or `project`. */
                audience: string;
                /** @description What is shown of each ticket: fields of the filter language. */
                columns: string[];
                /** Format: date-time */
                createdAt: string;
                /** @description Whether whoever asks may change it. */
                editable: boolean;
                /** @description Which tickets it shows, in the filter language; `me` is whoever opens it. Empty for all. */
                filter: string;
                /** @description Why its filter cannot be read any more; null while it can. */
                filterError: string | null;
                /** @description What the group is called. */
                groupName: string | null;
                name: string;
                /** @description The user name of whoever made it. */
                owner: string;
                /** @description The group's short id or the project's key. */
                sharedWith: string | null;
                /** @description As `sort` of the list of tickets; empty for the list's own order. */
                sort: string;
                /** Format: date-time */
                updatedAt: string;
                uuid: string;
                /** Format: int64 */
                version: number;
            }[];
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description The page size as it was used.
             */
            pageSize: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list. */
        Listing_Webhook: {
            items: {
                /**
                 * Format: date-time
                 * @description Until when messages are signed with the secret before the newest too.
                 */
                bothSecretsUntil: string | null;
                /** Format: date-time */
                createdAt: string;
                /**
                 * Format: date-time
                 * @description When something was last delivered, to the minute; null for never.
                 */
                deliveredAt: string | null;
                enabled: boolean;
                /** @description What it is told of; none for everything. */
                events: string[];
                /**
                 * Format: int64
                 * @description Attempts that have failed since the last that has not.
                 */
                failures: number;
                /** @description The filter that a ticket has to meet for its steps to be told, as it is when they are; empty for all tickets. */
                filter: string;
                /** @description Why the filter cannot be read any more: then nothing is told. Null while it can. */
                filterError: string | null;
                /** @description Whether it is told internal comments and notes too. */
                internalNotes: boolean;
                name: string;
                /** @description Whether the messages about one ticket are sent one after another. */
                ordered: boolean;
                /** @description The project whose tickets it is told of; null for all projects. */
                project: string | null;
                /**
                 * Format: date-time
                 * @description Until when it is let alone; then one message shows whether it is back.
                 */
                restsUntil: string | null;
                /**
                 * Format: date-time
                 * @description When its secret was made.
                 */
                rotatedAt: string;
                /** @description `ok`, `failing` where the last attempt has failed, `resting` where it is let alone because it fails. */
                state: string;
                /** @description Where messages are sent. */
                url: string;
                /** @description False where its secret was made with another signing key than the server has now: make a new one. */
                usable: boolean;
                uuid: string;
                /** Format: int64 */
                version: number;
            }[];
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description The page size as it was used.
             */
            pageSize: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description What one person has. */
        LoadShare: {
            assignee: string;
            /** Format: int64 */
            count: number;
            filter: string;
        };
        /** @description The tickets still to be worked on, by who has them. */
        LoadStats: {
            all: components["schemas"]["Figure"];
            /** @description The 50 people who have most, with most first. */
            items: components["schemas"]["LoadShare"][];
            /** @description What nobody has. */
            nobody: components["schemas"]["Figure"];
            others: components["schemas"]["OtherLoad"];
        };
        /**
         * @description Who has logged in, and with what they go on.
         * @example {
         *       "expiresAt": "2026-11-21T20:00:00.000000Z",
         *       "refreshToken": "gr_5Hn2kq0VbT8sYxW4cRj7LdPzMf1AeUgQ",
         *       "token": "eyJ0Ijox.c2Vzc2lvbg.5Hn2kq0VbT8s",
         *       "user": {
         *         "email": "zhang.san@example.com",
         *         "nickname": "张三",
         *         "roles": [
         *           "operator",
         *           "On-call lead"
         *         ],
         *         "username": "zhang.san"
         *       }
         *     }
         */
        LoggedIn: {
            /**
             * Format: date-time
             * @description When the access token ends.
             */
            expiresAt: string;
            /** @description Good once, at `POST /auth/refresh`. */
            refreshToken?: string | null;
            /** @description Goes into `Authorization: Bearer`. Not there, as the refresh token, where both are in cookies. */
            token?: string | null;
            user: components["schemas"]["LoggedInUser"];
        };
        /** @description The person who has logged in. */
        LoggedInUser: {
            email: string;
            nickname: string;
            /** @description The access level, then the names of the roles. */
            roles: string[];
            username: string;
        };
        /**
         * @description Who logs in.
         * @example {
         *       "password": "zQ4-copper-meadow-23",
         *       "username": "zhang.san"
         *     }
         */
        Login: {
            /** @description For browsers: the tokens go into cookies that no script can read, and are not answered. Needs `X-Requested-With: gongdan`. */
            cookie?: boolean;
            /** Format: password */
            password: string;
            /** @description The user name, or the account's e-mail address. */
            username: string;
        };
        /** @description A step that people would lose. */
        LostStep: {
            /** @description How many people would lose it. */
            count: number;
            from: string;
            /** @description User names, at most a hundred. */
            people: string[];
            to: string;
        };
        /**
         * @description The number of a ticket that was made.
         * @example {
         *       "msg": "success",
         *       "success": true,
         *       "tid": 123
         *     }
         */
        Made: {
            msg: string;
            success: boolean;
            /** Format: int64 */
            tid: number;
        };
        /**
         * @description Where tickets go whose status vanishes.
         * @example {
         *       "mapping": {
         *         "waiting": "in_progress"
         *       }
         *     }
         */
        MappingWish: {
            mapping?: components["schemas"]["BTreeMap"] | null;
        };
        /**
         * @description A message to a webhook.
         * @example {
         *       "attempts": 1,
         *       "createdAt": "2026-11-21T08:00:00.000000Z",
         *       "endedAt": "2026-11-21T08:00:00.120000Z",
         *       "id": "msg_Wh20xPzQ1207",
         *       "nextAttemptAt": null,
         *       "seq": 1207,
         *       "state": "delivered",
         *       "ticketId": 42,
         *       "type": "ticket.created"
         *     }
         */
        Message: {
            /**
             * Format: int64
             * @description Attempts that were begun.
             */
            attempts: number;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was delivered or given up.
             */
            endedAt: string | null;
            /** @description The `webhook-id`, the same with every attempt. */
            id: string;
            /**
             * Format: date-time
             * @description When it is sent next; null where it is not.
             */
            nextAttemptAt: string | null;
            /**
             * Format: int64
             * @description The place of the step it tells of; null for a test.
             */
            seq: number | null;
            /** @description `waiting`, `sending`, `delivered`, or `failed` once it is given up. */
            state: string;
            /**
             * Format: int64
             * @description The ticket it tells of; null for a test.
             */
            ticketId: number | null;
            type: string;
        };
        /**
         * @description One attempt to deliver a message.
         * @example {
         *       "answer": "ok",
         *       "at": "2026-11-21T08:00:00.120000Z",
         *       "durationMs": 118.4,
         *       "number": 1,
         *       "status": 200
         *     }
         */
        MessageAttempt: {
            /** @description The first bytes of the answer. */
            answer: string;
            /**
             * Format: date-time
             * @description When it ended.
             */
            at: string;
            /** Format: double */
            durationMs: number;
            /**
             * @description Why it has failed: a word (`status`, `timeout`, `unresolved`, `unreachable`, `untrusted`, `broken`, `address_not_allowed`,
             *     `bad_url`, `unusable`) and a sentence.
             */
            failure?: string;
            /** Format: int64 */
            number: number;
            /**
             * Format: int64
             * @description The status of the answer; null where there was none.
             */
            status: number | null;
        };
        /**
         * @description A message with all that is known of it.
         * @example {
         *       "attempts": 1,
         *       "body": "{\"type\":\"ticket.created\",…}",
         *       "createdAt": "2026-11-21T08:00:00.000000Z",
         *       "endedAt": "2026-11-21T08:00:00.120000Z",
         *       "id": "msg_Wh20xPzQ1207",
         *       "log": [
         *         {
         *           "answer": "ok",
         *           "at": "2026-11-21T08:00:00.120000Z",
         *           "durationMs": 118.4,
         *           "number": 1,
         *           "status": 200
         *         }
         *       ],
         *       "nextAttemptAt": null,
         *       "seq": 1207,
         *       "state": "delivered",
         *       "ticketId": 42,
         *       "type": "ticket.created"
         *     }
         */
        MessageDetail: components["schemas"]["Message"] & {
            /** @description What is sent, to the byte. */
            body: string;
            /** @description The attempts, newest first. */
            log: components["schemas"]["MessageAttempt"][];
        };
        /** @description A page of a webhook's log, newest first. */
        MessageList: {
            items: components["schemas"]["Message"][];
            /** @description Where the next page begins; absent on the last. */
            nextCursor?: string;
        };
        /**
         * @description When the harm was over.
         * @example {
         *       "at": "2026-11-21T08:30:00Z"
         *     }
         */
        MitigatedWish: {
            /** @description RFC 3339, not after now, at most a year before the ticket was made; null takes it back. */
            at: string | null;
        };
        /** @description Tickets that go from a status that is gone to another. */
        Moved: {
            from: string;
            /**
             * Format: int64
             * @description How many there are; they are moved one after another, each by a step of its history.
             */
            tickets: number;
            to: string;
        };
        /** @description A ticket as it is named: its number, or text with its number or key. */
        Named: number | string;
        /** @description A name in both languages. */
        Names: {
            en: string;
            zh: string;
        };
        /**
         * @description A new access key.
         * @example {
         *       "expiresAt": "2027-11-21T08:00:00Z",
         *       "name": "on-call robot"
         *     }
         */
        NewAccessKey: {
            /**
             * Format: date-time
             * @description Never when left out.
             */
            expiresAt?: string | null;
            /** @description What it is for; at most 64 characters. */
            name: string;
            scopes?: ("all" | "read" | "write" | "admin" | "work")[];
            /** @description Whose it is to be: another's for administrators, one's own when left out. */
            user?: string | null;
        };
        /**
         * @description Who is asked besides.
         * @example {
         *       "who": "cem"
         *     }
         */
        NewApprover: {
            note?: string | null;
            /** @description A user name. */
            who: string;
        };
        /** @description A file to attach. */
        NewAttachment: {
            /**
             * Format: int64
             * @description The number of the ticket's comment it goes with.
             */
            comment?: number | null;
            /**
             * Format: binary
             * @description The file.
             */
            file: string;
        };
        /**
         * @description A new group, role or department.
         * @example {
         *       "description": "值班",
         *       "members": [
         *         "li.si",
         *         "zhang.san"
         *       ],
         *       "name": "Network crew"
         *     }
         */
        NewCircle: {
            /** @description At most 1,000 characters. */
            description?: string | null;
            /** @description User names. */
            members?: string[] | null;
            /** @description At most 64 characters; unique in any case. */
            name: string;
        };
        /**
         * @description What is said.
         * @example {
         *       "content": "已联系用户",
         *       "internal": false
         *     }
         */
        NewComment: {
            /** @description 1 to 65,536 characters. */
            content?: string | null;
            /** @description Whether only operators and above shall read it. */
            internal?: boolean | null;
        };
        /**
         * @description A new function.
         * @example {
         *       "id": "player.ban",
         *       "input": {
         *         "properties": {
         *           "playerId": {
         *             "type": "string"
         *           }
         *         },
         *         "required": [
         *           "playerId"
         *         ],
         *         "type": "object"
         *       },
         *       "kind": "script",
         *       "name": "Ban a player",
         *       "risk": "high",
         *       "source": "log(`banning ${params.playerId}`); return {banned: true}"
         *     }
         */
        NewFunction: {
            category?: string | null;
            /** @description The name of a configured command, of the kind `command`. */
            command?: string | null;
            /**
             * Format: int64
             * @description How many of its jobs run at once, at most 1000; 0, or left out, for any number.
             */
            concurrency?: number | null;
            description?: string | null;
            /** @description Whether jobs of it can be started; they can when left out. */
            enabled?: boolean | null;
            /** @description 1 to 100 letters, digits, `.`, `_`, `-`. */
            id: string;
            /** @description The JSON Schema of parameters, at most 64 KiB, with references into itself only. */
            input?: unknown;
            /** @enum {string} */
            kind: "script" | "http" | "command" | "worker" | "noop";
            /**
             * Format: int64
             * @description 1 to 100; 1 when left out: a job is not repeated unless asked.
             */
            maxAttempts?: number | null;
            /** @description At most 100 characters. */
            name: string | null;
            /** @description The JSON Schema of results, for readers. */
            output?: unknown;
            /** @enum {string} */
            risk?: "low" | "medium" | "high";
            /** @description What requests are signed with, of the kind `http`: `whsec_` and 24 to 64 bytes in base64. Made when left out. */
            secret?: string | null;
            /** @description The script, of the kind `script`. */
            source?: string | null;
            /**
             * Format: int64
             * @description 100 to 86400000; 60000 when left out.
             */
            timeoutMs?: number | null;
            /** @description Where requests go, of the kind `http`. */
            url?: string | null;
        };
        /**
         * @description A new hook.
         * @example {
         *       "name": "net tools",
         *       "project": "NET",
         *       "provider": "github"
         *     }
         */
        NewHook: {
            /** @description Whether it is listened to; it is when left out. */
            enabled?: boolean | null;
            /** @description At most 64 characters; one a provider. */
            name: string;
            /** @description Whether a bare `#42` names a ticket; it does when left out. */
            numbers?: boolean | null;
            /** @description The key of the project whose tickets it may tell; all projects when left out. */
            project?: string | null;
            /** @enum {string} */
            provider: "github" | "gitlab" | "gitea" | "webhook";
        };
        /**
         * @description A new incident.
         * @example {
         *       "creator": "DU6krHBN",
         *       "incident_assignee": [
         *         "DU6krHBN"
         *       ],
         *       "incident_level": "level_20",
         *       "incident_source": "incident_source_manual",
         *       "incident_title": "网关 5xx 升高",
         *       "incident_type": "inc_type_p_config_issues",
         *       "is_service_interrupt": false,
         *       "region": [
         *         "cn-north-4"
         *       ],
         *       "start_time": 1744252838667
         *     }
         */
        NewIncident: {
            assignee_role?: string | null;
            assignee_scene?: string | null;
            /** @description An id or a user name: one's own, and for administrators anybody's. */
            creator: string | null;
            current_cloud_service?: string[] | null;
            enterprise_project?: string[] | null;
            /** @description The first of them is its assignee. */
            incident_assignee?: string[] | null;
            incident_description?: string | null;
            /** @description `level_10` … `level_50`: P1 … P5. */
            incident_level: string | null;
            incident_ownership?: string | null;
            incident_source: string | null;
            incident_title: string | null;
            incident_type: string | null;
            /** @description `true` or `"true"`. */
            is_service_interrupt: boolean;
            region?: string[] | null;
            /**
             * Format: int64
             * @description When the fault began, in milliseconds since 1970.
             */
            start_time?: number | null;
        };
        /**
         * @description A job that is asked for.
         * @example {
         *       "functionId": "player.ban",
         *       "params": {
         *         "days": 3,
         *         "playerId": "p-1007"
         *       }
         *     }
         */
        NewJob: {
            functionId: string;
            /** @description A second asking with the same key gives the job of the first; with another request it is refused. */
            idempotencyKey?: string | null;
            /**
             * Format: int64
             * @description How often it is tried at most where it fails; what the function says when left out.
             */
            maxAttempts?: number | null;
            /** @description What the function takes; `{}` when left out. At most 256 KiB. */
            params?: unknown;
            /**
             * Format: int64
             * @description -100 to 100, the higher is first; 0 when left out.
             */
            priority?: number | null;
            /**
             * Format: date-time
             * @description When it is begun at the earliest; at once when left out.
             */
            runAt?: string | null;
            /** @description The number or key of the ticket that it is about: jobs of one ticket run one after another. */
            ticketId?: string | null;
            /**
             * Format: int64
             * @description How long one attempt may take; what the function says when left out.
             */
            timeoutMs?: number | null;
        };
        /**
         * @description Which ticket, and how it is linked.
         * @example {
         *       "kind": "blocks",
         *       "to": "SUP-43"
         *     }
         */
        NewLink: {
            /** @description `relates` (the default), `blocks`, `blocked_by`, `duplicates`, `duplicated_by`, `parent_of`, `child_of`. */
            kind?: string | null;
            /** @description The other ticket: its number or its key. */
            to: string;
        };
        /**
         * @description A password for somebody else.
         * @example {
         *       "password": "pF9-winter-lantern-07"
         *     }
         */
        NewPassword: {
            /**
             * Format: password
             * @description At least 10 characters, and not a common one.
             */
            password: string;
        };
        /**
         * @description A new rule.
         * @example {
         *       "permission": "view_tickets",
         *       "project": "NET",
         *       "userDomainParam": "Network crew",
         *       "userDomainType": "group"
         *     }
         */
        NewPermissionRule: {
            /** @enum {string} */
            permission: "view_tickets" | "create_tickets" | "edit_tickets" | "transit_tasks" | "comment" | "manage_project" | "manage_team" | "manage_functions" | "run_functions" | "view_audit";
            /** @description A project's key; nothing for all projects. */
            project?: string | null;
            /** @description A person, group, department or role, by short id or name; nothing for the other types. */
            userDomainParam?: string | null;
            /** @enum {string} */
            userDomainType: "single_user" | "group" | "department" | "role" | "everyone" | "task_owner" | "task_assign" | "task_watchers" | "project_administrators" | "project_assign" | "team_owner";
        };
        /**
         * @description What somebody says of themselves. All of it is needed.
         * @example {
         *       "account": "gz0123456789",
         *       "block": "紫荆 3 号楼",
         *       "isp": "telecom",
         *       "name": "李娜",
         *       "phone": "13800138000",
         *       "room": "412",
         *       "sid": "20250101"
         *     }
         */
        NewPerson: {
            /** @description One's account with the provider. */
            account: string | null;
            block: string | null;
            /** @description `telecom unicom mobile others`, unless the project has others. */
            isp: string | null;
            name: string | null;
            phone: string | null;
            room: string | null;
            /** @description One's own user name. */
            sid: string | null;
        };
        /**
         * @description A new project.
         * @example {
         *       "description": "设备与耗材",
         *       "key": "LAB",
         *       "name": "Laboratory"
         *     }
         */
        NewProject: {
            /** @description The user names of who manages it, at most 100. */
            administrators?: string[] | null;
            /** @description At most 1,000 characters. */
            description?: string | null;
            /** @description 2 to 10 capital letters or digits, a letter first. */
            key: string;
            /** @description The user name of who leads it. */
            lead?: string | null;
            /** @description At most 64 characters; the key when left out. */
            name?: string | null;
        };
        /**
         * @description A report. Blank is as left out.
         * @example {
         *       "appointed_at": "2025-12-07T18:00:00+08:00",
         *       "category": "low-speed",
         *       "description": "网速很慢，只有 1 Mbps",
         *       "issuer_sid": "20250101",
         *       "notes": "请先打电话",
         *       "occur_at": "2025-12-06T08:00:00+08:00"
         *     }
         */
        NewTicket: {
            /**
             * Format: date-time
             * @description RFC 3339.
             */
            appointed_at?: string | null;
            /** @description `first-install low-speed ip-or-device client-or-account others`, unless the project has others. */
            category: string | null;
            /** @description At most 65,536 characters. */
            description: string | null;
            /** @description The user name of whose ticket it is: one's own, or for administrators anybody's. */
            issuer_sid: string | null;
            /** @description Kept with the ticket, and as its first comment. */
            notes?: string | null;
            /**
             * Format: date-time
             * @description RFC 3339.
             */
            occur_at: string | null;
            /** @description For administrators; `mainline` when left out. */
            priority?: string | null;
            /** @description For administrators; the workflow's first when left out. */
            status?: string | null;
        };
        /**
         * @description What is written into a timeline.
         * @example {
         *       "at": "2026-11-21T07:40:00Z",
         *       "pinned": true,
         *       "text": "The first alarm was taken for noise."
         *     }
         */
        NewTimelineEntry: {
            /** @description When it happened: RFC 3339, not after now, at most a year before the ticket was made. */
            at: string;
            /** @description `false` when left out. */
            pinned?: boolean | null;
            /** @description What happened, in Markdown: 1 to 10,000 characters. */
            text: string;
        };
        /**
         * @description A new API token.
         * @example {
         *       "expiresAt": "2027-11-21T08:00:00Z",
         *       "name": "nightly report",
         *       "scopes": [
         *         "read"
         *       ]
         *     }
         */
        NewToken: {
            /**
             * Format: date-time
             * @description Never when left out.
             */
            expiresAt?: string | null;
            /** @description What it is for; at most 64 characters. */
            name: string;
            scopes?: ("all" | "read" | "write" | "admin" | "work")[];
            /** @description Whose it is to be: another's for administrators, one's own when left out. */
            user?: string | null;
        };
        /**
         * @description A step of the crew's. Blank is as left out; at least one of the last five must be there.
         * @example {
         *       "new_appointment": "2025-12-07T18:00:00+08:00",
         *       "new_status": "accepted",
         *       "remark": "已受理，明天晚上上门。",
         *       "tid": 123
         *     }
         */
        NewTrace: {
            /**
             * Format: date-time
             * @description RFC 3339.
             */
            new_appointment?: string | null;
            new_category?: string | null;
            new_priority?: string | null;
            /** @description Must be a status that may follow the present one. */
            new_status?: string | null;
            /** @description Becomes a comment. */
            remark?: string | null;
            /**
             * Format: int64
             * @description The ticket's number.
             */
            tid: number;
        };
        /**
         * @description A status change.
         * @example {
         *       "note": "正在处理",
         *       "status": "in_progress"
         *     }
         */
        NewTransition: {
            /** @description Attachments of the ticket, by number, that answer a transition which asks for files. */
            attachments?: number[] | null;
            /** @description Fields changed with it, by name; custom ones by key. */
            fields?: {
                [key: string]: unknown;
            } | null;
            /** @description Becomes a comment. */
            note?: string | null;
            /** @description The status wanted, in any case. */
            status?: string | null;
            /** @description One transition by id or name, where several lead to the status; by id it says the status, too. */
            transition?: string | null;
            worklog?: components["schemas"]["NewWorklog"] | null;
        };
        /**
         * @description A new account.
         * @example {
         *       "access": "operator",
         *       "department": "Operations",
         *       "email": "zhang.san@example.com",
         *       "groups": [
         *         "Network crew"
         *       ],
         *       "locale": "zh",
         *       "nickname": "张三",
         *       "password": "zQ4-copper-meadow-23",
         *       "roles": [
         *         "On-call lead"
         *       ],
         *       "username": "zhang.san"
         *     }
         */
        NewUser: {
            /** @enum {string} */
            access?: "unregistered" | "user" | "operator" | "admin";
            /** @description The building they live or work in, at most 64 characters as the next three; empty for none. */
            block?: string | null;
            /** @description By short id or name; empty for none. */
            department?: string | null;
            email?: string | null;
            /** @description By short id or name. */
            groups?: string[] | null;
            /** @description The key of their Internet provider. */
            isp?: string | null;
            ispAccount?: string | null;
            /** @description `zh`, `en`, or empty for the browser's. */
            locale?: string | null;
            /** @description At most 64 characters; the user name when left out. */
            nickname?: string | null;
            /**
             * Format: password
             * @description At least 10 characters, and not a common one. Without one, the account is used through tokens only.
             */
            password?: string | null;
            /** @description At most 32 characters. */
            phone?: string | null;
            /** @description By short id or name. */
            roles?: string[] | null;
            room?: string | null;
            /** @description 1 to 64 of letters, digits, `.`, `_`, `-`; unique in any case. */
            username: string;
        };
        /**
         * @description A vote.
         * @example {
         *       "note": "可以",
         *       "vote": "consent"
         *     }
         */
        NewVote: {
            note?: string | null;
            /** @description `consent` or `refuse` */
            vote: string;
        };
        /**
         * @description A new webhook.
         * @example {
         *       "events": [
         *         "ticket.created"
         *       ],
         *       "name": "chat",
         *       "url": "https://chat.example.com/hooks/7"
         *     }
         */
        NewWebhook: {
            /** @description Whether it is told anything; it is when left out. */
            enabled?: boolean | null;
            /** @description What it is told of, such as `ticket.created`; everything when left out or empty. */
            events?: string[] | null;
            /** @description A filter of the filter language that a ticket has to meet for its steps to be told; none when left out. `me` means nothing in it. */
            filter?: string | null;
            /** @description Whether it is told internal comments and notes too; not when left out. */
            internalNotes?: boolean | null;
            /** @description At most 64 characters; unique. */
            name: string;
            /** @description Whether the messages about one ticket are sent one after another; not when left out. */
            ordered?: boolean | null;
            /** @description The key of the project whose tickets it is told of; all projects when left out. */
            project?: string | null;
            /** @description Of http or https; addresses that are not of the open internet must be allowed by the server's configuration. */
            url: string;
        };
        /**
         * @description Hours worked, as they are sent.
         * @example {
         *       "hours": 1.5,
         *       "note": "换了电源"
         *     }
         */
        NewWorklog: {
            /**
             * Format: double
             * @description More than 0, at most 100,000, with at most five decimals.
             */
            hours: number;
            /** @description What was done. */
            note?: string | null;
            /** @description RFC 3339; now where it is left out. */
            startedAt?: string | null;
            /** @description The user name of whose work it was; the caller's own where it is left out. */
            username?: string | null;
        };
        /**
         * @description Something that somebody else did and that the caller is told of.
         * @example {
         *       "actor": "li.wei",
         *       "approval": 19,
         *       "createdAt": "2026-11-21T08:00:00.000000Z",
         *       "id": 512,
         *       "kind": "approval_asked",
         *       "readAt": null,
         *       "said": "li.wei asks for your consent to a step of NET-42",
         *       "text": "The cable is new.",
         *       "ticket": {
         *         "id": 42,
         *         "key": "NET-42",
         *         "status": "resolved",
         *         "title": "No network in room 304"
         *       },
         *       "ticketVersion": 7
         *     }
         */
        Notification: {
            /** @description The user name of who caused it. */
            actor: string | null;
            /**
             * Format: int64
             * @description The number of the request for consent that it is about.
             */
            approval: number | null;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: int64
             * @description Newer ones have greater numbers.
             */
            id: number;
            /** @enum {string} */
            kind: "assigned" | "mentioned" | "role_given" | "notified" | "approval_asked" | "approval_handed_over" | "approval_added" | "approval_reminded" | "approval_granted" | "approval_refused" | "approval_failed";
            /** Format: date-time */
            readAt: string | null;
            /** @description It in words, in the caller's language. */
            said: string;
            /** @description What was said with it: the beginning of a comment, what is said with a request or a vote, the text of a workflow. */
            text: string;
            ticket: components["schemas"]["NotificationTicket"] | null;
            /**
             * Format: int64
             * @description The version of the ticket after the step that it tells of: the step in the ticket's history.
             */
            ticketVersion: number | null;
        };
        /** @description The ticket of a notification, as it is now. */
        NotificationTicket: {
            /** Format: int64 */
            id: number;
            key: string;
            /** @description The key of its status. */
            status: string;
            title: string;
        };
        /**
         * @description A transition that starts at the ticket's status.
         * @example {
         *       "allowed": true,
         *       "fields": [],
         *       "id": "Tr4nsit1",
         *       "name": "In progress",
         *       "to": "in_progress"
         *     }
         */
        Offer: {
            /** @description Whether the caller may take it. */
            allowed: boolean;
            /** @description Whose consent it takes; left out where it takes none. */
            approval?: string;
            /** @description What became of its condition; left out where it has none. */
            explanation?: components["schemas"]["Explanation"];
            /** @description What it asks for. */
            fields: components["schemas"]["AskedField"][];
            id: string;
            /** @description In the language of the request. */
            name: string;
            /** @description Why not, if not. */
            reason?: string;
            /** @description The status it leads to. */
            to: string;
        };
        /** @description What everybody else has. */
        OtherLoad: {
            /** Format: int64 */
            count: number;
            filter: string;
            /**
             * Format: int64
             * @description How many have any.
             */
            people: number;
        };
        /**
         * @description A change of one's own password.
         * @example {
         *       "newPassword": "pF9-winter-lantern-07",
         *       "oldPassword": "zQ4-copper-meadow-23"
         *     }
         */
        PasswordChange: {
            /**
             * Format: password
             * @description At least 10 characters, and not a common one.
             */
            newPassword: string;
            /** Format: password */
            oldPassword: string;
        };
        /** @description What people are called. */
        PeopleNames: {
            /** @description By user name; who is not known, or not to be known, is missing. */
            items: components["schemas"]["PersonName"][];
        };
        /**
         * @description Who has a permission, in one project or in all.
         * @example {
         *       "permission": "view_tickets",
         *       "project": "NET",
         *       "userDomainName": "Night crew",
         *       "userDomainParam": "8sYxW4cR",
         *       "userDomainType": "group",
         *       "uuid": "Lk20xPzQ"
         *     }
         */
        PermissionRule: {
            /** @enum {string} */
            permission: "view_tickets" | "create_tickets" | "edit_tickets" | "transit_tasks" | "comment" | "manage_project" | "manage_team" | "manage_functions" | "run_functions" | "view_audit";
            /** @description A project's key; null for all projects. */
            project: string | null;
            /** @description What the person, group, department or role of that id is called; empty where there is none, or no longer. */
            userDomainName: string;
            /** @description A short id; empty where the type needs none. */
            userDomainParam: string;
            /** @enum {string} */
            userDomainType: "single_user" | "group" | "department" | "role" | "everyone" | "task_owner" | "task_assign" | "task_watchers" | "project_administrators" | "project_assign" | "team_owner";
            uuid: string;
        };
        /**
         * @description What somebody is called.
         * @example {
         *       "nickname": "李伟",
         *       "username": "li.wei"
         *     }
         */
        PersonName: {
            /** @description Empty where there is none. */
            nickname: string;
            username: string;
        };
        /**
         * @description It was done.
         * @example {
         *       "code": 0,
         *       "message": "OK"
         *     }
         */
        Plain: {
            /** Format: int32 */
            code: number;
            message: string;
        };
        /**
         * @description What would come of a step: nothing of it has happened.
         * @example {
         *       "allowed": true,
         *       "approvers": [],
         *       "changes": [
         *         {
         *           "field": "status",
         *           "from": "open",
         *           "to": "in_progress"
         *         }
         *       ],
         *       "effects": [],
         *       "to": "in_progress",
         *       "transition": "Tr4nsit1"
         *     }
         */
        Preview: {
            /** @description Whether it would be taken, or its consent asked for. */
            allowed: boolean;
            /** @description Whose consent it takes first; left out where it takes none. */
            approval?: string;
            /** @description The user names of who would be asked, in order. */
            approvers: string[];
            /** @description What would change at once. */
            changes: components["schemas"]["Change"][];
            /** @description What its post functions would do after it, in order. */
            effects: components["schemas"]["ForeseenEffect"][];
            /** @description What became of its condition; left out where it has none. */
            explanation?: components["schemas"]["Explanation"];
            /** @description Why not, if not. */
            reason?: string;
            /** @description The status it leads to. */
            to?: string;
            /** @description The transition that would be taken, by id; left out where the ticket is there already. */
            transition?: string;
        };
        /** @description The tickets of a priority. */
        PriorityCount: {
            /** Format: int64 */
            count: number;
            filter: string;
            priority: string;
        };
        /** @description Tickets by priority. */
        PriorityStats: {
            all: components["schemas"]["Figure"];
            /** @description The highest first, each of the four. */
            items: components["schemas"]["PriorityCount"][];
        };
        /**
         * @description One's own account.
         * @example {
         *       "access": "operator",
         *       "block": "紫荆 3 号楼",
         *       "createdAt": "2026-01-05T02:11:09.482133Z",
         *       "department": "Operations",
         *       "email": "zhang.san@example.com",
         *       "groups": [
         *         "Network crew"
         *       ],
         *       "isp": "telecom",
         *       "ispAccount": "gz0123456789",
         *       "lastSeenAt": "2026-11-21T08:00:00.000000Z",
         *       "locale": "zh",
         *       "nickname": "张三",
         *       "phone": "+86 10 1234",
         *       "roles": [
         *         "operator",
         *         "On-call lead"
         *       ],
         *       "room": "412",
         *       "username": "zhang.san",
         *       "uuid": "3kTz9QaB"
         *     }
         */
        Profile: {
            /** @enum {string} */
            access: "unregistered" | "user" | "operator" | "admin";
            /** @description The building they live or work in; empty for none, as with the next three. */
            block: string;
            /** Format: date-time */
            createdAt: string;
            /** @description Its name; empty for none. */
            department: string;
            email: string;
            /** @description Names. */
            groups: string[];
            /** @description Their Internet provider, by its key in the vocabulary. */
            isp: string;
            ispAccount: string;
            /**
             * Format: date-time
             * @description The last log-in.
             */
            lastSeenAt: string | null;
            /** @description `zh`, `en`, or empty for the browser's. */
            locale: string;
            nickname: string;
            phone: string;
            /** @description The access level, then the names of the roles. */
            roles: string[];
            room: string;
            username: string;
            uuid: string;
        };
        /** @description A profile as it is now. */
        ProfileAnswer: {
            msg: string;
            profile: components["schemas"]["Profile"];
            success: boolean;
        };
        /**
         * @description What is to change of a profile; what is left out stays.
         * @example {
         *       "block": "紫荆 7 号楼",
         *       "room": "205"
         *     }
         */
        ProfileChange: {
            account?: string | null;
            block?: string | null;
            isp?: string | null;
            phone?: string | null;
            room?: string | null;
            /** @description Whose profile: one's own when left out, for administrators anybody's. */
            who?: string | null;
        };
        /**
         * @description What is to change of one's own account; what is left out stays.
         * @example {
         *       "locale": "zh",
         *       "nickname": "小张"
         *     }
         */
        ProfileWish: {
            /** @description The building they live or work in, at most 64 characters as the next three; empty for none. */
            block?: string | null;
            /** @description Empty for none. */
            email?: string | null;
            /** @description The key of their Internet provider. */
            isp?: string | null;
            ispAccount?: string | null;
            /** @description `zh`, `en`, or empty for the browser's. */
            locale?: string | null;
            /** @description At most 64 characters. */
            nickname?: string | null;
            /** @description At most 32 characters; empty for none. */
            phone?: string | null;
            room?: string | null;
        };
        /**
         * @description A project.
         * @example {
         *       "administrators": [
         *         "li.wei"
         *       ],
         *       "archived": false,
         *       "createdAt": "2026-01-05T02:11:09.482133Z",
         *       "description": "Repairs of a campus network.",
         *       "key": "NET",
         *       "lead": "zhao.min",
         *       "name": "Network repairs 网络报修",
         *       "types": [
         *         {
         *           "attributes": {},
         *           "key": "repair",
         *           "name": {
         *             "en": "Repair",
         *             "zh": "报修"
         *           },
         *           "uuid": "0VbT8sYx"
         *         }
         *       ],
         *       "uuid": "3kTz9QaB7LdPzMf1",
         *       "version": 1
         *     }
         */
        Project: {
            /** @description The user names of who manages it beside the administrators of the team. */
            administrators: string[];
            /** @description Whether it takes no new tickets. */
            archived: boolean;
            /** Format: date-time */
            createdAt: string;
            description: string;
            key: string;
            /** @description The user name of who leads it; empty for nobody. */
            lead: string;
            name: string;
            /** @description In order; the first is what a ticket is unless it says otherwise. */
            types: components["schemas"]["IssueType"][];
            uuid: string;
            /**
             * Format: int64
             * @description Grows with every change, those of types and fields included.
             */
            version: number;
        };
        /**
         * @description A custom field, and whose it is.
         * @example {
         *       "field": {
         *         "key": "isp",
         *         "name": {
         *           "en": "Provider",
         *           "zh": "运营商"
         *         },
         *         "options": [
         *           "telecom",
         *           "unicom",
         *           "mobile",
         *           "others"
         *         ],
         *         "required": false,
         *         "type": "option",
         *         "uuid": "Mf1AeUgQ"
         *       },
         *       "project": "NET"
         *     }
         */
        ProjectField: {
            field: components["schemas"]["CustomField"];
            project: string;
        };
        /** @description What the caller may do in a project. */
        ProjectRights: {
            ofOwn: ("view_tickets" | "create_tickets" | "edit_tickets" | "transit_tasks" | "comment" | "manage_project" | "manage_team" | "manage_functions" | "run_functions" | "view_audit")[];
            permissions: ("view_tickets" | "create_tickets" | "edit_tickets" | "transit_tasks" | "comment" | "manage_project" | "manage_team" | "manage_functions" | "run_functions" | "view_audit")[];
            project: string;
        };
        /**
         * @description A role, and who has it in one project.
         * @example {
         *       "members": [
         *         "li.wei",
         *         "zhao.min"
         *       ],
         *       "name": "Dispatcher",
         *       "role": "8sYxW4cR"
         *     }
         */
        ProjectRole: {
            /** @description User names. */
            members: string[];
            name: string;
            /** @description Its short id. */
            role: string;
        };
        /**
         * @description What is to change of a project; what is left out stays.
         * @example {
         *       "archived": true
         *     }
         */
        ProjectWish: {
            /** @description The user names of who manages it, at most 100. */
            administrators?: string[] | null;
            /** @description Whether it takes no new tickets. */
            archived?: boolean | null;
            /** @description At most 1,000 characters. */
            description?: string | null;
            /** @description The user name of who leads it; empty for nobody. */
            lead?: string | null;
            /** @description At most 64 characters. */
            name?: string | null;
        };
        /**
         * @description What a publication came to.
         * @example {
         *       "moved": [
         *         {
         *           "from": "waiting",
         *           "tickets": 12,
         *           "to": "in_progress"
         *         }
         *       ],
         *       "version": 4
         *     }
         */
        Publication: {
            moved: components["schemas"]["Moved"][];
            /**
             * Format: int64
             * @description The version that is in force now.
             */
            version: number;
        };
        /**
         * @description What was read: one or the other.
         * @example {
         *       "upTo": 512
         *     }
         */
        ReadMark: {
            /** @description These, at most 100 numbers. What is none of the caller's is passed over. */
            ids?: number[] | null;
            /**
             * Format: int64
             * @description All up to this number.
             */
            upTo?: number | null;
        };
        /**
         * @description A refresh token to be spent.
         * @example {
         *       "refreshToken": "gr_5Hn2kq0VbT8sYxW4cRj7LdPzMf1AeUgQ"
         *     }
         */
        Refresh: {
            /** @description When left out, the one in the cookie. */
            refreshToken?: string | null;
        };
        /**
         * @description Which messages are sent anew.
         * @example {
         *       "since": "2026-11-21T08:00:00Z"
         *     }
         */
        Replay: {
            /** @description Those that were delivered too; only those that were given up when left out. */
            delivered?: boolean | null;
            /**
             * Format: date-time
             * @description Those made then or later.
             */
            since: string;
        };
        /**
         * @description How many messages are sent anew.
         * @example {
         *       "count": 12
         *     }
         */
        Replayed: {
            /** Format: int64 */
            count: number;
        };
        /**
         * @description How the process is.
         * @example {
         *       "database": "ok",
         *       "schema": "ok",
         *       "status": "ok",
         *       "storage": "ok"
         *     }
         */
        Report: {
            /** @description `ok`, `unreachable` or `late` */
            database?: string | null;
            /** @description `ok`, `older` or `newer` than the program knows, or `unknown` */
            schema?: string | null;
            /** @description `ok` or `unavailable` */
            status: string;
            /** @description `ok`, or `full`: nothing can be written, while reading goes on */
            storage?: string | null;
        };
        /**
         * @description Other parameters for the same job.
         * @example {
         *       "params": {
         *         "days": 7,
         *         "playerId": "p-1007"
         *       }
         *     }
         */
        Rerun: {
            /** @description The same as before when left out. */
            params?: unknown;
        };
        /**
         * @description What the caller may do.
         * @example {
         *       "access": "operator",
         *       "admin": false,
         *       "permissions": [
         *         "view_tickets",
         *         "create_tickets",
         *         "run_functions"
         *       ],
         *       "projects": [
         *         {
         *           "ofOwn": [
         *             "view_tickets",
         *             "create_tickets",
         *             "edit_tickets",
         *             "transit_tasks",
         *             "comment"
         *           ],
         *           "permissions": [
         *             "view_tickets",
         *             "create_tickets",
         *             "edit_tickets",
         *             "transit_tasks",
         *             "comment"
         *           ],
         *           "project": "NET"
         *         }
         *       ]
         *     }
         */
        Rights: {
            /** @enum {string} */
            access: "unregistered" | "user" | "operator" | "admin";
            /** @description Whether they may administer the instance: people, tokens, settings, the state of the system. */
            admin: boolean;
            permissions: ("view_tickets" | "create_tickets" | "edit_tickets" | "transit_tasks" | "comment" | "manage_project" | "manage_team" | "manage_functions" | "run_functions" | "view_audit")[];
            /** @description Every project that they may look at, oldest first. */
            projects: components["schemas"]["ProjectRights"][];
        };
        /**
         * @description That something has happened to tickets.
         * @example {
         *       "author": "pipeline",
         *       "key": "deployment 7",
         *       "text": "deployed, see #44",
         *       "tickets": [
         *         "NET-42",
         *         43
         *       ],
         *       "title": "Deployment 7",
         *       "url": "https://ci.example.com/deployments/7"
         *     }
         */
        Ring: {
            /** @description Who did it. */
            author?: string | null;
            /** @description What tells it from every other: told twice, it is written down once. Left out, each is another. */
            key?: string | null;
            /** @description Any text: the tickets that it names are told too. */
            text?: string | null;
            /** @description Keys or numbers; at most 100. */
            tickets?: Record<string, never>[] | null;
            /** @description What it is called in the history. */
            title?: string | null;
            /** @description Where it can be looked at. */
            url?: string | null;
        };
        /**
         * @description Everybody who is to have a role in a project. The array alone is taken as well.
         * @example {
         *       "items": [
         *         {
         *           "members": [
         *             "li.wei",
         *             "zhao.min"
         *           ],
         *           "role": "Dispatcher"
         *         }
         *       ]
         *     }
         */
        RoleList: {
            items: components["schemas"]["RoleWish"][];
        };
        /** @description A role in a project as it is to be. */
        RoleWish: {
            /** @description User names. */
            members?: string[];
            /** @description By short id or name. */
            role: string;
        };
        /**
         * @description Who is to hold which role.
         * @example {
         *       "roles": {
         *         "commander": "ann",
         *         "scribe": null
         *       }
         *     }
         */
        RolesWish: {
            /** @description User names by the roles' keys; null or empty for nobody; roles that are left out stay. At most 50. */
            roles: {
                [key: string]: string | null;
            } | null;
        };
        /**
         * @description A function that is run at times that come again.
         * @example {
         *       "actor": "ann",
         *       "createdAt": "2026-11-01T08:00:00.000000Z",
         *       "cron": "30 2 * * *",
         *       "enabled": true,
         *       "functionId": "report.render",
         *       "id": "Lk20xPzQ",
         *       "lastAt": "2026-11-20T18:30:00.000000Z",
         *       "lastError": null,
         *       "lastJobId": "4711",
         *       "name": "Nightly report",
         *       "nextAt": "2026-11-21T18:30:00.000000Z",
         *       "params": {
         *         "days": 1
         *       },
         *       "updatedAt": "2026-11-01T08:00:00.000000Z",
         *       "utcOffset": "+08:00",
         *       "version": 1
         *     }
         */
        Schedule: {
            /** @description The user name of whom its jobs are run for. */
            actor: string;
            /** Format: date-time */
            createdAt: string;
            /** @description Minute, hour, day of the month, month, day of the week; or `@hourly @daily @weekly @monthly @yearly`. */
            cron: string;
            enabled: boolean;
            functionId: string;
            id: string;
            /**
             * Format: date-time
             * @description The time that it was run for last; null for never.
             */
            lastAt: string | null;
            /** @description Why there was none. */
            lastError: string | null;
            /** @description The job of that time. */
            lastJobId: string | null;
            name: string;
            /**
             * Format: date-time
             * @description Null while it is not enabled.
             */
            nextAt: string | null;
            params: unknown;
            /** Format: date-time */
            updatedAt: string;
            /** @description Of its clock: no time is skipped or comes twice. */
            utcOffset: string;
            /**
             * Format: int64
             * @description Grows by one with every change.
             */
            version: number;
        };
        /**
         * @description A new schedule, or what is to be changed of one; there, what is left out stays.
         * @example {
         *       "cron": "30 2 * * *",
         *       "functionId": "report.render",
         *       "name": "Nightly report",
         *       "utcOffset": "+08:00"
         *     }
         */
        ScheduleWish: {
            /** @description Minute, hour, day of the month, month, day of the week; or `@hourly @daily @weekly @monthly @yearly`. */
            cron?: string | null;
            /** @description Whether it is run; it is when left out. */
            enabled?: boolean | null;
            functionId?: string | null;
            /** @description At most 100 characters. */
            name?: string | null;
            /** @description `{}` when left out. */
            params?: unknown;
            /** @description Such as `+08:00`; `Z` when left out. */
            utcOffset?: string | null;
        };
        /**
         * @description A few of each kind, the best first.
         * @example {
         *       "people": [
         *         {
         *           "nickname": "张三",
         *           "username": "zhang.san",
         *           "uuid": "3kTz9QaB"
         *         }
         *       ],
         *       "projects": [
         *         {
         *           "archived": false,
         *           "key": "SUP",
         *           "name": "Support",
         *           "uuid": "Ab3dEf9h12345678"
         *         }
         *       ],
         *       "tickets": [],
         *       "totalTickets": 0
         *     }
         */
        SearchResult: {
            /** @description At most 8; none for who may not look at people. */
            people: components["schemas"]["FoundPerson"][];
            /** @description At most 8. */
            projects: components["schemas"]["FoundProject"][];
            /** @description At most 8. */
            tickets: components["schemas"]["Ticket"][];
            /**
             * Format: int64
             * @description How many tickets there are in all; `GET /tickets?q=` lists them.
             */
            totalTickets: number;
        };
        /**
         * @description The place of somebody whose consent is asked for.
         * @example {
         *       "by": "",
         *       "note": "可以",
         *       "username": "bob",
         *       "vote": "consent",
         *       "votedAt": "2026-11-21T08:00:00.000000Z"
         *     }
         */
        Seat: {
            /** @description Who handed the place to them, or added it; empty where the transition names them. */
            by: string;
            note: string;
            username: string;
            /** @description `consent` or `refuse`; null while they have not voted. */
            vote: string | null;
            /** Format: date-time */
            votedAt: string | null;
        };
        /**
         * @description A secret that scripts may ask for, without its value: nobody is shown that again.
         * @example {
         *       "actor": "admin",
         *       "createdAt": "2026-11-21T08:00:00.000000Z",
         *       "description": "The token of the CRM",
         *       "name": "crm",
         *       "updatedAt": "2026-11-21T08:00:00.000000Z",
         *       "usable": true,
         *       "version": 1
         *     }
         */
        Secret: {
            /** @description The user name of who wrote it last. */
            actor: string;
            /** Format: date-time */
            createdAt: string;
            description: string;
            /** @description What scripts call it. */
            name: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description False where it was closed with another signing key than the server has now: write it anew. */
            usable: boolean;
            /**
             * Format: int64
             * @description Grows by one with every change.
             */
            version: number;
        };
        /**
         * @description A secret as it is written; what is left out of one that is there stays as it is.
         * @example {
         *       "description": "The token of the CRM",
         *       "value": "a text that nobody knows"
         *     }
         */
        SecretWish: {
            /** @description At most 1,000 characters. */
            description?: string | null;
            /** @description 1 to 16,384 bytes; a new one must have it. */
            value?: string | null;
        };
        /**
         * @description Another severity.
         * @example {
         *       "actor": "ann",
         *       "at": "2026-11-21T08:10:00.000000Z",
         *       "consented": true,
         *       "from": "P3",
         *       "to": "P1",
         *       "version": 3
         *     }
         */
        SeverityChange: {
            /** @description The user name of who took the step. */
            actor: string;
            /** Format: date-time */
            at: string;
            /** @description Whether somebody had to consent to it. */
            consented: boolean;
            /** @enum {string} */
            from: "P1" | "P2" | "P3" | "P4" | "P5";
            /** @enum {string} */
            to: "P1" | "P2" | "P3" | "P4" | "P5";
            /**
             * Format: int64
             * @description The ticket's version after the step.
             */
            version: number;
        };
        /**
         * @description The figures of a severity.
         * @example {
         *       "acknowledge": {
         *         "count": 12,
         *         "mean": 310.5,
         *         "p50": 250,
         *         "p90": 900
         *       },
         *       "count": 14,
         *       "mitigate": null,
         *       "resolve": null,
         *       "resolved": 12,
         *       "severity": "P1"
         *     }
         */
        SeverityFigures: {
            acknowledge: components["schemas"]["Spread"] | null;
            /**
             * Format: int64
             * @description How many incidents there are.
             */
            count: number;
            mitigate: components["schemas"]["Spread"] | null;
            resolve: components["schemas"]["Spread"] | null;
            /**
             * Format: int64
             * @description How many of them are resolved or closed now.
             */
            resolved: number;
            /** @enum {string} */
            severity: "P1" | "P2" | "P3" | "P4" | "P5";
        };
        /**
         * @description How severe an incident is, and was.
         * @example {
         *       "changes": [
         *         {
         *           "actor": "ann",
         *           "at": "2026-11-21T08:10:00.000000Z",
         *           "consented": true,
         *           "from": "P3",
         *           "to": "P1",
         *           "version": 3
         *         }
         *       ],
         *       "severity": "P1"
         *     }
         */
        SeverityTold: {
            /** @description Each time that it became another, oldest first. */
            changes: components["schemas"]["SeverityChange"][];
            /** @enum {string} */
            severity: "P1" | "P2" | "P3" | "P4" | "P5";
        };
        /**
         * @description `error` refuses a publication.
         * @enum {string}
         */
        SeverityWord: "error" | "warning" | "hint";
        /**
         * @description An access key that has just been made, with its secret: it is not shown again, not even to the same request repeated.
         * @example {
         *       "ak": "Q7ZC0V3N5T1M8J2X4K6P",
         *       "createdAt": "2026-11-21T08:00:00.000000Z",
         *       "enabled": true,
         *       "expiresAt": null,
         *       "lastUsedAt": null,
         *       "name": "on-call robot",
         *       "scopes": [
         *         "all"
         *       ],
         *       "sk": "6b1f0e2d9c8a7b6f5e4d3c2b1a0f9e8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a2f",
         *       "user": "zhang.san"
         *     }
         */
        ShownAccessKey: components["schemas"]["AccessKey"] & {
            /** @description What requests are signed with. */
            sk: string;
        };
        /**
         * @description A function that has just been made. A secret that was drawn for it is not shown again, not even to the same request repeated.
         * @example {
         *       "category": "",
         *       "concurrency": 2,
         *       "createdAt": "2026-11-21T08:00:00.000000Z",
         *       "description": "",
         *       "enabled": true,
         *       "id": "crm.sync",
         *       "input": null,
         *       "kind": "http",
         *       "maxAttempts": 3,
         *       "name": "Sync the CRM",
         *       "output": null,
         *       "risk": "low",
         *       "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
         *       "timeoutMs": 60000,
         *       "updatedAt": "2026-11-21T08:00:00.000000Z",
         *       "url": "https://crm.example.com/gongdan",
         *       "version": 1
         *     }
         */
        ShownFunction: components["schemas"]["Function"] & {
            /** @description What requests are signed with, of the kind `http` where the request gave none. */
            secret?: string;
        };
        /**
         * @description A hook whose secret has just been made: it is not shown again, not even to the same request repeated.
         * @example {
         *       "createdAt": "2026-11-21T08:00:00.000000Z",
         *       "enabled": true,
         *       "lastUsedAt": null,
         *       "name": "net tools",
         *       "numbers": true,
         *       "path": "/api/v1/hooks/git/github?hook=Lk20xPzQ",
         *       "project": "NET",
         *       "provider": "github",
         *       "rotatedAt": "2026-11-21T08:00:00.000000Z",
         *       "secret": "gdh_5f0c63ad9b7e4d251f0c63ad9b7e4d251f0c63ad9b7e4d251f0c63ad9b7e4d25",
         *       "usable": true,
         *       "uuid": "Lk20xPzQ"
         *     }
         */
        ShownHook: components["schemas"]["Hook"] & {
            /** @description What the sender signs with, or sends along. */
            secret: string;
        };
        /**
         * @description An API token that has just been made, with its secret: it is not shown again, not even to the same request repeated.
         * @example {
         *       "createdAt": "2026-11-21T08:00:00.000000Z",
         *       "expiresAt": "2027-11-21T08:00:00.000000Z",
         *       "id": 12,
         *       "lastUsedAt": null,
         *       "name": "nightly report",
         *       "scopes": [
         *         "read"
         *       ],
         *       "token": "gd_7LdPzMf1AeUgQ5Hn2kq0VbT8sYxW4cRj",
         *       "user": "zhang.san"
         *     }
         */
        ShownToken: components["schemas"]["Token"] & {
            /** @description Goes into `Authorization: Bearer`. */
            token: string;
        };
        /**
         * @description A webhook whose secret has just been made: it is not shown again, not even to the same request repeated.
         * @example {
         *       "bothSecretsUntil": null,
         *       "createdAt": "2026-11-21T08:00:00.000000Z",
         *       "deliveredAt": null,
         *       "enabled": true,
         *       "events": [
         *         "ticket.created"
         *       ],
         *       "failures": 0,
         *       "filter": "priority >= high",
         *       "filterError": null,
         *       "internalNotes": false,
         *       "name": "chat",
         *       "ordered": false,
         *       "project": "NET",
         *       "restsUntil": null,
         *       "rotatedAt": "2026-11-21T08:00:00.000000Z",
         *       "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=",
         *       "state": "ok",
         *       "url": "https://chat.example.com/hooks/7",
         *       "usable": true,
         *       "uuid": "Wh20xPzQ",
         *       "version": 1
         *     }
         */
        ShownWebhook: components["schemas"]["Webhook"] & {
            /** @description What messages are signed with, by Standard Webhooks. */
            secret: string;
        };
        /**
         * @description How long the incidents of a severity took to something, in seconds.
         * @example {
         *       "count": 12,
         *       "mean": 310.5,
         *       "p50": 250,
         *       "p90": 900
         *     }
         */
        Spread: {
            /**
             * Format: int64
             * @description How many have come to it.
             */
            count: number;
            /** Format: double */
            mean: number;
            /**
             * Format: double
             * @description Half of them took at most so long.
             */
            p50: number;
            /**
             * Format: double
             * @description Nine in ten of them took at most so long.
             */
            p90: number;
        };
        /**
         * @description The job that was asked for.
         * @example {
         *       "jobId": "4711"
         *     }
         */
        Started: {
            jobId: string;
        };
        /**
         * @description The tickets in a status.
         * @example {
         *       "category": "new",
         *       "count": 12,
         *       "filter": "status in (\"open\")",
         *       "name": {
         *         "en": "Open",
         *         "zh": "待处理"
         *       },
         *       "status": "open"
         *     }
         */
        StatusCount: {
            /** @description A status that means different things in different projects comes once for each. */
            category: string;
            /** Format: int64 */
            count: number;
            filter: string;
            name: components["schemas"]["Names"];
            status: string;
        };
        /** @description Tickets by status. */
        StatusStats: {
            all: components["schemas"]["Figure"];
            /** @description By what the statuses mean: each of `new active paused resolved closed rejected`. */
            categories: components["schemas"]["CategoryCount"][];
            /** @description In the order of a ticket's life; without those that no ticket is in. */
            statuses: components["schemas"]["StatusCount"][];
        };
        /**
         * @description A step of a ticket's history.
         * @example {
         *       "action": "transitioned",
         *       "actor": "ann",
         *       "at": "2026-11-21T08:00:00.000000Z",
         *       "changes": [
         *         {
         *           "field": "status",
         *           "from": "open",
         *           "to": "in_progress"
         *         }
         *       ],
         *       "note": "",
         *       "seq": 1207,
         *       "version": 2,
         *       "via": "api"
         *     }
         */
        Step: {
            /** @description `created edited transitioned commented attached detached linked unlinked deleted restored referenced logged approval ran` */
            action: string;
            /** @description The user name of who did it. */
            actor: string;
            approval?: components["schemas"]["StepApproval"] | null;
            /** Format: date-time */
            at: string;
            attachment?: components["schemas"]["StepAttachment"] | null;
            /**
             * Format: int64
             * @description How many steps the system has taken one out of the other up to this one; left out of what people do.
             */
            chain?: number | null;
            changes: components["schemas"]["Change"][];
            /**
             * Format: int64
             * @description The comment made.
             */
            comment?: number | null;
            effect?: components["schemas"]["StepEffect"] | null;
            /** @description Why what the system was to do did not happen, in the language of the request. */
            failed?: string | null;
            /** @description The attachments that answered a transition which asks for files. */
            files?: number[];
            hoursLeft?: components["schemas"]["StepHoursLeft"] | null;
            /** @description What was said of the ticket as an incident. */
            incident?: components["schemas"]["StepIncident"];
            link?: components["schemas"]["StepLink"] | null;
            /** @description What was said with it. */
            note: string;
            reference?: components["schemas"]["StepReference"] | null;
            /**
             * Format: int64
             * @description Its place among all steps of the system, growing.
             */
            seq: number;
            /** @description The transition taken. */
            transition?: string | null;
            /**
             * Format: int64
             * @description The ticket's version after it.
             */
            version: number;
            /** @description Which door it came through: `api web email import hook traces incidents workflow cli`. */
            via: string;
            /**
             * Format: int64
             * @description The version of the workflow that took away the status in which the ticket was.
             */
            workflow?: number | null;
            worklog?: components["schemas"]["StepWorklog"] | null;
        };
        /**
         * @description What was done to a request for consent.
         * @example {
         *       "act": "consented",
         *       "id": 5
         *     }
         */
        StepApproval: {
            /** @description `asked consented refused withdrew handed_over added removed counted_out reminded taken failed overtaken` */
            act: string;
            /** Format: int64 */
            id: number;
            /** @description Whose place it was, where it was not that of who did it. */
            of?: string;
            /** @description Who is asked instead, or besides, or no longer. */
            who?: string;
        };
        /**
         * @description The file of a step.
         * @example {
         *       "id": 3,
         *       "name": "截图.png"
         *     }
         */
        StepAttachment: {
            /** Format: int64 */
            id: number;
            name: string;
        };
        /**
         * @description A post function that has ended.
         * @example {
         *       "function": "add_comment",
         *       "jobId": "4711",
         *       "last": true,
         *       "place": 0,
         *       "version": 2
         *     }
         */
        StepEffect: {
            function: string;
            /** @description Its job; left out where it ended before post functions were jobs. */
            jobId?: string;
            /** @description Whether all that the step brought about has ended with it: time to look again. */
            last: boolean;
            /** Format: int64 */
            place: number;
            /**
             * Format: int64
             * @description The ticket's version after the step that it followed.
             */
            version: number;
        };
        /**
         * @description The hours left of a ticket's work that were said; null where nobody knows.
         * @example {
         *       "from": null,
         *       "to": 3.5
         *     }
         */
        StepHoursLeft: {
            /** Format: double */
            from?: number | null;
            /** Format: double */
            to?: number | null;
        };
        /**
         * @description What was said of the ticket as an incident: one of these, with what was said before (`from`, left out of what is new) and what
         *     is said since (`to`, left out of what was taken back).
         * @example {
         *       "mitigated": {
         *         "to": "2026-11-21T08:30:00.000000Z"
         *       }
         *     }
         */
        StepIncident: {
            /** @description An entry of the timeline: `{id, from?, to?}`, each of which is `{at, text, pinned}`. */
            entry?: unknown;
            /** @description When the harm was over: `{from?, to?}`. */
            mitigated?: unknown;
            /** @description A step that was pinned or is no longer: `{step, pinned}`, the version of the step. */
            pin?: unknown;
            /** @description The roles: `{from, to}`, each all user names by the roles' keys. */
            roles?: unknown;
        };
        /**
         * @description The link of a step.
         * @example {
         *       "kind": "blocks",
         *       "ticketId": 43
         *     }
         */
        StepLink: {
            kind: string;
            /** Format: int64 */
            ticketId: number;
        };
        /**
         * @description Steps of a ticket, oldest first.
         * @example {
         *       "items": [
         *         {
         *           "action": "transitioned",
         *           "actor": "ann",
         *           "at": "2026-11-21T08:00:00.000000Z",
         *           "changes": [
         *             {
         *               "field": "status",
         *               "from": "open",
         *               "to": "in_progress"
         *             }
         *           ],
         *           "note": "",
         *           "seq": 1207,
         *           "version": 2,
         *           "via": "api"
         *         }
         *       ]
         *     }
         */
        StepList: {
            items: components["schemas"]["Step"][];
            /** @description Where the next page begins; absent on the last. */
            nextCursor?: string;
        };
        /**
         * @description What named the ticket: a commit, a branch, a merged request, a webhook.
         * @example {
         *       "author": "Ann Lee",
         *       "event": {
         *         "commit_created": {
         *           "repo": "git.example.com/net/tools"
         *         }
         *       },
         *       "name": "9fceb02",
         *       "url": "https://git.example.com/net/tools/commit/9fceb02"
         *     }
         */
        StepReference: {
            author: string;
            /** @description What happened: an object with one key, the word of what a trigger waits for. */
            event: unknown;
            name: string;
            url: string;
        };
        /**
         * @description The hours of a step.
         * @example {
         *       "hours": 1.5,
         *       "id": 3,
         *       "startedAt": "2026-11-21T08:00:00.000000Z",
         *       "username": "ann"
         *     }
         */
        StepWorklog: {
            /** Format: double */
            hours: number;
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            startedAt: string;
            username: string;
        };
        /**
         * @description What opens one job's stream.
         * @example {
         *       "expiresAt": "2026-11-21T08:01:00.000000Z",
         *       "token": "gds_MSA0NzExIHM3IDE3OTU.c2lnbmVk",
         *       "url": "/api/v1/jobs/4711/stream?token=gds_MSA0NzExIHM3IDE3OTU.c2lnbmVk"
         *     }
         */
        StreamToken: {
            /**
             * Format: date-time
             * @description Until when the stream can be opened with it; one that is open stays so.
             */
            expiresAt: string;
            token: string;
            /** @description Where, behind the address of this server. */
            url: string;
        };
        /** @description How the instance is. */
        System: {
            /**
             * Format: date-time
             * @description When it was so.
             */
            at: string;
            /** @description What `gongdan doctor` finds, in the language of the request. */
            checks: components["schemas"]["SystemCheck"][];
            /** @description The commit that the program was built of; null where that was not told when it was built. */
            commit: string | null;
            counts: components["schemas"]["SystemCounts"];
            database: components["schemas"]["SystemDatabase"];
            deliveries: components["schemas"]["SystemDeliveries"];
            jobs: components["schemas"]["SystemJobs"];
            /** @description The node that answers, as jobs call it. */
            node: string;
            scripts: components["schemas"]["SystemScripts"];
            search: components["schemas"]["SystemSearch"];
            /** Format: date-time */
            startedAt: string;
            storage: components["schemas"]["SystemStorage"];
            /** Format: int64 */
            uptimeSeconds: number;
            version: string;
        };
        /**
         * @description What a check found.
         * @example {
         *       "advice": null,
         *       "check": "disk_space",
         *       "finding": "4.1 GiB of 10 GiB are free",
         *       "level": "fine"
         *     }
         */
        SystemCheck: {
            /** @description What to do about it; null where nothing is to be done. */
            advice: string | null;
            /** @description A stable name. */
            check: string;
            finding: string;
            /** @enum {string} */
            level: "fine" | "warning" | "trouble";
        };
        /** @description How much there is. */
        SystemCounts: {
            /**
             * Format: int64
             * @description Comments that were ever made: the largest number given.
             */
            comments: number;
            /**
             * Format: int64
             * @description Accounts, also disabled ones.
             */
            people: number;
            /**
             * Format: int64
             * @description Steps of histories that were ever written: the largest number given.
             */
            steps: number;
            /**
             * Format: int64
             * @description Without deleted ones.
             */
            tickets: number;
        };
        /**
         * @description The database.
         * @example {
         *       "bytes": 52428800,
         *       "connections": null,
         *       "engine": "sqlite",
         *       "mostConnections": null,
         *       "schema": 25,
         *       "version": "3.50.4",
         *       "walBytes": 4194304
         *     }
         */
        SystemDatabase: {
            /** Format: int64 */
            bytes: number;
            /**
             * Format: int64
             * @description Of everybody, to PostgreSQL; null on SQLite.
             */
            connections: number | null;
            engine: string;
            /** Format: int64 */
            mostConnections: number | null;
            /** Format: int64 */
            schema: number;
            version: string;
            /**
             * Format: int64
             * @description The write-ahead log of SQLite; null on PostgreSQL.
             */
            walBytes: number | null;
        };
        /** @description Messages to webhooks. Counted up to 10,000. */
        SystemDeliveries: {
            /**
             * Format: int64
             * @description Given up in the last 24 hours.
             */
            failed: number;
            /** Format: int64 */
            waiting: number;
        };
        /** @description The queue of jobs. */
        SystemJobs: {
            /**
             * Format: int64
             * @description Wait for an earlier one of their ticket.
             */
            blocked: number;
            /** @description How many this node runs at once. */
            concurrency: number;
            /**
             * Format: int64
             * @description Of those asked for in the last 24 hours.
             */
            failed: number;
            /**
             * Format: date-time
             * @description Since when the one that waits longest could have been begun; null where none waits.
             */
            oldestReadyAt: string | null;
            /**
             * Format: int64
             * @description Runs that nobody has renewed in time: within seconds they are taken away from who had them.
             */
            overdue: number;
            /**
             * Format: int64
             * @description Could be begun.
             */
            ready: number;
            /** @description Who runs any now: nodes and outside workers. */
            runners: components["schemas"]["SystemRunner"][];
            /** Format: int64 */
            running: number;
            /**
             * Format: int64
             * @description Wait for their time.
             */
            scheduled: number;
        };
        /** @description Who runs jobs. */
        SystemRunner: {
            /** Format: int64 */
            jobs: number;
            name: string;
        };
        /** @description The sandbox of scripts. */
        SystemScripts: {
            available: boolean;
            /** @description Why not; null where they run. */
            reason: string | null;
        };
        /** @description The search's index. */
        SystemSearch: {
            /**
             * Format: int64
             * @description Tickets whose words are not in it yet; counted up to 10,000.
             */
            waiting: number;
        };
        /** @description What is kept in files. */
        SystemStorage: {
            /** Format: int64 */
            attachmentBytes: number;
            /**
             * Format: int64
             * @description Counted every ten minutes, as are their bytes.
             */
            attachments: number;
            /** Format: int64 */
            diskBytes: number | null;
            /**
             * Format: int64
             * @description What the program may still use of the data directory's disk; null where that is not known.
             */
            freeBytes: number | null;
        };
        /**
         * @description A task. All keys are always there.
         * @example {
         *       "assign": "",
         *       "create_time": 1566187581207696,
         *       "deadline": null,
         *       "desc": "",
         *       "desc_rich": "",
         *       "field_values": [],
         *       "issue_type_uuid": "BivBjw7n",
         *       "number": 42,
         *       "owner": "DU6krHBN",
         *       "parent_uuid": "",
         *       "priority": "medium",
         *       "project_uuid": "DU6krHBNJEEeoG8M",
         *       "remaining_manhour": 0,
         *       "server_update_stamp": 1566187581207696,
         *       "status_uuid": "51ufBBFm",
         *       "summary": "无法登录",
         *       "total_manhour": 0,
         *       "update_time": 1566187581207696,
         *       "uuid": "DU6krHBNNKSnnHNj",
         *       "watchers": []
         *     }
         */
        TaskBody: {
            /** @description Empty for nobody. */
            assign: string;
            /**
             * Format: int64
             * @description Microseconds.
             */
            create_time: number;
            /**
             * Format: int64
             * @description Seconds.
             */
            deadline?: number | null;
            /** @description Plain text. */
            desc: string;
            /** @description The same as HTML. */
            desc_rich: string;
            field_values: components["schemas"]["TaskValue"][];
            issue_type_uuid: string;
            /**
             * Format: int64
             * @description Its number, the same on every API of this server.
             */
            number: number;
            owner: string;
            /** @description Empty for none. */
            parent_uuid: string;
            priority: string;
            project_uuid: string;
            /**
             * Format: int64
             * @description Hours ×100000: what was said last as `field020`, less the hours logged since; 0 where nobody has said.
             */
            remaining_manhour: number;
            /**
             * Format: int64
             * @description Microseconds.
             */
            server_update_stamp: number;
            status_uuid: string;
            summary: string;
            /**
             * Format: int64
             * @description Hours ×100000.
             */
            total_manhour: number;
            /**
             * Format: int64
             * @description Microseconds.
             */
            update_time: number;
            uuid: string;
            watchers: string[];
        };
        /**
         * @description A group or a role.
         * @example {
         *       "desc": "",
         *       "members": [
         *         "DU6krHBN"
         *       ],
         *       "name": "Network crew",
         *       "uuid": "876gdkut"
         *     }
         */
        TaskCircle: {
            desc: string;
            /** @description The ids of its members. */
            members: string[];
            name: string;
            uuid: string;
        };
        /**
         * @description The request for consent that a step has to wait for.
         * @example {
         *       "id": 7,
         *       "state": "open"
         *     }
         */
        TaskConsent: {
            /**
             * Format: int64
             * @description Its number, as under `/api/v1/tickets/{id}/approvals`.
             */
            id: number;
            state: string;
        };
        /**
         * @description What is said.
         * @example {
         *       "text": "fixed in 1.4"
         *     }
         */
        TaskDiscussion: {
            text?: string | null;
        };
        /**
         * @description The body of every refusal.
         * @example {
         *       "code": 801,
         *       "desc": "some values are not allowed: transition_uuid: must not be blank",
         *       "errcode": "InvalidParameter.transition_uuid",
         *       "type": "InvalidParameter"
         *     }
         */
        TaskFailure: {
            /**
             * Format: int64
             * @description The HTTP status; 801 for a parameter, 610 for a task that is not there.
             */
            code: number;
            /** @description A sentence, in the language of `Accept-Language`. */
            desc: string;
            /** @description The kind, and what of it. */
            errcode: string;
            /** @description The kind. */
            type: string;
        };
        /**
         * @description A field.
         * @example {
         *       "built_in": true,
         *       "name": "priority",
         *       "options": [
         *         {
         *           "uuid": "high",
         *           "value": "high"
         *         }
         *       ],
         *       "project_uuid": null,
         *       "required": false,
         *       "type": 1,
         *       "uuid": "field012"
         *     }
         */
        TaskField: {
            /** @description Whether every task has it. */
            built_in: boolean;
            name: string;
            options: components["schemas"]["TaskOption"][];
            /** @description Whose field it is, where not every task has it. */
            project_uuid?: string | null;
            required: boolean;
            /**
             * Format: int64
             * @description 1 option, 2 text, 3 integer, 4 float, 5 date, 6 time, 7 milestone, 8 user, 9 project, 10 task, 11 issue type, 12 status,
             *     13 user list, 15 text area, 16 option list, 20 rich text.
             */
            type: number;
            uuid: string;
        };
        /** @description Fields. */
        TaskFields: {
            fields: components["schemas"]["TaskField"][];
            /**
             * Format: int64
             * @description Microseconds: grows with every change to a thing of this kind.
             */
            server_update_stamp: number;
        };
        /** @description A file to attach. */
        TaskFile: {
            /**
             * Format: binary
             * @description The file.
             */
            file: string;
            /** @description The id of the task. */
            ref_id: string;
            /** @description `task` */
            ref_type?: string | null;
        };
        /**
         * @description Which tasks, at most 500.
         * @example {
         *       "ids": [
         *         "DU6krHBNNKSnnHNj"
         *       ]
         *     }
         */
        TaskIds: {
            ids: string[] | null;
        };
        /**
         * @description An issue type of a project.
         * @example {
         *       "attributes": {},
         *       "key": "question",
         *       "name": "Question",
         *       "project_uuid": "DU6krHBNJEEeoG8M",
         *       "uuid": "BivBjw7n"
         *     }
         */
        TaskIssueType: {
            /** @description What the type says of itself, by name: what post functions with `value_type` 1 fill fields from. */
            attributes: Record<string, never>;
            key: string;
            name: string;
            project_uuid: string;
            uuid: string;
        };
        /** @description Issue types, in order. */
        TaskIssueTypes: {
            issue_types: components["schemas"]["TaskIssueType"][];
            /**
             * Format: int64
             * @description Microseconds: grows with every change to a thing of this kind.
             */
            server_update_stamp: number;
        };
        /** @description Tasks, and those that were refused. */
        TaskList: {
            bad_tasks: components["schemas"]["TaskRefused"][];
            /**
             * Format: int64
             * @description The newest change of these tasks; of any task where there are none.
             */
            server_update_stamp: number;
            tasks: components["schemas"]["TaskBody"][];
        };
        /**
         * @description Who logs in.
         * @example {
         *       "email": "zhang.san@example.com",
         *       "password": "zQ4-copper-meadow-23"
         *     }
         */
        TaskLogin: {
            /** @description The account's e-mail address, or its user name. */
            email?: string | null;
            /** Format: password */
            password: string | null;
            /** @description The account's telephone number, where there is no `email`. */
            phone?: string | null;
        };
        /**
         * @description Hours as they were written down.
         * @example {
         *       "create_time": 1566187581207696,
         *       "desc": "on site",
         *       "hours": 150000,
         *       "owner": "DU6krHBN",
         *       "start_time": 1566187581,
         *       "uuid": "0000001B"
         *     }
         */
        TaskManHour: {
            /**
             * Format: int64
             * @description Microseconds.
             */
            create_time: number;
            desc: string;
            /**
             * Format: int64
             * @description ×100000.
             */
            hours: number;
            owner: string;
            /**
             * Format: int64
             * @description Seconds.
             */
            start_time: number;
            uuid: string;
        };
        /** @description Hours that were written down. */
        TaskManHourAnswer: {
            manhour: components["schemas"]["TaskManHour"];
            /**
             * Format: int64
             * @description The task's, in microseconds.
             */
            server_update_stamp: number;
        };
        /**
         * @description Hours that were worked.
         * @example {
         *       "desc": "on site",
         *       "hours": 150000,
         *       "owner": "DU6krHBN",
         *       "start_time": 1566187581
         *     }
         */
        TaskManHourWish: {
            /** @description What was done; `description` is taken as well. */
            desc?: string | null;
            /**
             * Format: int64
             * @description ×100000: an hour and a half is 150000.
             */
            hours: number | null;
            /** @description Whose work it was; the caller's where nothing is said. */
            owner?: string | null;
            /**
             * Format: int64
             * @description Seconds; now where nothing is said.
             */
            start_time?: number | null;
        };
        /**
         * @description A step of a task's history. All keys are always there.
         * @example {
         *       "action": "commented",
         *       "changes": [],
         *       "from": "DU6krHBN",
         *       "ref_id": "DU6krHBNNKSnnHNj",
         *       "ref_type": "task",
         *       "resource": null,
         *       "send_time": 1566187581207696,
         *       "text": "已联系用户",
         *       "transition_uuid": null,
         *       "type": "discussion",
         *       "uuid": "kQm3Tz9a"
         *     }
         */
        TaskMessage: {
            /** @description What was done, as in the history of a ticket. */
            action: string;
            changes: components["schemas"]["TaskMessageChange"][];
            /** @description The id of who did it. */
            from: string;
            /** @description The task's id. */
            ref_id: string;
            ref_type: string;
            resource?: components["schemas"]["TaskMessageResource"] | null;
            /**
             * Format: int64
             * @description Microseconds.
             */
            send_time: number;
            text: string;
            transition_uuid?: string | null;
            /** @description `discussion` for what somebody said, `system` for all else. */
            type: string;
            uuid: string;
        };
        /**
         * @description A field's change.
         * @example {
         *       "field_uuid": "field004",
         *       "new_value": "DU6krHBN",
         *       "old_value": null,
         *       "type": 8
         *     }
         */
        TaskMessageChange: {
            field_uuid: string;
            new_value: components["schemas"]["Value"];
            old_value: components["schemas"]["Value"];
            /** Format: int64 */
            type: number;
        };
        /** @description A part of a task's history, oldest first. */
        TaskMessageList: {
            /** @description Whether there are more: newer ones where `since` was given, else older ones. */
            has_next: boolean;
            messages: components["schemas"]["TaskMessage"][];
        };
        /**
         * @description A file that a step was about.
         * @example {
         *       "name": "截图.png",
         *       "uuid": "0000001B"
         *     }
         */
        TaskMessageResource: {
            name: string;
            uuid: string;
        };
        /** @description A message that was sent. */
        TaskMessageSent: {
            message: components["schemas"]["TaskMessage"];
        };
        /**
         * @description Hours to be written down: under `manhour`, or the keys of it alone.
         * @example {
         *       "manhour": {
         *         "desc": "on site",
         *         "hours": 150000
         *       }
         *     }
         */
        TaskNewManHour: {
            desc?: string | null;
            /** Format: int64 */
            hours?: number | null;
            manhour?: components["schemas"]["TaskManHourWish"];
            owner?: string | null;
            /** Format: int64 */
            start_time?: number | null;
        };
        /**
         * @description What is said.
         * @example {
         *       "text": "已联系用户",
         *       "uuid": "kQm3Tz9a"
         *     }
         */
        TaskNewMessage: {
            /** @description 1 to 65,536 characters. */
            text: string | null;
            /** @description An id of the client's own, 8 letters or digits: sent again, the message is the one that was sent. */
            uuid?: string | null;
        };
        /** @description A new project. */
        TaskNewProject: {
            project: components["schemas"]["TaskProjectWish"] | null;
        };
        /** @description A new permission rule. */
        TaskNewRule: {
            permission_rule: components["schemas"]["TaskRuleWish"] | null;
        };
        /** @description A new status. */
        TaskNewStatus: {
            task_status: components["schemas"]["TaskStatusWish"] | null;
        };
        /**
         * @description A word that a field takes.
         * @example {
         *       "uuid": "high",
         *       "value": "high"
         *     }
         */
        TaskOption: {
            /** @description What travels as the field's value. */
            uuid: string;
            value: string;
        };
        /**
         * @description A project.
         * @example {
         *       "administrators": [
         *         "DU6krHBN"
         *       ],
         *       "create_time": 1566187581207696,
         *       "desc": "",
         *       "identifier": "SUP",
         *       "is_archive": false,
         *       "name": "Support",
         *       "owner": "DU6krHBN",
         *       "uuid": "DU6krHBNJEEeoG8M"
         *     }
         */
        TaskProject: {
            administrators: string[];
            /**
             * Format: int64
             * @description Microseconds.
             */
            create_time: number;
            desc: string;
            /** @description Its key, as in `SUP-42`. */
            identifier: string;
            /** @description Whether new tasks are no longer taken. */
            is_archive: boolean;
            name: string;
            /** @description Who leads it; empty for nobody. */
            owner: string;
            uuid: string;
        };
        /** @description What was made. */
        TaskProjectAnswer: {
            project: components["schemas"]["TaskProject"];
            /**
             * Format: int64
             * @description Microseconds.
             */
            server_update_stamp: number;
        };
        /**
         * @description A project as it is wished.
         * @example {
         *       "identifier": "SUP",
         *       "name": "Support",
         *       "owner": "DU6krHBN"
         *     }
         */
        TaskProjectWish: {
            desc?: string | null;
            /** @description Its key: 2 to 10 capital letters or digits, a letter first; one made of the name where none is sent. */
            identifier?: string | null;
            /** @description 1 to 64 characters. */
            name: string | null;
            /** @description Who leads it. */
            owner?: string | null;
            /** @description 16 letters or digits that no project has, the first 8 the caller's own id. */
            uuid?: string | null;
        };
        /** @description All projects, oldest first. */
        TaskProjects: {
            projects: components["schemas"]["TaskProject"][];
            /**
             * Format: int64
             * @description Microseconds: grows with every change to a thing of this kind.
             */
            server_update_stamp: number;
        };
        /**
         * @description One of several that was not done.
         * @example {
         *       "code": 801,
         *       "desc": "some values are not allowed: summary: must not be blank",
         *       "errcode": "InvalidParameter.summary",
         *       "uuid": "DU6krHBNNKSnnHNj"
         *     }
         */
        TaskRefused: {
            /** Format: int64 */
            code: number;
            desc: string;
            errcode: string;
            /** @description The task's id, as far as one was named. */
            uuid: string;
        };
        /**
         * @description A file of a task.
         * @example {
         *       "create_time": 1566187581207696,
         *       "mime": "image/png",
         *       "name": "截图.png",
         *       "ref_id": "DU6krHBNNKSnnHNj",
         *       "ref_type": "task",
         *       "resource_uuid": "0000001B",
         *       "size": 48211,
         *       "url": "/api/v1/attachments/73"
         *     }
         */
        TaskResource: {
            /**
             * Format: int64
             * @description Microseconds.
             */
            create_time: number;
            mime: string;
            name: string;
            ref_id: string;
            ref_type: string;
            resource_uuid: string;
            /**
             * Format: int64
             * @description In bytes.
             */
            size: number;
            /** @description Where it is downloaded, with the same credential as a bearer token. */
            url: string;
        };
        /** @description A page of roles. */
        TaskRoles: {
            /** @description Whether there is another page. */
            has_next: boolean;
            roles: components["schemas"]["TaskCircle"][];
            /**
             * Format: int64
             * @description Microseconds.
             */
            server_update_stamp: number;
        };
        /**
         * @description A permission rule.
         * @example {
         *       "context_param": {
         *         "project_uuid": "DU6krHBNJEEeoG8M"
         *       },
         *       "context_type": "project",
         *       "permission": "manage_project",
         *       "user_domain_param": "876gdkut",
         *       "user_domain_type": "group",
         *       "uuid": "kQm3Tz9a"
         *     }
         */
        TaskRule: {
            context_param: components["schemas"]["TaskRuleContext"];
            /** @description `team` or `project` */
            context_type: string;
            permission: string;
            user_domain_param: string;
            user_domain_type: string;
            uuid: string;
        };
        /** @description What was made. */
        TaskRuleAnswer: {
            permission_rule: components["schemas"]["TaskRule"];
            /**
             * Format: int64
             * @description Microseconds.
             */
            server_update_stamp: number;
        };
        /**
         * @description What a rule is for.
         * @example {
         *       "project_uuid": "DU6krHBNJEEeoG8M"
         *     }
         */
        TaskRuleContext: {
            /** @description The project, where it is for one. */
            project_uuid?: string;
        };
        /**
         * @description A permission rule as it is wished.
         * @example {
         *       "context_param": {
         *         "project_uuid": "DU6krHBNJEEeoG8M"
         *       },
         *       "context_type": "project",
         *       "permission": "manage_project",
         *       "user_domain_param": "876gdkut",
         *       "user_domain_type": "group"
         *     }
         */
        TaskRuleWish: {
            context_param?: components["schemas"]["TaskRuleContext"] | null;
            /** @description `team` or `project`; what `context_param` says where it is left out. */
            context_type?: string | null;
            permission: string | null;
            user_domain_param?: string | null;
            user_domain_type: string | null;
        };
        /** @description Permission rules, oldest first. */
        TaskRules: {
            permission_rules: components["schemas"]["TaskRule"][];
            /**
             * Format: int64
             * @description Microseconds: grows with every change to a thing of this kind.
             */
            server_update_stamp: number;
        };
        /**
         * @description An entry of a screen.
         * @example {
         *       "can_delete": false,
         *       "can_set_default_value": true,
         *       "can_set_required": true,
         *       "default_value": "",
         *       "field_uuid": "tf-comment",
         *       "required": false,
         *       "type": -1
         *     }
         */
        TaskScreenField: {
            can_delete: boolean;
            can_set_default_value: boolean;
            can_set_required: boolean;
            default_value: components["schemas"]["Value"];
            field_uuid: string;
            required: boolean;
            /**
             * Format: int64
             * @description -1 for what is no field: comment, hours, files.
             */
            type: number;
        };
        /** @description Who somebody is, and where they belong. */
        TaskSelf: {
            org: components["schemas"]["TaskTeam"];
            teams: components["schemas"]["TaskTeam"][];
            user: components["schemas"]["TaskUser"];
        };
        /**
         * @description A field's value as it is sent; its `type` is known and not looked at.
         * @example {
         *       "field_uuid": "XQqBAfPj",
         *       "type": 3,
         *       "value": 500000
         *     }
         */
        TaskSentValue: {
            field_uuid: string | null;
            value?: components["schemas"]["Value"];
        };
        /**
         * @description It was done, and there is a new stamp.
         * @example {
         *       "code": 200,
         *       "errcode": "OK",
         *       "server_update_stamp": 1576725042685040,
         *       "type": "OK"
         *     }
         */
        TaskStamped: {
            /** Format: int64 */
            code: number;
            errcode: string;
            /**
             * Format: int64
             * @description Microseconds.
             */
            server_update_stamp: number;
            type: string;
        };
        /**
         * @description A status.
         * @example {
         *       "category": "to_do",
         *       "name": "Open",
         *       "status_category": "new",
         *       "uuid": "51ufBBFm"
         *     }
         */
        TaskStatus: {
            /** @description `to_do in_progress done`, unless an administrator has given it another word. */
            category: string;
            name: string;
            /** @description `new active paused resolved closed rejected` */
            status_category: string;
            uuid: string;
        };
        /** @description What was made. */
        TaskStatusAnswer: {
            /**
             * Format: int64
             * @description Microseconds.
             */
            server_update_stamp: number;
            task_status: components["schemas"]["TaskStatus"];
        };
        /**
         * @description A status as it is wished.
         * @example {
         *       "category": "in_progress",
         *       "name": "In review"
         *     }
         */
        TaskStatusWish: {
            /** @description `to_do in_progress done`, or one of what they stand for. */
            category: string | null;
            /** @description 1 to 64 characters. */
            name: string | null;
            /** @description 8 letters or digits that no status has. */
            uuid?: string | null;
        };
        /** @description Statuses, each once. */
        TaskStatuses: {
            /**
             * Format: int64
             * @description Microseconds: grows with every change to a thing of this kind.
             */
            server_update_stamp: number;
            task_statuses: components["schemas"]["TaskStatus"][];
        };
        /**
         * @description A step that the caller may take now.
         * @example {
         *       "end_status_uuid": "HdMKu3yA",
         *       "name": "start development",
         *       "start_status_uuid": "MZQu4VaM",
         *       "uuid": "DqWBk1sZ"
         *     }
         */
        TaskStep: {
            end_status_uuid: string;
            name: string;
            start_status_uuid: string;
            uuid: string;
        };
        /** @description The steps that the caller may take now. */
        TaskSteps: {
            transitions: components["schemas"]["TaskStep"][];
        };
        /**
         * @description A team, or the organization that it is of: here the two are one.
         * @example {
         *       "name": "Gongdan",
         *       "uuid": "3pDzCwAe"
         *     }
         */
        TaskTeam: {
            name: string;
            uuid: string;
        };
        /**
         * @description The step to take, and what its screen asks for.
         * @example {
         *       "discussion": {
         *         "text": "fixed in 1.4"
         *       },
         *       "field_values": [
         *         {
         *           "field_uuid": "field004",
         *           "type": 8,
         *           "value": "DU6krHBN"
         *         }
         *       ],
         *       "transition_uuid": "7rPd2Qyi"
         *     }
         */
        TaskTransit: {
            discussion?: components["schemas"]["TaskDiscussion"];
            field_values?: components["schemas"]["TaskSentValue"][];
            manhour?: components["schemas"]["TaskManHourWish"];
            /** @description Ids of files that were uploaded for the task. */
            resource_uuids?: string[];
            transition_uuid: string | null;
        };
        /**
         * @description The step was taken; where it takes consent, that is asked for, and the task stays where it is.
         * @example {
         *       "code": 200,
         *       "errcode": "OK",
         *       "type": "OK"
         *     }
         */
        TaskTransited: {
            approval?: components["schemas"]["TaskConsent"];
            /** Format: int64 */
            code: number;
            errcode: string;
            type: string;
        };
        /**
         * @description A transition as it is defined.
         * @example {
         *       "condition": null,
         *       "end_status_uuid": "PLPLfNYH",
         *       "fields": [],
         *       "issue_type_uuid": "BivBjw7n",
         *       "name": "reactivation",
         *       "position": 0,
         *       "post_function": [],
         *       "project_uuid": "DU6krHBNJEEeoG8M",
         *       "start_status_uuid": "51ufBBFm",
         *       "trigger": null,
         *       "uuid": "ERTwiy99"
         *     }
         */
        TaskTransition: {
            /** @description Whose consent it takes; ours. */
            approval?: components["schemas"]["Value"];
            condition: components["schemas"]["Value"];
            end_status_uuid: string;
            fields: components["schemas"]["TaskScreenField"][];
            issue_type_uuid: string;
            name?: string | null;
            /** Format: int64 */
            position: number;
            post_function: components["schemas"]["Value"][];
            project_uuid: string;
            /** @description `00000000` for any status. */
            start_status_uuid: string;
            trigger: components["schemas"]["Value"];
            uuid: string;
        };
        /** @description One transition, after a change. */
        TaskTransitionAnswer: {
            /**
             * Format: int64
             * @description Microseconds.
             */
            server_update_stamp: number;
            transition: components["schemas"]["TaskTransition"];
        };
        /**
         * @description A transition that was deleted. One of the same id may still be there in another issue type.
         * @example {
         *       "issue_type_uuid": "BivBjw7n",
         *       "uuid": "ERTwiy99"
         *     }
         */
        TaskTransitionGone: {
            issue_type_uuid: string;
            uuid: string;
        };
        /**
         * @description A transition as it is to be; of one that is there, what is not named stays.
         * @example {
         *       "transition": {
         *         "post_function": [
         *           {
         *             "run_script": {
         *               "name": "auto add remain manhour",
         *               "params": [],
         *               "uuid": "add_manhour"
         *             }
         *           }
         *         ]
         *       }
         *     }
         */
        TaskTransitionWish: {
            transition: Record<string, never>;
        };
        /** @description The transitions of the team. */
        TaskTransitions: {
            /** @description Those that were deleted after `since`; there only where that is asked for. */
            deleted?: components["schemas"]["TaskTransitionGone"][];
            /**
             * Format: int64
             * @description Microseconds: what to ask for newer ones with.
             */
            server_update_stamp: number;
            transitions: components["schemas"]["TaskTransition"][];
        };
        /**
         * @description A user.
         * @example {
         *       "access": "operator",
         *       "create_time": 1566187581207696,
         *       "department": "Operations",
         *       "email": "zhang.san@example.com",
         *       "groups": [
         *         "Network crew"
         *       ],
         *       "name": "张三",
         *       "phone": "13800138000",
         *       "roles": [
         *         "On-call lead"
         *       ],
         *       "username": "zhang.san",
         *       "uuid": "DU6krHBN"
         *     }
         */
        TaskUser: {
            /** @description `unregistered user operator admin` */
            access: string;
            /**
             * Format: int64
             * @description Microseconds.
             */
            create_time: number;
            department: string;
            email: string;
            groups: string[];
            /** @description The name shown. */
            name: string;
            phone: string;
            roles: string[];
            /** @description Goes into `Ones-Auth-Token`, or `Authorization: Bearer`; only in the answer to a log-in. */
            token?: string;
            username: string;
            uuid: string;
        };
        /** @description A page of groups. */
        TaskUserGroups: {
            /** @description Whether there is another page. */
            has_next: boolean;
            /**
             * Format: int64
             * @description Microseconds.
             */
            server_update_stamp: number;
            usergroups: components["schemas"]["TaskCircle"][];
        };
        /**
         * @description A field's value: people and statuses by id, moments in seconds, numbers ×100000.
         * @example {
         *       "field_uuid": "XQqBAfPj",
         *       "type": 3,
         *       "value": 500000
         *     }
         */
        TaskValue: {
            field_uuid: string;
            /** Format: int64 */
            type: number;
            value: components["schemas"]["Value"];
        };
        /**
         * @description A task as it is wished. Of a new one `summary`, `project_uuid` and `issue_type_uuid` are needed; of one that is there
         *     `uuid`, and what is left out or null stays.
         * @example {
         *       "assign": "DU6krHBN",
         *       "field_values": [
         *         {
         *           "field_uuid": "XQqBAfPj",
         *           "type": 3,
         *           "value": 500000
         *         }
         *       ],
         *       "issue_type_uuid": "BivBjw7n",
         *       "owner": "DU6krHBN",
         *       "priority": "high",
         *       "project_uuid": "DU6krHBNJEEeoG8M",
         *       "summary": "无法登录",
         *       "uuid": "DU6krHBNNKSnnHNj",
         *       "watchers": [
         *         "DU6krHBN"
         *       ]
         *     }
         */
        TaskWish: {
            /** @description Empty for nobody. */
            assign?: string | null;
            /**
             * Format: int64
             * @description Seconds.
             */
            deadline?: number | null;
            /** @description Plain text. */
            desc?: string | null;
            /** @description HTML, of which the text is kept; looked at where there is no `desc`. */
            desc_rich?: string | null;
            field_values?: components["schemas"]["TaskSentValue"][] | null;
            issue_type_uuid?: string | null;
            /** @description The caller, unless an administrator says otherwise. */
            owner?: string | null;
            /** @description Empty for none. */
            parent_uuid?: string | null;
            priority?: string | null;
            project_uuid?: string | null;
            /** @description Not for changing: a status changes by `new_transit`. */
            status_uuid?: string | null;
            summary?: string | null;
            /** @description Of a new one: 16 letters or digits that no task has, the first 8 those of `owner`. */
            uuid?: string | null;
            watchers?: string[] | null;
        };
        /** @description Several tasks as they are wished, at most 100. */
        TaskWishes: {
            /** @description Each is read by itself: one that is none takes nothing away from the others. */
            tasks: components["schemas"]["TaskWish"][];
        };
        /**
         * @description The tasks that are gone, and those that were refused.
         * @example {
         *       "bad_tasks": [],
         *       "code": 200,
         *       "errcode": "OK",
         *       "tasks": [
         *         "DU6krHBNNKSnnHNj"
         *       ],
         *       "type": "OK"
         *     }
         */
        TasksGone: {
            bad_tasks: components["schemas"]["TaskRefused"][];
            /** Format: int64 */
            code: number;
            errcode: string;
            tasks: string[];
            type: string;
        };
        /**
         * @description Which tasks are to go, at most 100.
         * @example {
         *       "tasks": [
         *         "DU6krHBNNKSnnHNj"
         *       ]
         *     }
         */
        TasksToGo: {
            /** @description Their ids; `ids` is taken as well. */
            tasks: string[] | null;
        };
        /**
         * @description The team.
         * @example {
         *       "name": "Campus IT",
         *       "owner": "zhao.min",
         *       "uuid": "0VbT8sYx",
         *       "version": 2
         *     }
         */
        Team: {
            name: string;
            /** @description The user name of who owns it; empty for nobody. */
            owner: string;
            uuid: string;
            /**
             * Format: int64
             * @description Grows with every change.
             */
            version: number;
        };
        /**
         * @description What is to change of the team; what is left out stays.
         * @example {
         *       "owner": "zhao.min"
         *     }
         */
        TeamWish: {
            /** @description At most 64 characters. */
            name?: string | null;
            /** @description A user name; empty for nobody. */
            owner?: string | null;
        };
        /**
         * @description A ticket. All keys are always present; text is empty rather than null.
         * @example {
         *       "assignee": "ann",
         *       "category": "account",
         *       "contact": "",
         *       "content": "Cannot log in since noon",
         *       "createdAt": "2026-11-21T08:00:00.000000Z",
         *       "creator": "admin",
         *       "dueAt": null,
         *       "env": "prod",
         *       "fields": {},
         *       "gameId": "g1",
         *       "id": 42,
         *       "key": "SUP-42",
         *       "playerId": "p-1007",
         *       "priority": "high",
         *       "project": "SUP",
         *       "source": "api",
         *       "status": "open",
         *       "tags": [
         *         "vip"
         *       ],
         *       "title": "无法登录",
         *       "type": "ticket",
         *       "updatedAt": "2026-11-21T08:00:00.000000Z",
         *       "uuid": "Ab3dEf9h12345678",
         *       "version": 1,
         *       "watchers": []
         *     }
         */
        Ticket: {
            /** @description A user name; empty for nobody. */
            assignee: string;
            category: string;
            contact: string;
            content: string;
            /** Format: date-time */
            createdAt: string;
            /** @description The user name of who made it. */
            creator: string;
            /** Format: date-time */
            dueAt?: string | null;
            env: string;
            /** @description Custom fields by key. */
            fields: {
                [key: string]: unknown;
            };
            gameId: string;
            /** Format: int64 */
            id: number;
            /** @description The human key. */
            key: string;
            playerId: string;
            /** @description `low medium high critical` */
            priority: string;
            project: string;
            /** @description `api web email import hook traces incidents workflow` */
            source: string;
            /** @description A status key of the project's workflow; `open in_progress resolved closed` by default. */
            status: string;
            tags: string[];
            title: string;
            type: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description 16 characters. */
            uuid: string;
            /**
             * Format: int64
             * @description Grows by one with every step of its history.
             */
            version: number;
            /** @description User names. */
            watchers: string[];
        };
        /** @description One ticket. */
        TicketAnswer: {
            msg: string;
            success: boolean;
            ticket: components["schemas"]["Ticket"];
        };
        /**
         * @description A ticket as it is sent. When changing one, absent or null = unchanged; `tags: []` and `assignee: ""` clear.
         * @example {
         *       "category": "account",
         *       "content": "Cannot log in since noon",
         *       "playerId": "p-1007",
         *       "priority": "high",
         *       "tags": [
         *         "vip"
         *       ],
         *       "title": "无法登录"
         *     }
         */
        TicketBody: {
            /** @default null */
            assignee: string | null;
            /**
             * @description 1 to 64 characters.
             * @default null
             */
            category: string | null;
            /** @default null */
            contact: string | null;
            /**
             * @description 1 to 65,536 characters.
             * @default null
             */
            content: string | null;
            /**
             * @description RFC 3339; empty text clears it.
             * @default null
             */
            dueAt: string | null;
            /** @default null */
            env: string | null;
            /**
             * @description Custom fields by key; null clears one.
             * @default null
             */
            fields: {
                [key: string]: unknown;
            } | null;
            /** @default null */
            gameId: string | null;
            /** @default null */
            playerId: string | null;
            /**
             * @description `low medium high critical`; `normal` is medium, `urgent` is critical.
             * @default null
             */
            priority: string | null;
            /**
             * @description The project's key, taken when creating only; the configured default when absent.
             * @default null
             */
            project: string | null;
            /**
             * @description At most 50, each 1 to 64 characters.
             * @default null
             */
            tags: string[] | null;
            /**
             * @description 1 to 255 characters.
             * @default null
             */
            title: string | null;
            /**
             * @description The issue type's key, taken when creating only; the project's first when absent.
             * @default null
             */
            type: string | null;
            /**
             * @description User names.
             * @default null
             */
            watchers: string[] | null;
        };
        /**
         * @description A ticket with all that belongs to it.
         * @example {
         *       "assignee": "ann",
         *       "attachments": [],
         *       "category": "account",
         *       "contact": "",
         *       "content": "Cannot log in since noon",
         *       "createdAt": "2026-11-21T08:00:00.000000Z",
         *       "creator": "admin",
         *       "dueAt": null,
         *       "env": "prod",
         *       "fields": {},
         *       "gameId": "g1",
         *       "id": 42,
         *       "key": "SUP-42",
         *       "links": [],
         *       "playerId": "p-1007",
         *       "priority": "high",
         *       "project": "SUP",
         *       "source": "api",
         *       "status": "open",
         *       "tags": [
         *         "vip"
         *       ],
         *       "title": "无法登录",
         *       "type": "ticket",
         *       "updatedAt": "2026-11-21T08:00:00.000000Z",
         *       "uuid": "Ab3dEf9h12345678",
         *       "version": 1,
         *       "watchers": []
         *     }
         */
        TicketDetail: components["schemas"]["Ticket"] & {
            /** @description The request for consent that was opened instead of a step; in the answer to that step only. */
            approval?: components["schemas"]["Approval"];
            /** @description Those that came with no comment. */
            attachments: components["schemas"]["Attachment"][];
            /** @description Oldest first; left out when there are none. */
            comments?: components["schemas"]["Comment"][];
            links: components["schemas"]["Link"][];
        };
        /**
         * @description A page of tickets.
         * @example {
         *       "items": [
         *         {
         *           "assignee": "ann",
         *           "category": "account",
         *           "contact": "",
         *           "content": "Cannot log in since noon",
         *           "createdAt": "2026-11-21T08:00:00.000000Z",
         *           "creator": "admin",
         *           "dueAt": null,
         *           "env": "prod",
         *           "fields": {},
         *           "gameId": "g1",
         *           "id": 42,
         *           "key": "SUP-42",
         *           "playerId": "p-1007",
         *           "priority": "high",
         *           "project": "SUP",
         *           "source": "api",
         *           "status": "open",
         *           "tags": [
         *             "vip"
         *           ],
         *           "title": "无法登录",
         *           "type": "ticket",
         *           "updatedAt": "2026-11-21T08:00:00.000000Z",
         *           "uuid": "Ab3dEf9h12345678",
         *           "version": 1,
         *           "watchers": []
         *         }
         *       ],
         *       "nextCursor": "eyJzb3J0IjoidXBkYXRlZEF0In0",
         *       "page": 1,
         *       "pageSize": 1,
         *       "total": 1207
         *     }
         */
        TicketList: {
            items: components["schemas"]["ListedTicket"][];
            /** @description Where the next page begins; absent on the last. */
            nextCursor?: string;
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description How many there are in all, exactly.
             */
            total: number;
        };
        /** @description A page of tickets, the last changed first. */
        TicketPage: {
            msg: string;
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description The page size as it was used.
             */
            size: number;
            success: boolean;
            tickets: components["schemas"]["Ticket"][];
            /**
             * Format: int64
             * @description How many there are in all, exactly.
             */
            total: number;
        };
        /**
         * @description A page of a timeline, in the order in which things happened.
         * @example {
         *       "items": [
         *         {
         *           "actor": "ann",
         *           "at": "2026-11-21T08:00:00.000000Z",
         *           "id": "s1",
         *           "kinds": [
         *             "created"
         *           ],
         *           "pinned": false,
         *           "text": ""
         *         }
         *       ]
         *     }
         */
        Timeline: {
            items: components["schemas"]["TimelineItem"][];
            /** @description Where the next page begins; absent on the last. */
            nextCursor?: string;
        };
        /**
         * @description What is to change of an entry; what is left out stays.
         * @example {
         *       "text": "The first alarm was taken for noise, as those before had been."
         *     }
         */
        TimelineEntryWish: {
            /** @description When it happened: RFC 3339. */
            at?: string | null;
            pinned?: boolean | null;
            /** @description What happened, in Markdown: 1 to 10,000 characters. */
            text?: string | null;
        };
        /**
         * @description Something that a timeline tells: a step of the history, or what somebody wrote.
         * @example {
         *       "actor": "ann",
         *       "at": "2026-11-21T07:40:00.000000Z",
         *       "id": "e5",
         *       "kinds": [
         *         "entry"
         *       ],
         *       "pinned": true,
         *       "text": "The first alarm was taken for noise.",
         *       "version": 1,
         *       "writtenAt": "2026-11-21T09:00:00.000000Z"
         *     }
         */
        TimelineItem: {
            /** @description The user name of who did or wrote it. */
            actor: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            at: string;
            /** @description What a step changed, as far as it is told. */
            changes?: components["schemas"]["Change"][];
            /** @description `s` and the version of a step, `e` and the number of an entry. */
            id: string;
            /** @description Whether what was said is for operators only; left out where it is not. */
            internal?: boolean;
            /** @description What is told: `created status level assignee roles mitigated comment entry`, one or more of them. */
            kinds: string[];
            pinned: boolean;
            /** @description Who holds the roles since then: user names by the roles' keys. */
            roles?: {
                [key: string]: string;
            };
            /** @description What was said; of an entry in Markdown. */
            text: string;
            /**
             * Format: int64
             * @description The version of an entry, for `If-Match`.
             */
            version?: number;
            /**
             * Format: date-time
             * @description When an entry was written.
             */
            writtenAt?: string;
        };
        /** @description A day. */
        TimesDay: {
            acknowledge: components["schemas"]["TookStats"];
            /**
             * Format: date-time
             * @description When it begins.
             */
            from: string;
            resolve: components["schemas"]["TookStats"];
        };
        /** @description How long it took, by the day on which it was done. */
        TimesStats: {
            /** @description From when they were made to when somebody first took them up: those taken up on all of the days. */
            acknowledge: components["schemas"]["TookStats"];
            /** @description Oldest first. */
            days: components["schemas"]["TimesDay"][];
            /**
             * Format: date-time
             * @description When the first day begins.
             */
            from: string;
            /** @description From when they were made to when they were first resolved or closed: those that were on all of the days. */
            resolve: components["schemas"]["TookStats"];
            /**
             * Format: date-time
             * @description When the last has ended.
             */
            to: string;
            /**
             * Format: int64
             * @description As it was asked for, in minutes.
             */
            zone: number;
        };
        /**
         * @description An API token, without its secret.
         * @example {
         *       "createdAt": "2026-11-21T08:00:00.000000Z",
         *       "expiresAt": "2027-11-21T08:00:00.000000Z",
         *       "id": 12,
         *       "lastUsedAt": null,
         *       "name": "nightly report",
         *       "scopes": [
         *         "read"
         *       ],
         *       "user": "zhang.san"
         *     }
         */
        Token: {
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description Null for never.
             */
            expiresAt: string | null;
            /** Format: int64 */
            id: number;
            /**
             * Format: date-time
             * @description To the minute; null for never.
             */
            lastUsedAt: string | null;
            name: string;
            scopes: ("all" | "read" | "write" | "admin" | "work")[];
            /** @description Whose rights it carries. */
            user: string;
        };
        /** @description Something that has happened. */
        ToldEvent: {
            /** @description At most 64 KiB; the rest is cut off. */
            message?: string | null;
            /** @description At most 64 KiB. */
            payload?: unknown;
            /**
             * Format: int64
             * @description 0 to 100.
             */
            progress?: number | null;
            /** @enum {string} */
            type?: "progress" | "log" | "stdout" | "stderr";
        };
        /**
         * @description When an incident came to something, and how long that took.
         * @example {
         *       "at": "2026-11-21T08:05:00.000000Z",
         *       "seconds": 300
         *     }
         */
        Took: {
            /** Format: date-time */
            at: string;
            /**
             * Format: double
             * @description From when the ticket was made; 0 for what is said to have been before that.
             */
            seconds: number;
        };
        /**
         * @description How long so many tickets took, in seconds.
         * @example {
         *       "count": 12,
         *       "filter": "resolved >= 2026-11-20T16:00:00.000000Z and resolved < 2026-11-21T16:00:00.000000Z",
         *       "mean": 310.5,
         *       "p50": 250,
         *       "p90": 900
         *     }
         */
        TookStats: {
            /** Format: int64 */
            count: number;
            /** @description `GET /tickets?filter=` with it lists exactly these. */
            filter: string;
            /**
             * Format: double
             * @description Null where there is none, here and below.
             */
            mean: number | null;
            /**
             * Format: double
             * @description Half of them took at most so long.
             */
            p50: number | null;
            /**
             * Format: double
             * @description Nine in ten of them took at most so long.
             */
            p90: number | null;
        };
        /**
         * @description A step of a ticket's history. All keys are always there.
         * @example {
         *       "new_appointment": "",
         *       "new_category": "",
         *       "new_priority": "",
         *       "new_status": "solved",
         *       "op": "W007",
         *       "op_name": "张敏",
         *       "opid": 1207,
         *       "remark": "问题已解决，用户确认网络恢复正常。",
         *       "tid": 123,
         *       "updated_at": "2025-12-06T15:30:00.000000Z"
         *     }
         */
        Trace: {
            /** @description RFC 3339. */
            new_appointment: string;
            new_category: string;
            new_priority: string;
            /** @description Empty where the step did not change it; so with the next three. */
            new_status: string;
            /** @description The user name of who acted; `-1` where the reporter or the system did. */
            op: string;
            /** @description The name shown of who acted. */
            op_name: string;
            /**
             * Format: int64
             * @description Unique over the whole system, growing.
             */
            opid: number;
            /** @description What was said with it. */
            remark: string;
            /**
             * Format: int64
             * @description The ticket's number.
             */
            tid: number;
            /** Format: date-time */
            updated_at: string;
        };
        /**
         * @description A ticket's history.
         * @example {
         *       "msg": "query success",
         *       "success": true,
         *       "traces": [
         *         {
         *           "new_appointment": "",
         *           "new_category": "low-speed",
         *           "new_priority": "mainline",
         *           "new_status": "fresh",
         *           "op": "-1",
         *           "op_name": "李娜",
         *           "opid": 1206,
         *           "remark": "工单已创建",
         *           "tid": 123,
         *           "updated_at": "2025-12-06T10:00:00.000000Z"
         *         },
         *         {
         *           "new_appointment": "",
         *           "new_category": "",
         *           "new_priority": "",
         *           "new_status": "solved",
         *           "op": "W007",
         *           "op_name": "张敏",
         *           "opid": 1207,
         *           "remark": "问题已解决，用户确认网络恢复正常。",
         *           "tid": 123,
         *           "updated_at": "2025-12-06T15:30:00.000000Z"
         *         }
         *       ]
         *     }
         */
        TraceList: {
            msg: string;
            success: boolean;
            /** @description In order of time, at most 10,000. */
            traces: components["schemas"]["Trace"][];
        };
        /**
         * @description All issue types that a project is to have, in order. The array alone is taken as well.
         * @example {
         *       "items": [
         *         {
         *           "attributes": {
         *             "leader": "li.wei"
         *           },
         *           "key": "repair",
         *           "name": {
         *             "en": "Repair",
         *             "zh": "报修"
         *           }
         *         },
         *         {
         *           "key": "inspection",
         *           "name": {
         *             "en": "Inspection",
         *             "zh": "巡检"
         *           }
         *         }
         *       ]
         *     }
         */
        TypeList: {
            items: components["schemas"]["TypeWish"][];
        };
        /**
         * @description A status of the workflow in force of an issue type.
         * @example {
         *       "category": "new",
         *       "key": "fresh",
         *       "name": {
         *         "en": "Fresh",
         *         "zh": "新报修"
         *       },
         *       "project": "NET",
         *       "type": "repair",
         *       "uuid": "0VbT8sYx"
         *     }
         */
        TypeStatus: {
            /** @description `new`, `active`, `paused`, `resolved`, `closed` or `rejected`. */
            category: string;
            key: string;
            name: components["schemas"]["Names"];
            project: string;
            type: string;
            uuid: string;
        };
        /** @description An issue type as it is to be. */
        TypeWish: {
            /**
             * @description At most 50, by names of at most 64 characters: texts of at most 1,000 characters, numbers, `true`, `false`, lists of at
             *     most 50 texts. Those that it has stay when this is left out.
             */
            attributes?: Record<string, never> | null;
            /** @description 1 to 40 of `a-z 0-9 _`, a letter first. */
            key: string;
            name: components["schemas"]["WishedName"];
        };
        /**
         * @description How many notifications are unread.
         * @example {
         *       "unread": 3
         *     }
         */
        Unread: {
            /** Format: int64 */
            unread: number;
        };
        /**
         * @description An account.
         * @example {
         *       "access": "operator",
         *       "block": "紫荆 3 号楼",
         *       "createdAt": "2026-01-05T02:11:09.482133Z",
         *       "department": "Operations",
         *       "disabled": false,
         *       "email": "zhang.san@example.com",
         *       "groups": [
         *         "Network crew"
         *       ],
         *       "isp": "telecom",
         *       "ispAccount": "gz0123456789",
         *       "lastSeenAt": "2026-11-21T08:00:00.000000Z",
         *       "locale": "zh",
         *       "nickname": "张三",
         *       "phone": "+86 10 1234",
         *       "roles": [
         *         "On-call lead"
         *       ],
         *       "room": "412",
         *       "username": "zhang.san",
         *       "uuid": "3kTz9QaB",
         *       "version": 3
         *     }
         */
        User: {
            /** @enum {string} */
            access: "unregistered" | "user" | "operator" | "admin";
            /** @description The building they live or work in; empty for none, as with the next three. */
            block: string;
            /** Format: date-time */
            createdAt: string;
            /** @description Its name; empty for none. */
            department: string;
            /** @description Shut out. */
            disabled: boolean;
            email: string;
            /** @description Names. */
            groups: string[];
            /** @description Their Internet provider, by its key in the vocabulary. */
            isp: string;
            ispAccount: string;
            /**
             * Format: date-time
             * @description The last log-in; null for never.
             */
            lastSeenAt: string | null;
            /** @description `zh`, `en`, or empty for the browser's. */
            locale: string;
            nickname: string;
            phone: string;
            /** @description Names. */
            roles: string[];
            room: string;
            username: string;
            uuid: string;
            /**
             * Format: int64
             * @description Grows with every change.
             */
            version: number;
        };
        /**
         * @description What is to change of an account; what is left out stays.
         * @example {
         *       "access": "admin",
         *       "groups": [
         *         "Network crew",
         *         "Night shift"
         *       ]
         *     }
         */
        UserWish: {
            /** @enum {string} */
            access?: "unregistered" | "user" | "operator" | "admin";
            /** @description The building they live or work in, at most 64 characters as the next three; empty for none. */
            block?: string | null;
            /** @description By short id or name; empty for none. */
            department?: string | null;
            /** @description Empty for none. */
            email?: string | null;
            /** @description By short id or name. */
            groups?: string[] | null;
            /** @description The key of their Internet provider. */
            isp?: string | null;
            ispAccount?: string | null;
            /** @description `zh`, `en`, or empty for the browser's. */
            locale?: string | null;
            /** @description At most 64 characters. */
            nickname?: string | null;
            /** @description At most 32 characters; empty for none. */
            phone?: string | null;
            /** @description By short id or name. */
            roles?: string[] | null;
            room?: string | null;
        };
        Value: unknown;
        /** @description A place that is wrong. */
        VerificationFinding: {
            /** @description In the language of the request. */
            finding: string;
            /**
             * Format: int64
             * @description The number of the comment, attachment, hours, request for consent or entry of the audit.
             */
            number: number | null;
            /** @description `database ticket step comment attachment worklog approval votes audit` */
            place: string;
            /**
             * Format: int64
             * @description The ticket's number, where it is of one.
             */
            ticket: number | null;
            /**
             * Format: int64
             * @description The step's version, where it is one.
             */
            version: number | null;
        };
        /** @description A verification. */
        VerificationJob: {
            /** @description Who asked for it. */
            actor: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            endedAt: string | null;
            /** @description Why it came to no end of its own; null where it did. */
            error: string | null;
            jobId: string;
            /**
             * Format: int64
             * @description In percent; null before anything is known.
             */
            progress: number | null;
            report: components["schemas"]["VerificationReport"] | null;
            /** Format: date-time */
            startedAt: string | null;
            /** @enum {string} */
            state: "pending" | "running" | "succeeded" | "failed" | "canceled" | "timeout";
        };
        /**
         * @description What a verification found.
         * @example {
         *       "approvals": 1,
         *       "attachments": 12,
         *       "audit": 88,
         *       "bytes": 1048576,
         *       "comments": 95,
         *       "findingCount": 1,
         *       "findings": [
         *         {
         *           "finding": "its hash is not that of its content",
         *           "number": null,
         *           "place": "step",
         *           "ticket": 7,
         *           "version": 3
         *         }
         *       ],
         *       "sound": false,
         *       "steps": 840,
         *       "tickets": 120,
         *       "worklogs": 3
         *     }
         */
        VerificationReport: {
            /** Format: int64 */
            approvals: number;
            /** Format: int64 */
            attachments: number;
            /**
             * Format: int64
             * @description Entries of the audit.
             */
            audit: number;
            /**
             * Format: int64
             * @description The bytes of the attachments' files.
             */
            bytes: number;
            /** Format: int64 */
            comments: number;
            /**
             * Format: int64
             * @description How many places are wrong.
             */
            findingCount: number;
            /** @description The first 500 of them. */
            findings: components["schemas"]["VerificationFinding"][];
            /** @description Whether nothing is wrong. */
            sound: boolean;
            /** Format: int64 */
            steps: number;
            /**
             * Format: int64
             * @description How many were looked at, here and below.
             */
            tickets: number;
            /** Format: int64 */
            worklogs: number;
        };
        /**
         * @description A verification that was asked for.
         * @example {
         *       "jobId": "17"
         *     }
         */
        VerificationStarted: {
            /** @description The job that does it. */
            jobId: string;
        };
        /** @description The verifications that there are. */
        Verifications: {
            last: components["schemas"]["VerificationJob"] | null;
            running: components["schemas"]["VerificationJob"] | null;
        };
        /**
         * @description A version of a workflow, without what it says.
         * @example {
         *       "publishedAt": "2026-01-05T02:11:09.482133Z",
         *       "publishedBy": "zhao.min",
         *       "version": 3
         *     }
         */
        VersionHead: {
            /** Format: date-time */
            publishedAt: string;
            publishedBy: string;
            /** Format: int64 */
            version: number;
        };
        /**
         * @description A list of tickets that somebody has given a name.
         * @example {
         *       "audience": "private",
         *       "columns": [
         *         "key",
         *         "title",
         *         "due"
         *       ],
         *       "createdAt": "2026-11-21T08:00:00.000000Z",
         *       "editable": true,
         *       "filter": "assignee = me and priority >= high",
         *       "filterError": null,
         *       "groupName": null,
         *       "name": "My urgent ones",
         *       "owner": "ann",
         *       "sharedWith": null,
         *       "sort": "dueAt",
         *       "updatedAt": "2026-11-21T08:00:00.000000Z",
         *       "uuid": "Vw20xPzQ",
         *       "version": 1
         *     }
         */
        View: {
            /** @description With whom it is shared: `private`, `everyone`, `group` or `project`. */
            audience: string;
            /** @description What is shown of each ticket: fields of the filter language. */
            columns: string[];
            /** Format: date-time */
            createdAt: string;
            /** @description Whether whoever asks may change it. */
            editable: boolean;
            /** @description Which tickets it shows, in the filter language; `me` is whoever opens it. Empty for all. */
            filter: string;
            /** @description Why its filter cannot be read any more; null while it can. */
            filterError: string | null;
            /** @description What the group is called. */
            groupName: string | null;
            name: string;
            /** @description The user name of whoever made it. */
            owner: string;
            /** @description The group's short id or the project's key. */
            sharedWith: string | null;
            /** @description As `sort` of the list of tickets; empty for the list's own order. */
            sort: string;
            /** Format: date-time */
            updatedAt: string;
            uuid: string;
            /** Format: int64 */
            version: number;
        };
        /**
         * @description What a view is to be; what is left out stays, and is nothing in a new one.
         * @example {
         *       "audience": "group",
         *       "columns": [
         *         "key",
         *         "title",
         *         "due"
         *       ],
         *       "filter": "assignee = me and priority >= high",
         *       "name": "My urgent ones",
         *       "sharedWith": "Net crew",
         *       "sort": "dueAt"
         *     }
         */
        ViewWish: {
            /** @description With whom it is shared: `private`, `everyone`, `group` or `project`. */
            audience?: string | null;
            /** @description At most 50 fields of the filter language. */
            columns?: string[] | null;
            /** @description In the filter language, at most 10,000 characters. */
            filter?: string | null;
            /** @description At most 64 characters; a new view must have one. */
            name?: string | null;
            /** @description A group of one's own by short id or name, or a project's key. */
            sharedWith?: string | null;
            /** @description `updatedAt createdAt priority id dueAt`, with `-` in front for the largest first. */
            sort?: string | null;
        };
        /**
         * @description One thing's words on one of the other APIs.
         * @example {
         *       "aliases": [
         *         "normal"
         *       ],
         *       "key": "medium",
         *       "kind": "priority",
         *       "surface": "traces",
         *       "word": "mainline"
         *     }
         */
        VocabularyEntry: {
            /** @description What is understood there beside it. */
            aliases: string[];
            /** @description What it means here: the key of a status, a priority, a category, an access level, a provider. */
            key: string;
            /** @enum {string} */
            kind: "status" | "priority" | "category" | "access" | "isp" | "role";
            /** @enum {string} */
            surface: "traces" | "incidents" | "workflow";
            /** @description What is said there. */
            word: string;
        };
        /**
         * @description Who watches a ticket, by user name.
         * @example {
         *       "items": [
         *         "ann",
         *         "bob"
         *       ]
         *     }
         */
        WatcherList: {
            items: string[];
        };
        /**
         * @description A webhook, without its secret.
         * @example {
         *       "bothSecretsUntil": null,
         *       "createdAt": "2026-11-21T08:00:00.000000Z",
         *       "deliveredAt": "2026-11-21T08:00:00.000000Z",
         *       "enabled": true,
         *       "events": [
         *         "ticket.created"
         *       ],
         *       "failures": 0,
         *       "filter": "priority >= high",
         *       "filterError": null,
         *       "internalNotes": false,
         *       "name": "chat",
         *       "ordered": false,
         *       "project": "NET",
         *       "restsUntil": null,
         *       "rotatedAt": "2026-11-21T08:00:00.000000Z",
         *       "state": "ok",
         *       "url": "https://chat.example.com/hooks/7",
         *       "usable": true,
         *       "uuid": "Wh20xPzQ",
         *       "version": 1
         *     }
         */
        Webhook: {
            /**
             * Format: date-time
             * @description Until when messages are signed with the secret before the newest too.
             */
            bothSecretsUntil: string | null;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description When something was last delivered, to the minute; null for never.
             */
            deliveredAt: string | null;
            enabled: boolean;
            /** @description What it is told of; none for everything. */
            events: string[];
            /**
             * Format: int64
             * @description Attempts that have failed since the last that has not.
             */
            failures: number;
            /** @description The filter that a ticket has to meet for its steps to be told, as it is when they are; empty for all tickets. */
            filter: string;
            /** @description Why the filter cannot be read any more: then nothing is told. Null while it can. */
            filterError: string | null;
            /** @description Whether it is told internal comments and notes too. */
            internalNotes: boolean;
            name: string;
            /** @description Whether the messages about one ticket are sent one after another. */
            ordered: boolean;
            /** @description The project whose tickets it is told of; null for all projects. */
            project: string | null;
            /**
             * Format: date-time
             * @description Until when it is let alone; then one message shows whether it is back.
             */
            restsUntil: string | null;
            /**
             * Format: date-time
             * @description When its secret was made.
             */
            rotatedAt: string;
            /** @description `ok`, `failing` where the last attempt has failed, `resting` where it is let alone because it fails. */
            state: string;
            /** @description Where messages are sent. */
            url: string;
            /** @description False where its secret was made with another signing key than the server has now: make a new one. */
            usable: boolean;
            uuid: string;
            /** Format: int64 */
            version: number;
        };
        /**
         * @description What is to be changed of a webhook; what is left out stays.
         * @example {
         *       "enabled": false
         *     }
         */
        WebhookChange: {
            /** @description Whether it is told anything. */
            enabled?: boolean | null;
            /** @description What it is told of; empty for everything. */
            events?: string[] | null;
            /** @description A filter of the filter language; empty for all tickets. */
            filter?: string | null;
            /** @description Whether it is told internal comments and notes too. */
            internalNotes?: boolean | null;
            /** @description At most 64 characters; unique. */
            name?: string | null;
            /** @description Whether the messages about one ticket are sent one after another. */
            ordered?: boolean | null;
            /** @description A project's key; empty for all projects. */
            project?: string | null;
            /** @description Of http or https. */
            url?: string | null;
        };
        /**
         * @description Who.
         * @example {
         *       "username": "bob"
         *     }
         */
        WhichWatcher: {
            /**
             * @description A user name; the caller's own when absent.
             * @default null
             */
            username: string | null;
        };
        /** @description A name in both languages, or one text for both. */
        WishedName: string | {
            en?: string;
            zh?: string;
        };
        /**
         * @description All words that a project is to have, in order. The array alone is taken as well.
         * @example {
         *       "items": [
         *         {
         *           "key": "fresh",
         *           "kind": "status",
         *           "surface": "traces",
         *           "word": "fresh"
         *         },
         *         {
         *           "aliases": [
         *             "normal"
         *           ],
         *           "key": "medium",
         *           "kind": "priority",
         *           "surface": "traces",
         *           "word": "mainline"
         *         }
         *       ]
         *     }
         */
        WordList: {
            items: components["schemas"]["WordWish"][];
        };
        /** @description One thing's words as they are to be. */
        WordWish: {
            /** @description At most 20, each as `word`. */
            aliases?: string[] | null;
            /** @description A status of the project's workflows, a priority, an access level; any category or provider, 1 to 64 characters. */
            key: string;
            /** @enum {string} */
            kind: "status" | "priority" | "category" | "access" | "isp" | "role";
            /** @enum {string} */
            surface: "traces" | "incidents" | "workflow";
            /** @description 1 to 64 characters; stands for nothing else of its kind. */
            word: string;
        };
        /**
         * @description What a workflow says. `docs/workflows.md` tells all of it.
         * @example {
         *       "statuses": [
         *         {
         *           "category": "new",
         *           "key": "open",
         *           "name": {
         *             "en": "Open",
         *             "zh": "待处理"
         *           },
         *           "uuid": "0VbT8sYx"
         *         },
         *         {
         *           "category": "closed",
         *           "key": "closed",
         *           "name": {
         *             "en": "Closed",
         *             "zh": "已关闭"
         *           },
         *           "uuid": "8sYxW4cR"
         *         }
         *       ],
         *       "transitions": [
         *         {
         *           "condition": {
         *             "must": [
         *               {
         *                 "in_user_domains": {
         *                   "user_domains": [
         *                     {
         *                       "user_domain_param": "",
         *                       "user_domain_type": "task_assign"
         *                     }
         *                   ]
         *                 }
         *               }
         *             ]
         *           },
         *           "fields": [
         *             {
         *               "field": "tf-comment",
         *               "required": true
         *             }
         *           ],
         *           "from": "open",
         *           "name": {
         *             "en": "Close",
         *             "zh": "关闭"
         *           },
         *           "to": "closed",
         *           "uuid": "Mf1AeUgQ"
         *         }
         *       ]
         *     }
         */
        WorkflowDefinition: {
            /** @description A new ticket starts in the first. */
            statuses: components["schemas"]["WorkflowStatus"][];
            /** @description In the order in which they are offered. */
            transitions: components["schemas"]["WorkflowTransition"][];
        };
        /**
         * @description Something that differs between two definitions.
         * @example {
         *       "change": "removed",
         *       "subject": {
         *         "status": {
         *           "key": "waiting",
         *           "name": {
         *             "en": "Waiting",
         *             "zh": "等待"
         *           }
         *         }
         *       },
         *       "text": "the status “Waiting” (waiting): removed"
         *     }
         */
        WorkflowDifference: {
            /** @description `added`, `removed` or `{changed: […]}`, which lists what of it is another. */
            change: Record<string, never>;
            /** @description `first`, `order`, `{status: {key, name}}` or `{transition: {uuid, name, from, to}}`. */
            subject: Record<string, never>;
            /** @description It in words. */
            text: string;
        };
        /** @description The draft of a workflow. */
        WorkflowDraft: {
            /**
             * Format: int64
             * @description The version of the workflow that it is a draft of the next of.
             */
            base: number;
            definition: components["schemas"]["WorkflowDefinition"];
            /**
             * Format: int64
             * @description The version in force: another than `base` when somebody has published since.
             */
            inForce: number;
            /** @description What the people, groups, departments and roles are called that it names by their short ids. */
            names: {
                [key: string]: string;
            };
            project: string;
            type: string;
            /** Format: date-time */
            updatedAt: string;
            updatedBy: string;
            /**
             * Format: int64
             * @description Its version, for `If-Match`; grows with every change, and from one draft to the next.
             */
            version: number;
        };
        /** @description What publishing the draft would mean. Nothing is changed. */
        WorkflowDryRun: {
            differences: components["schemas"]["WorkflowDifference"][];
            /**
             * Format: int64
             * @description The version of the draft that was looked at.
             */
            draft: number;
            findings: components["schemas"]["WorkflowFinding"][];
            /** @description The statuses that would be gone. */
            leaving: components["schemas"]["LeavingStatus"][];
            /** @description The steps that people could take before and no longer could, where that is certain. */
            lost: components["schemas"]["LostStep"][];
            /** @description How many people were looked at. */
            people: number;
            /** @description Whether it could be published as it is. */
            publishable: boolean;
            /** @description Why not; null where it could. */
            reason: string | null;
            /**
             * Format: int64
             * @description The version it would be.
             */
            version: number;
        };
        /**
         * @description Something strange in a definition.
         * @example {
         *       "code": "no_way_out",
         *       "fix": "add a transition that starts there",
         *       "path": "statuses[2]",
         *       "place": {
         *         "status": "waiting"
         *       },
         *       "severity": "warning",
         *       "why": "no ticket can ever leave “Waiting”"
         *     }
         */
        WorkflowFinding: {
            /** @description Stable, for programs. */
            code: components["schemas"]["WorkflowFindingCode"];
            /** @description What to do about it. */
            fix: string;
            /** @description The path in the definition. */
            path: string;
            /** @description `workflow`, `{status: key}` or `{transition: {index, uuid}}`. */
            place: Record<string, never>;
            severity: components["schemas"]["SeverityWord"];
            /** @description Why, in the caller's language. */
            why: string;
        };
        /** @enum {string} */
        WorkflowFindingCode: "unreachable_status" | "no_way_out" | "no_way_to_closed" | "no_closed_status" | "condition_never_holds" | "trigger_never_fires" | "trigger_cannot_fill" | "trigger_loop" | "trigger_skips_approval" | "required_field_not_shown" | "condition_field_not_shown" | "unknown_field" | "value_not_taken" | "indistinguishable" | "same_name" | "step_in_place" | "nobody_in_domain" | "approval_never_granted" | "tasks_multiply" | "post_function_fails" | "params_refused" | "unknown_attribute";
        /** @description The workflow of an issue type. */
        WorkflowInForce: {
            definition: components["schemas"]["WorkflowDefinition"];
            draft: components["schemas"]["DraftHead"] | null;
            /** @description What the people, groups, departments and roles are called that it names by their short ids. */
            names: {
                [key: string]: string;
            };
            project: string;
            /** Format: date-time */
            publishedAt: string;
            publishedBy: string;
            type: string;
            /**
             * Format: int64
             * @description 1, 2, 3 …
             */
            version: number;
        };
        /** @description A status. */
        WorkflowStatus: {
            /** @description `new`, `active`, `paused`, `resolved`, `closed` or `rejected`. */
            category: string;
            /** @description At most 64 of `a-z 0-9 _`; tickets name their status by it. */
            key: string;
            name: components["schemas"]["Names"];
            /** @description Its short id; given where it is left out. */
            uuid?: string | null;
        };
        /**
         * @description A workflow that comes with the program.
         * @example {
         *       "description": "Incidents of services in operation.",
         *       "key": "incident",
         *       "name": {
         *         "en": "Incident",
         *         "zh": "故障事件"
         *       }
         *     }
         */
        WorkflowTemplate: {
            description: string;
            key: string;
            name: components["schemas"]["Names"];
        };
        /** @description A step from one status, or from any, to another. */
        WorkflowTransition: {
            /** @description Whose consent it takes: `{approvers, rule, order}`. */
            approval?: Record<string, never> | null;
            /** @description What must be so for a person to take it: one root of `must`, `should` or `must_not`. */
            condition?: Record<string, never> | null;
            /** @description What whoever takes it is asked for: `{field, required, default}`. */
            fields?: components["schemas"]["Value"][] | null;
            /** @description The key of a status, or `*` for every one but `to`. */
            from: string;
            name?: components["schemas"]["Names"] | null;
            /**
             * Format: int64
             * @description Its place among the others.
             */
            position?: number | null;
            /** @description What is done after it, in order: objects of one key. */
            post_functions?: components["schemas"]["Value"][] | null;
            /** @description The key of a status. */
            to: string;
            /** @description What makes the system take it: one root of `must`, `should` or `must_not`. */
            trigger?: Record<string, never> | null;
            /** @description Its short id; given where it is left out. */
            uuid?: string | null;
        };
        /** @description A version of a workflow. */
        WorkflowVersion: {
            definition: components["schemas"]["WorkflowDefinition"];
            /** @description What the people, groups, departments and roles are called that it names by their short ids. */
            names: {
                [key: string]: string;
            };
            /** Format: date-time */
            publishedAt: string;
            publishedBy: string;
            /** Format: int64 */
            version: number;
        };
        /**
         * @description Hours worked.
         * @example {
         *       "author": "ann",
         *       "createdAt": "2026-11-21T09:30:00.000000Z",
         *       "hours": 1.5,
         *       "id": 3,
         *       "note": "换了电源",
         *       "startedAt": "2026-11-21T08:00:00.000000Z",
         *       "username": "ann"
         *     }
         */
        Worklog: {
            /** @description The user name of who wrote it down. */
            author: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: double */
            hours: number;
            /** Format: int64 */
            id: number;
            note: string;
            /** Format: date-time */
            startedAt: string;
            /** @description The user name of whose work it was. */
            username: string;
        };
        /**
         * @description The hours worked on a ticket, oldest first.
         * @example {
         *       "hours": 1.5,
         *       "items": [
         *         {
         *           "author": "ann",
         *           "createdAt": "2026-11-21T09:30:00.000000Z",
         *           "hours": 1.5,
         *           "id": 3,
         *           "note": "换了电源",
         *           "startedAt": "2026-11-21T08:00:00.000000Z",
         *           "username": "ann"
         *         }
         *       ]
         *     }
         */
        WorklogList: {
            /**
             * Format: double
             * @description All of them together.
             */
            hours: number;
            items: components["schemas"]["Worklog"][];
        };
    };
    responses: {
        /** @description The request cannot be read: not JSON, a wrong type, a bad query value; or it names nothing to change */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 400,
                 *       "details": {
                 *         "page": "must be a whole number"
                 *       },
                 *       "error": "bad_request",
                 *       "message": "must be a whole number",
                 *       "requestId": "5f0c9a1be2d3477a"
                 *     }
                 */
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description Not in the state things are in now, or somebody else was quicker */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 409,
                 *       "error": "conflict",
                 *       "message": "\"closed\" cannot follow \"open\"; allowed are: in_progress",
                 *       "requestId": "5f0c9a1be2d3477a"
                 *     }
                 */
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description Known, but may not */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 403,
                 *       "error": "forbidden",
                 *       "message": "this needs the access level \"admin\"",
                 *       "requestId": "5f0c9a1be2d3477a"
                 *     }
                 */
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description Given for paths only that there are not: no such incident is 400 with COC.00067003 */
        IncidentAbsent: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "data": null,
                 *       "error_code": "COC.00067003",
                 *       "error_msg": "no such incident: IM202611210800000000000042",
                 *       "provider_code": "049"
                 *     }
                 */
                "application/json": components["schemas"]["IncidentFailure"];
            };
        };
        /** @description Not given by this API: what is not possible now is 400 with COC.00067010 */
        IncidentConflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "data": null,
                 *       "error_code": "COC.00067010",
                 *       "error_msg": "this task is not the present one any more; ask for the tasks again before \"accepted\"",
                 *       "provider_code": "049"
                 *     }
                 */
                "application/json": components["schemas"]["IncidentFailure"];
            };
        };
        /** @description Known, but may not */
        IncidentForbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "data": null,
                 *       "error_code": "COC.00000403",
                 *       "error_msg": "you lack the permission \"transit_tasks\"",
                 *       "provider_code": "049"
                 *     }
                 */
                "application/json": components["schemas"]["IncidentFailure"];
            };
        };
        /** @description A fault of the server, never caused by input */
        IncidentInternal: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "data": null,
                 *       "error_code": "COC.00000500",
                 *       "error_msg": "an error of ours; the server's log has it under this request's id",
                 *       "provider_code": "049"
                 *     }
                 */
                "application/json": components["schemas"]["IncidentFailure"];
            };
        };
        /** @description The `Idempotency-Key` was used with another request */
        IncidentKeyReused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "data": null,
                 *       "error_code": "GOM.00007256",
                 *       "error_msg": "this Idempotency-Key was used with another request",
                 *       "provider_code": "049"
                 *     }
                 */
                "application/json": components["schemas"]["IncidentFailure"];
            };
        };
        /** @description The body is not of the type that is taken here */
        IncidentMedia: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "data": null,
                 *       "error_code": "GOM.00007256",
                 *       "error_msg": "the body must be application/json",
                 *       "provider_code": "049"
                 *     }
                 */
                "application/json": components["schemas"]["IncidentFailure"];
            };
        };
        /** @description A bad parameter, which `error_msg` names (GOM.00007256); no such incident (COC.00067003); not possible where the incident is now (COC.00067010) */
        IncidentRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "data": null,
                 *       "error_code": "COC.00067003",
                 *       "error_msg": "no such incident: IM202611210800000000000042",
                 *       "provider_code": "049"
                 *     }
                 */
                "application/json": components["schemas"]["IncidentFailure"];
            };
        };
        /** @description `If-Match` names a version that is not the present one */
        IncidentStale: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "data": null,
                 *       "error_code": "COC.00067010",
                 *       "error_msg": "it has been changed since: it is at version 8 now; read it again",
                 *       "provider_code": "049"
                 *     }
                 */
                "application/json": components["schemas"]["IncidentFailure"];
            };
        };
        /** @description There is no space left; nothing was changed */
        IncidentStorageFull: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "data": null,
                 *       "error_code": "COC.00000500",
                 *       "error_msg": "the server has no space left to write; nothing was changed, reading still works; try again once its operator has made room",
                 *       "provider_code": "049"
                 *     }
                 */
                "application/json": components["schemas"]["IncidentFailure"];
            };
        };
        /** @description Too many wrong signatures; `Retry-After` says when to come back */
        IncidentThrottled: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "data": null,
                 *       "error_code": "COC.00000401",
                 *       "error_msg": "too many attempts; try again in 2 seconds",
                 *       "provider_code": "049"
                 *     }
                 */
                "application/json": components["schemas"]["IncidentFailure"];
            };
        };
        /** @description The body is past its limit */
        IncidentTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "data": null,
                 *       "error_code": "GOM.00007256",
                 *       "error_msg": "the body may have at most 1048576 bytes",
                 *       "provider_code": "049"
                 *     }
                 */
                "application/json": components["schemas"]["IncidentFailure"];
            };
        };
        /** @description No, a bad or an expired credential; a wrong signature; a clock more than 15 minutes away */
        IncidentUnauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "data": null,
                 *       "error_code": "COC.00000401",
                 *       "error_msg": "log in first: send \"Authorization: Bearer <token>\"",
                 *       "provider_code": "049"
                 *     }
                 */
                "application/json": components["schemas"]["IncidentFailure"];
            };
        };
        /** @description The database cannot be reached */
        IncidentUnavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "data": null,
                 *       "error_code": "COC.00000500",
                 *       "error_msg": "the database cannot be reached; try again later",
                 *       "provider_code": "049"
                 *     }
                 */
                "application/json": components["schemas"]["IncidentFailure"];
            };
        };
        /** @description A fault of the server, never caused by input */
        InternalError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 500,
                 *       "error": "internal_error",
                 *       "message": "an error of ours; the server's log has it under this request's id",
                 *       "requestId": "5f0c9a1be2d3477a"
                 *     }
                 */
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description No such thing, or not visible to the caller */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 404,
                 *       "error": "not_found",
                 *       "message": "no such ticket: 4711",
                 *       "requestId": "5f0c9a1be2d3477a"
                 *     }
                 */
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description The body is past its limit */
        PayloadTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 413,
                 *       "error": "payload_too_large",
                 *       "message": "the body may have at most 1048576 bytes",
                 *       "requestId": "5f0c9a1be2d3477a"
                 *     }
                 */
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description `If-Match` names a version that is not the present one */
        PreconditionFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 412,
                 *       "error": "precondition_failed",
                 *       "message": "it has been changed since: it is at version 8 now; read it again",
                 *       "requestId": "5f0c9a1be2d3477a"
                 *     }
                 */
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description Too many attempts, or too many streams open at once */
        RateLimited: {
            headers: {
                /** @description Seconds until the next attempt */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 429,
                 *       "error": "rate_limited",
                 *       "message": "too many attempts; try again in 30 seconds",
                 *       "requestId": "5f0c9a1be2d3477a"
                 *     }
                 */
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description No space is left to write; nothing was changed, and reading still works */
        StorageFull: {
            headers: {
                /** @description Seconds until the next attempt */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 507,
                 *       "error": "storage_full",
                 *       "message": "the server has no space left to write; nothing was changed, reading still works; try again once its operator has made room",
                 *       "requestId": "5f0c9a1be2d3477a"
                 *     }
                 */
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description Not in the state things are in now, or somebody else was quicker */
        TaskConflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 409,
                 *       "desc": "\"done\" cannot follow \"open\"; allowed are: doing",
                 *       "errcode": "Conflict.status",
                 *       "type": "Conflict"
                 *     }
                 */
                "application/json": components["schemas"]["TaskFailure"];
            };
        };
        /** @description Known, but may not: `errcode` names the permission */
        TaskForbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 403,
                 *       "desc": "you lack the permission \"manage_project\"",
                 *       "errcode": "PermissionDenied.manage_project",
                 *       "type": "PermissionDenied"
                 *     }
                 */
                "application/json": components["schemas"]["TaskFailure"];
            };
        };
        /** @description A fault of the server, never caused by input */
        TaskInternal: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 500,
                 *       "desc": "an error of ours; the server's log has it under this request's id",
                 *       "errcode": "ServerError.internal",
                 *       "type": "ServerError"
                 *     }
                 */
                "application/json": components["schemas"]["TaskFailure"];
            };
        };
        /** @description The `Idempotency-Key` was used with another request */
        TaskKeyReused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 422,
                 *       "desc": "this Idempotency-Key was used with another request",
                 *       "errcode": "InvalidParameter.Idempotency-Key",
                 *       "type": "InvalidParameter"
                 *     }
                 */
                "application/json": components["schemas"]["TaskFailure"];
            };
        };
        /** @description The body is of a type that is not taken here */
        TaskMedia: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 415,
                 *       "desc": "the body must be application/json",
                 *       "errcode": "UnsupportedMedia.body",
                 *       "type": "UnsupportedMedia"
                 *     }
                 */
                "application/json": components["schemas"]["TaskFailure"];
            };
        };
        /** @description The path has no such method */
        TaskMethod: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 405,
                 *       "desc": "this method is not allowed on this path",
                 *       "errcode": "MethodNotAllowed.method",
                 *       "type": "MethodNotAllowed"
                 *     }
                 */
                "application/json": components["schemas"]["TaskFailure"];
            };
        };
        /** @description No such thing, or not visible to the caller; a task has the code 610 */
        TaskMissing: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 610,
                 *       "desc": "no such task: DU6krHBNNKSnnHNj",
                 *       "errcode": "NotFound.task",
                 *       "type": "NotFound"
                 *     }
                 */
                "application/json": components["schemas"]["TaskFailure"];
            };
        };
        /** @description The request cannot be read, or has a value that is not allowed: `errcode` names it */
        TaskRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 801,
                 *       "desc": "some values are not allowed: transition_uuid: must not be blank",
                 *       "errcode": "InvalidParameter.transition_uuid",
                 *       "type": "InvalidParameter"
                 *     }
                 */
                "application/json": components["schemas"]["TaskFailure"];
            };
        };
        /** @description `If-Match` names a version that is not the present one */
        TaskStale: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 412,
                 *       "desc": "it has been changed since: it is at version 8 now; read it again",
                 *       "errcode": "Conflict.version",
                 *       "type": "Conflict"
                 *     }
                 */
                "application/json": components["schemas"]["TaskFailure"];
            };
        };
        /** @description There is no space left; nothing was changed */
        TaskStorageFull: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 507,
                 *       "desc": "the server has no space left to write; nothing was changed, reading still works; try again once its operator has made room",
                 *       "errcode": "ServerError.storage_full",
                 *       "type": "ServerError"
                 *     }
                 */
                "application/json": components["schemas"]["TaskFailure"];
            };
        };
        /** @description Too many attempts; `Retry-After` says when to come back */
        TaskThrottled: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 429,
                 *       "desc": "too many attempts; try again in 30 seconds",
                 *       "errcode": "TooManyRequests.login",
                 *       "type": "TooManyRequests"
                 *     }
                 */
                "application/json": components["schemas"]["TaskFailure"];
            };
        };
        /** @description The body is past its limit */
        TaskTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 413,
                 *       "desc": "the body may have at most 1048576 bytes",
                 *       "errcode": "TooLarge.body",
                 *       "type": "TooLarge"
                 *     }
                 */
                "application/json": components["schemas"]["TaskFailure"];
            };
        };
        /** @description No, a bad or an expired credential, or one that is not of the user named */
        TaskUnauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 401,
                 *       "desc": "log in first: send \"Authorization: Bearer <token>\"",
                 *       "errcode": "AuthFailure.MissingToken",
                 *       "type": "AuthFailure"
                 *     }
                 */
                "application/json": components["schemas"]["TaskFailure"];
            };
        };
        /** @description The database cannot be reached */
        TaskUnavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 503,
                 *       "desc": "the database cannot be reached; try again later",
                 *       "errcode": "ServerError.unavailable",
                 *       "type": "ServerError"
                 *     }
                 */
                "application/json": components["schemas"]["TaskFailure"];
            };
        };
        /** @description Not in the state that the ticket is in now, or somebody else was quicker */
        TracesConflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errType": 4,
                 *       "msg": "\"canceled\" cannot follow \"solved\"; allowed are: accepted, escalated",
                 *       "success": false
                 *     }
                 */
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description Known, but may not */
        TracesForbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errType": 3,
                 *       "msg": "you can only view ticket traces of your own",
                 *       "success": false
                 *     }
                 */
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description A fault of the server, never caused by input */
        TracesInternal: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errType": 1,
                 *       "msg": "system met a uncaught error,please view logs.",
                 *       "success": false
                 *     }
                 */
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The `Idempotency-Key` was used with another request */
        TracesKeyReused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errType": 2,
                 *       "msg": "this Idempotency-Key was used with another request",
                 *       "success": false
                 *     }
                 */
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The body is not JSON by its type */
        TracesMedia: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errType": 2,
                 *       "msg": "the body must be application/json",
                 *       "success": false
                 *     }
                 */
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The request cannot be read or has values that are not allowed (errType 2, names the field); or there is no such ticket (errType 4) */
        TracesRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errType": 2,
                 *       "msg": "missing required URL parameter: tid",
                 *       "success": false
                 *     }
                 */
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description `If-Match` names a version that is not the present one */
        TracesStale: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errType": 4,
                 *       "msg": "it has been changed since: it is at version 8 now; read it again",
                 *       "success": false
                 *     }
                 */
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description There is no space left; nothing was changed */
        TracesStorageFull: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errType": 1,
                 *       "msg": "the server has no space left; nothing was changed",
                 *       "success": false
                 *     }
                 */
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description Too many attempts; `Retry-After` says when to come back */
        TracesThrottled: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errType": 3,
                 *       "msg": "too many attempts; try again in 30 seconds",
                 *       "success": false
                 *     }
                 */
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The body is past its limit */
        TracesTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errType": 2,
                 *       "msg": "the body may have at most 1048576 bytes",
                 *       "success": false
                 *     }
                 */
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description No, a bad or an expired credential */
        TracesUnauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errType": 3,
                 *       "msg": "log in first: send \"Authorization: Bearer <token>\"",
                 *       "success": false
                 *     }
                 */
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The database cannot be reached */
        TracesUnavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "errType": 1,
                 *       "msg": "the database cannot be reached; try again later",
                 *       "success": false
                 *     }
                 */
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description No, a bad or an expired credential */
        Unauthorized: {
            headers: {
                /** @description How to log in */
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 401,
                 *       "error": "unauthorized",
                 *       "message": "log in first: send \"Authorization: Bearer <token>\"",
                 *       "requestId": "5f0c9a1be2d3477a"
                 *     }
                 */
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description The database cannot be reached */
        Unavailable: {
            headers: {
                /** @description Seconds until the next attempt */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 503,
                 *       "error": "unavailable",
                 *       "message": "the database cannot be reached; try again later",
                 *       "requestId": "5f0c9a1be2d3477a"
                 *     }
                 */
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description The body is of a type that is not taken here */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 415,
                 *       "error": "unsupported_media_type",
                 *       "message": "the body must be application/json",
                 *       "requestId": "5f0c9a1be2d3477a"
                 *     }
                 */
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description Values that are not allowed, or an `Idempotency-Key` used with another request */
        ValidationFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": 422,
                 *       "details": {
                 *         "title": "must not be blank"
                 *       },
                 *       "error": "validation_failed",
                 *       "message": "some values are not allowed: title: must not be blank",
                 *       "requestId": "5f0c9a1be2d3477a"
                 *     }
                 */
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
    };
    parameters: {
        /**
         * @description The language of sentences: `en` (default) or `zh`
         * @example zh
         */
        AcceptLanguage: string;
        /**
         * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
         * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
         */
        IdempotencyKey: string;
        /**
         * @description Make the change only if the version is still the one of this `ETag`
         * @example "v7"
         */
        IfMatch: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAccessKeys: {
        parameters: {
            query?: {
                /** @description `true` for everybody's, for administrators; one's own when left out. */
                all?: boolean;
                /** @description From 1, which is where it starts when left out. */
                page?: number;
                /** @description 20 when left out; past 100 taken as 100. */
                pageSize?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_AccessKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createAccessKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccessKey"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownAccessKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    changeAccessKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description what the key is named by */
                ak: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    deleteAccessKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description what the key is named by */
                ak: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listMyApprovals: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getAttachment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description the attachment's number */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": components["schemas"]["FileBytes"];
                };
            };
            /** @description Partial Content */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": components["schemas"]["FileBytes"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteAttachment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the attachment's number */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description A user name. */
                actor?: string;
                /** @description `user.create`, `session.login` … */
                action?: string;
                /** @description A filter of the filter language, such as `action ^= user. and at >= yesterday`. */
                filter?: string;
                /** @description What `nextCursor` of the last answer said; empty or left out for the newest. */
                cursor?: string;
                /** @description 20 when left out; past 100 taken as 100. */
                pageSize?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoggedIn"];
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description User name and password do not belong together */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description With `cookie`: the request comes from the pages of another host, or lacks `X-Requested-With` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example {} */
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Refresh"] | null;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoggedIn"];
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description Not a refresh token, or spent, or its log-in has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description By cookie: the request comes from the pages of another host, or lacks `X-Requested-With` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listDepartments: {
        parameters: {
            query?: {
                /** @description From 1, which is where it starts when left out. */
                page?: number;
                /** @description 20 when left out; past 100 taken as 100. */
                pageSize?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_Circle"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createDepartment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCircle"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Circle"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getDepartment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description the short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Circle"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateDepartment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CircleWish"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Circle"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    deleteDepartment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    followEvents: {
        parameters: {
            query?: {
                /** @description Only of this ticket, by its number or key. */
                ticket?: string;
                /** @description Only of the tickets of this project, by its key. */
                project?: string;
                /** @description The `seq` after which to go on; left out, only what happens from now on is told. */
                after?: string;
                /** @description Without a stream: seconds to wait for something to happen, 0 to 60. 0 by default. */
                wait?: string;
                /** @description Without a stream: how many at most, 1 to 100. 100 by default. */
                pageSize?: string;
                /** @description What a browser's event source cannot send as a header: as `after`. */
                lastEventId?: string;
            };
            header?: {
                /** @description The id of the last event seen: as `after` */
                "Last-Event-ID"?: number | null;
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedPage"];
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAllFields: {
        parameters: {
            query?: {
                /** @description From 1, which is where it starts when left out. */
                page?: number;
                /** @description 20 when left out; past 100 taken as 100. */
                pageSize?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_ProjectField"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listFunctionCalls: {
        parameters: {
            query?: {
                function_id?: string;
                game_id?: string;
                env?: string;
                /** @description `pending running succeeded failed canceled timeout`; also `completed` and `cancelled`. */
                status?: string;
                /** @description The user name of who called. */
                actor_id?: string;
                /** @description RFC 3339: made at this time or later. */
                start_time?: string;
                /** @description RFC 3339: made at this time or earlier. */
                end_time?: string;
                /** @description A filter of the filter language, such as `retries > 0 or duration > 5m`. */
                filter?: string;
                /** @description From 1, which is where it starts when left out. */
                page?: number;
                /** @description 20 when left out; past 200 taken as 200. */
                page_size?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    countFunctionCalls: {
        parameters: {
            query?: {
                function_id?: string;
                game_id?: string;
                env?: string;
                /** @description `pending running succeeded failed canceled timeout`; also `completed` and `cancelled`. */
                status?: string;
                /** @description The user name of who called. */
                actor_id?: string;
                /** @description RFC 3339: made at this time or later. */
                start_time?: string;
                /** @description RFC 3339: made at this time or earlier. */
                end_time?: string;
                /** @description A filter of the filter language, such as `retries > 0 or duration > 5m`. */
                filter?: string;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallStats"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getFunctionCall: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description the call's number, which is its job's */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancelFunctionCall: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the call's number */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plain"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    rerunFunctionCall: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the call's number */
                id: string;
            };
            cookie?: never;
        };
        /** @description may be left out */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallAgain"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalledAgain"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listFunctions: {
        parameters: {
            query?: {
                /** @description From 1, which is where it starts when left out. */
                page?: number;
                /** @description 20 when left out; past 100 taken as 100. */
                pageSize?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_Function"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createFunction: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFunction"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownFunction"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getFunction: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description the function's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Function"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateFunction: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the function's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FunctionChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Function"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    deleteFunction: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the function's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    disableFunction: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the function's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Function"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    enableFunction: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the function's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Function"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    invokeFunction: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the function's id */
                id: string;
            };
            cookie?: never;
        };
        /** @description may be left out */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Invocation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listFunctionVersions: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description the function's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_FunctionVersion"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listGroups: {
        parameters: {
            query?: {
                /** @description From 1, which is where it starts when left out. */
                page?: number;
                /** @description 20 when left out; past 100 taken as 100. */
                pageSize?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_Circle"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createGroup: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCircle"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Circle"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getGroup: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description the short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Circle"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateGroup: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CircleWish"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Circle"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    deleteGroup: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listHooks: {
        parameters: {
            query?: {
                /** @description From 1, which is where it starts when left out. */
                page?: number;
                /** @description 20 when left out; past 100 taken as 100. */
                pageSize?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_Hook"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createHook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewHook"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownHook"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    hearGit: {
        parameters: {
            query?: {
                /** @description The hook's short id or name. Left out, each of the provider's hooks is tried. */
                hook?: string;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `github`, `gitlab` or `gitea` */
                provider: string;
            };
            cookie?: never;
        };
        /** @description at most 8 MiB; also as the field `payload` of a form */
        requestBody: {
            content: {
                "application/json": components["schemas"]["GitPayload"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Heard"];
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description Not signed with the secret of a hook */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    hearWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description the webhook's name or short id */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Ring"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Heard"];
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description Not shown or signed with the webhook's secret */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getHook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description the hook's short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hook"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateHook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the hook's short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HookChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hook"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    deleteHook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the hook's short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    rotateHook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the hook's short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownHook"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getIncidentFigures: {
        parameters: {
            query?: {
                /** @description The project's key; all whose tickets the caller sees when left out. */
                project?: string;
                /** @description Made at this time or later: RFC 3339; 90 days before `to` when left out. */
                from?: string;
                /** @description Made before this time: RFC 3339; now when left out. */
                to?: string;
                /** @description `P1 P2 P3 P4 P5`; all when left out. */
                severity?: string;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentFigures"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getInstance: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instance"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    finishSetUp: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instance"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description `pending running succeeded failed canceled timeout`; also `completed` and `cancelled`. */
                status?: string;
                function_id?: string;
                /** @description The user name of who asked for them. */
                actor?: string;
                game_id?: string;
                env?: string;
                /** @description The number of a ticket. */
                ticket_id?: number;
                /** @description A filter of the filter language, such as `duration > 5m and state in (failed, timeout)`. */
                filter?: string;
                /** @description From 1, which is where it starts when left out. */
                page?: number;
                /** @description 20 when left out; past 200 taken as 200. */
                size?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    startJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description the game that it is for */
                "X-Game-ID"?: string | null;
                /** @description the environment that it is for */
                "X-Env"?: string | null;
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewJob"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Started"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description the job's number */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_JobDetail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the job's number */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plain"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listJobEvents: {
        parameters: {
            query?: {
                /** @description The place of the last one that is known; 0 when left out. */
                after?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description the job's number */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_JobEvents"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    rerunJob: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the job's number */
                id: string;
            };
            cookie?: never;
        };
        /** @description may be left out */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rerun"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Started"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getJobResult: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description the job's number */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_JobResult"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    streamJob: {
        parameters: {
            query?: {
                /** @description Stands for `Authorization` where no header can be sent: a token of this job's stream, or a log-in's access token. */
                token?: string;
                /** @description Without a stream: for how many seconds the end is waited for, 0 to 60; 30 when left out. */
                wait?: number;
                /** @description Without a stream: the place of the last event that is known. */
                after?: number;
            };
            header?: {
                /** @description the place of the last event that is known */
                "Last-Event-ID"?: number | null;
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description the job's number */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events, or what there is when the wait is over */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_JobEvents"];
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    makeJobStreamToken: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the job's number */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_StreamToken"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    callBack: {
        parameters: {
            query?: {
                /** @description As in the `callbackUrl` of the request that is answered. */
                token?: string;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description the job's number */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Callback"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalledBack"];
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getNames: {
        parameters: {
            query: {
                /** @description User names, with commas between; at most 200. */
                of: string;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeopleNames"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listNotifications: {
        parameters: {
            query?: {
                /** @description `true`: only those that were not read. */
                unread?: boolean;
                /** @description From 1, which is where it starts when left out. */
                page?: number;
                /** @description 20 when left out; past 100 taken as 100. */
                pageSize?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_Notification"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    readNotifications: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadMark"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unread"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    countUnreadNotifications: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unread"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    readNotification: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the notification's number */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notification"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listPermissionRules: {
        parameters: {
            query?: {
                /** @description From 1, which is where it starts when left out. */
                page?: number;
                /** @description 20 when left out; past 100 taken as 100. */
                pageSize?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_PermissionRule"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createPermissionRule: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPermissionRule"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PermissionRule"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    deletePermissionRule: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the rule's short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getProfile: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateProfile: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileWish"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    changeOwnPassword: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example {} */
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getOwnRights: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rights"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listProjects: {
        parameters: {
            query?: {
                /** @description From 1, which is where it starts when left out. */
                page?: number;
                /** @description 20 when left out; past 100 taken as 100. */
                pageSize?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_Project"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createProject: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProject"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getProject: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description in any case */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateProject: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description in any case */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectWish"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    deleteProject: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description in any case */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getBoard: {
        parameters: {
            query?: {
                /** @description The key of an issue type; all types when left out. */
                type?: string;
                /** @description Which tickets are counted, in the filter language, at most 4,000 characters; all when left out. */
                filter?: string;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description the project's key */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Board"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listFields: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description in any case */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_CustomField"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    setFields: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description in any case */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FieldList"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_CustomField"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listProjectRoles: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description in any case */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_ProjectRole"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    setProjectRoles: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description in any case */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleList"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_ProjectRole"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listTypes: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description in any case */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_IssueType"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    setTypes: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description in any case */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TypeList"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_IssueType"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getWorkflow: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                key: string;
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowInForce"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    compareWorkflows: {
        parameters: {
            query?: {
                /** @description The number of a version, or `draft`; the version in force when left out. */
                from?: string;
                /** @description The number of a version, or `draft`, which it is when left out. */
                to?: string;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                key: string;
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_WorkflowDifference"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getWorkflowDraft: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                key: string;
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowDraft"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    putWorkflowDraft: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                key: string;
                type: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftWish"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowDraft"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    discardWorkflowDraft: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                key: string;
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    dryRunWorkflow: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                key: string;
                type: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MappingWish"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowDryRun"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    exportWorkflow: {
        parameters: {
            query?: {
                /** @description The number of a version, or `draft`; the version in force when left out. */
                version?: string;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                key: string;
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowDefinition"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    importWorkflow: {
        parameters: {
            query?: {
                /** @description `add` makes the custom fields of the file that the project has not; they are left alone otherwise. */
                fields?: string;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                key: string;
                type: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkflowDefinition"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportedWorkflow"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    lintWorkflow: {
        parameters: {
            query?: {
                /** @description The number of a version, or `draft`; the version in force when left out. */
                version?: string;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                key: string;
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_WorkflowFinding"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    lintWorkflowDefinition: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                key: string;
                type: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LintWish"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_WorkflowFinding"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    publishWorkflow: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                key: string;
                type: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MappingWish"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Publication"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listWorkflowVersions: {
        parameters: {
            query?: {
                /** @description From 1, which is where it starts when left out. */
                page?: number;
                /** @description 20 when left out; past 100 taken as 100. */
                pageSize?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                key: string;
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_VersionHead"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getWorkflowVersion: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                key: string;
                type: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowVersion"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWords: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description in any case */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_VocabularyEntry"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    setWords: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description in any case */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WordList"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_VocabularyEntry"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listRoles: {
        parameters: {
            query?: {
                /** @description From 1, which is where it starts when left out. */
                page?: number;
                /** @description 20 when left out; past 100 taken as 100. */
                pageSize?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_Circle"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createRole: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCircle"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Circle"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getRole: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description the short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Circle"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateRole: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CircleWish"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Circle"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    deleteRole: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listSchedules: {
        parameters: {
            query?: {
                /** @description From 1, which is where it starts when left out. */
                page?: number;
                /** @description 20 when left out; past 100 taken as 100. */
                pageSize?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_Schedule"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createSchedule: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScheduleWish"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getSchedule: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description the schedule's short id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateSchedule: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the schedule's short id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScheduleWish"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    deleteSchedule: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the schedule's short id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    search: {
        parameters: {
            query: {
                /** @description At most 300 characters, read as `q` of `GET /tickets` is; people and projects are found by a part of their names. */
                q: string;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSecrets: {
        parameters: {
            query?: {
                /** @description From 1, which is where it starts when left out. */
                page?: number;
                /** @description 20 when left out; past 100 taken as 100. */
                pageSize?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_Secret"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    writeSecret: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description what scripts call it: letters, digits, `.`, `_`, `-` */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecretWish"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Secret"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    deleteSecret: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the secret's name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getAgeStats: {
        parameters: {
            query?: {
                /** @description Keys of projects, with commas between; all that one sees when left out. */
                project?: string;
                /** @description A filter of the filter language, at most 4,000 characters. Its days are those of UTC, as in lists. */
                filter?: string;
                /** @description RFC 3339, included: only tickets made from then on; with `/stats/flow` and `/stats/times`, days from that one on. */
                from?: string;
                /** @description RFC 3339, not included. */
                to?: string;
                /** @description How many minutes days begin before those of UTC, -840 to 840: 480 in China. 0 when left out. */
                zone?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgeStats"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getFlowStats: {
        parameters: {
            query?: {
                /** @description Keys of projects, with commas between; all that one sees when left out. */
                project?: string;
                /** @description A filter of the filter language, at most 4,000 characters. Its days are those of UTC, as in lists. */
                filter?: string;
                /** @description RFC 3339, included: only tickets made from then on; with `/stats/flow` and `/stats/times`, days from that one on. */
                from?: string;
                /** @description RFC 3339, not included. */
                to?: string;
                /** @description How many minutes days begin before those of UTC, -840 to 840: 480 in China. 0 when left out. */
                zone?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowStats"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getLoadStats: {
        parameters: {
            query?: {
                /** @description Keys of projects, with commas between; all that one sees when left out. */
                project?: string;
                /** @description A filter of the filter language, at most 4,000 characters. Its days are those of UTC, as in lists. */
                filter?: string;
                /** @description RFC 3339, included: only tickets made from then on; with `/stats/flow` and `/stats/times`, days from that one on. */
                from?: string;
                /** @description RFC 3339, not included. */
                to?: string;
                /** @description How many minutes days begin before those of UTC, -840 to 840: 480 in China. 0 when left out. */
                zone?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoadStats"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPriorityStats: {
        parameters: {
            query?: {
                /** @description Keys of projects, with commas between; all that one sees when left out. */
                project?: string;
                /** @description A filter of the filter language, at most 4,000 characters. Its days are those of UTC, as in lists. */
                filter?: string;
                /** @description RFC 3339, included: only tickets made from then on; with `/stats/flow` and `/stats/times`, days from that one on. */
                from?: string;
                /** @description RFC 3339, not included. */
                to?: string;
                /** @description How many minutes days begin before those of UTC, -840 to 840: 480 in China. 0 when left out. */
                zone?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriorityStats"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getStatusStats: {
        parameters: {
            query?: {
                /** @description Keys of projects, with commas between; all that one sees when left out. */
                project?: string;
                /** @description A filter of the filter language, at most 4,000 characters. Its days are those of UTC, as in lists. */
                filter?: string;
                /** @description RFC 3339, included: only tickets made from then on; with `/stats/flow` and `/stats/times`, days from that one on. */
                from?: string;
                /** @description RFC 3339, not included. */
                to?: string;
                /** @description How many minutes days begin before those of UTC, -840 to 840: 480 in China. 0 when left out. */
                zone?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusStats"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTimesStats: {
        parameters: {
            query?: {
                /** @description Keys of projects, with commas between; all that one sees when left out. */
                project?: string;
                /** @description A filter of the filter language, at most 4,000 characters. Its days are those of UTC, as in lists. */
                filter?: string;
                /** @description RFC 3339, included: only tickets made from then on; with `/stats/flow` and `/stats/times`, days from that one on. */
                from?: string;
                /** @description RFC 3339, not included. */
                to?: string;
                /** @description How many minutes days begin before those of UTC, -840 to 840: 480 in China. 0 when left out. */
                zone?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimesStats"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listStatuses: {
        parameters: {
            query?: {
                /** @description A project's key; all projects when left out. */
                project?: string;
                /** @description From 1, which is where it starts when left out. */
                page?: number;
                /** @description 20 when left out; past 100 taken as 100. */
                pageSize?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_TypeStatus"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSystem: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["System"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getVerification: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verifications"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    startVerification: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerificationStarted"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getTeam: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateTeam: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamWish"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listTickets: {
        parameters: {
            query?: {
                /** @description Statuses that some workflow has or had. */
                status?: string;
                category?: string;
                /** @description `low medium high critical` */
                priority?: string;
                assignee?: string;
                /**
                 * @description Full text, Chinese and English, at most 300 characters: every word must be found, in whatever field or comment;
                 *     `"in quotes"` as it stands there; the last word may be the beginning of one. Also a key or number.
                 */
                q?: string;
                gameId?: string;
                env?: string;
                /**
                 * @description A filter of the filter language, at most 10,000 characters, such as
                 *     `status in (open, in_progress) and priority >= high and assignee = me and updated < -3d`; holds beside the others.
                 */
                filter?: string;
                /** @description The short id of a view, whose filter holds beside the others; sorted as the view is, unless `sort` says otherwise. */
                view?: string;
                /** @description In any case. */
                tag?: string;
                /** @description Keys of projects. */
                project?: string;
                /** @description Keys of issue types. */
                type?: string;
                playerId?: string;
                creator?: string;
                /** @description RFC 3339, included. */
                createdFrom?: string;
                /** @description RFC 3339, not included. */
                createdTo?: string;
                /** @description RFC 3339, included. */
                updatedFrom?: string;
                /** @description RFC 3339, not included. */
                updatedTo?: string;
                /**
                 * @description `updatedAt createdAt priority id dueAt`, with `-` in front for the largest first; or `relevance`, the best answer to
                 *     `q` first. By default `relevance` with `q`, `-updatedAt` without.
                 */
                sort?: string;
                /** @description Empty to begin paging by keyset, then `nextCursor` of the last answer. */
                cursor?: string;
                /** @description From 1. */
                page?: string;
                /** @description 1 to 100, 20 by default; more is 100. */
                pageSize?: string;
                /** @description `true` lists the deleted ones instead; for administrators. */
                deleted?: string;
                /** @description `incident`: with each ticket, how severe it is, how long it took, and who holds which role in it. */
                include?: string;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description fills gameId */
                "X-Game-ID"?: string | null;
                /** @description fills env */
                "X-Env"?: string | null;
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    changeManyTickets: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkWish"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkStarted"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getBulkChange: {
        parameters: {
            query?: {
                /** @description Only those that came out so: `done unchanged waiting refused`. */
                outcome?: string;
                /** @description `nextCursor` of the answer before. */
                cursor?: string;
                /** @description 1 to 100, 20 by default; more is 100. */
                pageSize?: string;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description the job's number */
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    undoBulkChange: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the job's number */
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkStarted"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    exportTickets: {
        parameters: {
            query?: {
                /** @description Statuses that some workflow has or had. */
                status?: string;
                category?: string;
                /** @description `low medium high critical` */
                priority?: string;
                assignee?: string;
                /**
                 * @description Full text, Chinese and English, at most 300 characters: every word must be found, in whatever field or comment;
                 *     `"in quotes"` as it stands there; the last word may be the beginning of one. Also a key or number.
                 */
                q?: string;
                gameId?: string;
                env?: string;
                /**
                 * @description A filter of the filter language, at most 10,000 characters, such as
                 *     `status in (open, in_progress) and priority >= high and assignee = me and updated < -3d`; holds beside the others.
                 */
                filter?: string;
                /** @description The short id of a view, whose filter holds beside the others; sorted as the view is, unless `sort` says otherwise. */
                view?: string;
                /** @description In any case. */
                tag?: string;
                /** @description Keys of projects. */
                project?: string;
                /** @description Keys of issue types. */
                type?: string;
                playerId?: string;
                creator?: string;
                /** @description RFC 3339, included. */
                createdFrom?: string;
                /** @description RFC 3339, not included. */
                createdTo?: string;
                /** @description RFC 3339, included. */
                updatedFrom?: string;
                /** @description RFC 3339, not included. */
                updatedTo?: string;
                /**
                 * @description `updatedAt createdAt priority id dueAt`, with `-` in front for the largest first; or `relevance`, the best answer to
                 *     `q` first. By default `relevance` with `q`, `-updatedAt` without.
                 */
                sort?: string;
                /** @description Empty to begin paging by keyset, then `nextCursor` of the last answer. */
                cursor?: string;
                /** @description From 1. */
                page?: string;
                /** @description 1 to 100, 20 by default; more is 100. */
                pageSize?: string;
                /** @description `true` lists the deleted ones instead; for administrators. */
                deleted?: string;
                /** @description `incident`: with each ticket, how severe it is, how long it took, and who holds which role in it. */
                include?: string;
                /** @description `csv` or `jsonl`; `csv` when left out. */
                format?: string;
                /** @description Keys of a ticket, and `fields.` with the key of a custom field, with commas between; all but `content` and `fields` when left out. */
                columns?: string;
                /** @description With `csv`: `true` begins the file with a byte order mark, as Excel wants it. */
                bom?: string;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/jsonl": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTicket: {
        parameters: {
            query?: {
                /** @description RFC 3339: the ticket as it was at that moment. */
                asOf?: string;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description its number, or its key such as SUP-42 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketDetail"];
                };
            };
            /** @description unchanged since the version of If-None-Match */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateTicket: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description its number, or its key such as SUP-42 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    deleteTicket: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description its number, or its key such as SUP-42 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listApprovals: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    addApprover: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the ticket's number or key */
                id: string;
                /** @description the request's number */
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApprover"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    removeApprover: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the ticket's number or key */
                id: string;
                /** @description the request's number */
                number: string;
                /** @description whose place */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    handOverApproval: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the ticket's number or key */
                id: string;
                /** @description the request's number */
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandOver"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    remindApprovers: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the ticket's number or key */
                id: string;
                /** @description the request's number */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    vote: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the ticket's number or key */
                id: string;
                /** @description the request's number */
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewVote"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    withdrawApproval: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the ticket's number or key */
                id: string;
                /** @description the request's number */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    createAttachment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the ticket's number or key */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["NewAttachment"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attachment"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listComments: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description the ticket's number or key */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createComment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the ticket's number or key */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewComment"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listEffects: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EffectList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTicketHistory: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the last answer. */
                cursor?: string;
                /** @description Only steps that meet this filter, such as `action = transitioned and at > -3d`. */
                filter?: string;
                /** @description 1 to 100, 100 by default. */
                pageSize?: string;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description the ticket's number or key */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StepList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createLink: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the ticket's number or key */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLink"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    deleteLink: {
        parameters: {
            query?: {
                /** @description The link's number. */
                id?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the ticket's number or key */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    deleteLinkById: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the ticket's number or key */
                id: string;
                /** @description the link's number */
                link: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    setMitigated: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MitigatedWish"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentTimes"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getPostmortem: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/markdown": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    restoreTicket: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description its number, or its key such as SUP-42 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getIncidentRoles: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentRoles"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    setIncidentRoles: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RolesWish"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentRoles"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getSeverity: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeverityTold"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTimeline: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the last answer. */
                cursor?: string;
                /** @description Only what tells one of these, separated by commas: `created status level assignee roles mitigated comment entry`. */
                kind?: string;
                /** @description 1 to 100, 100 by default. */
                pageSize?: string;
                /** @description `true` for what is pinned only. */
                pinned?: string;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Timeline"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createTimelineEntry: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTimelineEntry"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineItem"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    updateTimelineEntry: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the ticket's number or key */
                id: string;
                /** @description `s` and the version of a step, `e` and the number of an entry */
                entry: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TimelineEntryWish"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineItem"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    deleteTimelineEntry: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the ticket's number or key */
                id: string;
                /** @description `s` and the version of a step, `e` and the number of an entry */
                entry: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    pinTimelineItem: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the ticket's number or key */
                id: string;
                /** @description `s` and the version of a step, `e` and the number of an entry */
                entry: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineItem"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    unpinTimelineItem: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the ticket's number or key */
                id: string;
                /** @description `s` and the version of a step, `e` and the number of an entry */
                entry: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineItem"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getIncidentTimes: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentTimes"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    transitionTicket: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description its number, or its key such as SUP-42 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTransition"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketDetail"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    previewTransition: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description its number, or its key such as SUP-42 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTransition"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listTicketTransitions: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description its number, or its key such as SUP-42 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Offer"][];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    addWatcher: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the ticket's number or key */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WhichWatcher"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatcherList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    removeWatcher: {
        parameters: {
            query?: {
                /** @description A user name; the caller's own when absent. */
                username?: string;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the ticket's number or key */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatcherList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    removeWatcherByName: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the ticket's number or key */
                id: string;
                /** @description who */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatcherList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listWorklogs: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorklogList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createWorklog: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWorklog"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Worklog"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listTokens: {
        parameters: {
            query?: {
                /** @description `true` for everybody's, for administrators; one's own when left out. */
                all?: boolean;
                /** @description From 1, which is where it starts when left out. */
                page?: number;
                /** @description 20 when left out; past 100 taken as 100. */
                pageSize?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_Token"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewToken"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownToken"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the token's number */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description A part of the user name or nickname, whatever its case, width or kind of Chinese writing; also called `search`. */
                q?: string;
                access?: "unregistered" | "user" | "operator" | "admin";
                /** @description Only those who are shut out, or only those who are not. */
                disabled?: boolean;
                /** @description From 1, which is where it starts when left out. */
                page?: number;
                /** @description 20 when left out; past 100 taken as 100. */
                pageSize?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_User"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description in any case */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description in any case */
                username: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserWish"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    disableUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description in any case */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    enableUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description in any case */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    setPassword: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description in any case */
                username: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listViews: {
        parameters: {
            query?: {
                /** @description From 1, which is where it starts when left out. */
                page?: number;
                /** @description 20 when left out; past 100 taken as 100. */
                pageSize?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_View"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createView: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewWish"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getView: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description the view's short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateView: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the view's short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewWish"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    deleteView: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the view's short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                /** @description From 1, which is where it starts when left out. */
                page?: number;
                /** @description 20 when left out; past 100 taken as 100. */
                pageSize?: number;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing_Webhook"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhook"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownWebhook"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description the webhook's short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the webhook's short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the webhook's short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the last answer. */
                cursor?: string;
                /** @description 1 to 100, 20 by default. */
                pageSize?: string;
                /** @description `waiting`, `sending`, `delivered` or `failed`. */
                state?: string;
            };
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description the webhook's short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getDelivery: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description the webhook's short id */
                uuid: string;
                /** @description the message's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageDetail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    replayDelivery: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the webhook's short id */
                uuid: string;
                /** @description the message's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    replayWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the webhook's short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Replay"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replayed"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    resumeWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the webhook's short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    rotateWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the webhook's short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownWebhook"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the webhook's short id */
                uuid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    leaseJobs: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeaseWish"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeaseList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    completeLeasedJob: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the job's number */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Completion"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plain"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    failLeasedJob: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the job's number */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobFailure"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plain"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    keepLeasedJob: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description A repeat with the same key within 24 hours gets the first answer again; the same key with another request is refused with 422
                 * @example 8e03978e-40d5-43e8-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Make the change only if the version is still the one of this `ETag`
                 * @example "v7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description the job's number */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Heartbeat"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Held"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
            507: components["responses"]["StorageFull"];
        };
    };
    listWorkflowTemplates: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_WorkflowTemplate"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getWorkflowTemplate: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The language of sentences: `en` (default) or `zh`
                 * @example zh
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description its name */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowDefinition"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
}
