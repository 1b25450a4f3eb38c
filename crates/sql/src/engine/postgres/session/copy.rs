//! `COPY`, a piece at a time: a table of any size passes through in bounded memory.

use postgres_protocol::message::frontend::{self, CopyData};

use super::{Failure, Message, Session, Wire, answer, garbled};
use crate::Error;
use crate::tx::Text;

/// What is sent at once.
const PIECE: usize = 64 * 1024;

impl Session<'_> {
    pub(crate) fn copy_out(
        &mut self,
        text: Text<'_>,
        sink: &mut dyn FnMut(&[u8]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.begin();
        self.settle()?;
        let mut taken = Ok(());
        let copied = self.simple(text).and_then(|()| {
            pass_out(&mut self.link.wire, |bytes| {
                // After an error the rest is passed over.
                if taken.is_ok() {
                    taken = sink(bytes);
                }
            })
            .map_err(|failure| (failure, text.name))
        });
        self.land(text.name, copied).and(taken)
    }

    pub(crate) fn copy_in(
        &mut self,
        text: Text<'_>,
        source: &mut dyn FnMut() -> Result<Option<Vec<u8>>, Error>,
    ) -> Result<u64, Error> {
        self.begin();
        self.settle()?;
        let mut given = Ok(());
        let copied = self.simple(text).and_then(|()| {
            pass_in(&mut self.link.wire, source, &mut given).map_err(|failure| (failure, text.name))
        });
        let copied = self.land(text.name, copied);
        given.and(copied)
    }
}

fn pass_out(wire: &mut Wire, mut sink: impl FnMut(&[u8])) -> Result<(), Failure> {
    loop {
        let Message { kind, body } = wire.hear()?;
        match kind {
            // It begins; there is no more.
            b'H' | b'c' => {}
            b'd' => sink(body.rest()),
            b'C' => return Ok(()),
            _ => return Err(garbled().into()),
        }
    }
}

/// Sends what the source gives; when it fails, that is what is `given`, and the server takes none of it.
fn pass_in(
    wire: &mut Wire,
    source: &mut dyn FnMut() -> Result<Option<Vec<u8>>, Error>,
    given: &mut Result<(), Error>,
) -> Result<u64, Failure> {
    let Message { kind: b'G', .. } = wire.hear()? else { return Err(garbled().into()) };
    loop {
        match source() {
            Ok(Some(bytes)) => CopyData::new(bytes.as_slice())?.write(&mut wire.out),
            Ok(None) => {
                frontend::copy_done(&mut wire.out);
                break;
            }
            Err(error) => {
                frontend::copy_fail("the source failed", &mut wire.out)?;
                *given = Err(error);
                break;
            }
        }
        if wire.out.len() >= PIECE {
            wire.send()?;
        }
    }
    wire.send()?;
    answer(wire, |_| Ok(()))
}
