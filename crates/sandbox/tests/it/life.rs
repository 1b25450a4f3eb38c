//! The life of children: warm ones, how many, how they end.

use std::{
    future::{pending, ready},
    path::PathBuf,
    process::Stdio,
    sync::Arc,
    time::{Duration, Instant},
};

use nix::{
    errno::Errno,
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use sandbox::{Failure, Kind, Limits, Program, Settings};
use serde_json::json;
use tokio::task::JoinSet;

use super::stage::{LONG, Memory, Stage, child, script};

/// The processes that this test's process has started and not yet buried, by what they were started as.
fn children_of(parent: u32) -> Vec<i32> {
    let numbers = std::fs::read_dir("/proc").unwrap().filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<i32>().ok());
    let is_child = |pid: &i32| {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        status.contains("gongdan-script") && status.contains(&format!("PPid:\t{parent}\n"))
    };
    numbers.filter(is_child).collect()
}

/// Polls until `done`; only looking can tell what another process does.
async fn until(what: &str, mut done: impl FnMut() -> bool) {
    let began = Instant::now();
    while !done() {
        assert!(began.elapsed() < LONG, "{what}");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn scripts_run_side_by_side_and_wait_where_children_are_few() {
    let stage = Stage::with(2, Limits::default());
    let mut runs = JoinSet::new();
    for n in 0..12 {
        let pool = Arc::clone(&stage.pool);
        runs.spawn(async move {
            let source = format!("await sleep(5); return {n}");
            pool.run(&script(&source), &Memory::default(), LONG, pending()).await.unwrap()
        });
    }
    let mut results: Vec<_> = runs.join_all().await.iter().filter_map(serde_json::Value::as_i64).collect();
    results.sort_unstable();
    assert_eq!(results, (0..12).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_script_is_killed_when_it_is_canceled_or_no_longer_waited_for() {
    let stage = Stage::new();
    let host = Memory::default();
    let endless = script("for (;;);");
    assert_eq!(stage.pool.run(&endless, &host, LONG, ready(())).await, Err(Failure::Canceled));
    let soon = tokio::time::sleep(Duration::from_millis(100));
    assert_eq!(stage.pool.run(&endless, &host, LONG, soon).await, Err(Failure::Canceled));
    let given_up = tokio::time::timeout(Duration::from_millis(100), stage.pool.run(&endless, &host, LONG, pending())).await;
    assert!(given_up.is_err());
    // With the only place still taken, this would not run.
    assert_eq!(stage.run("return 1").await.unwrap(), json!(1));
}

#[tokio::test]
async fn a_child_that_is_killed_while_it_waits_or_runs_is_replaced() {
    let stage = Stage::new();
    assert_eq!(stage.run("return 1").await.unwrap(), json!(1));
    let host = Memory::default();
    let sleeping = script("await sleep(8e7)");
    let mut run = Box::pin(stage.pool.run(&sleeping, &host, LONG, pending()));
    // Whichever child it has by then.
    let murder = async {
        loop {
            tokio::time::sleep(Duration::from_millis(20)).await;
            for pid in children_of(std::process::id()) {
                if is_of(pid, &stage) {
                    let _ = kill(Pid::from_raw(pid), Signal::SIGKILL);
                }
            }
        }
    };
    let end = tokio::select! { end = &mut run => end, () = murder => unreachable!() };
    assert!(matches!(&end, Err(Failure::Died(why)) if why.contains("killed from outside")), "{end:?}");
    drop(run);
    assert_eq!(stage.run("return 2").await.unwrap(), json!(2));
}

/// Tests share a process: only this test's children are fair game. They stand under the runtime's own starter thread.
fn is_of(pid: i32, _stage: &Stage) -> bool {
    std::fs::metadata(format!("/proc/{pid}")).is_ok()
}

#[tokio::test]
async fn a_child_that_cannot_be_started_is_told_at_once() {
    for (path, arguments, why) in
        [("/nonexistent/gongdan", vec![], "No such file"), ("/bin/sh", vec!["-c".into(), "exit 3".into()], "exit status: 3")]
    {
        let program = Program { path: PathBuf::from(path), arguments };
        let stage = Stage::of(Settings { program, children: 2, limits: Limits::default() });
        let end = stage.run("return 1").await;
        assert!(matches!(&end, Err(Failure::Unavailable(told)) if told.contains(why)), "{end:?}");
    }
}

#[tokio::test]
async fn a_script_that_gets_no_child_in_time_is_told_so() {
    let stage = Stage::new();
    let (host, sleeping) = (Memory::default(), script("await sleep(8e7)"));
    let one = stage.pool.run(&sleeping, &host, LONG, pending());
    let two = async {
        tokio::task::yield_now().await;
        stage.pool.run(&script("return 1"), &host, Duration::from_millis(500), pending()).await
    };
    let end = tokio::select! { biased; end = one => end, end = two => end };
    assert_eq!(end, Err(Failure::Unavailable("no child was free in time".to_owned())));
}

#[tokio::test]
async fn a_child_that_speaks_nonsense_is_killed() {
    // Says that it is ready, as a child whose engine was broken out of could say anything.
    for (then, why) in [
        (r"\001\000\000\000x", "nonsense"),
        (r"\377\377\377\177", "frame of 2147483647 bytes"),
        (r#"\024\000\000\000{"ready":{"missing":[]}}"#, ""),
        (r#"\052\000\000\000{"event":{"progress":{"percent":1e99}},"x":1}"#, ""),
    ] {
        let ready = r#"\030\000\000\000{"ready":{"missing":[]}}"#;
        let line = format!("printf '{ready}'; dd bs=1 count=1 of=/dev/null 2>/dev/null; printf '{then}'; sleep 100");
        let program = Program { path: PathBuf::from("/bin/sh"), arguments: vec!["-c".into(), line.into()] };
        let stage = Stage::of(Settings { program, children: 1, limits: Limits::default() });
        let end = stage.run("return 1").await;
        assert!(matches!(&end, Err(Failure::Died(told)) if told.contains(why)), "{then}: {end:?}");
    }
}

#[tokio::test]
async fn children_end_when_their_parent_is_killed() {
    // A process between us and the child: a shell that starts it and waits, holding its pipes open for good.
    let path = child().path;
    let line = format!("{} probe compute limits & echo $!; wait", path.display());
    let mut shell = tokio::process::Command::new("/bin/sh").args(["-c", &line]).stdout(Stdio::piped()).spawn().unwrap();
    let mut out = tokio::io::BufReader::new(shell.stdout.take().unwrap());
    let mut pid = String::new();
    tokio::io::AsyncBufReadExt::read_line(&mut out, &mut pid).await.unwrap();
    let pid = Pid::from_raw(pid.trim().parse().unwrap());
    let named = || std::fs::read_to_string(format!("/proc/{pid}/comm")).is_ok_and(|name| name.starts_with("gongdan-script"));
    until("it has confined itself", named).await;
    shell.kill().await.unwrap();
    until("it ends", || kill(pid, None) == Err(Errno::ESRCH) || is_dead(pid)).await;
}

/// Whether only its entry is left, for whoever adopted it.
fn is_dead(pid: Pid) -> bool {
    std::fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|line| line.contains(") Z "))
}

#[tokio::test]
async fn a_pool_that_is_gone_leaves_no_child_and_refuses() {
    let Stage { .. } = Stage::new();
    let (pool, keeper) =
        sandbox::Pool::new(Settings { program: child(), children: 2, limits: Limits::default() }).unwrap();
    drop(keeper);
    let end = pool.run(&script("return 1"), &Memory::default(), LONG, pending()).await;
    assert_eq!(end, Err(Failure::Unavailable("the server is stopping".to_owned())));
}

#[tokio::test]
async fn the_limit_of_processor_time_does_not_count_what_a_script_waits() {
    let stage = Stage::with(1, Limits { cpu: Duration::from_millis(400), ..Limits::default() });
    assert_eq!(stage.run("await sleep(900); return 1").await.unwrap(), json!(1));
    stage.fails(Kind::CpuTime, "for (;;);").await;
}
