-- How many other tickets may still be made or moved out of what brought a row about: what the system had begun of itself
-- before there was a bound is let go on once.
ALTER TABLE effect ADD COLUMN budget BIGINT NOT NULL DEFAULT 100;
UPDATE effect SET budget = 1 WHERE chain > 0;
ALTER TABLE timer ADD COLUMN budget BIGINT NOT NULL DEFAULT 100;
UPDATE timer SET budget = 1 WHERE chain > 0;
-- Who can no longer act, while it is seen to it that nobody waits for their consent.
CREATE TABLE vacancy (team_id BIGINT NOT NULL, username TEXT NOT NULL, created_at BIGINT NOT NULL, PRIMARY KEY (team_id, username));
-- The statuses whose tickets are given timers since a version was published: from ticket `after_id` on, once more at `again_at`.
CREATE TABLE workflow_timing (
  team_id BIGINT NOT NULL, project TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, after_id BIGINT NOT NULL,
  due_at BIGINT NOT NULL, again_at BIGINT, PRIMARY KEY (team_id, project, type, status));
