//! What is in scope of a script, and what it does.

use sandbox::{Kind, Limits, TicketCall};
use serde_json::json;

use super::stage::{Memory, Stage};

#[tokio::test]
async fn a_script_sees_what_it_works_on_and_returns_a_result() {
    let stage = Stage::new();
    let result = stage.run("return {params, ticket, actor, job, sum: params.n + 1}").await.unwrap();
    assert_eq!(
        result,
        json!({
            "params": {"n": 20, "名": "工单"}, "ticket": {"id": "42", "key": "OPS-42"}, "actor": "lin",
            "job": {"id": "7", "attempt": 1}, "sum": 21
        })
    );
    assert_eq!(stage.run("").await.unwrap(), json!(null));
    assert_eq!(stage.run("// only a remark").await.unwrap(), json!(null));
    assert_eq!(stage.run("const params = 1, log = 2; return params + log").await.unwrap(), json!(3));
}

#[tokio::test]
async fn output_reaches_the_host_in_order() {
    let (stage, host) = (Stage::new(), Memory::default());
    let source = "log('a', 1, {b: [true, null]}, undefined, new TypeError('no'), () => 1, 10n, Symbol('s'));
        console.debug('d'); console.log('l'); console.info('i'); console.warn('w'); console.error('e');
        progress(12.5); await sleep(1); progress(100, '好了'); const a = {}; a.a = a; log(a); log()";
    stage.run_with(source, &host).await.unwrap();
    assert_eq!(
        host.lines(),
        [
            r#"a 1 {"b":[true,null]} undefined TypeError: no [function] 10 [value]"#,
            "Debug d",
            "l",
            "i",
            "Warn w",
            "Error e",
            "12.5 % -",
            "100 % 好了",
            "[object]",
            ""
        ]
    );
}

#[tokio::test]
async fn tickets_are_asked_of_the_host() {
    let (stage, host) = (Stage::new(), Memory::default());
    let source = "const one = await tickets.get(42);
        await tickets.get(ticket); await tickets.search('status = open'); await tickets.search({status: 'open'});
        await tickets.update('OPS-1', {title: 'x', tags: ['a']});
        await tickets.comment(one, '好'); await tickets.transit('7', 'closed', {comment: 'done'});
        await tickets.transit('7', 'closed');
        return [one, one.polluted ?? null, ({}).polluted ?? null]";
    let result = stage.run_with(source, &host).await.unwrap();
    assert_eq!(result, json!([{"id": "42", "title": "漏水", "__proto__": {"polluted": 1}}, null, null]));
    let (ticket, map) = (|id: &str| id.to_owned(), serde_json::Map::new);
    let object = |value: serde_json::Value| value.as_object().unwrap().clone();
    assert_eq!(
        *host.calls.lock().unwrap(),
        [
            TicketCall::Get { ticket: ticket("42") },
            TicketCall::Get { ticket: ticket("42") },
            TicketCall::Search { query: json!("status = open") },
            TicketCall::Search { query: json!({"status": "open"}) },
            TicketCall::Update {
                ticket: ticket("OPS-1"),
                changes: object(json!({"title": "x", "tags": ["a"]}))
            },
            TicketCall::Comment { ticket: ticket("42"), text: "好".to_owned() },
            TicketCall::Transit {
                ticket: ticket("7"),
                to: "closed".to_owned(),
                options: object(json!({"comment": "done"}))
            },
            TicketCall::Transit { ticket: ticket("7"), to: "closed".to_owned(), options: map() },
        ]
    );
}

#[tokio::test]
async fn fetch_answers_a_response() {
    let (stage, host) = (Stage::new(), Memory::default());
    let source = "const r = await fetch('https://a.example/x', {method: 'post', headers: {A: 'b'}, body: '{\"n\":3}'});
        const missing = await fetch('https://a.example/404');
        const broken = await fetch('https://a.example/', {body: '{'});
        let why; try { await broken.json() } catch (e) { why = e.name }
        return [r.status, r.ok, r.headers['content-type'], await r.text(), (await r.json()).n, missing.ok, why]";
    let result = stage.run_with(source, &host).await.unwrap();
    assert_eq!(result, json!([200, true, "application/json", "{\"n\":3}", 3, false, "SyntaxError"]));
    let requests = host.requests.lock().unwrap();
    assert_eq!((requests[0].method.as_str(), requests[0].headers["A"].as_str()), ("POST", "b"));
    assert_eq!((requests[1].method.as_str(), requests[1].body.as_deref()), ("GET", None));
}

