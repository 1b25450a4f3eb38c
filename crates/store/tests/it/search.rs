//! Searching: what is found, in which order, page by page; that the index follows every change, and is built anew.

use crate::{
    support::on_both_engines,
    tickets::{NEWEST, TEAM, everything, ticket},
};
use domain::{
    At,
    id::{CommentId, TicketId},
    identity::{ProjectScope, Visibility},
    ticket::Ticket,
};
use sql::{Error, Tx};
use store::{
    comment::{self, Comment, Reader},
    search,
    ticket::{self, Filter, Start},
};

fn asking(typed: &str, reader: Reader) -> Filter {
    Filter { text: Some(typed.to_owned()), reader, ..Filter::default() }
}

/// Writes the words of everything that is due; of how many tickets.
pub(crate) fn index(tx: &mut Tx<'_>) -> Result<usize, Error> {
    let mut done = 0;
    while search::is_behind(tx, TEAM)? {
        let words = search::cut(tx, TEAM, 100)?;
        done += words.tickets();
        search::write(tx, TEAM, &words)?;
    }
    Ok(done)
}

/// What is found, best first, and in all, when nothing is due.
fn found(tx: &mut Tx<'_>, filter: &Filter) -> Result<Vec<i64>, Error> {
    index(tx)?;
    let best =
        ticket::ranked(tx, &ticket::Totals::default(), TEAM, &everything(), filter, Start::Offset(0), 500)?;
    let ids: Vec<i64> = best.tickets.iter().map(|t| t.id.0).collect();
    assert_eq!(usize::try_from(best.total).unwrap(), ids.len(), "{filter:?}");
    // The same, in another order, by the other road.
    let (newest, total) = ticket::list(
        tx,
        &ticket::Totals::default(),
        TEAM,
        &everything(),
        filter,
        &ticket::Slice { limit: 500, ..NEWEST },
    )?;
    assert_eq!(total, best.total);
    let (mut one, mut other) = (ids.clone(), newest.iter().map(|t| t.id.0).collect::<Vec<_>>());
    one.sort_unstable();
    other.sort_unstable();
    assert_eq!(one, other, "{filter:?}");
    Ok(ids)
}

fn staff(tx: &mut Tx<'_>, typed: &str) -> Result<Vec<i64>, Error> {
    found(tx, &asking(typed, Reader::Staff))
}

fn say(tx: &mut Tx<'_>, id: i64, ticket: i64, content: &str, internal: bool) -> Result<(), Error> {
    let at = At::from_micros(id);
    let comment = Comment {
        id: CommentId(id),
        content: content.to_owned(),
        author: "ann".into(),
        internal,
        created: at,
        updated: at,
    };
    comment::insert(tx, TEAM, TicketId(ticket), &comment)
}

fn titled(id: i64, title: &str, content: &str) -> Ticket {
    Ticket { title: title.into(), content: content.into(), ..ticket(id) }
}

