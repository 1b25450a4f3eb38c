//! What tests of filters draw: rows, and the texts of filters that some of them meet.

use crate::tickets::{event, ticket};
use domain::{
    At, Value,
    field::{Definition, FieldType, Names},
    filter::{Field, Groups, Kind, Operator, Subject},
    history::{self, Event},
    text::fold,
    ticket::{Priority, Source, Ticket},
};
use std::hash::{BuildHasher, Hasher};

/// The seed of the run that is to be looked at again; without one every run is another.
const AGAIN: Option<u64> = None;

/// Draws one after another from a seed.
pub(super) struct Dice {
    /// Where it began: all of a run follows from it.
    pub(super) seed: u64,
    state: u64,
}

impl Dice {
    pub(super) fn thrown() -> Self {
        let random = std::collections::hash_map::RandomState::new().build_hasher().finish();
        let seed = AGAIN.unwrap_or(random);
        Self { seed, state: seed }
    }

    /// The next number: `SplitMix64`.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    /// Once in so many times.
    pub(super) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub(super) fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }

    fn some(&mut self, from: &[&str], most: usize) -> Vec<String> {
        let count = self.below(most + 1);
        let mut some: Vec<String> = (0..count).map(|_| (*self.pick(from)).to_owned()).collect();
        some.sort_unstable();
        some.dedup();
        some
    }
}

pub(super) const TEXTS: [&str; 16] = [
    "",
    "vpn",
    "VPN",
    "vpn 12",
    "a%b",
    "a_b",
    "a\\b",
    "O'Brien",
    "x\"y",
    "登录",
    "无法登录 VPN",
    "é",
    "É",
    "İx",
    "12",
    "$1",
];
pub(super) const PEOPLE: [&str; 6] = ["", "ann", "Ann", "bob", "cy", "dee"];
const TAGS: [&str; 6] = ["VIP", "vip2", "退款", "É", "a b", "%"];
const OPTIONS: [&str; 3] = ["a", "b c", "甲"];
pub(super) const STATUSES: [&str; 4] = ["open", "in_progress", "paused", "closed"];
/// Around the time that is now in these tests, in microseconds from it.
const TIMES: [i64; 10] = [
    0,
    1,
    -1,
    3_600_000_000,
    -3_600_000_000,
    -86_400_000_000,
    -259_200_000_000,
    -259_199_999_999,
    86_400_000_000,
    -43_200_000_500,
];

pub(super) fn now() -> At {
    At::parse("2026-11-21T12:00:00.000500Z").unwrap()
}

pub(super) fn time(dice: &mut Dice) -> At {
    At::from_micros(now().micros() + dice.pick(&TIMES))
}

pub(crate) fn definitions() -> Vec<Definition> {
    let types = [
        ("block", FieldType::Text),
        ("room", FieldType::Text),
        ("size", FieldType::Integer),
        ("weight", FieldType::Number),
        ("vip", FieldType::Boolean),
        ("day", FieldType::Date),
        ("moment", FieldType::Time),
        ("part", FieldType::Option),
        ("parts", FieldType::Options),
        ("owner", FieldType::User),
        ("crew", FieldType::Users),
    ];
    let options = OPTIONS.map(str::to_owned).to_vec();
    types
        .into_iter()
        .map(|(key, kind)| Definition {
            key: key.to_owned(),
            uuid: String::new(),
            name: Names::same(key),
            kind,
            options: if matches!(kind, FieldType::Option | FieldType::Options) {
                options.clone()
            } else {
                vec![]
            },
            required: false,
        })
        .collect()
}

/// A value of a custom field; at times one that belongs into another.
fn custom(dice: &mut Dice, kind: FieldType) -> Value {
    let kind = if dice.once_in(12) {
        *dice.pick(&[FieldType::Text, FieldType::Integer, FieldType::Users])
    } else {
        kind
    };
    match kind {
        FieldType::Text | FieldType::TextArea => (*dice.pick(&TEXTS)).into(),
        FieldType::Integer => Value::Int(*dice.pick(&[
            0,
            1,
            -1,
            7,
            i64::MAX,
            i64::MIN,
            9_007_199_254_740_993,
            9_007_199_254_740_992,
        ])),
        FieldType::Number => Value::Real(*dice.pick(&[0.0, 0.5, -0.5, 0.1, 7.0, 1e300, -1e-9, 12345.678])),
        FieldType::Boolean => Value::Bool(dice.once_in(2)),
        FieldType::Date => time(dice).to_string()[..10].into(),
        FieldType::Time => time(dice).to_string().into(),
        FieldType::Option => (*dice.pick(&OPTIONS)).into(),
        FieldType::Options => dice.some(&OPTIONS, 3).into(),
        FieldType::User => (*dice.pick(&PEOPLE)).into(),
        FieldType::Users => dice.some(&PEOPLE[1..], 3).into(),
    }
}

