//! Drafts of workflows, their versions, and what is to be moved on.

use crate::{support::on_both_engines, tickets::ticket};
use domain::{
    At,
    field::Names,
    id::TeamId,
    workflow::{Status, StatusCategory, Transition, Workflow},
};
use sql::Error;
use store::{
    project::{self, IssueType},
    workflow::{self, Draft, Move, Place},
};

const TEAM: TeamId = TeamId(1);
const AT: Place<'static> = Place { team: TEAM, project: "SUP", kind: "ticket" };

fn drawn(name: &str) -> Workflow {
    let status = |key: &str, category| Status {
        key: key.to_owned(),
        uuid: format!("{key:0<8}"),
        name: Names::same(name),
        category,
    };
    Workflow {
        statuses: vec![status("open", StatusCategory::New), status("closed", StatusCategory::Closed)],
        transitions: vec![Transition::new("go000000".into(), Names::same(name), "open", "closed")],
    }
}

fn kind(version: i64) -> IssueType {
    IssueType {
        project: "SUP".into(),
        key: "ticket".into(),
        uuid: "kind0000".into(),
        name: Names::same("Ticket"),
        workflow_version: version,
        attributes: domain::attribute::Attributes::new(),
    }
}

fn draft(version: i64, workflow: Option<Workflow>) -> Draft {
    Draft { version, base: 1, workflow, actor: "ann".into(), updated: At::from_micros(7) }
}

fn movement(from: &str, to: &str) -> Move {
    Move {
        project: "SUP".into(),
        kind: "ticket".into(),
        from: from.into(),
        to: to.into(),
        version: 2,
        actor: "ann".into(),
        via: "api".into(),
        created: At::from_micros(7),
    }
}

on_both_engines! {
    fn a_draft_is_written_one_version_after_another_and_outlives_itself(db: &Db) {
        db.write_blocking(|tx| {
            assert_eq!(workflow::draft(tx, AT)?, None);
            assert!(workflow::put_draft(tx, AT, &draft(1, Some(drawn("a"))))?);
            assert!(!workflow::put_draft(tx, AT, &draft(1, Some(drawn("b"))))?, "the same version again");
            assert!(!workflow::put_draft(tx, AT, &draft(3, Some(drawn("b"))))?, "one left out");
            assert_eq!(workflow::draft(tx, AT)?, Some(draft(1, Some(drawn("a")))));
            assert!(workflow::put_draft(tx, AT, &draft(2, None))?);
            assert_eq!(workflow::draft(tx, AT)?, Some(draft(2, None)));
            let other = Place { kind: "question", ..AT };
            assert_eq!(workflow::draft(tx, other)?, None);
            project::delete_type(tx, TEAM, "SUP", "ticket")?;
            assert_eq!(workflow::draft(tx, AT)?, None);
            Ok::<_, Error>(())
        })
        .unwrap();
    }

    fn versions_are_put_in_force_one_after_another(db: &Db) {
        db.write_blocking(|tx| {
            project::put_type(tx, TEAM, &kind(1), 0)?;
            for version in 1..=3 {
                let name = version.to_string();
                project::insert_workflow(tx, TEAM, &kind(version), &drawn(&name), "ann", At::from_micros(version))?;
            }
            assert!(!workflow::raise(tx, AT, 3)?);
            assert!(workflow::raise(tx, AT, 2)? && !workflow::raise(tx, AT, 2)?);
            assert_eq!(project::workflow(tx, TEAM, "SUP", "ticket")?, Some(drawn("2")));
            let (page, total) = workflow::versions(tx, AT, 2, 0)?;
            assert_eq!((page.iter().map(|v| v.version).collect::<Vec<_>>(), total), (vec![3, 2], 3));
            let (version, said) = workflow::version(tx, AT, 1)?.unwrap();
            assert_eq!((version.actor.as_str(), version.created, said), ("ann", At::from_micros(1), drawn("1")));
            assert_eq!(workflow::version(tx, AT, 4)?, None);
            Ok::<_, Error>(())
        })
        .unwrap();
    }

    fn what_is_to_be_moved_is_taken_one_after_another(db: &Db) {
        db.write_blocking(|tx| {
            assert!(!workflow::any_move(tx, TEAM)?);
            for (from, to) in [("b", "open"), ("a", "open"), ("b", "closed")] {
                workflow::put_move(tx, TEAM, &movement(from, to))?;
            }
            let (a, b) = (movement("a", "open"), movement("b", "closed"));
            assert_eq!(workflow::moves(tx, AT)?, [a.clone(), b.clone()]);
            assert_eq!(workflow::take_move(tx, TEAM, None)?, Some(a.clone()));
            assert_eq!(workflow::take_move(tx, TEAM, Some(&a))?, Some(b.clone()));
            assert_eq!(workflow::take_move(tx, TEAM, Some(&b))?, None);
            workflow::delete_move(tx, AT, "a")?;
            assert!(workflow::any_move(tx, TEAM)?);
            assert_eq!(workflow::take_move(tx, TEAM, None)?, Some(b));
            Ok::<_, Error>(())
        })
        .unwrap();
    }

    fn the_tickets_of_a_status_are_found_and_counted(db: &Db) {
        db.write_blocking(|tx| {
            for (id, status, kind) in [(1, "open", "ticket"), (2, "open", "ticket"), (3, "closed", "ticket"), (4, "open", "question")] {
                let mut one = ticket(id);
                (one.project, one.kind, one.status) = ("SUP".into(), kind.into(), status.into());
                one.deleted = (id == 2).then(|| At::from_micros(9));
                store::ticket::insert(tx, &one, "")?;
            }
            let mut found = workflow::tickets(tx, AT, "open", 10)?;
            found.sort_unstable();
            assert_eq!(found.iter().map(|id| id.0).collect::<Vec<_>>(), [1, 2], "the deleted one too");
            assert_eq!(workflow::tickets(tx, AT, "open", 1)?.len(), 1);
            assert_eq!((workflow::held(tx, AT, "open")?, workflow::held(tx, AT, "gone")?), (1, 0));
            Ok::<_, Error>(())
        })
        .unwrap();
    }
}
