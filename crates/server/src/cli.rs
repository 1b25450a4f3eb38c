//! The command line: which commands there are and what they take.
//!
//! Help texts are not here but in the message files, under `help.COMMAND` and `help.COMMAND.ARGUMENT`; the flags of
//! settings come from [`SETTINGS`]. To add a command: a variant, its help keys, an arm in `commands.rs`.

mod help;

use std::{collections::BTreeMap, ffi::OsString, path::PathBuf};

use clap::{
    ArgMatches, Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, error::ErrorKind,
};
use domain::Lang;

#[cfg(test)]
pub(crate) use help::keys as help_keys;

use crate::{
    config::setting::SETTINGS,
    words::{Text, say},
};

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "gongdan", version)]
pub(crate) struct Cli {
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[arg(long, global = true, value_name = "en|zh")]
    pub(crate) lang: Option<String>,
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Flags of settings that were given, by key.
    #[arg(skip)]
    pub(crate) settings: BTreeMap<&'static str, String>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Serve,
    Health {
        #[arg(long, value_name = "HOST:PORT")]
        address: Option<String>,
    },
    Migrate,
    Status {
        #[arg(long)]
        json: bool,
    },
    Doctor {
        #[arg(long)]
        json: bool,
    },
    Backup {
        file: PathBuf,
        #[arg(long)]
        force: bool,
    },
    Restore {
        file: PathBuf,
    },
    Verify {
        #[arg(long)]
        json: bool,
    },
    #[command(subcommand)]
    User(User),
    #[command(subcommand)]
    Token(Token),
    #[command(subcommand)]
    Workflow(Workflow),
    Import(Import),
    Export {
        file: PathBuf,
        #[arg(long)]
        force: bool,
    },
    Openapi,
    Demo,
    /// What the server starts for each script; nothing for people.
    #[command(hide = true)]
    Sandbox,
    Version,
}

/// What to do with a person.
#[derive(Debug, Subcommand)]
pub(crate) enum User {
    Add {
        username: String,
        #[arg(long, value_name = "LEVEL", default_value = "user", hide_default_value = true)]
        access: String,
        #[arg(long, value_name = "TEXT")]
        name: Option<String>,
        #[arg(long, value_name = "ADDRESS")]
        email: Option<String>,
        #[arg(long)]
        password_stdin: bool,
    },
    List {
        #[arg(long)]
        json: bool,
    },
    Password {
        username: String,
        #[arg(long)]
        password_stdin: bool,
    },
    Role {
        username: String,
        level: String,
    },
    Disable {
        username: String,
    },
    Enable {
        username: String,
    },
}

/// What to do with an API token.
#[derive(Debug, Subcommand)]
pub(crate) enum Token {
    Create {
        username: String,
        #[arg(long, value_name = "TEXT")]
        name: String,
        #[arg(long = "scope", value_name = "SCOPE")]
        scopes: Vec<String>,
        #[arg(long, value_name = "DAYS")]
        days: Option<u32>,
    },
    List {
        username: Option<String>,
        #[arg(long)]
        json: bool,
    },
    Revoke {
        id: i64,
    },
}

/// What to do with a workflow.
#[derive(Debug, Subcommand)]
pub(crate) enum Workflow {
    Lint {
        file: PathBuf,
        #[arg(long)]
        strict: bool,
        #[arg(long)]
        json: bool,
    },
    Export {
        project: String,
        #[arg(value_name = "TYPE")]
        kind: String,
        file: Option<PathBuf>,
        #[arg(long, value_name = "NUMBER|draft")]
        version: Option<String>,
    },
    Import {
        project: String,
        #[arg(value_name = "TYPE")]
        kind: String,
        file: PathBuf,
        #[arg(long)]
        add_fields: bool,
    },
}

/// What to bring in: a whole instance, or what another system holds.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Import {
    #[arg(required = true)]
    pub(crate) file: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) what: Option<ImportFrom>,
}

/// Of what other systems hold.
#[derive(Debug, Subcommand)]
pub(crate) enum ImportFrom {
    History(History),
}

/// A history of another system.
#[derive(Debug, Args)]
pub(crate) struct History {
    pub(crate) file: PathBuf,
    #[arg(long, value_name = "FILE")]
    pub(crate) mapping: PathBuf,
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
}

/// What became of the arguments.
#[derive(Debug)]
pub(crate) enum Parsed {
    /// A command to run.
    Run(Box<Cli>),
    /// Help or version was asked for: this text.
    Show(String),
    /// Not a command of ours.
    Wrong(Text),
    /// Nothing was said where a command is needed: this help text.
    Incomplete(String),
}

/// Reads the arguments, the program's name first.
pub(crate) fn parse(args: &[OsString], lang: Lang) -> Parsed {
    let command = help::localised(help::with_settings(Cli::command()), lang);
    let matches = match command.try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(error) => return refused(&error),
    };
    match Cli::from_arg_matches(&matches) {
        Ok(mut cli) => {
            gather(&matches, &mut cli.settings);
            Parsed::Run(Box::new(cli))
        }
        Err(error) => refused(&error),
    }
}

