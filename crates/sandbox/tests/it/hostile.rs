//! Scripts that mean harm: each ends with its own clear fault, within a bounded time, and the next script runs.

use std::time::{Duration, Instant};

use proptest::{
    prelude::{Strategy as _, any, prop},
    strategy::ValueTree as _,
    test_runner::TestRunner,
};
use sandbox::{Failure, Fault, Kind, Limits};
use serde_json::json;

use super::stage::{LONG, Memory, Stage, script};

/// Little time and memory, so that tests are quick.
fn tight() -> Limits {
    Limits { cpu: Duration::from_millis(500), memory: 32 << 20, ..Limits::default() }
}

/// Runs `source`, holds that its fault is one of `kinds` and that the pool is none the worse.
async fn ends_with(kinds: &[Kind], source: &str) -> Fault {
    ends_within(tight(), kinds, source).await
}

async fn ends_within(limits: Limits, kinds: &[Kind], source: &str) -> Fault {
    let stage = Stage::with(1, limits);
    let began = Instant::now();
    let fault = stage.fault(source).await;
    assert!(kinds.contains(&fault.kind), "{source}: {fault:?}");
    assert!(began.elapsed() < LONG, "{source}: {:?}", began.elapsed());
    assert_eq!(stage.run("return 1").await.unwrap(), json!(1), "after {source}");
    fault
}

#[tokio::test]
async fn an_endless_loop_is_ended_and_its_place_told() {
    let fault = ends_with(&[Kind::CpuTime], "let n = 0;\nfor (;;) n++").await;
    assert!(fault.message.contains("0.5 s of processor time"), "{fault}");
    // Near the place: the engine notes only those where something may go wrong.
    assert!(fault.position.is_some_and(|at| at.line <= 2), "{fault:?}");
    ends_with(&[Kind::CpuTime], "await null;\n\nwhile (true);").await;
    ends_with(&[Kind::CpuTime], "for (;;) { try { for (;;); } catch {} finally { continue } }").await;
}

#[tokio::test]
async fn endless_promises_are_ended() {
    ends_with(&[Kind::CpuTime], "for (;;) await null").await;
    ends_with(
        &[Kind::CpuTime, Kind::Memory],
        "const again = () => Promise.resolve().then(again); await again()",
    )
    .await;
    ends_with(
        &[Kind::CpuTime, Kind::Memory],
        "const more = () => { Promise.resolve().then(more).then(more) }; more(); await new Promise(() => {})",
    )
    .await;
    ends_with(&[Kind::CpuTime], "const then = {then(done) { done(then) }}; await then").await;
}

#[tokio::test]
async fn a_promise_that_never_settles_is_ended_at_the_deadline() {
    let stage = Stage::with(3, Limits::default());
    // Children are warm by then, or soon.
    stage.run("").await.unwrap();
    for source in ["await sleep(8e7)", "await tickets.get('never')", "for (;;) await sleep(10)"] {
        let (script, host, wall) = (script(source), Memory::default(), Duration::from_secs(2));
        let end = stage.pool.run(&script, &host, wall, std::future::pending()).await;
        let Err(Failure::Fault(fault)) = end else { panic!("{source}: {end:?}") };
        assert_eq!((fault.kind, fault.message.contains("2 s")), (Kind::WallTime, true), "{fault}");
    }
}

#[tokio::test]
async fn what_the_engine_does_without_asking_is_ended_by_the_kernel_or_the_deadline() {
    // Each holds the engine in native code, where it asks nobody whether it may go on.
    for source in [
        "return new Array(1e9) + ''",
        "return new Array(4e9).fill(1).length",
        "const a = []; a[2 ** 32 - 2] = 1; return a.indexOf(2)",
        "return [].concat.apply([], new Array(1e5).fill(new Array(1e5))).sort()",
        "return Array.from({length: 1e10}).length",
        "return 10n ** 10n ** 9n",
        "return new Uint8Array(1 << 30).length",
        "return JSON.stringify(new Array(1e8))",
    ] {
        ends_with(&[Kind::CpuTime, Kind::Memory, Kind::Thrown], source).await;
    }
}

