CREATE SEQUENCE seq_worklog;
CREATE SEQUENCE seq_approval;
