CREATE SEQUENCE seq_job;
-- Rows come and go by the thousand: the pages are kept from filling up with what is gone.
ALTER TABLE job SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
