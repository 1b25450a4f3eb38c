//! Functions: what jobs run. Here they are drawn up, versioned and remembered; [`crate::jobs`] starts what they say.
//!
//! What is a part of a version (`Definition`) never changes: a change makes the next one, and jobs that wait keep theirs. What
//! stands beside it (names, whether jobs may be started, how many at once) holds at once.

pub mod schema;
pub mod script;

use crate::{
    App, Cx, Error, audit,
    identity::tokens::Secret,
    jobs::enqueue::{self, Enqueued},
    secret::SigningKey,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{
    Message, Rejection, Thing,
    function::{Definition, Kind, Risk, is_id},
    identity::{Context, Permission},
    job::MOST_PARAMS,
    msg,
    text::{self, Lines},
};
use schema::Schema;
use serde_json::{Value, json};
use std::sync::Arc;
pub use store::function::{Function, Version};

/// The most functions of a team.
pub const MOST: i64 = 2_000;
/// The most bytes of a script.
pub const LARGEST_SOURCE: usize = 256 << 10;
/// The least milliseconds that one attempt is given.
pub const SHORTEST_MS: i64 = 100;
/// The most jobs of one function at once that can be asked for.
pub const MOST_AT_ONCE: i64 = 1_000;
/// The most characters of an address.
const LONGEST_URL: usize = 2_048;
/// What a secret that requests are signed with begins with.
const SECRET: &str = "whsec_";
/// How many bytes such a secret has, drawn here or given.
const SECRET_BYTES: std::ops::RangeInclusive<usize> = 24..=64;

/// A function as somebody words it. What is left out stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// What people call it.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// What it is listed under.
    pub category: Option<String>,
    /// A word of [`Risk`].
    pub risk: Option<String>,
    /// A word of [`Kind`]; never another than before.
    pub kind: Option<String>,
    /// Whether jobs of it may be started.
    pub enabled: Option<bool>,
    /// The script.
    pub source: Option<String>,
    /// Where requests go.
    pub url: Option<String>,
    /// What requests are signed with.
    pub secret: Option<String>,
    /// The name of a configured command.
    pub command: Option<String>,
    /// The JSON Schema of parameters; an empty object for none.
    pub input: Option<Value>,
    /// The JSON Schema of results; an empty object for none.
    pub output: Option<Value>,
    /// How long one attempt may take, in milliseconds.
    pub timeout_ms: Option<i64>,
    /// How often a job may fail.
    pub max_attempts: Option<i64>,
    /// How many of its jobs may run at once; 0 for any number.
    pub concurrency: Option<i64>,
}

/// A function with what its parameters are held against: what a node remembers.
#[derive(Debug)]
pub struct Ready {
    function: Function,
    input: Option<Schema>,
}

impl Ready {
    fn new(function: Function) -> Result<Self, Error> {
        let input = function.definition.input.as_ref().map(|schema| Schema::read("input", schema));
        let input = input.transpose().map_err(|refused| {
            let why = refused.text(domain::Lang::En);
            tracing::error!(function.id = %function.id, why, "a function's schema does not read any more");
            Error::Broken("a function's schema does not read any more")
        })?;
        Ok(Self { function, input })
    }

    /// Refuses parameters, as JSON text, that do not follow the function's schema, naming each place at fault below `params`.
    pub fn check(&self, params: &str) -> Result<(), Rejection> {
        let Some(schema) = &self.input else { return Ok(()) };
        match serde_json::from_str(params) {
            Ok(params) => schema.check("params", &params),
            Err(_) => Err(Rejection::invalid("params", msg!("job.params", limit = MOST_PARAMS))),
        }
    }
}

impl std::ops::Deref for Ready {
    type Target = Function;

    fn deref(&self) -> &Function {
        &self.function
    }
}

