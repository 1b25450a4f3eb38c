-- Full text, second form: one row of marked terms a ticket, without positions. Filled by the program, which has to cut words.
DROP TABLE ticket_search;
CREATE VIRTUAL TABLE ticket_search USING fts5 (
  terms, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '!#~-'");
-- How many rows have a term.
CREATE VIRTUAL TABLE ticket_search_term USING fts5vocab (ticket_search, row);
-- The words of a ticket's comments, each once, so that one more comment need not read the others again.
CREATE TABLE comment_search (
  team_id BIGINT NOT NULL, ticket_id BIGINT NOT NULL, public_words TEXT NOT NULL, internal_words TEXT NOT NULL,
  PRIMARY KEY (team_id, ticket_id));
-- What people are looked for by: user name and nickname, folded; filled by the program as well.
ALTER TABLE account ADD COLUMN names_folded TEXT NOT NULL DEFAULT '';
