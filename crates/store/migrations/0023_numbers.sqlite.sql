INSERT INTO sequence (name, next) VALUES ('timeline_entry', 1);