#[tokio::test]
async fn too_much_memory_is_told_as_that() {
    for source in [
        "let s = 'x'; for (;;) s += s + 'y'",
        "const a = []; for (;;) a.push({a: new Array(100).fill(1)})",
        "return 'x'.repeat(2 ** 28)",
        "const m = new Map(); for (let n = 0;; n++) m.set(n, 'x'.repeat(1000) + n)",
        "const b = []; for (;;) b.push(new ArrayBuffer(1 << 20))",
        "const all = []; for (;;) { all.push(Promise.resolve(new Array(1e4).fill(0))); await null }",
    ] {
        // Enough time that it is the memory which ends first, also on a machine that is very busy.
        let limits = Limits { cpu: Duration::from_secs(10), ..tight() };
        let fault = ends_within(limits, &[Kind::Memory, Kind::Thrown], source).await;
        assert!(
            fault.message.contains("32 MiB") || fault.message.contains("string too long"),
            "{source}: {fault}"
        );
    }
    // To catch it is no way around it.
    ends_with(
        &[Kind::CpuTime, Kind::Memory],
        "const a = []; for (;;) try { for (;;) a.push(new Array(1e3).fill(7)) } catch {}",
    )
    .await;
}

#[tokio::test]
async fn deep_recursion_is_told_as_that() {
    let nested = |text: &str, end: &str| format!("{}{}", text.repeat(50_000), end.repeat(50_000));
    for source in [
        "const f = n => f(n + 1) + 1;\nf(0)".to_owned(),
        "const a = {get b() { return this.b }}; a.b".to_owned(),
        "const a = {toString() { return '' + this }}; return '' + a".to_owned(),
        "let a = []; for (let n = 0; n < 1e5; n++) a = [a]; return JSON.stringify(a)".to_owned(),
        "let p = {}; for (let n = 0; n < 1e5; n++) p = new Proxy(p, {}); return p.x".to_owned(),
        "JSON.parse('['.repeat(1e6))".to_owned(),
        "new RegExp('('.repeat(1e5) + ')'.repeat(1e5))".to_owned(),
        format!("return {}", nested("[", "]")),
        format!("return {}", nested("(", ")")),
        format!("return {}1", "~".repeat(100_000)),
    ] {
        let fault = ends_with(&[Kind::StackDepth, Kind::Thrown, Kind::Syntax, Kind::CpuTime], &source).await;
        let start: String = source.chars().take(60).collect();
        let clear =
            ["nests deeper", "SyntaxError", "processor time"].iter().any(|part| fault.message.contains(part));
        assert!(clear, "{start}: {fault}");
    }
}

#[tokio::test]
async fn a_catastrophic_expression_is_ended() {
    ends_with(&[Kind::CpuTime], "return /^(a+)+$/.test('a'.repeat(40) + '!')").await;
    ends_with(&[Kind::CpuTime], "await null; return 'x'.repeat(50000).replace(/(x*)*(x*)*y/g, '')").await;
}

#[tokio::test]
async fn a_flood_of_output_is_cut_once() {
    let (stage, host) =
        (Stage::with(1, Limits { cpu: Duration::from_secs(8), ..tight() }), Memory::default());
    assert_eq!(
        stage.run_with("for (let n = 0; n < 20000; n++) log(n); return 1", &host).await.unwrap(),
        json!(1)
    );
    let lines = host.lines();
    assert_eq!((lines.len(), lines[9_999].as_str(), lines[10_000].as_str()), (10_001, "9999", "(truncated)"));

    let host = Memory::default();
    let source = "const s = '长'.repeat(30000); for (let n = 0; n < 1000; n++) console.error(s); log('end')";
    stage.run_with(source, &host).await.unwrap();
    let lines = host.lines();
    assert_eq!((lines.len(), lines[64].as_str()), (65, "(truncated)"));
    assert!(lines[0].len() <= (64 << 10) + "Error ".len() && lines[0].ends_with('…'), "{}", lines[0].len());

    let host = Memory::default();
    stage.run_with("for (let n = 0; n < 20000; n++) progress(n % 100)", &host).await.unwrap();
    assert_eq!((host.lines().len(), host.lines()[10_000].as_str()), (10_001, "(truncated)"));
}

