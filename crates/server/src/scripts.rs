//! Scripts: where the sandbox, the use cases and the native surface's words come together.

use std::{sync::Arc, thread};

use app::{
    App,
    functions::script::{Reader, Reading, Unreadable},
};
use domain::Rejection;
use runners::Asked;
use sandbox::{Failure, Fault, Keeper, Limits, Pool, Position, Program, TicketCall};

use crate::config::Config;

/// What makes this program the child that runs a script.
const CHILD: &[&str] = &["sandbox"];
/// Children that wait warm, for each processor.
const WARM: usize = 1;
/// Children beside those that run jobs: for reading what is to be kept.
const READING: usize = 1;

/// What runs the scripts of jobs, and the keeper of its children, which must run as long. Sources of functions are read by it
/// from now on.
pub(crate) fn scripts(app: &App, config: &Config) -> std::io::Result<(runners::Scripts, Keeper)> {
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let settings = sandbox::Settings {
        program: Program::own(CHILD)?,
        // As many as jobs, so that none spends its time waiting for another.
        children: config.job_concurrency + READING,
        warm: (WARM * processors).min(config.job_concurrency),
        limits: Limits { result_bytes: domain::job::MOST_RESULT, ..Limits::default() },
    };
    let (pool, keeper) = Pool::new(settings)?;
    let pool = Arc::new(pool);
    app.read_scripts_by(Arc::new(Parser(Arc::clone(&pool))));
    let hosts = config.script_hosts.clone().into();
    let scripts = runners::Scripts { pool, hosts, tickets: asked, word: api_native::script::word };
    Ok((scripts, keeper))
}

/// Reads what a script asks of tickets in the native surface's words.
fn asked(call: TicketCall) -> Result<Asked, Rejection> {
    use api_native::script;
    Ok(match call {
        TicketCall::Get { ticket } => Asked::Look(script::get(&ticket)),
        TicketCall::Search { query } => Asked::Look(script::search(query)?),
        TicketCall::Update { ticket, changes } => Asked::Change(script::update(&ticket, changes)?),
        TicketCall::Comment { ticket, text } => Asked::Change(script::comment(&ticket, text)),
        TicketCall::Transit { ticket, to, options } => Asked::Change(script::transit(&ticket, to, options)?),
    })
}

/// Reads sources without running them.
struct Parser(Arc<Pool>);

impl Reader for Parser {
    fn read<'a>(&'a self, source: &'a str) -> Reading<'a> {
        Box::pin(async move {
            match self.0.parse(source).await {
                Ok(()) => None,
                Err(Failure::Fault(Fault { message, position, .. })) => {
                    let Position { line, column } = position.unwrap_or(Position { line: 1, column: 1 });
                    Some(Unreadable { message, line, column })
                }
                Err(failure @ (Failure::Canceled | Failure::Unavailable(_) | Failure::Died(_))) => {
                    tracing::warn!(error = %failure, "a script could not be read, and is kept unread");
                    None
                }
            }
        })
    }
}
