//! Views: lists of tickets that people have given names.

use domain::{At, id::TeamId};
use sql::{Error, Row, Tx, params};

/// A view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Its short id.
    pub uuid: String,
    /// The user name of whoever made it.
    pub owner: String,
    /// What people call it.
    pub name: String,
    /// Which tickets it shows, in the filter language; empty = all.
    pub filter: String,
    /// What they are sorted by, as the list of tickets has it; empty = as that does by itself.
    pub sort: String,
    /// What is shown of each: fields of the filter language.
    pub columns: Vec<String>,
    /// With whom it is shared.
    pub audience: Audience,
    /// Grows with every change.
    pub version: i64,
    /// When it was made.
    pub created: At,
    /// When it was last changed.
    pub updated: At,
}

/// With whom a view is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// Nobody.
    Private,
    /// Everybody who was let in.
    Everyone,
    /// The members of the group of this short id.
    Group(String),
    /// Who may see the tickets of the project of this key.
    Project(String),
}

impl Audience {
    /// The words for all of them.
    pub const WORDS: [&'static str; 4] = ["private", "everyone", "group", "project"];

    /// The word for it.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Everyone => "everyone",
            Self::Group(_) => "group",
            Self::Project(_) => "project",
        }
    }

    /// The group or project; empty where there is none.
    pub fn with(&self) -> &str {
        match self {
            Self::Private | Self::Everyone => "",
            Self::Group(uuid) => uuid,
            Self::Project(key) => key,
        }
    }

    /// What a word means, of this group or project.
    pub fn of(word: &str, with: &str) -> Option<Self> {
        Some(match word {
            "private" => Self::Private,
            "everyone" => Self::Everyone,
            "group" => Self::Group(with.to_owned()),
            "project" => Self::Project(with.to_owned()),
            _ => return None,
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT uuid, owner, name, filter, sort, columns, audience, shared_with, version, created_at, updated_at
             FROM saved_view ",
            $rest
        )
    };
}

sql::statements! {
    /// One's own and those that are shared at all.
    OFFERED = select!("WHERE team_id = $1 AND (owner = $2 OR audience <> 'private') ORDER BY name, uuid");
    GET = select!("WHERE team_id = $1 AND uuid = $2");
    COUNT = "SELECT COUNT(*) FROM saved_view WHERE team_id = $1 AND owner = $2";
    INSERT = "INSERT INTO saved_view (team_id, uuid, owner, name, filter, sort, columns, audience, shared_with, version,
                                      created_at, updated_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    UPDATE = "UPDATE saved_view
              SET name = $3, filter = $4, sort = $5, columns = $6, audience = $7, shared_with = $8, updated_at = $9,
                  version = $10 + 1
              WHERE team_id = $1 AND uuid = $2 AND version = $10";
    DELETE = "DELETE FROM saved_view WHERE team_id = $1 AND uuid = $2 AND version = $3";
    WITHDRAW = "UPDATE saved_view SET audience = 'private', shared_with = '', version = version + 1
                WHERE team_id = $1 AND audience = $2 AND shared_with = $3";
}

fn map(row: &Row<'_>) -> Result<View, Error> {
    let (word, with) = (row.text(6)?, row.text(7)?);
    Ok(View {
        uuid: row.get(0)?,
        owner: row.get(1)?,
        name: row.get(2)?,
        filter: row.get(3)?,
        sort: row.get(4)?,
        columns: crate::json(row.text(5)?)?,
        audience: crate::word(Audience::of(word, with), "saved_view.audience", word)?,
        version: row.get(8)?,
        created: At::from_micros(row.get(9)?),
        updated: At::from_micros(row.get(10)?),
    })
}

/// Somebody's own views and all that are shared with anybody, by name.
pub fn offered(tx: &mut Tx<'_>, team: TeamId, username: &str) -> Result<Vec<View>, Error> {
    tx.rows(&OFFERED, params![team.0, username], map)
}

/// One by its short id.
pub fn get(tx: &mut Tx<'_>, team: TeamId, uuid: &str) -> Result<Option<View>, Error> {
    tx.row(&GET, params![team.0, uuid], map)
}

/// How many somebody has made.
pub fn count(tx: &mut Tx<'_>, team: TeamId, owner: &str) -> Result<i64, Error> {
    Ok(tx.row(&COUNT, params![team.0, owner], |row| row.get(0))?.unwrap_or(0))
}

/// Adds one.
pub fn insert(tx: &mut Tx<'_>, team: TeamId, view: &View) -> Result<(), Error> {
    let values = params![
        team.0,
        &view.uuid,
        &view.owner,
        &view.name,
        &view.filter,
        &view.sort,
        crate::to_json(&view.columns)?,
        view.audience.word(),
        view.audience.with(),
        view.version,
        view.created.micros(),
        view.updated.micros()
    ];
    tx.put(&INSERT, values)
}

/// Writes one, if it is still of this version; `false` when it is not, or gone.
pub fn update(tx: &mut Tx<'_>, team: TeamId, view: &View) -> Result<bool, Error> {
    let values = params![
        team.0,
        &view.uuid,
        &view.name,
        &view.filter,
        &view.sort,
        crate::to_json(&view.columns)?,
        view.audience.word(),
        view.audience.with(),
        view.updated.micros(),
        view.version
    ];
    Ok(tx.execute(&UPDATE, values)? == 1)
}

/// Removes one, if it is still of this version; `false` when it is not, or gone.
pub fn delete(tx: &mut Tx<'_>, team: TeamId, uuid: &str, version: i64) -> Result<bool, Error> {
    Ok(tx.execute(&DELETE, params![team.0, uuid, version])? == 1)
}

/// Makes those private that are shared with a group or project that goes.
pub fn withdraw(tx: &mut Tx<'_>, team: TeamId, audience: &Audience) -> Result<(), Error> {
    tx.put(&WITHDRAW, params![team.0, audience.word(), audience.with()])
}
