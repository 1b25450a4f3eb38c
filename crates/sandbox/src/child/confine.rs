//! The child takes away from itself whatever a script could misuse, should it break out of the engine.
//!
//! Each restraint stands by itself. What this system does not have is told to the parent, and the rest holds; that a
//! script cannot reach anything without breaking the engine does not depend on any of it.

#[cfg(target_os = "linux")]
mod landlock;
#[cfg(target_os = "linux")]
mod seccomp;

use nix::{
    errno::Errno,
    sys::resource::{Resource, setrlimit},
    unistd::{Gid, Uid},
};

use crate::limits::Limits;

/// Who nobody is on every system we know.
const NOBODY: u32 = 65_534;

/// What the child itself needs beside the script's memory, in bytes.
const OWN: u64 = 64 << 20;

/// The stack of the process, in bytes; the engine is held to less.
const STACK: u64 = 8 << 20;

/// A restraint: its name, and how it is taken on. What is mapped, in bytes, is known from before.
type Restraint = (&'static str, fn(&Limits, u64) -> Result<(), String>);

/// In this order: the user before what a change of user undoes, landlock while a descriptor may be opened, seccomp last.
const RESTRAINTS: &[Restraint] = &[
    ("user", |_, _| become_nobody().map_err(|error| error.to_string())),
    ("process", |_, _| process()),
    ("limits", |limits, mapped| rlimits(limits, mapped).map_err(|error| error.to_string())),
    ("landlock", |_, _| landlock()),
    ("open files", |_, _| setrlimit(Resource::RLIMIT_NOFILE, 3, 3).map_err(|error| error.to_string())),
    ("seccomp", |_, _| seccomp()),
];

/// Confines this process for good, but for the restraints named in `without` (which only a test does, to see the others
/// alone). Answers which could not be had, and why.
pub(super) fn confine(limits: &Limits, without: &[&str]) -> Vec<String> {
    close_inherited();
    let mapped = mapped();
    let wanted = RESTRAINTS.iter().filter(|(name, _)| !without.contains(name));
    wanted.filter_map(|(name, hold)| hold(limits, mapped).err().map(|why| format!("{name}: {why}"))).collect()
}

#[cfg(target_os = "linux")]
use self::{landlock::restrict as landlock, seccomp::restrict as seccomp};

#[cfg(not(target_os = "linux"))]
fn landlock() -> Result<(), String> {
    Err("only Linux has it".to_owned())
}

#[cfg(not(target_os = "linux"))]
fn seccomp() -> Result<(), String> {
    Err("only Linux has it".to_owned())
}

/// Closes what the parent may have passed on beside standard input and output.
fn close_inherited() {
    let listed = std::fs::read_dir("/dev/fd").map(|entries| {
        let name = |entry: std::io::Result<std::fs::DirEntry>| entry.ok()?.file_name().to_str()?.parse().ok();
        entries.filter_map(name).collect::<Vec<i32>>()
    });
    for descriptor in listed.unwrap_or_else(|_unlisted| (3..1024).collect()) {
        if descriptor > 2 {
            // One that is closed already, as that of the listing, is as good.
            let _ = nix::unistd::close(descriptor);
        }
    }
}

/// Gives up being root, if we are.
fn become_nobody() -> Result<(), Errno> {
    if !Uid::effective().is_root() {
        return Ok(());
    }
    let (user, group) = (Uid::from_raw(NOBODY), Gid::from_raw(NOBODY));
    #[cfg(target_os = "linux")]
    nix::unistd::setgroups(&[group])?;
    nix::unistd::setgid(group)?;
    nix::unistd::setuid(user)
}

/// Ends with the parent, cannot be looked into, cannot gain rights. After the change of user, which undoes the first.
#[cfg(target_os = "linux")]
fn process() -> Result<(), String> {
    use nix::sys::{prctl, signal::Signal};
    let done = prctl::set_pdeathsig(Signal::SIGKILL)
        .and_then(|()| prctl::set_dumpable(false))
        .and_then(|()| prctl::set_no_new_privs())
        .and_then(|()| prctl::set_name(c"gongdan-script"))
        // Pages of one size, so that counting them tells how much memory a script has touched.
        .and_then(|()| prctl::set_thp_disable(true));
    done.map_err(|error| error.to_string())
}

#[cfg(not(target_os = "linux"))]
fn process() -> Result<(), String> {
    Err("a child that computes outlives its parent until its time is up".to_owned())
}

fn rlimits(limits: &Limits, mapped: u64) -> Result<(), Errno> {
    let seconds = limits.cpu.as_secs() + 1;
    setrlimit(Resource::RLIMIT_CPU, seconds, seconds + 1)?;
    let space = mapped + 2 * limits.memory as u64 + limits.answer_bytes as u64 * 2 + OWN;
    setrlimit(Resource::RLIMIT_AS, space, space)?;
    setrlimit(Resource::RLIMIT_STACK, STACK, STACK)?;
    for nothing in
        [Resource::RLIMIT_CORE, Resource::RLIMIT_FSIZE, Resource::RLIMIT_NPROC, Resource::RLIMIT_MEMLOCK]
    {
        setrlimit(nothing, 0, 0)?;
    }
    Ok(())
}

/// How much address space is mapped now, in bytes.
fn mapped() -> u64 {
    const PAGE: u64 = 4096;
    // Where it cannot be told: more than any build of the program maps.
    const GUESS: u64 = 1 << 30;
    let pages = std::fs::read_to_string("/proc/self/statm");
    let pages = pages.ok().and_then(|line| line.split(' ').next()?.parse::<u64>().ok());
    pages.map_or(GUESS, |pages| pages * PAGE)
}
