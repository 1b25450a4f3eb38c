//! `fetch(url, {method, headers, body})` and its response.

use std::{collections::BTreeMap, rc::Rc};

use rquickjs::{Ctx, Exception, Object, Promise, Value};
use serde::Deserialize;

use super::{State, convert, function, name_of};
use crate::{
    frame::Ask,
    host::{Request, Response},
};

/// What may stand beside the URL.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    method: Option<String>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    body: Option<String>,
}

/// The request that the arguments ask for.
pub(super) fn request<'js>(ctx: &Ctx<'js>, state: &State, arguments: &[Value<'js>]) -> rquickjs::Result<Ask> {
    let url = name_of(ctx, arguments.first(), "fetch: a URL")?;
    let options = match arguments.get(1).filter(|options| !options.is_undefined() && !options.is_null()) {
        Some(options) => convert::read(ctx, options, "fetch: the second argument", state.limits.call_bytes)?,
        None => Options::default(),
    };
    let method = options.method.unwrap_or_else(|| "GET".to_owned()).to_ascii_uppercase();
    if url.len() > state.limits.call_bytes {
        return Err(Exception::throw_range(ctx, "fetch: the URL is too long"));
    }
    Ok(Ask::Fetch(Request { url, method, headers: options.headers, body: options.body }))
}

/// The script's object of a response.
pub(super) fn response<'js>(ctx: &Ctx<'js>, json: &str) -> rquickjs::Result<Object<'js>> {
    let response: Response =
        serde_json::from_str(json).map_err(|error| Exception::throw_internal(ctx, &error.to_string()))?;
    let object = Object::new(ctx.clone())?;
    object.set("status", response.status)?;
    object.set("ok", (200..300).contains(&response.status))?;
    let headers = Object::new(ctx.clone())?;
    for (name, value) in response.headers {
        headers.set(name, value)?;
    }
    object.set("headers", headers)?;
    let body: Rc<str> = response.body.into();
    let text = Rc::clone(&body);
    let text = function(ctx, "text", move |ctx, _| {
        settled(ctx, rquickjs::String::from_str(ctx.clone(), &text).map(rquickjs::String::into_value))
    })?;
    object.set("text", text)?;
    object.set("json", function(ctx, "json", move |ctx, _| settled(ctx, ctx.json_parse(&*body)))?)?;
    Ok(object)
}

/// A promise that is settled already.
fn settled<'js>(ctx: &Ctx<'js>, value: rquickjs::Result<Value<'js>>) -> rquickjs::Result<Value<'js>> {
    let value = match value {
        Err(rquickjs::Error::Exception) => Err(ctx.catch()),
        Err(why) => return Err(why),
        Ok(value) => Ok(value),
    };
    let (promise, resolve, reject) = Promise::new(ctx)?;
    match value {
        Ok(value) => resolve.call::<_, ()>((value,))?,
        Err(error) => reject.call::<_, ()>((error,))?,
    }
    Ok(promise.into_value())
}
