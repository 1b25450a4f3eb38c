//! `/metrics`, read by a parser that takes nothing but the text format of Prometheus.

use crate::{GONGDAN, support};
use std::collections::{BTreeMap, BTreeSet};
use testkit::{Engine, Server, json};

/// Labels and their values, in the order of the text.
type Labels = Vec<(String, String)>;

/// Samples by name and labels.
#[derive(Debug, Default)]
struct Figures {
    kinds: BTreeMap<String, String>,
    samples: BTreeMap<(String, Labels), f64>,
}

impl Figures {
    /// Reads a text, failing at the first thing that `promtool check metrics` would complain about.
    fn parse(text: &str) -> Self {
        assert!(text.ends_with('\n'), "the last line has no end");
        let mut figures = Self::default();
        let (mut helped, mut current) = (BTreeSet::new(), String::new());
        for line in text.lines() {
            if let Some(rest) = line.strip_prefix("# HELP ") {
                let (name, help) = rest.split_once(' ').expect("a help has a text");
                assert!(helped.insert(name.to_owned()), "{name} is helped twice");
                assert!(!help.is_empty() && is_name(name), "{line}");
                name.clone_into(&mut current);
            } else if let Some(rest) = line.strip_prefix("# TYPE ") {
                let (name, kind) = rest.split_once(' ').expect("a type has a kind");
                assert_eq!(name, current, "the type does not follow its help");
                assert!(["counter", "gauge", "histogram"].contains(&kind), "{line}");
                assert_eq!(kind == "counter", name.ends_with("_total"), "{line}");
                figures.kinds.insert(name.to_owned(), kind.to_owned());
            } else {
                let (name, labels, value) = sample(line);
                let kind = figures.kinds.get(&current).unwrap_or_else(|| panic!("no type before {line}"));
                let end = name
                    .strip_prefix(current.as_str())
                    .unwrap_or_else(|| panic!("{line} is not of {current}"));
                let ends: &[&str] = if kind == "histogram" { &["_bucket", "_sum", "_count"] } else { &[""] };
                assert!(ends.contains(&end), "{line} in a {kind}");
                assert_eq!(end == "_bucket", labels.iter().any(|(label, _)| label == "le"), "{line}");
                assert!(value.is_finite() && (kind == "gauge" || value >= 0.0), "{line}");
                assert!(figures.samples.insert((name, labels), value).is_none(), "twice: {line}");
            }
        }
        figures.check_histograms();
        figures
    }

    fn check_histograms(&self) {
        for name in self.kinds.iter().filter(|(_, kind)| *kind == "histogram").map(|(name, _)| name) {
            let mut buckets: BTreeMap<Labels, Vec<(f64, f64)>> = BTreeMap::new();
            for ((sample, labels), value) in &self.samples {
                if *sample != format!("{name}_bucket") {
                    continue;
                }
                let (le, rest): (Vec<_>, Vec<_>) =
                    labels.iter().cloned().partition(|(label, _)| label == "le");
                let bound = if le[0].1 == "+Inf" { f64::INFINITY } else { le[0].1.parse().expect("a bound") };
                buckets.entry(rest).or_default().push((bound, *value));
            }
            for (labels, mut buckets) in buckets {
                buckets.sort_by(|a, b| a.0.total_cmp(&b.0));
                assert!(
                    buckets.windows(2).all(|pair| pair[0].1 <= pair[1].1),
                    "{name} {labels:?} {buckets:?}"
                );
                let (bound, all) = *buckets.last().expect("a bucket");
                assert!(bound.is_infinite(), "{name} {labels:?} has no bucket for everything");
                let count = self.samples[&(format!("{name}_count"), labels.clone())];
                assert!((count - all).abs() < 0.5, "{name} {labels:?}: {count} and {all}");
                assert!(self.samples.contains_key(&(format!("{name}_sum"), labels)));
            }
        }
    }

    /// The sum of a figure's samples that have these labels.
    fn sum(&self, name: &str, labels: &[(&str, &str)]) -> f64 {
        let fits = |have: &[(String, String)]| {
            labels.iter().all(|(label, value)| have.iter().any(|(l, v)| l == label && v == value))
        };
        let found: Vec<f64> = self
            .samples
            .iter()
            .filter(|((n, have), _)| n == name && fits(have))
            .map(|(_, value)| *value)
            .collect();
        found.iter().sum()
    }

