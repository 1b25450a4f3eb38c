//! One script in one child, from its first frame to its end.

use std::{pin::Pin, time::Duration};

use futures_util::{StreamExt as _, stream::FuturesUnordered};
use nix::sys::signal::Signal;
use serde::Serialize;
use serde_json::{
    Value,
    value::{RawValue, to_raw_value},
};

use super::keeper::{Warm, signal};
use crate::{
    failure::{Failure, Fault},
    frame::{Answer, Ask, FromChild, IN_FLIGHT, ToChild},
    host::{Event, Host, Refusal},
    limits::Limits,
};

/// A call that the host is at.
type Work<'a> = Pin<Box<dyn Future<Output = Answer> + Send + 'a>>;

/// One script in one child.
pub(super) struct Session<'a, H> {
    child: &'a mut Warm,
    host: &'a H,
    limits: &'a Limits,
    /// What the host does for the script, which is finished also when the script has failed by then.
    calls: FuturesUnordered<Work<'a>>,
    /// Sleeps, which end with the script.
    sleeps: FuturesUnordered<Work<'a>>,
    made: usize,
    output: Output,
    end: Option<Result<Value, Failure>>,
}

/// How much of the script's output has been taken.
#[derive(Debug, Default)]
struct Output {
    lines: usize,
    bytes: usize,
    cut: bool,
}

impl<'a, H: Host> Session<'a, H> {
    pub(super) fn new(child: &'a mut Warm, host: &'a H, limits: &'a Limits) -> Self {
        Self {
            child,
            host,
            limits,
            calls: FuturesUnordered::new(),
            sleeps: FuturesUnordered::new(),
            made: 0,
            output: Output::default(),
            end: None,
        }
    }

    /// Sends `message` and serves the child until it has ended and what it asked for is done.
    pub(super) async fn run(mut self, message: &ToChild) -> Result<Value, Failure> {
        self.child.writer.queue(message).map_err(|error| Failure::Unavailable(error.to_string()))?;
        loop {
            if self.calls.is_empty()
                && let Some(end) = self.end.take()
            {
                return end;
            }
            let Warm { reader, writer, .. } = &mut *self.child;
            tokio::select! {
                frame = reader.next(), if self.end.is_none() => match frame {
                    Ok(Some(frame)) => self.take(frame)?,
                    Ok(None) => return Err(self.died().await),
                    Err(error) => return Err(Failure::Died(error.to_string())),
                },
                // A child that has ended may have said how before it did: the reader finds out.
                result = writer.write(), if writer.is_pending() => if result.is_err() {
                    writer.give_up();
                },
                Some(answer) = self.calls.next() => self.answer(answer),
                Some(answer) = self.sleeps.next(), if self.end.is_none() => self.answer(answer),
            }
        }
    }

    fn take(&mut self, frame: FromChild) -> Result<(), Failure> {
        match frame {
            FromChild::Event(event) => self.say(event)?,
            FromChild::Call { call, ask } => self.call(call, ask)?,
            FromChild::Done(result) => self.end = Some(Ok(result)),
            FromChild::Failed(fault) => self.end = Some(Err(Failure::Fault(fault))),
            FromChild::Ready { .. } => return Err(out_of_order()),
        }
        Ok(())
    }

    /// Passes on what the script says, as far as it may. A child that keeps its limits stops with the line that is cut.
    fn say(&mut self, event: Event) -> Result<(), Failure> {
        let bytes = match &event {
            Event::Log { message, .. } => message.len(),
            Event::Progress { text, percent } if (0.0..=100.0).contains(percent) => {
                text.as_ref().map_or(0, String::len)
            }
            Event::Progress { .. } | Event::Truncated => return Err(out_of_order()),
        };
        let output = &mut self.output;
        if output.cut || bytes > self.limits.line_bytes {
            return Err(out_of_order());
        }
        output.lines += 1;
        output.bytes += bytes;
        output.cut = output.lines > self.limits.output_lines || output.bytes > self.limits.output_bytes;
        self.host.event(if output.cut { Event::Truncated } else { event });
        Ok(())
    }

    fn call(&mut self, call: u64, ask: Ask) -> Result<(), Failure> {
        self.made += 1;
        if self.made > self.limits.calls || self.calls.len() + self.sleeps.len() >= IN_FLIGHT {
            return Err(out_of_order());
        }
        let (host, longest) = (self.host, self.limits.answer_bytes);
        let work: Work<'a> = match ask {
            Ask::Sleep { ms } => {
                let sleep = tokio::time::sleep(Duration::from_millis(ms));
                self.sleeps.push(Box::pin(async move {
                    sleep.await;
                    answer(call, Ok(()), longest)
                }));
                return Ok(());
            }
            Ask::Fetch(request) => Box::pin(async move { answer(call, host.fetch(request).await, longest) }),
            Ask::Secret { name } => Box::pin(async move { answer(call, host.secret(name).await, longest) }),
            Ask::Ticket(ticket) => Box::pin(async move { answer(call, host.ticket(ticket).await, longest) }),
        };
        self.calls.push(work);
        Ok(())
    }

    fn answer(&mut self, answer: Answer) {
        if self.end.is_none() {
            // What cannot be sent is noticed where the child is read.
            let _ = self.child.writer.queue(&ToChild::Answer(answer));
        }
    }

    /// Why a child that has closed its pipes is gone.
    async fn died(&mut self) -> Failure {
        let Some(status) = self.child.ended().await else {
            return Failure::Died("nobody knows how".to_owned());
        };
        match signal(status) {
            Some(Signal::SIGXCPU) => Failure::Fault(Fault::cpu(self.limits)),
            // An allocation that failed where the engine has no error for it.
            Some(Signal::SIGABRT) => Failure::Fault(Fault::memory(self.limits)),
            Some(Signal::SIGKILL) => Failure::Died(
                "it was killed from outside, perhaps because the machine has no memory left".to_owned(),
            ),
            _ => Failure::Died(status.to_string()),
        }
    }
}

fn out_of_order() -> Failure {
    Failure::Died("it did what a sandbox never does, and was killed".to_owned())
}

/// What the host said, as an answer that is not too long.
fn answer<T: Serialize>(call: u64, outcome: Result<T, Refusal>, longest: usize) -> Answer {
    let refused = |code: &str, message: String| Refusal { code: code.to_owned(), message };
    let raw = |value: T| -> Result<Box<RawValue>, Refusal> {
        let raw = to_raw_value(&value).map_err(|error| refused("internal", error.to_string()))?;
        if raw.get().len() > longest {
            return Err(refused("too_large", format!("the answer is longer than {longest} bytes")));
        }
        Ok(raw)
    };
    Answer { call, outcome: outcome.and_then(raw) }
}
