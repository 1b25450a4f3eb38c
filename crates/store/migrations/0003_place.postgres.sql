
-- Where a ticket is, and through whom it is connected: two custom fields that lists are narrowed by.
CREATE INDEX ticket_by_block ON ticket (team_id, (fields::jsonb ->> 'block'), updated_at, id)
  WHERE (fields::jsonb ->> 'block') IS NOT NULL;
CREATE INDEX ticket_by_isp ON ticket (team_id, (fields::jsonb ->> 'isp'), updated_at, id)
  WHERE (fields::jsonb ->> 'isp') IS NOT NULL;