    fn one(&self, name: &str) -> f64 {
        *self.samples.get(&(name.to_owned(), Vec::new())).unwrap_or_else(|| panic!("there is no {name}"))
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b':')
}

/// A sample's name, labels and value.
fn sample(line: &str) -> (String, Labels, f64) {
    let end = line.find(['{', ' ']).unwrap_or_else(|| panic!("no value: {line}"));
    let (name, mut rest) = line.split_at(end);
    assert!(is_name(name), "{line}");
    let mut labels = Vec::new();
    if let Some(inside) = rest.strip_prefix('{') {
        rest = inside;
        loop {
            let (label, after) = rest.split_once("=\"").unwrap_or_else(|| panic!("a label: {line}"));
            assert!(is_name(label), "{label} in {line}");
            let (mut value, mut characters) = (String::new(), after.char_indices());
            let close = loop {
                match characters.next().unwrap_or_else(|| panic!("an open quote: {line}")) {
                    (at, '"') => break at,
                    (_, '\\') => match characters.next() {
                        Some((_, c @ ('\\' | '"'))) => value.push(c),
                        Some((_, 'n')) => value.push('\n'),
                        other => panic!("{other:?} is escaped in {line}"),
                    },
                    (_, c) => value.push(c),
                }
            };
            labels.push((label.to_owned(), value));
            rest = &after[close + 1..];
            match rest.strip_prefix(',') {
                Some(more) => rest = more,
                None => break,
            }
        }
        rest = rest.strip_prefix('}').unwrap_or_else(|| panic!("no closing brace: {line}"));
    }
    let number = rest.strip_prefix(' ').unwrap_or_else(|| panic!("no space before the value: {line}"));
    (name.to_owned(), labels, number.parse().unwrap_or_else(|_| panic!("no number: {line}")))
}

