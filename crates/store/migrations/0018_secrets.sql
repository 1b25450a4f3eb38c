-- Secrets by name, which scripts may ask for. They stand here closed with a key that is made of the signing key.
CREATE TABLE secret (
  team_id BIGINT NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL, sealed TEXT NOT NULL, key_print TEXT NOT NULL,
  actor TEXT NOT NULL, version BIGINT NOT NULL, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,
  PRIMARY KEY (team_id, name));
