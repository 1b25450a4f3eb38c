//! A file of separated values, read so that a broken row costs that row and no other.
//!
//! RFC 4180: cells may be quoted, a quote inside is doubled, a quoted cell may hold line breaks. Where a quote is broken,
//! reading goes on at the next physical line, so that a quote that is never closed does not swallow the rest of the file.

/// What cannot be read in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    /// A cell begins with a quote and has no other.
    Unclosed,
    /// Something stands between a closing quote and the next separator.
    AfterQuote,
    /// A quote inside a cell that does not begin with one.
    Stray,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// The physical line it begins on, from 1.
    pub(super) line: usize,
    /// Its cells; of a broken one, those before the place where it breaks.
    pub(super) cells: Vec<Vec<u8>>,
    /// Where it breaks.
    pub(super) broken: Option<Broken>,
}

/// The rows of a file, one by one. Blank lines are none.
#[derive(Debug)]
pub(super) struct Records<'f> {
    bytes: &'f [u8],
    at: usize,
    line: usize,
    delimiter: u8,
}

/// Where a cell ends.
enum End {
    /// Before another cell.
    Cell,
    /// With the row.
    Row,
}

impl<'f> Records<'f> {
    /// Reads `bytes`; a byte order mark before them is none of the first cell.
    pub(super) fn new(bytes: &'f [u8], delimiter: u8) -> Self {
        Self { bytes: bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes), at: 0, line: 1, delimiter }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Steps over a line end here, if there is one.
    fn line_end(&mut self) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = if rest.starts_with(b"\r\n") { 2 } else { usize::from(rest.starts_with(b"\n")) };
        self.at += length;
        self.line += usize::from(length > 0);
        length > 0
    }

    fn cell(&mut self) -> Result<(Vec<u8>, End), Broken> {
        if self.peek() == Some(b'"') { self.quoted() } else { self.plain() }
    }

    fn plain(&mut self) -> Result<(Vec<u8>, End), Broken> {
        let from = self.at;
        loop {
            let text = || self.bytes.get(from..self.at).unwrap_or_default().to_vec();
            match self.peek() {
                Some(b'"') => return Err(Broken::Stray),
                Some(byte) if byte == self.delimiter => {
                    let text = text();
                    self.at += 1;
                    return Ok((text, End::Cell));
                }
                None => return Ok((text(), End::Row)),
                Some(b'\n' | b'\r') => {
                    let text = text();
                    if self.line_end() {
                        return Ok((text, End::Row));
                    }
                    self.at += 1;
                }
                Some(_) => self.at += 1,
            }
        }
    }

    fn quoted(&mut self) -> Result<(Vec<u8>, End), Broken> {
        self.at += 1;
        let mut text = Vec::new();
        loop {
            match self.peek() {
                None => return Err(Broken::Unclosed),
                Some(b'"') => {
                    self.at += 1;
                    match self.peek() {
                        Some(b'"') => {
                            text.push(b'"');
                            self.at += 1;
                        }
                        Some(byte) if byte == self.delimiter => {
                            self.at += 1;
                            return Ok((text, End::Cell));
                        }
                        None => return Ok((text, End::Row)),
                        Some(_) if self.line_end() => return Ok((text, End::Row)),
                        Some(_) => return Err(Broken::AfterQuote),
                    }
                }
                Some(byte) => {
                    self.line += usize::from(byte == b'\n');
                    text.push(byte);
                    self.at += 1;
                }
            }
        }
    }

    /// Goes to the line after `line`, which begins at `from`.
    fn skip_line(&mut self, line: usize, from: usize) {
        let rest = self.bytes.get(from..).unwrap_or_default();
        let length = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
        (self.at, self.line) = (from + length, line + 1);
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        while self.line_end() {}
        self.peek()?;
        let (line, from) = (self.line, self.at);
        let mut cells = Vec::new();
        loop {
            match self.cell() {
                Ok((cell, end)) => {
                    cells.push(cell);
                    if matches!(end, End::Row) {
                        return Some(Record { line, cells, broken: None });
                    }
                }
                Err(broken) => {
                    self.skip_line(line, from);
                    return Some(Record { line, cells, broken: Some(broken) });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<(usize, Vec<String>, Option<Broken>)> {
        let text_of =
            |cells: Vec<Vec<u8>>| cells.into_iter().map(|c| String::from_utf8(c).unwrap()).collect();
        Records::new(text.as_bytes(), b',').map(|r| (r.line, text_of(r.cells), r.broken)).collect()
    }

    fn row(line: usize, cells: &[&str]) -> (usize, Vec<String>, Option<Broken>) {
        (line, cells.iter().map(|c| (*c).to_owned()).collect(), None)
    }

    #[test]
    fn rows_are_told_by_their_physical_line() {
        let text = "\u{feff}a,b\r\n\r\n\"x, \"\"y\"\"\nz\",1\n,\nlast,";
        let rows =
            [row(1, &["a", "b"]), row(3, &["x, \"y\"\nz", "1"]), row(5, &["", ""]), row(6, &["last", ""])];
        assert_eq!(read(text), rows);
        assert_eq!(read(""), []);
        assert_eq!(read("\n\n"), []);
    }

    #[test]
    fn a_broken_quote_costs_its_own_line_only() {
        for (bad, broken) in
            [("1,\"b", Broken::Unclosed), ("1,\"b\"c,d", Broken::AfterQuote), ("1,b\"c", Broken::Stray)]
        {
            let rows = read(&format!("a,b\n{bad}\n2,c\n3,d\n"));
            assert_eq!(rows[1], (2, vec!["1".to_owned()], Some(broken)), "{bad}");
            assert_eq!(rows[2..], [row(3, &["2", "c"]), row(4, &["3", "d"])], "{bad}");
        }
    }

    #[test]
    fn a_quote_that_the_next_quoted_cell_seems_to_close_is_found_out() {
        let rows = read("a,b\n1,\"b\n2,c\n3,\"d\"\n");
        assert_eq!(rows[1], (2, vec!["1".to_owned()], Some(Broken::AfterQuote)));
        assert_eq!(rows[2..], [row(3, &["2", "c"]), row(4, &["3", "d"])]);
    }

    proptest! {
        #[test]
        fn what_a_writer_of_such_files_writes_is_read_back(
            rows in proptest::collection::vec(proptest::collection::vec("[a,\"\r\n单 ]{0,5}", 2..5), 0..6),
        ) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let read: Vec<Vec<String>> = read(&text).into_iter().map(|(_, cells, broken)| {
                assert_eq!(broken, None);
                cells
            }).collect();
            prop_assert_eq!(read, rows);
        }
    }
}
