//! What an operand is held against, and what a column or an expression gives: the pieces of one comparison.

use super::column::NOTHING;
use domain::filter::Order;
use sql::EngineKind;

/// Something with one value that is compared.
#[derive(Debug, Clone)]
pub(super) struct Scalar {
    /// The expression.
    pub(super) text: String,
    /// What it gives where there is nothing.
    pub(super) nothing: Nothing,
    /// What it is to the engine.
    pub(super) sort: Sort,
}

/// What an expression gives where there is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nothing {
    /// There always is something.
    Never,
    /// An empty text.
    Blank,
    /// [`NOTHING`].
    Most,
    /// `NULL`.
    Null,
    /// `NULL` or an empty text.
    NullOrBlank,
}

/// What a value is to the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Text,
    Integer,
    Real,
    Truth,
}

impl Scalar {
    /// Whether there is nothing.
    pub(super) fn is_nothing(&self) -> String {
        let text = &self.text;
        match self.nothing {
            Nothing::Never => super::NEVER.to_owned(),
            Nothing::Blank => format!("{text} = ''"),
            Nothing::Most => format!("{text} = {NOTHING}"),
            Nothing::Null => format!("({text}) IS NULL"),
            Nothing::NullOrBlank => format!("COALESCE({text}, '') = ''"),
        }
    }

    /// Whether there is something.
    pub(super) fn is_something(&self) -> String {
        let text = &self.text;
        match self.nothing {
            Nothing::Never => "1 = 1".to_owned(),
            Nothing::Blank => format!("{text} <> ''"),
            Nothing::Most => format!("{text} < {NOTHING}"),
            Nothing::Null => format!("({text}) IS NOT NULL"),
            Nothing::NullOrBlank => format!("COALESCE({text}, '') <> ''"),
        }
    }

    /// A comparison with it, made one that is so or is not. What is there is never like nothing, so where nothing is a
    /// value of its own that comparison is so already.
    pub(super) fn settled(&self, comparison: String) -> String {
        match self.nothing {
            Nothing::Never | Nothing::Blank | Nothing::Most => comparison,
            Nothing::Null | Nothing::NullOrBlank => format!("COALESCE({comparison}, FALSE)"),
        }
    }

    /// Whether it comes before or after the value at `place`, which nothing does.
    pub(super) fn ordered(&self, engine: EngineKind, order: Order, place: &str) -> String {
        let sign = order.operator().sign();
        let comparison = format!("{}{} {sign} {place}", self.text, self.collation(engine));
        match self.nothing {
            Nothing::Blank | Nothing::Most | Nothing::NullOrBlank => {
                format!("({} AND {comparison})", self.is_something())
            }
            Nothing::Never | Nothing::Null => self.settled(comparison),
        }
    }

    /// Whether it lies from the value at one place up to that at another, which is not in it.
    pub(super) fn within(&self, engine: EngineKind, from: &str, to: &str) -> String {
        let text = format!("{}{}", self.text, self.collation(engine));
        self.settled(format!("({text} >= {from} AND {text} < {to})"))
    }

    /// Texts are compared by their bytes, whatever the database thinks of the order of letters.
    const fn collation(&self, engine: EngineKind) -> &'static str {
        match (engine, self.sort) {
            (EngineKind::Postgres, Sort::Text) => " COLLATE \"C\"",
            _ => "",
        }
    }

    /// It with A–Z as a–z, and no other letter changed.
    pub(super) fn lowered(&self, engine: EngineKind) -> String {
        match engine {
            EngineKind::Sqlite => format!("lower({})", self.text),
            EngineKind::Postgres => format!("lower({} COLLATE \"C\")", self.text),
        }
    }
}

/// The values of a list that is one parameter, JSON text at `place`, as what stands behind a comparison.
pub(super) fn listed(engine: EngineKind, sort: Sort, place: &str) -> String {
    match engine {
        EngineKind::Sqlite => format!("IN (SELECT value FROM json_each({place}))"),
        EngineKind::Postgres => {
            let cast = match sort {
                Sort::Text => "",
                Sort::Integer => "::bigint",
                Sort::Real => "::float8",
                Sort::Truth => "::boolean",
            };
            format!("= ANY (ARRAY(SELECT json_array_elements_text({place}::text::json){cast}))")
        }
    }
}

/// The entries of a list that is one parameter, as a table `p` with the column `part`.
pub(super) fn entries(engine: EngineKind, place: &str) -> String {
    match engine {
        EngineKind::Sqlite => format!("(SELECT value AS part FROM json_each({place})) p"),
        EngineKind::Postgres => format!("(SELECT json_array_elements_text({place}::text::json) AS part) p"),
    }
}
