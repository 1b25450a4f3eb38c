//! The words of GitHub, and of Gitea, which speaks as GitHub does.

use super::{Author, Commit, Happening, Notice, Pushed, address, line, made, merged};
use domain::{Rejection, hook::Provider};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Repository {
    html_url: String,
}

/// The page of a branch below its repository's.
fn page(provider: Provider) -> &'static str {
    if provider == Provider::Gitea { "/src/branch/{}" } else { "/tree/{}" }
}

/// A push of commits, or of a new branch.
#[derive(Debug, Deserialize)]
pub(super) struct Push {
    #[serde(rename = "ref")]
    reference: String,
    before: String,
    after: String,
    repository: Repository,
    #[serde(default)]
    commits: Option<Vec<Commit>>,
    #[serde(default)]
    total_commits: Option<u64>,
    #[serde(default)]
    pusher: Option<Pusher>,
}

/// Who pushes is `name` to one system and `login` to the other.
#[derive(Debug, Deserialize)]
struct Pusher {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    login: Option<String>,
}

impl Push {
    pub(super) fn read(&self, provider: Provider) -> Result<Notice, Rejection> {
        let author = self.pusher.as_ref().and_then(|who| who.name.as_deref().or(who.login.as_deref()));
        Pushed {
            repository: (&self.repository.html_url, "repository.html_url"),
            reference: &self.reference,
            before: &self.before,
            after: &self.after,
            commits: self.commits.as_deref().unwrap_or_default(),
            total: self.total_commits,
            author: author.unwrap_or_default().to_owned(),
            page: page(provider),
        }
        .read()
    }
}

#[derive(Debug, Deserialize)]
struct User {
    #[serde(default)]
    login: Option<String>,
}

/// A branch or a tag that was made.
#[derive(Debug, Deserialize)]
pub(super) struct Create {
    #[serde(rename = "ref")]
    reference: String,
    ref_type: String,
    repository: Repository,
    #[serde(default)]
    sender: Option<User>,
}

impl Create {
    pub(super) fn read(&self, provider: Provider) -> Result<Notice, Rejection> {
        let repo = address(&self.repository.html_url, "repository.html_url")?;
        if self.ref_type != "branch" {
            return Ok(Notice::default());
        }
        let branch = self.reference.strip_prefix("refs/heads/").unwrap_or(&self.reference);
        let author = self.sender.as_ref().and_then(|user| user.login.as_deref()).unwrap_or_default();
        let happenings: Vec<Happening> = made(&repo, branch, author, page(provider)).into_iter().collect();
        Ok(Notice { happenings, left_out: 0 })
    }
}

/// Something about a request to merge.
#[derive(Debug, Deserialize)]
pub(super) struct Merging {
    action: String,
    pull_request: PullRequest,
    repository: Repository,
}

#[derive(Debug, Deserialize)]
struct PullRequest {
    number: u64,
    title: String,
    #[serde(default)]
    html_url: Option<String>,
    #[serde(default)]
    merged: Option<bool>,
    #[serde(default)]
    head: Option<Head>,
    #[serde(default)]
    user: Option<User>,
}

#[derive(Debug, Deserialize)]
struct Head {
    #[serde(rename = "ref", default)]
    reference: Option<String>,
}

impl Merging {
    pub(super) fn read(&self, _: Provider) -> Result<Notice, Rejection> {
        let repo = address(&self.repository.html_url, "repository.html_url")?;
        let request = &self.pull_request;
        if self.action != "closed" || request.merged != Some(true) {
            return Ok(Notice::default());
        }
        let branch = request.head.as_ref().and_then(|head| head.reference.as_deref()).unwrap_or_default();
        let author =
            Author { name: request.user.as_ref().and_then(|user| user.login.clone()), username: None };
        let number = line(&format!("#{}", request.number), 100);
        let found =
            merged(&repo, &number, [&request.title, branch], author.called(), request.html_url.as_deref());
        Ok(Notice { happenings: found.into_iter().collect(), left_out: 0 })
    }
}
