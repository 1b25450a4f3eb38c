//! Path parameters: what does not fit is no such path.

use crate::fail::Fail;
use axum::{
    extract::{FromRequestParts, OriginalUri, Path as Inner},
    http::request::Parts,
};
use domain::{Rejection, Thing};
use serde::de::DeserializeOwned;

/// The parameters of the path. One that cannot be read (not a number, not UTF-8, a NUL) is answered as not found.
#[derive(Debug, Clone, Copy)]
pub struct Path<T>(pub T);

impl<T, S> FromRequestParts<S> for Path<T>
where
    T: DeserializeOwned + Send,
    S: Send + Sync,
{
    type Rejection = Fail;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fail> {
        let path =
            parts.extensions.get::<OriginalUri>().map_or_else(|| parts.uri.path(), |u| u.0.path()).to_owned();
        let read = Inner::<T>::from_request_parts(parts, state).await;
        match read {
            Ok(Inner(value)) if !path.contains("%00") => Ok(Self(value)),
            _ => {
                let start = path.chars().take(200).collect::<String>();
                Err(Fail(Rejection::not_found(Thing::Route, start)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fail::{
        surface,
        tests::{Toy, ask, send},
    };
    use axum::{Router, routing::get};

    #[tokio::test]
    async fn a_parameter_that_does_not_fit_is_not_found() {
        let show = async |Path(id): Path<i64>| id.to_string();
        let name = async |Path(name): Path<String>| name;
        let router = surface::<Toy>(Router::new().route("/n/{id}", get(show)).route("/t/{name}", get(name)));
        for (path, status) in [
            ("/n/7", 200),
            ("/n/x", 404),
            ("/n/99999999999999999999", 404),
            ("/t/%E4%B8%AD", 200),
            ("/t/%FF", 404),
            ("/t/a%00", 404),
        ] {
            let (got, _, body) = send(router.clone(), ask("GET", path)).await;
            assert_eq!(got, status, "{path} {body}");
        }
    }
}
