//! Tickets as rows of a table: which columns there are, and how a cell is written.

use super::ticket::Ticket;
use domain::{Rejection, msg};
use serde_json::Value;

/// The columns that a ticket has beside its custom fields, in the order in which they stand where nobody says otherwise.
const COLUMNS: [&str; 24] = [
    "key",
    "title",
    "status",
    "priority",
    "assignee",
    "creator",
    "project",
    "type",
    "category",
    "tags",
    "createdAt",
    "updatedAt",
    "dueAt",
    "playerId",
    "contact",
    "gameId",
    "env",
    "source",
    "watchers",
    "version",
    "id",
    "uuid",
    "content",
    "fields",
];
/// What stands before the key of a custom field.
const CUSTOM: &str = "fields.";
/// The most columns of a table.
const MOST: usize = 100;

/// Reads the columns that are asked for, with commas between; all but `content` and `fields` where none are.
pub(crate) fn columns(text: Option<&str>) -> Result<Vec<String>, Rejection> {
    let named: Vec<String> = text
        .unwrap_or_default()
        .split(',')
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    if named.is_empty() {
        return Ok(COLUMNS
            .into_iter()
            .filter(|name| !["content", "fields"].contains(name))
            .map(str::to_owned)
            .collect());
    }
    let is_known =
        |name: &str| COLUMNS.contains(&name) || name.strip_prefix(CUSTOM).is_some_and(|key| !key.is_empty());
    match named.iter().find(|name| !is_known(name)) {
        Some(name) => Err(Rejection::malformed("columns", msg!("value.unknown", value = name))),
        None if named.len() > MOST => Err(Rejection::malformed("columns", msg!("text.too_long", max = MOST))),
        None => Ok(named),
    }
}

/// The values of a ticket in these columns.
pub(crate) fn values(ticket: &Ticket, columns: &[String]) -> Vec<Value> {
    let whole = serde_json::to_value(ticket).unwrap_or_default();
    let of = |name: &String| match name.strip_prefix(CUSTOM) {
        Some(key) => whole.get("fields").and_then(|fields| fields.get(key)),
        None => whole.get(name),
    };
    columns.iter().map(|name| of(name).cloned().unwrap_or_default()).collect()
}

/// A row of a table whose cells are separated by commas (RFC 4180).
pub(crate) fn row(cells: impl IntoIterator<Item = String>) -> String {
    let cells: Vec<String> = cells.into_iter().map(|cell| quoted(&cell)).collect();
    cells.join(",") + "\r\n"
}

/// A value as a cell.
pub(crate) fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::String(text) => harmless(text),
        Value::Array(list) => {
            let parts: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            harmless(&parts.join(", "))
        }
        object @ Value::Object(_) => object.to_string(),
    }
}

/// A text that no spreadsheet takes for a formula: where it begins like one, an apostrophe stands before it.
fn harmless(text: &str) -> String {
    let begins = text.trim_start_matches([' ', '\u{feff}']).chars().next();
    let formula = begins.is_some_and(|first| {
        matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠' | '|' | '%')
    });
    if formula { format!("'{text}") } else { text.to_owned() }
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r', ';', '\t']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, cell_is) in [
            ("=1+1", "'=1+1"),
            ("+86 10", "'+86 10"),
            (" -2", "' -2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("＝1", "'＝1"),
            ("无法登录", "无法登录"),
            ("", ""),
        ] {
            assert_eq!(cell(&json!(text)), cell_is);
        }
        assert_eq!(cell(&json!(["=a", "b"])), "'=a, b");
        assert_eq!((cell(&json!(-3)), cell(&Value::Null)), ("-3".to_owned(), String::new()));
    }

    #[test]
    fn a_row_keeps_what_is_in_its_cells() {
        let cells = ["a", "b,c", "say \"hi\"", "two\nlines"].map(str::to_owned);
        assert_eq!(row(cells), "a,\"b,c\",\"say \"\"hi\"\"\",\"two\nlines\"\r\n");
    }

    #[test]
    fn columns_are_those_that_there_are() {
        assert!(columns(None).unwrap().len() > 20);
        assert_eq!(columns(Some(" key, fields.room ,")).unwrap(), ["key", "fields.room"]);
        for bad in ["nonsense", "fields.", "key,KEY"] {
            assert!(columns(Some(bad)).is_err(), "{bad}");
        }
    }
}
