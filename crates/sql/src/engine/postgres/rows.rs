//! The rows of an answer, as they came.
//!
//! Must never copy a value twice: columns are read where they lie.

use std::io;
use std::rc::Rc;

use tokio_postgres::types::Type;

use super::codec;
use super::wire::{Body, garbled};
use crate::Value;

/// The rows of one answer.
#[derive(Debug)]
pub(crate) struct Rows {
    columns: Rc<[Type]>,
    bytes: Vec<u8>,
    /// Where each column of each row lies in the bytes; `None` for NULL.
    cells: Vec<Option<(usize, usize)>>,
    count: usize,
}

impl Rows {
    pub(super) const fn new(columns: Rc<[Type]>) -> Self {
        Self { columns, bytes: Vec::new(), cells: Vec::new(), count: 0 }
    }

    /// Adds a row from its message.
    pub(super) fn push(&mut self, mut body: Body<'_>) -> io::Result<()> {
        let columns = body.short()?;
        if usize::from(columns) != self.columns.len() {
            return Err(garbled());
        }
        for _ in 0..columns {
            let cell = match usize::try_from(body.long()?) {
                Ok(length) => {
                    let begin = self.bytes.len();
                    self.bytes.extend_from_slice(body.bytes(length)?);
                    Some((begin, begin + length))
                }
                // A length below 0.
                Err(_) => None,
            };
            self.cells.push(cell);
        }
        self.count += 1;
        Ok(())
    }

    /// Forgets the rows and keeps the room.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.cells.clear();
        self.count = 0;
    }

    /// The rows in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Line<'_>> {
        (0..self.count).map(|row| Line { rows: self, first: row * self.columns.len() })
    }
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'r> {
    rows: &'r Rows,
    /// Its first cell.
    first: usize,
}

impl<'r> Line<'r> {
    /// A column's value; the error says what stands there instead.
    pub(crate) fn value(self, index: usize) -> Result<Value<'r>, String> {
        let cell = self.rows.columns.get(index).zip(self.rows.cells.get(self.first + index));
        let (kind, cell) = cell.ok_or_else(|| "no such column".to_owned())?;
        let Some((begin, end)) = *cell else { return Ok(Value::Null) };
        let raw = self.rows.bytes.get(begin..end).unwrap_or_default();
        codec::read(kind, raw).map_err(|error| format!("type {kind} ({error})"))
    }
}
