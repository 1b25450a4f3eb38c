//! Which tickets the webhooks that have a filter are told of. Read anew for every page of the history, in three statements at most
//! however many webhooks there are, and in none where none has a filter.

use super::Webhook;
use crate::{
    Error, TEAM,
    filters::{self, Crews},
};
use domain::{
    At,
    field::Definition,
    filter::{Asker, Clock, Filter, Scope, Subject},
    ticket::Ticket,
};
use std::collections::HashMap;

/// The filters of some webhooks.
pub(super) struct Sieve {
    /// By the webhook's short id, `None` for one that cannot be read; without those that have none.
    filters: HashMap<String, Option<Filter>>,
    crews: Crews,
    clock: Clock,
}

impl Sieve {
    pub(super) fn read(tx: &mut sql::Tx<'_>, webhooks: &[Webhook], now: At) -> Result<Self, Error> {
        let clock = Clock { now, zone: 0 };
        let mut own = webhooks.iter().filter(|webhook| !webhook.filter.trim().is_empty()).peekable();
        if own.peek().is_none() {
            return Ok(Self { filters: HashMap::new(), crews: Crews::default(), clock });
        }
        let fields = store::project::all_fields(tx, TEAM)?;
        let tickets = |projects: &[String]| {
            let own = fields.iter().filter(|(project, _)| projects.is_empty() || projects.contains(project));
            let own: Vec<Definition> = own.map(|(_, field)| field.clone()).collect();
            Subject::tickets(&own, &[]).asked_by(Asker::Nobody)
        };
        let mut filters = HashMap::new();
        for Webhook { uuid, project, filter, .. } in own {
            let projects: Vec<String> = project.iter().cloned().collect();
            match filters::parse(filter, &projects, tickets) {
                Ok(None) => {}
                Ok(read) => drop(filters.insert(uuid.clone(), read)),
                Err(fault) => {
                    let why = fault.message().text(domain::Lang::En);
                    tracing::warn!(
                        webhook.uuid = uuid,
                        why,
                        "the filter of a webhook cannot be read: it is told nothing"
                    );
                    filters.insert(uuid.clone(), None);
                }
            }
        }
        let crews = Crews::load(tx, TEAM, filters.values().flatten().flat_map(Filter::groups))?;
        Ok(Self { filters, crews, clock })
    }

    /// Whether a webhook is told of a ticket as it is now.
    pub(super) fn lets_through(&self, webhook: &Webhook, ticket: &Ticket) -> bool {
        match self.filters.get(&webhook.uuid) {
            None => true,
            Some(None) => false,
            Some(Some(filter)) => {
                let scope = Scope { clock: self.clock, me: "", groups: &self.crews };
                filter.holds(ticket, &scope)
            }
        }
    }
}
