-- What an issue type says of itself, by name: post functions fill fields from it.
ALTER TABLE issue_type ADD COLUMN attributes TEXT NOT NULL DEFAULT '{}';
-- What people are told of: one row for each person and cause.
CREATE TABLE notice (
  team_id BIGINT NOT NULL, id BIGINT NOT NULL, user_id BIGINT NOT NULL, kind TEXT NOT NULL, ticket_id BIGINT NOT NULL,
  ticket_version BIGINT NOT NULL, approval_id BIGINT, actor TEXT NOT NULL, internal BOOLEAN NOT NULL, text TEXT NOT NULL,
  created_at BIGINT NOT NULL, read_at BIGINT,
  PRIMARY KEY (team_id, id));
-- Somebody's list, and its exact total.
CREATE INDEX notice_of_person ON notice (team_id, user_id, id);
-- What they have not read: the list, the count, and a reminder that is still unread.
CREATE INDEX notice_unread ON notice (team_id, user_id, id) WHERE read_at IS NULL;
-- What is to be forgotten.
CREATE INDEX notice_by_age ON notice (team_id, created_at);
