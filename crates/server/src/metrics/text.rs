//! The text format of Prometheus, version 0.0.4.
//!
//! A figure's head is written once, before its first sample; so all samples of a figure must come one after another.

use std::fmt::{Display, Write as _};

use app::figures::Distribution;

use super::list::Figure;

/// Text that grows figure by figure.
#[derive(Debug, Default)]
pub(crate) struct Text {
    out: String,
    last: &'static str,
}

impl Text {
    /// A sample; the label values are in the order of the figure's labels.
    pub(crate) fn sample(&mut self, figure: &Figure, values: &[&str], value: impl Display) {
        self.head(figure);
        self.line(figure, "", values, "", &value);
    }

    /// A histogram's samples. `unit` is how many of its counts make one of the figure's units: 1,000,000 for
    /// microseconds that are shown as seconds.
    pub(crate) fn histogram(&mut self, figure: &Figure, values: &[&str], seen: &Distribution, unit: u32) {
        self.head(figure);
        let mut below = 0;
        for (bound, count) in seen.bounds.iter().zip(&seen.counts) {
            below += count;
            self.line(figure, "_bucket", values, &shown(*bound, unit), &below);
        }
        // The same sum as the last bucket, whatever was counted meanwhile.
        let all = seen.count();
        self.line(figure, "_bucket", values, "+Inf", &all);
        self.line(figure, "_sum", values, "", &shown(seen.sum, unit));
        self.line(figure, "_count", values, "", &all);
    }

    /// The whole text.
    pub(crate) fn into_string(self) -> String {
        self.out
    }

    fn head(&mut self, figure: &Figure) {
        if self.last == figure.name {
            return;
        }
        self.last = figure.name;
        let help = figure.help.replace('\\', "\\\\").replace('\n', "\\n");
        // Writing to a string does not fail, here and below.
        let _ = writeln!(
            self.out,
            "# HELP {name} {help}\n# TYPE {name} {kind}",
            name = figure.name,
            kind = figure.kind.word()
        );
    }

    fn line(&mut self, figure: &Figure, end: &str, values: &[&str], bound: &str, value: &dyn Display) {
        let _ = write!(self.out, "{}{end}", figure.name);
        let mut before = '{';
        let bound = Some(("le", bound)).filter(|(_, bound)| !bound.is_empty());
        for (label, value) in figure.labels.iter().copied().zip(values.iter().copied()).chain(bound) {
            let value = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
            let _ = write!(self.out, "{before}{label}=\"{value}\"");
            before = ',';
        }
        let _ = writeln!(self.out, "{} {value}", if before == ',' { "}" } else { "" });
    }
}

/// `count` parts of a unit as a decimal number, exactly.
pub(crate) fn shown(count: u64, unit: u32) -> String {
    let unit = u64::from(unit);
    let digits = unit.ilog10() as usize;
    let text = format!("{}.{:0digits$}", count / unit, count % unit);
    if digits == 0 {
        return (count / unit).to_string();
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{
        super::list::{Kind, REQUESTS},
        *,
    };

    #[test]
    fn counts_of_microseconds_are_shown_as_seconds_exactly() {
        for (count, unit, text) in [
            (2_500, 1_000_000, "0.0025"),
            (10_000_000, 1_000_000, "10"),
            (1_000_001, 1_000_000, "1.000001"),
            (0, 1_000_000, "0"),
            (256, 1, "256"),
            (0, 1, "0"),
        ] {
            assert_eq!(shown(count, unit), text);
        }
    }

    #[test]
    fn a_value_cannot_leave_its_quotes_and_a_head_is_written_once() {
        let mut text = Text::default();
        text.sample(&REQUESTS, &["a\"b\\c\nd", "r", "GET", "2xx"], 1);
        text.sample(&REQUESTS, &["", "r", "GET", "2xx"], 2);
        let text = text.into_string();
        assert!(text.contains(r#"{surface="a\"b\\c\nd",route="r",method="GET",status="2xx"} 1"#), "{text}");
        assert_eq!(text.matches("# HELP").count(), 1);
        assert_eq!(REQUESTS.kind, Kind::Counter);
    }
}