fn figures(server: &Server) -> Figures {
    let answer = server.stranger().get("/metrics").expect(200);
    assert_eq!(answer.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    Figures::parse(&answer.text)
}

const REQUESTS: &str = "gongdan_http_requests_total";

on_both_engines! {
    fn what_is_asked_shows_in_the_figures_by_template_and_never_by_path(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let admin = server.admin();
        let before = figures(&server);
        let id = support::ticket(&admin);
        for _ in 0..3 {
            support::read(&admin, id);
        }
        admin.get("tickets/987654321").not_found();
        admin.get("tickets?q=login").expect(200);
        admin.post(&format!("tickets/{id}/comments"), json!({"content": "hello"})).expect(200);
        server.stranger().get("/no/such/path-4711").expect(404);
        server.log_in("admin", "certainly-not-this-one").unauthorized();
        let after = figures(&server);
        let grown = |name: &str, labels: &[(&str, &str)]| after.sum(name, labels) - before.sum(name, labels);
        let is = |found: f64, expected: f64| assert!((found - expected).abs() < 0.5, "{found}, not {expected}");
        let of_ticket = [("route", "/api/v1/tickets/{id}"), ("method", "GET"), ("surface", "native")];
        is(grown(REQUESTS, &[&of_ticket[..], &[("status", "2xx")]].concat()), 3.0);
        is(grown(REQUESTS, &[&of_ticket[..], &[("status", "4xx")]].concat()), 1.0);
        is(grown("gongdan_http_request_duration_seconds_count", &of_ticket), 4.0);
        is(grown(REQUESTS, &[("route", "other"), ("status", "4xx")]), 1.0);
        is(grown(REQUESTS, &[("route", "/metrics"), ("surface", "system")]), 1.0);
        is(after.one("gongdan_http_requests_in_flight"), 1.0);
        is(grown("gongdan_logins_total", &[("outcome", "refused")]), 1.0);
        is(after.sum("gongdan_logins_total", &[("outcome", "accepted")]), 1.0);
        is(grown("gongdan_searches_total", &[]), 1.0);
        is(grown("gongdan_tickets_total", &[]), 1.0);
        is(grown("gongdan_comments_total", &[]), 1.0);
        is(grown("gongdan_steps_total", &[]), 2.0);
        assert!(grown("gongdan_db_units_total", &[("access", "write")]) >= 2.0);
        assert!(grown("gongdan_db_queue_wait_seconds_count", &[("access", "read")]) >= 4.0);
        assert!(grown("gongdan_db_group_size_sum", &[]) >= 2.0);
        let named = after.samples.keys().flat_map(|(_, labels)| labels).map(|(_, value)| value.as_str());
        let raw: Vec<&str> = named.filter(|value| ["987654321", "4711", "admin"].iter().any(|p| value.contains(p))).collect();
        assert_eq!(raw, Vec::<&str>::new(), "a raw path or name is a label");
    }

    fn the_machine_and_the_database_show(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let admin = server.admin();
        let id = support::ticket(&admin);
        let form = testkit::multipart("file", "a.bin", "application/octet-stream", &[1; 1_000]);
        admin.post(&format!("tickets/{id}/attachments"), form).expect(201);
        // What is measured of incidents shows once one has come so far.
        for status in ["in_progress", "resolved"] {
            admin.post(&format!("tickets/{id}/transition"), json!({"status": status})).expect(200);
        }
        let made = admin.get(&format!("tickets/{id}")).expect(200)["createdAt"].clone();
        admin.put(&format!("tickets/{id}/mitigated"), json!({"at": made})).expect(200);
        let mut server = server;
        server.restart();
        server.stranger().get("/livez").expect(200);
        let seen = figures(&server);
        for name in ["process_resident_memory_bytes", "process_cpu_seconds_total", "process_open_fds",
            "process_threads", "process_max_fds", "gongdan_disk_free_bytes", "gongdan_db_size_bytes", "gongdan_db_up"] {
            assert!(seen.one(name) > 0.0, "{name} is nothing");
        }
        assert!(seen.one("gongdan_disk_free_bytes") <= seen.one("gongdan_disk_size_bytes"));
        assert!(seen.one("process_start_time_seconds") > 1.7e9);
        let build = seen.samples.keys().find(|(name, _)| name == "gongdan_build_info").expect("it is there");
        assert_eq!(build.1[0], ("version".to_owned(), env!("CARGO_PKG_VERSION").to_owned()));
        let postgres = engine == Engine::Postgres;
        assert_eq!(seen.kinds.contains_key("gongdan_postgres_connections"), postgres);
        assert_eq!(seen.kinds.contains_key("gongdan_sqlite_wal_bytes"), !postgres);
        if postgres {
            let (now, most) = (seen.one("gongdan_postgres_connections"), seen.one("gongdan_postgres_connections_max"));
            assert!(now >= 1.0 && now <= most, "{now} of {most}");
        }
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/operations/metrics.md");
        let page = std::fs::read_to_string(page).expect("the page is there");
        let told: BTreeSet<&str> =
            page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
        let given: BTreeSet<&str> = seen.kinds.keys().map(String::as_str).collect();
        let others = |name: &&str| name.contains(if postgres { "_sqlite_" } else { "_postgres_" });
        let missing: Vec<_> = told.difference(&given).filter(|name| !others(name)).collect();
        assert!(missing.is_empty() && given.is_subset(&told), "{missing:?} are told of and not given");
        // Counted in the background when the server starts.
        let counted = (0..200).any(|_| figures(&server).one("gongdan_attachments_bytes") >= 1_000.0);
        assert!(counted, "the attachments were never counted");
    }

    fn health_says_whether_the_server_is_ready(engine: Engine) {
        let mut server = Server::start(GONGDAN, engine);
        let address = server.address().to_owned();
        server.gongdan().args(["health", "--address", &address]).run().expect();
        server.gongdan().env("GONGDAN_LISTEN", &address).args(["health"]).run().expect();
        server.terminate();
        server.gongdan().args(["health", "--address", &address]).run().refused(&["does not answer"]);
        server.gongdan().args(["health", "--address", "nonsense"]).run().refused(&["HOST:PORT"]);
    }
}
