//! `gongdan token …`: API tokens, without the web.

use app::{
    App,
    identity::tokens::{self, Token as ApiToken, Whose, Wish},
};
use domain::{id::TokenId, ticket::Source};

use super::{Form, done, open_app, table};
use crate::{
    cli::Token,
    config::Config,
    console::{Console, Failure},
    words::say,
};

const PAGE: i64 = 200;
const DAY: i64 = 86_400;

/// Does what `command` says.
pub(super) fn run(config: &Config, console: Console, command: &Token) -> Result<(), Failure> {
    let app = open_app(config)?;
    let result = match command {
        Token::Create { username, name, scopes, days } => {
            let expires = days.map(|days| app.now().plus_seconds(i64::from(days) * DAY).to_string());
            let scopes = (!scopes.is_empty()).then(|| scopes.clone());
            let wish = Wish { name: name.clone(), user: Some(username.clone()), scopes, expires };
            create(&app, console, wish)
        }
        Token::List { username, json } => list(&app, console, username.as_deref(), Form::of(*json)),
        Token::Revoke { id } => revoke(&app, console, TokenId(*id)),
    };
    app.sql().close_blocking();
    result
}

fn create(app: &App, console: Console, wish: Wish) -> Result<(), Failure> {
    let secret = app.new_token_secret();
    let drawn = secret.clone();
    let made = app.write_blocking(&app.system(), Source::Cli, move |cx| tokens::create(cx, &wish, &drawn));
    let token = done(made)?;
    // The secret alone on standard output, so that it can be put into a variable.
    console.print(secret.reveal());
    let text = say!("token.created", id = token.id.0, user = token.username, expires = end_of(token.expires));
    console.print_aside(&console.word(&text));
    Ok(())
}

fn revoke(app: &App, console: Console, id: TokenId) -> Result<(), Failure> {
    done(app.write_blocking(&app.system(), Source::Cli, move |cx| tokens::revoke(cx, id)))?;
    console.say(&say!("token.revoked", id = id.0));
    Ok(())
}

fn list(app: &App, console: Console, username: Option<&str>, form: Form) -> Result<(), Failure> {
    let mut all: Vec<ApiToken> = Vec::new();
    loop {
        let offset = i64::try_from(all.len()).unwrap_or(i64::MAX);
        let page =
            app.read_blocking(&app.system(), move |cx| tokens::list(cx, Whose::Everybody, PAGE, offset));
        let (page, total) = done(page)?;
        let empty = page.is_empty();
        all.extend(page);
        if empty || i64::try_from(all.len()).is_ok_and(|read| read >= total) {
            break;
        }
    }
    let folded = username.map(domain::text::fold);
    all.retain(|token| folded.as_ref().is_none_or(|name| domain::text::fold(&token.username) == *name));
    match form {
        Form::Json => {
            let tokens = all.iter().map(|token| {
                let scopes: Vec<&str> = token.scopes.0.iter().map(|scope| scope.word()).collect();
                serde_json::json!({
                    "id": token.id, "username": token.username, "name": token.name, "scopes": scopes,
                    "createdAt": token.created, "expiresAt": token.expires, "lastUsedAt": token.last_used,
                })
            });
            console.print(&tokens.collect::<serde_json::Value>().to_string());
        }
        Form::Text => {
            let heads = [say!("token.id"), say!("token.user"), say!("token.name"), say!("token.expires")];
            let mut rows = vec![heads.map(|head| console.word(&head)).to_vec()];
            rows.extend(all.iter().map(|token| {
                vec![token.id.to_string(), token.username.clone(), token.name.clone(), end_of(token.expires)]
            }));
            console.print(&table::lay_out(&rows));
        }
    }
    Ok(())
}

fn end_of(expires: Option<domain::At>) -> String {
    expires.map_or_else(|| "-".to_owned(), |at| at.to_string())
}