fn any_ticket(dice: &mut Dice, id: i64, definitions: &[Definition]) -> Ticket {
    let text = |dice: &mut Dice| (*dice.pick(&TEXTS)).to_owned();
    let person = |dice: &mut Dice| (*dice.pick(&PEOPLE)).to_owned();
    let maybe = |dice: &mut Dice| (!dice.once_in(3)).then(|| time(dice));
    let mut t = Ticket {
        project: (*dice.pick(&["SUP", "NET"])).to_owned(),
        kind: (*dice.pick(&["ticket", "bug"])).to_owned(),
        status: (*dice.pick(&STATUSES)).to_owned(),
        priority: *dice.pick(&Priority::ALL),
        title: text(dice),
        content: text(dice),
        category: text(dice),
        assignee: person(dice),
        creator: person(dice),
        watchers: dice.some(&PEOPLE[1..], 3),
        tags: domain::ticket::tags(dice.some(&TAGS, 3)).unwrap(),
        player_id: text(dice),
        contact: text(dice),
        game_id: text(dice),
        env: text(dice),
        source: *dice.pick(&Source::ALL),
        due: maybe(dice),
        appointment: maybe(dice),
        created: time(dice),
        updated: time(dice),
        version: i64::try_from(dice.below(4)).unwrap(),
        fields: std::collections::BTreeMap::new(),
        ..ticket(id)
    };
    for definition in definitions {
        let value = custom(dice, definition.kind);
        if !dice.once_in(3) && !value.is_empty() {
            t.fields.insert(definition.key.clone(), value);
        }
    }
    t
}

/// Who belongs to the one group that there is.
pub(super) struct Crew;

impl Groups for Crew {
    fn has(&self, group: &str, person: &str) -> bool {
        fold(group) == "net crew" && ["ann", "bob"].contains(&person)
    }
}

/// People and the group of [`Crew`], as far as filters look at them.
pub(super) const CREW: &str = "
    INSERT INTO account (team_id, id, uuid, name, name_folded, nickname, email, phone, access, locale, password_hash,
      disabled, version, created_at, updated_at)
    SELECT 1, p.id, p.name, p.name, p.name, '', '', '', 'user', '', '', FALSE, 1, 0, 0
    FROM (SELECT 1 AS id, 'ann' AS name UNION ALL SELECT 2, 'bob' UNION ALL SELECT 3, 'cy') AS p;
    INSERT INTO circle (team_id, uuid, kind, name, name_folded, description, version, created_at)
    VALUES (1, 'g1', 'group', 'Net Crew', 'net crew', '', 1, 0), (1, 'r1', 'role', 'Net Crew', 'net crew', '', 1, 0),
      (2, 'g2', 'group', 'Net Crew', 'net crew', '', 1, 0);
    INSERT INTO membership (team_id, circle, user_id) VALUES (1, 'g1', 1), (1, 'g1', 2), (1, 'r1', 3), (2, 'g2', 3);
";

fn quoted(text: impl AsRef<str>) -> String {
    format!("\"{}\"", text.as_ref().replace('\\', "\\\\").replace('"', "\\\""))
}

fn moment(dice: &mut Dice) -> String {
    let at = time(dice).to_string();
    match dice.below(4) {
        0 => at,
        1 => format!("{}Z", &at[..23]),
        2 => format!("{}Z", &at[..19]),
        _ => (*dice.pick(&["today", "yesterday", "2026-11-18", "2026-11-21", "tomorrow", "today-3d"]))
            .to_owned(),
    }
}

