//! One post function, from its claim to its end.
//!
//! The claim is the lock on the ticket's row and the job being as it was seen: whoever comes second finds it ended, or tried again
//! since, and does nothing.

use super::{about, deeds, in_both, script, tell_end};
use crate::{
    Cx, Error,
    jobs::turn::{self, Node},
    notices,
    tickets::{Address, Deleted, finished, step},
};
use domain::{
    At, Message, Rejection,
    id::{JobId, TicketId},
    identity::Permission,
    job::{Again, Outcome, State as Out},
    msg,
    workflow::{post_function::PostFunction, trigger::JobEnd},
};
use store::{
    effect::{self, Effect, State},
    job::{
        self,
        turn::{Begun, Fence, Taker},
    },
};

/// What came of running one.
pub(super) enum Done {
    /// It is done and told of; where there was nothing to do, why.
    Ended(Box<step::Locked>, Option<Message>),
    /// Its job goes on as that of a function.
    HandedOver,
}

/// A job that was begun in this transaction, and its ticket.
struct Claimed {
    locked: step::Locked,
    run: Begun,
    fence: Fence,
}

/// Runs a post function in the name of the system, if its job still is as it was seen: ready after so many attempts. Gives the run.
pub(crate) fn run(
    cx: &mut Cx<'_, '_>,
    ticket: TicketId,
    seen: (JobId, i64),
    node: &Node,
) -> Result<Option<Begun>, Error> {
    let Some(Claimed { locked, run, fence }) = claim(cx, ticket, seen, node)? else { return Ok(None) };
    let Some(effect) = effect::of_job(cx.tx, cx.actor.team, run.id)? else {
        return Err(Error::Broken("the job of a post function does not know what it is to do"));
    };
    if let Done::Ended(locked, skipped) = perform(cx, locked, &effect, &fence)? {
        let skipped = skipped.map(|why| in_both(|lang| why.text(lang)));
        let state = if skipped.is_some() { State::Skipped } else { State::Done };
        let (job, at) = ((run.id, run.failures), locked.ticket.updated);
        effect::end(cx.tx, cx.actor.team, job, (state, skipped.as_ref()), at)?;
        let result = skipped.map(|why| serde_json::json!({ "skipped": why.en }).to_string());
        turn::close(cx, &run, &fence, Outcome::Succeeded(result))?;
        finished::ready_next(cx, ticket)?;
    }
    Ok(Some(run))
}

/// Writes down that a post function was tried in vain, if its job still is as it was seen; after the last attempt, that it has
/// failed. Gives the run.
pub(crate) fn fail(
    cx: &mut Cx<'_, '_>,
    ticket: TicketId,
    seen: (JobId, i64),
    node: &Node,
    why: &Rejection,
) -> Result<Option<Begun>, Error> {
    let Some(Claimed { locked, run, fence }) = claim(cx, ticket, seen, node)? else { return Ok(None) };
    let (team, why) = (cx.actor.team, in_both(|lang| why.text(lang)));
    let effect = effect::of_job(cx.tx, team, run.id)?;
    let again = effect.as_ref().map_or(Again::Never, |effect| may_do_better(&effect.function));
    effect::tried(cx.tx, team, run.id, &why)?;
    let closed = turn::close(cx, &run, &fence, Outcome::Failed { error: why.en.clone(), again })?;
    if closed == Out::Pending {
        return Ok(Some(run));
    }
    if let Some(effect) = effect {
        let told = tell_end(cx, locked, &effect, (run.id, run.failures + 1), (State::Failed, Some(why)))?;
        if let PostFunction::RunScript(script) = &effect.function {
            let over = finished::Over {
                job: run.id,
                function: &script.uuid,
                end: JobEnd::Failed,
                actor: &run.actor,
                cause: effect.cause.next(),
            };
            finished::set_off(cx, told, &over)?;
        }
    }
    finished::ready_next(cx, ticket)?;
    Ok(Some(run))
}

/// The ticket, kept from others, and its job begun, if that is as it was seen.
fn claim(
    cx: &mut Cx<'_, '_>,
    ticket: TicketId,
    seen: (JobId, i64),
    node: &Node,
) -> Result<Option<Claimed>, Error> {
    let address = Address::parse(&ticket.to_string());
    let locked = crate::tickets::lock(cx, &address, Permission::ViewTickets, Deleted::Shown)?;
    let (owner, worker, now) = (node.owner.as_str(), node.name.as_str(), cx.now);
    let taker = Taker { owner, worker, now, lease_until: At::default() };
    let Some(run) = job::post::begin(cx.tx, cx.actor.team, seen, &taker)? else { return Ok(None) };
    let fence = Fence { id: run.id, attempt: run.attempt, owner: node.owner.clone() };
    Ok(Some(Claimed { locked, run, fence }))
}

/// Whether another attempt might do better: not where somebody has to do something first.
const fn may_do_better(function: &PostFunction) -> Again {
    match function {
        PostFunction::RunScript(_) => Again::Never,
        PostFunction::UpdateFieldValue(_)
        | PostFunction::AddComment { .. }
        | PostFunction::CallWebhook { .. }
        | PostFunction::Notify { .. }
        | PostFunction::CreateTask(_)
        | PostFunction::TransitParent { .. } => Again::Maybe,
    }
}

fn perform(cx: &mut Cx<'_, '_>, old: step::Locked, effect: &Effect, fence: &Fence) -> Result<Done, Error> {
    let about = about(cx, old.ticket.id, effect)?;
    let next = match effect.cause.spend() {
        Err(why) if effect.function.sets_off_more() => return deeds::skip(cx, old, about, Some(why)),
        Err(_) => effect.cause,
        Ok(next) => next,
    };
    match &effect.function {
        PostFunction::UpdateFieldValue(update) => deeds::update_field(cx, old, effect, update, about),
        PostFunction::AddComment { text, audience } => {
            deeds::add_comment(cx, old, effect, (text, *audience), about)
        }
        PostFunction::CreateTask(task) => deeds::create_task(cx, old, (effect, next), task, about),
        PostFunction::TransitParent { status } => {
            deeds::transit_parent(cx, old, (effect, next), status, about)
        }
        PostFunction::Notify { user_domains, text } => {
            let step = (effect.version, effect.actor.as_str());
            let told = notices::notify(cx, &old.ticket, step, (user_domains, text))?;
            deeds::skip(cx, old, about, (told == 0).then(|| msg!("notice.nobody")))
        }
        PostFunction::RunScript(script) => script::hand_over(cx, script, next, fence),
        PostFunction::CallWebhook { .. } => {
            Err(Error::Broken("what leaves the house is not done in a transaction"))
        }
    }
}
