//! Work while others change the instance itself without a pause.

use crate::support::{Fixture, block_on, on_both_engines};
use app::{
    App, Cx,
    identity::{
        CircleKind,
        circles::{self, Wish},
    },
};
use domain::ticket::Source;
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

/// How long a unit waits for a change that may have to wait for the unit.
const PATIENCE: Duration = Duration::from_millis(300);

fn change(app: &App, number: u32) {
    let wish = Wish { name: Some(format!("group {number}")), ..Wish::default() };
    let unit = move |cx: &mut Cx<'_, '_>| circles::create(cx, CircleKind::Group, &wish);
    app.write_blocking(&app.system(), Source::Api, unit).unwrap();
}

/// What a unit of work does in the test: it has somebody change the instance, and goes on once that is done or cannot be.
fn disturbed(app: &App) -> impl Fn() + Send + Sync + 'static {
    let (ask, asked) = mpsc::channel();
    let (done, answers) = mpsc::channel();
    let (app, answers, number) = (app.clone(), Mutex::new(answers), AtomicU32::new(0));
    thread::spawn(move || {
        for number in asked {
            change(&app, number);
            let _ = done.send(number);
        }
    });
    move || {
        let number = number.fetch_add(1, Ordering::SeqCst);
        ask.send(number).unwrap();
        let answers = answers.lock().unwrap();
        while answers.recv_timeout(PATIENCE).is_ok_and(|answer| answer != number) {}
    }
}

on_both_engines! {
    fn a_change_of_a_ticket_comes_to_an_end_however_often_the_instance_is_changed(fixture: &Fixture) {
        block_on(fixture.app.first_start(Some("a password of a test".into()))).unwrap();
        let (app, disturb) = (&fixture.app, disturbed(&fixture.app));
        let unit = move |cx: &mut Cx<'_, '_>| {
            disturb();
            Ok(store::project::lock(cx.tx, cx.actor.team, "SUP")?)
        };
        app.write_blocking(&app.system(), Source::Api, unit).unwrap();
    }

    fn a_reading_comes_to_an_end_however_often_the_instance_is_changed(fixture: &Fixture) {
        block_on(fixture.app.first_start(Some("a password of a test".into()))).unwrap();
        let (app, disturb) = (&fixture.app, disturbed(&fixture.app));
        let disturb = Arc::new(disturb);
        // A connection that has asked before asks without waiting for the answer.
        for _ in 0..8 {
            let disturb = Arc::clone(&disturb);
            let unit = move |cx: &mut Cx<'_, '_>| {
                disturb();
                Ok(store::project::list(cx.tx, cx.actor.team)?)
            };
            app.read_blocking(&app.system(), unit).unwrap();
        }
    }
}
