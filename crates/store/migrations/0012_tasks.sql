-- What was last changed when, for clients that ask for what is newer: of each kind of thing as a whole (project and item are
-- empty), and of each thing in a project, with a digest that tells whether it is still what it was.
CREATE TABLE stamp (
  team_id BIGINT NOT NULL, kind TEXT NOT NULL, project TEXT NOT NULL, item TEXT NOT NULL, digest TEXT NOT NULL,
  value BIGINT NOT NULL, PRIMARY KEY (team_id, project, kind, item));
-- Statuses that the team has and no workflow yet.
CREATE TABLE task_status (
  team_id BIGINT NOT NULL, uuid TEXT NOT NULL, name TEXT NOT NULL, category TEXT NOT NULL, created_at BIGINT NOT NULL,
  PRIMARY KEY (team_id, uuid));
-- The ids that clients have given the messages they sent.
CREATE TABLE message (
  team_id BIGINT NOT NULL, uuid TEXT NOT NULL, ticket_id BIGINT NOT NULL, ticket_version BIGINT NOT NULL,
  PRIMARY KEY (team_id, uuid));
CREATE INDEX message_by_ticket ON message (team_id, ticket_id, ticket_version);
-- People by their telephone number, which they may log in with.
CREATE INDEX account_by_phone ON account (team_id, phone) WHERE phone <> '';
