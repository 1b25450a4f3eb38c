//! Our own words, for whatever else can send a request.

use super::{Happening, Notice, key, line, link};
use domain::{
    Rejection,
    id::{TicketId, TicketKey},
    msg,
    workflow::{
        mention::{Mention, mentions},
        trigger::Event,
    },
};
use serde::Deserialize;

/// Tickets that one request may name.
const MOST: usize = 100;

/// That something has happened to these tickets.
#[derive(Debug, Deserialize)]
pub(super) struct Ring {
    #[serde(default)]
    tickets: Option<Vec<Named>>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    key: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    author: Option<String>,
    #[serde(default)]
    url: Option<String>,
}

/// A ticket by its number or key.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Named {
    Number(i64),
    Text(String),
}

impl Named {
    fn mention(&self) -> Option<Mention> {
        match self {
            Self::Number(number) => Some(Mention::Number(TicketId(*number))),
            Self::Text(text) => {
                let text = text.trim();
                let bare = text.strip_prefix('#').unwrap_or(text);
                let number = bare.parse().ok().map(|number| Mention::Number(TicketId(number)));
                number.or_else(|| TicketKey::parse(text).map(Mention::Key))
            }
        }
    }
}

impl Ring {
    pub(super) fn read(&self, name: &str) -> Result<Notice, Rejection> {
        let listed = self.tickets.as_deref().unwrap_or_default();
        if listed.len() > MOST {
            return Err(Rejection::malformed("tickets", msg!("value.too_many", max = MOST)));
        }
        let mut named = Vec::new();
        for (n, one) in listed.iter().enumerate() {
            let wrong = || Rejection::malformed(format!("tickets[{n}]"), msg!("hook.ticket"));
            named.push(one.mention().ok_or_else(wrong)?);
        }
        named.extend(mentions(self.text.as_deref().unwrap_or_default()));
        if named.is_empty() {
            return Err(Rejection::malformed("tickets", msg!("hook.no_ticket")));
        }
        let told = |text: &Option<String>, max| line(text.as_deref().unwrap_or_default(), max);
        let own = self.key.as_deref().map(str::trim).filter(|own| !own.is_empty());
        let happening = Happening {
            key: own.map(|own| key(&["webhook", name, own])).unwrap_or_default(),
            event: Event::Webhook { name: name.to_owned() },
            mentions: named,
            name: told(&self.title, 500),
            author: told(&self.author, 255),
            url: link(self.url.as_deref().unwrap_or_default()),
        };
        Ok(Notice { happenings: vec![happening], left_out: 0 })
    }
}
