//! The engine: reads a source, runs it, and its promises, to the end.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use nix::{
    sys::resource::{UsageWho, getrusage},
    time::{ClockId, clock_gettime},
};
use rquickjs::{Context, Ctx, Function, Object, Persistent, Promise, Runtime, Value, context::EvalOptions};

use super::{
    api, convert, fault, json, say,
    state::State,
    wire::{self, Gone},
};
use crate::{
    failure::{Fault, Kind},
    frame::{Run, ToChild},
    host::{Event, Level},
    limits::Limits,
};

/// What the engine may have beyond the script's memory to tell of its end.
const TO_TELL: usize = 8 << 20;

/// How many rejected promises that nothing looked at are remembered, and told.
const MOST_UNHANDLED: usize = 20;

/// The engine of one script.
pub(super) struct Engine {
    runtime: Runtime,
    context: Context,
    state: Rc<State>,
    cpu: Rc<Cpu>,
    unhandled: Rc<RefCell<Vec<Unhandled>>>,
    /// [`faults`] at the start.
    faults: u64,
}

/// How many pages this process has been given.
fn faults() -> u64 {
    getrusage(UsageWho::RUSAGE_SELF).map_or(0, |usage| usage.minor_page_faults().unsigned_abs())
}

/// A rejected promise that nothing in the script looked at, and why it was rejected.
type Unhandled = (Persistent<Value<'static>>, Persistent<Value<'static>>);

/// The time that the script has had on the processor.
struct Cpu {
    began: Cell<Duration>,
    limit: Duration,
    over: Cell<bool>,
}

impl Cpu {
    fn now() -> Duration {
        clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID).map_or(Duration::ZERO, Duration::from)
    }

    /// Whether it has had too much. Once it has, the answer stays: nothing of the script runs any more.
    fn is_over(&self) -> bool {
        if !self.over.get() && Self::now().saturating_sub(self.began.get()) > self.limit {
            self.over.set(true);
        }
        self.over.get()
    }
}

impl Engine {
    /// An engine with everything in scope that needs no script to be known.
    pub(super) fn new(limits: Limits) -> rquickjs::Result<Self> {
        let runtime = Runtime::new()?;
        runtime.set_max_stack_size(limits.stack);
        runtime.set_memory_limit(limits.memory);
        let cpu = Rc::new(Cpu { began: Cell::new(Cpu::now()), limit: limits.cpu, over: Cell::new(false) });
        let clock = Rc::clone(&cpu);
        runtime.set_interrupt_handler(Some(Box::new(move || clock.is_over())));
        let unhandled = Rc::new(RefCell::new(Vec::new()));
        let list = Rc::clone(&unhandled);
        runtime.set_host_promise_rejection_tracker(Some(Box::new(move |ctx, promise, reason, handled| {
            track(&mut list.borrow_mut(), &ctx, promise, reason, handled);
        })));
        let context = Context::full(&runtime)?;
        let state = Rc::new(State::new(limits));
        context.with(|ctx| api::install(&ctx, &state))?;
        Ok(Self { runtime, context, state, cpu, unhandled, faults: faults() })
    }

    /// Whether `source` is the body of an async function.
    pub(super) fn parse(&self, source: &str) -> Result<(), Fault> {
        self.cpu.began.set(Cpu::now());
        let compiled = self.context.with(|ctx| compile(&ctx, source).map(|_function| ()));
        compiled.map_err(|trouble| self.fault(trouble).within(source))
    }

    /// Runs a script to its end.
    pub(super) fn run(&self, run: &Run) -> Result<Result<serde_json::Value, Fault>, Gone> {
        self.cpu.began.set(Cpu::now());
        let begun = self.context.with(|ctx| begin(&ctx, run).map(|promise| Persistent::save(&ctx, promise)));
        let promise = match begun {
            Ok(promise) => promise,
            Err(trouble) => return Ok(Err(self.fault(trouble).within(&run.source))),
        };
        loop {
            if let Err(trouble) = self.work_off() {
                return Ok(Err(self.fault(trouble)));
            }
            let left = if self.state.asks() { Left::Something } else { Left::Nothing };
            match self.context.with(|ctx| end(&ctx, &promise, left, &self.state.limits)) {
                Ok(Some(result)) => {
                    self.tell_unhandled()?;
                    return Ok(Ok(result));
                }
                Err(trouble) => return Ok(Err(self.fault(trouble))),
                Ok(None) if self.state.waits() => self.answer()?,
                Ok(None) => {
                    let why = "the script waits for a promise that nothing is left to settle";
                    return Ok(Err(Fault::new(Kind::Stuck, why)));
                }
            }
        }
    }

