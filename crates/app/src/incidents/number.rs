//! What incidents are numbered by: `IM`, the second in which the ticket was made, the ticket's own number. Nothing is kept for
//! it, and as no ticket's number is ever given out again, no incident's is.

use crate::tickets;
use domain::{Rejection, Thing, id::TicketId, ticket::Ticket};

const PREFIX: &str = "IM";
/// The digits of `yyyyMMddHHmmss`.
const SECOND: usize = 14;
/// The fewest digits of the ticket's number.
const DIGITS: usize = 10;

/// The number of an incident.
pub fn number(ticket: &Ticket) -> String {
    format!("{PREFIX}{}{:0DIGITS$}", second(ticket), ticket.id.0)
}

/// When it was made, to the second: `20261121080000`.
fn second(ticket: &Ticket) -> String {
    let text = ticket.created.to_string();
    text.chars().filter(char::is_ascii_digit).take(SECOND).collect()
}

/// An incident as it is addressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    text: String,
    ticket: tickets::Address,
    /// Whether it is a number of ours, and not the ticket's.
    numbered: bool,
}

impl Address {
    /// Reads an address. One that is neither simply finds nothing.
    pub(super) fn parse(text: &str) -> Self {
        let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let digits = text.strip_prefix(PREFIX).and_then(|rest| rest.get(SECOND..));
        let digits = digits.filter(|digits| digits.len() >= DIGITS && all_digits(digits));
        let numbered = digits.is_some();
        let plain = digits.or(Some(text).filter(|text| all_digits(text)));
        let id = plain.and_then(|digits| digits.parse().ok()).map(TicketId);
        Self { text: text.to_owned(), ticket: tickets::Address::called(text, id), numbered }
    }

    /// The ticket's address, which finds one whose second may be another: see [`Address::check`].
    pub(super) const fn ticket(&self) -> &tickets::Address {
        &self.ticket
    }

    /// The ticket's number, where it names one.
    pub(super) fn id(&self) -> Option<TicketId> {
        self.ticket.id().ok()
    }

    /// Refuses a ticket that has another number than the one that was asked for.
    pub(super) fn check(&self, ticket: &Ticket) -> Result<(), Rejection> {
        if self.numbered && number(ticket) != self.text {
            return Err(Rejection::not_found(Thing::Ticket, &self.text));
        }
        Ok(())
    }

    /// Whether a ticket has this number.
    pub(super) const fn is_numbered(&self) -> bool {
        self.numbered
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> Option<i64> {
        Address::parse(text).ticket.id().ok().map(|id| id.0)
    }

    #[test]
    fn a_number_has_the_second_and_ten_digits_or_more() {
        assert_eq!(id("IM202611210800000000000042"), Some(42));
        assert_eq!(id("IM2026112108000012345678901"), Some(12_345_678_901));
        assert_eq!((id("42"), id("0042")), (Some(42), Some(42)));
        for bad in [
            "",
            "IM",
            "IM20261121080000",
            "IM20261121080000000000004",
            "im202611210800000000000042",
            "-42",
            "+42",
            "42x",
            "SUP-42",
            "IM事事事事事0000000042",
            "99999999999999999999",
        ] {
            assert_eq!(id(bad), None, "{bad}");
        }
    }
}
