-- The team, its people and what they may do.
CREATE TABLE team (
  team_id BIGINT NOT NULL PRIMARY KEY, uuid TEXT NOT NULL, name TEXT NOT NULL, created_at BIGINT NOT NULL);
CREATE TABLE setting (
  team_id BIGINT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (team_id, name));
CREATE TABLE account (
  team_id BIGINT NOT NULL, id BIGINT NOT NULL, uuid TEXT NOT NULL,
  name TEXT NOT NULL, name_folded TEXT NOT NULL, nickname TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL,
  access TEXT NOT NULL, locale TEXT NOT NULL, password_hash TEXT NOT NULL, disabled BOOLEAN NOT NULL,
  version BIGINT NOT NULL, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, last_seen_at BIGINT,
  PRIMARY KEY (team_id, id), UNIQUE (team_id, uuid), UNIQUE (team_id, name_folded));
CREATE TABLE circle (
  team_id BIGINT NOT NULL, uuid TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, name_folded TEXT NOT NULL,
  description TEXT NOT NULL, version BIGINT NOT NULL, created_at BIGINT NOT NULL,
  PRIMARY KEY (team_id, uuid), UNIQUE (team_id, kind, name_folded));
CREATE TABLE membership (
  team_id BIGINT NOT NULL, circle TEXT NOT NULL, user_id BIGINT NOT NULL, PRIMARY KEY (team_id, circle, user_id));
CREATE INDEX membership_by_user ON membership (team_id, user_id);
CREATE TABLE permission_rule (
  team_id BIGINT NOT NULL, uuid TEXT NOT NULL, permission TEXT NOT NULL, domain_type TEXT NOT NULL,
  domain_param TEXT NOT NULL, project TEXT, created_at BIGINT NOT NULL, PRIMARY KEY (team_id, uuid));
CREATE TABLE session (
  team_id BIGINT NOT NULL, id BIGINT NOT NULL, user_id BIGINT NOT NULL, refresh_hash TEXT NOT NULL,
  spent_hash TEXT NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL,
  PRIMARY KEY (team_id, id));
CREATE INDEX session_by_refresh ON session (refresh_hash);
CREATE INDEX session_by_spent ON session (spent_hash);
CREATE INDEX session_by_user ON session (team_id, user_id);
CREATE INDEX session_by_end ON session (expires_at);
CREATE TABLE api_token (
  team_id BIGINT NOT NULL, id BIGINT NOT NULL, user_id BIGINT NOT NULL, name TEXT NOT NULL, token_hash TEXT NOT NULL,
  scopes TEXT NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT, revoked_at BIGINT, last_used_at BIGINT,
  PRIMARY KEY (team_id, id), UNIQUE (token_hash));
CREATE INDEX api_token_by_user ON api_token (team_id, user_id);
-- One row an account or address that has tried to log in: the moment up to which its allowance is used.
CREATE TABLE attempt (
  subject TEXT NOT NULL PRIMARY KEY, used_until BIGINT NOT NULL);
CREATE TABLE audit (
  team_id BIGINT NOT NULL, seq BIGINT NOT NULL, actor TEXT NOT NULL, via TEXT NOT NULL, action TEXT NOT NULL,
  object TEXT NOT NULL, at BIGINT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (team_id, seq));

-- Projects and how their tickets look and move.
CREATE TABLE project (
  team_id BIGINT NOT NULL, key TEXT NOT NULL, uuid TEXT NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL,
  archived BOOLEAN NOT NULL, version BIGINT NOT NULL, created_at BIGINT NOT NULL,
  PRIMARY KEY (team_id, key), UNIQUE (team_id, uuid));
CREATE TABLE issue_type (
  team_id BIGINT NOT NULL, project TEXT NOT NULL, key TEXT NOT NULL, uuid TEXT NOT NULL, name TEXT NOT NULL,
  position BIGINT NOT NULL, workflow_version BIGINT NOT NULL, PRIMARY KEY (team_id, project, key));
CREATE TABLE workflow_version (
  team_id BIGINT NOT NULL, project TEXT NOT NULL, type TEXT NOT NULL, version BIGINT NOT NULL, definition TEXT NOT NULL,
  actor TEXT NOT NULL, created_at BIGINT NOT NULL, PRIMARY KEY (team_id, project, type, version));
CREATE TABLE field (
  team_id BIGINT NOT NULL, project TEXT NOT NULL, key TEXT NOT NULL, position BIGINT NOT NULL, definition TEXT NOT NULL,
  PRIMARY KEY (team_id, project, key));

