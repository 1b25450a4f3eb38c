-- What the engines do each in their own way: number sources and the full-text index.
CREATE SEQUENCE seq_ticket; CREATE SEQUENCE seq_event; CREATE SEQUENCE seq_comment; CREATE SEQUENCE seq_attachment;
CREATE SEQUENCE seq_link; CREATE SEQUENCE seq_account; CREATE SEQUENCE seq_session; CREATE SEQUENCE seq_token;
CREATE SEQUENCE seq_audit;
CREATE TABLE ticket_search (
  team_id BIGINT NOT NULL, ticket_id BIGINT NOT NULL, words TSVECTOR NOT NULL, PRIMARY KEY (team_id, ticket_id));
CREATE INDEX ticket_search_words ON ticket_search USING gin (words);
