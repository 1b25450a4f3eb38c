//! The project that the repair desk works for is the operator's to choose.

use crate::{
    GONGDAN,
    traces_support::{at, malformed, report_of, shown},
};
use testkit::{ADMIN_PASSWORD, Client, Process, Server, json};

on_both_engines! {
    fn a_report_lands_in_the_project_that_is_configured_and_takes_its_words(engine: Engine) {
        let mut server = Server::start(GONGDAN, engine);
        let admin = server.admin();
        admin.post("projects", json!({"key": "LAB", "name": "Laboratory", "description": ""})).expect(201);
        let field = json!({"key": "occurred_at", "name": "Occurred at", "type": "time"});
        admin.put("projects/LAB/fields", json!({"items": [field]})).expect(200);
        let word = |kind: &str, key: &str, word: &str| json!({"surface": "traces", "kind": kind, "key": key, "word": word});
        let words = json!([word("status", "open", "登记"), word("category", "device", "设备"), word("access", "admin", "主任")]);
        admin.put("projects/LAB/vocabulary", json!({"items": words})).expect(200);
        server.terminate();

        let command = server.gongdan().env("GONGDAN_REPAIR_PROJECT", "LAB").args(["serve", "--listen", "127.0.0.1:0"]);
        let mut process = Process::start(command.into_command(), "");
        let stranger = Client::new(process.url());
        let answer = stranger.post(&at("login"), json!({"sid": "admin", "password": ADMIN_PASSWORD})).expect(200);
        assert_eq!(answer["access"], "主任");
        let admin = stranger.bearer(answer["token"].as_str().unwrap());
        malformed(admin.post(&at("new_ticket"), report_of("admin", json!({"category": "low-speed"}))), "设备");
        let made = admin.post(&at("new_ticket"), report_of("admin", json!({"category": "设备"}))).expect(200);
        let ticket = shown(&admin, made["tid"].as_i64().unwrap());
        assert_eq!([&ticket["project"], &ticket["status"], &ticket["category"]], ["LAB", "登记", "设备"]);
        assert_eq!(admin.get(&format!("tickets/{}", ticket["tid"])).expect(200)["category"], "device");
        process.kill9();
        process.assert_calm();
    }
}
