-- What the engines do each in their own way: number sources and the full-text index.
CREATE TABLE sequence (name TEXT NOT NULL PRIMARY KEY, next BIGINT NOT NULL) WITHOUT ROWID;
INSERT INTO sequence (name, next) VALUES
  ('ticket', 1), ('event', 1), ('comment', 1), ('attachment', 1), ('link', 1),
  ('account', 1), ('session', 1), ('token', 1), ('audit', 1);
CREATE VIRTUAL TABLE ticket_search USING fts5 (
  words, content = '', contentless_delete = 1, tokenize = "ascii");
