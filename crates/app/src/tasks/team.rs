//! The team as its clients know it, and the caller in it.

use crate::{
    App, Cx, Error,
    identity::{profile, users::User},
};

/// A team.
#[derive(Debug, Clone)]
pub struct Team {
    /// Its short id.
    pub uuid: String,
    /// Its name.
    pub name: String,
}

impl App {
    /// Whether the team has this short id. Asks the database once.
    pub async fn is_team(&self, uuid: &str) -> Result<bool, Error> {
        if let Some(known) = self.inner.team.get() {
            return Ok(known == uuid);
        }
        let team = self.sql().read(|tx| store::setting::team(tx, crate::TEAM)).await?;
        // What an import is still bringing in has no team yet: nothing is learnt then.
        let Some(known) = team else { return Ok(false) };
        Ok(self.inner.team.get_or_init(|| known.uuid) == uuid)
    }
}

/// The actor's team.
pub fn get(cx: &mut Cx<'_, '_>) -> Result<Team, Error> {
    let found = store::setting::team(cx.tx, cx.actor.team)?;
    let team = found.ok_or(Error::Broken("there is no team"))?;
    Ok(Team { uuid: team.uuid, name: team.name })
}

/// The caller and their team.
pub fn me(cx: &mut Cx<'_, '_>) -> Result<(User, Team), Error> {
    Ok((profile::get(cx)?, get(cx)?))
}
