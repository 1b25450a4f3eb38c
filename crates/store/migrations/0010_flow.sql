-- What moves tickets: hours, what named them, post functions, timers, requests for consent and their votes.
CREATE TABLE worklog (
  team_id BIGINT NOT NULL, id BIGINT NOT NULL, ticket_id BIGINT NOT NULL, username TEXT NOT NULL, author TEXT NOT NULL,
  hours BIGINT NOT NULL, began_at BIGINT NOT NULL, note TEXT NOT NULL, created_at BIGINT NOT NULL,
  PRIMARY KEY (team_id, id));
CREATE INDEX worklog_by_ticket ON worklog (team_id, ticket_id, id);
-- One row a thing that a ticket was told of: what tells it from every other.
CREATE TABLE reference (
  team_id BIGINT NOT NULL, ticket_id BIGINT NOT NULL, key TEXT NOT NULL, ticket_version BIGINT NOT NULL,
  PRIMARY KEY (team_id, ticket_id, key));
-- One row a post function of a step: `due_at` is null once it has ended.
CREATE TABLE effect (
  team_id BIGINT NOT NULL, ticket_id BIGINT NOT NULL, ticket_version BIGINT NOT NULL, place BIGINT NOT NULL,
  definition TEXT NOT NULL, actor TEXT NOT NULL, chain BIGINT NOT NULL, state TEXT NOT NULL, attempts BIGINT NOT NULL,
  due_at BIGINT, why TEXT, created_at BIGINT NOT NULL, ended_at BIGINT,
  PRIMARY KEY (team_id, ticket_id, ticket_version, place));
CREATE INDEX effect_due ON effect (team_id, due_at) WHERE due_at IS NOT NULL;
-- When a ticket is looked at next because of the time it has been in its status.
CREATE TABLE timer (
  team_id BIGINT NOT NULL, ticket_id BIGINT NOT NULL, status TEXT NOT NULL, entered_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL, chain BIGINT NOT NULL, PRIMARY KEY (team_id, ticket_id));
CREATE INDEX timer_due ON timer (team_id, due_at);
CREATE TABLE approval (
  team_id BIGINT NOT NULL, id BIGINT NOT NULL, ticket_id BIGINT NOT NULL, transition TEXT NOT NULL, status TEXT NOT NULL,
  requester TEXT NOT NULL, rule TEXT NOT NULL, turns TEXT NOT NULL, answer TEXT NOT NULL, state TEXT NOT NULL,
  why TEXT, reminded_at BIGINT, created_at BIGINT NOT NULL, ended_at BIGINT, PRIMARY KEY (team_id, id));
CREATE INDEX approval_by_ticket ON approval (team_id, ticket_id, id);
CREATE UNIQUE INDEX approval_open ON approval (team_id, ticket_id) WHERE state = 'open';
-- One row an approver's place; `vote` is empty until they vote.
CREATE TABLE vote (
  team_id BIGINT NOT NULL, approval_id BIGINT NOT NULL, approver TEXT NOT NULL, place BIGINT NOT NULL,
  given_by TEXT NOT NULL, vote TEXT NOT NULL, note TEXT NOT NULL, voted_at BIGINT,
  PRIMARY KEY (team_id, approval_id, approver));
CREATE INDEX vote_by_approver ON vote (team_id, approver, vote);
