-- How many hours are left of a ticket's work, ×100,000, where somebody has said so; hours that are logged are taken off.
CREATE TABLE estimate (
  team_id BIGINT NOT NULL, ticket_id BIGINT NOT NULL, hours_left BIGINT NOT NULL, PRIMARY KEY (team_id, ticket_id));