on_both_engines! {
    fn words_find_tickets_in_both_languages(db: &Db) {
        let found = db
            .write_blocking(|tx| {
                ticket::insert(tx, &ticket(1), "")?;
                ticket::insert(tx, &titled(2, "Printer on fire", "三楼打印机冒烟，研究生命起源"), "")?;
                let asked = [
                    "登录", "vpn", "LOG IN", "noo", "打印", "印机", "printer 三楼", "ｖｐｎ", "sup-2", "SUP-1", "#2", "2", "火星",
                    "'", "\"* OR", "\"cannot log\"", "\"log cannot\"", "\"打印机冒烟\"", "\"机冒\"", "\"楼机\"", "無法登錄", "生命",
                    "account", "ann", "\"vp\"", "vp", "v", "\"fire", "vpn fire", "打印机 fire",
                ];
                let mut found = Vec::new();
                for typed in asked {
                    found.push((typed, staff(tx, typed)?));
                }
                Ok::<_, Error>(found)
            })
            .unwrap();
        assert_eq!(found, [
            ("登录", vec![1]), ("vpn", vec![1]), ("LOG IN", vec![1]), ("noo", vec![1]), ("打印", vec![2]), ("印机", vec![2]),
            ("printer 三楼", vec![2]), ("ｖｐｎ", vec![1]), ("sup-2", vec![2]), ("SUP-1", vec![1]), ("#2", vec![2]), ("2", vec![2]),
            ("火星", vec![]), ("'", vec![]), ("\"* OR", vec![]), ("\"cannot log\"", vec![1]), ("\"log cannot\"", vec![]),
            ("\"打印机冒烟\"", vec![2]), ("\"机冒\"", vec![2]), ("\"楼机\"", vec![]), ("無法登錄", vec![1]), ("生命", vec![2]),
            ("account", vec![2, 1]), ("ann", vec![2, 1]), ("\"vp\"", vec![]), ("vp", vec![1]), ("v", vec![]), ("\"fire", vec![2]),
            ("vpn fire", vec![]), ("打印机 fire", vec![2]),
        ]);
    }

    fn titles_come_before_contents_and_contents_before_comments(db: &Db) {
        db.write_blocking(|tx| {
            for t in [
                titled(1, "Other", "router broken"), titled(2, "The router is broken", "x"), titled(3, "Router broken", "x"),
                titled(4, "Router", "broken"), titled(5, "Other", "nothing"), titled(6, "Broken old router", "x"),
            ] {
                ticket::insert(tx, &t, "")?;
            }
            say(tx, 1, 5, "the router is broken", false)?;
            assert_eq!(staff(tx, "router broken")?, [3, 6, 2, 4, 1, 5]);
            Ok::<_, Error>(())
        })
        .unwrap();
    }

    fn the_ticket_that_is_asked_for_by_number_comes_first(db: &Db) {
        db.write_blocking(|tx| {
            ticket::insert(tx, &titled(42, "Something", "x"), "")?;
            for id in 100..200 {
                ticket::insert(tx, &titled(id, "Error 42", "see SUP-42"), "")?;
            }
            for typed in ["42", "#42", "SUP-42"] {
                let all = staff(tx, typed)?;
                assert_eq!((all[0], all[1], all.len()), (42, 199, 101), "{typed}");
            }
            assert!(!staff(tx, "OPS-42")?.contains(&42));
            Ok::<_, Error>(())
        })
        .unwrap();
    }

    fn comments_are_found_with_the_ticket_and_internal_ones_only_by_operators(db: &Db) {
        db.write_blocking(|tx| {
            ticket::insert(tx, &titled(1, "Projector dark", "x"), "")?;
            say(tx, 1, 1, "换了灯泡 lamp", false)?;
            say(tx, 2, 1, "客户很生气 refund", true)?;
            for (typed, customer, operator) in [
                ("灯泡", 1, 1), ("projector lamp", 1, 1), ("生气", 0, 1), ("refund", 0, 1), ("projector refund", 0, 1),
                ("lamp refund", 0, 1), ("refu", 0, 1), ("\"客户很生气\"", 0, 1), ("\"换了灯泡\"", 1, 1), ("\"灯泡 lamp\"", 1, 1),
            ] {
                assert_eq!(found(tx, &asking(typed, Reader::Customer))?.len(), customer, "{typed}");
                assert_eq!(staff(tx, typed)?.len(), operator, "{typed}");
            }
            // A change of the ticket keeps what its comments say.
            let old = ticket::get(tx, TEAM, TicketId(1))?.unwrap();
            let new = Ticket { title: "Beamer dark".into(), version: 2, ..old.clone() };
            ticket::update(tx, &old, &new, "")?;
            assert_eq!(staff(tx, "beamer lamp refund")?, [1]);
            assert_eq!(staff(tx, "projector")?, Vec::<i64>::new());
            assert!(found(tx, &asking("refund", Reader::Customer))?.is_empty());
            Ok::<_, Error>(())
        })
        .unwrap();
    }

    fn a_deleted_ticket_is_found_among_the_deleted_until_it_is_restored(db: &Db) {
        db.write_blocking(|tx| {
            let t = titled(1, "Printer on fire", "三楼");
            ticket::insert(tx, &t, "")?;
            say(tx, 1, 1, "smoke", true)?;
            let gone = Ticket { version: 2, deleted: Some(At::from_micros(9)), ..t.clone() };
            ticket::update(tx, &t, &gone, "")?;
            let deleted = |typed: &str| Filter { deleted: true, ..asking(typed, Reader::Staff) };
            assert!(staff(tx, "printer")?.is_empty() && staff(tx, "smoke")?.is_empty());
            for typed in ["printer", "三楼 smoke", "\"on fire\"", "fir"] {
                assert_eq!(found(tx, &deleted(typed))?, [1], "{typed}");
            }
            let back = Ticket { version: 3, deleted: None, ..t.clone() };
            ticket::update(tx, &gone, &back, "")?;
            assert_eq!((staff(tx, "printer smoke")?, found(tx, &deleted("printer"))?), (vec![1], vec![]));
            Ok::<_, Error>(())
        })
        .unwrap();
    }

    fn every_match_stands_on_exactly_one_page(db: &Db) {
        db.write_blocking(|tx| {
            // More than a window in each tier, titles that answer differently well, and one asked for by its number.
            for id in 1..=260 {
                let (title, content) = match id % 4 {
                    0 => ("7 router", "x"),
                    1 => ("Old router number 7", "x"),
                    2 => ("Other", "router 7"),
                    _ => ("Another", "x"),
                };
                ticket::insert(tx, &titled(id, title, content), "")?;
                if id % 4 == 3 {
                    say(tx, id, id, "router 7", id % 8 == 3)?;
                }
            }
            for (typed, filter) in [
                ("router", Filter::default()), ("\"7\"", Filter::default()), ("7", Filter::default()),
                ("router \"7\"", Filter { updated_from: Some(At::from_micros(50_000)), ..Filter::default() }),
            ] {
                let filter = Filter { text: Some(typed.into()), reader: Reader::Staff, ..filter };
                let whole = found(tx, &filter)?;
                assert!(whole.len() > 200, "{}", whole.len());
                let page = |tx: &mut Tx<'_>, start, limit| ticket::ranked(tx, &ticket::Totals::default(), TEAM, &everything(), &filter, start, limit);
                for limit in [7, 33, 100] {
                    let (mut by_cursor, mut by_number) = (Vec::new(), Vec::new());
                    let mut start = Start::Offset(0);
                    loop {
                        let part = page(tx, start, limit)?;
                        assert_eq!(usize::try_from(part.total).unwrap(), whole.len());
                        by_cursor.extend(part.tickets.iter().map(|t| t.id.0));
                        let Some(next) = part.next else { break };
                        start = Start::After(next);
                    }
                    while by_number.len() < whole.len() {
                        let part = page(tx, Start::Offset(i64::try_from(by_number.len()).unwrap()), limit)?;
                        assert!(!part.tickets.is_empty());
                        by_number.extend(part.tickets.iter().map(|t| t.id.0));
                    }
                    assert_eq!(by_cursor, whole, "{typed} {limit}");
                    assert_eq!(by_number, whole, "{typed} {limit}");
                }
                assert!(page(tx, Start::Offset(100_000), 5)?.tickets.is_empty());
            }
            assert_eq!(staff(tx, "7")?[0], 7);
            Ok::<_, Error>(())
        })
        .unwrap();
    }

    fn tickets_made_while_somebody_pages_move_nothing(db: &Db) {
        db.write_blocking(|tx| {
            for id in 1..=100 {
                ticket::insert(tx, &titled(id, "router", "x"), "")?;
            }
            let filter = asking("router", Reader::Staff);
            let (mut seen, mut start, mut newest) = (Vec::new(), Start::Offset(0), 100);
            loop {
                index(tx)?;
                let part = ticket::ranked(tx, &ticket::Totals::default(), TEAM, &everything(), &filter, start, 9)?;
                seen.extend(part.tickets.iter().map(|t| t.id.0));
                let Some(next) = part.next else { break };
                start = Start::After(next);
                for _ in 0..5 {
                    newest += 1;
                    ticket::insert(tx, &titled(newest, "router", "x"), "")?;
                }
            }
            assert_eq!(seen, (1..=100).rev().collect::<Vec<_>>());
            Ok::<_, Error>(())
        })
        .unwrap();
    }

    fn a_search_stays_within_what_may_be_seen_and_what_is_filtered(db: &Db) {
        db.write_blocking(|tx| {
            for (id, project, creator, status) in [(1, "SUP", "ann", "open"), (2, "OPS", "bob", "open"), (3, "OPS", "ann", "closed")] {
                let t = Ticket { project: project.into(), creator: creator.into(), status: status.into(), ..ticket(id) };
                ticket::insert(tx, &t, "")?;
            }
            index(tx)?;
            let see = |projects, own: &str| Visibility { projects, own: own.into() };
            for (visibility, filter, expected) in [
                (see(ProjectScope::Only(vec![]), "ann"), Filter::default(), vec![3, 1]),
                (see(ProjectScope::Only(vec!["OPS".into()]), "nobody"), Filter::default(), vec![3, 2]),
                (see(ProjectScope::Except(vec!["OPS".into()]), "bob"), Filter::default(), vec![2, 1]),
                (everything(), Filter { statuses: vec!["open".into()], ..Filter::default() }, vec![2, 1]),
                (everything(), Filter { projects: vec!["OPS".into()], ..Filter::default() }, vec![3, 2]),
            ] {
                for typed in ["vpn", "\"log in since\"", "\"无法登录\""] {
                    let filter = Filter { text: Some(typed.into()), ..filter.clone() };
                    let part = ticket::ranked(tx, &ticket::Totals::default(), TEAM, &visibility, &filter, Start::Offset(0), 10)?;
                    assert_eq!(part.tickets.iter().map(|t| t.id.0).collect::<Vec<_>>(), expected, "{typed} {visibility:?}");
                    assert_eq!(part.total, i64::try_from(expected.len()).unwrap());
                    let (_, total) = ticket::list(tx, &ticket::Totals::default(), TEAM, &visibility, &filter, &NEWEST)?;
                    assert_eq!(total, part.total);
                }
            }
            Ok::<_, Error>(())
        })
        .unwrap();
    }

    fn the_index_is_built_anew_in_steps_that_may_be_interrupted(db: &Db) {
        db.write_blocking(|tx| {
            for id in 1..=450 {
                ticket::insert(tx, &titled(id, "Printer on fire", "x"), "")?;
            }
            say(tx, 1, 7, "smoke", true)?;
            assert_eq!(index(tx)?, 450);
            // As a database whose index is of another revision, with nothing in it.
            tx.batch("DELETE FROM ticket_search")?;
            assert!(staff(tx, "printer")?.is_empty());
            Ok::<_, Error>(())
        })
        .unwrap();
        let begin = || db.write_blocking(|tx| search::begin(tx, TEAM)).unwrap();
        let step = || {
            let words = db.read_blocking(|tx| search::cut(tx, TEAM, 200)).unwrap();
            let tickets = words.tickets();
            db.write_blocking(move |tx| search::write(tx, TEAM, &words)).unwrap();
            tickets
        };
        assert_eq!((begin(), step()), (0, 200));
        // Killed here: what is done is done, a ticket that is written meanwhile is indexed as any other.
        let failed: Result<(), Error> = db.write_blocking(|tx| {
            let words = search::cut(tx, TEAM, 200)?;
            search::write(tx, TEAM, &words)?;
            Err(Error::Closed)
        });
        assert!(failed.is_err());
        db.write_blocking(|tx| ticket::insert(tx, &titled(451, "Printer cold", "x"), "")).unwrap();
        assert_eq!((begin(), step(), step(), step()), (0, 200, 51, 0));
        db.write_blocking(|tx| {
            assert!(!search::is_behind(tx, TEAM)?);
            assert_eq!(staff(tx, "printer")?.len(), 451);
            assert_eq!(staff(tx, "fire smoke")?, [7]);
            Ok::<_, Error>(())
        })
        .unwrap();
    }

    fn words_that_were_cut_before_a_change_are_not_written_after_it(db: &Db) {
        let old = titled(1, "Printer on fire", "x");
        let new = Ticket { version: 2, title: "Beamer".into(), ..old.clone() };
        let cut = || db.read_blocking(|tx| search::cut(tx, TEAM, 10)).unwrap();
        let write = |words: search::Words| db.write_blocking(move |tx| search::write(tx, TEAM, &words)).unwrap();
        let first = old.clone();
        db.write_blocking(move |tx| ticket::insert(tx, &first, "")).unwrap();
        // Another node has cut the words when the ticket changes.
        let late = cut();
        db.write_blocking(move |tx| ticket::update(tx, &old, &new, "")).unwrap();
        write(late.clone());
        db.write_blocking(|tx| {
            assert!(search::is_behind(tx, TEAM)?);
            assert_eq!((staff(tx, "beamer")?, staff(tx, "printer")?), (vec![1], vec![]));
            // Nothing is due; then something is again.
            say(tx, 1, 1, "smoke", false)
        })
        .unwrap();
        write(late);
        let words = cut();
        write(words.clone());
        // A second node has cut the same.
        write(words);
        db.write_blocking(|tx| {
            assert!(!search::is_behind(tx, TEAM)?);
            assert_eq!((staff(tx, "beamer smoke")?, staff(tx, "printer")?), (vec![1], vec![]));
            Ok::<_, Error>(())
        })
        .unwrap();
    }

    fn many_and_long_comments_are_kept_within_bounds(db: &Db) {
        db.write_blocking(|tx| {
            ticket::insert(tx, &ticket(1), "")?;
            for id in 1..=40 {
                let words: Vec<String> = (0..1_800).map(|word| format!("w{id}x{word}{}", "y".repeat(24))).collect();
                say(tx, id, 1, &words.join(" "), id % 2 == 0)?;
            }
            assert_eq!(staff(tx, "w1x7")?, [1]);
            say(tx, 99, 1, "登录", false)?;
            assert_eq!(staff(tx, "vpn 登录 w2x9")?, [1]);
            Ok::<_, Error>(())
        })
        .unwrap();
    }
}

