CREATE SEQUENCE seq_notice;
