//! Log-in attempts are slowed down per account and address, and wrong signatures of deliveries per hook and address. Kept in
//! the database, so that all nodes count together.
//!
//! Each subject has an allowance that fills up again steadily (the generic cell rate algorithm: one moment says it all).

use crate::Error;
use domain::{At, Rejection};
use sql::Tx;

/// How many attempts at once, and how many seconds until one more.
#[derive(Debug, Clone, Copy)]
struct Allowance {
    burst: i64,
    seconds: i64,
}

/// An account from one address: enough for a forgetful person.
const PAIR: Allowance = Allowance { burst: 10, seconds: 6 };
/// An account from anywhere: bounds guessing from many addresses without letting anyone lock its owner out soon.
const ACCOUNT: Allowance = Allowance { burst: 100, seconds: 6 };
/// An address: bounds guessing at many accounts; an office behind one address stays below it.
const ADDRESS: Allowance = Allowance { burst: 300, seconds: 1 };

/// A door from one address: enough for a git server that has not learnt of a new secret yet.
const DOOR: Allowance = Allowance { burst: 60, seconds: 2 };

/// What counts attempts at a door that is opened by a secret and not by an account.
pub(crate) fn door(name: &str, address: &str) -> String {
    format!("hook {name}@{address}")
}

/// What counts wrong signatures with an access key; those with keys that are none count together.
pub(crate) fn key_door(key: Option<&str>, address: &str) -> String {
    format!("key {}@{address}", key.unwrap_or("*"))
}

/// Refuses where the allowance at a [`door`] is used up, and takes nothing.
pub(crate) fn look(tx: &mut Tx<'_>, door: &str, now: At) -> Result<(), Error> {
    let used = store::attempt::peek(tx, door)?.map_or(now, |at| at.max(now));
    DOOR.after(used, now).map(drop)
}

/// Takes one attempt at a [`door`].
pub(crate) fn miss(tx: &mut Tx<'_>, door: &str, now: At) -> Result<(), Error> {
    let used = store::attempt::used_until(tx, door)?.map_or(now, |at| at.max(now));
    Ok(store::attempt::put(tx, door, DOOR.after(used, now)?)?)
}

impl Allowance {
    /// The moment up to which it is used after one more attempt.
    fn after(self, used: At, now: At) -> Result<At, Error> {
        let used = used.plus_seconds(self.seconds);
        let over = used.micros() - now.plus_seconds(self.burst * self.seconds).micros();
        if over > 0 {
            let retry_after = over.div_euclid(1_000_000) + 1;
            return Err(Rejection::Throttled { retry_after }.into());
        }
        Ok(used)
    }
}

fn subjects(username: &str, address: &str) -> [(String, Allowance); 3] {
    let name = domain::text::fold(username);
    [(format!("{name}@{address}"), PAIR), (format!("{name}@"), ACCOUNT), (format!("@{address}"), ADDRESS)]
}

/// Takes one attempt from each allowance, or refuses and takes nothing.
pub(crate) fn take(tx: &mut Tx<'_>, username: &str, address: &str, now: At) -> Result<(), Error> {
    let mut next = Vec::new();
    for (subject, allowance) in subjects(username, address) {
        let used = store::attempt::used_until(tx, &subject)?.map_or(now, |at| at.max(now));
        next.push((subject, allowance.after(used, now)?));
    }
    for (subject, used) in next {
        store::attempt::put(tx, &subject, used)?;
    }
    Ok(())
}

/// Gives back what a right password took: the pair's allowance is whole again, the others get their one back.
pub(crate) fn give_back(tx: &mut Tx<'_>, username: &str, address: &str) -> Result<(), Error> {
    let [(pair, _), account, address] = subjects(username, address);
    store::attempt::clear(tx, &pair)?;
    for (subject, allowance) in [account, address] {
        if let Some(used) = store::attempt::used_until(tx, &subject)? {
            store::attempt::put(tx, &subject, used.plus_seconds(-allowance.seconds))?;
        }
    }
    Ok(())
}
