
-- Where a ticket is, and through whom it is connected: two custom fields that lists are narrowed by.
CREATE INDEX ticket_by_block ON ticket (team_id, (fields ->> 'block'), updated_at, id) WHERE (fields ->> 'block') IS NOT NULL;
CREATE INDEX ticket_by_isp ON ticket (team_id, (fields ->> 'isp'), updated_at, id) WHERE (fields ->> 'isp') IS NOT NULL;