#[tokio::test]
async fn secrets_are_asked_by_name() {
    let result = Stage::new().run("return [await secrets.get('KEY'), await secrets.get('other')]").await;
    assert_eq!(result.unwrap(), json!(["s3cret", null]));
}

#[tokio::test]
async fn a_refusal_is_an_error_that_the_script_may_catch() {
    let stage = Stage::new();
    let source =
        "try { await tickets.get(404) } catch (e) { return [e instanceof Error, e.code, e.message] }";
    assert_eq!(stage.run(source).await.unwrap(), json!([true, "not_found", "no ticket 404"]));
    let fault = stage.fault("log(1);\n\n  await tickets.get(404)").await;
    assert_eq!(fault.to_string(), "Error: no ticket 404 (line 3, column 17)");
}

#[tokio::test]
async fn wrong_arguments_are_told_at_the_line_of_the_call() {
    let stage = Stage::new();
    for (source, why) in [
        ("await tickets.get()", "tickets.get: the ticket is expected first"),
        ("await tickets.get({})", "tickets.get: the ticket is expected first"),
        ("await tickets.update(1, 'x')", "tickets.update: the changes: an object is expected"),
        ("await tickets.comment(1)", "tickets.comment: the comment is expected, a text"),
        ("await tickets.transit(1)", "tickets.transit: where to is expected, a text"),
        ("await tickets.search()", "tickets.search: a query is expected"),
        ("await fetch()", "fetch: a URL is expected"),
        ("await fetch('x', {body: {}})", "fetch: the second argument: invalid type: map, expected a string"),
        ("await fetch('x', {metod: 'GET'})", "unknown field `metod`"),
        ("await secrets.get(1)", "the name of a secret is expected, a text"),
        ("await sleep(-1)", "sleep takes milliseconds"),
        ("await sleep()", "sleep takes milliseconds"),
        ("progress(101)", "progress takes a number from 0 to 100"),
        ("progress('x')", "progress takes a number from 0 to 100"),
    ] {
        let fault = stage.fails(Kind::Thrown, &format!("\n{source}")).await;
        assert!(fault.message.contains(why), "{source}: {fault}");
        assert_eq!(fault.position.map(|at| at.line), Some(2), "{source}: {fault:?}");
    }
}

#[tokio::test]
async fn many_calls_at_once_are_all_answered() {
    let (stage, host) = (Stage::with(2, Limits::default()), Memory::default());
    let source = "const all = await Promise.all([...Array(400).keys()].map(async n => {
            if (n % 7 == 0) await sleep(n % 20); return (await tickets.get(n + 1)).id }));
        return all.every((id, n) => id == String(n + 1)) && all.length";
    assert_eq!(stage.run_with(source, &host).await.unwrap(), json!(400));
}

#[tokio::test]
async fn a_call_that_was_not_awaited_is_finished_all_the_same() {
    let (stage, host) = (Stage::new(), Memory::default());
    assert_eq!(
        stage.run_with("tickets.comment(1, 'x'); tickets.get(404); return 1", &host).await.unwrap(),
        json!(1)
    );
    assert_eq!(host.calls.lock().unwrap().len(), 2);
    assert_eq!(host.lines(), ["Error nothing handled: Error: no ticket 404 (line 1, column 34)"]);
    let (source, host) = (
        "tickets.get(1).then(one => tickets.comment(one, 'later').then(() => log('end')))",
        Memory::default(),
    );
    stage.run_with(source, &host).await.unwrap();
    assert_eq!((host.calls.lock().unwrap().len(), host.lines()), (2, vec!["end".to_owned()]));
    let (source, host) =
        ("const p = Promise.reject(1); p.catch(() => 0); Promise.reject(2)", Memory::default());
    stage.run_with(source, &host).await.unwrap();
    assert_eq!(host.lines(), ["Error nothing handled: 2"]);
    // A sleep is nothing to wait for.
    assert_eq!(stage.run("sleep(1e7); return 2").await.unwrap(), json!(2));
}

#[tokio::test]
async fn texts_that_are_no_unicode_arrive_mended() {
    let (stage, host) = (Stage::new(), Memory::default());
    let source =
        r"log('a\ud800b', '\u0000'); await tickets.comment(1, '\ude00'); return {'\ud83d': '\ud83d\ude00'}";
    assert_eq!(stage.run_with(source, &host).await.unwrap(), json!({"\u{fffd}": "😀"}));
    assert_eq!(host.lines(), ["a\u{fffd}b \0"]);
}