/// A database as the program before this index left it.
fn of_schema_2(db: &sql::Db) {
    sql::migrate(db, &store::migrations::ALL[..2], 0).unwrap();
    db.write_blocking(|tx| {
        for id in 1..=230 {
            tx.batch(&format!(
                "INSERT INTO ticket (team_id, id, uuid, project, type, status, title, content, category, priority, assignee,
                     creator, tags, watchers, player_id, contact, game_id, env, source, fields, version, head_hash,
                     created_at, updated_at, deleted_at)
                 VALUES (1, {id}, 'u{id}', 'SUP', 'ticket', 'open', '無法登錄 VPN', 'since noon', 'account', 2, '', 'ann',
                     '[\"VIP\"]', '[]', '', '', '', '', 'api', '{{}}', 1, '', 1, 1, {})",
                if id % 10 == 0 { "5" } else { "NULL" }
            ))?;
        }
        tx.batch("INSERT INTO comment (team_id, id, ticket_id, content, author, internal, created_at, updated_at)
                  VALUES (1, 1, 3, '重启路由器', 'ann', FALSE, 1, 1)")
    })
    .unwrap();
    sql::migrate(db, store::migrations::ALL, 0).unwrap();
    while db.write_blocking(|tx| search::begin(tx, TEAM)).unwrap() > 0 {}
    db.write_blocking(|tx| {
        assert_eq!(index(tx)?, 230);
        assert_eq!(staff(tx, "登录 vip")?.len(), 207);
        assert_eq!(staff(tx, "vpn 路由器")?, [3]);
        assert_eq!(found(tx, &Filter { deleted: true, ..asking("vpn", Reader::Staff) })?.len(), 23);
        Ok::<_, Error>(())
    })
    .unwrap();
}

#[test]
fn tickets_of_an_older_schema_are_found_after_the_migration_on_sqlite() {
    of_schema_2(&crate::support::Opened::empty_sqlite().db);
}

#[test]
fn tickets_of_an_older_schema_are_found_after_the_migration_on_postgres() {
    of_schema_2(&crate::support::Opened::empty_postgres().db);
}
