-- What people say of themselves to the repair desk.
ALTER TABLE account ADD COLUMN block TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN room TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN isp TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN isp_account TEXT NOT NULL DEFAULT '';

-- The words that published APIs have for what a project has.
CREATE TABLE vocabulary (
  team_id BIGINT NOT NULL, project TEXT NOT NULL, surface TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,
  position BIGINT NOT NULL, word TEXT NOT NULL, aliases TEXT NOT NULL,
  PRIMARY KEY (team_id, project, surface, kind, key), UNIQUE (team_id, project, surface, kind, word));

-- A database that was started before has the ready repair project already: it gets the words that a new one gets.
INSERT INTO vocabulary (team_id, project, surface, kind, key, position, word, aliases)
SELECT p.team_id, p.key, 'traces', w.column1, w.column2, w.column3, w.column4, w.column5
FROM project p CROSS JOIN (VALUES
  ('status', 'fresh', 0, 'fresh', '[]'),
  ('status', 'accepted', 1, 'accepted', '[]'),
  ('status', 'delayed', 2, 'delayed', '[]'),
  ('status', 'escalated', 3, 'escalated', '[]'),
  ('status', 'solved', 4, 'solved', '[]'),
  ('status', 'canceled', 5, 'canceled', '[]'),
  ('priority', 'critical', 6, 'highest', '[]'),
  ('priority', 'high', 7, 'assigned', '[]'),
  ('priority', 'medium', 8, 'mainline', '["normal"]'),
  ('priority', 'low', 9, 'least', '["in-passing"]'),
  ('category', 'first-install', 10, 'first-install', '[]'),
  ('category', 'low-speed', 11, 'low-speed', '[]'),
  ('category', 'ip-or-device', 12, 'ip-or-device', '[]'),
  ('category', 'client-or-account', 13, 'client-or-account', '[]'),
  ('category', 'others', 14, 'others', '[]'),
  ('access', 'unregistered', 15, 'unregistered', '[]'),
  ('access', 'user', 16, 'user', '[]'),
  ('access', 'operator', 17, 'operator', '[]'),
  ('access', 'admin', 18, 'admin', '[]'),
  ('isp', 'telecom', 19, 'telecom', '[]'),
  ('isp', 'unicom', 20, 'unicom', '[]'),
  ('isp', 'mobile', 21, 'mobile', '[]'),
  ('isp', 'others', 22, 'others', '[]')) AS w
WHERE p.key = 'NET';
