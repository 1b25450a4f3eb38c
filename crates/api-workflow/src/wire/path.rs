//! What paths name. Read as plain texts; these describe them.

use utoipa::IntoParams;

/// Paths, each of its names with what it is.
macro_rules! paths {
    ($($(#[$doc:meta])* $path:ident { $($name:ident: $about:literal),* })*) => {$(
        $(#[$doc])*
        #[derive(IntoParams)]
        #[into_params(parameter_in = Path)]
        #[allow(dead_code, reason = "describes the path for the OpenAPI document")]
        pub(crate) struct $path { $(#[doc = $about] $name: String),* }
    )*};
}

paths! {
    /// Below the team.
    OfTeam { team: "the team's id" }
    /// Below a task.
    OfTask { team: "the team's id", task: "the task's id" }
    /// Below a project.
    OfProject { team: "the team's id", project: "the project's id" }
    /// Below an issue type.
    OfType { team: "the team's id", project: "the project's id", kind: "the issue type's id" }
    /// Below a transition.
    OfTransition {
        team: "the team's id", project: "the project's id", kind: "the issue type's id", transition: "the transition's id"
    }
}
