//! Accounts: people and services that log in.

use domain::{
    At,
    id::{TeamId, UserId},
    identity::Access,
};
use sql::{Error, Row, Tx, params};
use std::{collections::HashMap, fmt::Write as _};

/// An account, without what it belongs to.
#[derive(Debug, Clone)]
pub struct Account {
    /// The team.
    pub team: TeamId,
    /// Its number.
    pub id: UserId,
    /// Its short id.
    pub uuid: String,
    /// The user name, as it was first spelt.
    pub name: String,
    /// The name shown.
    pub nickname: String,
    /// E-mail; empty for none.
    pub email: String,
    /// Telephone; empty for none.
    pub phone: String,
    /// How far it is let in.
    pub access: Access,
    /// `zh`, `en`, or empty for the browser's.
    pub locale: String,
    /// PHC string; empty = no password, cannot log in with one.
    pub password_hash: String,
    /// Shut out.
    pub disabled: bool,
    /// Grows with every change.
    pub version: i64,
    /// When it was made.
    pub created: At,
    /// When it was last changed.
    pub updated: At,
    /// When it was last logged in.
    pub last_seen: Option<At>,
    /// The building they live or work in; empty for none.
    pub block: String,
    /// The room in it.
    pub room: String,
    /// The Internet provider there, by its key in the vocabulary.
    pub isp: String,
    /// Their account with that provider.
    pub isp_account: String,
}

const COLUMNS: &str = "team_id, id, uuid, name, nickname, email, phone, access, locale, password_hash, disabled, version, \
                       created_at, updated_at, last_seen_at, block, room, isp, isp_account";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT team_id, id, uuid, name, nickname, email, phone, access, locale, password_hash, disabled, version, \
             created_at, updated_at, last_seen_at, block, room, isp, isp_account FROM account ",
            $rest
        )
    };
}

sql::statements! {
    BY_NAME = select!("WHERE team_id = $1 AND name_folded = $2");
    BY_ID = select!("WHERE team_id = $1 AND id = $2");
    LOCK = {
        sqlite: select!("WHERE team_id = $1 AND name_folded = $2"),
        postgres: select!("WHERE team_id = $1 AND name_folded = $2 FOR UPDATE"),
    };
    BY_EMAIL = select!("WHERE team_id = $1 AND email = $2 AND email <> '' LIMIT 2");
    INSERT = "INSERT INTO account (team_id, id, uuid, name, name_folded, nickname, email, phone, access, locale, password_hash,
                disabled, version, created_at, updated_at, last_seen_at, block, room, isp, isp_account, names_folded)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
              ON CONFLICT (team_id, name_folded) DO NOTHING";
    UPDATE = "UPDATE account
              SET nickname = $3, email = $4, phone = $5, access = $6, locale = $7, password_hash = $8, disabled = $9,
                  version = $10, updated_at = $11, block = $12, room = $13, isp = $14, isp_account = $15, names_folded = $16
              WHERE team_id = $1 AND id = $2 AND version = $10 - 1";
    CALLED = select!("WHERE team_id = $1 AND disabled = FALSE AND names_folded LIKE $2 ESCAPE '\\'
                     ORDER BY CASE WHEN names_folded LIKE $3 ESCAPE '\\' THEN 0 ELSE 1 END, name_folded LIMIT $4");
    UNNAME = "UPDATE account SET names_folded = '' WHERE team_id = $1";
    NAMELESS = select!("WHERE team_id = $1 AND names_folded = '' ORDER BY id LIMIT $2");
    NAME = "UPDATE account SET names_folded = $3 WHERE team_id = $1 AND id = $2";
    SEEN = "UPDATE account SET last_seen_at = $3 WHERE team_id = $1 AND id = $2";
    OTHER_ADMINS = "SELECT COUNT(*) FROM account
                    WHERE team_id = $1 AND access = 'admin' AND disabled = FALSE AND id <> $2";
    LOCK_ADMINS = {
        sqlite: "SELECT id FROM account WHERE team_id = $1 AND access = 'admin' ORDER BY id",
        postgres: "SELECT id FROM account WHERE team_id = $1 AND access = 'admin' ORDER BY id FOR UPDATE",
    };
    IDS = {
        sqlite: "SELECT name_folded, id FROM account
                 WHERE team_id = $1 AND name_folded IN (SELECT value FROM json_each($2))",
        postgres: "SELECT name_folded, id FROM account
                   WHERE team_id = $1 AND name_folded = ANY (ARRAY(SELECT json_array_elements_text($2::text::json)))",
    };
    NAMED = {
        sqlite: select!("WHERE team_id = $1 AND name_folded IN (SELECT value FROM json_each($2))"),
        postgres: select!("WHERE team_id = $1 AND name_folded = ANY (ARRAY(SELECT json_array_elements_text($2::text::json)))"),
    };
    OF_UUIDS = {
        sqlite: select!("WHERE team_id = $1 AND uuid IN (SELECT value FROM json_each($2))"),
        postgres: select!("WHERE team_id = $1 AND uuid = ANY (ARRAY(SELECT json_array_elements_text($2::text::json)))"),
    };
    /// Those who were let in, by user name.
    SOME = select!("WHERE team_id = $1 AND disabled = FALSE AND access <> 'unregistered' ORDER BY name_folded LIMIT $2");
    BY_PHONE = select!("WHERE team_id = $1 AND phone = $2 AND phone <> '' LIMIT 2");
    FIND = "SELECT uuid FROM account WHERE team_id = $1 AND (uuid = $2 OR name_folded = $3)";
    EMAIL_TAKEN = "SELECT 1 FROM account WHERE team_id = $1 AND email = $2 AND email <> '' AND id <> $3 LIMIT 1";
    TOUCH = {
        sqlite: "UPDATE account SET version = version + 1, updated_at = $3
                 WHERE team_id = $1 AND id IN (SELECT value FROM json_each($2))",
        postgres: "UPDATE account SET version = version + 1, updated_at = $3
                   WHERE team_id = $1 AND id IN (SELECT value::bigint FROM json_array_elements_text($2::text::json))",
    };
    NAMES = "SELECT name FROM account WHERE team_id = $1 AND name_folded = $2";
}

