//! Functions.

use super::page::one_of;
use app::functions;
use domain::{
    At,
    function::{Kind, Risk},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{ToSchema, openapi::schema::Object};

fn kind_words() -> Object {
    one_of(Kind::ALL.map(Kind::word))
}

fn risk_words() -> Object {
    one_of(Risk::ALL.map(Risk::word))
}

/// Whether who reads it is told what a function is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    Outside,
    Inside,
}

/// A function. Its secret is never shown again.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"id": "player.ban", "name": "Ban a player", "description": "", "category": "players", "risk": "high",
    "version": 1, "enabled": true, "kind": "script", "input": {"type": "object", "required": ["playerId"]}, "output": null,
    "timeoutMs": 60000, "maxAttempts": 1, "concurrency": 0, "createdAt": "2026-11-21T08:00:00.000000Z",
    "updatedAt": "2026-11-21T08:00:00.000000Z", "source": "log(`banned ${params.playerId}`)"}))]
pub(crate) struct Function {
    id: String,
    name: String,
    description: String,
    category: String,
    #[schema(schema_with = risk_words)]
    risk: &'static str,
    /// Grows by one with every change of what a job needs to run.
    version: i64,
    /// Whether jobs of it can be started.
    enabled: bool,
    #[schema(schema_with = kind_words)]
    kind: &'static str,
    /// The JSON Schema of parameters; null for none.
    #[schema(required = true)]
    input: Option<Value>,
    /// The JSON Schema of results, for readers; null for none.
    #[schema(required = true)]
    output: Option<Value>,
    /// How long one attempt may take.
    timeout_ms: i64,
    /// How often a job is tried at most where it fails.
    max_attempts: i64,
    /// How many of its jobs run at once at most; 0 for any number.
    concurrency: i64,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
    #[schema(value_type = String, format = DateTime)]
    updated_at: At,
    #[serde(flatten)]
    inside: Inside,
}

/// What a function is made of: for those who may manage functions.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(crate) struct Inside {
    /// The script, of the kind `script`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    source: Option<String>,
    /// Where requests go, of the kind `http`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    url: Option<String>,
    /// The name of a configured command, of the kind `command`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    command: Option<String>,
}

impl Inside {
    fn of(definition: domain::function::Definition, depth: Depth) -> Self {
        match depth {
            Depth::Outside => Self::default(),
            Depth::Inside => {
                Self { source: definition.source, url: definition.url, command: definition.command }
            }
        }
    }
}

impl Function {
    /// The function in words.
    pub(crate) fn of(function: functions::Function, depth: Depth) -> Self {
        let mut definition = function.definition;
        Self {
            id: function.id,
            name: function.name,
            description: function.description,
            category: function.category,
            risk: function.risk.word(),
            version: function.version,
            enabled: function.enabled,
            kind: definition.kind.word(),
            input: definition.input.take(),
            output: definition.output.take(),
            timeout_ms: definition.timeout_ms,
            max_attempts: definition.max_attempts,
            concurrency: function.concurrency,
            created_at: function.created,
            updated_at: function.updated,
            inside: Inside::of(definition, depth),
        }
    }
}

/// A function that has just been made. A secret that was drawn for it is not shown again, not even to the same request repeated.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the answer; the secret is put into it outside the unit of work")]
#[schema(example = json!({"id": "crm.sync", "name": "Sync the CRM", "description": "", "category": "", "risk": "low",
    "version": 1, "enabled": true, "kind": "http", "input": null, "output": null, "timeoutMs": 60000, "maxAttempts": 3,
    "concurrency": 2, "createdAt": "2026-11-21T08:00:00.000000Z", "updatedAt": "2026-11-21T08:00:00.000000Z",
    "url": "https://crm.example.com/gongdan", "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}))]
pub(crate) struct ShownFunction {
    #[serde(flatten)]
    about: Function,
    /// What requests are signed with, of the kind `http` where the request gave none.
    #[schema(nullable = false)]
    secret: Option<String>,
}

/// A version of a function.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FunctionVersion {
    version: i64,
    #[schema(schema_with = kind_words)]
    kind: &'static str,
    /// The JSON Schema of parameters; null for none.
    #[schema(required = true)]
    input: Option<Value>,
    /// The JSON Schema of results; null for none.
    #[schema(required = true)]
    output: Option<Value>,
    timeout_ms: i64,
    max_attempts: i64,
    /// The user name of who made it.
    actor: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
    #[serde(flatten)]
    inside: Inside,
}

