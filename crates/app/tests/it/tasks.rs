//! Tasks: what a change of several asks the database for.

use crate::support::{Fixture, block_on, on_both_engines};
use app::tasks::{
    wish::{Wish, Wished},
    write,
};
use domain::ticket::Source;

/// Changes these tasks; the statements that it took.
fn renamed(fixture: &Fixture, uuids: &[String], summary: &str) -> Vec<String> {
    let one = |uuid: &String| -> Wished {
        Ok(Wish { uuid: Some(uuid.clone()), summary: Some(summary.to_owned()), ..Wish::default() })
    };
    let wishes: Vec<Wished> = uuids.iter().map(one).collect();
    let done = fixture.app.write_blocking(&fixture.app.system(), Source::Workflow, move |cx| {
        cx.tx.listen();
        let outcome = write::update(cx, &wishes)?;
        assert_eq!((outcome.tasks.len(), outcome.bad.len()), (wishes.len(), 0));
        Ok(cx.tx.heard())
    });
    done.unwrap().into_iter().map(|(text, _)| text).collect()
}

on_both_engines! {
    fn a_change_of_several_tasks_reads_only_what_its_answer_has(fixture: &Fixture) {
        block_on(fixture.app.first_start(Some("a password of a test".into()))).unwrap();
        let made = fixture.app.write_blocking(&fixture.app.system(), Source::Workflow, |cx| {
            let project = store::project::get(cx.tx, app::TEAM, "SUP")?.unwrap();
            let kind = store::project::types(cx.tx, app::TEAM, "SUP")?.remove(0);
            let wish = Wish {
                summary: Some("t".into()),
                project_uuid: Some(project.uuid),
                issue_type_uuid: Some(kind.uuid),
                ..Wish::default()
            };
            let wishes: Vec<Wished> = (0..10).map(|_| Ok(wish.clone())).collect();
            write::add(cx, &wishes)
        });
        let uuids: Vec<String> = made.unwrap().tasks.into_iter().map(|task| task.ticket.uuid).collect();
        renamed(fixture, &uuids, "of projects is remembered from here on");
        let all = renamed(fixture, &uuids, "all");
        for table in ["FROM comment", "FROM attachment", "FROM link l JOIN ticket t ON t.team_id = l.team_id AND t.id = l.other_id\n            WHERE"] {
            assert!(all.iter().all(|text| !text.contains(table)), "{table} is asked for: {all:#?}");
        }
        let few = renamed(fixture, &uuids[..5], "few");
        let each = (all.len() - few.len()) / 5;
        assert!(each <= 10, "{each} statements a task: {all:#?}");
    }
}
