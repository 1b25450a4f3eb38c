//! The content of `gongdan demo`: people and tickets in the four ready projects, and the problem records of a real
//! service desk, brought in by the importer on the same road as anybody's own data.
//!
//! The texts of the tickets are in `app::demo`.

use app::{App, import::Mapping};

use crate::{
    commands::refusal,
    config::Config,
    console::{Console, Failure},
    words::say,
};

const MAPPING: &str = include_str!("../../../examples/mappings/volvo-it-problems-2013.toml");
const PROBLEMS: &[u8] = include_bytes!("../../../examples/data/volvo-it-problems-2013.csv");

/// Everybody's password, unless the operator gave one for the administrator. The demo holds nothing worth keeping.
pub(crate) const PASSWORD: &str = "gongdan-demo";

/// Fills a new instance. Gives the lines that tell who can log in.
pub(crate) async fn fill(app: &App, config: &Config, console: Console) -> Result<String, Failure> {
    let password = config.admin_password.as_ref().map_or(PASSWORD, |password| password.reveal());
    let people = app.fill_with_demo(password).await.map_err(refusal)?;
    let mapping = Mapping::parse(MAPPING).map_err(|why| say!("failure.rejected", why = why))?;
    let summary = app::import::history(app, &mapping, PROBLEMS, |_progress| ()).await.map_err(refusal)?;
    for problem in &summary.problems {
        tracing::warn!(line = problem.line, why = %problem.why.text(domain::Lang::En), "a row of the demo was not taken");
    }
    tracing::info!(tickets = summary.taken.cases, steps = summary.taken.rows, "filled");
    let mut rows = vec![["admin".to_owned(), "admin".to_owned(), String::new()].to_vec()];
    rows.extend(people.into_iter().map(|person| vec![person.username, person.access, person.name]));
    let table = crate::commands::table::lay_out(&rows);
    Ok(console.word(&say!("demo.people", people = table, password = password)))
}
