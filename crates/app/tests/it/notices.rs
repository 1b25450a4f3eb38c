//! What people are told of, with a clock that is moved by hand: reminders that do not multiply, how many can be told, how long
//! it is kept, and that what nobody is told of costs nothing.

use crate::{
    flow::{self, drawn},
    support::{Fixture, block_on, on_both_engines},
};
use app::{
    Cx, TEAM,
    notices::{self, Seen, Which},
    tickets::{Address, approval, create, edit, effect, transition},
};
use domain::{
    At,
    id::UserId,
    identity::{Access, Principal},
    notice::{Kind, MOST_TOLD},
    ticket::{Field, Patch, Source, Ticket},
    workflow::approval::{Act, REMIND_EVERY},
};
use serde_json::json;
use store::{account, effect::State, number};

fn write<T: Send + 'static>(
    fixture: &Fixture,
    who: &Principal,
    unit: impl Fn(&mut Cx<'_, '_>) -> Result<T, app::Error> + Send + Sync + 'static,
) -> Result<T, app::Error> {
    fixture.app.write_blocking(who, Source::Api, unit)
}

/// Somebody with this user name.
fn person(fixture: &Fixture, name: &str, access: Access) -> Principal {
    let (name, system) = (name.to_owned(), fixture.app.system());
    let owned = name.clone();
    let made = write(fixture, &system, move |cx| {
        let id = UserId(number::take(cx.tx, number::Source::Account)?);
        let account = account::Account {
            team: TEAM,
            id,
            uuid: cx.short_id(8),
            name: owned.clone(),
            nickname: String::new(),
            email: String::new(),
            phone: String::new(),
            access,
            locale: String::new(),
            password_hash: String::new(),
            disabled: false,
            version: 1,
            created: cx.now,
            updated: cx.now,
            last_seen: None,
            block: String::new(),
            room: String::new(),
            isp: String::new(),
            isp_account: String::new(),
        };
        assert!(account::insert(cx.tx, &account)?);
        Ok(())
    });
    made.unwrap();
    fixture.app.local_principal(&name).unwrap().unwrap()
}

fn make(fixture: &Fixture, who: &Principal, assignee: &str) -> Ticket {
    let fields: Patch = [
        (Field::Title, "t".into()),
        (Field::Content, "c".into()),
        (Field::Category, "k".into()),
        (Field::Assignee, assignee.into()),
    ]
    .into();
    let command = create::Command { project: Some("NET".into()), kind: None, fields };
    write(fixture, who, move |cx| create::run(cx, &command)).unwrap().ticket
}

fn address(ticket: &Ticket) -> Address {
    Address::parse(&ticket.id.to_string())
}

fn list(fixture: &Fixture, who: &Principal, which: Which) -> Vec<Seen> {
    let read = fixture.app.read_blocking(who, move |cx| notices::list(cx, which, (200, 0)));
    let (found, total) = read.unwrap();
    assert_eq!(i64::try_from(found.len()).unwrap(), total);
    found
}

fn kinds(fixture: &Fixture, who: &Principal, which: Which) -> Vec<Kind> {
    list(fixture, who, which).into_iter().map(|seen| seen.notice.kind).collect()
}

