CREATE SEQUENCE seq_timeline_entry;