impl App {
    /// Draws what the requests of a function are signed with. Drawn outside the unit of work, so that running it again gives
    /// the same one.
    pub fn draw_function_secret(&self) -> Secret {
        let mut bytes = [0_u8; 32];
        self.inner.random.fill(&mut bytes);
        Secret::new(format!("{SECRET}{}", STANDARD.encode(bytes)))
    }

    /// What the requests of a function are signed with, of what its definition keeps of it. Nothing where it was closed with
    /// another signing key.
    pub fn function_secret(&self, id: &str, kept: &str) -> Option<Secret> {
        open(&self.settings().signing_key, id, kept).map(Secret::new)
    }
}

/// The name that a function's secret is closed under.
fn sealed_as(id: &str) -> String {
    format!("function {id}")
}

fn open(key: &SigningKey, id: &str, kept: &str) -> Option<String> {
    // As versions of before were kept.
    if kept.starts_with(SECRET) { Some(kept.to_owned()) } else { key.unseal(&sealed_as(id), kept) }
}

/// The function with its secret closed, as it is kept. One that is what `before` keeps stays as it was closed.
fn close(cx: &Cx<'_, '_>, mut function: Function, before: Option<&str>) -> Result<Function, Error> {
    let given = function.definition.secret.take().filter(|secret| secret.starts_with(SECRET));
    let Some(given) = given else {
        function.definition.secret = before.map(str::to_owned);
        return Ok(function);
    };
    let key = &cx.settings().signing_key;
    let same = before.filter(|before| open(key, &function.id, before).as_ref() == Some(&given));
    if let Some(same) = same {
        function.definition.secret = Some(same.to_owned());
        return Ok(function);
    }
    let mut nonce = [0; 12];
    cx.random.fill(&mut nonce);
    let sealed = key.seal(&sealed_as(&function.id), &given, nonce);
    function.definition.secret = Some(sealed.ok_or(Error::Broken("a secret could not be closed"))?);
    Ok(function)
}

impl Cx<'_, '_> {
    /// A function by its id, enabled or not; `None` where there is none.
    pub fn function(&mut self, id: &str) -> Result<Option<Arc<Ready>>, Error> {
        let edition = self.edition.get().remembered();
        if let Some(known) = edition.and_then(|edition| self.known.function(edition, id)) {
            return Ok(Some(known));
        }
        let Some(found) = store::function::get(self.tx, self.actor.team, id)? else { return Ok(None) };
        let ready = Arc::new(Ready::new(found)?);
        if let Some(edition) = edition {
            self.known.keep_function(edition, &ready);
        }
        Ok(Some(ready))
    }
}

/// Whether somebody sees what functions are made of: scripts, addresses, commands.
pub fn sees_inside(cx: &Cx<'_, '_>) -> bool {
    cx.actor.may(Permission::ManageFunctions, Context::TEAM)
}

fn look(cx: &Cx<'_, '_>) -> Result<(), Error> {
    if sees_inside(cx) {
        return Ok(());
    }
    Ok(cx.actor.allow(Permission::RunFunctions, Context::TEAM)?)
}

/// Refuses whoever may not manage functions, and makes administrative changes of the team wait for each other.
fn administer(cx: &mut Cx<'_, '_>) -> Result<(), Error> {
    cx.actor.allow(Permission::ManageFunctions, Context::TEAM)?;
    store::audit::lock(cx.tx, cx.actor.team)?;
    Ok(())
}

fn missing(id: &str) -> Error {
    Rejection::not_found(Thing::Function, id.chars().take(100).collect::<String>()).into()
}

/// A page of the functions, by their ids, and how many there are; for those who may run or manage them.
pub fn list(cx: &mut Cx<'_, '_>, limit: i64, offset: i64) -> Result<(Vec<Function>, i64), Error> {
    look(cx)?;
    let team = cx.actor.team;
    Ok((store::function::page(cx.tx, team, limit, offset)?, store::function::count(cx.tx, team)?))
}