#[tokio::test]
async fn calls_are_counted_and_measured() {
    let stage = Stage::with(1, Limits { calls: 20, ..tight() });
    let fault = stage.fails(Kind::Thrown, "for (;;) await tickets.get(1)").await;
    assert!(fault.message.contains("ask its host 20 times"), "{fault}");
    for (source, why) in [
        ("await tickets.comment(1, 'x'.repeat(2 << 20))", "too long"),
        ("await tickets.update(1, {a: 'x'.repeat(2 << 20)})", "longer than 1048576 bytes"),
        ("await fetch('x', {body: 'x'.repeat(2 << 20)})", "longer than 1048576 bytes"),
        (
            "let a = {}; for (let n = 0; n < 200; n++) a = {a}; await tickets.update(1, a)",
            "nested more than 100",
        ),
        ("await tickets.get('x'.repeat(300))", "the ticket is expected"),
        ("await tickets.get('large')", "the answer is longer than 4194304 bytes"),
    ] {
        let fault = stage.fails(Kind::Thrown, source).await;
        assert!(fault.message.contains(why), "{source}: {fault}");
    }
}

#[tokio::test]
async fn games_with_prototypes_reach_nothing_of_the_host() {
    let stage = Stage::with(2, tight());
    for source in [
        "JSON.stringify = () => 'x'; JSON.parse = () => { throw 1 };",
        "Promise.prototype.then = () => { throw 1 };",
        "Promise = null; Error = null; Object = null; Array = null; Map = null; globalThis.Promise = 3;",
        "Array.prototype.push = Array.prototype.join = () => { throw 1 }; Array.prototype.map = null;",
        "Object.defineProperty(Object.prototype, 'ticket', {get() { throw 1 }, set() { throw 2 }});",
        "Object.defineProperty(Object.prototype, 'message', {set() { throw 2 }, get() { return 'm' }});",
        "Function.prototype.call = Function.prototype.apply = () => { throw 1 };",
        "String.prototype.toString = String.prototype.valueOf = String.prototype.toJSON = () => { throw 1 };",
        "Array.prototype[Symbol.iterator] = null; delete globalThis.Symbol;",
    ] {
        let host = Memory::default();
        let whole =
            format!("{source}\nlog('a'); await tickets.comment(7, 'b'); return (await tickets.get(8)).id");
        let end = stage.run_with(&whole, &host).await;
        assert_eq!(end, Ok(json!("8")), "{source}");
        assert_eq!((host.lines(), host.calls.lock().unwrap().len()), (vec!["a".to_owned()], 2), "{source}");
    }
    for source in [
        "Object.prototype.then = function (done) { throw 'mine' }; await tickets.get(1)",
        "Object.prototype.toJSON = () => { throw 'mine' }; await tickets.update(1, {a: 1})",
        "Array.prototype.toJSON = () => { throw 'mine' }; await tickets.update(1, {a: [1]})",
        "await tickets.update(1, {get a() { throw 'mine' }})",
        "await tickets.get({get id() { throw 'mine' }})",
        "await fetch('x', new Proxy({}, {ownKeys() { throw 'mine' }}))",
    ] {
        let fault = stage.fails(Kind::Thrown, source).await;
        assert_eq!(fault.message, "mine", "{source}");
    }
    ends_with(&[Kind::CpuTime], "await tickets.update(1, {get a() { for (;;); }})").await;
    ends_with(&[Kind::CpuTime], "Object.prototype.then = function () { for (;;); }; await tickets.get(1)")
        .await;
    ends_with(&[Kind::CpuTime], "throw Object.defineProperty(new Error(), 'message', {get() { for (;;); }})")
        .await;
}

