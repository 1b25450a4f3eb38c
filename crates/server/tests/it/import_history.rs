//! `gongdan import history` and `gongdan demo`, from outside.

use crate::GONGDAN;
use std::{path::Path, process::Stdio};
use testkit::{Gongdan, Process, Server, Value, json};

const FILE: &str = include_str!("../../../app/tests/fixtures/problems.csv");

fn mapping() -> String {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/mappings/volvo-it-problems-2013.toml");
    path.display().to_string()
}

fn write(server: &Server, name: &str, text: &str) -> String {
    let path = server.data_dir().join(name);
    std::fs::write(&path, text).expect("the data directory can be written");
    path.display().to_string()
}

fn import(server: &Server, file: &str) -> Gongdan {
    server.gongdan().args(["import", "history", file, "--mapping", &mapping()])
}

fn imported(server: &Server) -> i64 {
    let answer = server.admin().get("tickets?project=PRB&pageSize=1").expect(200);
    answer["total"].as_i64().expect("a number")
}

on_both_engines! {
    fn a_history_is_imported_beside_a_running_server(engine: Engine) {
        let server = &Server::start(GONGDAN, engine);
        let file = write(server, "problems.csv", FILE);
        let out = import(server, &file).run().expect();
        assert!(out.contains("60") && out.contains("319"), "{out}");
        assert_eq!(imported(server), 60);
        let newest = server.admin().get("tickets?project=PRB&sort=id&pageSize=1").expect(200);
        let ticket = &newest["items"][0];
        assert_eq!(ticket["source"], "import");
        let history = server.admin().get(&format!("tickets/{}/history", ticket["id"])).expect(200);
        let steps: Vec<Value> = history["items"].as_array().expect("a list").clone();
        let case = ticket["fields"]["case_id"].as_str().expect("a text");
        let rows: Vec<&str> = FILE.lines().filter(|line| line.starts_with(&format!("{case},"))).collect();
        assert_eq!(steps.len(), rows.len());
        for (step, row) in steps.iter().zip(rows) {
            let actor = row.split(',').nth(2).expect("a third cell");
            assert_eq!((&step["actor"], &step["via"]), (&json!(actor), &json!("import")));
        }
        let out = import(server, &file).run().expect();
        assert!(out.contains("319"), "{out}");
        assert_eq!(imported(server), 60);
    }

    fn a_broken_row_is_told_by_its_line_and_ends_with_failure(engine: Engine) {
        let server = &Server::start(GONGDAN, engine);
        let broken = FILE.replacen(",Accepted-In Progress,", ",Asleep,", 1);
        let line = broken.lines().position(|line| line.contains(",Asleep,")).expect("it is there") + 1;
        let file = write(server, "broken.csv", &broken);
        let report = server.data_dir().join("report.jsonl").display().to_string();
        let out = import(server, &file).args(["--report", &report]).run();
        assert_eq!(out.code, Some(1), "{out}");
        assert!(out.err.contains(&format!("line {line}")) && out.err.contains("Asleep"), "{out}");
        let report = std::fs::read_to_string(report).expect("the report is there");
        let lines: Vec<Value> = report.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
        assert!(lines.iter().any(|l| l["line"] == line && l["outcome"] == "refused"), "{report}");
        assert_eq!(imported(server), 59);
        let file = write(server, "right.csv", FILE);
        import(server, &file).run().expect();
        assert_eq!(imported(server), 60);
    }

    fn an_import_that_is_killed_is_finished_by_the_next(engine: Engine) {
        let server = &Server::start(GONGDAN, engine);
        let file = write(server, "problems.csv", FILE);
        for _ in 0..3 {
            let mut command = import(server, &file).into_command();
            let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().expect("it starts");
            // Its first word is that it has begun; where exactly it is hit after that is left to chance.
            let mut first = [0_u8; 1];
            std::io::Read::read(child.stderr.as_mut().expect("piped"), &mut first).expect("it is read");
            child.kill().expect("it can be killed");
            child.wait().expect("a child of ours");
        }
        import(server, &file).run().expect();
        assert_eq!(imported(server), 60);
        server.gongdan().args(["doctor"]).run().expect();
    }

    fn what_cannot_be_begun_is_refused_at_once(engine: Engine) {
        let server = &Server::start(GONGDAN, engine);
        import(server, "nowhere.csv").run().refused(&["nowhere.csv"]);
        let file = write(server, "header.csv", "Case ID,Activity\n");
        import(server, &file).run().refused(&["Resource", "Complete Timestamp", "Case ID, Activity"]);
        let mapping = write(server, "mapping.toml", "source = \"x\"\ncolour = 1\n");
        let out = server.gongdan().args(["import", "history", &file, "--mapping", &mapping]).run();
        out.refused(&["colour", "line 2"]);
        // Not even the project that the mapping draws.
        server.admin().get("tickets?project=PRB").malformed("project");
    }
}

#[test]
fn the_demo_can_be_logged_into_by_everybody_it_names() {
    let gongdan = Gongdan::new(Path::new(GONGDAN), &std::env::temp_dir());
    let command = gongdan.without_env("GONGDAN_ADMIN_PASSWORD").args(["demo", "--listen", "127.0.0.1:0"]);
    let mut demo = Process::start(command.into_command(), "");
    let logs = demo.logs();
    for name in ["admin", "liwei", "anna", "wangfang", "gongdan-demo"] {
        assert!(logs.contains(name), "{name} not in {logs}");
    }
    let client = testkit::Client::new(demo.url());
    for name in ["admin", "liwei", "wangfang"] {
        client.post("auth/login", json!({"username": name, "password": "gongdan-demo"})).expect(200);
    }
    assert!(demo.terminate().success());
    demo.assert_calm();
}