on_both_engines! {
    fn reminders_of_one_request_are_one_unread_notice(fixture: &Fixture) {
        drawn(fixture, json!([{"from": "fresh", "to": "accepted", "approval": {
            "approvers": [{"user_domain_type": "task_assign"}], "rule": "all"}}]));
        let (ann, bob) = (person(fixture, "ann", Access::Operator), person(fixture, "bob", Access::User));
        let ticket = make(fixture, &ann, "bob");
        let at = address(&ticket);
        let command = transition::Command { status: "accepted".into(), ..transition::Command::default() };
        let asked = write(fixture, &ann, move |cx| transition::run(cx, &at, &command, &|_| Ok(())));
        let request = asked.unwrap().approval.unwrap().approval.id;
        let remind = || {
            fixture.clock.move_on(REMIND_EVERY + 1);
            let (at, command) = (address(&ticket), approval::Command { act: Act::Remind, note: String::new() });
            write(fixture, &ann, move |cx| approval::act(cx, &at, request, &command, &|_| Ok(()))).unwrap().0
        };
        let first = remind();
        let one = list(fixture, &bob, Which::Unread).remove(0).notice;
        assert_eq!((one.kind, one.version, one.approval), (Kind::ApprovalReminded, first.version, Some(request)));
        let second = remind();
        assert_eq!(kinds(fixture, &bob, Which::All), [Kind::ApprovalReminded, Kind::ApprovalAsked, Kind::Assigned]);
        let again = list(fixture, &bob, Which::Unread).remove(0).notice;
        assert_eq!((again.id, again.version), (one.id, second.version), "the same once more");
        assert!(again.created > one.created);
        write(fixture, &bob, move |cx| notices::read(cx, one.id)).unwrap();
        remind();
        assert_eq!(kinds(fixture, &bob, Which::Unread), [Kind::ApprovalReminded, Kind::ApprovalAsked, Kind::Assigned]);
        assert_eq!(list(fixture, &bob, Which::All).len(), 4, "what was read is not unread again");
        assert_eq!(list(fixture, &ann, Which::All).len(), 0);
    }

    fn no_more_than_so_many_are_told_of_one_step_and_too_many_is_told_before_and_after(fixture: &Fixture) {
        drawn(fixture, json!([
            {"from": "fresh", "to": "accepted", "post_functions": [{"notify": {"user_domains": [{"user_domain_type": "everyone"}]}}]},
            {"from": "accepted", "to": "fresh"},
        ]));
        let ann = person(fixture, "ann", Access::Operator);
        // With the administrator of the first start they are as many as can be told, beside who does it.
        let others: Vec<Principal> =
            (2..=MOST_TOLD).map(|n| person(fixture, &format!("p{n}"), Access::Operator)).collect();
        let ticket = make(fixture, &ann, "");
        let go = |status: &str| {
            let (at, command) = (address(&ticket), transition::Command { status: status.into(), ..transition::Command::default() });
            write(fixture, &ann, move |cx| transition::run(cx, &at, &command, &|_| Ok(()))).unwrap();
            // As often as anything is tried.
            for _ in 0..5 {
                flow::work(fixture);
                fixture.clock.move_on(60);
            }
            let at = address(&ticket);
            let found = fixture.app.read_blocking(&fixture.app.system(), move |cx| effect::list(cx, &at));
            found.unwrap().1.into_iter().map(|told| told.effect.state).collect::<Vec<_>>()
        };
        assert_eq!(go("accepted"), [State::Done]);
        assert!(others.iter().all(|who| kinds(fixture, who, Which::Unread) == [Kind::Notified]));
        go("fresh");
        let late = person(fixture, "late", Access::User);
        assert_eq!(go("accepted"), [State::Done, State::Failed]);
        assert_eq!(list(fixture, &others[0], Which::All).len(), 1, "all or nobody");
        assert_eq!(list(fixture, &late, Which::All).len(), 0);
    }

    fn what_is_ninety_days_old_is_forgotten(fixture: &Fixture) {
        drawn(fixture, json!([{"from": "fresh", "to": "accepted"}]));
        let (ann, bob) = (person(fixture, "ann", Access::Operator), person(fixture, "bob", Access::Operator));
        make(fixture, &ann, "bob");
        fixture.clock.move_on(notices::KEPT_SECONDS);
        make(fixture, &ann, "bob");
        block_on(fixture.app.tidy()).unwrap();
        assert_eq!(list(fixture, &bob, Which::All).len(), 2);
        fixture.clock.move_on(1);
        block_on(fixture.app.tidy()).unwrap();
        let left = list(fixture, &bob, Which::All);
        assert_eq!(left.len(), 1);
        assert!(left[0].notice.created > At::parse("2026-11-22T00:00:00Z").unwrap());
    }

    fn a_step_that_nobody_is_told_of_costs_no_statement(fixture: &Fixture) {
        drawn(fixture, json!([{"from": "fresh", "to": "accepted"}]));
        let ann = person(fixture, "ann", Access::Operator);
        let ticket = make(fixture, &ann, "ann");
        let sent = |fields: Patch| {
            let at = address(&ticket);
            let heard = write(fixture, &ann, move |cx| {
                cx.tx.listen();
                edit::run(cx, &at, &fields, &|_| Ok(()))?;
                Ok(cx.tx.heard())
            });
            heard.unwrap().into_iter().map(|(text, _)| text).collect::<Vec<_>>()
        };
        let of_notices = |sent: &[String]| sent.iter().filter(|text| text.contains("notice")).count();
        for own in [(Field::Title, "other".into()), (Field::Assignee, "".into())] {
            let sent = sent([own].into());
            assert_eq!(of_notices(&sent), 0, "{sent:#?}");
        }
        person(fixture, "bob", Access::User);
        let sent_then = sent([(Field::Assignee, "bob".into())].into());
        assert!(of_notices(&sent_then) > 0, "{sent_then:#?}");
    }
}
