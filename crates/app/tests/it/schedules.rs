//! Schedules and the tokens of streams, with a clock that is moved by hand.

use crate::support::{Fixture, block_on, on_both_engines};
use app::{
    Cx, Error,
    functions::{self, Wish},
    jobs::{
        Depth, Filter, read,
        schedule::{self, Schedule},
    },
};
use domain::{AuthFault, Rejection, id::JobId, job::State, ticket::Source};

/// What the schedule looks like now, and how many jobs there are.
fn now(fixture: &Fixture, id: &str) -> (Schedule, i64) {
    let id = id.to_owned();
    let read = fixture.app.read_blocking(&fixture.app.system(), move |cx| {
        let (_, jobs) = read::list(cx, &Filter::default(), Depth::Brief, (0, 10))?;
        Ok((schedule::get(cx, &id)?, jobs))
    });
    read.unwrap()
}

fn write<T: Send + 'static>(
    fixture: &Fixture,
    unit: impl Fn(&mut Cx<'_, '_>) -> Result<T, Error> + Send + Sync + 'static,
) -> T {
    fixture.app.write_blocking(&fixture.app.system(), Source::Api, unit).unwrap()
}

/// A schedule of every hour, and its function.
fn hourly(fixture: &Fixture) -> Schedule {
    block_on(fixture.app.first_start(Some("a password of a test".into()))).unwrap();
    let secret = fixture.app.draw_function_secret();
    write(fixture, move |cx| {
        let function = Wish { name: Some("f".into()), kind: Some("worker".into()), ..Wish::default() };
        functions::create(cx, "test.f", &function, &secret)?;
        let text = |text: &str| Some(text.to_owned());
        let (name, function, cron) = (text("hourly"), text("test.f"), text("@hourly"));
        schedule::create(cx, &schedule::Wish { name, function, cron, ..schedule::Wish::default() })
    })
}

/// Two nodes look at once.
fn look(fixture: &Fixture) {
    block_on(async {
        let (one, other) =
            futures_util::future::join(fixture.app.run_schedules(), fixture.app.run_schedules()).await;
        one.unwrap();
        other.unwrap();
    });
}

on_both_engines! {
    fn a_time_is_one_job_however_many_look_and_missed_times_are_made_up_for_once(fixture: &Fixture) {
        let made = hourly(fixture);
        look(fixture);
        assert_eq!(now(fixture, &made.id).1, 0, "before its time");
        fixture.clock.move_on(3_600);
        look(fixture);
        look(fixture);
        let (ran, jobs) = now(fixture, &made.id);
        assert_eq!((jobs, ran.last, ran.last_error), (1, made.next, None));
        assert_eq!(ran.next, made.next.map(|at| at.plus_seconds(3_600)));
        // The machine was off for a day and a bit.
        fixture.clock.move_on(26 * 3_600 + 100);
        look(fixture);
        look(fixture);
        let (ran, jobs) = now(fixture, &made.id);
        assert_eq!((jobs, ran.next), (2, made.next.map(|at| at.plus_seconds(27 * 3_600))));
        let id = ran.last_job.unwrap();
        let job = fixture.app.read_blocking(&fixture.app.system(), move |cx| read::get(cx, id)).unwrap();
        assert_eq!((job.state, job.actor.as_str(), job.function.as_str()), (State::Pending, "system", "test.f"));
    }

    fn what_cannot_be_run_says_why_and_is_tried_at_the_next_time(fixture: &Fixture) {
        let made = hourly(fixture);
        write(fixture, |cx| functions::disable(cx, "test.f").map(drop));
        fixture.clock.move_on(3_600);
        look(fixture);
        let (ran, jobs) = now(fixture, &made.id);
        assert_eq!((jobs, ran.last_job), (0, None));
        assert!(ran.last_error.unwrap().contains("test.f"));
        write(fixture, |cx| functions::enable(cx, "test.f").map(drop));
        fixture.clock.move_on(3_600);
        look(fixture);
        let (ran, jobs) = now(fixture, &made.id);
        assert_eq!((jobs, ran.last_error), (1, None));
    }

    fn a_token_of_a_stream_is_good_for_a_minute(fixture: &Fixture) {
        block_on(async {
            fixture.app.first_start(Some("a password of a test".into())).await.unwrap();
            let login = fixture.app.login((app::identity::session::Carrier::Body, Source::Api), "admin", "a password of a test", "").await.unwrap();
            let who = fixture.app.authenticate(&login.token).await.unwrap();
            let made = fixture.app.stream_token(&who, JobId(7)).unwrap();
            fixture.clock.move_on(59);
            let opened = fixture.app.authenticate_stream(&made.token, JobId(7)).await.unwrap();
            assert_eq!(opened.username, "admin");
            let refusal = async |job| match fixture.app.authenticate_stream(&made.token, job).await {
                Err(Error::Rejected(Rejection::Unauthenticated(fault))) => fault,
                other => panic!("{other:?}"),
            };
            assert_eq!(refusal(JobId(8)).await, AuthFault::Invalid);
            fixture.clock.move_on(1);
            assert_eq!(refusal(JobId(7)).await, AuthFault::Expired);
            assert!(!format!("{made:?}").contains(&made.token), "it shows itself");
        });
    }
}
