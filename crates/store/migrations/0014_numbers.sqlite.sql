INSERT INTO sequence (name, next) VALUES ('job', 1);