-- Tickets and their history.
CREATE TABLE ticket (
  team_id BIGINT NOT NULL, id BIGINT NOT NULL, uuid TEXT NOT NULL, project TEXT NOT NULL, type TEXT NOT NULL,
  status TEXT NOT NULL, title TEXT NOT NULL, content TEXT NOT NULL, category TEXT NOT NULL, priority BIGINT NOT NULL,
  assignee TEXT NOT NULL, creator TEXT NOT NULL, tags TEXT NOT NULL, watchers TEXT NOT NULL, player_id TEXT NOT NULL,
  contact TEXT NOT NULL, game_id TEXT NOT NULL, env TEXT NOT NULL, source TEXT NOT NULL, due_at BIGINT,
  appointment_at BIGINT, fields TEXT NOT NULL, version BIGINT NOT NULL, head_hash TEXT NOT NULL,
  created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, deleted_at BIGINT,
  PRIMARY KEY (team_id, id), UNIQUE (team_id, uuid));
CREATE INDEX ticket_by_update ON ticket (team_id, updated_at, id);
CREATE INDEX ticket_by_status ON ticket (team_id, status, updated_at, id);
CREATE INDEX ticket_by_project ON ticket (team_id, project, updated_at, id);
CREATE INDEX ticket_by_assignee ON ticket (team_id, assignee, updated_at, id);
CREATE INDEX ticket_by_creator ON ticket (team_id, creator, updated_at, id);
CREATE INDEX ticket_by_creation ON ticket (team_id, created_at, id);
CREATE TABLE ticket_tag (
  team_id BIGINT NOT NULL, tag_folded TEXT NOT NULL, ticket_id BIGINT NOT NULL,
  PRIMARY KEY (team_id, tag_folded, ticket_id));
CREATE INDEX ticket_tag_by_ticket ON ticket_tag (team_id, ticket_id);
CREATE TABLE watcher (
  team_id BIGINT NOT NULL, username TEXT NOT NULL, ticket_id BIGINT NOT NULL,
  PRIMARY KEY (team_id, username, ticket_id));
CREATE INDEX watcher_by_ticket ON watcher (team_id, ticket_id);
CREATE TABLE event (
  team_id BIGINT NOT NULL, seq BIGINT NOT NULL, ticket_id BIGINT NOT NULL, ticket_version BIGINT NOT NULL,
  kind TEXT NOT NULL, actor TEXT NOT NULL, via TEXT NOT NULL, at BIGINT NOT NULL, body TEXT NOT NULL,
  note TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (team_id, ticket_id, ticket_version));
CREATE UNIQUE INDEX event_by_seq ON event (team_id, seq);
CREATE TABLE comment (
  team_id BIGINT NOT NULL, id BIGINT NOT NULL, ticket_id BIGINT NOT NULL, content TEXT NOT NULL, author TEXT NOT NULL,
  internal BOOLEAN NOT NULL, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (team_id, id));
CREATE INDEX comment_by_ticket ON comment (team_id, ticket_id, id);
CREATE TABLE attachment (
  team_id BIGINT NOT NULL, id BIGINT NOT NULL, ticket_id BIGINT NOT NULL, comment_id BIGINT, file TEXT NOT NULL,
  name TEXT NOT NULL, media_type TEXT NOT NULL, size BIGINT NOT NULL, sha256 TEXT NOT NULL, author TEXT NOT NULL,
  created_at BIGINT NOT NULL, deleted_at BIGINT, PRIMARY KEY (team_id, id));
CREATE INDEX attachment_by_ticket ON attachment (team_id, ticket_id, id);
CREATE TABLE link (
  team_id BIGINT NOT NULL, id BIGINT NOT NULL, ticket_id BIGINT NOT NULL, kind TEXT NOT NULL, other_id BIGINT NOT NULL,
  author TEXT NOT NULL, created_at BIGINT NOT NULL,
  PRIMARY KEY (team_id, ticket_id, kind, other_id));
CREATE TABLE idempotency (
  team_id BIGINT NOT NULL, user_id BIGINT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL,
  status BIGINT NOT NULL, etag TEXT, body TEXT NOT NULL, created_at BIGINT NOT NULL,
  PRIMARY KEY (team_id, user_id, key));
CREATE INDEX idempotency_by_age ON idempotency (created_at);
-- One row a case that an import has brought in: what makes it idempotent and resumable.
CREATE TABLE import_case (
  team_id BIGINT NOT NULL, source TEXT NOT NULL, case_id TEXT NOT NULL, ticket_id BIGINT NOT NULL, steps BIGINT NOT NULL,
  digest TEXT NOT NULL, created_at BIGINT NOT NULL, PRIMARY KEY (team_id, source, case_id));
