//! Functions: what jobs run. Here they are drawn up, versioned and remembered; [`crate::jobs`] starts what they say.
//!
//! What is a part of a version (`Definition`) never changes: a change makes the next one, and jobs that wait keep theirs. What
//! stands beside it (names, whether jobs may be started, how many at once) holds at once.

pub mod schema;
pub mod script;
mod secret;
mod wish;

use crate::{
    Cx, Error, audit,
    identity::tokens::Secret,
    jobs::enqueue::{self, Enqueued},
};
use domain::{
    Rejection, Thing,
    function::{Definition, Kind, Risk, is_id},
    identity::{Context, Permission},
    job::MOST_PARAMS,
    msg,
};
use schema::Schema;
use secret::close;
use serde_json::{Value, json};
use std::sync::Arc;
pub use store::function::{Function, Version};
pub use wish::{LARGEST_SOURCE, Wish};
use wish::{kind_of, wished};

/// The most functions of a team.
pub const MOST: i64 = 2_000;

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