    /// Logs what nobody in the script looked at.
    fn tell_unhandled(&self) -> Result<(), Gone> {
        let unhandled = std::mem::take(&mut *self.unhandled.borrow_mut());
        for (_promise, reason) in unhandled.into_iter().take(MOST_UNHANDLED) {
            let fault = self.fault(Trouble::Thrown(When::Running, reason));
            let message = say::cut(format!("nothing handled: {fault}"), self.state.limits.line_bytes);
            self.state.say(message.len(), Event::Log { level: Level::Error, message })?;
        }
        Ok(())
    }

    /// Runs what promises have made ready until nothing is.
    fn work_off(&self) -> Result<(), Trouble> {
        loop {
            match self.runtime.execute_pending_job() {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                // Promises keep what is thrown to themselves: this is the end of its time or memory, or what a
                // microtask of its own threw to nobody.
                Err(exception) => {
                    return Err(exception.0.with(|ctx| Trouble::of(&ctx, rquickjs::Error::Exception)));
                }
            }
            if self.cpu.is_over() {
                return Err(Trouble::Known(Fault::cpu(&self.state.limits)));
            }
        }
    }

    /// Waits for the next answer and hands it to whom it is for.
    fn answer(&self) -> Result<(), Gone> {
        let ToChild::Answer(answer) = wire::read()? else { return Err(Gone) };
        let Some(waiting) = self.state.answered(answer.call)? else { return Ok(()) };
        self.context.with(|ctx| {
            if api::settle(&ctx, waiting, answer.outcome).is_err() {
                // No memory to hand it over with, or no time left: what follows finds out which.
                ctx.catch();
            }
        });
        Ok(())
    }

    /// Whether more than this many bytes of memory have been touched since the start.
    fn has_touched(&self, bytes: usize) -> bool {
        const PAGE: u64 = 4096;
        faults().saturating_sub(self.faults).saturating_mul(PAGE) > bytes as u64
    }

    /// What the trouble is to the script's author.
    fn fault(&self, trouble: Trouble) -> Fault {
        let limits = &self.state.limits;
        // Telling of a want of memory needs some.
        self.runtime.set_memory_limit(limits.memory + TO_TELL);
        let fault = match trouble {
            Trouble::Known(fault) => fault,
            Trouble::Engine(rquickjs::Error::Allocation) => Fault::memory(limits),
            Trouble::Engine(other) => Fault::new(Kind::Thrown, other.to_string()),
            Trouble::Thrown(when, thrown) => self.context.with(|ctx| match thrown.restore(&ctx) {
                // Where memory does not even suffice for the error, the engine throws null, as a script may.
                Ok(value) if value.is_null() && self.has_touched(limits.memory / 2) => Fault::memory(limits),
                Ok(value) => {
                    let fault = fault::of(&ctx, &value, limits);
                    let syntax = when == When::Reading && fault.kind == Kind::Thrown;
                    if syntax { Fault { kind: Kind::Syntax, ..fault } } else { fault }
                }
                Err(other) => Fault::new(Kind::Thrown, other.to_string()),
            }),
        };
        if self.cpu.over.get() {
            return Fault { position: fault.position, stack: fault.stack, ..Fault::cpu(limits) };
        }
        fault
    }
}

/// Keeps the list of rejected promises that nothing has looked at.
fn track<'js>(
    list: &mut Vec<Unhandled>,
    ctx: &Ctx<'js>,
    promise: Value<'js>,
    reason: Value<'js>,
    handled: bool,
) {
    if handled {
        list.retain(|(one, _)| one.clone().restore(ctx).is_ok_and(|one| one != promise));
    } else if list.len() < MOST_UNHANDLED {
        list.push((Persistent::save(ctx, promise), Persistent::save(ctx, reason)));
    }
}

