//! The words that other published APIs have for what a project has.

use super::page::one_of;
use domain::{
    Fault, Rejection, msg,
    vocabulary::{self, Kind, Surface},
};
use serde::{Deserialize, Serialize};
use utoipa::{ToSchema, openapi::schema::Object};

fn surfaces() -> Object {
    one_of(Surface::ALL.map(Surface::word))
}

fn kinds() -> Object {
    one_of(Kind::ALL.map(Kind::word))
}

/// One thing's words on one of the other APIs.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"surface": "traces", "kind": "priority", "key": "medium", "word": "mainline", "aliases": ["normal"]}))]
pub(crate) struct VocabularyEntry {
    #[schema(schema_with = surfaces)]
    surface: &'static str,
    #[schema(schema_with = kinds)]
    kind: &'static str,
    /// What it means here: the key of a status, a priority, a category, an access level, a provider.
    key: String,
    /// What is said there.
    word: String,
    /// What is understood there beside it.
    aliases: Vec<String>,
}

impl From<vocabulary::Entry> for VocabularyEntry {
    fn from(entry: vocabulary::Entry) -> Self {
        Self {
            surface: entry.surface.word(),
            kind: entry.kind.word(),
            key: entry.key,
            word: entry.word,
            aliases: entry.aliases,
        }
    }
}

/// One thing's words as they are to be.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct WordWish {
    #[serde(default)]
    #[schema(required = true, schema_with = surfaces)]
    surface: String,
    #[serde(default)]
    #[schema(required = true, schema_with = kinds)]
    kind: String,
    /// A status of the project's workflows, a priority, an access level; any category or provider, 1 to 64 characters.
    #[serde(default)]
    #[schema(required = true)]
    key: String,
    /// 1 to 64 characters; stands for nothing else of its kind.
    #[serde(default)]
    #[schema(required = true)]
    word: String,
    /// At most 20, each as `word`.
    aliases: Option<Vec<String>>,
}

/// All words that a project is to have, in order. The array alone is taken as well.
#[derive(ToSchema)]
#[schema(example = json!({"items": [
    {"surface": "traces", "kind": "status", "key": "fresh", "word": "fresh"},
    {"surface": "traces", "kind": "priority", "key": "medium", "word": "mainline", "aliases": ["normal"]}]}))]
#[expect(dead_code, reason = "only its schema is used: the body is read by ListBody")]
pub(crate) struct WordList {
    items: Vec<WordWish>,
}

/// The entries that are wished for, or every API and kind that is none.
pub(crate) fn entries(wished: Vec<WordWish>) -> Result<Vec<vocabulary::Entry>, Rejection> {
    let mut faults = Vec::new();
    let mut found = Vec::with_capacity(wished.len());
    for (i, wish) in wished.into_iter().enumerate() {
        let (surface, kind) = (Surface::parse(&wish.surface), Kind::parse(&wish.kind));
        if surface.is_none() {
            let allowed = Surface::ALL.map(Surface::word).join(", ");
            faults.push(Fault::new(format!("items[{i}].surface"), msg!("value.one_of", allowed = allowed)));
        }
        if kind.is_none() {
            let allowed = Kind::ALL.map(Kind::word).join(", ");
            faults.push(Fault::new(format!("items[{i}].kind"), msg!("value.one_of", allowed = allowed)));
        }
        if let (Some(surface), Some(kind)) = (surface, kind) {
            let aliases = wish.aliases.unwrap_or_default();
            found.push(vocabulary::Entry { surface, kind, key: wish.key, word: wish.word, aliases });
        }
    }
    if faults.is_empty() { Ok(found) } else { Err(Rejection::Invalid(faults)) }
}
