
-- Every step of a ticket moves it in each index that has the time of its last change: so only the whole list and the list by
-- status, which moves anyway, keep that order. The list's own index has in it what lists are narrowed by, so that passing over
-- a ticket does not read it; the others tell which tickets there are, and how many that are not deleted, without reading them.
DROP INDEX ticket_by_update;
CREATE INDEX ticket_by_update ON ticket (team_id, updated_at, id, deleted_at, status, project, type, category, priority, assignee,
  creator, player_id, game_id, env);
DROP INDEX ticket_by_project;
CREATE INDEX ticket_by_project ON ticket (team_id, project, deleted_at, id);
DROP INDEX ticket_by_category;
CREATE INDEX ticket_by_category ON ticket (team_id, category, deleted_at, id);
DROP INDEX ticket_by_assignee;
CREATE INDEX ticket_by_assignee ON ticket (team_id, assignee, deleted_at, id);
DROP INDEX ticket_by_creator;
CREATE INDEX ticket_by_creator ON ticket (team_id, creator, deleted_at, id);
DROP INDEX ticket_by_player;
CREATE INDEX ticket_by_player ON ticket (team_id, player_id, deleted_at, id) WHERE player_id <> '';
DROP INDEX ticket_by_game;
CREATE INDEX ticket_by_game ON ticket (team_id, game_id, deleted_at, id) WHERE game_id <> '';
DROP INDEX ticket_by_env;
CREATE INDEX ticket_by_env ON ticket (team_id, env, deleted_at, id) WHERE env <> '';
