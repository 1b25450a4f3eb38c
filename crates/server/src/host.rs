//! What the serving program tells administrators of itself and its machine.

use std::{sync::Arc, time::Duration};

use app::{
    App,
    system::{Check, Host, Looking, Machine},
    verify::{Counts, Finding, Listener},
};
use domain::{At, Lang};
use sandbox::{Failure, Pool};
use sql::EngineKind;
use tokio::sync::Mutex;

use crate::{
    commands::{doctor, verify},
    config::Config,
};

/// How long a child may take to read an empty script.
const PATIENCE: Duration = Duration::from_secs(5);

/// The program, as it serves.
pub(crate) struct Program {
    config: Arc<Config>,
    db: sql::Db,
    pool: Arc<Pool>,
    started: At,
    node: String,
    /// One look at a time: they write a file to see whether that can be done.
    turn: Mutex<()>,
}

impl Program {
    /// The program that serves `app` from now on, and that jobs know by the name of `node`.
    pub(crate) fn new(app: &App, config: &Config, pool: Arc<Pool>, node: String) -> Self {
        Self {
            config: Arc::new(config.clone()),
            db: app.sql().clone(),
            pool,
            started: app.now(),
            node,
            turn: Mutex::new(()),
        }
    }

    /// Why scripts cannot run; nothing where they can.
    async fn scripts(&self) -> Option<String> {
        match tokio::time::timeout(PATIENCE, self.pool.parse("")).await {
            Ok(Ok(()) | Err(Failure::Fault(_))) => None,
            Ok(Err(failure)) => Some(failure.to_string()),
            Err(_elapsed) => Some(format!("no answer within {} s", PATIENCE.as_secs())),
        }
    }
}

impl Host for Program {
    fn look(&self, lang: Lang) -> Looking<'_> {
        Box::pin(async move {
            let _turn = self.turn.lock().await;
            let (db, config) = (self.db.clone(), Arc::clone(&self.config));
            // A disk that hangs must not hold up a thread that answers requests.
            let looked = tokio::task::spawn_blocking(move || looked(&db, &config, lang)).await;
            Machine {
                commit: option_env!("GONGDAN_COMMIT").filter(|commit| !commit.is_empty()),
                node: self.node.clone(),
                started: self.started,
                concurrency: self.config.job_concurrency,
                scripts: self.scripts().await,
                ..looked.unwrap_or_default()
            }
        })
    }

    fn verify(&self, listener: &dyn Listener) -> Result<Counts, String> {
        verify::beside(&self.config, listener).map_err(|why| why.text(Lang::En))
    }

    fn said(&self, finding: &Finding, lang: Lang) -> String {
        verify::what(&finding.fault).text(lang)
    }
}

fn looked(db: &sql::Db, config: &Config, lang: Lang) -> Machine {
    let disk = rustix::fs::statvfs(&config.data_dir).ok();
    let wal = config.data_dir.join("gongdan.db-wal");
    let check = |finding: doctor::Finding| Check {
        check: finding.check,
        level: finding.level.word(),
        finding: finding.text.text(lang),
        advice: finding.advice.map(|advice| advice.text(lang)),
    };
    Machine {
        engine_version: doctor::engine_version(db),
        disk: disk.map(|disk| {
            (disk.f_bavail.saturating_mul(disk.f_frsize), disk.f_blocks.saturating_mul(disk.f_frsize))
        }),
        wal: (db.engine() == EngineKind::Sqlite).then(|| std::fs::metadata(wal).map_or(0, |file| file.len())),
        checks: doctor::beside(db, config).into_iter().map(check).collect(),
        ..Machine::default()
    }
}
