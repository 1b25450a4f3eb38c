//! Triggers: what makes the system take a step by itself, conditions aside.
//!
//! A trigger is a tree over what has happened since the ticket came into its status. It comes true on an *occasion*: an
//! event that one of its leaves waits for, or the time that one of them names. To add a leaf: a variant of [`Cause`].

use super::{
    expression::{Explanation, Leaf, Tree},
    reader::{Faults, Object},
};
use crate::{At, Message, msg, text::Lines};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// The trigger of a transition.
pub type Trigger = Tree<Cause>;

/// The longest time a trigger may wait: ten years.
const LONGEST: i64 = 315_360_000;

/// A leaf of a trigger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// A commit that names the ticket was pushed.
    CommitCreated {
        /// The repository's address, in any of its spellings.
        repo: String,
    },
    /// A branch that names the ticket was made.
    BranchCreated {
        /// The repository's address.
        repo: String,
    },
    /// A pull or merge request that names the ticket was merged.
    PullRequestMerged {
        /// The repository's address; none = any.
        #[serde(skip_serializing_if = "Option::is_none")]
        repo: Option<String>,
    },
    /// An incoming webhook named the ticket.
    Webhook {
        /// The webhook's name.
        name: String,
    },
    /// The ticket has been in its status for so long.
    After {
        /// In seconds, at least 1.
        seconds: i64,
    },
    /// A job of the ticket has ended.
    JobFinished {
        /// The function that it ran.
        function_id: String,
        /// How it ended.
        state: JobEnd,
    },
}

/// How a job can end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum JobEnd {
    Succeeded,
    Failed,
    Canceled,
    Timeout,
}

/// Something that happened to a ticket and that a trigger may wait for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A commit that names it was pushed.
    CommitCreated {
        /// The repository's address.
        repo: String,
    },
    /// A branch that names it was made.
    BranchCreated {
        /// The repository's address.
        repo: String,
    },
    /// A pull or merge request that names it was merged.
    PullRequestMerged {
        /// The repository's address.
        repo: String,
    },
    /// An incoming webhook named it.
    Webhook {
        /// The webhook's name.
        name: String,
    },
    /// A job of it has ended.
    JobFinished {
        /// The function.
        function_id: String,
        /// How it ended.
        state: JobEnd,
    },
}

/// What has happened since a ticket came into its status.
#[derive(Debug, Clone, Copy)]
pub struct Since<'a> {
    /// When it came there.
    pub entered: At,
    /// Now.
    pub now: At,
    /// The events since then, the newest among them.
    pub events: &'a [Event],
}

/// What is so of a trigger, part by part.
pub fn explain(trigger: &Trigger, since: &Since<'_>) -> Explanation {
    trigger.explain(&mut |cause| (cause.is_so(since), cause.said()))
}

/// Whether an event that has just happened (and stands among those of `since`) makes the trigger come true.
pub fn fires(trigger: &Trigger, event: &Event, since: &Since<'_>) -> bool {
    let is_occasion = trigger.leaves().into_iter().any(|(cause, waits)| waits && cause.is_met_by(event));
    is_occasion && trigger.holds(&mut |cause| cause.is_so(since))
}

/// Whether the time now makes the trigger come true.
pub fn is_due(trigger: &Trigger, since: &Since<'_>) -> bool {
    let is_occasion = times(trigger, since.entered).first().is_some_and(|first| *first <= since.now);
    is_occasion && trigger.holds(&mut |cause| cause.is_so(since))
}

/// Whether the trigger has a leaf about jobs of this function, however they end.
pub fn names_job(trigger: &Trigger, function: &str) -> bool {
    let leaves = trigger.leaves().into_iter();
    leaves
        .map(|(cause, _)| cause)
        .any(|cause| matches!(cause, Cause::JobFinished { function_id, .. } if function_id == function))
}

/// The times at which to look at a ticket that came into its status at `entered`, earliest first: each once.
pub fn times(trigger: &Trigger, entered: At) -> Vec<At> {
    let mut times: Vec<At> = trigger
        .leaves()
        .into_iter()
        .filter_map(|(cause, waits)| match cause {
            Cause::After { seconds } if waits => Some(entered.plus_seconds(*seconds)),
            _ => None,
        })
        .collect();
    times.sort_unstable();
    times.dedup();
    times
}