fn map(row: &Row<'_>) -> Result<Account, Error> {
    let access: String = row.get(7)?;
    Ok(Account {
        team: TeamId(row.get(0)?),
        id: UserId(row.get(1)?),
        uuid: row.get(2)?,
        name: row.get(3)?,
        nickname: row.get(4)?,
        email: row.get(5)?,
        phone: row.get(6)?,
        access: crate::word(Access::parse(&access), "account.access", &access)?,
        locale: row.get(8)?,
        password_hash: row.get(9)?,
        disabled: row.get(10)?,
        version: row.get(11)?,
        created: At::from_micros(row.get(12)?),
        updated: At::from_micros(row.get(13)?),
        last_seen: row.get::<Option<i64>>(14)?.map(At::from_micros),
        block: row.get(15)?,
        room: row.get(16)?,
        isp: row.get(17)?,
        isp_account: row.get(18)?,
    })
}

/// The account of a user name, in any case.
pub fn by_name(tx: &mut Tx<'_>, team: TeamId, name: &str) -> Result<Option<Account>, Error> {
    tx.row(&BY_NAME, params![team.0, domain::text::fold(name)], map)
}

/// The account of a number.
pub fn by_id(tx: &mut Tx<'_>, team: TeamId, id: UserId) -> Result<Option<Account>, Error> {
    tx.row(&BY_ID, params![team.0, id.0], map)
}

/// The account of a user name, kept from others until the commit.
pub fn lock(tx: &mut Tx<'_>, team: TeamId, name: &str) -> Result<Option<Account>, Error> {
    tx.row(&LOCK, params![team.0, domain::text::fold(name)], map)
}

/// The one account with an e-mail address; none when several share it.
pub fn by_email(tx: &mut Tx<'_>, team: TeamId, email: &str) -> Result<Option<Account>, Error> {
    let mut found = tx.rows(&BY_EMAIL, params![team.0, email.trim()], map)?;
    Ok(if found.len() == 1 { found.pop() } else { None })
}