impl From<functions::Version> for FunctionVersion {
    fn from(version: functions::Version) -> Self {
        let mut definition = version.definition;
        Self {
            version: version.version,
            kind: definition.kind.word(),
            input: definition.input.take(),
            output: definition.output.take(),
            timeout_ms: definition.timeout_ms,
            max_attempts: definition.max_attempts,
            actor: version.actor,
            created_at: version.created,
            inside: Inside::of(definition, Depth::Inside),
        }
    }
}

/// A new function.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"id": "player.ban", "name": "Ban a player", "kind": "script", "risk": "high",
    "input": {"type": "object", "required": ["playerId"], "properties": {"playerId": {"type": "string"}}},
    "source": "log(`banning ${params.playerId}`); return {banned: true}"}))]
pub(crate) struct NewFunction {
    /// 1 to 100 letters, digits, `.`, `_`, `-`.
    #[serde(default)]
    #[schema(required = true)]
    id: String,
    /// At most 100 characters.
    #[schema(required = true)]
    name: Option<String>,
    #[schema(required = true, schema_with = kind_words)]
    kind: Option<String>,
    /// Whether jobs of it can be started; they can when left out.
    enabled: Option<bool>,
    description: Option<String>,
    category: Option<String>,
    #[schema(schema_with = risk_words)]
    risk: Option<String>,
    /// The JSON Schema of parameters, at most 64 KiB, with references into itself only.
    input: Option<Value>,
    /// The JSON Schema of results, for readers.
    output: Option<Value>,
    /// 100 to 86400000; 60000 when left out.
    timeout_ms: Option<i64>,
    /// 1 to 100; 1 when left out: a job is not repeated unless asked.
    max_attempts: Option<i64>,
    /// How many of its jobs run at once, at most 1000; 0, or left out, for any number.
    concurrency: Option<i64>,
    /// The script, of the kind `script`.
    source: Option<String>,
    /// Where requests go, of the kind `http`.
    url: Option<String>,
    /// What requests are signed with, of the kind `http`: `whsec_` and 24 to 64 bytes in base64. Made when left out.
    secret: Option<String>,
    /// The name of a configured command, of the kind `command`.
    command: Option<String>,
}

impl NewFunction {
    /// The id and the rest.
    pub(crate) fn read(self) -> (String, functions::Wish) {
        let wish = functions::Wish {
            name: self.name,
            description: self.description,
            category: self.category,
            risk: self.risk,
            kind: self.kind,
            enabled: self.enabled,
            source: self.source,
            url: self.url,
            secret: self.secret,
            command: self.command,
            input: self.input,
            output: self.output,
            timeout_ms: self.timeout_ms,
            max_attempts: self.max_attempts,
            concurrency: self.concurrency,
        };
        (self.id, wish)
    }
}

/// What is to be changed of a function; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"source": "return {banned: true}", "timeoutMs": 5000}))]
pub(crate) struct FunctionChange {
    name: Option<String>,
    /// As it is, or left out: the kind of a function stays.
    #[schema(schema_with = kind_words)]
    kind: Option<String>,
    enabled: Option<bool>,
    description: Option<String>,
    category: Option<String>,
    #[schema(schema_with = risk_words)]
    risk: Option<String>,
    /// An empty object for none.
    input: Option<Value>,
    /// An empty object for none.
    output: Option<Value>,
    timeout_ms: Option<i64>,
    max_attempts: Option<i64>,
    /// 0 for any number.
    concurrency: Option<i64>,
    source: Option<String>,
    url: Option<String>,
    secret: Option<String>,
    command: Option<String>,
}

impl From<FunctionChange> for functions::Wish {
    fn from(change: FunctionChange) -> Self {
        Self {
            name: change.name,
            description: change.description,
            category: change.category,
            risk: change.risk,
            kind: change.kind,
            enabled: change.enabled,
            source: change.source,
            url: change.url,
            secret: change.secret,
            command: change.command,
            input: change.input,
            output: change.output,
            timeout_ms: change.timeout_ms,
            max_attempts: change.max_attempts,
            concurrency: change.concurrency,
        }
    }
}

/// A test run.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(example = json!({"params": {"playerId": "p-1007"}, "wait": 10}))]
pub(crate) struct Invocation {
    /// `{}` when left out.
    pub(crate) params: Option<Value>,
    /// For how many seconds its end is waited for, 0 to 60; 30 when left out.
    #[schema(minimum = 0, maximum = 60)]
    pub(crate) wait: Option<i64>,
}
