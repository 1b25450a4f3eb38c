//! Where a script went wrong.

use sandbox::{Failure, Kind, Position};

use super::stage::Stage;

#[tokio::test]
async fn an_error_names_line_and_column_of_the_source() {
    let (stage, mut wrong) = (Stage::new(), Vec::new());
    for (source, message, (line, column)) in [
        ("throw new Error('no')", "Error: no", (1, 11)),
        ("\n  const a = {};\n  a.b.c()", "TypeError: cannot read property 'c' of undefined", (3, 3)),
        ("await sleep(1);\nawait null;\n工单 = 1", "ReferenceError: 工单 is not defined", (3, 1)),
        ("function f() {\n  throw new RangeError('x') }\nf()", "RangeError: x", (2, 13)),
        ("return 1 +\n  nothing", "ReferenceError: nothing is not defined", (2, 3)),
        ("await Promise.reject(new TypeError('later'))", "TypeError: later", (1, 26)),
    ] {
        let fault = stage.fails(Kind::Thrown, source).await;
        let placed =
            fault.stack.as_ref().is_some_and(|stack| stack.contains(&format!("script:{line}:{column}")));
        if fault.message != message || fault.position != Some(Position { line, column }) || !placed {
            wrong.push(format!("{source:?}: {fault:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn whatever_is_thrown_is_told() {
    let stage = Stage::new();
    for (source, message) in [
        ("throw 'text'", "text"),
        ("throw null", "null"),
        ("throw undefined", "undefined"),
        ("throw {code: 3}", r#"{"code":3}"#),
        ("throw Symbol('s')", "[value]"),
        ("throw {get message() { throw 1 }, toJSON() { throw 2 }}", "[object]"),
        ("class E extends Error { get name() { return 'Own' } }\nthrow new E('x')", "Own: x"),
        (
            "const e = new Error('x'); Object.defineProperty(e, 'stack', {get() { throw 1 }}); throw e",
            "Error: x",
        ),
        (
            "Error.prepareStackTrace = () => { throw 1 }; null.x",
            "TypeError: cannot read property 'x' of null",
        ),
        ("queueMicrotask(() => { throw new Error('alone') }); await sleep(1e7)", "Error: alone"),
        ("throw new Error('长'.repeat(9000))", "Error: 长长"),
    ] {
        let fault = stage.fails(Kind::Thrown, source).await;
        assert!(fault.message.starts_with(message) && fault.message.len() <= 8 << 10, "{source}: {fault:?}");
    }
}

#[tokio::test]
async fn a_source_that_does_not_parse_is_told_with_its_place() {
    let (stage, mut wrong) = (Stage::new(), Vec::new());
    for (source, (line, column)) in [
        ("return 1 +", (1, 11)),
        ("const a = 1;\nconst a = 2", (2, 9)),
        ("let 1x", (1, 5)),
        ("log('工单')\n  if (", (2, 7)),
        ("import x from 'y'", (1, 8)),
        ("with (a) {}", (1, 1)),
        ("a\0b", (1, 2)),
        // Closing what the source stands in, and opening something else.
        ("} log(1); {", (1, 3)),
        ("}(0), function(){", (1, 2)),
        ("}, async other(){", (1, 2)),
        ("}}); log(1); ({async x(){", (1, 2)),
        ("/*", (1, 1)),
        ("`", (1, 1)),
    ] {
        let Err(Failure::Fault(parsed)) = stage.pool.parse(source).await else { panic!("{source}") };
        assert_eq!(parsed.kind, Kind::Syntax, "{source}");
        assert!(parsed.message.starts_with("SyntaxError: "), "{source}: {parsed}");
        let place = parsed.position.map(|at| (at.line, at.column));
        if place != Some((line, column)) {
            wrong.push(format!("{source:?}: {parsed}"));
        }
        assert_eq!(stage.fault(source).await, parsed, "{source}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let long = "x".repeat(300_000);
    let Err(Failure::Fault(fault)) = stage.pool.parse(&long).await else { panic!() };
    assert!(fault.message.contains("300000 bytes long; 262144"), "{fault}");
}

#[tokio::test]
async fn a_source_that_parses_is_not_run() {
    let stage = Stage::new();
    for source in
        ["", "return", "await x; for await (const y of z) {}", "throw 1", "for (;;) {}", "// x", "<!-- x"]
    {
        stage.pool.parse(source).await.unwrap();
    }
}

#[tokio::test]
async fn a_result_that_is_no_json_or_too_large_is_told() {
    let stage = Stage::new();
    for (source, why) in [
        ("return () => 1", "the result of the script is no JSON"),
        ("return 'x'.repeat(2 << 20)", "2097154 bytes of JSON; 1048576 are the most"),
        ("let a = []; for (let n = 0; n < 150; n++) a = [a]; return a", "nested more than 100 deep"),
    ] {
        let fault = stage.fails(Kind::Result, source).await;
        assert!(fault.message.contains(why), "{source}: {fault}");
    }
    let fault = stage.fails(Kind::Thrown, "const a = {}; a.a = a; return a").await;
    assert!(fault.message.contains("circular"), "{fault}");
    let fault = stage.fails(Kind::Thrown, "return 1n").await;
    assert!(fault.message.contains("BigInt"), "{fault}");
}

#[tokio::test]
async fn a_promise_that_nothing_settles_is_told_at_once() {
    let fault = Stage::new().fails(Kind::Stuck, "await new Promise(() => {})").await;
    assert!(fault.message.contains("nothing is left to settle"), "{fault}");
}
