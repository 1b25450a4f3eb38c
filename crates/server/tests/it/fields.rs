//! Custom fields and issue types of a project, and tickets that use them.

use crate::support::{draft_with, project, read};
use testkit::{Value, assert_short_id, json};

fn definition(key: &str, kind: &str, options: &[&str], required: bool) -> Value {
    json!({"key": key, "name": {"zh": "字段", "en": key}, "type": kind, "options": options, "required": required})
}

/// One of each type, with a value it takes and values it does not.
fn samples() -> Vec<(&'static str, &'static [&'static str], Value, Vec<Value>)> {
    vec![
        ("text", &[], json!("三楼"), vec![json!("x".repeat(256)), json!("a\u{0}b")]),
        ("text_area", &[], json!("line one\nline two"), vec![json!("x".repeat(65_537))]),
        ("integer", &[], json!(-42), vec![json!(1.5), json!("many")]),
        ("number", &[], json!(2.5), vec![json!("many"), json!([1])]),
        ("boolean", &[], json!(true), vec![json!("yes"), json!(1)]),
        ("date", &[], json!("2026-11-21"), vec![json!("2026-13-41"), json!("yesterday"), json!(7)]),
        ("time", &[], json!("2026-11-21T08:00:00.000000Z"), vec![json!("noon"), json!(7)]),
        ("option", &["red", "蓝"], json!("蓝"), vec![json!("green"), json!(["red"])]),
        ("options", &["red", "蓝"], json!(["蓝", "red"]), vec![json!(["green"]), json!("red")]),
        ("user", &[], json!("admin"), vec![json!(7)]),
        ("users", &[], json!(["admin"]), vec![json!("admin"), json!([7])]),
    ]
}

on_both_engines! {
    fn the_list_of_fields_is_written_and_read_back(server: &Server) {
        let admin = server.admin();
        let key = project(server, json!([]));
        let path = format!("projects/{key}/fields");
        assert_eq!(admin.get(&path).expect(200).items().len(), 0);
        let list = json!({"items": [definition("room", "text", &[], true), definition("colour", "option", &["red", "蓝"], false)]});
        admin.put(&path, list).expect(200);
        let read = admin.get(&path).expect(200);
        assert_eq!(read.texts("key"), ["room", "colour"]);
        for field in read.items() {
            assert_short_id(&field["uuid"], 8);
            assert_eq!(field["name"]["zh"], "字段");
        }
        assert_eq!(
            (&read["items"][0]["type"], &read["items"][0]["required"]),
            (&json!("text"), &json!(true))
        );
        assert_eq!(read["items"][1]["options"], json!(["red", "蓝"]));
        // What was read can be written back, and the ids stay.
        admin.put(&path, json!({"items": read["items"]})).expect(200);
        assert_eq!(admin.get(&path).expect(200)["items"], read["items"]);
    }

    fn a_bad_definition_is_refused_whole(server: &Server) {
        let admin = server.admin();
        let path =
            format!("projects/{}/fields", project(server, json!([definition("room", "text", &[], false)])));
        let bad = [
            definition("", "text", &[], false),
            definition("Room", "text", &[], false),
            definition("1st", "text", &[], false),
            definition("房间", "text", &[], false),
            definition("colour", "option", &[], false),
            definition("colour", "text", &["red"], false),
            definition("colour", "option", &["red", "red"], false),
            definition("room", "integer", &[], false),
        ];
        for field in bad {
            admin
                .put(&path, json!({"items": [definition("good", "text", &[], false), field]}))
                .error(422, "validation_failed");
        }
        let twice = definition("twice", "text", &[], false);
        admin.put(&path, json!({"items": [twice, twice]})).error(422, "validation_failed");
        let unknown = admin.put(&path, json!({"items": [definition("odd", "hologram", &[], false)]}));
        assert!([400, 422].contains(&unknown.status), "{unknown}");
        admin.put(&path, json!({"items": "none"})).bad_request();
        admin.put(&path, json!([7])).bad_request();
        assert_eq!(admin.get(&path).expect(200).texts("key"), ["room"]);
    }

    fn each_type_takes_its_own_values_and_no_others(server: &Server) {
        let admin = server.admin();
        let definitions: Vec<Value> =
            samples().iter().map(|(kind, options, ..)| definition(kind, kind, options, false)).collect();
        let key = project(server, json!(definitions));
        for (kind, _, good, bad) in samples() {
            let made = admin
                .post("tickets", draft_with("With a field", json!({"project": key, "fields": {kind: good}})))
                .expect(200);
            assert_eq!(made["fields"][kind], good, "{made}");
            let id = made.id();
            for value in bad {
                let answer = admin.put(&format!("tickets/{id}"), json!({"fields": {kind: value}}));
                assert!([400, 422].contains(&answer.status), "{answer}");
                assert!(answer.text.contains(kind), "the field is not named: {answer}");
                answer.refused();
            }
            let now = read(&admin, id);
            assert_eq!((now.version(), &now["fields"][kind]), (1, &good));
            let cleared = admin.put(&format!("tickets/{id}"), json!({"fields": {kind: null}})).expect(200);
            assert!(cleared["fields"].get(kind).is_none_or(Value::is_null), "{cleared}");
        }
    }

    fn a_required_field_must_be_there_and_stay(server: &Server) {
        let admin = server.admin();
        let key = project(
            server,
            json!([definition("room", "text", &[], true), definition("note", "text", &[], false)]),
        );
        admin.post("tickets", draft_with("Without", json!({"project": key}))).invalid("fields.room");
        admin
            .post("tickets", draft_with("Empty", json!({"project": key, "fields": {"room": ""}})))
            .invalid("fields.room");
        admin
            .post("tickets", draft_with("Null", json!({"project": key, "fields": {"room": null}})))
            .invalid("fields.room");
        let made = admin
            .post("tickets", draft_with("With", json!({"project": key, "fields": {"room": "301"}})))
            .expect(200);
        let path = format!("tickets/{}", made.id());
        admin.put(&path, json!({"fields": {"room": ""}})).invalid("fields.room");
        let changed = admin.put(&path, json!({"fields": {"note": "by the window"}})).expect(200);
        assert_eq!(
            changed["fields"],
            json!({"room": "301", "note": "by the window"}),
            "a field that was not sent has changed"
        );
    }

    fn a_field_that_the_project_does_not_have_is_refused(server: &Server) {
        let admin = server.admin();
        let extra = json!({"fields": {"no_such_field": "x"}});
        admin.post("tickets", draft_with("Odd", extra)).invalid("fields.no_such_field");
        admin.post("tickets", draft_with("Odd", json!({"fields": ["x"]}))).malformed("fields");
        admin.post("tickets", draft_with("Odd", json!({"fields": "x"}))).malformed("fields");
        let nested = json!({"fields": {"no_such_field": {"deep": [1, {"er": null}]}}});
        admin.post("tickets", draft_with("Odd", nested)).refused();
    }

    fn types_are_read_and_written_back(server: &Server) {
        let admin = server.admin();
        for key in ["SUP".to_owned(), project(server, json!([]))] {
            let path = format!("projects/{key}/types");
            let types = admin.get(&path).expect(200);
            assert!(!types.items().is_empty() && types.texts("key").iter().all(|k| !k.is_empty()), "{types}");
            admin.put(&path, json!({"items": types["items"]})).expect(200);
            assert_eq!(admin.get(&path).expect(200)["items"], types["items"]);
            let word = types["items"][0]["key"].clone();
            let made = admin
                .post("tickets", draft_with("Of a type", json!({"project": key, "type": word})))
                .expect(200);
            assert_eq!(made["type"], word);
            admin
                .post("tickets", draft_with("Of none", json!({"project": key, "type": "no_such_type"})))
                .invalid("type");
        }
    }
}
