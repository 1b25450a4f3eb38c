//! What a child cannot do even if a script were to break out of the engine: the same restraints, and then trying.

use std::process::{Command, Stdio};

/// What the child could not take on itself, and how the try went.
fn probe(what: &str, without: &[&str]) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sandbox-child"));
    command.arg("probe").arg(what).args(without).env_clear().stdin(Stdio::null());
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let (missing, answer) = text.split_once('\n').unwrap_or((&text, ""));
    (missing.to_owned(), format!("{}{}", answer.trim_end(), output.status.code().map_or("killed", |_| "")))
}

const EVERYTHING: &[&str] = &[
    "read a file",
    "write a file",
    "list a directory",
    "remove a file",
    "connect",
    "send a datagram",
    "connect locally",
    "run a program",
    "start a thread",
    "signal the parent",
    "raise a limit",
    "take memory",
];

#[test]
fn this_machine_has_every_restraint() {
    assert_eq!(probe("read the environment", &[]), (String::new(), "done []".to_owned()));
}

#[test]
fn nothing_of_the_machine_can_be_touched() {
    for what in EVERYTHING {
        let (_, answer) = probe(what, &[]);
        assert!(answer.starts_with("refused"), "{what}: {answer}");
    }
    let untouched = probe("take memory", &["limits"]);
    assert_eq!(untouched.1, "done take memory", "the probe itself works");
}

#[test]
fn seccomp_alone_holds() {
    let without = ["user", "limits", "landlock", "open files"];
    for what in EVERYTHING.iter().filter(|what| **what != "take memory") {
        let (missing, answer) = probe(what, &without);
        assert!(answer.starts_with("refused PermissionDenied"), "{what}: {answer} {missing}");
    }
}

#[test]
fn landlock_alone_keeps_files_connections_and_programs_away() {
    let without = ["user", "limits", "open files", "seccomp"];
    for what in
        ["read a file", "write a file", "list a directory", "connect", "run a program", "signal the parent"]
    {
        let (missing, answer) = probe(what, &without);
        assert!(answer.starts_with("refused PermissionDenied"), "{what}: {answer} {missing}");
    }
}

#[test]
fn limits_alone_hold() {
    let without = ["landlock", "seccomp"];
    for what in [
        "read a file",
        "write a file",
        "connect",
        "send a datagram",
        "run a program",
        "start a thread",
        "take memory",
        "raise a limit",
    ] {
        let (missing, answer) = probe(what, &without);
        assert!(answer.starts_with("refused"), "{what}: {answer} {missing}");
    }
}

#[test]
fn the_kernel_ends_what_computes_too_long() {
    use std::os::unix::process::ExitStatusExt as _;
    let mut command = Command::new(env!("CARGO_BIN_EXE_sandbox-child"));
    // The default is 10 s; the shell's own limit is the lower one here.
    let line = format!("ulimit -St 1; exec {} probe compute limits", command.get_program().display());
    command = Command::new("/bin/sh");
    let status = command.args(["-c", &line]).stdout(Stdio::null()).status().unwrap();
    assert_eq!(status.signal(), Some(nix::sys::signal::Signal::SIGXCPU as i32));
}
