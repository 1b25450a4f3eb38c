//! The words of GitLab.

use super::{Author, Commit, Notice, Pushed, address, merged};
use domain::Rejection;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Project {
    web_url: String,
}

/// A push of commits, or of a new branch. At most twenty commits are listed, and their number is told.
#[derive(Debug, Deserialize)]
pub(super) struct Push {
    #[serde(rename = "ref")]
    reference: String,
    before: String,
    after: String,
    project: Project,
    #[serde(default)]
    commits: Option<Vec<Commit>>,
    #[serde(default)]
    total_commits_count: Option<u64>,
    #[serde(default)]
    user_name: Option<String>,
}

impl Push {
    pub(super) fn read(&self) -> Result<Notice, Rejection> {
        Pushed {
            repository: (&self.project.web_url, "project.web_url"),
            reference: &self.reference,
            before: &self.before,
            after: &self.after,
            commits: self.commits.as_deref().unwrap_or_default(),
            total: self.total_commits_count,
            author: self.user_name.clone().unwrap_or_default(),
            page: "/-/tree/{}",
        }
        .read()
    }
}

/// Something about a request to merge.
#[derive(Debug, Deserialize)]
pub(super) struct Merge {
    project: Project,
    object_attributes: Attributes,
    #[serde(default)]
    user: Option<Author>,
}

#[derive(Debug, Deserialize)]
struct Attributes {
    iid: u64,
    title: String,
    #[serde(default)]
    source_branch: Option<String>,
    #[serde(default)]
    action: Option<String>,
    #[serde(default)]
    url: Option<String>,
}

impl Merge {
    pub(super) fn read(&self) -> Result<Notice, Rejection> {
        let repo = address(&self.project.web_url, "project.web_url")?;
        let request = &self.object_attributes;
        if request.action.as_deref() != Some("merge") {
            return Ok(Notice::default());
        }
        let branch = request.source_branch.as_deref().unwrap_or_default();
        let author = self.user.as_ref().map(Author::called).unwrap_or_default();
        let number = format!("!{}", request.iid);
        let found = merged(&repo, &number, [&request.title, branch], author, request.url.as_deref());
        Ok(Notice { happenings: found.into_iter().collect(), left_out: 0 })
    }
}
