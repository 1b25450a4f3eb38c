//! Every figure by name. The table in `docs/operations/metrics.md`, the dashboard and the alerts are held to this list.

/// How a figure moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Counter,
    Gauge,
    Histogram,
}

impl Kind {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
        }
    }
}

/// A figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Figure {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// Its labels, in their order.
    pub(crate) labels: &'static [&'static str],
    pub(crate) help: &'static str,
}

macro_rules! figures {
    ($($name:ident = $kind:ident $text:literal [$($label:literal),*] $help:literal;)*) => {
        $(pub(crate) const $name: Figure =
            Figure { name: $text, kind: Kind::$kind, labels: &[$($label),*], help: $help };)*
        /// All of them, in the order of the answer.
        #[cfg(test)]
        pub(crate) const ALL: &[Figure] = &[$($name),*];
    };
}

figures! {
    BUILD = Gauge "gongdan_build_info" ["version", "engine", "schema"] "The program, its database engine and its schema; always 1.";
    REQUESTS = Counter "gongdan_http_requests_total" ["surface", "route", "method", "status"] "Requests answered, by route template and class of status.";
    DURATIONS = Histogram "gongdan_http_request_duration_seconds" ["surface", "route", "method"] "Time from a request's head to the beginning of its answer.";
    IN_FLIGHT = Gauge "gongdan_http_requests_in_flight" [] "Requests that are being answered.";
    LOGINS = Counter "gongdan_logins_total" ["outcome"] "Log-ins with a password: accepted, refused (wrong name or password), throttled (too many attempts).";
    SEARCHES = Counter "gongdan_searches_total" [] "Lists of tickets that were asked for by words.";
    DB_UP = Gauge "gongdan_db_up" [] "Whether the database answered while the figures were gathered.";
    DB_UNITS = Counter "gongdan_db_units_total" ["access"] "Units of work answered, by whether they may write.";
    DB_COMMITS = Counter "gongdan_db_commits_total" [] "Transactions that write units were committed in.";
    DB_GROUP = Histogram "gongdan_db_group_size" [] "Write units that were committed together.";
    DB_RETRIES = Counter "gongdan_db_retries_total" [] "Times a unit of work was run again.";
    DB_DEPTH = Gauge "gongdan_db_queue_depth" [] "Units of work that wait for the database.";
    DB_WAIT = Histogram "gongdan_db_queue_wait_seconds" ["access"] "Time that units of work waited for a database thread.";
    DB_BYTES = Gauge "gongdan_db_size_bytes" [] "Size of the database.";
    WAL_BYTES = Gauge "gongdan_sqlite_wal_bytes" [] "Size of SQLite's write-ahead log; only on SQLite.";
    PG_CONNECTIONS = Gauge "gongdan_postgres_connections" [] "Connections to the database, of all nodes and everybody else; only on PostgreSQL.";
    PG_MOST = Gauge "gongdan_postgres_connections_max" [] "Connections that the PostgreSQL server takes; only on PostgreSQL.";
    TICKETS = Counter "gongdan_tickets_total" [] "Tickets ever made in the instance: the largest number given. The same on every node.";
    STEPS = Counter "gongdan_steps_total" [] "Steps ever written to histories: the largest number given. The same on every node.";
    COMMENTS = Counter "gongdan_comments_total" [] "Comments ever made: the largest number given. The same on every node.";
    ATTACHMENTS = Gauge "gongdan_attachments" [] "Attached files that are kept, counted every ten minutes.";
    ATTACHMENT_BYTES = Gauge "gongdan_attachments_bytes" [] "Bytes of the attached files, counted every ten minutes.";
    JOBS = Gauge "gongdan_jobs" ["stage"] "Jobs that are not over: blocked (an earlier one of their ticket), scheduled, ready, running. The same on every node.";
    JOB_OLDEST = Gauge "gongdan_job_oldest_ready_seconds" [] "How long the job that waits longest could have been begun, by a node or by a worker, also where its function's limit keeps it; 0 when none waits. The same on every node.";
    JOB_BEGUN = Counter "gongdan_job_runs_begun_total" [] "Runs of jobs that this node has begun.";
    JOB_RUNS = Counter "gongdan_job_runs_total" ["outcome"] "Runs of this node that came to an end: succeeded, failed, timeout, canceled, given_back (the node had to go).";
    JOB_RETRIES = Counter "gongdan_job_retries_total" [] "Runs of this node whose job is begun again.";
    JOB_REAPED = Counter "gongdan_job_runs_reaped_total" [] "Runs that this node took away from whoever did not renew them.";
    JOB_FENCED = Counter "gongdan_job_writes_fenced_total" [] "Writes of runs of this node that came too late and changed nothing.";
    JOB_WAIT = Histogram "gongdan_job_wait_seconds" [] "Time from when a job could be begun to its first run.";
    JOB_RUN = Histogram "gongdan_job_run_seconds" [] "How long runs took.";
    JOB_ATTEMPTS = Histogram "gongdan_job_attempts" [] "Which attempt runs were.";
    ACKNOWLEDGE = Histogram "gongdan_incident_time_to_acknowledge_seconds" ["project", "severity"] "Time from when tickets were made to when they were taken up, each ticket once. The same on every node.";
    MITIGATE = Histogram "gongdan_incident_time_to_mitigate_seconds" ["project", "severity"] "Time from when tickets were made to when somebody says that the harm was over, each ticket once. The same on every node.";
    RESOLVE = Histogram "gongdan_incident_time_to_resolve_seconds" ["project", "severity"] "Time from when tickets were made to when they were first resolved or closed, each ticket once. The same on every node.";
    DISK_FREE = Gauge "gongdan_disk_free_bytes" [] "Bytes that the program may still use on the data directory's disk.";
    DISK_SIZE = Gauge "gongdan_disk_size_bytes" [] "Size of the data directory's disk.";
    CPU = Counter "process_cpu_seconds_total" [] "Processor time of the process.";
    RSS = Gauge "process_resident_memory_bytes" [] "Memory of the process that is in RAM.";
    VSS = Gauge "process_virtual_memory_bytes" [] "Address space of the process.";
    FDS = Gauge "process_open_fds" [] "Open file descriptors.";
    MOST_FDS = Gauge "process_max_fds" [] "File descriptors that may be open.";
    THREADS = Gauge "process_threads" [] "Threads of the process.";
    START = Gauge "process_start_time_seconds" [] "When the process was started, in seconds since 1970.";
}
