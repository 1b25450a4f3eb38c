//! Two nodes behind one address: two `gongdan serve` on one PostgreSQL, HAProxy in front of them.

use crate::{
    Failure,
    data::Workshop,
    fill, life,
    load::Target,
    machine, report,
    run::{Plan, lay_on},
    say,
    scenario::{Scenario, Supplies},
};
use sql::{Db, PostgresOptions};
use std::{
    fmt::Write as _,
    fs,
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};
use testkit::Process;

/// A balancer, ended with it.
struct Balancer {
    child: Child,
    address: String,
}

impl Drop for Balancer {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Measures one node, one behind the balancer, and two behind it; prints the table and writes it where asked.
pub(crate) fn run(plan: &Plan, document: Option<&Path>) -> Result<(), Failure> {
    let workshop = Workshop::beside_this_program()?;
    let filled = workshop.filled(plan.tickets)?;
    let (database, data) = workshop.on_postgres(&filled)?;
    let url = database.url();
    let other = workshop.directory.join("work-postgres-2");
    fs::create_dir_all(&other)?;
    let mut nodes = [workshop.serve(&data, Some(&url)), workshop.serve(&other, Some(&url))];
    let addresses: Vec<String> = nodes.iter().map(|node| address(node).to_owned()).collect();

    let db = Db::open_postgres(&url, PostgresOptions { connections: 1, ..PostgresOptions::default() })?;
    let world = fill::world(&db, plan.tickets)?;
    db.close_blocking();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut columns = Vec::new();
    for (name, behind) in [
        ("one node", None),
        ("one node behind HAProxy", addresses.get(..1)),
        ("two nodes behind HAProxy", Some(&addresses[..])),
    ] {
        say(name);
        let balancer = behind.map(|behind| balance(&workshop.directory, behind)).transpose()?;
        let address = balancer.as_ref().map_or(&addresses[0], |balancer| &balancer.address);
        let lines = runtime.block_on(async {
            tokio::time::sleep(Duration::from_secs(1)).await;
            let tokens = (0..life::OPERATORS).map(fill::secret).collect();
            let supplies = Supplies::gather(address, tokens, &world).await?;
            lay_on(Target { address, pid: None }, &supplies, plan).await
        })?;
        let wrong: u64 = lines.iter().flat_map(|line| line.figures.faults.values()).sum();
        if wrong > 0 {
            let example = lines.iter().find_map(|line| line.figures.example.clone()).unwrap_or_default();
            return Err(Failure::new(format!("{wrong} answers were wrong, for example:\n{example}")));
        }
        columns.push((name, lines));
    }
    for node in &mut nodes {
        node.terminate();
        node.assert_calm();
    }
    fs::remove_dir_all(&data)?;
    fs::remove_dir_all(&other)?;

    let mut text = format!(
        "{} tickets, {}, {}; the nodes, the balancer, PostgreSQL and the load share these cores.\n\n| |",
        report::thousands(plan.tickets as f64),
        machine::describe(),
        machine::today()
    );
    for (name, _) in &columns {
        let _ = write!(text, " {name} | p99 |");
    }
    text.push_str("\n|---|");
    text.push_str(&"--:|--:|".repeat(columns.len()));
    text.push('\n');
    for (index, scenario) in plan.scenarios.iter().enumerate() {
        let _ = write!(text, "| {} |", scenario.name());
        for line in columns.iter().filter_map(|(_, lines)| lines.get(index)) {
            let (rate, p99) = (line.figures.per_second, line.figures.times.permille(990));
            let _ = write!(text, " {} | {} |", report::thousands(rate), report::millis(p99));
        }
        text.push('\n');
    }
    say(&format!("\n{text}"));
    if let Some(document) = document {
        report::write(document, "nodes", &text)?;
    }
    Ok(())
}

/// What two nodes are compared by.
pub(crate) const SCENARIOS: [Scenario; 5] =
    [Scenario::Read, Scenario::Page, Scenario::Create, Scenario::Transition, Scenario::Mixed];

fn address(node: &Process) -> &str {
    node.url().trim_start_matches("http://")
}

fn balance(directory: &Path, nodes: &[String]) -> Result<Balancer, Failure> {
    // Free a moment ago; HAProxy itself cannot be asked for a free one.
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
    let mut text = format!(
        "global\n  maxconn 1000\ndefaults\n  mode http\n  balance leastconn\n  timeout connect 5s\n  timeout client 60s\n  \
         timeout server 60s\nfrontend one\n  bind {address}\n  default_backend nodes\nbackend nodes\n  option httpchk GET /readyz\n"
    );
    for (number, node) in nodes.iter().enumerate() {
        let _ = writeln!(text, "  server node{number} {node} check inter 1s");
    }
    let file = directory.join("haproxy.cfg");
    fs::write(&file, text)?;
    let child = Command::new("haproxy")
        .arg("-db")
        .arg("-f")
        .arg(&file)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| {
            Failure::new(format!("haproxy cannot be started ({error}): scripts/need haproxy"))
        })?;
    Ok(Balancer { child, address })
}
