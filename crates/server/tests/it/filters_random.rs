//! Filters drawn at random, held against a plain reading of what the list of tickets itself answers.

use crate::support::{create, project};
use testkit::{Client, Server, Value, encode, json};

/// How many are asked of each engine.
const MANY: usize = 150;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides).expect("a few")).expect("a few")
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.roll(of.len())]
    }
}

/// A filter as it is written, and what it means.
struct Drawn {
    text: String,
    holds: Box<dyn Fn(&Value) -> bool>,
}

impl Drawn {
    fn new(text: String, holds: impl Fn(&Value) -> bool + 'static) -> Self {
        Self { text, holds: Box::new(holds) }
    }
}

const PRIORITIES: [&str; 4] = ["low", "medium", "high", "critical"];
const TITLES: [&str; 5] = ["VPN is down", "vpn slow", "邮箱 打不开", "Door 12", "50% off \"now\""];
const PARTS: [&str; 6] = ["VPN", "打不开", "12", "%", "\"now", "o"];
const PEOPLE: [&str; 3] = ["ann", "Bob", "cy"];
const TAGS: [&str; 3] = ["VIP", "退款", "a b"];

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn text_of<'v>(ticket: &'v Value, key: &str) -> &'v str {
    ticket[key].as_str().unwrap_or_default()
}

fn rank(word: &str) -> usize {
    PRIORITIES.iter().position(|known| *known == word).expect("a priority")
}

fn condition(dice: &mut Dice) -> Drawn {
    match dice.roll(8) {
        0 => {
            let (sign, word) = (dice.one(&["<", "<=", ">", ">=", "=", "!="]), dice.one(&PRIORITIES));
            Drawn::new(format!("priority {sign} {word}"), move |t| {
                let (own, other) = (rank(text_of(t, "priority")), rank(word));
                match sign {
                    "<" => own < other,
                    "<=" => own <= other,
                    ">" => own > other,
                    ">=" => own >= other,
                    "=" => own == other,
                    _ => own != other,
                }
            })
        }
        1 => {
            let (sign, part) = (dice.one(&["~", "!~", "^=", "$="]), dice.one(&PARTS));
            Drawn::new(format!("title {sign} {}", quoted(part)), move |t| {
                let (title, part) = (text_of(t, "title").to_ascii_lowercase(), part.to_ascii_lowercase());
                match sign {
                    "~" => title.contains(&part),
                    "!~" => !title.contains(&part),
                    "^=" => title.starts_with(&part),
                    _ => title.ends_with(&part),
                }
            })
        }
        2 => {
            let (one, other) = (dice.one(&PEOPLE), dice.one(&PEOPLE));
            Drawn::new(format!("assignee in ({one}, {other})"), move |t| {
                [one, other].contains(&text_of(t, "assignee"))
            })
        }
        3 => {
            let who = dice.one(&PEOPLE);
            Drawn::new(format!("assignee not in ({who}, empty)"), move |t| {
                !["", who].contains(&text_of(t, "assignee"))
            })
        }
        4 => {
            let tag = dice.one(&TAGS);
            Drawn::new(format!("tags = {}", quoted(&tag.to_lowercase())), move |t| {
                t["tags"].as_array().expect("tags").iter().any(|own| own == tag)
            })
        }
        5 => Drawn::new("tags is empty".to_owned(), |t| t["tags"] == json!([])),
        6 => {
            let (sign, size) = (dice.one(&["<", ">=", "="]), i64::try_from(dice.roll(6)).expect("a few"));
            Drawn::new(format!("fields.size {sign} {size}"), move |t| {
                t["fields"]["size"].as_i64().is_some_and(|own| match sign {
                    "<" => own < size,
                    ">=" => own >= size,
                    _ => own == size,
                })
            })
        }
        _ => {
            let status = dice.one(&["open", "in_progress", "resolved"]);
            Drawn::new(format!("status = {status}"), move |t| text_of(t, "status") == status)
        }
    }
}

fn filter(dice: &mut Dice, depth: usize) -> Drawn {
    match dice.roll(if depth == 0 { 1 } else { 4 }) {
        0 => condition(dice),
        1 => {
            let inner = filter(dice, depth - 1);
            Drawn::new(format!("not ({})", inner.text), move |t| !(inner.holds)(t))
        }
        sign => {
            let (one, other) = (filter(dice, depth - 1), filter(dice, depth - 1));
            let word = if sign == 2 { "and" } else { "or" };
            Drawn::new(format!("({}) {word} ({})", one.text, other.text), move |t| {
                if sign == 2 {
                    (one.holds)(t) && (other.holds)(t)
                } else {
                    (one.holds)(t) || (other.holds)(t)
                }
            })
        }
    }
}

/// Forty tickets of a project of their own; its key.
fn tickets(server: &Server, admin: &Client, dice: &mut Dice) -> String {
    let key = project(server, json!([{"key": "size", "name": "Size", "type": "integer"}]));
    for _ in 0..40 {
        let tags: Vec<&str> = TAGS.into_iter().filter(|_| dice.roll(3) == 0).collect();
        let mut body = json!({
            "project": key, "title": dice.one(&TITLES), "priority": dice.one(&PRIORITIES), "tags": tags,
            "assignee": dice.one(&["ann", "Bob", "cy", ""]),
        });
        if dice.roll(3) > 0 {
            body["fields"] = json!({"size": dice.roll(6)});
        }
        let id = create(admin, body).id();
        if dice.roll(3) == 0 {
            admin.post(&format!("tickets/{id}/transition"), json!({"status": "in_progress"})).expect(200);
        }
    }
    key
}

on_both_engines! {
    fn random_filters_find_what_a_plain_reading_of_the_list_finds(server: &Server) {
        let (admin, mut dice) = (server.admin(), Dice(0x2026_1121));
        let key = tickets(server, &admin, &mut dice);
        let all = admin.get(&format!("tickets?project={key}&sort=id&pageSize=100")).expect(200);
        assert_eq!(all.items().len(), 40);
        let mut met = 0;
        for _ in 0..MANY {
            let drawn = filter(&mut dice, 3);
            let expected: Vec<i64> = all
                .items()
                .iter()
                .filter(|ticket| (drawn.holds)(ticket))
                .map(|ticket| ticket["id"].as_i64().expect("a number"))
                .collect();
            let written = encode(&format!("project = {key} and ({})", drawn.text));
            let found = admin.get(&format!("tickets?sort=id&pageSize=100&filter={written}")).expect(200);
            assert_eq!(found.ids(), expected, "{}", drawn.text);
            assert_eq!(found["total"], expected.len(), "{}", drawn.text);
            met += expected.len();
        }
        assert!(met > MANY, "too few tickets tell something: {met}");
    }
}