/// `--lang` alone, before the rest can be read: the rest is read in that language.
pub(crate) fn language_flag(args: &[OsString]) -> Option<&str> {
    let mut args = args.iter().skip(1).filter_map(|arg| arg.to_str());
    while let Some(arg) = args.next() {
        match arg {
            "--" => return None,
            "--lang" => return args.next(),
            _ => {
                if let Some(value) = arg.strip_prefix("--lang=") {
                    return Some(value);
                }
            }
        }
    }
    None
}

/// The settings given at any depth of subcommands; the innermost wins.
fn gather(matches: &ArgMatches, settings: &mut BTreeMap<&'static str, String>) {
    for setting in SETTINGS {
        if let Ok(Some(value)) = matches.try_get_one::<String>(setting.key) {
            settings.insert(setting.key, value.clone());
        }
    }
    if let Some((_, inner)) = matches.subcommand() {
        gather(inner, settings);
    }
}

/// The parser's refusal in our words.
fn refused(error: &clap::Error) -> Parsed {
    use clap::error::{ContextKind, ContextValue};

    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    Parsed::Wrong(match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return Parsed::Show(error.to_string()),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return Parsed::Incomplete(error.to_string()),
        ErrorKind::UnknownArgument => say!("usage.unknown_argument", argument = argument),
        ErrorKind::InvalidSubcommand => {
            say!("usage.unknown_command", name = context(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => say!("usage.missing", arguments = argument),
        ErrorKind::ArgumentConflict => say!("usage.twice", argument = argument),
        ErrorKind::InvalidValue if context(ContextKind::InvalidValue).is_empty() => {
            say!("usage.no_value", argument = argument)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            say!("usage.bad_value", argument = argument, value = context(ContextKind::InvalidValue))
        }
        _ => say!("usage.other", why = error.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Parsed {
        parse(&line.split(' ').map(OsString::from).collect::<Vec<_>>(), Lang::En)
    }

    fn run(line: &str) -> Cli {
        match parsed(line) {
            Parsed::Run(cli) => *cli,
            other => panic!("{line}: {other:?}"),
        }
    }

    fn wrong(line: &str) -> String {
        match parsed(line) {
            Parsed::Wrong(text) => text.text(Lang::En),
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn settings_are_taken_before_and_after_the_command() {
        let cli = run("gongdan --data-dir a serve --listen h:1 --log debug");
        let given: Vec<_> = cli.settings.iter().map(|(key, value)| (*key, value.as_str())).collect();
        assert_eq!(given, [("data_dir", "a"), ("listen", "h:1"), ("log", "debug")]);
        let cli = run("gongdan user list --data-dir b");
        assert_eq!(cli.settings["data_dir"], "b");
    }

    #[test]
    fn a_flag_of_the_server_is_not_taken_elsewhere() {
        assert!(wrong("gongdan status --listen h:1").contains("--listen"));
    }

    #[test]
    fn mistakes_are_named() {
        assert!(wrong("gongdan serv").contains("serv"));
        assert!(wrong("gongdan serve --prot 1").contains("--prot"));
        assert!(wrong("gongdan user add").contains("USERNAME"));
        assert!(wrong("gongdan token revoke x").contains('x'));
        assert!(wrong("gongdan serve --listen").contains("--listen"));
        assert!(wrong("gongdan serve --listen a:1 --listen b:1").contains("--listen"));
        assert!(matches!(parsed("gongdan"), Parsed::Incomplete(_)));
        assert!(matches!(parsed("gongdan user"), Parsed::Incomplete(_)));
    }

    #[test]
    fn help_of_the_server_names_flag_variable_and_file_key_of_every_setting() {
        for lang in [Lang::En, Lang::Zh] {
            let args = ["gongdan", "serve", "--help"].map(OsString::from);
            let Parsed::Show(help) = parse(&args, lang) else { panic!() };
            for setting in SETTINGS {
                for name in [format!("--{}", setting.flag()), setting.variable(), setting.key.to_owned()] {
                    assert!(help.contains(&name), "{name} in\n{help}");
                }
            }
        }
    }

    #[test]
    fn help_is_in_the_language_of_the_terminal() {
        let Parsed::Show(help) = parse(&["gongdan", "--help"].map(OsString::from), Lang::Zh) else {
            panic!()
        };
        for english in ["Usage", "Options", "Commands", "Print"] {
            assert!(!help.contains(english), "{english} in\n{help}");
        }
    }

    #[test]
    fn the_language_is_found_before_the_rest_is_read() {
        let args = |line: &str| line.split(' ').map(OsString::from).collect::<Vec<_>>();
        assert_eq!(language_flag(&args("gongdan serve --lang zh")), Some("zh"));
        assert_eq!(language_flag(&args("gongdan --lang=en serve")), Some("en"));
        assert_eq!(language_flag(&args("gongdan serve")), None);
    }

    #[test]
    fn the_commands_are_put_together_soundly() {
        help::localised(help::with_settings(Cli::command()), Lang::En).debug_assert();
    }
}
