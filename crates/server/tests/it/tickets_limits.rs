//! How long each field may be, in characters and not in bytes, and what tags become.

use crate::support::{create, draft_with, read};
use testkit::{Value, json};

/// The fields with a limit, and whether they must be filled.
const LIMITS: [(&str, usize, bool); 8] = [
    ("title", 255, true),
    ("content", 65_536, true),
    ("category", 64, true),
    ("playerId", 64, false),
    ("gameId", 64, false),
    ("env", 64, false),
    ("assignee", 64, false),
    ("contact", 128, false),
];

/// One, three and four bytes long in UTF-8.
const LETTERS: [&str; 3] = ["a", "单", "😀"];

on_both_engines! {
    fn a_field_takes_as_many_characters_as_its_limit_and_not_one_more(server: &Server) {
        let admin = server.admin();
        for (field, limit, _) in LIMITS {
            for letter in LETTERS {
                let exact = letter.repeat(limit);
                let made = create(&admin, json!({field: exact}));
                assert_eq!(made[field], exact.as_str(), "{field} of {limit} {letter}");
                assert_eq!(read(&admin, made.id())[field], exact.as_str());
                admin
                    .post("tickets", draft_with("Too long", json!({field: letter.repeat(limit + 1)})))
                    .invalid(field);
                let path = format!("tickets/{}", made.id());
                admin.put(&path, json!({field: letter.repeat(limit + 1)})).invalid(field);
                assert_eq!(read(&admin, made.id()).version(), 1);
            }
        }
    }

    fn spaces_around_a_title_do_not_count(server: &Server) {
        let title = format!("  {}\t ", "单".repeat(255));
        assert_eq!(create(&server.admin(), json!({"title": title}))["title"], "单".repeat(255).as_str());
    }

    fn what_is_required_must_not_be_blank_or_left_out(server: &Server) {
        let admin = server.admin();
        for (field, _, required) in LIMITS {
            for blank in ["", "   ", "\t\n", "\u{3000}\u{a0}"] {
                let answer = admin.post("tickets", draft_with("Blank", json!({field: blank})));
                if required {
                    answer.invalid(field);
                } else if blank.trim() == blank {
                    assert_eq!(answer.expect(200)[field], "");
                }
            }
            if required {
                let mut body = draft_with("Without", json!({}));
                body.as_object_mut().unwrap().remove(field);
                admin.post("tickets", body).invalid(field);
                admin.post("tickets", draft_with("Null", json!({field: null}))).refused();
            }
        }
    }

    fn every_fault_is_named_at_once(server: &Server) {
        let body =
            json!({"content": " ", "priority": "odd", "contact": "c".repeat(129), "tags": ["t".repeat(65)]});
        let answer = server.admin().post("tickets", body).error(422, "validation_failed");
        for field in ["title", "content", "category", "priority", "contact", "tags"] {
            assert!(answer["details"].get(field).is_some(), "{field} is not named: {answer}");
        }
    }

    fn tags_are_trimmed_and_the_first_spelling_of_each_is_kept(server: &Server) {
        let admin = server.admin();
        let wanted = [
            (json!([" VIP ", "vip", "Vip"]), json!(["VIP"])),
            (json!(["", "  ", "\u{3000}"]), json!([])),
            (json!(["退款", "退款 ", "a", "A"]), json!(["退款", "a"])),
            (json!(["ÄRGER", "ärger"]), json!(["ÄRGER"])),
            (json!(["b", "a"]), json!(["b", "a"])),
            (json!(["a,b", "a b", "\"quoted\""]), json!(["a,b", "a b", "\"quoted\""])),
            (json!(null), json!([])),
        ];
        for (given, kept) in wanted {
            let made = create(&admin, json!({"tags": given}));
            assert_eq!(made["tags"], kept, "{given}");
            assert_eq!(read(&admin, made.id())["tags"], kept, "{given}");
        }
    }

    fn tags_are_at_most_fifty_of_at_most_sixty_four_characters(server: &Server) {
        let admin = server.admin();
        let tags = |n: usize| -> Value { (0..n).map(|i| format!("tag {i}")).collect() };
        assert_eq!(create(&admin, json!({"tags": tags(50)}))["tags"].as_array().map(Vec::len), Some(50));
        admin.post("tickets", draft_with("Many", json!({"tags": tags(51)}))).error(422, "validation_failed");
        // What is dropped does not count.
        let mut with_doubles: Vec<String> = (0..50).map(|i| format!("tag {i}")).collect();
        with_doubles.extend(["TAG 1".to_owned(), " ".to_owned(), "tag 2".to_owned()]);
        assert_eq!(create(&admin, json!({"tags": with_doubles}))["tags"].as_array().map(Vec::len), Some(50));
        for letter in LETTERS {
            assert_eq!(
                create(&admin, json!({"tags": [letter.repeat(64)]}))["tags"],
                json!([letter.repeat(64)])
            );
            let answer = admin.post("tickets", draft_with("Long", json!({"tags": [letter.repeat(65)]})));
            assert!(answer.text.contains("tags"), "{answer}");
            answer.error(422, "validation_failed");
        }
    }

    fn a_nul_is_stored_nowhere(server: &Server) {
        let admin = server.admin();
        for (field, ..) in LIMITS {
            admin.post("tickets", draft_with("Nul", json!({field: "a\u{0}b"}))).invalid(field);
        }
        admin
            .post("tickets", draft_with("Nul", json!({"tags": ["a\u{0}b"]})))
            .error(422, "validation_failed");
        admin.post("tickets", draft_with("Nul", json!({"watchers": ["a\u{0}b"]}))).refused();
        admin.post("tickets", draft_with("Nul", json!({"project": "a\u{0}b"}))).refused();
        admin.post("tickets", draft_with("Nul", json!({"priority": "a\u{0}b"}))).refused();
    }
}
