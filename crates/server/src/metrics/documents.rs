//! Holds what is written about the figures, and drawn from them, to the list of figures.

use std::{collections::BTreeSet, fmt::Write as _, path::PathBuf};

use serde_json::Value;

use super::list::{ALL, Figure, Kind};

fn read(path: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/operations").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The figure of a name in an expression, which of a histogram has an end.
fn figure_of(name: &str) -> Option<&'static Figure> {
    ALL.iter().find(|figure| match figure.kind {
        Kind::Histogram => {
            ["_bucket", "_sum", "_count"].iter().any(|end| name.strip_suffix(end) == Some(figure.name))
        }
        Kind::Counter | Kind::Gauge => figure.name == name,
    })
}

/// The names of ours in an expression.
fn names(expression: &str) -> BTreeSet<&str> {
    let words = expression.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.filter(|word| word.starts_with("gongdan_") || word.starts_with("process_")).collect()
}

/// Fails unless an expression only asks for what there is, and only by labels that it has.
fn check(place: &str, expression: &str) -> BTreeSet<&'static str> {
    let figures: Vec<_> = names(expression)
        .into_iter()
        .map(|name| figure_of(name).unwrap_or_else(|| panic!("{place}: there is no {name} in {expression}")))
        .collect();
    let labels: BTreeSet<&str> =
        figures.iter().flat_map(|figure| figure.labels).copied().chain(["le", "job", "instance"]).collect();
    let matchers = expression.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    let grouped = expression.split("by (").skip(1).filter_map(|rest| rest.split_once(')'));
    let asked = matchers
        .flat_map(|(inside, _)| inside.split(','))
        .filter_map(|matcher| matcher.split(['=', '!']).next())
        .chain(grouped.flat_map(|(inside, _)| inside.split(',')))
        .map(str::trim)
        .filter(|label| !label.is_empty());
    for label in asked {
        assert!(labels.contains(label), "{place}: no figure of {expression} has the label {label}");
    }
    figures.into_iter().map(|figure| figure.name).collect()
}

#[test]
fn names_are_as_prometheus_wants_them() {
    let mut seen = BTreeSet::new();
    for figure in ALL {
        let Figure { name, kind, labels, help } = figure;
        assert!(seen.insert(name), "{name} is there twice");
        assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{name}");
        assert!(name.starts_with("gongdan_") || name.starts_with("process_"), "{name}");
        assert_eq!(name.ends_with("_total"), *kind == Kind::Counter, "{name}");
        assert!(!["_bucket", "_sum", "_count"].iter().any(|end| name.ends_with(end)), "{name}");
        assert!(help.ends_with('.') && help.len() > 10, "{name}");
        assert!(!labels.contains(&"le"), "{name}");
    }
}

#[test]
fn the_page_has_exactly_these_figures() {
    let page = read("metrics.md");
    let found: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
    let mut expected = String::new();
    for Figure { name, kind, labels, help } in ALL {
        let labels = labels.iter().map(|label| format!("`{label}`")).collect::<Vec<_>>().join(" ");
        writeln!(expected, "| `{name}` | {} | {labels} | {help} |", kind.word()).unwrap();
    }
    assert!(found == expected.lines().collect::<Vec<_>>(), "the table should be:\n{expected}");
}

#[test]
fn the_dashboard_draws_what_there_is() {
    fn expressions(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(map) => {
                found.extend(map.get("expr").and_then(Value::as_str).map(str::to_owned));
                map.values().for_each(|inner| expressions(inner, found));
            }
            Value::Array(list) => list.iter().for_each(|inner| expressions(inner, found)),
            _ => {}
        }
    }

    let dashboard: Value = serde_json::from_str(&read("monitoring/grafana-dashboard.json")).unwrap();
    let mut found = Vec::new();
    expressions(&dashboard, &mut found);
    assert!(found.len() >= 15, "{found:?}");
    let drawn: BTreeSet<_> = found.iter().flat_map(|expression| check("dashboard", expression)).collect();
    for figure in ALL.iter().filter(|figure| figure.name.starts_with("gongdan_http_")) {
        assert!(drawn.contains(figure.name), "{} is not drawn", figure.name);
    }
    let panels = dashboard["panels"].as_array().unwrap();
    let ids: BTreeSet<_> = panels.iter().map(|panel| panel["id"].as_i64().unwrap()).collect();
    assert_eq!(ids.len(), panels.len(), "two panels have the same id");
    for panel in panels {
        let place = &panel["gridPos"];
        assert!(place["x"].as_i64().unwrap() + place["w"].as_i64().unwrap() <= 24, "{}", panel["title"]);
        assert!(!panel["title"].as_str().unwrap().is_empty());
    }
}

#[test]
fn the_alerts_ask_for_what_there_is_and_say_what_to_do() {
    let rules = read("monitoring/alerts.yaml");
    let alerts: Vec<&str> = rules.split("- alert: ").skip(1).collect();
    assert!(alerts.len() >= 8, "{}", alerts.len());
    for alert in alerts {
        let name = alert.lines().next().unwrap_or_default();
        let of = |key: &str| {
            let line = alert.lines().find_map(|line| line.trim().strip_prefix(key));
            line.map(str::trim)
                .filter(|text| !text.is_empty())
                .unwrap_or_else(|| panic!("{name} has no {key}"))
        };
        for key in ["for:", "severity:", "summary:", "description:"] {
            of(key);
        }
        let expression = of("expr:");
        assert!(!check(name, expression).is_empty() || expression.starts_with("up{"), "{name}: {expression}");
    }
}
