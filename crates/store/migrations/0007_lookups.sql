-- People by their e-mail address; most of an imported crowd may have none.
CREATE INDEX account_by_email ON account (team_id, email) WHERE email <> '';
-- A person's circles from the index alone: without statistics, SQLite took the key's order by team for as good.
DROP INDEX membership_by_user;
CREATE INDEX membership_by_user ON membership (team_id, user_id, circle);
