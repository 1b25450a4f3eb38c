//! Groups, roles and departments: three families with one shape.

use app::identity::circles;
use domain::At;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A group, role or department.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "uuid": "8sYxW4cR", "name": "Network crew", "description": "值班", "members": ["li.si", "zhang.san"],
    "createdAt": "2026-01-05T02:11:09.482133Z", "version": 2}))]
pub(crate) struct Circle {
    uuid: String,
    name: String,
    description: String,
    /// User names.
    members: Vec<String>,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
    /// Grows with every change.
    version: i64,
}

impl From<circles::WithMembers> for Circle {
    fn from(found: circles::WithMembers) -> Self {
        let circles::WithMembers { circle, members } = found;
        Self {
            uuid: circle.uuid,
            name: circle.name,
            description: circle.description,
            members,
            created_at: circle.created,
            version: circle.version,
        }
    }
}

/// A new group, role or department.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"name": "Network crew", "description": "值班", "members": ["li.si", "zhang.san"]}))]
pub(crate) struct NewCircle {
    /// At most 64 characters; unique in any case.
    #[serde(default)]
    #[schema(required = true)]
    name: String,
    /// At most 1,000 characters.
    description: Option<String>,
    /// User names.
    members: Option<Vec<String>>,
}

impl From<NewCircle> for circles::Wish {
    fn from(new: NewCircle) -> Self {
        Self { name: Some(new.name), description: new.description, members: new.members }
    }
}

/// What is to change of a group, role or department; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"members": ["li.si", "wang.wu", "zhang.san"]}))]
pub(crate) struct CircleWish {
    /// At most 64 characters; unique in any case.
    name: Option<String>,
    /// At most 1,000 characters.
    description: Option<String>,
    /// All its user names from now on.
    members: Option<Vec<String>>,
}

impl From<CircleWish> for circles::Wish {
    fn from(wish: CircleWish) -> Self {
        Self { name: wish.name, description: wish.description, members: wish.members }
    }
}
