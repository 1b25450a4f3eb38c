//! What a script costs, for `docs/sandbox.md`. Run alone, in a release build:
//! `cargo test --release -p sandbox --test it what_a_trivial_script_costs -- --nocapture`

use std::time::{Duration, Instant};

use sandbox::Limits;
use serde_json::json;

use super::stage::Stage;

fn at(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() - 1) * percent / 100]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_trivial_script_costs() {
    let rounds: u32 = if cfg!(debug_assertions) { 20 } else { 1000 };
    let stage = Stage::with(4, Limits::default());
    assert_eq!(stage.run("return 1").await.unwrap(), json!(1));
    let mut apart = Vec::new();
    for _ in 0..rounds {
        // A child is warm again by then.
        tokio::time::sleep(Duration::from_millis(5)).await;
        let began = Instant::now();
        stage.run("return params.n + 1").await.unwrap();
        apart.push(began.elapsed());
    }
    let mut close = Vec::new();
    let whole = Instant::now();
    for _ in 0..rounds {
        let began = Instant::now();
        stage.run("return params.n + 1").await.unwrap();
        close.push(began.elapsed());
    }
    let per_second = f64::from(rounds) / whole.elapsed().as_secs_f64();
    let mut cold = Vec::new();
    for _ in 0..rounds.min(100) {
        let began = Instant::now();
        let stage = Stage::new();
        stage.run("return 1").await.unwrap();
        cold.push(began.elapsed());
    }
    println!("warm, 5 ms apart: p50 {:?} p99 {:?}", at(&mut apart, 50), at(&mut apart, 99));
    println!(
        "one after the other: p50 {:?} p99 {:?}, {per_second:.0}/s",
        at(&mut close, 50),
        at(&mut close, 99)
    );
    println!("with a cold child: p50 {:?} p99 {:?}", at(&mut cold, 50), at(&mut cold, 99));
}
