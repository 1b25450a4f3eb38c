-- Who outside is told of what happens. Of the secrets only the salts stand here, the rest of them is the signing key.
CREATE TABLE webhook (
  team_id BIGINT NOT NULL, uuid TEXT NOT NULL, name TEXT NOT NULL, name_folded TEXT NOT NULL, url TEXT NOT NULL,
  project TEXT, kinds TEXT NOT NULL, notes BOOLEAN NOT NULL, ordered BOOLEAN NOT NULL, enabled BOOLEAN NOT NULL,
  salt TEXT NOT NULL, key_print TEXT NOT NULL, last_salt TEXT, last_until BIGINT, since BIGINT NOT NULL,
  failures BIGINT NOT NULL, rest_until BIGINT, delivered_at BIGINT, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, rotated_at BIGINT NOT NULL, PRIMARY KEY (team_id, uuid));
CREATE UNIQUE INDEX webhook_by_name ON webhook (team_id, name_folded);
-- Up to which place of the history everything was handed to them.
CREATE TABLE webhook_cursor (team_id BIGINT NOT NULL PRIMARY KEY, place BIGINT NOT NULL);
-- One row a message to one of them. While it waits it is due at a time; while it is sent it is somebody's until a time.
CREATE TABLE delivery (
  team_id BIGINT NOT NULL, id TEXT NOT NULL, webhook TEXT NOT NULL, place BIGINT NOT NULL, ticket_id BIGINT NOT NULL,
  kind TEXT NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL, attempts BIGINT NOT NULL, tries BIGINT NOT NULL, due_at BIGINT NOT NULL,
  owner TEXT NOT NULL, created_at BIGINT NOT NULL, ended_at BIGINT, PRIMARY KEY (team_id, id));
CREATE INDEX delivery_by_webhook ON delivery (team_id, webhook, created_at, id);
CREATE INDEX delivery_waiting ON delivery (team_id, webhook, due_at, place) WHERE state = 'waiting';
CREATE INDEX delivery_open ON delivery (team_id, webhook, ticket_id, place) WHERE state IN ('waiting', 'sending');
CREATE INDEX delivery_sending ON delivery (team_id, due_at) WHERE state = 'sending';
CREATE INDEX delivery_by_end ON delivery (team_id, ended_at) WHERE ended_at IS NOT NULL;
CREATE TABLE delivery_attempt (
  team_id BIGINT NOT NULL, delivery TEXT NOT NULL, number BIGINT NOT NULL, at BIGINT NOT NULL, took BIGINT NOT NULL,
  status BIGINT, failure TEXT NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (team_id, delivery, number));
