//! The demo: believable, whole, and the same every time.

use crate::support::*;
use app::{
    TEAM,
    ticket::{Filter, Order, Slice, Sort},
    tickets::{self, Address, read::Detail},
};
use domain::{At, identity::Access, ticket::Ticket};
use std::collections::{BTreeMap, BTreeSet};

/// The one that `gongdan demo` uses.
const PASSWORD: &str = "gongdan-demo";

fn fill(fixture: &Fixture) -> Vec<app::demo::Person> {
    block_on(async {
        fixture.app.first_start(Some(PASSWORD.to_owned())).await.unwrap();
        fixture.app.fill_with_demo(PASSWORD).await.unwrap()
    })
}

/// Every ticket with all that belongs to it; the chain of each is verified.
fn everything(fixture: &Fixture) -> Vec<Detail> {
    let read = fixture.app.read_blocking(&fixture.app.system(), |cx| {
        let count = app::overview::counts(cx.tx)?.tickets;
        let mut all = Vec::new();
        for id in 1..=count {
            let detail = tickets::read::get(cx, &Address::parse(&id.to_string()))?;
            assert_eq!(store::event::verify(cx.tx, TEAM, detail.ticket.id)?, None, "{id}");
            all.push(detail);
        }
        Ok(all)
    });
    read.unwrap()
}

on_both_engines! {
    fn it_shows_what_the_product_does(fixture: &Fixture) {
        let people = fill(fixture);
        let all = everything(fixture);
        assert!(all.len() >= 120, "{}", all.len());
        let now = At::parse("2026-11-21T12:00:00Z").unwrap();
        let mut statuses: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for Detail { ticket, .. } in &all {
            assert!(ticket.created <= ticket.updated && ticket.updated <= now, "{}", ticket.title);
            statuses.entry(&ticket.project).or_default().insert(&ticket.status);
        }
        assert_eq!(statuses.keys().collect::<Vec<_>>(), [&"DEV", &"INC", &"NET", &"SUP"]);
        assert!(statuses.values().all(|statuses| statuses.len() >= 3), "{statuses:?}");
        let count = |what: &dyn Fn(&Detail) -> bool| all.iter().filter(|detail| what(detail)).count();
        assert!(count(&|d| d.comments.iter().any(|c| c.internal)) >= 10);
        assert!(count(&|d| d.comments.iter().map(|c| &c.author).collect::<BTreeSet<_>>().len() >= 2) >= 20);
        assert!(count(&|d| !d.links.is_empty()) >= 8);
        assert!(count(&|d| !d.ticket.watchers.is_empty()) >= 5);
        assert!(count(&|d| !d.ticket.tags.is_empty()) >= 100);
        let titles: BTreeSet<&str> = all.iter().map(|d| d.ticket.title.as_str()).collect();
        assert!(titles.len() >= 90, "{}", titles.len());
        let chinese = count(&|d| d.ticket.title.chars().any(|c| ('\u{4e00}'..'\u{9fff}').contains(&c)));
        assert!(chinese >= 40 && all.len() - chinese >= 40, "{chinese}");
        for access in [Access::Unregistered, Access::User, Access::Operator] {
            assert!(people.iter().any(|person| person.access == access.word()));
        }
    }
}

#[test]
fn it_is_the_same_every_time() {
    let (one, two) = (Fixture::sqlite(), Fixture::sqlite());
    fill(&one);
    fill(&two);
    let same = |fixture: &Fixture| -> Vec<Ticket> {
        let all = everything(fixture).into_iter();
        all.map(|detail| Ticket { uuid: String::new(), ..detail.ticket }).collect()
    };
    assert_eq!(same(&one), same(&two));
}

#[test]
fn its_people_log_in_and_see_their_own_tickets() {
    let fixture = Fixture::sqlite();
    fill(&fixture);
    let who = fixture.app.local_principal("wangfang").unwrap().unwrap();
    let slice = Slice { sort: Sort::UpdatedAt, order: Order::Descending, limit: 100, offset: 0, after: None };
    let own = fixture.app.read_blocking(&who, move |cx| tickets::read::list(cx, &Filter::default(), &slice));
    let (own, total) = own.unwrap();
    assert!(
        total >= 5
            && own.iter().all(|t| t.creator == "wangfang" || t.watchers.contains(&"wangfang".to_owned()))
    );
}
