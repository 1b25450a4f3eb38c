-- Log-ins of browsers keep their tokens in cookies; of those, when the refresh token of before was spent matters.
ALTER TABLE session ADD COLUMN by_cookie BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE session ADD COLUMN spent_at BIGINT NOT NULL DEFAULT 0;
