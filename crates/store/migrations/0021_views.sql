-- Whose tickets' steps a webhook is told of, in the filter language; empty for all.
ALTER TABLE webhook ADD COLUMN filter TEXT NOT NULL DEFAULT '';
-- Lists of tickets that people have given names. `audience` says with whom one is shared: `private everyone group project`, and
-- `shared_with` which group (its short id) or project (its key) that is.
CREATE TABLE saved_view (
  team_id BIGINT NOT NULL, uuid TEXT NOT NULL, owner TEXT NOT NULL, name TEXT NOT NULL, filter TEXT NOT NULL, sort TEXT NOT NULL,
  columns TEXT NOT NULL, audience TEXT NOT NULL, shared_with TEXT NOT NULL, version BIGINT NOT NULL,
  created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (team_id, uuid));
CREATE INDEX saved_view_by_owner ON saved_view (team_id, owner);
