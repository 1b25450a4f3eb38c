//! Which statements one request of each scenario runs, by the names under which `store` declares them.
//!
//! Finding out who asks is left out: it is the program's business to do without the database there. What a list is asked
//! with is built by `store` too (`ticket::questions`), so it is only named here. When a use case's statements change, this table
//! is what changes with it.

use crate::scenario::Scenario;

/// What a parameter is given.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Given {
    Team,
    /// The number of a ticket there is.
    Ticket,
    /// The number of the ticket being made.
    New,
    Text(&'static str),
    Int(i64),
    True,
    /// The columns that the statement names, from a row of the table, except what must be new.
    Row(Table),
}

/// Whose rows are copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Table {
    Ticket,
    Event,
    Tag,
}

/// One statement of a request.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step {
    /// A declared one, with its parameters in order; a single [`Given::Row`] stands for all of them.
    Run(&'static str, &'static [Given]),
    /// The count and the page of a filtered list.
    List,
    /// The page alone, from a place far into the list, and the count.
    DeepList,
    /// The count and the page of a full-text search.
    Search,
}

use Given::{Int, New, Row, Team, Text, Ticket, True};
use Step::{DeepList, List, Run, Search};

const EVER: Given = Int(253_402_300_799_999_999);

const READ: &[Step] = &[
    Run("store::ticket::GET", &[Team, Ticket]),
    Run("store::comment::LIST", &[Team, Ticket, EVER, True]),
    Run("store::attachment::LIST", &[Team, Ticket, EVER]),
    Run("store::link::LIST", &[Team, Ticket]),
];

const CREATE: &[Step] = &[
    Run("store::project::HOLD", &[Team]),
    Run("store::number::ticket", &[]),
    Run("store::number::NEXT", &[Text("ticket")]),
    Run("store::number::event", &[]),
    Run("store::event::INSERT", &[Row(Table::Event)]),
    Run("store::ticket::INSERT", &[Row(Table::Ticket)]),
    Run("store::ticket::ADD_TAG", &[Row(Table::Tag)]),
    Run("store::ticket::tally::ADD", TALLIED),
    Run("store::search::due::MARK", &[Team, New]),
];

const TALLIED: &[Given] = &[Team, Text("SUP"), Text("ticket"), Text("open"), Text("account"), Int(2), Int(1)];

const RETALLIED: &[Given] = &[
    Team,
    Text("SUP"),
    Text("ticket"),
    Text("closed"),
    Text("account"),
    Int(2),
    Int(-1),
    Text("SUP"),
    Text("ticket"),
    Text("open"),
    Text("account"),
    Int(2),
    Int(1),
];

const TRANSITION: &[Step] = &[
    Run("store::ticket::LOCK", &[Team, Ticket]),
    Run("store::number::event", &[]),
    Run("store::comment::LIST", &[Team, Ticket, EVER, True]),
    Run("store::attachment::LIST", &[Team, Ticket, EVER]),
    Run("store::link::LIST", &[Team, Ticket]),
    Run("store::event::INSERT", &[Row(Table::Event)]),
    Run("store::ticket::STEP", &[Row(Table::Ticket)]),
    Run("store::ticket::tally::CHANGE", RETALLIED),
];

const HISTORY: &[Step] = &[
    Run("store::ticket::GET", &[Team, Ticket]),
    Run("store::event::PAGE", &[Team, Ticket, Int(0), Int(101)]),
];

/// The statements of a scenario; none for the mixed one, which is the others.
pub(crate) const fn steps(scenario: Scenario) -> &'static [Step] {
    match scenario {
        Scenario::Create => CREATE,
        Scenario::Read => READ,
        Scenario::Page => &[List],
        Scenario::Transition => TRANSITION,
        Scenario::Search => &[Search],
        Scenario::History => HISTORY,
        Scenario::Deep => &[DeepList],
        Scenario::Mixed => &[],
    }
}

/// Whether a scenario changes anything.
pub(crate) const fn writes(scenario: Scenario) -> bool {
    matches!(scenario, Scenario::Create | Scenario::Transition)
}
