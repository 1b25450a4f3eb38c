//! Golden payloads, written after what the three systems publish of theirs.

use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};

macro_rules! golden {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/hooks/", $name, ".json"))
    };
}

const GOLDEN: [(Provider, &str, &str); 10] = [
    (Provider::Github, "push", golden!("github-push")),
    (Provider::Github, "create", golden!("github-create")),
    (Provider::Github, "pull_request", golden!("github-pull")),
    (Provider::Github, "ping", golden!("github-ping")),
    (Provider::Gitlab, "Push Hook", golden!("gitlab-push")),
    (Provider::Gitlab, "Push Hook", golden!("gitlab-branch")),
    (Provider::Gitlab, "Merge Request Hook", golden!("gitlab-merge")),
    (Provider::Gitea, "push", golden!("gitea-push")),
    (Provider::Gitea, "pull_request", golden!("gitea-pull")),
    (Provider::Webhook, "deployed", golden!("webhook")),
];

const REPO: &str = "https://git.example.com/net/tools";

fn told(provider: Provider, event: &str, body: &str) -> Notice {
    match read(provider, event, body).unwrap() {
        Reading::Told(notice) => notice,
        Reading::Ignored(why) => panic!("ignored: {why:?}"),
    }
}

fn is_ignored(provider: Provider, event: &str, body: &Value) -> bool {
    matches!(read(provider, event, &body.to_string()).unwrap(), Reading::Ignored(_))
}

fn parsed(body: &str) -> Value {
    serde_json::from_str(body).unwrap()
}

/// What happened, what it is called, who did it, and whom it names.
fn short(happening: &Happening) -> (&'static str, &str, &str, Vec<String>) {
    let (word, repo) = match &happening.event {
        Event::CommitCreated { repo } => ("commit", repo.as_str()),
        Event::BranchCreated { repo } => ("branch", repo.as_str()),
        Event::PullRequestMerged { repo } => ("merge", repo.as_str()),
        Event::Webhook { .. } => ("webhook", REPO),
        Event::JobFinished { .. } => ("job", ""),
    };
    assert_eq!(repo, REPO);
    let named = happening.mentions.iter().map(|mention| match mention {
        Mention::Key(key) => key.to_string(),
        Mention::Number(id) => format!("#{id}"),
    });
    (word, &happening.name, &happening.author, named.collect())
}

/// A reference: its kind, its key, its address, and the tickets that it names.
type Told<'t> = (&'t str, &'t str, &'t str, &'t [&'t str]);

#[test]
fn each_system_is_understood_in_its_own_words() {
    let expected: [&[Told]; 10] = [
        &[("commit", "9fceb02d0ae598e95dc970b74767f19372d61af8", "Ann Lee", &["NET-42", "UTF-8"])],
        &[("branch", "feature/NET-42-port", "ann", &["NET-42"])],
        &[("merge", "#12", "ann", &["NET-42"])],
        &[],
        &[("commit", "da1560886d4f094c3e6c9ef40349f7d38b5d27d7", "Ann Lee", &["NET-42"])],
        &[("branch", "net-42-port", "Ann Lee", &["NET-42"])],
        &[("merge", "!7", "Ann Lee", &["NET-42"])],
        &[
            ("branch", "feature/NET-42", "ann", &["NET-42"]),
            ("commit", "bffeb74224043ba2feb48d137756c8a9331c449a", "Ann Lee", &["NET-42"]),
        ],
        &[("merge", "#3", "ann", &["NET-42"])],
        &[("webhook", "Deployment 7", "pipeline", &["NET-42"])],
    ];
    for ((provider, event, body), expected) in GOLDEN.into_iter().zip(expected) {
        if expected.is_empty() {
            assert!(is_ignored(provider, event, &parsed(body)));
            continue;
        }
        let notice = told(provider, event, body);
        let found: Vec<_> = notice.happenings.iter().map(short).collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(word, name, author, named)| {
                (*word, *name, *author, named.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>())
            })
            .collect();
        assert_eq!(found, expected, "{provider:?} {event}");
        assert!(notice.happenings.iter().all(|one| one.url.starts_with("https://")), "{notice:?}");
    }
    // GitLab lists two of these commits and says that there are 24.
    assert_eq!(told(Provider::Gitlab, "Push Hook", golden!("gitlab-push")).left_out, 22);
}

