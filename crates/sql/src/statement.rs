//! Declared statements: their names and texts.
//!
//! Must never build text at run time; that is for `Tx::dynamic_rows` and the one filter compiler.

use crate::EngineKind;

/// A statement declared with [`statements!`](crate::statements): a name for errors, and a text per engine.
///
/// Parameters are written `$1`, `$2`, … on both engines and are bound by their number. `PostgreSQL` infers a
/// parameter's type from its first use, so one that is first asked for `NULL` is cast:
/// `(CAST($1 AS TEXT) IS NULL OR name = $1)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

impl Statement {
    /// A statement with one text that both engines take.
    pub const fn both(name: &'static str, sql: &'static str) -> Self {
        Self { name, sqlite: sql, postgres: sql }
    }

    /// A statement that must differ: the texts stand side by side.
    pub const fn pair(name: &'static str, sqlite: &'static str, postgres: &'static str) -> Self {
        Self { name, sqlite, postgres }
    }

    /// Where it is declared, `module::path::NAME`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Its text on one engine.
    pub const fn text(&self, engine: EngineKind) -> &'static str {
        match engine {
            EngineKind::Sqlite => self.sqlite,
            EngineKind::Postgres => self.postgres,
        }
    }
}

/// Declares a module's statements as statics, and `all()` that lists them so that a test can prepare every one.
///
/// Use it once in a module. A text is any constant expression of type `&str`; a pair is written
/// `{ sqlite: "…", postgres: "…" }`.
///
/// ```
/// sql::statements! {
///     /// A ticket's title.
///     TITLE = "SELECT title FROM ticket WHERE team_id = $1 AND number = $2";
///     /// The same, and nobody else may change it until the commit.
///     LOCK = {
///         sqlite: "SELECT title FROM ticket WHERE team_id = $1 AND number = $2",
///         postgres: "SELECT title FROM ticket WHERE team_id = $1 AND number = $2 FOR UPDATE",
///     };
/// }
/// # fn main() {
/// assert_eq!(all().len(), 2);
/// assert!(TITLE.name().ends_with("::TITLE"));
/// # }
/// ```
#[macro_export]
macro_rules! statements {
    (@each [$($done:ident)*]) => {
        /// Every statement this module declares, for the test that prepares them all.
        #[allow(dead_code, reason = "a module's list is read by the test that prepares every statement")]
        pub(crate) fn all() -> &'static [&'static $crate::Statement] {
            static ALL: &[&$crate::Statement] = &[$(&$done),*];
            ALL
        }
    };
    (@each [$($done:ident)*]
        $(#[$meta:meta])* $vis:vis $name:ident = { sqlite: $sqlite:expr, postgres: $postgres:expr $(,)? };
        $($rest:tt)*
    ) => {
        $(#[$meta])*
        $vis static $name: $crate::Statement = $crate::Statement::pair(
            ::core::concat!(::core::module_path!(), "::", ::core::stringify!($name)), $sqlite, $postgres,
        );
        $crate::statements! { @each [$($done)* $name] $($rest)* }
    };
    (@each [$($done:ident)*] $(#[$meta:meta])* $vis:vis $name:ident = $text:expr; $($rest:tt)*) => {
        $(#[$meta])*
        $vis static $name: $crate::Statement = $crate::Statement::both(
            ::core::concat!(::core::module_path!(), "::", ::core::stringify!($name)), $text,
        );
        $crate::statements! { @each [$($done)* $name] $($rest)* }
    };
    ($($body:tt)*) => { $crate::statements! { @each [] $($body)* } };
}
