//! A fixed set of believable tickets and queries: what must come first, what must not come at all, on both engines.

use crate::{
    support::Opened,
    tickets::{TEAM, everything, ticket},
};
use domain::{At, id::CommentId, id::TicketId, ticket::Ticket};
use sql::Db;
use std::collections::BTreeMap;
use store::{
    comment::{self, Comment, Reader},
    ticket::{self, Filter, Start},
};

/// The hand-written tickets of the demo.
const DEMO: [&str; 4] = [
    include_str!("../../../app/demo/sup.toml"),
    include_str!("../../../app/demo/net.toml"),
    include_str!("../../../app/demo/inc.toml"),
    include_str!("../../../app/demo/dev.toml"),
];
/// More: project, category, title, content, tags, comment.
const MORE: &str = include_str!("relevance/tickets.tsv");
/// Query, reader, how many are found, the titles of the first (with ` / ` between), a title that must not be found.
const QUERIES: &str = include_str!("relevance/queries.tsv");

/// A ticket and its comments: text, and whether it is internal.
pub(crate) type Doc = (Ticket, Vec<(String, bool)>);

fn docs() -> Vec<Doc> {
    let mut docs = Vec::new();
    for file in DEMO {
        let file: toml::Table = file.parse().unwrap();
        let project = file["project"].as_str().unwrap().to_owned();
        for text in file["ticket"].as_array().unwrap() {
            docs.extend(of_demo(&project, text));
        }
    }
    for line in MORE.lines().skip(1) {
        let [project, category, title, content, tags, comment] = line.split('\t').collect::<Vec<_>>()[..]
        else {
            panic!("{line}");
        };
        let t = Ticket {
            project: project.into(),
            category: category.into(),
            title: title.into(),
            content: content.into(),
            tags: tags.split(',').map(str::to_owned).collect(),
            ..ticket(0)
        };
        docs.push((
            t,
            Some(comment).filter(|c| !c.is_empty()).map(|c| (c.to_owned(), false)).into_iter().collect(),
        ));
    }
    for (id, (t, _)) in (1_i64..).zip(&mut docs) {
        t.id = TicketId(id);
        t.uuid = format!("uuid{id:012}");
    }
    docs
}

/// The tickets of a text of the demo: one for each way that its places are filled.
fn of_demo(project: &str, text: &toml::Value) -> Vec<Doc> {
    let none = vec![toml::Value::Table(toml::Table::new())];
    let ways = text.get("vary").and_then(|vary| vary.as_array()).unwrap_or(&none);
    let fill = |template: &str, way: &toml::Value| {
        way.as_table().unwrap().iter().fold(template.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value.as_str().unwrap())
        })
    };
    let steps = text.get("steps").and_then(|steps| steps.as_array()).cloned().unwrap_or_default();
    ways.iter()
        .map(|way| {
            let said = |key: &str| fill(text[key].as_str().unwrap(), way);
            let tags = text.get("tags").and_then(|tags| tags.as_array()).cloned().unwrap_or_default();
            let comments = steps
                .iter()
                .map(|step| (step[2].as_str().unwrap(), fill(step[3].as_str().unwrap(), way)))
                .filter(|(deed, text)| {
                    (*deed == "say" || *deed == "internal" || deed.starts_with("to:")) && !text.is_empty()
                })
                .map(|(deed, text)| (text, deed == "internal"))
                .collect();
            let t = Ticket {
                project: project.to_owned(),
                category: said("category"),
                title: said("title"),
                content: said("content"),
                tags: tags.iter().map(|tag| tag.as_str().unwrap().to_owned()).collect(),
                ..ticket(0)
            };
            (t, comments)
        })
        .collect()
}

/// Writes tickets with their comments.
pub(crate) fn write(db: &Db, docs: &[Doc]) {
    let docs = docs.to_vec();
    db.write_blocking(move |tx| {
        let mut number = 0;
        for (t, comments) in &docs {
            ticket::insert(tx, t, "")?;
            for (content, internal) in comments {
                number += 1;
                let at = At::from_micros(number);
                let (content, author) = (content.clone(), "bob".to_owned());
                let comment = Comment {
                    id: CommentId(number),
                    content,
                    author,
                    internal: *internal,
                    created: at,
                    updated: at,
                };
                comment::insert(tx, TEAM, t.id, &comment)?;
            }
        }
        crate::search::index(tx)
    })
    .unwrap();
}

/// What a filter finds, best first, all of it, so that the total must say as much.
pub(crate) fn ask(db: &Db, filter: &Filter) -> Vec<i64> {
    let filter = filter.clone();
    let found = db
        .read_blocking(move |tx| {
            let totals = ticket::Totals::default();
            ticket::ranked(tx, &totals, TEAM, &everything(), &filter, Start::Offset(0), 1_000)
        })
        .unwrap();
    let ids: Vec<i64> = found.tickets.iter().map(|t| t.id.0).collect();
    assert_eq!(usize::try_from(found.total).unwrap(), ids.len());
    ids
}

#[test]
fn the_set_finds_what_people_expect_on_both_engines() {
    let docs = docs();
    assert!(docs.len() >= 300, "{} tickets", docs.len());
    let titles: BTreeMap<i64, &str> = docs.iter().map(|(t, _)| (t.id.0, t.title.as_str())).collect();
    let (sqlite, postgres) = (Opened::sqlite(), Opened::postgres());
    write(&sqlite.db, &docs);
    write(&postgres.db, &docs);
    let mut wrong = Vec::new();
    let mut asked = 0;
    for line in QUERIES.lines().skip(1) {
        let [query, reader, total, first, never] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let reader = if reader == "staff" { Reader::Staff } else { Reader::Customer };
        let filter = Filter { text: Some(query.to_owned()), reader, ..Filter::default() };
        let found = ask(&sqlite.db, &filter);
        assert_eq!(found, ask(&postgres.db, &filter), "the engines differ: {query}");
        let found: Vec<&str> = found.iter().map(|id| titles[id]).collect();
        let expected: Vec<&str> = first.split(" / ").filter(|title| !title.is_empty()).collect();
        let right = found.len().to_string() == total
            && found.starts_with(&expected)
            && (never.is_empty() || (titles.values().any(|t| *t == never) && !found.contains(&never)));
        if !right {
            wrong.push(format!("{query}\t{}\t{}", found.len(), found[..found.len().min(8)].join(" / ")));
        }
        asked += 1;
    }
    assert!(asked >= 60, "{asked} queries");
    assert!(wrong.is_empty(), "not as expected:\n{}", wrong.join("\n"));
}
