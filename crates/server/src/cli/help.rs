//! Help texts from the message files, and the flags of settings.

use clap::{Arg, ArgAction, Command};
use domain::Lang;

use crate::{
    config::setting::{Of, SECRETS, SETTINGS, Setting, variable},
    words::{Text, say, template},
};

/// The commands that take the flags of the server.
const SERVING: &[&str] = &["serve", "demo"];

/// Adds the flags of every setting, and our own `--help`.
pub(super) fn with_settings(command: Command) -> Command {
    let common = SETTINGS.iter().filter(|setting| setting.of == Of::Every);
    let mut command = command.args(common.map(|setting| flag(setting).global(true)));
    for name in SERVING {
        let own = SETTINGS.iter().filter(|setting| setting.of == Of::Serve);
        command = command.mut_subcommand(name, |serving| serving.args(own.map(flag)));
    }
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).global(true);
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .args([help, version])
}

fn flag(setting: &Setting) -> Arg {
    Arg::new(setting.key).long(setting.flag()).value_name(setting.value)
}

/// Puts the texts of `lang` everywhere.
pub(super) fn localised(command: Command, lang: Lang) -> Command {
    let secrets = SECRETS.iter().map(|key| {
        let text = template(lang, &format!("secret.{key}")).unwrap_or_default();
        format!("  {:<24} {text}\n", variable(key))
    });
    let text = say!("help.secrets", list = secrets.collect::<String>().trim_end()).text(lang);
    let command = describe(command, lang, "help");
    SERVING.iter().fold(command, |command, name| {
        command.mut_subcommand(name, |serving| serving.after_help(text.clone()))
    })
}

fn describe(command: Command, lang: Lang, path: &str) -> Command {
    let headings = [say!("help.usage"), say!("help.arguments"), say!("help.options"), say!("help.commands")];
    let [usage, arguments, options, commands] = headings.map(|text: Text| text.text(lang));
    let about = template(lang, path).unwrap_or_default();
    let inner = format!("{path}.");
    command
        .about(about)
        .help_template(format!("{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"))
        .subcommand_help_heading(commands)
        .mut_args(|arg| {
            let heading = if arg.is_positional() { &arguments } else { &options };
            let text = argument_help(arg.get_id().as_str(), lang, path);
            arg.help(text).help_heading(heading.clone())
        })
        .mut_subcommands(|sub| {
            let path = format!("{inner}{}", sub.get_name());
            describe(sub, lang, &path)
        })
}

/// The help of an argument; of a setting, with its three names and its default.
fn argument_help(id: &str, lang: Lang, path: &str) -> String {
    let Some(setting) = SETTINGS.iter().find(|setting| setting.key == id) else {
        return template(lang, &format!("{path}.{id}")).unwrap_or_default().to_owned();
    };
    let what = template(lang, &format!("setting.{id}")).unwrap_or_default();
    say!(
        "help.setting",
        what = what,
        variable = setting.variable(),
        key = setting.key,
        default = setting.default
    )
    .text(lang)
}

/// Every key of the message files that help texts take, for the test that holds code and files together.
#[cfg(test)]
pub(crate) fn keys() -> Vec<String> {
    use clap::CommandFactory as _;

    fn walk(command: &Command, path: &str, keys: &mut Vec<String>) {
        keys.push(path.to_owned());
        let own = command.get_arguments().map(|arg| arg.get_id().as_str());
        let own = own.filter(|id| SETTINGS.iter().all(|setting| setting.key != *id));
        keys.extend(own.map(|id| format!("{path}.{id}")));
        for sub in command.get_subcommands() {
            walk(sub, &format!("{path}.{}", sub.get_name()), keys);
        }
    }

    let mut keys = Vec::new();
    walk(&with_settings(super::Cli::command()), "help", &mut keys);
    keys.extend(SETTINGS.iter().map(|setting| format!("setting.{}", setting.key)));
    keys.extend(SECRETS.iter().map(|key| format!("secret.{key}")));
    keys
}
