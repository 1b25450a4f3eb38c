//! `gongdan import FILE`: the same instance again, from what `gongdan export` wrote, on either engine.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use app::{
    Clock as _, SystemClock,
    instance::{Failed, State},
};

use super::{
    app_over,
    meter::{Meter, Unit},
    refusal,
};
use crate::{
    config::Config,
    console::{Console, Failure},
    data_dir::DataDir,
    database,
    words::{Text, say},
};

/// Makes the instance of `file`, or of standard input where that is `-`, in a database that holds none.
pub(super) fn run(config: &Config, console: Console, file: &Path) -> Result<(), Failure> {
    let source: Box<dyn Read> = if file == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        let opened = File::open(file);
        Box::new(opened.map_err(|e| say!("data.failed", path = file.display(), why = e.to_string()))?)
    };
    DataDir::new(&config.data_dir).create()?;
    let lock = database::lock(config)?;
    let db = database::open(config)?;
    untouched(&db)?;
    let migrated = sql::migrate(&db, store::migrations::ALL, SystemClock.now().micros());
    migrated.map_err(|error| database::failed(&error))?;
    let app = app_over(db, config);
    let meter = Meter::new(console, Unit::Records);
    let imported = app.import_instance(source, |progress| meter.show(progress.done, progress.all));
    meter.finish();
    app.sql().close_blocking();
    drop(lock);
    let summary = imported.map_err(refused)?;
    console.say(&say!(
        "instance.done",
        rows = summary.rows,
        tickets = summary.tickets,
        steps = summary.steps,
        files = summary.files
    ));
    Ok(())
}

/// Refuses an instance that is there before anything of it is changed, its schema included.
fn untouched(db: &sql::Db) -> Result<(), Text> {
    // The first migration has the tables that tell.
    if database::schema(db)?.current == 0 {
        return Ok(());
    }
    match db.read_blocking(app::instance::state).map_err(|error| database::failed(&error))? {
        State::Whole => Err(refused(Failed::Occupied)),
        State::Empty | State::Half => Ok(()),
    }
}

/// Why an instance was not exported or imported, in words.
pub(super) fn refused(failed: Failed) -> Text {
    match failed {
        Failed::File(why) => say!("failure.rejected", why = why),
        Failed::Line { line, field, why } if field.is_empty() => {
            say!("instance.line", line = line, why = why)
        }
        Failed::Line { line, field, why } => say!("instance.field", line = line, field = field, why = why),
        Failed::Member { name, why } => say!("instance.member", name = name, why = why),
        Failed::Occupied => say!("instance.occupied"),
        Failed::Overtaken => say!("instance.overtaken"),
        Failed::Outdated => say!("instance.outdated"),
        Failed::Other(error) => refusal(error),
    }
}
