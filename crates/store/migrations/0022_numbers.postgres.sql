CREATE SEQUENCE seq_access_key;