/// One of them.
pub fn get(cx: &mut Cx<'_, '_>, id: &str) -> Result<Function, Error> {
    look(cx)?;
    store::function::get(cx.tx, cx.actor.team, id)?.ok_or_else(|| missing(id))
}

/// Its versions, newest first, for those who may manage functions.
pub fn versions(cx: &mut Cx<'_, '_>, id: &str) -> Result<Vec<Version>, Error> {
    cx.actor.allow(Permission::ManageFunctions, Context::TEAM)?;
    get(cx, id)?;
    Ok(store::function::versions(cx.tx, cx.actor.team, id)?)
}

/// Makes one. A function of the kind `http` that is given no secret has the one that was drawn.
pub fn create(cx: &mut Cx<'_, '_>, id: &str, wish: &Wish, drawn: &Secret) -> Result<Function, Error> {
    administer(cx)?;
    let (team, id) = (cx.actor.team, id.trim());
    if !is_id(id) {
        return Err(Rejection::invalid("id", msg!("function.id")).into());
    }
    if store::function::get(cx.tx, team, id)?.is_some() {
        return Err(Rejection::invalid("id", msg!("function.taken", id = id)).into());
    }
    if store::function::count(cx.tx, team)? >= MOST {
        return Err(Rejection::Conflict(msg!("function.too_many", most = MOST)).into());
    }
    let kind = kind_of(wish)?;
    // Jobs of one that was removed may still wait, and know the function only by its id.
    let before = store::function::newest(cx.tx, team, id)?;
    let earlier = store::function::version(cx.tx, team, id, before)?;
    if let Some(earlier) = earlier.filter(|earlier| earlier.definition.kind != kind) {
        let why = msg!("function.other_kind", kind = earlier.definition.kind.word());
        return Err(Rejection::invalid("kind", why).into());
    }
    let blank = Function {
        id: id.to_owned(),
        name: String::new(),
        description: String::new(),
        category: String::new(),
        risk: Risk::default(),
        version: before,
        enabled: true,
        concurrency: 0,
        created: cx.now,
        updated: cx.now,
        definition: Definition::of(kind),
    };
    let mut wish = Wish { name: Some(wish.name.clone().unwrap_or_default()), ..wish.clone() };
    if kind == Kind::Http && wish.secret.is_none() {
        wish.secret = Some(drawn.reveal().to_owned());
    }
    let function = Function { version: before + 1, ..close(cx, wished(blank, &wish)?, None)? };
    write(cx, &function, "function.create")?;
    Ok(function)
}

/// Changes one. `check` is given its version as it is, before anything is changed.
pub fn update(
    cx: &mut Cx<'_, '_>,
    id: &str,
    wish: &Wish,
    check: &dyn Fn(i64) -> Result<(), Rejection>,
) -> Result<Function, Error> {
    change(cx, id, wish, check, "function.update")
}

/// Lets jobs of it be started.
pub fn enable(cx: &mut Cx<'_, '_>, id: &str) -> Result<Function, Error> {
    change(cx, id, &Wish { enabled: Some(true), ..Wish::default() }, &|_| Ok(()), "function.enable")
}

/// Lets no more jobs of it be started; those that wait or run go on.
pub fn disable(cx: &mut Cx<'_, '_>, id: &str) -> Result<Function, Error> {
    change(cx, id, &Wish { enabled: Some(false), ..Wish::default() }, &|_| Ok(()), "function.disable")
}

/// Removes one. Jobs that wait for it or run it go on; its jobs stay in the history.
pub fn delete(
    cx: &mut Cx<'_, '_>,
    id: &str,
    check: &dyn Fn(i64) -> Result<(), Rejection>,
) -> Result<(), Error> {
    administer(cx)?;
    let function = get(cx, id)?;
    check(function.version)?;
    if !store::function::delete(cx.tx, cx.actor.team, id, cx.now)? {
        return Err(missing(id));
    }
    audit::record(cx, "function.delete", id, &told(&function))
}

