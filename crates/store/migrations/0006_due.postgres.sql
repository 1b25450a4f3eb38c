-- Tickets whose words are not in the index yet. A change writes only this mark; the words follow many tickets at a time.
CREATE TABLE search_due (
  team_id BIGINT NOT NULL, ticket_id BIGINT NOT NULL, mark BIGINT NOT NULL, PRIMARY KEY (team_id, ticket_id));
-- Its words are made anew from the comments themselves.
DROP TABLE comment_search;
