//! What the bodies of several families share.

use domain::{Fault, Rejection, msg};
use http_kit::Page;
use serde::{Deserialize, Serialize};
use utoipa::{
    IntoParams, ToSchema,
    openapi::schema::{Object, ObjectBuilder, Type},
};

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Listing<T> {
    items: Vec<T>,
    /// How many there are in all.
    total: i64,
    /// Which page this is, from 1.
    page: i64,
    /// The page size as it was used.
    page_size: i64,
}

impl<T> Listing<T> {
    /// A page of a longer list.
    pub(crate) fn part(items: impl Iterator<Item = T>, total: i64, page: Page) -> Self {
        Self { items: items.collect(), total, page: page.page, page_size: page.size }
    }

    /// A page of a list that is short enough to be read as a whole.
    pub(crate) fn cut(items: impl ExactSizeIterator<Item = T>, page: Page) -> Self {
        let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
        let count = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
        Self::part(items.skip(count(page.offset())).take(count(page.size)), total, page)
    }
}

/// All items of a list that belongs to one thing.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Items<T> {
    pub(crate) items: Vec<T>,
}

/// Which page of a list is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// From 1, which is where it starts when left out.
    #[param(value_type = Option<i64>, minimum = 1)]
    page: Option<String>,
    /// 20 when left out; past 100 taken as 100.
    #[param(value_type = Option<i64>, minimum = 1)]
    page_size: Option<String>,
}

impl PageQuery {
    /// The page.
    pub(crate) fn read(&self) -> Result<Page, Rejection> {
        Page::parse(self.page.as_deref(), self.page_size.as_deref())
    }
}

/// A parameter that is `true` or `false`; an empty one is none.
pub(crate) fn flag(name: &str, text: Option<&str>) -> Result<Option<bool>, Rejection> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(_) => Err(Rejection::malformed(name, msg!("value.boolean"))),
    }
}

/// Refuses texts that were not sent, naming each.
pub(crate) fn present(texts: &[(&str, &str)]) -> Result<(), Rejection> {
    let missing = texts.iter().filter(|(_, text)| text.is_empty());
    let faults: Vec<Fault> = missing.map(|(field, _)| Fault::new(*field, msg!("text.blank"))).collect();
    if faults.is_empty() { Ok(()) } else { Err(Rejection::Invalid(faults)) }
}

/// A value that has to be there; [`present`] is for texts that may not be blank either.
pub(crate) fn given(values: &[(&str, bool)]) -> Result<(), Rejection> {
    let missing = values.iter().filter(|(_, there)| !there);
    let faults: Vec<Fault> = missing.map(|(field, _)| Fault::new(*field, msg!("request.missing"))).collect();
    if faults.is_empty() { Ok(()) } else { Err(Rejection::Invalid(faults)) }
}

/// The schema of a text that is one of `list`.
pub(crate) fn one_of(list: impl IntoIterator<Item = &'static str>) -> Object {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(list)).build()
}
