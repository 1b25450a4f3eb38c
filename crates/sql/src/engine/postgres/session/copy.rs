//! `COPY`, a piece at a time: a table of any size passes through in bounded memory.

use std::pin::pin;

use bytes::Bytes;
use futures_util::{SinkExt, TryStreamExt};

use super::{Session, translate};
use crate::Error;
use crate::tx::Text;

impl Session<'_> {
    pub(crate) fn copy_out(
        &mut self,
        text: Text<'_>,
        sink: &mut dyn FnMut(&[u8]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.begin()?;
        let client = self.link.client.clone();
        self.now(async {
            let failed = |error: tokio_postgres::Error| translate(&error, text.name);
            let mut stream = pin!(client.copy_out(text.sql).await.map_err(failed)?);
            while let Some(bytes) = stream.try_next().await.map_err(failed)? {
                sink(&bytes)?;
            }
            Ok(())
        })
    }

    pub(crate) fn copy_in(
        &mut self,
        text: Text<'_>,
        source: &mut dyn FnMut() -> Result<Option<Vec<u8>>, Error>,
    ) -> Result<u64, Error> {
        self.begin()?;
        let client = self.link.client.clone();
        self.now(async {
            let failed = |error: tokio_postgres::Error| translate(&error, text.name);
            let mut sink = pin!(client.copy_in::<_, Bytes>(text.sql).await.map_err(failed)?);
            // A source that fails leaves the copy unfinished, which the server takes as its end without any row.
            while let Some(bytes) = source()? {
                sink.feed(Bytes::from(bytes)).await.map_err(failed)?;
            }
            sink.finish().await.map_err(failed)
        })
    }
}
