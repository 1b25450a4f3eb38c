//! Checks of the database: reachable, whole, at the right schema, with histories that hold and a clock that fits.

use app::{Clock as _, SystemClock};
use domain::At;
use sql::{Db, Error, params};
use store::{event, overview};

use super::Finding;
use crate::{
    config::Config,
    database::{self, Standing},
    words::say,
};

/// How many tickets have their history walked.
const SAMPLE: i64 = 100;

/// A clock that is behind this, 2025-01-01, has not been set.
const EARLIEST: i64 = 1_735_689_600_000_000;

sql::statements! {
    /// The engine's version.
    VERSION = {
        sqlite: "SELECT sqlite_version()",
        postgres: "SELECT current_setting('server_version')",
    };
    /// `ok`, or the first damage that is found. PostgreSQL looks after its own pages.
    WHOLE = {
        sqlite: "SELECT quick_check FROM pragma_quick_check LIMIT 1",
        postgres: "SELECT 'ok'",
    };
}

/// Every check of the database.
pub(super) fn examine(config: &Config) -> Vec<Finding> {
    let db = match database::open_existing(config) {
        Ok(db) => db,
        Err(why) => return vec![Finding::trouble("database", why, say!("doctor.database_advice"))],
    };
    let findings = look(&db, config, SystemClock.now());
    db.close_blocking();
    findings
}

fn look(db: &Db, config: &Config, now: At) -> Vec<Finding> {
    let mut findings = vec![version(db, config), whole(db)];
    let (schema, standing) = schema(db);
    findings.push(schema);
    if standing == Some(Standing::Current) {
        findings.push(clock(db, now));
        findings.push(histories(db));
    }
    findings
}

fn broken(check: &'static str, error: &Error) -> Finding {
    Finding::trouble(check, database::failed(error), say!("doctor.database_advice"))
}

fn version(db: &Db, config: &Config) -> Finding {
    const CHECK: &str = "database";
    match db.read_blocking(|tx| tx.row(&VERSION, params![], |row| row.get::<String>(0))) {
        Ok(version) => Finding::fine(
            CHECK,
            say!(
                "doctor.database",
                engine = db.engine().to_string(),
                version = version.unwrap_or_default(),
                database = database::name(config)
            ),
        ),
        Err(error) => broken(CHECK, &error),
    }
}

fn whole(db: &Db) -> Finding {
    const CHECK: &str = "integrity";
    match db.read_blocking(|tx| tx.row(&WHOLE, params![], |row| row.get::<String>(0))) {
        Ok(Some(word)) if word == "ok" => Finding::fine(CHECK, say!("doctor.whole")),
        Ok(damage) => Finding::trouble(
            CHECK,
            say!("doctor.damaged", why = damage.unwrap_or_default()),
            say!("doctor.damaged_advice"),
        ),
        Err(error) => broken(CHECK, &error),
    }
}

fn schema(db: &Db) -> (Finding, Option<Standing>) {
    const CHECK: &str = "schema";
    let state = match database::schema(db) {
        Ok(state) => state,
        Err(why) => return (Finding::trouble(CHECK, why, say!("doctor.database_advice")), None),
    };
    let standing = database::standing(&state);
    let finding = match standing {
        Standing::Current => Finding::fine(CHECK, say!("doctor.schema", current = state.current)),
        Standing::Older => Finding::trouble(
            CHECK,
            say!("doctor.schema_older", current = state.current, known = state.known),
            say!("doctor.schema_older_advice"),
        ),
        Standing::Newer => Finding::trouble(
            CHECK,
            say!("doctor.schema_newer", current = state.current, known = state.known),
            say!("doctor.schema_newer_advice"),
        ),
    };
    (finding, Some(standing))
}

fn clock(db: &Db, now: At) -> Finding {
    match db.read_blocking(overview::counts) {
        Ok(counts) => judge_clock(now, counts.newest_event),
        Err(error) => broken("clock", &error),
    }
}

fn judge_clock(now: At, newest: Option<At>) -> Finding {
    const CHECK: &str = "clock";
    match newest {
        _ if now < At::from_micros(EARLIEST) => Finding::trouble(
            CHECK,
            say!("doctor.clock_unset", now = now.to_string()),
            say!("doctor.clock_advice"),
        ),
        Some(newest) if now < newest => Finding::trouble(
            CHECK,
            say!("doctor.clock_behind", now = now.to_string(), newest = newest.to_string()),
            say!("doctor.clock_advice"),
        ),
        _ => Finding::fine(CHECK, say!("doctor.clock", now = now.to_string())),
    }
}

fn histories(db: &Db) -> Finding {
    const CHECK: &str = "history";
    let walked = db.read_blocking(|tx| {
        let newest = overview::newest(tx, SAMPLE)?;
        let mut broken = Vec::new();
        for (team, ticket) in &newest {
            if let Some(version) = event::verify(tx, *team, *ticket)? {
                broken.push(format!("{ticket} (version {version})"));
            }
        }
        Ok::<_, Error>((newest.len(), broken))
    });
    match walked {
        Ok((count, broken)) if broken.is_empty() => {
            Finding::fine(CHECK, say!("doctor.history", count = count))
        }
        Ok((_, broken)) => Finding::trouble(
            CHECK,
            say!("doctor.history_broken", tickets = broken.join(", ")),
            say!("doctor.history_advice"),
        ),
        Err(error) => broken(CHECK, &error),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Level, *};

    #[test]
    fn a_clock_behind_the_newest_step_or_never_set_is_trouble() {
        let at = |text: &str| At::parse(text).unwrap();
        let now = at("2026-11-21T08:00:00Z");
        for (now, newest, level) in [
            (now, None, Level::Fine),
            (now, Some(at("2013-01-01")), Level::Fine),
            (now, Some(at("2026-11-21T08:00:01Z")), Level::Trouble),
            (at("2024-12-31"), None, Level::Trouble),
        ] {
            assert_eq!(judge_clock(now, newest).level, level, "{now}");
        }
    }
}
