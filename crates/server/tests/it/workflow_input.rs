//! Thousands of broken definitions: each is refused or taken, none is an error of ours.

use crate::workflow_drafts::{definition, workflow};
use testkit::{Value, json};

/// How many are sent to each engine.
const MANY: u64 = 1_500;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides.max(1)).expect("a few")).expect("a few")
    }
}

/// A definition that has something of everything.
fn rich() -> Value {
    json!({
        "statuses": [
            {"key": "open", "name": {"zh": "待处理", "en": "Open"}, "category": "new"},
            {"key": "doing", "name": "Doing", "category": "active"},
            {"key": "closed", "name": "Closed", "category": "closed"}],
        "transitions": [
            {"name": "Start", "from": "open", "to": "doing", "position": 1,
             "fields": [{"field": "assignee", "required": true}, {"field": "tf-comment", "default": "On it."}],
             "condition": {"should": [
                {"in_user_domains": {"user_domains": [{"user_domain_type": "everyone", "user_domain_param": ""}]}},
                {"must_not": [{"field_in": {"field": "priority", "values": ["low", "medium"]}}]}]},
             "post_functions": [{"update_field_value": {"field": "assignee", "variable": "self"}},
                {"add_comment": {"text": "Begun."}}]},
            {"name": "Close", "from": "doing", "to": "closed",
             "condition": {"must": [{"has_comment_since_status": {}}, {"all_subtasks_closed": {}}]},
             "approval": {"approvers": [{"user_domain_type": "task_owner"}], "rule": {"at_least": 1}, "order": "at_once"}},
            {"from": "*", "to": "open", "trigger": {"must": [{"after": {"seconds": 3600}}]}}]
    })
}

/// Every place in a value, as JSON pointers.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                places(inner, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Value::Array(list) => {
            for (i, inner) in list.iter().enumerate() {
                places(inner, &format!("{at}/{i}"), found);
            }
        }
        _ => {}
    }
}

fn odd(dice: &mut Dice) -> Value {
    let all = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(9_223_372_036_854_775_807_i64),
        json!(1e308),
        json!(1.5),
        json!(""),
        json!(" "),
        json!("*"),
        json!("open"),
        json!("\u{0}"),
        json!("工".repeat(70)),
        json!("x".repeat(70_000)),
        json!([]),
        json!([[]]),
        json!({}),
        json!([null]),
        json!({"must": []}),
        json!({"must": [{"must": [{}]}]}),
        json!([{"must": 7}]),
        json!({"zh": 1}),
        json!(["a", "a"]),
        json!("fields.none"),
        json!("tf-manhour"),
        json!({"must": [{"must": [{"must": [{"must": [{"must": [{"must": [{"after": {"seconds": 1}}]}]}]}]}]}]}),
        json!({"user_domain_type": "program_role", "user_domain_param": "x"}),
        json!("00000000"),
        json!("aaaaaaaa"),
    ];
    all[dice.roll(all.len())].clone()
}

fn mutate(value: &mut Value, dice: &mut Dice) {
    let mut all = Vec::new();
    places(value, "", &mut all);
    let place = all[dice.roll(all.len())].clone();
    let Some(there) = value.pointer_mut(&place) else { return };
    match (dice.roll(5), there) {
        (0, Value::Array(list)) if !list.is_empty() => {
            let again = list[dice.roll(list.len())].clone();
            list.push(again);
        }
        (1, Value::Array(list)) if !list.is_empty() => {
            list.remove(dice.roll(list.len()));
        }
        (2, Value::Object(map)) if !map.is_empty() => {
            let key = map.keys().nth(dice.roll(map.len())).expect("a key").clone();
            map.remove(&key);
        }
        (3, Value::Object(map)) => {
            let words =
                ["must", "should", "must_not", "field", "in_user_domains", "trigger", "approval", "x"];
            map.insert(words[dice.roll(words.len())].to_owned(), odd(dice));
        }
        (_, there) => *there = odd(dice),
    }
}

on_both_engines! {
    fn thousands_of_broken_definitions_are_refused_or_taken_and_nothing_falls(server: &Server) {
        let admin = server.admin();
        let (_, path) = workflow(server);
        let (mut taken, mut refused) = (0, 0);
        for seed in 1..=MANY {
            let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
            let mut definition = rich();
            for _ in 0..=dice.roll(4) {
                mutate(&mut definition, &mut dice);
            }
            let body = json!({"definition": definition});
            // Some are kept as the draft and looked at from every side.
            let answer = if seed % 5 == 0 {
                admin.put(&format!("{path}/draft"), body)
            } else {
                admin.post(&format!("{path}/lint"), body)
            };
            match answer.status {
                200 => taken += 1,
                400 | 422 => refused += 1,
                other => panic!("{other} for definition {seed}: {answer}"),
            }
            if seed % 5 == 0 && answer.status == 200 {
                for part in ["dry-run", "publish"] {
                    let answer = admin.post(&format!("{path}/{part}"), ());
                    assert!([200, 400, 422].contains(&answer.status), "{part} of definition {seed}: {answer}");
                }
                admin.get(&format!("{path}/lint")).expect(200);
                admin.get(&format!("{path}/compare?from=1&to={}", admin.get(&path).expect(200)["version"])).expect(200);
                let file = admin.get(&format!("{path}/file")).expect(200);
                admin.put(&format!("{path}/file"), file.json.clone()).expect(200);
            }
        }
        assert!(taken > 50 && refused > 300, "{taken} taken, {refused} refused");
        definition(&admin, &path);
    }

    fn broken_bodies_are_told_where_they_are_broken(server: &Server) {
        let admin = server.admin();
        let (_, path) = workflow(server);
        let place = format!("{path}/draft");
        let put = |body: Value| admin.put(&place, body);
        put(json!({})).error(422, "validation_failed");
        put(json!({"definition": 7})).error(422, "validation_failed");
        put(json!({"definition": {"statuses": [], "transitions": []}})).invalid("statuses");
        put(json!({"base": "x", "definition": rich()})).malformed("base");
        let mut deep = rich();
        deep["transitions"][0]["condition"] = (0..6).fold(json!({"has_comment_since_status": {}}), |inner, _| json!({"must": [inner]}));
        let refused = put(json!({"definition": deep})).error(422, "validation_failed");
        let named = refused["details"].as_object().expect("details").keys().any(|key| key.starts_with("transitions[0].condition"));
        assert!(named, "{refused}");
        for text in ["", "{", "null", "[1]", "{\"definition\":"] {
            let answer = admin.request("PUT", &place).json_text(text).send();
            assert!([400, 422].contains(&answer.status), "{text:?}: {answer}");
            answer.refused();
        }
    }
}
