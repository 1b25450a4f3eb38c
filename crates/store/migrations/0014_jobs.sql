-- Functions: what jobs run. Every version stays, because a job runs the one it was asked for with. `concurrency` is how many
-- runs there may be at once, 0 for any number.
CREATE TABLE function (
  team_id BIGINT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL, category TEXT NOT NULL,
  risk TEXT NOT NULL, version BIGINT NOT NULL, enabled BOOLEAN NOT NULL, concurrency BIGINT NOT NULL,
  created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, deleted_at BIGINT, PRIMARY KEY (team_id, id));
CREATE TABLE function_version (
  team_id BIGINT NOT NULL, function_id TEXT NOT NULL, version BIGINT NOT NULL, definition TEXT NOT NULL,
  actor TEXT NOT NULL, created_at BIGINT NOT NULL, PRIMARY KEY (team_id, function_id, version));
-- Jobs that are not over. `attempt` counts what was begun, and is a part of the fence: whoever has begun another one has
-- another number. `lane` says who may begin it.
CREATE TABLE job (
  team_id BIGINT NOT NULL, id BIGINT NOT NULL, function_id TEXT NOT NULL, function_version BIGINT NOT NULL,
  kind TEXT NOT NULL, lane TEXT NOT NULL, actor TEXT NOT NULL, ticket_id BIGINT, order_key BIGINT, game_id TEXT NOT NULL,
  env TEXT NOT NULL, params TEXT NOT NULL, priority BIGINT NOT NULL, stage TEXT NOT NULL, due_at BIGINT NOT NULL,
  timeout_ms BIGINT NOT NULL, max_attempts BIGINT NOT NULL, attempt BIGINT NOT NULL, failures BIGINT NOT NULL,
  crashes BIGINT NOT NULL, owner TEXT NOT NULL, worker TEXT NOT NULL, lease_until BIGINT, deadline BIGINT, cancel_at BIGINT,
  progress BIGINT, last_seq BIGINT NOT NULL, event_bytes BIGINT NOT NULL, error TEXT, trace_id TEXT NOT NULL,
  created_at BIGINT NOT NULL, started_at BIGINT, PRIMARY KEY (team_id, id));
CREATE INDEX job_ready ON job (team_id, lane, priority DESC, id) WHERE stage = 'ready';
CREATE INDEX job_scheduled ON job (team_id, due_at) WHERE stage = 'scheduled';
CREATE INDEX job_lease ON job (team_id, lease_until) WHERE stage = 'running';
CREATE INDEX job_in_lane ON job (team_id, lane) WHERE stage = 'running' AND lane >= 'f';
CREATE INDEX job_by_order ON job (team_id, order_key, id) WHERE order_key IS NOT NULL;
-- Jobs that are over: each has one row here, added once and never changed.
CREATE TABLE job_done (
  team_id BIGINT NOT NULL, id BIGINT NOT NULL, function_id TEXT NOT NULL, function_version BIGINT NOT NULL,
  kind TEXT NOT NULL, actor TEXT NOT NULL, ticket_id BIGINT, game_id TEXT NOT NULL, env TEXT NOT NULL, params TEXT NOT NULL,
  priority BIGINT NOT NULL, max_attempts BIGINT NOT NULL, attempt BIGINT NOT NULL, failures BIGINT NOT NULL,
  crashes BIGINT NOT NULL, worker TEXT NOT NULL, progress BIGINT, last_seq BIGINT NOT NULL, state TEXT NOT NULL,
  result TEXT, error TEXT, trace_id TEXT NOT NULL, created_at BIGINT NOT NULL, started_at BIGINT, ended_at BIGINT NOT NULL,
  PRIMARY KEY (team_id, id));
CREATE INDEX job_done_by_function ON job_done (team_id, function_id, id);
CREATE INDEX job_done_by_actor ON job_done (team_id, actor, id);
CREATE INDEX job_done_in_vain ON job_done (team_id, state, id) WHERE state <> 'succeeded';
CREATE INDEX job_done_by_ticket ON job_done (team_id, ticket_id, id) WHERE ticket_id IS NOT NULL;
CREATE INDEX job_done_by_creation ON job_done (team_id, created_at);
-- What runs have told, in the order of `seq`: 1, 2, 3 … without gaps. The outcome is not here: it follows from job_done.
CREATE TABLE job_event (
  team_id BIGINT NOT NULL, job_id BIGINT NOT NULL, seq BIGINT NOT NULL, type TEXT NOT NULL, message TEXT NOT NULL,
  progress BIGINT, payload TEXT, at BIGINT NOT NULL, PRIMARY KEY (team_id, job_id, seq));
-- What tells the asking for one job from the asking for another.
CREATE TABLE job_key (
  team_id BIGINT NOT NULL, actor TEXT NOT NULL, key TEXT NOT NULL, job_id BIGINT NOT NULL, fingerprint TEXT NOT NULL,
  created_at BIGINT NOT NULL, PRIMARY KEY (team_id, actor, key));
CREATE INDEX job_key_by_age ON job_key (team_id, created_at);
-- What a job has changed, in the order in which it did: a later attempt is given these answers and changes nothing again.
CREATE TABLE job_effect (
  team_id BIGINT NOT NULL, job_id BIGINT NOT NULL, place BIGINT NOT NULL, fingerprint TEXT NOT NULL, answer TEXT NOT NULL,
  PRIMARY KEY (team_id, job_id, place));
-- Functions that are run at times that come again.
CREATE TABLE schedule (
  team_id BIGINT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, function_id TEXT NOT NULL, cron TEXT NOT NULL,
  utc_offset BIGINT NOT NULL, params TEXT NOT NULL, actor TEXT NOT NULL, enabled BOOLEAN NOT NULL, next_at BIGINT,
  last_at BIGINT, last_job BIGINT, last_error TEXT, version BIGINT NOT NULL, created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL, PRIMARY KEY (team_id, id));
CREATE INDEX schedule_next ON schedule (team_id, next_at) WHERE next_at IS NOT NULL;