/// The one account with a telephone number, to the letter; none when several share it.
pub fn by_phone(tx: &mut Tx<'_>, team: TeamId, phone: &str) -> Result<Option<Account>, Error> {
    let mut found = tx.rows(&BY_PHONE, params![team.0, phone.trim()], map)?;
    Ok(if found.len() == 1 { found.pop() } else { None })
}

/// The short id of the account that somebody names by short id or user name.
pub fn find(tx: &mut Tx<'_>, team: TeamId, named: &str) -> Result<Option<String>, Error> {
    tx.row(&FIND, params![team.0, named.trim(), domain::text::fold(named)], |row| row.get(0))
}

/// Whether another account has the e-mail address.
pub fn email_taken(tx: &mut Tx<'_>, team: TeamId, email: &str, but: UserId) -> Result<bool, Error> {
    Ok(tx.row(&EMAIL_TAKEN, params![team.0, email, but.0], |row| row.get::<i64>(0))?.is_some())
}

/// Raises the versions of accounts whose circles have changed: what is told of them is no longer what it was.
pub fn touch(tx: &mut Tx<'_>, team: TeamId, users: &[UserId], at: At) -> Result<(), Error> {
    let ids: Vec<i64> = users.iter().map(|u| u.0).collect();
    tx.put(&TOUCH, params![team.0, crate::to_json(&ids)?, at.micros()])
}

/// The spelling of a user name that is known; the name itself when it is not.
pub fn spelling(tx: &mut Tx<'_>, team: TeamId, name: &str) -> Result<String, Error> {
    let known = tx.row(&NAMES, params![team.0, domain::text::fold(name)], |row| row.get(0))?;
    Ok(known.unwrap_or_else(|| name.to_owned()))
}

/// The numbers of those of these user names that are known, by the folded name, in one statement.
pub fn ids(tx: &mut Tx<'_>, team: TeamId, names: &[String]) -> Result<HashMap<String, UserId>, Error> {
    let folded: Vec<String> = names.iter().map(|n| domain::text::fold(n)).collect();
    let found = tx.rows(&IDS, params![team.0, crate::to_json(&folded)?], |row| {
        Ok((row.get(0)?, UserId(row.get(1)?)))
    })?;
    Ok(found.into_iter().collect())
}

/// Those of these user names that are accounts, by the folded name, in one statement.
pub fn named(tx: &mut Tx<'_>, team: TeamId, names: &[&str]) -> Result<HashMap<String, Account>, Error> {
    let mut folded: Vec<String> = names.iter().map(|n| domain::text::fold(n)).collect();
    folded.sort_unstable();
    folded.dedup();
    let found = tx.rows(&NAMED, params![team.0, crate::to_json(&folded)?], map)?;
    Ok(found.into_iter().map(|account| (domain::text::fold(&account.name), account)).collect())
}

/// Those of these short ids that are accounts, in one statement.
pub fn of_uuids(tx: &mut Tx<'_>, team: TeamId, uuids: &[&str]) -> Result<Vec<Account>, Error> {
    tx.rows(&OF_UUIDS, params![team.0, crate::to_json(&uuids)?], map)
}

/// At most `limit` of those who were let in and are not shut out, by user name.
pub fn some(tx: &mut Tx<'_>, team: TeamId, limit: i64) -> Result<Vec<Account>, Error> {
    tx.rows(&SOME, params![team.0, limit], map)
}

/// Makes it; `false` when the user name is taken.
pub fn insert(tx: &mut Tx<'_>, a: &Account) -> Result<bool, Error> {
    let values = params![
        a.team.0,
        a.id.0,
        &a.uuid,
        &a.name,
        domain::text::fold(&a.name),
        &a.nickname,
        &a.email,
        &a.phone,
        a.access.word(),
        &a.locale,
        &a.password_hash,
        a.disabled,
        a.version,
        a.created.micros(),
        a.updated.micros(),
        a.last_seen.map(At::micros),
        &a.block,
        &a.room,
        &a.isp,
        &a.isp_account,
        names(a)
    ];
    Ok(tx.execute(&INSERT, values)? == 1)
}

