-- Which transaction wrote a step: by that, and not by its place, is known what has been committed since. Steps that are
-- there already stand under 0, before every transaction.
ALTER TABLE event ADD COLUMN tx BIGINT NOT NULL DEFAULT 0;
ALTER TABLE event ALTER COLUMN tx SET DEFAULT CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT);
CREATE INDEX event_by_tx ON event (team_id, tx) WHERE tx > 0;
