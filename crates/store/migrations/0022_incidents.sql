-- What requests are signed with: of the secret only the salt stands here, the rest of it is the signing key.
CREATE TABLE access_key (
  team_id BIGINT NOT NULL, id BIGINT NOT NULL, access TEXT NOT NULL, user_id BIGINT NOT NULL, name TEXT NOT NULL,
  scopes TEXT NOT NULL, enabled BOOLEAN NOT NULL, salt TEXT NOT NULL, key_print TEXT NOT NULL, created_at BIGINT NOT NULL,
  expires_at BIGINT, last_used_at BIGINT, PRIMARY KEY (team_id, id));
CREATE UNIQUE INDEX access_key_by_access ON access_key (access);
CREATE INDEX access_key_by_user ON access_key (team_id, user_id, id);
