INSERT INTO sequence (name, next) VALUES ('access_key', 1);
