//! How much of its allowance of log-in attempts an account or an address has used.

use domain::At;
use sql::{Error, Tx, params};

sql::statements! {
    MAKE = "INSERT INTO attempt (subject, used_until) VALUES ($1, 0) ON CONFLICT DO NOTHING";
    GET = {
        sqlite: "SELECT used_until FROM attempt WHERE subject = $1",
        postgres: "SELECT used_until FROM attempt WHERE subject = $1 FOR UPDATE",
    };
    PEEK = "SELECT used_until FROM attempt WHERE subject = $1";
    PUT = "INSERT INTO attempt (subject, used_until) VALUES ($1, $2)
           ON CONFLICT (subject) DO UPDATE SET used_until = excluded.used_until";
    CLEAR = "DELETE FROM attempt WHERE subject = $1";
    CLEAR_OLD = "DELETE FROM attempt WHERE used_until < $1";
}

/// The moment up to which the allowance is used; kept from others until the commit, even where nothing is used yet.
pub fn used_until(tx: &mut Tx<'_>, subject: &str) -> Result<Option<At>, Error> {
    tx.put(&MAKE, params![subject])?;
    tx.row(&GET, params![subject], |row| Ok(At::from_micros(row.get(0)?)))
}

/// The moment up to which the allowance is used; kept from nobody.
pub fn peek(tx: &mut Tx<'_>, subject: &str) -> Result<Option<At>, Error> {
    tx.row(&PEEK, params![subject], |row| Ok(At::from_micros(row.get(0)?)))
}

/// Remembers it.
pub fn put(tx: &mut Tx<'_>, subject: &str, used_until: At) -> Result<(), Error> {
    tx.put(&PUT, params![subject, used_until.micros()])
}

/// Forgets a subject.
pub fn clear(tx: &mut Tx<'_>, subject: &str) -> Result<(), Error> {
    tx.put(&CLEAR, params![subject])
}

/// Forgets all whose allowance is whole again.
pub fn clear_old(tx: &mut Tx<'_>, now: At) -> Result<u64, Error> {
    tx.execute(&CLEAR_OLD, params![now.micros()])
}
