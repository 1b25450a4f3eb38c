//! Groups, roles and departments: three kinds of one thing, a named circle of people.

use domain::{
    At,
    id::{TeamId, UserId},
};
use sql::{Error, Row, Tx, params};

/// What a circle is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// People who work together.
    Group,
    /// What people may do.
    Role,
    /// Where people belong; one each.
    Department,
}

impl Kind {
    /// The word in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Role => "role",
            Self::Department => "department",
        }
    }
}

/// A circle, without its members.
#[derive(Debug, Clone)]
pub struct Circle {
    /// Its short id.
    pub uuid: String,
    /// Its name, unique in its kind without regard to case.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Grows with every change.
    pub version: i64,
    /// When it was made.
    pub created: At,
}

/// A person's place in a circle.
#[derive(Debug, Clone)]
pub struct Place {
    /// The person.
    pub user: UserId,
    /// The circle's kind, as a word.
    pub kind: String,
    /// The circle's short id.
    pub uuid: String,
    /// The circle's name.
    pub name: String,
}

sql::statements! {
    GET = "SELECT uuid, name, description, version, created_at FROM circle
           WHERE team_id = $1 AND kind = $2 AND uuid = $3";
    LOCK = {
        sqlite: "SELECT uuid, name, description, version, created_at FROM circle
                 WHERE team_id = $1 AND kind = $2 AND uuid = $3",
        postgres: "SELECT uuid, name, description, version, created_at FROM circle
                   WHERE team_id = $1 AND kind = $2 AND uuid = $3 FOR UPDATE",
    };
    FIND = "SELECT uuid FROM circle WHERE team_id = $1 AND kind = $2 AND (uuid = $3 OR name_folded = $4)";
    LIST = "SELECT uuid, name, description, version, created_at FROM circle
            WHERE team_id = $1 AND kind = $2 ORDER BY name_folded LIMIT $3 OFFSET $4";
    OF_UUIDS = {
        sqlite: "SELECT uuid, name FROM circle WHERE team_id = $1 AND uuid IN (SELECT value FROM json_each($2))",
        postgres: "SELECT uuid, name FROM circle
                   WHERE team_id = $1 AND uuid = ANY (ARRAY(SELECT json_array_elements_text($2::text::json)))",
    };
    COUNT = "SELECT COUNT(*) FROM circle WHERE team_id = $1 AND kind = $2";
    INSERT = "INSERT INTO circle (team_id, uuid, kind, name, name_folded, description, version, created_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    UPDATE = "UPDATE circle SET name = $3, name_folded = $4, description = $5, version = $6
              WHERE team_id = $1 AND uuid = $2 AND version = $6 - 1";
    NAME_TAKEN = "SELECT 1 FROM circle WHERE team_id = $1 AND kind = $2 AND name_folded = $3 AND uuid <> $4";
    DELETE = "DELETE FROM circle WHERE team_id = $1 AND uuid = $2";
    DELETE_MEMBERS = "DELETE FROM membership WHERE team_id = $1 AND circle = $2";
    ADD_MEMBERS = {
        sqlite: "INSERT INTO membership (team_id, circle, user_id)
                 SELECT $1, $2, value FROM json_each($3) WHERE TRUE ON CONFLICT DO NOTHING",
        postgres: "INSERT INTO membership (team_id, circle, user_id)
                   SELECT $1, $2, value::bigint FROM json_array_elements_text($3::text::json) ON CONFLICT DO NOTHING",
    };
    TOUCH_OTHERS = {
        sqlite: "UPDATE circle SET version = version + 1 WHERE team_id = $1 AND kind = $2 AND uuid <> $3 AND uuid IN
                   (SELECT circle FROM membership WHERE team_id = $1 AND user_id IN (SELECT value FROM json_each($4)))",
        postgres: "UPDATE circle SET version = version + 1 WHERE team_id = $1 AND kind = $2 AND uuid <> $3 AND uuid IN
                     (SELECT circle FROM membership WHERE team_id = $1 AND user_id IN
                       (SELECT value::bigint FROM json_array_elements_text($4::text::json)))",
    };
    LEAVE_OTHERS = {
        sqlite: "DELETE FROM membership WHERE team_id = $1 AND circle <> $3
                   AND circle IN (SELECT uuid FROM circle WHERE team_id = $1 AND kind = $2)
                   AND user_id IN (SELECT value FROM json_each($4))",
        postgres: "DELETE FROM membership WHERE team_id = $1 AND circle <> $3
                     AND circle IN (SELECT uuid FROM circle WHERE team_id = $1 AND kind = $2)
                     AND user_id IN (SELECT value::bigint FROM json_array_elements_text($4::text::json))",
    };
    ADD_MEMBER = "INSERT INTO membership (team_id, circle, user_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    LEAVE_KIND = "DELETE FROM membership WHERE team_id = $1 AND user_id = $2
                  AND circle IN (SELECT uuid FROM circle WHERE team_id = $1 AND kind = $3)";
    /// In this order, which `SQLite` keeps with `CROSS JOIN`: it would rather walk all people than sort a few.
    MEMBERS = "SELECT a.name FROM membership m CROSS JOIN account a
               WHERE m.team_id = $1 AND m.circle = $2 AND a.team_id = m.team_id AND a.id = m.user_id
               ORDER BY a.name_folded";
    MEMBER_IDS = "SELECT user_id FROM membership WHERE team_id = $1 AND circle = $2 ORDER BY user_id";
    TOUCH = "UPDATE circle SET version = version + 1 WHERE team_id = $1 AND uuid = $2";
    MEMBERS_OF_ALL = {
        sqlite: "SELECT m.circle, a.name FROM membership m
                 JOIN account a ON a.team_id = m.team_id AND a.id = m.user_id
                 WHERE m.team_id = $1 AND m.circle IN (SELECT value FROM json_each($2)) ORDER BY a.name_folded",
        postgres: "SELECT m.circle, a.name FROM membership m
                   JOIN account a ON a.team_id = m.team_id AND a.id = m.user_id
                   WHERE m.team_id = $1 AND m.circle = ANY (ARRAY(SELECT json_array_elements_text($2::text::json)))
                   ORDER BY a.name_folded",
    };
    MEMBERS_OF_GROUPS = {
        sqlite: "SELECT c.name_folded, a.name FROM circle c
                 CROSS JOIN membership m ON m.team_id = c.team_id AND m.circle = c.uuid
                 CROSS JOIN account a ON a.team_id = m.team_id AND a.id = m.user_id
                 WHERE c.team_id = $1 AND c.kind = 'group' AND c.name_folded IN (SELECT value FROM json_each($2))",
        postgres: "SELECT c.name_folded, a.name FROM circle c
                   JOIN membership m ON m.team_id = c.team_id AND m.circle = c.uuid
                   JOIN account a ON a.team_id = m.team_id AND a.id = m.user_id
                   WHERE c.team_id = $1 AND c.kind = 'group'
                     AND c.name_folded = ANY (ARRAY(SELECT json_array_elements_text($2::text::json)))",
    };
    PLACES_OF = "SELECT m.user_id, c.kind, c.uuid, c.name
                 FROM membership m JOIN circle c ON c.team_id = m.team_id AND c.uuid = m.circle
                 WHERE m.team_id = $1 AND m.user_id = $2 ORDER BY c.name_folded";
    PLACES_OF_ALL = {
        sqlite: "SELECT m.user_id, c.kind, c.uuid, c.name
                 FROM membership m JOIN circle c ON c.team_id = m.team_id AND c.uuid = m.circle
                 WHERE m.team_id = $1 AND m.user_id IN (SELECT value FROM json_each($2)) ORDER BY c.name_folded",
        postgres: "SELECT m.user_id, c.kind, c.uuid, c.name
                   FROM membership m JOIN circle c ON c.team_id = m.team_id AND c.uuid = m.circle
                   WHERE m.team_id = $1 AND m.user_id IN (SELECT value::bigint FROM json_array_elements_text($2::text::json))
                   ORDER BY c.name_folded",
    };
}

