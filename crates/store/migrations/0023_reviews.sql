-- What people have written into the timelines of tickets, at a time that is not that of writing.
CREATE TABLE timeline_entry (
  team_id BIGINT NOT NULL, id BIGINT NOT NULL, ticket_id BIGINT NOT NULL, at BIGINT NOT NULL, text TEXT NOT NULL,
  author TEXT NOT NULL, pinned BOOLEAN NOT NULL, version BIGINT NOT NULL, created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL, PRIMARY KEY (team_id, id));
CREATE INDEX timeline_entry_by_ticket ON timeline_entry (team_id, ticket_id, at, id);
-- The steps of histories that are pinned to the timelines.
CREATE TABLE timeline_pin (
  team_id BIGINT NOT NULL, ticket_id BIGINT NOT NULL, ticket_version BIGINT NOT NULL,
  PRIMARY KEY (team_id, ticket_id, ticket_version));
-- Who holds which role in an incident.
CREATE TABLE ticket_role (
  team_id BIGINT NOT NULL, ticket_id BIGINT NOT NULL, role TEXT NOT NULL, username TEXT NOT NULL,
  PRIMARY KEY (team_id, ticket_id, role));
-- What a ticket's history comes to in time: `paused` is in microseconds, `category` empty where it is not known, `counted` which
-- measures are in incident_tally already, or came before it was kept (1 acknowledged, 2 mitigated, 4 resolved). A ticket of
-- before has no row until it is looked at (`app::reviews::fill`).
CREATE TABLE incident_time (
  team_id BIGINT NOT NULL, ticket_id BIGINT NOT NULL, project TEXT NOT NULL, severity BIGINT NOT NULL, category TEXT NOT NULL,
  created_at BIGINT NOT NULL, acknowledged_at BIGINT, mitigated_at BIGINT, resolved_first_at BIGINT, resolved_last_at BIGINT,
  reopened BIGINT NOT NULL, paused BIGINT NOT NULL, paused_since BIGINT, deleted_at BIGINT,
  counted BIGINT NOT NULL,
  PRIMARY KEY (team_id, ticket_id));
CREATE INDEX incident_time_by_project ON incident_time (team_id, project, created_at);
-- How many tickets came to a measure within so many seconds, for the figures of the instance: each ticket once a measure. A
-- number is the sum over its lanes, so that transactions seldom wait for one row.
CREATE TABLE incident_tally (
  team_id BIGINT NOT NULL, measure TEXT NOT NULL, project TEXT NOT NULL, severity BIGINT NOT NULL, bucket BIGINT NOT NULL,
  lane BIGINT NOT NULL, tickets BIGINT NOT NULL, millis BIGINT NOT NULL,
  PRIMARY KEY (team_id, measure, project, severity, bucket, lane));
