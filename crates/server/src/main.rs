//! The program `gongdan`: commands, configuration, telemetry, and the wiring of everything else.
//!
//! Owns the command line, the settings and the life of the server process. It must hold no rule of tickets and no
//! SQL about them: commands call use cases as the surfaces do. Only this file reads the environment.
//!
//! To add a command: a variant in `cli.rs`, an arm in `commands.rs`, its help in `messages/`.
//! To add a setting: `config/setting.rs`. To add a surface: one line in `routes.rs`.

mod backup;
mod cli;
mod commands;
mod config;
mod console;
mod data_dir;
mod database;
mod demo;
mod health;
mod host;
mod listen;
mod metrics;
mod notify;
mod post;
mod routes;
mod scripts;
mod serve;
mod tasks;
mod telemetry;
mod words;

use std::{collections::BTreeMap, ffi::OsString, process::ExitCode};

use console::{Console, Failure};
use domain::Lang;
use words::say;

fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    let env: BTreeMap<OsString, OsString> = std::env::vars_os().collect();
    let variable = |name: &str| env.get(std::ffi::OsStr::new(name))?.to_str().map(str::to_owned);
    let (console, result) = match words::terminal_language(cli::language_flag(&args), variable) {
        Ok(lang) => {
            let console = Console { lang };
            (console, run(&args, &env, console))
        }
        Err(wrong) => (Console { lang: Lang::En }, Err(Failure::Usage(vec![wrong]))),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            console.explain(&failure);
            ExitCode::from(failure.code())
        }
    }
}

fn run(args: &[OsString], env: &BTreeMap<OsString, OsString>, console: Console) -> Result<(), Failure> {
    match cli::parse(args, console.lang) {
        cli::Parsed::Run(cli) => commands::run(&cli, env, console),
        cli::Parsed::Show(text) => {
            console.print(text.trim_end());
            Ok(())
        }
        cli::Parsed::Incomplete(text) => {
            console.print_aside(text.trim_end());
            Err(Failure::Usage(Vec::new()))
        }
        cli::Parsed::Wrong(why) => Err(Failure::Usage(vec![why, say!("usage.hint")])),
    }
}
