-- Who outside may tell of what has happened: of the secret only the salt stands here, the rest of it is the signing key.
CREATE TABLE hook (
  team_id BIGINT NOT NULL, uuid TEXT NOT NULL, provider TEXT NOT NULL, name TEXT NOT NULL, name_folded TEXT NOT NULL,
  project TEXT, numbers BOOLEAN NOT NULL, enabled BOOLEAN NOT NULL, salt TEXT NOT NULL, key_print TEXT NOT NULL,
  created_at BIGINT NOT NULL, rotated_at BIGINT NOT NULL, last_used_at BIGINT, PRIMARY KEY (team_id, uuid));
CREATE UNIQUE INDEX hook_by_name ON hook (team_id, provider, name_folded);
