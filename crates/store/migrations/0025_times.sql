-- Tickets by when they were first taken up, and by when they were first resolved or closed: for filters and figures by those times.
CREATE INDEX incident_time_by_acknowledgement ON incident_time (team_id, acknowledged_at) WHERE acknowledged_at IS NOT NULL;
CREATE INDEX incident_time_by_resolution ON incident_time (team_id, resolved_first_at) WHERE resolved_first_at IS NOT NULL;
