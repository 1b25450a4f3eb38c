//! What takes long beside what is quick.

use crate::support::{Fixture, on_both_engines};
use app::{Cx, Pace, TEAM};
use std::{
    sync::{Arc, Mutex, mpsc},
    time::Duration,
};

/// More than any pool of threads has.
const SLOW: usize = 20;

on_both_engines! {
    fn what_is_quick_is_answered_beside_any_number_of_slow_readings(fixture: &Fixture) {
        let app = fixture.app.clone();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let (end, ended) = mpsc::channel::<()>();
        let (begun, beginning) = mpsc::channel::<()>();
        let ended = Arc::new(Mutex::new(ended));
        let slow: Vec<_> = (0..SLOW)
            .map(|_| {
                let (app, ended, begun) = (app.clone(), Arc::clone(&ended), begun.clone());
                runtime.spawn(async move {
                    let unit = move |_: &mut Cx<'_, '_>| {
                        begun.send(()).unwrap();
                        // Ends with an error when the sender is gone, which is the sign.
                        let _ = ended.lock().unwrap().recv();
                        Ok(())
                    };
                    app.read_at(&app.system(), Pace::AtLength, unit).await
                })
            })
            .collect();
        beginning.recv().unwrap();
        let quick = async {
            let unit = |cx: &mut Cx<'_, '_>| Ok(store::project::list(cx.tx, TEAM)?);
            tokio::time::timeout(Duration::from_secs(20), app.read_at(&app.system(), Pace::of(" "), unit)).await
        };
        let answered = runtime.block_on(quick);
        drop(end);
        assert!(answered.is_ok_and(|answer| answer.is_ok()), "the quick one waited for the slow ones");
        for reading in slow {
            runtime.block_on(reading).unwrap().unwrap();
        }
    }
}