fn any_value(dice: &mut Dice, field: &Field) -> String {
    if dice.once_in(8) {
        return "empty".to_owned();
    }
    match &field.kind {
        Kind::Text => quoted(dice.pick(&TEXTS)),
        Kind::Tag => quoted(dice.pick(&TAGS).to_lowercase()),
        Kind::Word(words) if words.known.is_empty() => {
            (*dice.pick(&["open", "closed", "SUP", "net", "bug", "uuid000000000001", "nothing"])).to_owned()
        }
        Kind::Word(words) => quoted(dice.pick(&words.known)),
        Kind::Key => format!("{}-{}", dice.pick(&["sup", "NET"]), dice.below(20)),
        Kind::Person => match dice.below(4) {
            0 => "me".to_owned(),
            1 => (*dice.pick(&["group(\"Net Crew\")", "group('net CREW')", "group(nobody)"])).to_owned(),
            _ => quoted(dice.pick(&PEOPLE)),
        },
        Kind::Time => moment(dice),
        Kind::Date => {
            (*dice.pick(&["2026-11-21", "2026-11-18", "today", "yesterday", "today-3d", "-3d"])).to_owned()
        }
        Kind::Duration => (*dice.pick(&["5m", "250ms", "0s"])).to_owned(),
        Kind::Integer => {
            (*dice.pick(&["0", "1", "7", "-1", "12", "9223372036854775807", "9007199254740993"])).to_owned()
        }
        Kind::Number => (*dice.pick(&["0", "0.5", "0.1", "-1e-9", "7", "1e300", "12345.678"])).to_owned(),
        Kind::Truth => (*dice.pick(&["true", "false"])).to_owned(),
        Kind::Mixed => unreachable!("no such field here"),
    }
}

fn any_condition(dice: &mut Dice, subject: &Subject) -> String {
    let field = dice.pick(subject.fields());
    let key = &field.key;
    let operators: Vec<Operator> = Operator::ALL.into_iter().filter(|o| field.takes(*o)).collect();
    let part = |dice: &mut Dice| {
        let whole = dice.pick(&TEXTS).chars().collect::<Vec<char>>();
        let end = dice.below(whole.len() + 1);
        quoted(whole[dice.below(end + 1)..end].iter().collect::<String>())
    };
    match *dice.pick(&operators) {
        Operator::Is => format!("{key} is {}empty", if dice.once_in(2) { "not " } else { "" }),
        operator @ (Operator::In | Operator::NotIn) => {
            // More than so many are sent as one parameter.
            let count = if dice.once_in(4) { 12 + dice.below(30) } else { 1 + dice.below(4) };
            let values: Vec<String> = (0..count).map(|_| any_value(dice, field)).collect();
            format!("{key} {} ({})", operator.sign(), values.join(", "))
        }
        operator @ (Operator::Contains | Operator::ContainsNot | Operator::Begins | Operator::Ends) => {
            let parts: Vec<String> = (0..=dice.below(3)).map(|_| part(dice)).collect();
            format!("{key} {} ({})", operator.sign(), parts.join(", "))
        }
        operator @ (Operator::Equal | Operator::Unequal) => {
            format!("{key} {} {}", operator.sign(), any_value(dice, field))
        }
        operator => {
            let value = loop {
                let value = any_value(dice, field);
                if value != "empty" {
                    break value;
                }
            };
            let relative = field.kind == Kind::Time && dice.once_in(2);
            let value =
                if relative { (*dice.pick(&["now", "-3d", "+1h", "-1h", "+1d"])).to_owned() } else { value };
            format!("{key} {} {value}", operator.sign())
        }
    }
}

pub(super) fn any_filter(dice: &mut Dice, subject: &Subject, depth: usize) -> String {
    match dice.below(if depth == 0 { 2 } else { 6 }) {
        0 | 1 => any_condition(dice, subject),
        2 => format!("not ({})", any_filter(dice, subject, depth - 1)),
        sign => {
            let sign = if sign % 2 == 0 { " and " } else { " or " };
            let count = 2 + dice.below(3);
            let parts: Vec<String> =
                (0..count).map(|_| format!("({})", any_filter(dice, subject, depth - 1))).collect();
            parts.join(sign)
        }
    }
}

pub(super) fn tickets_of(dice: &mut Dice, definitions: &[Definition]) -> Vec<(i64, Ticket)> {
    let mut tickets: Vec<(i64, Ticket)> =
        (1..100).map(|id| (id, any_ticket(dice, id, definitions))).collect();
    // One with nothing in it.
    let empty = Ticket { title: String::new(), creator: String::new(), fields: [].into(), ..ticket(100) };
    tickets.push((100, empty));
    tickets
}

pub(super) fn any_step(dice: &mut Dice, seq: i64) -> Event {
    let t = Ticket { version: seq % 5 + 1, updated: time(dice), ..ticket(seq / 5 + 1) };
    let mut step = event(&t, seq);
    if dice.once_in(3) {
        step.body.about.audience = history::Audience::Staff;
    }
    Event {
        kind: *dice.pick(&history::Kind::ALL),
        actor: (*dice.pick(&PEOPLE)).to_owned(),
        via: dice.pick(&Source::ALL).word().to_owned(),
        note: (*dice.pick(&TEXTS)).to_owned(),
        ..step
    }
}
