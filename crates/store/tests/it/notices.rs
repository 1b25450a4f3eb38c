//! What people are told of, as rows.

use crate::{support::on_both_engines, tickets::ticket};
use domain::{
    At,
    history::Audience,
    id::{TeamId, TicketId, UserId},
    notice::Kind,
};
use sql::Error;
use store::notice::{self, Notice, Which};

const TEAM: TeamId = TeamId(1);
const ANN: UserId = UserId(7);

fn of(id: i64, user: UserId, at: i64) -> Notice {
    Notice {
        id,
        user,
        kind: Kind::Mentioned,
        ticket: TicketId(5),
        version: 3,
        approval: None,
        actor: "bob".into(),
        audience: Audience::Staff,
        text: "看看".into(),
        created: At::from_micros(at),
        read: None,
    }
}

fn reminder(id: i64, approval: i64, at: i64) -> Notice {
    let kind = Kind::ApprovalReminded;
    Notice { kind, approval: Some(approval), audience: Audience::Everyone, ..of(id, ANN, at) }
}

fn ids(tx: &mut sql::Tx<'_>, user: UserId, which: Which) -> Result<Vec<i64>, Error> {
    let page = notice::page(tx, TEAM, user, which, (100, 0))?;
    assert_eq!(i64::try_from(page.len()).unwrap(), notice::count(tx, TEAM, user, which)?);
    Ok(page.into_iter().map(|told| told.notice.id).collect())
}

on_both_engines! {
    fn each_has_their_own_newest_first_and_reads_them_once(db: &Db) {
        db.write_blocking(|tx| {
            store::ticket::insert(tx, &ticket(5), "")?;
            for id in 1..=4 {
                notice::insert(tx, TEAM, &of(id, ANN, id))?;
            }
            let other = UserId(8);
            notice::insert(tx, TEAM, &of(5, other, 5))?;
            assert_eq!(ids(tx, ANN, Which::All)?, [4, 3, 2, 1]);
            let told = notice::get(tx, TEAM, ANN, 2)?.unwrap();
            assert_eq!(told.notice, of(2, ANN, 2), "as it was written");
            assert_eq!((told.project, told.title), (ticket(5).project, ticket(5).title));
            assert_eq!(notice::page(tx, TEAM, ANN, Which::All, (2, 1))?.len(), 2);
            assert!(notice::get(tx, TEAM, other, 2)?.is_none(), "it is somebody else's");
            notice::read(tx, TEAM, other, 2, At::from_micros(9))?;
            notice::read(tx, TEAM, ANN, 4, At::from_micros(9))?;
            notice::read(tx, TEAM, ANN, 4, At::from_micros(10))?;
            assert_eq!(notice::get(tx, TEAM, ANN, 4)?.unwrap().notice.read, Some(At::from_micros(9)));
            assert_eq!(ids(tx, ANN, Which::Unread)?, [3, 2, 1]);
            notice::read_up_to(tx, TEAM, ANN, 2, At::from_micros(11))?;
            assert_eq!(ids(tx, ANN, Which::Unread)?, [3]);
            notice::read_up_to(tx, TEAM, ANN, i64::MAX, At::from_micros(12))?;
            assert_eq!(notice::get(tx, TEAM, ANN, 1)?.unwrap().notice.read, Some(At::from_micros(11)));
            assert_eq!((ids(tx, ANN, Which::Unread)?, ids(tx, other, Which::Unread)?), (vec![], vec![5]));
            Ok::<_, Error>(())
        })
        .unwrap();
    }

    fn a_reminder_that_is_unread_is_told_again_and_one_that_was_read_is_not(db: &Db) {
        db.write_blocking(|tx| {
            store::ticket::insert(tx, &ticket(5), "")?;
            assert!(!notice::repeat(tx, TEAM, &reminder(0, 3, 1))?);
            notice::insert(tx, TEAM, &reminder(1, 3, 1))?;
            notice::insert(tx, TEAM, &Notice { kind: Kind::ApprovalAsked, ..reminder(2, 3, 1) })?;
            assert!(!notice::repeat(tx, TEAM, &reminder(0, 4, 2))?, "another request");
            assert!(!notice::repeat(tx, TEAM, &Notice { user: UserId(8), ..reminder(0, 3, 2) })?, "another person");
            assert!(notice::repeat(tx, TEAM, &Notice { version: 9, ..reminder(0, 3, 2) })?);
            let told = notice::get(tx, TEAM, ANN, 1)?.unwrap().notice;
            assert_eq!((told.version, told.created), (9, At::from_micros(2)));
            assert_eq!(notice::get(tx, TEAM, ANN, 2)?.unwrap().notice.version, 3);
            notice::read(tx, TEAM, ANN, 1, At::from_micros(3))?;
            assert!(!notice::repeat(tx, TEAM, &reminder(0, 3, 4))?);
            Ok::<_, Error>(())
        })
        .unwrap();
    }

    fn what_is_old_is_forgotten_some_at_a_time_read_or_not(db: &Db) {
        db.write_blocking(|tx| {
            store::ticket::insert(tx, &ticket(5), "")?;
            for id in 1..=5 {
                notice::insert(tx, TEAM, &of(id, ANN, id))?;
            }
            notice::read(tx, TEAM, ANN, 2, At::from_micros(9))?;
            assert_eq!(notice::forget(tx, TEAM, At::from_micros(4), 2)?, 2);
            assert_eq!(ids(tx, ANN, Which::All)?, [5, 4, 3]);
            assert_eq!(notice::forget(tx, TEAM, At::from_micros(4), 2)?, 1);
            assert_eq!(notice::forget(tx, TEAM, At::from_micros(4), 2)?, 0);
            assert_eq!(ids(tx, ANN, Which::All)?, [5, 4]);
            Ok::<_, Error>(())
        })
        .unwrap();
    }
}
