//! What every request of a team has beside its path and its query, gathered, so that a handler only says what is asked.

use crate::{auth::Team, wire::transition::TaskSinceQuery};
use app::{App, Cx};
use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    http::{StatusCode, request::Parts},
    response::Response,
};
use domain::{Lang, identity::Principal, ticket::Source};
use http_kit::{Body, Change, Fail, IfMatch, Reply, RequestInfo, Who, json};
use serde::{Serialize, de::DeserializeOwned};
use std::sync::Arc;

/// A request that reads.
pub(crate) struct Reading {
    app: App,
    who: Arc<Principal>,
    /// The language of its answer.
    pub(crate) lang: Lang,
}

impl FromRequestParts<App> for Reading {
    type Rejection = Fail;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Fail> {
        Team::from_request_parts(parts, app).await?;
        let Who(who) = Who::from_request_parts(parts, app).await?;
        let Ok(RequestInfo { lang, .. }) = RequestInfo::from_request_parts(parts, app).await;
        Ok(Self { app: app.clone(), who, lang })
    }
}

impl Reading {
    /// What a use case reads.
    pub(crate) async fn read<T, F>(&self, unit: F) -> Result<T, Fail>
    where
        F: Fn(&mut Cx<'_, '_>) -> Result<T, app::Error> + Send + Sync + 'static,
        T: Send + 'static,
    {
        Ok(self.app.read(&self.who, unit).await?)
    }

    /// Answers a list with the stamp of its kind, each of it worded in the caller's language: all of it, or none where
    /// nothing of its kind is newer than what was asked for.
    pub(crate) async fn list<T, W, A, F>(
        self,
        since: &TaskSinceQuery,
        unit: F,
        word: impl Fn(T, Lang) -> W,
        answer: impl FnOnce(Vec<W>, i64) -> A,
    ) -> Result<Response, Fail>
    where
        F: Fn(&mut Cx<'_, '_>) -> Result<(Vec<T>, i64), app::Error> + Send + Sync + 'static,
        T: Send + 'static,
        A: Serialize,
    {
        let since = since.read()?;
        let (told, stamp) = self.read(unit).await?;
        let told = if since.is_some_and(|since| stamp <= since) { Vec::new() } else { told };
        let told = told.into_iter().map(|one| word(one, self.lang)).collect();
        Ok(json(StatusCode::OK, &answer(told, stamp)))
    }
}

/// A request that changes something.
pub(crate) struct Changing {
    app: App,
    change: Change,
    fingerprint: [u8; 32],
    /// The language of its answer.
    pub(crate) lang: Lang,
}

impl FromRequestParts<App> for Changing {
    type Rejection = Fail;

    /// One whose body is not looked at.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Fail> {
        Team::from_request_parts(parts, app).await?;
        let change = Change::from_request_parts(parts, app).await?;
        Ok(Self { app: app.clone(), fingerprint: change.bare, lang: change.info.lang, change })
    }
}

impl Changing {
    /// Makes the change.
    pub(crate) async fn run<F>(self, unit: F) -> Result<Response, Fail>
    where
        F: Fn(&mut Cx<'_, '_>, &IfMatch) -> Result<Reply, app::Error> + Send + Sync + 'static,
    {
        self.change.run(&self.app, Source::Workflow, self.fingerprint, unit).await
    }

    /// Makes the change, answered with what it tells.
    pub(crate) async fn answer<A, F>(self, unit: F) -> Result<Response, Fail>
    where
        F: Fn(&mut Cx<'_, '_>, &IfMatch) -> Result<A, app::Error> + Send + Sync + 'static,
        A: Serialize,
    {
        self.run(move |cx, if_match| Reply::json(StatusCode::OK, &unit(cx, if_match)?)).await
    }
}

/// A request that changes something, and what its body says.
pub(crate) struct Wishing<B>(pub(crate) Changing, pub(crate) B);

impl<B: DeserializeOwned> FromRequest<App> for Wishing<B> {
    type Rejection = Fail;

    async fn from_request(request: Request, app: &App) -> Result<Self, Fail> {
        let (mut parts, body) = request.into_parts();
        let changing = Changing::from_request_parts(&mut parts, app).await?;
        let Body { value, fingerprint } = Body::from_request(Request::from_parts(parts, body), app).await?;
        Ok(Self(Changing { fingerprint, ..changing }, value))
    }
}