fn map(row: &Row<'_>) -> Result<Circle, Error> {
    Ok(Circle {
        uuid: row.get(0)?,
        name: row.get(1)?,
        description: row.get(2)?,
        version: row.get(3)?,
        created: At::from_micros(row.get(4)?),
    })
}

fn place(row: &Row<'_>) -> Result<Place, Error> {
    Ok(Place { user: UserId(row.get(0)?), kind: row.get(1)?, uuid: row.get(2)?, name: row.get(3)? })
}

/// A circle by its short id.
pub fn get(tx: &mut Tx<'_>, team: TeamId, kind: Kind, uuid: &str) -> Result<Option<Circle>, Error> {
    tx.row(&GET, params![team.0, kind.word(), uuid], map)
}

/// A circle, kept from others until the commit.
pub fn lock(tx: &mut Tx<'_>, team: TeamId, kind: Kind, uuid: &str) -> Result<Option<Circle>, Error> {
    tx.row(&LOCK, params![team.0, kind.word(), uuid], map)
}

/// The short id of the circle that somebody names by short id or name.
pub fn find(tx: &mut Tx<'_>, team: TeamId, kind: Kind, named: &str) -> Result<Option<String>, Error> {
    tx.row(&FIND, params![team.0, kind.word(), named.trim(), domain::text::fold(named)], |row| row.get(0))
}

/// A page by name, and how many there are.
pub fn list(
    tx: &mut Tx<'_>,
    team: TeamId,
    kind: Kind,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Circle>, i64), Error> {
    let total = tx.row(&COUNT, params![team.0, kind.word()], |row| row.get(0))?.unwrap_or(0);
    Ok((tx.rows(&LIST, params![team.0, kind.word(), limit, offset], map)?, total))
}

/// Makes it; `false` when the name is taken.
pub fn insert(tx: &mut Tx<'_>, team: TeamId, kind: Kind, c: &Circle) -> Result<bool, Error> {
    let folded = domain::text::fold(&c.name);
    let values =
        params![team.0, &c.uuid, kind.word(), &c.name, folded, &c.description, c.version, c.created.micros()];
    Ok(tx.execute(&INSERT, values)? == 1)
}

