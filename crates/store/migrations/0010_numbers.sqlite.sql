INSERT INTO sequence (name, next) VALUES ('worklog', 1), ('approval', 1);
