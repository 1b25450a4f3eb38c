//! `gongdan backup` and `gongdan restore`.

use std::path::Path;

use app::{Clock as _, SystemClock};

use super::{
    meter::{Meter, Unit},
    table,
};
use crate::{
    backup::{self, Existing, Manifest},
    config::Config,
    console::{Console, Failure},
    words::say,
};

/// Missing files that are named; the rest is counted.
const TOLD: usize = 20;

/// Writes a backup, beside a running server or without one.
pub(super) fn write(config: &Config, console: Console, file: &Path, force: bool) -> Result<(), Failure> {
    let existing = if force { Existing::Replace } else { Existing::Keep };
    let meter = Meter::new(console, Unit::Bytes);
    let written = backup::write(config, file, existing, SystemClock.now(), &meter);
    meter.finish();
    let written = written?;
    complain(&written.manifest, console);
    let size = table::size(written.bytes);
    console.say(&say!("backup.done", path = file.display(), size = size, counts = counts(&written.manifest)));
    Ok(())
}

/// Puts a backup back.
pub(super) fn restore(config: &Config, console: Console, file: &Path) -> Result<(), Failure> {
    let meter = Meter::new(console, Unit::Bytes);
    let restored = backup::restore(config, file, &meter);
    meter.finish();
    let (header, manifest) = restored?;
    complain(&manifest, console);
    console.say(&say!("restore.done", taken = &header.taken_at, counts = counts(&manifest)));
    Ok(())
}

fn counts(manifest: &Manifest) -> String {
    let counts = manifest.counts.iter().map(|(name, count)| format!("{name} {count}"));
    counts.collect::<Vec<_>>().join(", ")
}

/// The attachments whose files were not there, on standard error, where whoever runs it by the clock is told.
fn complain(manifest: &Manifest, console: Console) {
    let missing = &manifest.missing;
    if missing.is_empty() {
        return;
    }
    let named = missing.iter().take(TOLD).map(String::as_str).collect::<Vec<_>>().join(", ");
    console.print_aside(&console.word(&say!("backup.missing", count = missing.len(), files = named)));
}
