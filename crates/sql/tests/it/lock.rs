//! The lock file.

use sql::{Error, ProcessLock};

use crate::support::directory;

#[test]
fn a_lock_that_is_held_is_refused_until_it_is_dropped() {
    let directory = directory();
    let path = directory.join("gongdan.lock");
    let held = ProcessLock::acquire(&path).unwrap();
    assert_eq!(ProcessLock::acquire(&path).unwrap_err(), Error::Locked(path.clone()));
    drop(held);
    assert!(ProcessLock::acquire(&path).is_ok());
    std::fs::remove_dir_all(directory).unwrap();
}

#[test]
fn a_lock_file_that_cannot_be_made_is_told_with_its_path() {
    let path = std::path::Path::new("/nonexistent/gongdan.lock");
    assert!(matches!(ProcessLock::acquire(path), Err(Error::File { path: told, .. }) if told == path));
}
