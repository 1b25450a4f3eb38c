//! What a payload says, read without any effect: which commits, branches and merged requests, and which tickets they name.
//!
//! Each system's words stand in a file of their own. To add a system: such a file, its provider in `domain::hook`, its
//! lines in [`read`]. Must never trust a length: what is read here was sent by somebody else's program.

mod gitlab;
mod hub;
mod ring;

use domain::{
    Message, Rejection,
    hook::Provider,
    msg,
    text::{self, Lines},
    workflow::{
        mention::{Mention, mentions},
        trigger::{Event, repository},
    },
};
use serde::{Deserialize, de::DeserializeOwned};
use sha2::{Digest as _, Sha256};

/// Commits that are looked at in one push: as many as the largest push that is sent in full by any of the systems.
pub const MOST_COMMITS: usize = 2_048;
/// The longest address of a repository, in characters.
const LONGEST_REPOSITORY: usize = 400;
/// The longest of what tells two happenings apart, in characters; a longer one is kept as its digest.
const LONGEST_KEY: usize = 500;

/// What a payload comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// Nothing that concerns tickets, and why.
    Ignored(Message),
    /// What has happened.
    Told(Notice),
}

/// What has happened outside, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notice {
    /// Each thing that names a ticket, or something that looks like one.
    pub happenings: Vec<Happening>,
    /// Commits that were not looked at, or that the sender did not list.
    pub left_out: u64,
}

/// One thing that has happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// What tells it from every other; empty where each is another.
    pub key: String,
    /// What it is to triggers.
    pub event: Event,
    /// The tickets that it names.
    pub mentions: Vec<Mention>,
    /// What it is called: a commit's hash, a branch's name, a request's number.
    pub name: String,
    /// Who did it.
    pub author: String,
    /// Where it can be looked at.
    pub url: String,
}

/// Reads what `provider` has sent about `event`, in that system's own words.
///
/// [`Rejection::Malformed`] names the field that is not as that system documents it.
pub fn read(provider: Provider, event: &str, body: &str) -> Result<Reading, Rejection> {
    let ignored = || Ok(Reading::Ignored(msg!("hook.other_event", event = line(event, 100))));
    match (provider, event) {
        (Provider::Github, "ping") => Ok(Reading::Ignored(msg!("hook.ping"))),
        (Provider::Github | Provider::Gitea, "push") => Ok(decode::<hub::Push>(body)?.read(provider)?.into()),
        (Provider::Github | Provider::Gitea, "create") => {
            Ok(decode::<hub::Create>(body)?.read(provider)?.into())
        }
        (Provider::Github | Provider::Gitea, "pull_request") => {
            Ok(decode::<hub::Merging>(body)?.read(provider)?.into())
        }
        (Provider::Gitlab, "Push Hook") => Ok(decode::<gitlab::Push>(body)?.read()?.into()),
        (Provider::Gitlab, "Merge Request Hook") => Ok(decode::<gitlab::Merge>(body)?.read()?.into()),
        (Provider::Github | Provider::Gitlab | Provider::Gitea, _) => ignored(),
        (Provider::Webhook, name) => Ok(decode::<ring::Ring>(body)?.read(name)?.into()),
    }
}

impl From<Notice> for Reading {
    fn from(notice: Notice) -> Self {
        if notice.happenings.is_empty() && notice.left_out == 0 {
            return Self::Ignored(msg!("hook.nothing_new"));
        }
        Self::Told(notice)
    }
}

/// A commit in the words that the three systems share.
#[derive(Debug, Deserialize)]
struct Commit {
    id: String,
    #[serde(default)]
    message: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    author: Option<Author>,
    /// Not so where another branch had it already; only one system says it.
    #[serde(default)]
    distinct: Option<bool>,
}

#[derive(Debug, Deserialize)]
struct Author {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    username: Option<String>,
}

impl Author {
    fn called(&self) -> String {
        let named = [&self.name, &self.username].into_iter().flatten().find(|name| !name.trim().is_empty());
        line(named.map_or("", String::as_str), 255)
    }
}

/// A push to a branch, in whose words ever.
struct Pushed<'p> {
    /// The address of the repository, and the field that it came from.
    repository: (&'p str, &'static str),
    reference: &'p str,
    before: &'p str,
    after: &'p str,
    commits: &'p [Commit],
    /// How many commits there were, where the sender says that it left some out.
    total: Option<u64>,
    author: String,
    /// The branch's page, where `{}` is its name.
    page: &'static str,
}

impl Pushed<'_> {
    fn read(&self) -> Result<Notice, Rejection> {
        let repo = address(self.repository.0, self.repository.1)?;
        // Tags move no work, and of a branch that is gone there is nothing to tell.
        let Some(branch) = self.reference.strip_prefix("refs/heads/") else { return Ok(Notice::default()) };
        if is_zero(self.after) {
            return Ok(Notice::default());
        }
        let mut notice = Notice::default();
        let of_branch = mentions(branch);
        if is_zero(self.before) {
            notice.happenings.extend(made(&repo, branch, &self.author, self.page));
        }
        for (n, commit) in self.commits.iter().enumerate().take(MOST_COMMITS) {
            notice.happenings.extend(committed(&repo, n, commit, &of_branch)?);
        }
        let sent = self.commits.len() as u64;
        let seen = self.commits.len().min(MOST_COMMITS) as u64;
        notice.left_out = self.total.unwrap_or(sent).max(sent) - seen;
        Ok(notice)
    }
}