/// Whether anything could ever be its occasion: not where all it names is what must not have happened.
pub fn has_occasion(trigger: &Trigger) -> bool {
    trigger.leaves().iter().any(|(_, waits)| *waits)
}

/// The form in which two spellings of one repository's address are equal: `https://git.example.com/net/tools.git/`
/// and `git@git.example.com:net/tools` are both `git.example.com/net/tools`.
pub fn repository(address: &str) -> String {
    let address = address.trim().to_lowercase();
    let bare = match address.split_once("://") {
        Some((_, rest)) => rest.to_owned(),
        // `user@host:path`, as one clones over SSH.
        None => address.replacen(':', "/", 1),
    };
    let (host, path) = bare.split_once('/').unwrap_or((&bare, ""));
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    format!("{host}/{path}").trim_end_matches('/').to_owned()
}

impl JobEnd {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Succeeded, Self::Failed, Self::Canceled, Self::Timeout];

    /// The word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Canceled => "canceled",
            Self::Timeout => "timeout",
        }
    }

    /// How a job that stands so has ended; nothing while it has not.
    pub const fn of(state: crate::job::State) -> Option<Self> {
        match state {
            crate::job::State::Pending | crate::job::State::Running => None,
            crate::job::State::Succeeded => Some(Self::Succeeded),
            crate::job::State::Failed => Some(Self::Failed),
            crate::job::State::Canceled => Some(Self::Canceled),
            crate::job::State::Timeout => Some(Self::Timeout),
        }
    }

    /// Reads a word; `completed` and `cancelled` are understood.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "completed" => Some(Self::Succeeded),
            "cancelled" => Some(Self::Canceled),
            word => Self::ALL.into_iter().find(|end| end.word() == word),
        }
    }
}

impl Cause {
    /// Whether this event is what it waits for.
    pub fn is_met_by(&self, event: &Event) -> bool {
        let same = |one: &str, other: &str| repository(one) == repository(other);
        match (self, event) {
            (Self::CommitCreated { repo }, Event::CommitCreated { repo: there })
            | (Self::BranchCreated { repo }, Event::BranchCreated { repo: there }) => same(repo, there),
            (Self::PullRequestMerged { repo }, Event::PullRequestMerged { repo: there }) => {
                repo.as_ref().is_none_or(|repo| same(repo, there))
            }
            (Self::Webhook { name }, Event::Webhook { name: called }) => name == called,
            (
                Self::JobFinished { function_id, state },
                Event::JobFinished { function_id: ran, state: ended },
            ) => function_id == ran && state == ended,
            (
                Self::CommitCreated { .. }
                | Self::BranchCreated { .. }
                | Self::PullRequestMerged { .. }
                | Self::Webhook { .. }
                | Self::After { .. }
                | Self::JobFinished { .. },
                _,
            ) => false,
        }
    }

    fn is_so(&self, since: &Since<'_>) -> bool {
        match self {
            Self::After { seconds } => since.entered.plus_seconds(*seconds) <= since.now,
            cause => since.events.iter().any(|event| cause.is_met_by(event)),
        }
    }

    /// What it waits for, in words.
    pub fn said(&self) -> Message {
        match self {
            Self::CommitCreated { repo } => msg!("trigger.commit_created", repo = repo),
            Self::BranchCreated { repo } => msg!("trigger.branch_created", repo = repo),
            Self::PullRequestMerged { repo: Some(repo) } => msg!("trigger.pull_request_merged", repo = repo),
            Self::PullRequestMerged { repo: None } => msg!("trigger.any_pull_request_merged"),
            Self::Webhook { name } => msg!("trigger.webhook", name = name),
            Self::After { seconds } => msg!("trigger.after", seconds = seconds),
            Self::JobFinished { function_id, state } => {
                msg!("trigger.job_finished", function = function_id, state = state.word())
            }
        }
    }
}

