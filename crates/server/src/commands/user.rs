//! `gongdan user …`: people, without the web. Through the same use cases as the surfaces, in the system's name.

use app::{
    App,
    identity::{
        UserFilter,
        users::{self, Door, NewPassword, Wish},
    },
};
use domain::ticket::Source;

use super::{Form, done, new_password, open_app, secret_from_stdin, table};
use crate::{
    cli::User,
    config::Config,
    console::{Console, Failure},
    serve,
    words::say,
};

/// More people than this are read in pages.
const PAGE: i64 = 200;

/// Does what `command` says.
pub(super) fn run(config: &Config, console: Console, command: &User) -> Result<(), Failure> {
    let app = open_app(config)?;
    let result = match command {
        User::Add { username, access, name, email, password_stdin } => {
            let wish = Wish {
                nickname: name.clone(),
                email: email.clone(),
                access: Some(access.clone()),
                ..Wish::default()
            };
            add(&app, console, username, &wish, Entry::of(*password_stdin))
        }
        User::List { json } => list(&app, console, Form::of(*json)),
        User::Password { username, password_stdin } => {
            password(&app, console, username, Entry::of(*password_stdin))
        }
        User::Role { username, level } => role(&app, console, username, level),
        User::Disable { username } => door(&app, console, username, Door::Shut),
        User::Enable { username } => door(&app, console, username, Door::Open),
    };
    app.sql().close_blocking();
    result
}

/// Where a new password comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    /// Drawn, and shown once.
    Drawn,
    /// Standard input.
    Stdin,
}

impl Entry {
    const fn of(stdin: bool) -> Self {
        if stdin { Self::Stdin } else { Self::Drawn }
    }
}

/// The new password for `username`: hashed, and in words where it has to be shown.
fn take_password(app: &App, username: &str, entry: Entry) -> Result<(NewPassword, Option<String>), Failure> {
    let (text, shown) = match entry {
        Entry::Stdin => (secret_from_stdin()?, false),
        Entry::Drawn => (new_password()?, true),
    };
    let hashed = done(serve::runtime()?.block_on(app.new_password(username, &text)))?;
    Ok((hashed, shown.then_some(text)))
}

fn add(app: &App, console: Console, username: &str, wish: &Wish, entry: Entry) -> Result<(), Failure> {
    let (password, shown) = take_password(app, username, entry)?;
    let (name, wish) = (username.to_owned(), wish.clone());
    let made = app.write_blocking(&app.system(), Source::Cli, move |cx| {
        users::create(cx, &name, &wish, Some(&password))
    });
    let user = done(made)?;
    let (name, access) = (user.account.name.as_str(), user.account.access.word());
    console.say(&say!("user.added", name = name, access = access));
    show(console, shown);
    Ok(())
}

fn password(app: &App, console: Console, username: &str, entry: Entry) -> Result<(), Failure> {
    let (password, shown) = take_password(app, username, entry)?;
    let name = username.to_owned();
    let set =
        app.write_blocking(&app.system(), Source::Cli, move |cx| users::set_password(cx, &name, &password));
    let user = done(set)?;
    console.say(&say!("user.password_set", name = &user.account.name));
    show(console, shown);
    Ok(())
}

fn show(console: Console, password: Option<String>) {
    if let Some(password) = password {
        console.say(&say!("user.password_drawn", password = password));
    }
}

fn role(app: &App, console: Console, username: &str, level: &str) -> Result<(), Failure> {
    let wish = Wish { access: Some(level.to_owned()), ..Wish::default() };
    let name = username.to_owned();
    let changed = app.write_blocking(&app.system(), Source::Cli, move |cx| {
        users::update(cx, &name, &wish, |_any_version| Ok(()))
    });
    let user = done(changed)?;
    let (name, access) = (user.account.name.as_str(), user.account.access.word());
    console.say(&say!("user.role_set", name = name, access = access));
    Ok(())
}

fn door(app: &App, console: Console, username: &str, door: Door) -> Result<(), Failure> {
    let name = username.to_owned();
    let changed = app.write_blocking(&app.system(), Source::Cli, move |cx| users::set_door(cx, &name, door));
    let name = done(changed)?.account.name;
    console.say(&match door {
        Door::Shut => say!("user.disabled", name = name),
        Door::Open => say!("user.enabled", name = name),
    });
    Ok(())
}

fn list(app: &App, console: Console, form: Form) -> Result<(), Failure> {
    let mut people = Vec::new();
    loop {
        let offset = i64::try_from(people.len()).unwrap_or(i64::MAX);
        let page =
            app.read_blocking(&app.system(), move |cx| users::list(cx, &UserFilter::default(), PAGE, offset));
        let (page, total) = done(page)?;
        let empty = page.is_empty();
        people.extend(page);
        if empty || i64::try_from(people.len()).is_ok_and(|read| read >= total) {
            break;
        }
    }
    match form {
        Form::Json => {
            let people = people.iter().map(|user| {
                let account = &user.account;
                serde_json::json!({
                    "username": account.name, "nickname": account.nickname, "email": account.email,
                    "access": account.access.word(), "disabled": account.disabled, "createdAt": account.created,
                })
            });
            console.print(&people.collect::<serde_json::Value>().to_string());
        }
        Form::Text => {
            let heads = [say!("user.name"), say!("user.access"), say!("user.state"), say!("user.nickname")];
            let mut rows = vec![heads.map(|head| console.word(&head)).to_vec()];
            rows.extend(people.iter().map(|user| {
                let account = &user.account;
                let state = if account.disabled { say!("user.shut") } else { say!("user.open") };
                let state = console.word(&state);
                vec![account.name.clone(), account.access.word().to_owned(), state, account.nickname.clone()]
            }));
            console.print(&table::lay_out(&rows));
        }
    }
    Ok(())
}