/// Asks for a job of a function to try it out, enabled or not; for those who may manage functions. `params` is JSON text.
pub fn invoke(cx: &mut Cx<'_, '_>, id: &str, params: &str, trace_id: &str) -> Result<Enqueued, Error> {
    cx.actor.allow(Permission::ManageFunctions, Context::TEAM)?;
    let function = cx.function(id)?.ok_or_else(|| missing(id))?;
    let command = enqueue::Command {
        function: id.to_owned(),
        params: params.to_owned(),
        trace_id: trace_id.to_owned(),
        ..enqueue::Command::default()
    };
    enqueue::check(&command)?;
    function.check(params)?;
    enqueue::add(cx, &function, &command, None)
}

fn change(
    cx: &mut Cx<'_, '_>,
    id: &str,
    wish: &Wish,
    check: &dyn Fn(i64) -> Result<(), Rejection>,
    action: &str,
) -> Result<Function, Error> {
    administer(cx)?;
    let before = get(cx, id)?;
    check(before.version)?;
    let mut after = close(cx, wished(before.clone(), wish)?, before.definition.secret.as_deref())?;
    if after == before {
        return Ok(before);
    }
    if after.definition != before.definition {
        after.version += 1;
    }
    after.updated = cx.now;
    write(cx, &after, action)?;
    Ok(after)
}

/// Writes a function, its newest version where that is not there yet, and where its jobs wait.
fn write(cx: &mut Cx<'_, '_>, function: &Function, action: &str) -> Result<(), Error> {
    let (team, id) = (cx.actor.team, &function.id);
    let newest = store::function::newest(cx.tx, team, id)?;
    if newest < function.version {
        let version = Version {
            version: function.version,
            definition: function.definition.clone(),
            actor: cx.actor.username.clone(),
            created: cx.now,
        };
        store::function::add_version(cx.tx, team, id, &version)?;
    }
    store::function::put(cx.tx, team, function)?;
    if newest > 0 {
        let lane = store::job::lane(id, function.definition.kind, function.concurrency);
        store::function::move_jobs(cx.tx, team, id, &lane)?;
    }
    audit::record(cx, action, id, &told(function))
}

/// What the audit says of one: not what it is made of, which stands in its versions.
fn told(function: &Function) -> Value {
    json!({
        "name": function.name, "kind": function.definition.kind.word(), "version": function.version,
        "enabled": function.enabled, "concurrency": function.concurrency,
    })
}

fn one_of(words: impl IntoIterator<Item = &'static str>) -> Message {
    msg!("value.one_of", allowed = words.into_iter().collect::<Vec<_>>().join(", "))
}

fn kind_of(wish: &Wish) -> Result<Kind, Rejection> {
    let word = wish.kind.as_deref().unwrap_or_default().trim();
    let kind = Kind::parse(word).filter(|kind| Kind::ALL.contains(kind));
    kind.ok_or_else(|| Rejection::invalid("kind", one_of(Kind::ALL.map(Kind::word))))
}

/// The function with what is wished of it, its version as before.
fn wished(mut function: Function, wish: &Wish) -> Result<Function, Rejection> {
    let text = |field: &str, given: &Option<String>, max: usize, lines: Lines, now: &mut String| {
        if let Some(given) = given {
            text::check(given.trim(), max, lines).map_err(|why| Rejection::invalid(field, why))?;
            given.trim().clone_into(now);
        }
        Ok::<_, Rejection>(())
    };
    if let Some(name) = &wish.name {
        let name = text::require(name, 100, Lines::One).map_err(|why| Rejection::invalid("name", why))?;
        name.clone_into(&mut function.name);
    }
    text("description", &wish.description, 4_000, Lines::Many, &mut function.description)?;
    text("category", &wish.category, 64, Lines::One, &mut function.category)?;
    if let Some(risk) = &wish.risk {
        function.risk = Risk::parse(risk.trim())
            .ok_or_else(|| Rejection::invalid("risk", one_of(Risk::ALL.map(Risk::word))))?;
    }
    function.enabled = wish.enabled.unwrap_or(function.enabled);
    if let Some(most) = wish.concurrency {
        function.concurrency = between("concurrency", most, 0, MOST_AT_ONCE)?;
    }
    if wish.kind.is_some() && kind_of(wish)? != function.definition.kind {
        let why = msg!("function.kind_stays", kind = function.definition.kind.word());
        return Err(Rejection::invalid("kind", why));
    }
    function.definition = defined(function.definition, wish)?;
    Ok(function)
}

