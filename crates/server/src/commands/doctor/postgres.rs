//! Checks of a `PostgreSQL` server: connections, rights, whether it may be written, its clock.

use app::Clock as _;
use domain::At;
use sql::{Db, params};

use super::Finding;
use crate::{config::Config, words::say};

/// Microseconds by which its clock may differ from ours: a warning from the first, trouble from the second.
const ODD: i64 = 5_000_000;
const WRONG: i64 = 60_000_000;

sql::statements! {
    /// How many connections the server, the role and the database allow (negative: any number), and how many are open.
    CONNECTIONS = {
        sqlite: "SELECT 0, 0, 0, 0",
        postgres: "SELECT CAST(current_setting('max_connections') AS BIGINT)
                          - CAST(current_setting('superuser_reserved_connections') AS BIGINT),
                          (SELECT CAST(rolconnlimit AS BIGINT) FROM pg_roles WHERE rolname = current_user),
                          (SELECT CAST(datconnlimit AS BIGINT) FROM pg_database WHERE datname = current_database()),
                          (SELECT COUNT(*) FROM pg_stat_activity WHERE backend_type = 'client backend')",
    };
    /// Whether tables may be made, which may not be written, and whether nothing may be.
    RIGHTS = {
        sqlite: "SELECT TRUE, '', FALSE",
        postgres: "SELECT COALESCE(has_schema_privilege(current_schema(), 'CREATE'), FALSE),
                          COALESCE((SELECT string_agg(CAST(relname AS TEXT), ', ' ORDER BY relname) FROM pg_class
                            WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
                              AND NOT (has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT')
                                       AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE'))), ''),
                          pg_is_in_recovery() OR CAST(current_setting('default_transaction_read_only') AS BOOLEAN)",
    };
    /// The server's clock.
    NOW = {
        sqlite: "SELECT 0",
        postgres: "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)",
    };
}

/// Every check that only a server's database has.
pub(super) fn examine(db: &Db, config: &Config) -> Vec<Finding> {
    let mut findings = vec![connections(db, config)];
    findings.extend(rights(db));
    findings.push(clock(db));
    findings
}

fn connections(db: &Db, config: &Config) -> Finding {
    let counts = db.read_blocking(|tx| {
        tx.row(&CONNECTIONS, params![], |row| {
            Ok([row.get(0)?, row.get::<Option<i64>>(1)?.unwrap_or(-1), row.get(2)?, row.get(3)?])
        })
    });
    match counts {
        Ok(counts) => judge_connections(config.connections, counts.unwrap_or_default()),
        Err(error) => super::database::broken("connections", &error),
    }
}

fn judge_connections(own: usize, [server, role, database, open]: [i64; 4]) -> Finding {
    const CHECK: &str = "connections";
    let limits = [server, role, database].into_iter().filter(|limit| *limit >= 0);
    let most = limits.min().unwrap_or(server);
    let own = i64::try_from(own).unwrap_or(i64::MAX);
    let text = say!("doctor.connections", own = own, most = most, open = open);
    if own > most {
        Finding::trouble(CHECK, text, say!("doctor.connections_advice"))
    } else if open >= most - most / 10 {
        Finding::warning(CHECK, text, say!("doctor.connections_advice"))
    } else {
        Finding::fine(CHECK, text)
    }
}

fn rights(db: &Db) -> Vec<Finding> {
    const CHECK: &str = "rights";
    let asked = db.read_blocking(|tx| {
        tx.row(&RIGHTS, params![], |row| {
            Ok((row.get::<bool>(0)?, row.get::<String>(1)?, row.get::<bool>(2)?))
        })
    });
    let (may_make, not_written, read_only) = match asked {
        Ok(rights) => rights.unwrap_or_default(),
        Err(error) => return vec![super::database::broken(CHECK, &error)],
    };
    let mut findings = Vec::new();
    if read_only {
        findings.push(Finding::trouble("standby", say!("doctor.standby"), say!("doctor.standby_advice")));
    }
    if !may_make {
        findings.push(Finding::trouble(CHECK, say!("doctor.rights_schema"), say!("doctor.rights_advice")));
    }
    if !not_written.is_empty() {
        let text = say!("doctor.rights_tables", tables = not_written);
        findings.push(Finding::trouble(CHECK, text, say!("doctor.rights_advice")));
    }
    if findings.is_empty() {
        findings.push(Finding::fine(CHECK, say!("doctor.rights")));
    }
    findings
}

fn clock(db: &Db) -> Finding {
    let before = app::SystemClock.now();
    let theirs = db.read_blocking(|tx| tx.row(&NOW, params![], |row| row.get::<i64>(0)));
    match theirs {
        Ok(theirs) => judge_clock(before, At::from_micros(theirs.unwrap_or(0)), app::SystemClock.now()),
        Err(error) => super::database::broken("database_clock", &error),
    }
}

/// Holds the server's clock against ours, before and after it was asked.
fn judge_clock(before: At, theirs: At, after: At) -> Finding {
    const CHECK: &str = "database_clock";
    let early = before.micros().saturating_sub(theirs.micros());
    let late = theirs.micros().saturating_sub(after.micros());
    let off = early.max(late).max(0);
    let text = say!("doctor.database_clock", theirs = theirs.to_string(), seconds = off / 1_000_000);
    match off {
        WRONG.. => Finding::trouble(CHECK, text, say!("doctor.clock_advice")),
        ODD.. => Finding::warning(CHECK, text, say!("doctor.clock_advice")),
        _ => Finding::fine(CHECK, text),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Level, *};

    #[test]
    fn more_connections_than_are_allowed_are_trouble() {
        for (own, counts, level) in [
            (16, [97, -1, -1, 20], Level::Fine),
            (100, [97, -1, -1, 20], Level::Trouble),
            (16, [97, 10, -1, 2], Level::Trouble),
            (16, [97, -1, 12, 2], Level::Trouble),
            (16, [97, -1, -1, 92], Level::Warning),
        ] {
            assert_eq!(judge_connections(own, counts).level, level, "{own} {counts:?}");
        }
    }

    #[test]
    fn a_server_whose_clock_is_another_is_told() {
        let at = |seconds: i64| At::from_micros(seconds * 1_000_000);
        for (theirs, level) in [
            (1_000, Level::Fine),
            (1_003, Level::Fine),
            (990, Level::Warning),
            (1_020, Level::Warning),
            (800, Level::Trouble),
            (5_000, Level::Trouble),
        ] {
            assert_eq!(judge_clock(at(1_000), at(theirs), at(1_001)).level, level, "{theirs}");
        }
    }
}