/// Whether another circle of the kind has the name.
pub fn name_taken(tx: &mut Tx<'_>, team: TeamId, kind: Kind, name: &str, but: &str) -> Result<bool, Error> {
    let values = params![team.0, kind.word(), domain::text::fold(name), but];
    Ok(tx.row(&NAME_TAKEN, values, |row| row.get::<i64>(0))?.is_some())
}

/// Writes name and description; `c.version` is the new version. `false` when it is not one past the stored one.
pub fn update(tx: &mut Tx<'_>, team: TeamId, c: &Circle) -> Result<bool, Error> {
    let folded = domain::text::fold(&c.name);
    Ok(tx.execute(&UPDATE, params![team.0, &c.uuid, &c.name, folded, &c.description, c.version])? == 1)
}

/// Removes it with its memberships.
pub fn delete(tx: &mut Tx<'_>, team: TeamId, uuid: &str) -> Result<bool, Error> {
    tx.put(&DELETE_MEMBERS, params![team.0, uuid])?;
    crate::project_role::clear_role(tx, team, uuid)?;
    Ok(tx.execute(&DELETE, params![team.0, uuid])? == 1)
}

/// Makes `users` its members, and nobody else.
pub fn set_members(tx: &mut Tx<'_>, team: TeamId, uuid: &str, users: &[UserId]) -> Result<(), Error> {
    tx.put(&DELETE_MEMBERS, params![team.0, uuid])?;
    tx.put(&ADD_MEMBERS, params![team.0, uuid, numbers(users)?])
}

/// Takes `users` out of every other circle of a kind, and raises the versions of those they leave.
pub fn leave_others(
    tx: &mut Tx<'_>,
    team: TeamId,
    kind: Kind,
    uuid: &str,
    users: &[UserId],
) -> Result<(), Error> {
    tx.put(&TOUCH_OTHERS, params![team.0, kind.word(), uuid, numbers(users)?])?;
    tx.put(&LEAVE_OTHERS, params![team.0, kind.word(), uuid, numbers(users)?])
}

fn numbers(users: &[UserId]) -> Result<String, Error> {
    crate::to_json(&users.iter().map(|u| u.0).collect::<Vec<_>>())
}

/// Makes `circles` the user's circles of a kind, and no other.
pub fn set_places(
    tx: &mut Tx<'_>,
    team: TeamId,
    user: UserId,
    kind: Kind,
    circles: &[String],
) -> Result<(), Error> {
    tx.put(&LEAVE_KIND, params![team.0, user.0, kind.word()])?;
    for circle in circles {
        tx.put(&ADD_MEMBER, params![team.0, circle, user.0])?;
    }
    Ok(())
}

/// What these circles are called, by short id, in one statement.
pub fn names(tx: &mut Tx<'_>, team: TeamId, uuids: &[&str]) -> Result<Vec<(String, String)>, Error> {
    tx.rows(&OF_UUIDS, params![team.0, crate::to_json(&uuids)?], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The user names of its members.
pub fn members(tx: &mut Tx<'_>, team: TeamId, uuid: &str) -> Result<Vec<String>, Error> {
    tx.rows(&MEMBERS, params![team.0, uuid], |row| row.get(0))
}

/// The numbers of its members.
pub fn member_ids(tx: &mut Tx<'_>, team: TeamId, uuid: &str) -> Result<Vec<UserId>, Error> {
    tx.rows(&MEMBER_IDS, params![team.0, uuid], |row| Ok(UserId(row.get(0)?)))
}

/// Raises the version of a circle whose members have changed.
pub fn touch(tx: &mut Tx<'_>, team: TeamId, uuid: &str) -> Result<(), Error> {
    tx.put(&TOUCH, params![team.0, uuid])
}

/// The members of several circles, in one statement: circle and user name.
pub fn members_of_all(
    tx: &mut Tx<'_>,
    team: TeamId,
    circles: &[&str],
) -> Result<Vec<(String, String)>, Error> {
    tx.rows(&MEMBERS_OF_ALL, params![team.0, crate::to_json(&circles)?], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The members of the groups of these folded names, in one statement: folded name and user name.
pub fn members_of_groups(
    tx: &mut Tx<'_>,
    team: TeamId,
    names: &[&str],
) -> Result<Vec<(String, String)>, Error> {
    tx.rows(&MEMBERS_OF_GROUPS, params![team.0, crate::to_json(&names)?], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// Where a user belongs.
pub fn places_of(tx: &mut Tx<'_>, team: TeamId, user: UserId) -> Result<Vec<Place>, Error> {
    tx.rows(&PLACES_OF, params![team.0, user.0], place)
}

/// Where several users belong, in one statement.
pub fn places_of_all(tx: &mut Tx<'_>, team: TeamId, users: &[UserId]) -> Result<Vec<Place>, Error> {
    tx.rows(&PLACES_OF_ALL, params![team.0, numbers(users)?], place)
}