#[tokio::test]
async fn nothing_of_the_machine_is_in_reach() {
    let stage = Stage::with(2, tight());
    for name in [
        "process",
        "require",
        "std",
        "os",
        "scriptArgs",
        "module",
        "exports",
        "Deno",
        "Bun",
        "print",
        "load",
        "loadScript",
        "XMLHttpRequest",
        "WebSocket",
        "Worker",
        "setTimeout",
        "__filename",
        "bjson",
        "navigator",
    ] {
        assert_eq!(stage.run(&format!("return typeof {name}")).await.unwrap(), json!("undefined"), "{name}");
        let escaped = format!("return tickets.get.constructor.constructor('return typeof {name}')()");
        assert_eq!(stage.run(&escaped).await.unwrap(), json!("undefined"), "{name}");
        let escaped = format!("return (async () => {{}}).constructor('return typeof {name}')()");
        assert_eq!(stage.run(&escaped).await.unwrap(), json!("undefined"), "{name}");
    }
    for source in [
        "await import('fs')",
        "await import('/etc/passwd')",
        "await import('std')",
        "await import('data:text/javascript,1')",
        "Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0)",
    ] {
        stage.fails(Kind::Thrown, source).await;
    }
    let names = "return Object.getOwnPropertyNames(globalThis).filter(name => /^[a-z]/.test(name)).sort()";
    let ours = [
        "actor",
        "atob",
        "btoa",
        "console",
        "decodeURI",
        "decodeURIComponent",
        "encodeURI",
        "encodeURIComponent",
        "escape",
        "eval",
        "fetch",
        "globalThis",
        "isFinite",
        "isNaN",
        "job",
        "log",
        "params",
        "parseFloat",
        "parseInt",
        "performance",
        "progress",
        "queueMicrotask",
        "secrets",
        "sleep",
        "ticket",
        "tickets",
        "unescape",
        "undefined",
    ];
    let names: Vec<String> = serde_json::from_value(stage.run(names).await.unwrap()).unwrap();
    let strange: Vec<_> = names.iter().filter(|name| !ours.contains(&name.as_str())).collect();
    assert!(strange.is_empty(), "{strange:?}");
}

#[tokio::test]
async fn nothing_passes_from_one_script_to_the_next() {
    let stage = Stage::new();
    stage.run("globalThis.left = 1; Array.prototype.left = 2; Object.prototype.left = 3").await.unwrap();
    assert_eq!(stage.run("return [typeof left, [].left ?? null]").await.unwrap(), json!(["undefined", null]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_source_whatever_harms_the_server() {
    const PIECES: &[&str] = &[
        "await ",
        "tickets.get(",
        ")",
        "(",
        "{",
        "}",
        "[",
        "]",
        "`",
        "${",
        "'",
        "\"",
        "\\",
        "/",
        "/*",
        "*/",
        "//",
        "\n",
        ";",
        "=",
        "=>",
        "async ",
        "function ",
        "class ",
        "return ",
        "throw ",
        "yield ",
        "import(",
        "x",
        "1",
        "1n",
        ".",
        "...",
        ",",
        "?.",
        "new ",
        "for(",
        "while(1)",
        "try",
        "catch",
        "log(",
        "eval(",
        "Promise",
        "JSON",
        "\u{2028}",
        "工",
        "\u{0}",
        "-->",
        "<!--",
    ];
    let stage = Stage::with(2, Limits { cpu: Duration::from_millis(50), ..tight() });
    let bytes = prop::collection::vec(any::<u8>(), 0..200)
        .prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let pieces =
        prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat());
    let sources = prop::strategy::Union::new_weighted(vec![(1, bytes.boxed()), (3, pieces.boxed())]);
    let mut runner = TestRunner::deterministic();
    for _ in 0..200 {
        let source = sources.new_tree(&mut runner).unwrap().current();
        let end = stage.run(&source).await;
        let clean = matches!(end, Ok(_) | Err(Failure::Fault(_)));
        assert!(clean, "{source:?}: {end:?}");
    }
    assert_eq!(stage.run("return 1").await.unwrap(), json!(1));
}