#[test]
fn a_branch_is_one_thing_whether_a_push_or_a_creation_tells_of_it() {
    let created = told(Provider::Github, "create", golden!("github-create"));
    let mut push = parsed(golden!("github-push"));
    push["before"] = json!("0".repeat(40));
    push["ref"] = json!("refs/heads/feature/NET-42-port");
    push["commits"] = json!([]);
    let pushed = told(Provider::Github, "push", &push.to_string());
    assert_eq!(created.happenings[0].key, pushed.happenings[0].key);
}

#[test]
fn what_concerns_no_ticket_is_ignored() {
    let push = parsed(golden!("github-push"));
    let with = |key: &str, value: Value| {
        let mut push = push.clone();
        push[key] = value;
        push
    };
    for body in [
        with("ref", json!("refs/tags/NET-42")),
        with("after", json!("0".repeat(40))),
        with("commits", json!([])),
        with("commits", json!(null)),
        with("commits", json!([{"id": "9fceb02d0a", "message": "nothing"}])),
    ] {
        assert!(is_ignored(Provider::Github, "push", &body), "{body}");
    }
    let mut open = parsed(golden!("github-pull"));
    open["action"] = json!("opened");
    assert!(is_ignored(Provider::Github, "pull_request", &open));
    let mut rejected = parsed(golden!("gitea-pull"));
    rejected["pull_request"]["merged"] = json!(false);
    assert!(is_ignored(Provider::Gitea, "pull_request", &rejected));
    let mut updated = parsed(golden!("gitlab-merge"));
    updated["object_attributes"]["action"] = json!("update");
    assert!(is_ignored(Provider::Gitlab, "Merge Request Hook", &updated));
    let mut tag = parsed(golden!("github-create"));
    tag["ref_type"] = json!("tag");
    assert!(is_ignored(Provider::Github, "create", &tag));
    for (provider, event) in
        [(Provider::Github, "star"), (Provider::Gitlab, "Job Hook"), (Provider::Gitea, "fork")]
    {
        assert!(is_ignored(provider, event, &json!({})));
    }
}

#[test]
fn commits_of_another_branch_are_not_of_the_tickets_that_this_one_is_called_after() {
    let mut push = parsed(golden!("github-push"));
    push["ref"] = json!("refs/heads/SUP-7-login");
    push["commits"][1]["distinct"] = json!(false);
    let notice = told(Provider::Github, "push", &push.to_string());
    assert_eq!(notice.happenings.len(), 1);
    assert_eq!(short(&notice.happenings[0]).3, ["NET-42", "UTF-8", "SUP-7"]);
}

#[test]
fn a_wrong_payload_is_refused_by_its_field() {
    let fields = [
        (0, "/ref", "ref"),
        (0, "/repository/html_url", "repository.html_url"),
        (0, "/commits/1/id", "commits[1].id"),
        (0, "/commits/0/message", "commits[0].message"),
        (1, "/ref_type", "ref_type"),
        (2, "/pull_request/title", "pull_request.title"),
        (4, "/project/web_url", "project.web_url"),
        (6, "/object_attributes/iid", "object_attributes.iid"),
        (9, "/tickets/0", "tickets[0]"),
    ];
    for (n, place, field) in fields {
        let (provider, event, body) = GOLDEN[n];
        let mut body = parsed(body);
        *body.pointer_mut(place).unwrap() = json!({"secret": 1});
        let refused = read(provider, event, &body.to_string()).unwrap_err();
        let Rejection::Malformed { field: Some(named), why } = refused else { panic!("{refused:?}") };
        assert_eq!(named, field);
        assert!(!why.text(domain::Lang::En).contains("secret"));
    }
    let mut push = parsed(golden!("github-push"));
    push["commits"][0]["id"] = json!("not a hash");
    let refused = read(Provider::Github, "push", &push.to_string()).unwrap_err();
    assert_eq!(refused, Rejection::malformed("commits[0].id", msg!("hook.sha")));
    push.as_object_mut().unwrap().remove("repository");
    let refused = read(Provider::Github, "push", &push.to_string()).unwrap_err();
    assert_eq!(refused, Rejection::malformed("repository", msg!("request.missing")));
    for body in ["", "[]", "7", "null", "{", "{} x"] {
        let refused = read(Provider::Gitlab, "Push Hook", body).unwrap_err();
        assert!(matches!(refused, Rejection::Malformed { .. }), "{body}: {refused:?}");
    }
}