/// A commit of a push. What its branch is called names its tickets too, unless it comes from another branch.
fn committed(
    repo: &str,
    n: usize,
    commit: &Commit,
    of_branch: &[Mention],
) -> Result<Option<Happening>, Rejection> {
    let sha = commit.id.trim();
    if !(7..=64).contains(&sha.len()) || !sha.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Rejection::malformed(format!("commits[{n}].id"), msg!("hook.sha")));
    }
    let sha = sha.to_ascii_lowercase();
    let mut named = mentions(&own_words(commit.message.as_deref().unwrap_or_default()));
    if commit.distinct != Some(false) {
        let more: Vec<Mention> = of_branch.iter().filter(|m| !named.contains(m)).cloned().collect();
        named.extend(more);
    }
    if named.is_empty() {
        return Ok(None);
    }
    Ok(Some(Happening {
        key: key(&["commit", &repository(repo), &sha]),
        event: Event::CommitCreated { repo: repo.to_owned() },
        mentions: named,
        name: sha,
        author: commit.author.as_ref().map(Author::called).unwrap_or_default(),
        url: link(commit.url.as_deref().unwrap_or_default()),
    }))
}

/// A branch that was made.
fn made(repo: &str, branch: &str, author: &str, page: &str) -> Option<Happening> {
    let mentions = mentions(branch);
    if mentions.is_empty() {
        return None;
    }
    Some(Happening {
        key: key(&["branch", &repository(repo), branch]),
        event: Event::BranchCreated { repo: repo.to_owned() },
        mentions,
        name: line(branch, 500),
        author: line(author, 255),
        url: link(&format!("{}{}", repo.trim_end_matches('/'), page.replace("{}", &encoded(branch)))),
    })
}

/// A request to merge that was merged.
fn merged(
    repo: &str,
    number: &str,
    texts: [&str; 2],
    author: String,
    url: Option<&str>,
) -> Option<Happening> {
    let [title, branch] = texts;
    let mut named = mentions(title);
    let more: Vec<Mention> = mentions(branch).into_iter().filter(|m| !named.contains(m)).collect();
    named.extend(more);
    if named.is_empty() {
        return None;
    }
    Some(Happening {
        key: key(&["request", &repository(repo), number]),
        event: Event::PullRequestMerged { repo: repo.to_owned() },
        mentions: named,
        name: number.to_owned(),
        author,
        url: link(url.unwrap_or_default()),
    })
}

/// A commit message without what the systems write of themselves: in `Merge pull request #12 from …` the number is the
/// request's, not a ticket's.
fn own_words(message: &str) -> String {
    let first = message.lines().next().unwrap_or_default();
    if !first.starts_with("Merge pull request") {
        return message.to_owned();
    }
    let Some(at) = first.find('#') else { return message.to_owned() };
    let (before, rest) = message.split_at_checked(at).unwrap_or((message, ""));
    let after = rest.strip_prefix('#').unwrap_or(rest).trim_start_matches(|c: char| c.is_ascii_digit());
    format!("{before}{after}")
}

/// The address of a repository, refused by the field that it came from.
fn address(repo: &str, field: &'static str) -> Result<String, Rejection> {
    let good = text::require(repo, LONGEST_REPOSITORY, Lines::One);
    let why = |_| Rejection::malformed(field, msg!("hook.repository", max = LONGEST_REPOSITORY));
    good.map(str::to_owned).map_err(why)
}

/// Whether a hash says that there is no commit.
fn is_zero(sha: &str) -> bool {
    !sha.is_empty() && sha.bytes().all(|b| b == b'0')
}

/// What tells a happening from every other, however often and through whichever hook it is told.
fn key(parts: &[&str]) -> String {
    let key = parts.join(" ");
    let line = line(&key, LONGEST_KEY);
    if line == key {
        key
    } else {
        format!("{} {}", parts.first().unwrap_or(&""), store::hex(&Sha256::digest(key)))
    }
}

/// A text as one line of at most `max` characters.
fn line(text: &str, max: usize) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    text.trim().chars().map(plain).take(max).collect::<String>().trim_end().to_owned()
}

/// A branch's name as a part of an address.
fn encoded(branch: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
    let one = |b: u8| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") };
    branch.bytes().map(one).collect()
}

/// An address that can be followed; empty where it cannot be kept.
fn link(url: &str) -> String {
    let url = url.trim();
    let web = url.starts_with("https://") || url.starts_with("http://");
    if web && text::check(url, 2_000, Lines::One).is_ok() { url.to_owned() } else { String::new() }
}

/// Reads JSON; a fault is named by its field.
fn decode<T: DeserializeOwned>(body: &str) -> Result<T, Rejection> {
    let mut reader = serde_json::Deserializer::from_str(body);
    let read = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let parent = if path == "." { "" } else { &path };
        let inner = error.into_inner();
        let detail = inner.to_string();
        if !inner.is_data() {
            return not_json(&detail);
        }
        let missing = detail.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
        if let Some(name) = missing {
            let field = if parent.is_empty() { name.to_owned() } else { format!("{parent}.{name}") };
            return Rejection::malformed(field, msg!("request.missing"));
        }
        if parent.is_empty() {
            return Rejection::Malformed { field: None, why: msg!("request.not_object") };
        }
        // What is expected is told, what came is not repeated.
        let expected = detail.rsplit_once(", expected ").map_or("", |(_, expected)| expected);
        let expected = expected.split(" at line ").next().unwrap_or_default();
        Rejection::malformed(
            parent,
            msg!("request.value", detail = format!("expected {}", line(expected, 100))),
        )
    })?;
    reader.end().map_err(|error| not_json(&error.to_string()))?;
    Ok(read)
}

fn not_json(detail: &str) -> Rejection {
    Rejection::Malformed { field: None, why: msg!("request.not_json", detail = line(detail, 200)) }
}

#[cfg(test)]
mod tests;
