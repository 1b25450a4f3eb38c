
-- What SQLite is to believe of the tickets until it has counted them itself: without it, it takes the widest index for the best.
-- Rows, then how many of them share the first column's value, the first two columns', and so on.
ANALYZE schema_migration;
DELETE FROM sqlite_stat1 WHERE tbl = 'ticket';
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('ticket', 'sqlite_autoindex_ticket_1', '100000 100000 1'),
  ('ticket', 'sqlite_autoindex_ticket_2', '100000 100000 1'),
  ('ticket', 'ticket_by_update', '100000 100000 2 1 1 1 1 1 1 1 1 1 1 1 1'),
  ('ticket', 'ticket_by_status', '100000 100000 20000 2 1'),
  ('ticket', 'ticket_by_project', '100000 100000 20000 20000 1'),
  ('ticket', 'ticket_by_category', '100000 100000 10000 10000 1'),
  ('ticket', 'ticket_by_priority', '100000 100000 25000 1'),
  ('ticket', 'ticket_by_assignee', '100000 100000 1000 1000 1'),
  ('ticket', 'ticket_by_creator', '100000 100000 100 100 1'),
  ('ticket', 'ticket_by_creation', '100000 100000 2 1'),
  ('ticket', 'ticket_by_due', '100000 100000 20000 1'),
  ('ticket', 'ticket_by_player', '50000 50000 3 3 1'),
  ('ticket', 'ticket_by_game', '50000 50000 10000 10000 1'),
  ('ticket', 'ticket_by_env', '50000 50000 20000 20000 1'),
  ('ticket', 'ticket_by_block', '5000 5000 100 2 1'),
  ('ticket', 'ticket_by_isp', '5000 5000 500 2 1'),
  ('ticket', 'ticket_deleted', '1000 1000 2 1');
ANALYZE sqlite_schema;