/// Writes all that may change; `a.version` is the new version. `false` when it is not one past the stored one.
pub fn update(tx: &mut Tx<'_>, a: &Account) -> Result<bool, Error> {
    let values = params![
        a.team.0,
        a.id.0,
        &a.nickname,
        &a.email,
        &a.phone,
        a.access.word(),
        &a.locale,
        &a.password_hash,
        a.disabled,
        a.version,
        a.updated.micros(),
        &a.block,
        &a.room,
        &a.isp,
        &a.isp_account,
        names(a)
    ];
    Ok(tx.execute(&UPDATE, values)? == 1)
}

/// What somebody is looked for by. A line break can be in neither name.
fn names(a: &Account) -> String {
    crate::search::folded(&format!("{}\n{}", a.name, a.nickname))
}

/// At most `limit` people who are not shut out and whose user name or nickname holds `part`, whatever its case, width or
/// kind of Chinese writing; those whose user name begins with it first, then by user name.
pub fn called(tx: &mut Tx<'_>, team: TeamId, part: &str, limit: i64) -> Result<Vec<Account>, Error> {
    let part = escaped(&crate::search::folded(part));
    tx.rows(&CALLED, params![team.0, format!("%{part}%"), format!("{part}%"), limit], map)
}

/// Takes from everybody what they are looked for by, for [`name_some`] to write it anew.
pub(crate) fn unname(tx: &mut Tx<'_>, team: TeamId) -> Result<(), Error> {
    tx.put(&UNNAME, params![team.0])
}

/// Writes what people are looked for by where an older program did not; how many there were, at most `limit`.
pub(crate) fn name_some(tx: &mut Tx<'_>, team: TeamId, limit: i64) -> Result<usize, Error> {
    let nameless = tx.rows(&NAMELESS, params![team.0, limit], map)?;
    for account in &nameless {
        tx.put(&NAME, params![team.0, account.id.0, names(account)])?;
    }
    Ok(nameless.len())
}

/// A text as itself in a pattern of `LIKE`.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// Remembers a log-in.
pub fn seen(tx: &mut Tx<'_>, team: TeamId, id: UserId, at: At) -> Result<(), Error> {
    tx.put(&SEEN, params![team.0, id.0, at.micros()])
}

/// How many other administrators could still let people in; the administrators' rows are kept from others first.
pub fn other_admins(tx: &mut Tx<'_>, team: TeamId, id: UserId) -> Result<i64, Error> {
    tx.rows(&LOCK_ADMINS, params![team.0], |row| row.get::<i64>(0))?;
    Ok(tx.row(&OTHER_ADMINS, params![team.0, id.0], |row| row.get(0))?.unwrap_or(0))
}

/// What a list of accounts is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// A part of the user name or nickname, whatever its case, width or kind of Chinese writing.
    pub name_part: Option<String>,
    /// One level.
    pub access: Option<Access>,
    /// Shut out or not.
    pub disabled: Option<bool>,
}

/// A page of accounts by name, and how many there are in all.
pub fn list(
    tx: &mut Tx<'_>,
    team: TeamId,
    filter: &Filter,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Account>, i64), Error> {
    let mut text = String::from("WHERE team_id = $1");
    let mut values = vec![sql::Param::from(team.0)];
    if let Some(part) = &filter.name_part {
        values.push(format!("%{}%", escaped(&crate::search::folded(part))).into());
        text.push_str(" AND names_folded LIKE $2 ESCAPE '\\'");
    }
    if let Some(access) = filter.access {
        values.push(access.word().into());
        let _ = write!(text, " AND access = ${}", values.len());
    }
    if let Some(disabled) = filter.disabled {
        text.push_str(if disabled { " AND disabled = TRUE" } else { " AND disabled = FALSE" });
    }
    let total = tx
        .dynamic_rows(&format!("SELECT COUNT(*) FROM account {text}"), &values, |row| row.get::<i64>(0))?
        .pop()
        .unwrap_or(0);
    let n = values.len();
    values.push(limit.into());
    values.push(offset.into());
    let page = format!(
        "SELECT {COLUMNS} FROM account {text} ORDER BY name_folded LIMIT ${} OFFSET ${}",
        n + 1,
        n + 2
    );
    Ok((tx.dynamic_rows(&page, &values, map)?, total))
}
