-- How many tickets there are of each kind, kept with every write, so that an exact total is not a count over all of them.
-- A kind's number is the sum over its lanes: transactions that would wait for one row write to rows of their own.
CREATE TABLE tally (
  team_id BIGINT NOT NULL, project TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, category TEXT NOT NULL,
  priority BIGINT NOT NULL, lane BIGINT NOT NULL, tickets BIGINT NOT NULL,
  PRIMARY KEY (team_id, project, type, status, category, priority, lane));
INSERT INTO tally (team_id, project, type, status, category, priority, lane, tickets)
  SELECT team_id, project, type, status, category, priority, 0, COUNT(*) FROM ticket WHERE deleted_at IS NULL
  GROUP BY team_id, project, type, status, category, priority;

-- What lists are narrowed to and sorted by, and had no index yet. Fields that most tickets leave empty have one of the others.
CREATE INDEX ticket_by_category ON ticket (team_id, category, updated_at, id);
CREATE INDEX ticket_by_priority ON ticket (team_id, priority, id);
CREATE INDEX ticket_by_due ON ticket (team_id, COALESCE(due_at, 9223372036854775807), id);
CREATE INDEX ticket_by_player ON ticket (team_id, player_id, updated_at, id) WHERE player_id <> '';
CREATE INDEX ticket_by_game ON ticket (team_id, game_id, updated_at, id) WHERE game_id <> '';
CREATE INDEX ticket_by_env ON ticket (team_id, env, updated_at, id) WHERE env <> '';
CREATE INDEX ticket_deleted ON ticket (team_id, updated_at, id) WHERE deleted_at IS NOT NULL;
