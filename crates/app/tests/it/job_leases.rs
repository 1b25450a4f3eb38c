//! Runs of those outside, with a clock that is moved by hand: what they hold is theirs until its time is over, and no longer.

use crate::{
    jobs::{ask, done, draw, finished, job, node, of, ready, reap, turn},
    support::{Fixture, block_on, on_both_engines},
};
use app::{
    Error,
    jobs::{
        callback::Answer,
        workers::{self, Beat, Wish},
    },
};
use domain::{
    function::Kind,
    job::{Again, Outcome, State},
    ticket::Source,
};

type Unit = Box<dyn Fn(&mut app::Cx<'_, '_>) -> Result<(), Error> + Send + Sync>;

on_both_engines! {
    fn an_outside_worker_that_lets_its_lease_pass_is_fenced_off(fixture: &Fixture) {
        draw(fixture, "w", Kind::Worker, (1, 0));
        let id = ask(fixture, of("w"));
        assert!(turn(fixture, &node("a"), Vec::new()).is_empty());
        let who = fixture.app.system();
        let wish = Wish { functions: vec!["w".to_owned()], most: 5, lease: 10, name: "w1".to_owned() };
        let lease = || block_on(fixture.app.lease_jobs(&who, wish.clone(), 0)).unwrap();
        let first = lease().remove(0);
        assert!(lease().is_empty());
        fixture.clock.move_on(11);
        assert_eq!(reap(fixture), 1);
        fixture.clock.move_on(5);
        ready(fixture);
        let second = lease().remove(0);
        assert_eq!((second.run.id, second.run.attempt), (id, 2));
        let token = first.token;
        let late = fixture.app.write_blocking(&who, Source::Api, move |cx| workers::complete(cx, id, &token, None));
        assert!(matches!(late, Err(Error::Fenced)), "{late:?}");
        let token = second.token;
        fixture.app.write_blocking(&who, Source::Api, move |cx| workers::complete(cx, id, &token, None)).unwrap();
        assert_eq!(job(fixture, id).state, State::Succeeded);
    }

    fn what_has_run_out_is_nobodys_before_it_is_taken_away(fixture: &Fixture) {
        draw(fixture, "w", Kind::Worker, (1, 0));
        let (id, who) = (ask(fixture, of("w")), fixture.app.system());
        let lease = |seconds| {
            let wish = Wish { functions: vec!["w".to_owned()], most: 1, lease: seconds, name: "w1".to_owned() };
            block_on(fixture.app.lease_jobs(&who, wish, 0)).unwrap()
        };
        let fenced = |token: &str| {
            let [beat, done, vain] = [(); 3].map(|()| token.to_owned());
            let write = |unit: Unit| {
                let told = fixture.app.write_blocking(&who, Source::Api, unit);
                assert!(matches!(told, Err(Error::Fenced)), "{told:?}");
            };
            write(Box::new(move |cx| workers::heartbeat(cx, id, &beat, &Beat::default()).map(drop)));
            write(Box::new(move |cx| workers::complete(cx, id, &done, None)));
            write(Box::new(move |cx| workers::fail(cx, id, &vain, "no".to_owned(), Again::Maybe)));
            assert_eq!(job(fixture, id).state, State::Running);
        };
        let first = lease(10).remove(0);
        fixture.clock.move_on(11);
        fenced(&first.token);
        assert!(lease(10).is_empty());
        assert_eq!(job(fixture, id).state, State::Pending, "whoever asked next has taken it away");
        fixture.clock.move_on(5);
        ready(fixture);
        let second = lease(3_600).remove(0);
        fixture.clock.move_on(second.run.timeout_ms / 1_000 + 1);
        fenced(&second.token);
        assert!(lease(10).is_empty());
        assert_eq!(job(fixture, id).state, State::Timeout);
    }

    fn a_callback_that_comes_after_the_deadline_comes_too_late(fixture: &Fixture) {
        draw(fixture, "h", Kind::Http, (1, 0));
        let (here, id) = (node("a"), ask(fixture, of("h")));
        let run = turn(fixture, &here, Vec::new()).remove(0);
        turn(fixture, &here, vec![finished(&run, Outcome::Later)]);
        let token = fixture.app.callback_token(id, run.attempt);
        let between = Answer::Between(Beat { progress: Some(10), ..Beat::default() });
        block_on(fixture.app.call_back(id, &token, between)).unwrap();
        fixture.clock.move_on(run.timeout_ms / 1_000 + 1);
        let late = block_on(fixture.app.call_back(id, &token, Answer::End(done("1"))));
        assert!(matches!(late, Err(Error::Fenced)), "{late:?}");
        assert_eq!(job(fixture, id).state, State::Running);
        assert_eq!((reap(fixture), job(fixture, id).state), (1, State::Timeout));
    }
}
