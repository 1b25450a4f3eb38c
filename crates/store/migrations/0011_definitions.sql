-- Who leads a project and who manages it, by user name; who owns the team: at first whoever was its first administrator.
ALTER TABLE project ADD COLUMN lead TEXT NOT NULL DEFAULT '';
ALTER TABLE project ADD COLUMN administrators TEXT NOT NULL DEFAULT '[]';
ALTER TABLE team ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE team ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
UPDATE team SET owner = COALESCE((SELECT a.name FROM account a WHERE a.team_id = team.team_id AND a.access = 'admin'
  AND NOT a.disabled ORDER BY a.id LIMIT 1), '');
-- The next version of a workflow while people work on it. A row stays when its draft is gone (then the definition is
-- empty), so that its version never comes twice.
CREATE TABLE workflow_draft (
  team_id BIGINT NOT NULL, project TEXT NOT NULL, type TEXT NOT NULL, version BIGINT NOT NULL, base BIGINT NOT NULL,
  definition TEXT NOT NULL, actor TEXT NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (team_id, project, type));
-- The tickets of a status that a published version has taken away, while they are being moved on.
CREATE TABLE workflow_move (
  team_id BIGINT NOT NULL, project TEXT NOT NULL, type TEXT NOT NULL, from_status TEXT NOT NULL, to_status TEXT NOT NULL,
  version BIGINT NOT NULL, actor TEXT NOT NULL, via TEXT NOT NULL, created_at BIGINT NOT NULL,
  PRIMARY KEY (team_id, project, type, from_status));
-- Who has a role in one project, beside those who have it everywhere.
CREATE TABLE project_role (
  team_id BIGINT NOT NULL, project TEXT NOT NULL, circle TEXT NOT NULL, user_id BIGINT NOT NULL,
  PRIMARY KEY (team_id, project, circle, user_id));
CREATE INDEX project_role_by_user ON project_role (team_id, user_id, project, circle);