/// Why the engine did not go on. What was thrown is looked at later, with more memory.
enum Trouble {
    Known(Fault),
    Engine(rquickjs::Error),
    Thrown(When, Persistent<Value<'static>>),
}

/// Whether the host still does something for the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    Nothing,
    Something,
}

/// At what the engine was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Reading,
    Running,
}

impl Trouble {
    /// The trouble that an error while running is; takes the exception that is pending.
    fn of(ctx: &Ctx<'_>, why: rquickjs::Error) -> Self {
        Self::at(When::Running, ctx, why)
    }

    fn at(when: When, ctx: &Ctx<'_>, why: rquickjs::Error) -> Self {
        match why {
            rquickjs::Error::Exception => Self::Thrown(when, Persistent::save(ctx, ctx.catch())),
            other => Self::Engine(other),
        }
    }
}

/// Reads `source` as the body of an async function.
///
/// It is read twice, because a source could close the brace that we open around it: what may follow the body of a
/// declaration (a statement) and what may follow that of a method (a comma or brace) have nothing in common, so that a
/// source which parses within both is a body. The declaration is only read: the `throw` before it ends the run.
fn compile<'js>(ctx: &Ctx<'js>, source: &str) -> Result<Function<'js>, Trouble> {
    if let Some((before, _)) = source.split_once('\0') {
        let fault = Fault::new(Kind::Syntax, "SyntaxError: the source holds a NUL character");
        return Err(Trouble::Known(Fault { position: fault::end_of(before), ..fault }));
    }
    let reading = |why| Trouble::at(When::Reading, ctx, why);
    let options = || {
        let mut options = EvalOptions::default();
        options.filename = Some(fault::FILE.to_owned());
        options
    };
    let declared = format!("throw 0;async function $script(){{\n{source}\n}}");
    match ctx.eval_with_options::<(), _>(declared, options()) {
        Err(rquickjs::Error::Exception) => {
            let thrown = ctx.catch();
            if thrown.as_int() != Some(0) {
                return Err(Trouble::Thrown(When::Reading, Persistent::save(ctx, thrown)));
            }
        }
        Err(why) => return Err(reading(why)),
        Ok(()) => {}
    }
    let method = format!("({{async script(){{\n{source}\n}}}})");
    let object = ctx.eval_with_options::<Object<'_>, _>(method, options()).map_err(reading)?;
    object.get("script").map_err(reading)
}

/// Calls the script: it runs to its first `await`.
fn begin<'js>(ctx: &Ctx<'js>, run: &Run) -> Result<Promise<'js>, Trouble> {
    let function = compile(ctx, &run.source)?;
    let call = || {
        for (name, json) in &run.globals {
            ctx.globals().set(name.as_str(), ctx.json_parse(json.get())?)?;
        }
        function.call(())
    };
    call().map_err(|why| Trouble::of(ctx, why))
}

/// The result of the script as JSON, once it has one and has asked for nothing that is still to be done.
fn end(
    ctx: &Ctx<'_>,
    promise: &Persistent<Promise<'static>>,
    left: Left,
    limits: &Limits,
) -> Result<Option<serde_json::Value>, Trouble> {
    let promise = promise.clone().restore(ctx).map_err(|why| Trouble::of(ctx, why))?;
    let Some(result) = promise.result::<Value<'_>>() else { return Ok(None) };
    let value = result.map_err(|why| Trouble::of(ctx, why))?;
    if left == Left::Something {
        return Ok(None);
    }
    if value.is_undefined() {
        return Ok(Some(serde_json::Value::Null));
    }
    let longest = limits.result_bytes;
    let fault = |why: String| Trouble::Known(Fault::new(Kind::Result, why));
    let text = convert::stringify(ctx, &value).map_err(|why| Trouble::of(ctx, why))?;
    let text = text.ok_or_else(|| fault("the result of the script is no JSON".to_owned()))?;
    if text.len() > longest {
        return Err(fault(format!(
            "the result of the script is {} bytes of JSON; {longest} are the most",
            text.len()
        )));
    }
    json::read(&text)
        .map(Some)
        .map_err(|why| fault(format!("the result of the script cannot be kept: {why}")))
}
