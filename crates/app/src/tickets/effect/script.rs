//! `run_script`: finds the function when its turn has come, and lets the job go on as a job of that, of whichever kind it is.

use super::run::Done;
use crate::{Cx, Error};
use domain::{
    Message, Rejection, msg,
    workflow::{cause::Cause, post_function::RunScript},
};
use store::{
    effect,
    job::{self, post::Handed, turn::Fence},
};

/// Lets the run's job be begun by whoever does the function; `left` is what may come of it. Refused where the function is not there
/// or disabled, or does not take the parameters.
pub(super) fn hand_over(
    cx: &mut Cx<'_, '_>,
    script: &RunScript,
    left: Cause,
    fence: &Fence,
) -> Result<Done, Error> {
    let function = cx.function(&script.uuid)?;
    let function =
        function.ok_or_else(|| Rejection::Conflict(msg!("effect.no_function", function = script.uuid)))?;
    if !function.enabled {
        return Err(Rejection::Conflict(msg!("effect.function_disabled", function = script.uuid)).into());
    }
    let params = serde_json::Value::Object(script.params.object()).to_string();
    function.check(&params).map_err(|refused| Rejection::Conflict(said(&script.uuid, &refused)))?;
    let definition = &function.definition;
    let lane = job::lane(&function.id, definition.kind, function.concurrency);
    let handed = Handed {
        version: function.version,
        kind: definition.kind,
        lane: &lane,
        params: &params,
        timeout_ms: definition.timeout_ms,
        max_attempts: definition.max_attempts,
    };
    job::post::hand_over(cx.tx, cx.actor.team, fence, &handed)?;
    effect::set_left(cx.tx, cx.actor.team, fence.id, left)?;
    cx.told.borrow_mut().lanes.push(lane);
    Ok(Done::HandedOver)
}

/// Why a function does not take the parameters, place by place.
pub(crate) fn said(function: &str, refused: &Rejection) -> Message {
    let why = match refused {
        Rejection::Invalid(faults) => {
            let fault = |fault: &domain::Fault| {
                msg!("effect.fault", field = fault.field).listing("why", vec![fault.why.clone()])
            };
            faults.iter().map(fault).collect()
        }
        other => vec![super::deeds::said(other)],
    };
    msg!("effect.params", function = function).listing("why", why)
}
