//! Checks of the database: reachable, whole, at the right schema, with histories that hold and a clock that fits.

use app::{Clock as _, SystemClock};
use domain::At;
use sql::{Db, EngineKind, Error, params};
use store::{job::retain, overview};

use super::{super::verify, Finding, From, files, postgres};
use crate::{
    config::Config,
    data_dir::DataDir,
    database::{self, Standing},
    words::say,
};

/// How many tickets have their history walked, and how many entries the audit.
const SAMPLE: i64 = 100;
const AUDIT_SAMPLE: i64 = 1_000;

/// Microseconds by which one entry may be before the one before it: nodes' clocks are never quite the same.
const SKEW: i64 = 5_000_000;

/// A job that could have been begun for so long, or a run that nobody has renewed for so long, is stuck.
const STUCK_SECONDS: i64 = 120;

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
    let findings = look(&db, config, From::Outside);
    db.close_blocking();
    findings
}

/// Every check of a database that is open.
pub(super) fn look(db: &Db, config: &Config, from: From) -> Vec<Finding> {
    let now = SystemClock.now();
    let mut findings = vec![version(db, config)];
    if from == From::Outside {
        findings.push(whole(db));
    }
    let (schema, standing) = schema(db);
    findings.push(schema);
    if db.engine() == EngineKind::Postgres {
        findings.extend(postgres::examine(db, config));
    }
    if standing == Some(Standing::Current) {
        if let Err(why) = database::refuse_half(db) {
            findings.push(Finding::trouble("instance", why, say!("doctor.half_advice")));
            return findings;
        }
        findings.push(clock(db, now));
        findings.push(histories(db));
        findings.extend(queue(db, now));
        findings.push(files::attachments(db, &DataDir::new(&config.data_dir)));
    }
    findings
}

pub(super) fn broken(check: &'static str, error: &Error) -> Finding {
    Finding::trouble(check, database::failed(error), say!("doctor.database_advice"))
}

/// What the engine says that it is.
pub(super) fn engine_version(db: &Db) -> Result<String, Error> {
    let version = db.read_blocking(|tx| tx.row(&VERSION, params![], |row| row.get::<String>(0)))?;
    Ok(version.unwrap_or_default())
}

fn version(db: &Db, config: &Config) -> Finding {
    const CHECK: &str = "database";
    match engine_version(db) {
        Ok(version) => Finding::fine(
            CHECK,
            say!(
                "doctor.database",
                engine = db.engine().to_string(),
                version = version,
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
    let times = db.read_blocking(|tx| {
        Ok::<_, Error>((overview::newest_event(tx)?, overview::audited(tx, app::TEAM, AUDIT_SAMPLE)?))
    });
    match times {
        Ok((newest, audited)) => judge_clock(now, newest, &audited),
        Err(error) => broken("clock", &error),
    }
}

/// Whether jobs that could be begun are begun, and runs that nobody renews are taken away: a server does both within seconds.
fn queue(db: &Db, now: At) -> Vec<Finding> {
    const CHECK: &str = "jobs";
    let looked = db.read_blocking(move |tx| {
        let overdue = retain::overdue(tx, app::TEAM, now.plus_seconds(-STUCK_SECONDS))?;
        Ok::<_, Error>((retain::oldest_waiting(&retain::depths(tx, app::TEAM)?, now), overdue))
    });
    let (oldest, overdue) = match looked {
        Ok(looked) => looked,
        Err(error) => return vec![broken(CHECK, &error)],
    };
    let mut findings = Vec::new();
    if overdue > 0 {
        findings.push(Finding::warning(
            CHECK,
            say!("doctor.jobs_overdue", count = overdue),
            say!("doctor.jobs_overdue_advice"),
        ));
    }
    if let Some(oldest) = oldest.filter(|oldest| oldest.plus_seconds(STUCK_SECONDS) < now) {
        findings.push(Finding::warning(
            CHECK,
            say!("doctor.jobs_stuck", since = oldest.to_string()),
            say!("doctor.jobs_stuck_advice"),
        ));
    }
    if findings.is_empty() {
        findings.push(Finding::fine(CHECK, say!("doctor.jobs")));
    }
    findings
}

/// Holds the clock against the newest step and the newest entries of the audit, the newest first.
fn judge_clock(now: At, newest: Option<At>, audited: &[At]) -> Finding {
    const CHECK: &str = "clock";
    let back = audited.windows(2).find(|pair| pair[0].micros().saturating_add(SKEW) < pair[1].micros());
    match newest.max(audited.iter().max().copied()) {
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
        _ => match back {
            Some([later, earlier, ..]) => Finding::warning(
                CHECK,
                say!("doctor.clock_back", from = earlier.to_string(), to = later.to_string()),
                say!("doctor.clock_advice"),
            ),
            _ => Finding::fine(CHECK, say!("doctor.clock", now = now.to_string())),
        },
    }
}

fn histories(db: &Db) -> Finding {
    const CHECK: &str = "history";
    let walked = db.read_blocking(|tx| {
        let newest = overview::newest(tx, SAMPLE)?;
        let mut broken = Vec::new();
        for (team, ticket) in &newest {
            broken.extend(app::verify::ticket(tx, *team, ticket.0)?);
        }
        broken.extend(app::verify::newest_audit(tx, app::TEAM, AUDIT_SAMPLE)?);
        Ok::<_, Error>((newest.len(), broken))
    });
    match walked {
        Ok((count, broken)) => match broken.first() {
            None => Finding::fine(CHECK, say!("doctor.history", count = count)),
            Some(first) => Finding::trouble(
                CHECK,
                say!("doctor.history_broken", count = broken.len(), first = verify::line(first)),
                say!("doctor.history_advice"),
            ),
        },
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
            assert_eq!(judge_clock(now, newest, &[]).level, level, "{now}");
        }
        let audited = |texts: [&str; 3]| texts.map(at);
        for (texts, level) in [
            (["2026-11-20T08:00:00Z", "2026-11-20T08:00:01Z", "2026-11-20T07:00:00Z"], Level::Fine),
            (["2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z", "2026-11-20T07:00:00Z"], Level::Warning),
            (["2026-11-22T08:00:00Z", "2026-11-20T09:00:00Z", "2026-11-20T07:00:00Z"], Level::Trouble),
        ] {
            assert_eq!(judge_clock(now, None, &audited(texts)).level, level, "{texts:?}");
        }
    }
}
