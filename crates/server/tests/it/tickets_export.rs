//! A list of tickets as a file.

use crate::support::{create, project};
use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicBool, Ordering},
};
use testkit::{Value, json, unique};

on_both_engines! {
    fn a_list_is_exported_whole_and_harmless(server: &Server) {
        let person = server.person("operator");
        let key = project(server, json!([{"key": "room", "name": "Room", "type": "text"}]));
        let titles = ["=HYPERLINK(\"http://evil\")", "say \"hi\", 工单", "plain"];
        let ids: Vec<i64> = titles
            .iter()
            .map(|title| create(&person.client, json!({"project": key, "title": title, "fields": {"room": "-7"}, "tags": ["a", "b"]})).id())
            .collect();
        let path = format!("tickets/export?project={key}&columns=id,title,tags,fields.room");
        let answer = person.client.get(&format!("{path}&bom=true")).expect(200);
        assert!(answer.header("content-type").starts_with("text/csv"), "{answer}");
        assert!(answer.header("content-disposition").contains("attachment"), "{answer}");
        let expected = format!(
            "\u{feff}id,title,tags,fields.room\r\n\
             {},\"'=HYPERLINK(\"\"http://evil\"\")\",\"a, b\",'-7\r\n\
             {},\"say \"\"hi\"\", 工单\",\"a, b\",'-7\r\n\
             {},plain,\"a, b\",'-7\r\n",
            ids[0], ids[1], ids[2]
        );
        assert_eq!(answer.text, expected);
        let lines = person.client.get(&format!("{path}&format=jsonl&filter=title%20%3D%20plain")).expect(200);
        let line: Value = serde_line(&lines.text);
        assert_eq!(line, json!({"id": ids[2], "title": "plain", "tags": ["a", "b"], "fields.room": "-7"}));
        // Others see what they may see.
        let stranger = server.person("user");
        assert_eq!(stranger.client.get(&path).expect(200).text, "id,title,tags,fields.room\r\n");
        for (query, field) in [("format=xls", "format"), ("columns=nonsense", "columns"), ("bom=1", "bom"), ("filter=status%20%3D", "filter")] {
            person.client.get(&format!("tickets/export?{query}")).malformed(field);
        }
        server.stranger().get("tickets/export").unauthorized();
    }

    fn an_export_has_more_than_a_page_and_each_ticket_once(server: &Server) {
        let admin = server.admin();
        let key = project(server, json!([]));
        let ids: Vec<String> = (0..450).map(|_| create(&admin, json!({"project": key})).id().to_string()).collect();
        let answer = admin.get(&format!("tickets/export?project={key}&columns=id")).expect(200);
        let rows: Vec<&str> = answer.text.lines().skip(1).collect();
        assert_eq!(rows, ids);
        // In the order of the list, where one is asked for.
        let newest_first: Vec<&str> = ids.iter().rev().map(String::as_str).collect();
        let answer = admin.get(&format!("tickets/export?project={key}&columns=id&sort=-createdAt")).expect(200);
        assert_eq!(answer.text.lines().skip(1).collect::<Vec<_>>(), newest_first);
        let view = admin.post("views", json!({"name": unique("view"), "filter": format!("project = {key}"), "sort": "-id"})).expect(201);
        let uuid = view["uuid"].as_str().unwrap();
        let answer = admin.get(&format!("tickets/export?view={uuid}&columns=id")).expect(200);
        assert_eq!(answer.text.lines().skip(1).collect::<Vec<_>>(), newest_first);
        admin.get("tickets/export?sort=colour").malformed("sort");
    }

    fn a_ticket_that_changes_while_a_list_is_exported_is_in_it_once(server: &Server) {
        let admin = server.admin();
        let key = project(server, json!([]));
        let ids: Vec<i64> = (0..450).map(|_| create(&admin, json!({"project": key})).id()).collect();
        let path = format!("tickets/export?project={key}&columns=id&sort=updatedAt");
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            // What is changed goes to the end of the order, before the reader comes there.
            scope.spawn(|| {
                for id in ids.iter().cycle().take_while(|_| !done.load(Ordering::Relaxed)) {
                    admin.put(&format!("tickets/{id}"), json!({"title": unique("changed")})).expect(200);
                }
            });
            for _ in 0..5 {
                let answer = admin.get(&path).expect(200);
                let rows: Vec<&str> = answer.text.lines().skip(1).collect();
                let different: BTreeSet<&str> = rows.iter().copied().collect();
                assert_eq!(different.len(), rows.len(), "a ticket is in it twice");
            }
            done.store(true, Ordering::Relaxed);
        });
    }
}

/// The one line of a file of lines.
fn serde_line(text: &str) -> Value {
    assert_eq!(text.lines().count(), 1, "{text}");
    testkit::parse_json(text)
}
