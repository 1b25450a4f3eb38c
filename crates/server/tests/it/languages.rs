//! Messages in the language that the client asks for.

use crate::support::ticket;
use testkit::{Answer, Client, json};

fn is_chinese(answer: &Answer) -> bool {
    answer.message().chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

fn failures(client: &Client, id: i64) -> Vec<Answer> {
    vec![
        client.get("tickets/999999999").not_found(),
        client.post("tickets", json!({"title": " ", "content": "c", "category": "c"})).invalid("title"),
        client.put(&format!("tickets/{id}"), json!({})).bad_request(),
        client.put(&format!("tickets/{id}"), json!({"status": "closed"})).invalid("status"),
        client.get("no-such-path").not_found(),
        client.request("PATCH", "tickets").send().error(405, "method_not_allowed"),
    ]
}

on_both_engines! {
    fn messages_are_chinese_for_who_prefers_it(server: &Server) {
        let id = ticket(&server.admin());
        for language in
            ["zh", "zh-CN", "zh-CN,zh;q=0.9,en;q=0.8", "ZH", "fr;q=0.1, zh;q=0.9", "en;q=0.2, zh-Hans-CN"]
        {
            for answer in failures(&server.admin().with("Accept-Language", language), id) {
                assert!(is_chinese(&answer), "{language}: {answer}");
            }
        }
    }

    fn messages_are_english_for_everyone_else(server: &Server) {
        let id = ticket(&server.admin());
        let odd = ["en", "en-GB,en;q=0.9,zh;q=0.2", "fr", "", "*", ";;;q=,", "zh;q=0, en", "xx-yy;q=9"];
        for language in odd {
            for answer in failures(&server.admin().with("Accept-Language", language), id) {
                assert!(!is_chinese(&answer), "{language:?}: {answer}");
            }
        }
        for answer in failures(&server.admin(), id) {
            assert!(!is_chinese(&answer), "{answer}");
        }
    }

    fn details_follow_the_language_and_words_do_not(server: &Server) {
        let admin = server.admin().with("Accept-Language", "zh");
        let answer =
            admin.post("tickets", json!({"title": " ", "content": "c", "category": "c"})).invalid("title");
        assert_eq!(answer["details"]["title"], "不能为空");
        assert_eq!(answer["error"], "validation_failed");
        let stranger = server.stranger().with("Accept-Language", "zh");
        assert!(is_chinese(&stranger.get("tickets").unauthorized()));
        assert!(is_chinese(
            &stranger
                .post("auth/login", json!({"username": "nobody-here", "password": "wrong one"}))
                .unauthorized()
        ));
    }
}
