//! `gongdan workflow`: looking through a file, and carrying one from an instance to another.

use crate::{GONGDAN, ops_commands::tempdir};
use testkit::{Gongdan, Output, Server, Value, json};

const BROKEN: &str = r#"{"workflow_format": 1, "name": "Broken", "fields": [],
  "statuses": [{"key": "open", "name": {"zh": "待处理", "en": "Open"}, "category": "new"},
    {"key": "stuck", "name": {"zh": "卡住", "en": "Stuck"}, "category": "active"}],
  "transitions": [{"from": "open", "to": "stuck", "fields": [{"field": "fields.none"}]}]}"#;

fn lint(text: &str, more: &[&str]) -> Output {
    let directory = tempdir();
    let command = Gongdan::new(GONGDAN.as_ref(), directory.path()).args(["workflow", "lint", "-"]);
    command.args(more.iter().copied()).input(text).run()
}

#[test]
fn every_shipped_file_is_clean() {
    let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/workflows");
    let mut seen = 0;
    for entry in std::fs::read_dir(shipped).expect("the examples") {
        let path = entry.expect("an entry").path();
        let directory = tempdir();
        let command = Gongdan::new(GONGDAN.as_ref(), directory.path());
        let file = path.to_string_lossy().into_owned();
        let said = command.args(["workflow", "lint", "--strict", &file]).run().expect();
        assert_eq!(said.trim(), "Nothing strange.", "{file}");
        assert!(std::fs::read_dir(directory.path()).expect("it").next().is_none(), "it made something");
        seen += 1;
    }
    assert_eq!(seen, 5);
}

#[test]
fn findings_are_told_with_code_path_and_fix_and_decide_the_exit_code() {
    let found = lint(BROKEN, &[]);
    assert_eq!(found.code, Some(1), "{found}");
    let lines: Vec<&str> = found.out.lines().collect();
    assert!(lines[0].starts_with("error unknown_field transitions[0].fields[0]"), "{found}");
    assert!(lines[1].starts_with("  ") && lines[1].trim().len() > 5, "{found}");
    assert!(found.out.contains("\nwarning no_way_out statuses[1]:"), "{found}");
    let zh = lint(BROKEN, &["--lang", "zh"]);
    assert!(zh.out.starts_with("错误 unknown_field") && zh.out.contains("卡住"), "{zh}");
    let known = BROKEN.replace("\"fields\": [],", "");
    assert_eq!(lint(&known, &[]).code, Some(0), "a file that says nothing of fields names any");
    assert_eq!(lint(&known, &["--strict"]).code, Some(1));
    let report: Value = testkit::parse_json(&lint(BROKEN, &["--json"]).out);
    assert_eq!((&report["faults"], &report["findings"][0]["code"]), (&json!([]), &json!("unknown_field")));
    assert_eq!(report["findings"][0]["severity"], "error");
}

#[test]
fn what_is_no_workflow_is_refused_with_every_fault() {
    let faults =
        lint(&BROKEN.replace("\"active\"", "\"odd\"").replace("\"to\": \"stuck\"", "\"to\": 7"), &[]);
    assert_eq!(faults.code, Some(1), "{faults}");
    assert!(
        faults.out.contains("statuses[1].category") && faults.out.contains("transitions[0].to"),
        "{faults}"
    );
    let report: Value = testkit::parse_json(&lint(&BROKEN.replace("\"new\"", "\"odd\""), &["--json"]).out);
    assert_eq!(report["faults"][0]["path"], "statuses[0].category");
    let text = lint("statuses: []", &[]);
    assert!(text.code == Some(1) && text.err.contains("JSON"), "{text}");
    let missing = lint("", &["no-such-file.json"]);
    assert_eq!(missing.code, Some(2), "{missing}");
}

on_both_engines! {
    fn a_workflow_is_exported_and_imported_beside_a_running_server(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let admin = server.admin();
        let run = |args: &[&str]| server.gongdan().args(args.iter().copied()).run();
        let text = run(&["workflow", "export", "NET", "repair"]).expect();
        let file: Value = testkit::parse_json(&text);
        assert_eq!((&file["workflow_format"], &file["fields"][0]["key"]), (&json!(1), &json!("block")));
        let import = |args: &[&str]| server.gongdan().args(args.iter().copied()).input(&text).run();
        let said = import(&["workflow", "import", "DEV", "bug", "-"]).expect();
        assert!(said.contains("block") && said.contains("version 1"), "{said}");
        assert_eq!(admin.get("projects/DEV/types/bug/workflow").expect(200)["draft"]["updatedBy"], "system");
        import(&["workflow", "import", "DEV", "bug", "-", "--add-fields"]).expect();
        let draft = admin.get("projects/DEV/types/bug/workflow/draft").expect(200);
        assert_eq!(draft["definition"]["statuses"][0]["key"], "fresh");
        let publish = admin.request("POST", "projects/DEV/types/bug/workflow/publish").if_match(&draft.etag());
        publish.body(json!({})).send().expect(200);
        let again = run(&["workflow", "export", "DEV", "bug", "--version", "2"]).expect();
        assert_eq!(testkit::parse_json(&again)["statuses"][0]["key"], "fresh");
        run(&["workflow", "export", "DEV", "nonsense"]).refused(&["nonsense"]);
        run(&["workflow", "export", "DEV", "bug", "--version", "9"]).refused(&["9"]);
        import(&["workflow", "import", "NOPE", "bug", "-"]).refused(&["NOPE"]);
    }
}
