//! Views.

use app::views::{self, Audience, Shown};
use domain::{At, Lang, Rejection, msg};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A list of tickets that somebody has given a name.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "uuid": "Vw20xPzQ", "name": "My urgent ones", "owner": "ann", "filter": "assignee = me and priority >= high", "sort": "dueAt",
    "columns": ["key", "title", "due"], "audience": "private", "sharedWith": null, "groupName": null, "editable": true,
    "filterError": null, "version": 1, "createdAt": "2026-11-21T08:00:00.000000Z", "updatedAt": "2026-11-21T08:00:00.000000Z"}))]
pub(crate) struct View {
    uuid: String,
    name: String,
    /// The user name of whoever made it.
    owner: String,
    /// Which tickets it shows, in the filter language; `me` is whoever opens it. Empty for all.
    filter: String,
    /// As `sort` of the list of tickets; empty for the list's own order.
    sort: String,
    /// What is shown of each ticket: fields of the filter language.
    columns: Vec<String>,
    /// With whom it is shared: `private`, `everyone`, `group` or `project`.
    audience: &'static str,
    /// The group's short id or the project's key.
    #[schema(required = true)]
    shared_with: Option<String>,
    /// What the group is called.
    #[schema(required = true)]
    group_name: Option<String>,
    /// Whether whoever asks may change it.
    editable: bool,
    /// Why its filter cannot be read any more; null while it can.
    #[schema(required = true)]
    filter_error: Option<String>,
    version: i64,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
    #[schema(value_type = String, format = DateTime)]
    updated_at: At,
}

impl View {
    /// The view in words.
    pub(crate) fn of(shown: Shown, lang: Lang) -> Self {
        let Shown { view, group, is_editable, fault } = shown;
        Self {
            audience: view.audience.word(),
            shared_with: Some(view.audience.with().to_owned()).filter(|with| !with.is_empty()),
            group_name: group,
            editable: is_editable,
            filter_error: fault.map(|fault| fault.text(lang)),
            uuid: view.uuid,
            name: view.name,
            owner: view.owner,
            filter: view.filter,
            sort: view.sort,
            columns: view.columns,
            version: view.version,
            created_at: view.created,
            updated_at: view.updated,
        }
    }
}

/// What a view is to be; what is left out stays, and is nothing in a new one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"name": "My urgent ones", "filter": "assignee = me and priority >= high", "sort": "dueAt",
    "columns": ["key", "title", "due"], "audience": "group", "sharedWith": "Net crew"}))]
pub(crate) struct ViewWish {
    /// At most 64 characters; a new view must have one.
    name: Option<String>,
    /// In the filter language, at most 10,000 characters.
    filter: Option<String>,
    /// `updatedAt createdAt priority id dueAt`, with `-` in front for the largest first.
    sort: Option<String>,
    /// At most 50 fields of the filter language.
    columns: Option<Vec<String>>,
    /// With whom it is shared: `private`, `everyone`, `group` or `project`.
    audience: Option<String>,
    /// A group of one's own by short id or name, or a project's key.
    shared_with: Option<String>,
}

impl ViewWish {
    /// The wish; the sort must be one of the list of tickets.
    pub(crate) fn read(self) -> Result<views::Wish, Rejection> {
        let sort = self.sort.map(|sort| sort.trim().to_owned());
        if let Some(sort) = sort.as_deref().filter(|sort| !sort.is_empty())
            && crate::routes::tickets::ordered(sort).is_none()
        {
            let allowed = crate::routes::tickets::SORTS.join(", ");
            return Err(Rejection::invalid("sort", msg!("value.one_of", allowed = allowed)));
        }
        let with = self.shared_with.as_deref().map(str::trim).filter(|with| !with.is_empty());
        let audience = match (self.audience.as_deref(), with) {
            (None, None) => None,
            (None, Some(_)) => return Err(Rejection::invalid("audience", msg!("request.missing"))),
            (Some("group" | "project"), None) => {
                return Err(Rejection::invalid("sharedWith", msg!("request.missing")));
            }
            (Some(word), with) => {
                let audience = Audience::of(word, with.unwrap_or_default()).ok_or_else(|| {
                    Rejection::invalid("audience", msg!("value.one_of", allowed = Audience::WORDS.join(", ")))
                })?;
                if with.is_some() && audience.with().is_empty() {
                    return Err(Rejection::invalid("sharedWith", msg!("view.shared_with_nobody")));
                }
                Some(audience)
            }
        };
        Ok(views::Wish { name: self.name, filter: self.filter, sort, columns: self.columns, audience })
    }
}
