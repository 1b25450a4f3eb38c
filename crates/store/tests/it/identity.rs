//! Accounts, circles, log-ins, tokens.

use crate::support::on_both_engines;
use domain::{
    At,
    id::{SessionId, TeamId, UserId},
    identity::Access,
};
use sql::{Error, Tx};
use store::{
    account::{self, Account, Filter},
    circle::{self, Circle, Kind},
    search,
    session::{self, Session},
};

const TEAM: TeamId = TeamId(1);

fn account(id: i64, name: &str) -> Account {
    Account {
        team: TEAM,
        id: UserId(id),
        uuid: format!("u{id:07}"),
        name: name.to_owned(),
        nickname: name.to_owned(),
        email: String::new(),
        phone: String::new(),
        access: Access::User,
        locale: String::new(),
        password_hash: String::new(),
        disabled: false,
        version: 1,
        created: At::from_micros(id),
        updated: At::from_micros(id),
        last_seen: None,
        block: String::new(),
        room: String::new(),
        isp: String::new(),
        isp_account: String::new(),
    }
}

on_both_engines! {
    fn people_are_found_by_names_that_an_older_program_had_folded_otherwise(db: &Db) {
        db.write_blocking(|tx| {
            account::insert(tx, &Account { nickname: "José Übel".into(), ..account(1, "ann") })?;
            let found = |tx: &mut Tx<'_>, part| Ok::<_, Error>(account::called(tx, TEAM, part, 9)?.len());
            assert_eq!((found(tx, "jose u")?, found(tx, "JOSÉ")?), (1, 1));
            tx.batch("UPDATE account SET names_folded = 'josé übel'")?;
            assert_eq!(found(tx, "jose")?, 0);
            while search::begin(tx, TEAM)? > 0 {}
            assert_eq!((found(tx, "jose u")?, found(tx, "JOSÉ")?), (1, 1));
            tx.batch("UPDATE account SET names_folded = 'x'")?;
            assert_eq!((search::begin(tx, TEAM)?, found(tx, "x")?), (0, 1), "once is enough");
            Ok::<_, Error>(())
        })
        .unwrap();
    }

    fn a_user_name_is_taken_whatever_its_case(db: &Db) {
        db.write_blocking(|tx| {
            assert!(account::insert(tx, &account(1, "Ann"))?);
            assert!(!account::insert(tx, &account(2, "aNN"))?);
            assert_eq!(account::by_name(tx, TEAM, " ANN ")?.map(|a| a.name), Some("Ann".to_owned()));
            assert_eq!(account::spelling(tx, TEAM, "ann")?, "Ann");
            assert!(account::by_name(tx, TeamId(2), "Ann")?.is_none());
            Ok::<_, Error>(())
        })
        .unwrap();
    }

    fn a_change_for_another_version_is_not_made(db: &Db) {
        db.write_blocking(|tx| {
            let one = account(1, "ann");
            account::insert(tx, &one)?;
            let next = Account { nickname: "Ann".into(), version: 2, ..one.clone() };
            assert!(account::update(tx, &next)?);
            assert!(!account::update(tx, &next)?);
            Ok::<_, Error>(())
        })
        .unwrap();
    }

    fn a_part_of_a_name_finds_it_and_a_percent_sign_is_only_itself(db: &Db) {
        db.write_blocking(|tx| {
            for (id, name) in [(1, "ann_lee"), (2, "annXlee"), (3, "bob")] {
                account::insert(tx, &account(id, name))?;
            }
            let found = |tx: &mut Tx<'_>, part: &str| {
                let filter = Filter { name_part: Some(part.to_owned()), ..Filter::default() };
                account::list(tx, TEAM, &filter, 10, 0).map(|(found, total)| (found.len(), total))
            };
            assert_eq!(found(tx, "ANN")?, (2, 2));
            assert_eq!(found(tx, "ann_")?, (1, 1));
            assert_eq!(found(tx, "%")?, (0, 0));
            account::insert(tx, &Account { nickname: "李偉 Ｗei".into(), ..account(4, "lw") })?;
            for part in ["李", "李伟", "wei", "LW"] {
                assert_eq!(found(tx, part)?, (1, 1), "{part}");
            }
            Ok::<_, Error>(())
        })
        .unwrap();
    }

    fn one_has_many_groups_but_moves_between_departments(db: &Db) {
        db.write_blocking(|tx| {
            account::insert(tx, &account(1, "ann"))?;
            for (uuid, kind, name) in
                [("group001", Kind::Group, "网络组"), ("group002", Kind::Group, "Night"), ("depart01", Kind::Department, "IT")]
            {
                let circle = Circle {
                    uuid: uuid.into(), name: name.into(), description: String::new(), version: 1, created: At::from_micros(1),
                };
                assert!(circle::insert(tx, TEAM, kind, &circle)?);
            }
            circle::set_places(tx, TEAM, UserId(1), Kind::Group, &["group001".into(), "group002".into()])?;
            circle::set_members(tx, TEAM, "depart01", &[UserId(1)])?;
            let mut places: Vec<_> = circle::places_of(tx, TEAM, UserId(1))?.into_iter().map(|p| p.uuid).collect();
            places.sort();
            assert_eq!(places, ["depart01", "group001", "group002"]);
            assert_eq!(circle::places_of_all(tx, TEAM, &[UserId(1), UserId(9)])?.len(), 3);
            circle::set_places(tx, TEAM, UserId(1), Kind::Group, &[])?;
            assert_eq!(circle::places_of(tx, TEAM, UserId(1))?.len(), 1);
            assert_eq!(circle::find(tx, TEAM, Kind::Group, "night")?, Some("group002".into()));
            Ok::<_, Error>(())
        })
        .unwrap();
    }

    fn a_refresh_token_is_rotated_once(db: &Db) {
        db.write_blocking(|tx| {
            let session = Session {
                team: TEAM, id: SessionId(1), user: UserId(1), refresh_hash: "one".into(), spent_hash: String::new(),
                expires: At::from_micros(9), by_cookie: true, spent_at: At::from_micros(0),
            };
            session::insert(tx, &session, At::from_micros(1))?;
            assert!(session::rotate(tx, &session, "two", (At::from_micros(5), At::from_micros(10)))?);
            assert!(!session::rotate(tx, &session, "three", (At::from_micros(6), At::from_micros(10)))?);
            let spent = session::by_refresh(tx, "one")?.unwrap();
            assert_eq!((spent.refresh_hash.as_str(), spent.spent_hash.as_str()), ("two", "one"));
            assert_eq!((spent.by_cookie, spent.spent_at), (true, At::from_micros(5)));
            assert_eq!(session::delete_ended(tx, At::from_micros(11))?, 1);
            Ok::<_, Error>(())
        })
        .unwrap();
    }
}
