INSERT INTO sequence (name, next) VALUES ('notice', 1);
