//! Values that stand in a JSON object: custom fields. What is not of the field's kind is `NULL`, so that a wrong value is no
//! error but nothing.

use super::value::{Nothing, Scalar, Sort};
use domain::filter::Kind;
use sql::EngineKind;

/// The texts that days and times are kept as.
const DAY: (&str, &str) = ("[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
const TIME: (&str, &str) = (
    "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z",
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{6}Z$",
);

/// A key of an object.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'p> {
    pub(super) engine: EngineKind,
    pub(super) column: &'p str,
    pub(super) key: &'p str,
}

impl Place<'_> {
    /// What stands there, as text: the expression of an index, to the letter.
    pub(super) fn raw(self) -> String {
        let Self { engine, column, key } = self;
        match engine {
            EngineKind::Sqlite => format!("({column} ->> '{key}')"),
            EngineKind::Postgres => format!("({column}::jsonb ->> '{key}')"),
        }
    }

    /// What stands there, where `test` holds of its type.
    fn typed(self, sqlite: &str, postgres: &str, given: &str) -> String {
        let Self { engine, column, key } = self;
        match engine {
            EngineKind::Sqlite => {
                format!("CASE WHEN json_type({column}, '$.{key}') {sqlite} THEN {given} END")
            }
            EngineKind::Postgres => {
                format!("CASE WHEN jsonb_typeof({column}::jsonb -> '{key}') {postgres} THEN {given} END")
            }
        }
    }

    fn shaped(self, (glob, pattern): (&str, &str)) -> String {
        let raw = self.raw();
        let (sqlite, postgres) =
            (format!("= 'text' AND {raw} GLOB '{glob}'"), format!("= 'string' AND {raw} ~ '{pattern}'"));
        self.typed(&sqlite, &postgres, &raw)
    }

    /// The value of a field of this kind.
    pub(super) fn scalar(self, kind: &Kind) -> Scalar {
        let raw = self.raw();
        let sqlite = self.engine == EngineKind::Sqlite;
        let (text, nothing, sort) = match kind {
            Kind::Text | Kind::Tag | Kind::Word(_) | Kind::Key | Kind::Person | Kind::Mixed => {
                (self.typed("= 'text'", "= 'string'", &raw), Nothing::NullOrBlank, Sort::Text)
            }
            Kind::Date => (self.shaped(DAY), Nothing::Null, Sort::Text),
            Kind::Time => (self.shaped(TIME), Nothing::Null, Sort::Text),
            Kind::Integer | Kind::Duration => {
                let postgres = format!("= 'number' AND {raw} ~ '^-?[0-9]{{1,19}}$'");
                let given = if sqlite { raw } else { format!("{raw}::numeric") };
                (self.typed("= 'integer'", &postgres, &given), Nothing::Null, Sort::Integer)
            }
            Kind::Number => {
                let given =
                    if sqlite { format!("CAST({raw} AS REAL)") } else { format!("{raw}::numeric::float8") };
                (self.typed("IN ('integer', 'real')", "= 'number'", &given), Nothing::Null, Sort::Real)
            }
            Kind::Truth => {
                let given = if sqlite { raw } else { format!("{raw}::boolean") };
                (self.typed("IN ('true', 'false')", "= 'boolean'", &given), Nothing::Null, Sort::Truth)
            }
        };
        Scalar { text: format!("({text})"), nothing, sort }
    }

    /// Whether what stands there is a text.
    pub(super) fn is_text(self) -> String {
        let Self { engine, column, key } = self;
        match engine {
            EngineKind::Sqlite => format!("json_type({column}, '$.{key}') = 'text'"),
            EngineKind::Postgres => format!("jsonb_typeof({column}::jsonb -> '{key}') = 'string'"),
        }
    }

    /// The texts of a list that stands there, as a table `e` with the column `item`; without the empty ones.
    pub(super) fn items(self) -> String {
        let Self { engine, column, key } = self;
        match engine {
            EngineKind::Sqlite => format!(
                "(SELECT value AS item FROM json_each(CASE WHEN json_type({column}, '$.{key}') = 'array' \
                 THEN {column} -> '{key}' ELSE '[]' END) WHERE value <> '') e"
            ),
            EngineKind::Postgres => format!(
                "(SELECT item FROM jsonb_array_elements_text(CASE WHEN jsonb_typeof({column}::jsonb -> '{key}') = 'array' \
                 THEN {column}::jsonb -> '{key}' ELSE '[]'::jsonb END) AS l(item) WHERE item <> '') e"
            ),
        }
    }
}
