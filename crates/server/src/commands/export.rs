//! `gongdan export`: the whole instance into one file, beside a running server.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, IsTerminal as _, Seek as _, SeekFrom, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use app::{App, instance::Summary};

use super::{
    instance::refused,
    meter::{Meter, Unit},
    open_app,
};
use crate::{
    config::Config,
    console::{Console, Failure},
    data_dir::DataDir,
    words::{Text, say},
};

/// Writes the instance to `file`; to standard output where that is `-`. A file that is there is only replaced with `force`.
pub(super) fn run(config: &Config, console: Console, file: &Path, force: bool) -> Result<(), Failure> {
    if file == Path::new("-") {
        return to_stdout(config, console);
    }
    if !force && file.symlink_metadata().is_ok() {
        return Err(Failure::Failed(say!("export.exists", path = file.display())));
    }
    let app = open_app(config)?;
    let beside = Beside::make(file)?;
    let summary = write(&app, &beside.file, file, console)?;
    beside.place(file, force)?;
    console.say(&told(&summary, file));
    Ok(())
}

/// By way of a nameless file, because a pipe cannot go back to say how long a member has become.
fn to_stdout(config: &Config, console: Console) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    if out.is_terminal() {
        return Err(Failure::Usage(vec![say!("export.terminal")]));
    }
    let app = open_app(config)?;
    let dir = DataDir::new(&config.data_dir);
    dir.create()?;
    let path = dir.path().join("export");
    let mut beside = Beside::make(&path)?;
    beside.forget();
    let summary = write(&app, &beside.file, &path, console)?;
    let from_the_start = beside.file.seek(SeekFrom::Start(0));
    let copied = from_the_start.and_then(|_| io::copy(&mut beside.file, &mut out)).and_then(|_| out.flush());
    copied.map_err(|error| failed(Path::new("-"), &error))?;
    console.print_aside(&console.word(&told(&summary, Path::new("-"))));
    Ok(())
}

fn write(app: &App, file: &File, path: &Path, console: Console) -> Result<Summary, Text> {
    let meter = Meter::new(console, Unit::Records);
    let shown = meter.clone();
    let exported = app.export_instance(file, path, move |progress| shown.show(progress.done, progress.all));
    meter.finish();
    app.sql().close_blocking();
    exported.map_err(refused)
}

fn told(summary: &Summary, path: &Path) -> Text {
    let Summary { rows, tickets, steps, files } = *summary;
    say!("export.done", path = path.display(), rows = rows, tickets = tickets, steps = steps, files = files)
}

fn failed(path: &Path, error: &io::Error) -> Text {
    say!("data.failed", path = path.display(), why = error.to_string())
}

/// A file beside the one that is wanted, for its owner alone, which takes its place when it is whole.
struct Beside {
    path: Option<PathBuf>,
    file: File,
}

impl Beside {
    fn make(file: &Path) -> Result<Self, Text> {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let path = file.with_file_name(format!(".{name}.{}.partial", std::process::id()));
        let mut options = OpenOptions::new();
        let opened = options.read(true).write(true).create_new(true).mode(0o600).open(&path);
        Ok(Self { file: opened.map_err(|error| failed(&path, &error))?, path: Some(path) })
    }

    /// Goes on without a name.
    fn forget(&mut self) {
        if let Some(path) = self.path.take() {
            // Where it could not be removed, it stays: nothing depends on it.
            let _ = fs::remove_file(path);
        }
    }

    /// Puts it where it belongs.
    fn place(mut self, file: &Path, force: bool) -> Result<(), Text> {
        let Some(path) = &self.path else { return Ok(()) };
        // A link, unlike a rename, never replaces what somebody has put there meanwhile.
        let placed = match fs::hard_link(path, file) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && !force => {
                return Err(say!("export.exists", path = file.display()));
            }
            Err(_) => fs::rename(path, file),
            Ok(()) => fs::remove_file(path),
        };
        placed.map_err(|error| failed(file, &error))?;
        self.path = None;
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| failed(folder, &error))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        self.forget();
    }
}
