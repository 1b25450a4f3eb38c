//! Hooks, and what is sent to them.

use super::page::one_of;
use app::{
    Cx,
    hooks::{self, deliver::Outcome},
};
use domain::{At, Lang, hook::Provider};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema, openapi::schema::Object};

fn provider_words() -> Object {
    one_of(Provider::ALL.map(Provider::word))
}

/// A hook, without its secret.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "uuid": "Lk20xPzQ", "provider": "github", "name": "net tools", "project": "NET", "numbers": true, "enabled": true,
    "usable": true, "path": "/api/v1/hooks/git/github?hook=Lk20xPzQ", "createdAt": "2026-11-21T08:00:00.000000Z",
    "rotatedAt": "2026-11-21T08:00:00.000000Z", "lastUsedAt": null}))]
pub(crate) struct Hook {
    uuid: String,
    #[schema(schema_with = provider_words)]
    provider: &'static str,
    /// For a webhook, the name that triggers wait for.
    name: String,
    /// The project whose tickets it may tell; null for all projects.
    #[schema(required = true)]
    project: Option<String>,
    /// Whether a bare `#42` names a ticket.
    numbers: bool,
    /// Whether it is listened to.
    enabled: bool,
    /// False where its secret was made with another signing key than the server has now: make a new one.
    usable: bool,
    /// What the sender is to be given, behind the address of this server.
    path: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
    /// When its secret was made.
    #[schema(value_type = String, format = DateTime)]
    rotated_at: At,
    /// When something was last heard from it, to the minute; null for never.
    #[schema(required = true, value_type = Option<String>, format = DateTime)]
    last_used_at: Option<At>,
}

impl Hook {
    /// The hook in words.
    pub(crate) fn of(cx: &Cx<'_, '_>, hook: hooks::Hook) -> Self {
        let path = match hook.provider {
            Provider::Webhook => {
                format!("/api/v1/hooks/webhook/{}", utf8_percent_encode(&hook.name, NON_ALPHANUMERIC))
            }
            git => format!("/api/v1/hooks/git/{}?hook={}", git.word(), hook.uuid),
        };
        Self {
            usable: hooks::is_usable(cx, &hook),
            uuid: hook.uuid,
            provider: hook.provider.word(),
            name: hook.name,
            project: hook.project,
            numbers: hook.numbers,
            enabled: hook.enabled,
            path,
            created_at: hook.created,
            rotated_at: hook.rotated,
            last_used_at: hook.last_used,
        }
    }
}

/// A hook whose secret has just been made: it is not shown again, not even to the same request repeated.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the answer; the secret is put into it outside the unit of work")]
#[schema(example = json!({
    "uuid": "Lk20xPzQ", "provider": "github", "name": "net tools", "project": "NET", "numbers": true, "enabled": true,
    "usable": true, "path": "/api/v1/hooks/git/github?hook=Lk20xPzQ", "createdAt": "2026-11-21T08:00:00.000000Z",
    "rotatedAt": "2026-11-21T08:00:00.000000Z", "lastUsedAt": null,
    "secret": "gdh_5f0c63ad9b7e4d251f0c63ad9b7e4d251f0c63ad9b7e4d251f0c63ad9b7e4d25"}))]
pub(crate) struct ShownHook {
    #[serde(flatten)]
    about: Hook,
    /// What the sender signs with, or sends along.
    secret: String,
}

/// A new hook.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"provider": "github", "name": "net tools", "project": "NET"}))]
pub(crate) struct NewHook {
    #[serde(default)]
    #[schema(required = true, schema_with = provider_words)]
    provider: String,
    /// At most 64 characters; one a provider.
    #[serde(default)]
    #[schema(required = true)]
    name: String,
    /// The key of the project whose tickets it may tell; all projects when left out.
    project: Option<String>,
    /// Whether a bare `#42` names a ticket; it does when left out.
    numbers: Option<bool>,
    /// Whether it is listened to; it is when left out.
    enabled: Option<bool>,
}

impl NewHook {
    /// The provider and the rest.
    pub(crate) fn read(self) -> (String, hooks::Wish) {
        let Self { provider, name, project, numbers, enabled } = self;
        (provider, hooks::Wish { name: Some(name), project, numbers, enabled })
    }
}

/// What is to be changed of a hook; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"enabled": false}))]
pub(crate) struct HookChange {
    /// At most 64 characters; one a provider.
    name: Option<String>,
    /// A project's key; empty for all projects.
    project: Option<String>,
    /// Whether a bare `#42` names a ticket.
    numbers: Option<bool>,
    /// Whether it is listened to.
    enabled: Option<bool>,
}

impl From<HookChange> for hooks::Wish {
    fn from(change: HookChange) -> Self {
        let HookChange { name, project, numbers, enabled } = change;
        Self { name, project, numbers, enabled }
    }
}

/// Which hook is meant.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct HookQuery {
    /// The hook's short id or name. Left out, each of the provider's hooks is tried.
    pub(crate) hook: Option<String>,
}

/// What a git server sends, in its own form; this is a push as GitHub and Gitea send it, of which these keys are read.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what three systems send, each in its own form")]
#[schema(value_type = Object, example = json!({
    "ref": "refs/heads/main", "before": "1f0c63ad9b7e4d251f0c63ad9b7e4d251f0c63ad", "after": "9fceb02d0ae598e95dc970b74767f19372d61af8",
    "repository": {"html_url": "https://git.example.com/net/tools"}, "pusher": {"name": "ann"},
    "commits": [{"id": "9fceb02d0ae598e95dc970b74767f19372d61af8", "message": "NET-42 open the right port",
        "url": "https://git.example.com/net/tools/commit/9fceb02d0ae598e95dc970b74767f19372d61af8",
        "author": {"name": "Ann Lee"}}]}))]
pub(crate) struct GitPayload(serde_json::Value);

/// That something has happened to tickets.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the body; it is read where its signature has been checked")]
#[schema(example = json!({
    "tickets": ["NET-42", 43], "text": "deployed, see #44", "key": "deployment 7", "title": "Deployment 7",
    "author": "pipeline", "url": "https://ci.example.com/deployments/7"}))]
pub(crate) struct Ring {
    /// Keys or numbers; at most 100.
    #[schema(value_type = Option<Vec<Object>>)]
    tickets: Option<Vec<serde_json::Value>>,
    /// Any text: the tickets that it names are told too.
    text: Option<String>,
    /// What tells it from every other: told twice, it is written down once. Left out, each is another.
    key: Option<String>,
    /// What it is called in the history.
    title: Option<String>,
    /// Who did it.
    author: Option<String>,
    /// Where it can be looked at.
    url: Option<String>,
}

/// What became of what was sent.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"tickets": ["NET-42"], "recorded": 1, "leftOut": 0}))]
pub(crate) struct Heard {
    /// The keys of the tickets that it was news to.
    tickets: Vec<String>,
    /// The entries written into their histories.
    recorded: u64,
    /// Commits that were not looked at: more than one delivery may hold, or than the sender listed.
    left_out: u64,
    /// Why nothing was done, where nothing was to be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    ignored: Option<String>,
}

impl Heard {
    /// The outcome in the words of `lang`.
    pub(crate) fn of(outcome: Outcome, lang: Lang) -> Self {
        match outcome {
            Outcome::Ignored(why) => {
                Self { tickets: Vec::new(), recorded: 0, left_out: 0, ignored: Some(why.text(lang)) }
            }
            Outcome::Told { tickets, recorded, left_out } => {
                Self { tickets, recorded, left_out, ignored: None }
            }
        }
    }
}