fn between(field: &str, number: i64, min: i64, max: i64) -> Result<i64, Rejection> {
    if (min..=max).contains(&number) {
        return Ok(number);
    }
    Err(Rejection::invalid(field, msg!("value.between", min = min, max = max)))
}

/// A definition with what is wished of it.
fn defined(mut definition: Definition, wish: &Wish) -> Result<Definition, Rejection> {
    let kind = definition.kind;
    let part = |field: &str, of: Kind, given: &Option<String>, now: Option<String>| {
        let refuse = |why| Err(Rejection::invalid(field, why));
        match (kind == of, given) {
            (true, Some(given)) if !given.trim().is_empty() => Ok(Some(given.clone())),
            (true, None) if now.is_some() => Ok(now),
            (true, _) => refuse(msg!("text.blank")),
            (false, Some(_)) => refuse(msg!("function.part_of", kind = of.word())),
            (false, None) => Ok(None),
        }
    };
    let script = part("source", Kind::Script, &wish.source, definition.source)?;
    let url = part("url", Kind::Http, &wish.url, definition.url)?;
    let secret = part("secret", Kind::Http, &wish.secret, definition.secret)?;
    let command = part("command", Kind::Command, &wish.command, definition.command)?;
    let held = |field: &str, text: Option<String>, check: fn(&str) -> Result<(), Message>| {
        text.map(|text| match check(&text) {
            Ok(()) => Ok(text),
            Err(why) => Err(Rejection::invalid(field, why)),
        })
        .transpose()
    };
    definition.source = held("source", script, check_source)?;
    definition.url = held("url", url.map(|url| url.trim().to_owned()), check_url)?;
    definition.secret = match &wish.secret {
        Some(_) => held("secret", secret.map(|secret| secret.trim().to_owned()), check_secret)?,
        None => secret,
    };
    definition.command = held("command", command.map(|name| name.trim().to_owned()), check_command)?;
    let input = described("input", wish.input.as_ref(), definition.input)?;
    let output = described("output", wish.output.as_ref(), definition.output)?;
    if let Some(timeout) = wish.timeout_ms {
        definition.timeout_ms = between("timeoutMs", timeout, SHORTEST_MS, Definition::LONGEST_MS)?;
    }
    if let Some(attempts) = wish.max_attempts {
        definition.max_attempts = between("maxAttempts", attempts, 1, Definition::MOST_ATTEMPTS)?;
    }
    Ok(Definition { input, output, ..definition })
}

/// A schema that was given and can be used; the one before where none was.
fn described(field: &str, given: Option<&Value>, now: Option<Value>) -> Result<Option<Value>, Rejection> {
    match given {
        None | Some(Value::Null) => Ok(now),
        Some(Value::Object(keys)) if keys.is_empty() => Ok(None),
        Some(schema) => {
            Schema::read(field, schema)?;
            Ok(Some(schema.clone()))
        }
    }
}

fn check_source(source: &str) -> Result<(), Message> {
    if source.len() > LARGEST_SOURCE {
        return Err(msg!("function.too_large", max = LARGEST_SOURCE));
    }
    text::check(source, LARGEST_SOURCE, Lines::Many)
}

