//! The commands of the program, beside `serve`.

use crate::GONGDAN;
use testkit::{Gongdan, Output, Server, Value};

const PASSWORD: &str = "gN5-silver-thicket-62";
const OTHER: &str = "hR5-bronze-kettle-66";

fn run<'a>(server: &Server, args: impl IntoIterator<Item = &'a str>) -> Output {
    server.gongdan().args(args).run()
}

on_both_engines! {
    fn each_command_runs_on_data_that_is_not_being_served(engine: Engine) {
        let mut server = Server::start(GONGDAN, engine);
        let id = crate::support::ticket(&server.admin());
        server.terminate();
        run(&server, ["migrate"]).expect();
        let status = run(&server, ["status"]).expect();
        assert!(status.contains(env!("CARGO_PKG_VERSION")), "no version in the status: {status}");
        let doctor = run(&server, ["doctor"]).expect();
        assert!(!doctor.trim().is_empty(), "the doctor says nothing");
        server.restart();
        crate::support::read(&server.admin(), id);
    }

    fn an_account_is_made_changed_and_disabled_without_the_web(engine: Engine) {
        let mut server = Server::start(GONGDAN, engine);
        server.terminate();
        let add = |name: &str| {
            let args = ["user", "add", name, "--access", "operator", "--password-stdin"];
            server.gongdan().args(args).input(&format!("{PASSWORD}\n")).run()
        };
        add("zhang").expect();
        assert!(run(&server, ["user", "list"]).expect().contains("zhang"));
        add("ZHANG").refused(&[]);
        add("not a name").refused(&[]);
        server.restart();
        server.log_in("zhang", PASSWORD).expect(200);
        assert_eq!(server.admin().get("users/zhang").expect(200)["access"], "operator");
        server.terminate();
        run(&server, ["user", "role", "zhang", "admin"]).expect();
        let change = server.gongdan().args(["user", "password", "zhang", "--password-stdin"]);
        change.input(&format!("{OTHER}\n")).run().expect();
        let weak = server.gongdan().args(["user", "password", "zhang", "--password-stdin"]);
        weak.input("short\n").run().refused(&[]);
        server.restart();
        assert_eq!(server.admin().get("users/zhang").expect(200)["access"], "admin");
        server.log_in("zhang", OTHER).expect(200);
        server.log_in("zhang", PASSWORD).unauthorized();
        server.terminate();
        run(&server, ["user", "disable", "zhang"]).expect();
        run(&server, ["user", "disable", "nobody-of-this-name"]).refused(&["nobody-of-this-name"]);
        run(&server, ["user", "role", "zhang", "emperor"]).refused(&[]);
        server.restart();
        server.log_in("zhang", OTHER).unauthorized();
    }

    fn a_token_is_made_and_revoked_without_the_web(engine: Engine) {
        let mut server = Server::start(GONGDAN, engine);
        server.terminate();
        let made =
            run(&server, ["token", "create", "admin", "--name", "from the command", "--scope", "read"])
                .expect();
        let token = made.split_whitespace().find(|word| word.starts_with("gd_")).expect("a token").to_owned();
        server.restart();
        let client = server.stranger().bearer(&token);
        client.get("tickets").expect(200);
        client.post("tickets", crate::support::draft("By a reader")).forbidden();
        let id = client
            .get("tokens")
            .expect(200)
            .items()
            .iter()
            .find(|t| t["name"] == "from the command")
            .expect("the token")["id"]
            .clone();
        server.terminate();
        run(&server, ["token", "revoke", id.to_string().trim_matches('"')]).expect();
        run(&server, ["token", "revoke", "999999999"]).refused(&[]);
        server.restart();
        server.stranger().bearer(&token).get("tickets").unauthorized();
    }
}

#[test]
fn the_description_is_printed_without_any_data() {
    let directory = tempdir();
    let printed = Gongdan::new(GONGDAN.as_ref(), directory.path()).args(["openapi"]).run().expect();
    let document: Value = testkit::parse_json(&printed);
    assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
    assert!(document["paths"]["/api/v1/tickets"]["post"].is_object());
    assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 0, "it left something behind");
}

#[test]
fn help_and_version_are_printed() {
    let directory = tempdir();
    let run = |args: &'static [&str]| {
        Gongdan::new(GONGDAN.as_ref(), directory.path()).args(args.iter().copied()).run()
    };
    assert!(run(&["--version"]).expect().contains(env!("CARGO_PKG_VERSION")));
    let help = run(&["--help"]).expect();
    for command in ["serve", "migrate", "status", "doctor", "user", "token", "openapi"] {
        assert!(help.contains(command), "{command} is not in the help");
    }
    let help = run(&["serve", "--help"]).expect();
    for name in [
        "--listen",
        "GONGDAN_LISTEN",
        "--data-dir",
        "GONGDAN_DATA_DIR",
        "--database-url",
        "GONGDAN_DATABASE_URL",
        "--base-url",
    ] {
        assert!(help.contains(name), "{name} is not in the help of serve");
    }
    assert!(help.contains("gongdan.toml") || help.contains("toml"), "the file is not in the help of serve");
    run(&["frobnicate"]).refused(&["frobnicate"]);
    run(&["user", "frobnicate"]).refused(&["frobnicate"]);
}

#[test]
fn a_command_on_a_directory_without_data_says_so_or_makes_it() {
    let directory = tempdir();
    for args in [["status"], ["doctor"]] {
        let output = Gongdan::new(GONGDAN.as_ref(), directory.path()).args(args).run();
        assert!(!output.out.trim().is_empty() || !output.err.trim().is_empty(), "not a word: {output}");
    }
}

/// A directory for one test.
pub(crate) fn tempdir() -> testkit::TempDir {
    testkit::TempDir::new().expect("a temporary directory")
}