impl Leaf for Cause {
    const WORDS: &'static [&'static str] =
        &["commit_created", "branch_created", "pull_request_merged", "webhook", "after", "job_finished"];

    fn word(&self) -> &'static str {
        match self {
            Self::CommitCreated { .. } => "commit_created",
            Self::BranchCreated { .. } => "branch_created",
            Self::PullRequestMerged { .. } => "pull_request_merged",
            Self::Webhook { .. } => "webhook",
            Self::After { .. } => "after",
            Self::JobFinished { .. } => "job_finished",
        }
    }

    fn read(word: &str, body: &Json, at: &str, faults: &mut Faults) -> Option<Self> {
        let body = Object::of(body, at, faults)?;
        match word {
            "commit_created" => Some(Self::CommitCreated { repo: body.text("repo", 500, faults)? }),
            "branch_created" => Some(Self::BranchCreated { repo: body.text("repo", 500, faults)? }),
            "pull_request_merged" => {
                let repo = body.text_or_empty("repo", 500, Lines::One, faults)?;
                Some(Self::PullRequestMerged { repo: Some(repo.trim().to_owned()).filter(|r| !r.is_empty()) })
            }
            "webhook" => Some(Self::Webhook { name: body.text("name", 64, faults)? }),
            "after" => Some(Self::After { seconds: body.integer("seconds", &(1..=LONGEST), faults)? }),
            "job_finished" => {
                let words = JobEnd::ALL.map(JobEnd::word);
                let function_id = body.text("function_id", 64, faults)?;
                Some(Self::JobFinished {
                    function_id,
                    state: body.word("state", &words, JobEnd::parse, faults)?,
                })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workflow::{
        expression::MAX_LEVELS,
        samples::{any_cause, any_tree},
    };
    use proptest::{collection::vec, prelude::*};
    use serde_json::json;

    fn trigger(json: &Json) -> Trigger {
        Trigger::parse(json, "trigger").unwrap()
    }

    fn commit(repo: &str) -> Event {
        Event::CommitCreated { repo: repo.to_owned() }
    }

    fn since(seconds: i64, events: &[Event]) -> Since<'_> {
        let entered = At::from_micros(0);
        Since { entered, now: entered.plus_seconds(seconds), events }
    }

    #[test]
    fn a_repository_is_the_same_in_every_spelling() {
        for spelling in [
            "https://git.example.com/net/tools",
            "https://git.example.com/net/tools.git",
            "HTTPS://ann:secret@Git.Example.com/net/Tools/",
            "git@git.example.com:net/tools.git",
            "ssh://git@git.example.com/net/tools",
            "git.example.com/net/tools",
        ] {
            assert_eq!(repository(spelling), "git.example.com/net/tools", "{spelling}");
        }
        assert_ne!(
            repository("https://git.example.com/net"),
            repository("https://git.example.com/net/tools")
        );
        assert_eq!(repository(""), "");
    }

    #[test]
    fn any_of_two_events_fires_and_another_repository_does_not() {
        let either = trigger(&json!({"should": [
            {"commit_created": {"repo": "https://git.example.com/net/tools"}},
            {"branch_created": {"repo": "https://git.example.com/net/tools"}},
        ]}));
        let here = commit("git@git.example.com:net/tools.git");
        let elsewhere = commit("git@git.example.com:net/other.git");
        assert!(fires(&either, &here, &since(0, std::slice::from_ref(&here))));
        assert!(!fires(&either, &elsewhere, &since(0, std::slice::from_ref(&elsewhere))));
    }

    #[test]
    fn what_must_both_have_happened_fires_with_the_second() {
        let both = trigger(&json!({"must": [
            {"commit_created": {"repo": "a/b"}}, {"job_finished": {"function_id": "ci", "state": "completed"}},
        ]}));
        let done = Event::JobFinished { function_id: "ci".into(), state: JobEnd::Succeeded };
        assert!(!fires(&both, &commit("a/b"), &since(0, &[commit("a/b")])));
        assert!(fires(&both, &done, &since(0, &[commit("a/b"), done.clone()])));
        let failed = Event::JobFinished { function_id: "ci".into(), state: JobEnd::Failed };
        assert!(!fires(&both, &failed, &since(0, &[commit("a/b"), failed.clone()])));
    }

    #[test]
    fn time_in_the_status_is_due_unless_what_must_not_happen_did() {
        let silence = trigger(&json!({"must": [
            {"after": {"seconds": 60}}, {"must_not": [{"commit_created": {"repo": "a/b"}}]},
        ]}));
        assert_eq!(times(&silence, At::from_micros(0)), [At::from_micros(60_000_000)]);
        assert!(!is_due(&silence, &since(59, &[])));
        assert!(is_due(&silence, &since(60, &[])));
        assert!(!is_due(&silence, &since(61, &[commit("a/b")])));
        // A commit is what it waits for not to come: it is no occasion.
        assert!(!fires(&silence, &commit("a/b"), &since(61, &[commit("a/b")])));
    }

    #[test]
    fn a_merged_request_and_a_webhook_fire_by_their_name() {
        let merged = Event::PullRequestMerged { repo: "a/b".into() };
        let any = trigger(&json!({"must": [{"pull_request_merged": {}}]}));
        let other = trigger(&json!({"must": [{"pull_request_merged": {"repo": "a/c"}}]}));
        let events = [merged.clone()];
        assert!(fires(&any, &merged, &since(0, &events)));
        assert!(!fires(&other, &merged, &since(0, &events)));
        let ring = Event::Webhook { name: "alarm".into() };
        let hook = trigger(&json!({"must": [{"webhook": {"name": "alarm"}}]}));
        assert!(fires(&hook, &ring, &since(0, std::slice::from_ref(&ring))));
    }

    #[test]
    fn a_trigger_of_only_what_must_not_happen_has_no_occasion() {
        assert!(!has_occasion(&trigger(&json!({"must_not": [{"after": {"seconds": 5}}]}))));
        let twice = trigger(&json!({"must_not": [{"must_not": [{"after": {"seconds": 5}}]}]}));
        assert!(has_occasion(&twice) && is_due(&twice, &since(5, &[])));
    }

    #[test]
    fn bad_leaves_are_refused_by_their_path() {
        for (json, at) in [
            (json!({"must": [{"after": {"seconds": 0}}]}), "trigger.must[0].after.seconds"),
            (json!({"must": [{"after": {"seconds": "1"}}]}), "trigger.must[0].after.seconds"),
            (json!({"must": [{"commit_created": {}}]}), "trigger.must[0].commit_created.repo"),
            (
                json!({"must": [{"job_finished": {"function_id": "f", "state": "running"}}]}),
                "trigger.must[0].job_finished.state",
            ),
            (json!({"must": [{"webhook": {"name": " "}}]}), "trigger.must[0].webhook.name"),
        ] {
            let Err(crate::Rejection::Invalid(faults)) = Trigger::parse(&json, "trigger") else {
                panic!("taken: {json}")
            };
            assert_eq!(faults.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(), [at]);
        }
    }

    proptest! {
        #[test]
        fn a_trigger_is_read_back_from_its_json(trigger in any_tree(any_cause(), MAX_LEVELS)) {
            let json = serde_json::to_value(&trigger).unwrap();
            prop_assert_eq!(Trigger::parse(&json, "trigger").unwrap(), trigger);
        }

        #[test]
        fn an_event_is_read_back_from_its_json(event in any_event()) {
            let json = serde_json::to_value(&event).unwrap();
            prop_assert_eq!(serde_json::from_value::<Event>(json).unwrap(), event);
        }

        #[test]
        fn nothing_fires_that_is_not_so_and_waits_for_nothing(
            trigger in any_tree(any_cause(), 3), events in vec(any_event(), 0..4), event in any_event(), seconds in 0..10_i64,
        ) {
            let mut events = events;
            events.push(event.clone());
            let since = since(seconds, &events);
            let holds = explain(&trigger, &since).holds();
            prop_assert!(holds || !fires(&trigger, &event, &since));
            prop_assert!(holds || !is_due(&trigger, &since));
            prop_assert!(has_occasion(&trigger) || !fires(&trigger, &event, &since) && !is_due(&trigger, &since));
        }
    }

    fn any_event() -> impl Strategy<Value = Event> {
        any_cause().prop_filter_map("time is no event", |cause| match cause {
            Cause::CommitCreated { repo } => Some(Event::CommitCreated { repo }),
            Cause::BranchCreated { repo } => Some(Event::BranchCreated { repo }),
            Cause::PullRequestMerged { repo } => Some(Event::PullRequestMerged { repo: repo? }),
            Cause::Webhook { name } => Some(Event::Webhook { name }),
            Cause::JobFinished { function_id, state } => Some(Event::JobFinished { function_id, state }),
            Cause::After { .. } => None,
        })
    }
}
