//! What is in scope of a script beside the language itself.
//!
//! All of it is native: nothing here calls a function that the script could have replaced, but for what runs the
//! script's own objects (`toJSON`, getters), which can only harm the script.

mod fetch;
mod tickets;

use std::rc::Rc;

use rquickjs::{
    Ctx, Exception, Function, Object, Persistent, Promise, Value,
    function::{Constructor, Rest},
};
use serde_json::value::RawValue;

use super::{
    convert, say,
    state::{Form, State, Waiting},
};
use crate::{
    frame::Ask,
    host::{Event, Level, Refusal},
};

/// The longest `sleep`, in milliseconds: a day.
const LONGEST_SLEEP: f64 = 86_400_000.0;

/// What every function shares.
struct Api<'js> {
    state: Rc<State>,
    /// `Error`, as it was before the script could replace it.
    error: Persistent<Constructor<'static>>,
    globals: Object<'js>,
}

/// Puts the functions in scope.
pub(super) fn install<'js>(ctx: &Ctx<'js>, state: &Rc<State>) -> rquickjs::Result<()> {
    let error = Persistent::save(ctx, ctx.globals().get::<_, Constructor<'js>>("Error")?);
    let api = Api { state: Rc::clone(state), error, globals: ctx.globals() };
    output(ctx, &api)?;
    api.ask(ctx, &api.globals, "sleep", Form::Pause, |ctx, _state, arguments| sleep(ctx, arguments))?;
    api.ask(ctx, &api.globals, "fetch", Form::Response, fetch::request)?;
    let secrets = Object::new(ctx.clone())?;
    api.ask(ctx, &secrets, "get", Form::Json, |ctx, _state, arguments| {
        Ok(Ask::Secret { name: name_of(ctx, arguments.first(), "the name of a secret")? })
    })?;
    api.globals.set("secrets", secrets)?;
    tickets::install(ctx, &api)
}

/// `log`, `console`, `progress`.
fn output<'js>(ctx: &Ctx<'js>, api: &Api<'js>) -> rquickjs::Result<()> {
    let console = Object::new(ctx.clone())?;
    let levels = [
        ("debug", Level::Debug),
        ("log", Level::Info),
        ("info", Level::Info),
        ("warn", Level::Warn),
        ("error", Level::Error),
    ];
    for (name, level) in levels {
        let state = Rc::clone(&api.state);
        let function = function(ctx, name, move |ctx, arguments| {
            if state.is_cut() {
                return Ok(Value::new_undefined(ctx.clone()));
            }
            let message = say::line(ctx, &arguments, state.limits.line_bytes);
            said(ctx, state.say(message.len(), Event::Log { level, message }))
        })?;
        if level == Level::Info {
            api.globals.set("log", function.clone())?;
        }
        console.set(name, function)?;
    }
    api.globals.set("console", console)?;
    let state = Rc::clone(&api.state);
    let progress = function(ctx, "progress", move |ctx, arguments| {
        let percent =
            arguments.first().and_then(Value::as_number).filter(|percent| (0.0..=100.0).contains(percent));
        let percent =
            percent.ok_or_else(|| Exception::throw_range(ctx, "progress takes a number from 0 to 100"))?;
        let text = arguments.get(1).filter(|text| !text.is_undefined() && !text.is_null());
        let text = text.map(|text| say::line(ctx, std::slice::from_ref(text), state.limits.line_bytes));
        said(ctx, state.say(text.as_ref().map_or(0, String::len), Event::Progress { percent, text }))
    })?;
    api.globals.set("progress", progress)
}

fn said<'js, E>(ctx: &Ctx<'js>, said: Result<(), E>) -> rquickjs::Result<Value<'js>> {
    said.map_err(|_gone| gone(ctx))?;
    Ok(Value::new_undefined(ctx.clone()))
}

fn gone(ctx: &Ctx<'_>) -> rquickjs::Error {
    Exception::throw_internal(ctx, "the server is gone")
}

fn sleep(ctx: &Ctx<'_>, arguments: &[Value<'_>]) -> rquickjs::Result<Ask> {
    let ms = arguments.first().and_then(Value::as_number).filter(|ms| (0.0..=LONGEST_SLEEP).contains(ms));
    let ms = ms.ok_or_else(|| Exception::throw_range(ctx, "sleep takes milliseconds, from 0 to a day"))?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and a day")]
    Ok(Ask::Sleep { ms: ms.ceil() as u64 })
}

/// A native function of the script.
fn function<'js, F>(ctx: &Ctx<'js>, name: &str, call: F) -> rquickjs::Result<Function<'js>>
where
    F: Fn(&Ctx<'js>, Vec<Value<'js>>) -> rquickjs::Result<Value<'js>> + 'js,
{
    Function::new(ctx.clone(), move |ctx: Ctx<'js>, arguments: Rest<Value<'js>>| call(&ctx, arguments.0))?
        .with_name(name)
}

/// A name that the script gave: a text with something in it.
fn name_of(ctx: &Ctx<'_>, value: Option<&Value<'_>>, what: &str) -> rquickjs::Result<String> {
    let text = value.and_then(convert::text).filter(|text| !text.is_empty());
    text.ok_or_else(|| Exception::throw_type(ctx, &format!("{what} is expected, a text")))
}

impl<'js> Api<'js> {
    /// Puts a function on `object` that asks the host for what `ask` makes of its arguments, and answers a promise.
    fn ask<F>(
        &self,
        ctx: &Ctx<'js>,
        object: &Object<'js>,
        name: &str,
        form: Form,
        ask: F,
    ) -> rquickjs::Result<()>
    where
        F: Fn(&Ctx<'js>, &State, &[Value<'js>]) -> rquickjs::Result<Ask> + 'js,
    {
        let (state, error) = (Rc::clone(&self.state), self.error.clone());
        let function = function(ctx, name, move |ctx, arguments| {
            let ask = ask(ctx, &state, &arguments)?;
            let call = state.number().ok_or_else(|| {
                Exception::throw_range(
                    ctx,
                    &format!("a script may ask its host {} times", state.limits.calls),
                )
            })?;
            let error = error.clone().restore(ctx)?.construct::<_, Object<'js>>(())?;
            let (promise, resolve, reject) = Promise::new(ctx)?;
            let waiting = Waiting {
                resolve: Persistent::save(ctx, resolve),
                reject: Persistent::save(ctx, reject),
                error: Persistent::save(ctx, error),
                form,
            };
            state.call(call, ask, waiting).map_err(|_gone| gone(ctx))?;
            Ok(promise.into_value())
        })?;
        object.set(name, function)
    }
}

/// Settles the promise of a call.
pub(super) fn settle(
    ctx: &Ctx<'_>,
    waiting: Waiting,
    outcome: Result<Box<RawValue>, Refusal>,
) -> rquickjs::Result<()> {
    match outcome {
        Ok(json) => {
            let value = match waiting.form {
                Form::Json | Form::Pause => ctx.json_parse(json.get())?,
                Form::Response => fetch::response(ctx, json.get())?.into_value(),
            };
            waiting.resolve.restore(ctx)?.call((value,))
        }
        Err(refusal) => {
            let error = waiting.error.restore(ctx)?;
            error.set("message", refusal.message)?;
            error.set("code", refusal.code)?;
            waiting.reject.restore(ctx)?.call((error,))
        }
    }
}