/// As far as one can without asking for it: where it leads is looked at when it is called.
fn check_url(url: &str) -> Result<(), Message> {
    let good = url.len() <= LONGEST_URL && domain::url::can_be_asked(url);
    if good { Ok(()) } else { Err(msg!("function.url", max = LONGEST_URL)) }
}

fn check_secret(secret: &str) -> Result<(), Message> {
    let bytes = secret.strip_prefix(SECRET).and_then(|text| STANDARD.decode(text).ok());
    if bytes.is_some_and(|bytes| SECRET_BYTES.contains(&bytes.len())) {
        Ok(())
    } else {
        Err(msg!("function.secret", min = SECRET_BYTES.start(), max = SECRET_BYTES.end()))
    }
}

fn check_command(name: &str) -> Result<(), Message> {
    text::check(name, 100, Lines::One)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: Kind) -> Definition {
        Definition::of(kind)
    }

    fn field(refused: Result<Definition, Rejection>) -> String {
        match refused.unwrap_err() {
            Rejection::Invalid(faults) => faults.into_iter().map(|fault| fault.field).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn each_kind_has_its_own_part_and_no_other() {
        let text = |text: &str| Some(text.to_owned());
        let secret = format!("{SECRET}{}", STANDARD.encode([7; 24]));
        let script =
            defined(of(Kind::Script), &Wish { source: text("return 1"), ..Wish::default() }).unwrap();
        assert_eq!(script.source.as_deref(), Some("return 1"));
        // What is left out stays.
        let later = defined(script, &Wish { timeout_ms: Some(500), ..Wish::default() }).unwrap();
        assert_eq!((later.source.as_deref(), later.timeout_ms), (Some("return 1"), 500));
        let http = Wish { url: text("https://a.example/x"), secret: Some(secret), ..Wish::default() };
        assert!(defined(of(Kind::Http), &http).is_ok());
        for (kind, wish, named) in [
            (Kind::Script, Wish::default(), "source"),
            (Kind::Script, Wish { source: text(" "), ..Wish::default() }, "source"),
            (Kind::Noop, Wish { source: text("return 1"), ..Wish::default() }, "source"),
            (Kind::Worker, Wish { url: text("http://a.example"), ..Wish::default() }, "url"),
            (Kind::Http, Wish { secret: text("x"), ..http.clone() }, "secret"),
            (Kind::Http, Wish { url: text("ftp://a.example"), ..http }, "url"),
            (Kind::Command, Wish::default(), "command"),
            (Kind::Noop, Wish { timeout_ms: Some(1), ..Wish::default() }, "timeoutMs"),
            (Kind::Noop, Wish { max_attempts: Some(0), ..Wish::default() }, "maxAttempts"),
            (Kind::Noop, Wish { input: Some(json!({"type": "x"})), ..Wish::default() }, "input.type"),
        ] {
            assert_eq!(field(defined(of(kind), &wish)), named, "{kind:?} {wish:?}");
        }
    }

    #[test]
    fn an_empty_schema_is_none() {
        let with =
            defined(of(Kind::Noop), &Wish { input: Some(json!({"type": "object"})), ..Wish::default() })
                .unwrap();
        assert!(with.input.is_some());
        let null = defined(with.clone(), &Wish { input: Some(Value::Null), ..Wish::default() }).unwrap();
        assert_eq!(null, with);
        assert_eq!(defined(with, &Wish { input: Some(json!({})), ..Wish::default() }).unwrap().input, None);
    }

    #[test]
    fn addresses_name_a_host_and_no_password() {
        for good in ["http://a.example", "https://a.example:8443/x?y=1#z", "http://[::1]/"] {
            assert!(check_url(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "a.example",
            "http://:80/",
            "http://u:p@a.example/",
            "http://x:99999/",
            "http://127.1:9102/x",
        ] {
            assert!(check_url(bad).is_err(), "{bad}");
        }
    }
}
