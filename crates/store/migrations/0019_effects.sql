-- Post functions are jobs: a row of `effect` says what its job is to do and what came of it. `job_id` is null of what ended
-- before they were, and of what was still open then, until the server has made jobs of it.
ALTER TABLE effect ADD COLUMN job_id BIGINT;
CREATE UNIQUE INDEX effect_by_job ON effect (team_id, job_id) WHERE job_id IS NOT NULL;
CREATE INDEX effect_jobless ON effect (team_id, ticket_id) WHERE job_id IS NULL AND ended_at IS NULL;
-- Jobs that are over, and of which their tickets have still to be told. While there is one, no other job of its ticket is begun.
CREATE TABLE job_end (
  team_id BIGINT NOT NULL, job_id BIGINT NOT NULL, ticket_id BIGINT NOT NULL, PRIMARY KEY (team_id, job_id));
CREATE INDEX job_end_by_ticket ON job_end (team_id, ticket_id, job_id);