#[test]
fn of_a_push_of_ten_thousand_commits_the_first_are_read_and_the_rest_is_told() {
    let mut push = parsed(golden!("github-push"));
    let commits =
        (0..10_000).map(|n| json!({"id": format!("{n:040x}"), "message": format!("NET-{n} again")}));
    push["commits"] = commits.collect();
    let notice = told(Provider::Github, "push", &push.to_string());
    assert_eq!((notice.happenings.len(), notice.left_out), (MOST_COMMITS, 10_000 - MOST_COMMITS as u64));
}

#[test]
fn odd_texts_are_kept_as_one_line_that_fits() {
    let mut push = parsed(golden!("github-push"));
    push["ref"] = json!(format!("refs/heads/NET-42-{}\u{0}#", "长".repeat(900)));
    push["before"] = json!("0".repeat(40));
    push["commits"][0]["author"]["name"] = json!("Ann\n\u{0}Lee");
    push["commits"][0]["url"] = json!("javascript:alert(1)");
    let notice = told(Provider::Github, "push", &push.to_string());
    for Happening { key, name, author, url, .. } in &notice.happenings {
        for (text, most) in [(key, 500), (name, 500), (author, 255), (url, 2_000)] {
            assert!(text::check(text, most, Lines::One).is_ok(), "{text}");
        }
    }
    assert_eq!(notice.happenings[1].author, "Ann  Lee");
    assert_eq!(notice.happenings[1].url, "");
}

/// Any value in the place of any other.
fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
        Just(json!("#1 NET-1 ".repeat(100))),
        Just(json!([])),
        Just(json!({})),
        Just(json!([[{"id": null}]])),
    ]
}

fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(map) => {
            map.iter().for_each(|(key, below)| places(below, &format!("{at}/{key}"), found));
        }
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(n, below)| places(below, &format!("{at}/{n}"), found));
        }
        _ => {}
    }
}

proptest! {
    #[test]
    fn a_payload_with_something_else_anywhere_is_read_or_refused_by_its_field(
        which in 0..GOLDEN.len(), changes in proptest::collection::vec((any::<prop::sample::Index>(), any_value()), 1..4),
    ) {
        let (provider, event, body) = GOLDEN[which];
        let mut body = parsed(body);
        for (place, value) in changes {
            let mut found = Vec::new();
            places(&body, "", &mut found);
            let at = place.get(&found).clone();
            *body.pointer_mut(&at).unwrap() = value;
        }
        if let Err(refused) = read(provider, event, &body.to_string()) {
            prop_assert!(matches!(refused, Rejection::Malformed { .. }), "{:?}", refused);
        }
    }

    #[test]
    fn a_torn_payload_is_refused(which in 0..GOLDEN.len(), end in any::<prop::sample::Index>()) {
        let (provider, event, body) = GOLDEN[which];
        prop_assume!(event != "ping");
        let body = body.trim_end();
        let end = end.index(body.len());
        if let Some(torn) = body.get(..end) {
            prop_assert!(read(provider, event, torn).is_err());
        }
    }

    #[test]
    fn any_text_is_read_without_harm(event in ".{0,20}", body in ".{0,200}") {
        for provider in Provider::ALL {
            let _ = read(provider, &event, &body);
        }
    }
}
