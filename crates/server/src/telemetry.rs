//! The log: to standard error, for people on a terminal and for machines elsewhere.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

use crate::{
    config::LogFormat,
    words::{Text, say},
};

/// Starts logging what `filter` lets through.
pub(crate) fn start(filter: &str, format: Option<LogFormat>) -> Result<(), Text> {
    let failed = |why: String| say!("telemetry.failed", why = why);
    let terminal = std::io::stderr().is_terminal();
    let format = format.unwrap_or(if terminal { LogFormat::Text } else { LogFormat::Json });
    let filter = EnvFilter::builder().parse(filter).map_err(|error| failed(error.to_string()))?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match format {
        LogFormat::Text => builder.with_ansi(terminal).try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    }
    .map_err(|error| failed(error.to_string()))
}
