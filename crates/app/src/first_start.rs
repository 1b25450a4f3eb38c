//! What a new instance is given: its team, its administrator, the four ready projects.

use crate::{App, Error, TEAM, identity::users, projects, stamps};
use domain::{
    Rejection,
    identity::{Principal, check_password},
    ticket::Source,
};
use sql::UnitError as _;
use store::setting::Team;

/// What was found or made at the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FirstStart {
    /// The instance had been started before.
    Known,
    /// It is new: the administrator has this password, to be shown once. `None` when the operator gave it.
    New {
        /// The generated password.
        password: Option<String>,
    },
}

/// The setting that tells whether two nodes sign with the same key.
const KEY_SETTING: &str = "signing_key.fingerprint";

impl App {
    /// Makes what a new instance needs, once, however many nodes start together. `given` is the operator's password
    /// for the first administrator.
    pub async fn first_start(&self, given: Option<String>) -> Result<FirstStart, Error> {
        let known = self.sql().read(|tx| Ok::<_, Error>(store::setting::team(tx, TEAM)?.is_some())).await?;
        if known {
            return Ok(FirstStart::Known);
        }
        let generated = given.is_none().then(|| crate::random::short_id(self.inner.random.as_ref(), 20));
        let password = given.or_else(|| generated.clone()).unwrap_or_default();
        if let Err(why) = check_password(&password, "admin") {
            // The operator may choose a common password for a first try; a short one is refused like everybody's.
            if why.key() != "password.common" {
                return Err(Rejection::invalid("GONGDAN_ADMIN_PASSWORD", why).into());
            }
            tracing::warn!(
                "the administrator's password is a common one: change it before others can reach this server"
            );
        }
        let hash = users::NewPassword(self.hash_password(password).await?);
        let who = Principal::system(TEAM, "system");
        let made = self
            .write(&who, Source::Cli, move |cx| {
                // An import of a whole instance may have taken the database meanwhile.
                if store::instance::claim(cx.tx)? != store::instance::State::Empty {
                    return Ok(false);
                }
                let uuid = cx.short_id(8);
                if !store::setting::make_team(cx.tx, TEAM, &uuid, "Gongdan", cx.now)? {
                    return Ok(false);
                }
                crate::team::begin_set_up(cx)?;
                for drawing in projects::ready()? {
                    projects::draw(cx, &drawing)?;
                }
                let wish = users::Wish { access: Some("admin".to_owned()), ..users::Wish::default() };
                let admin = users::create(cx, "admin", &wish, Some(&hash))?;
                // After the first entry of the audit: what nobody has committed yet is not to be remembered.
                for drawing in projects::ready()? {
                    stamps::definitions(cx, drawing.key())?;
                }
                let team = store::setting::team(cx.tx, TEAM)?.ok_or(Error::Broken("there is no team"))?;
                let owned = Team { owner: admin.account.name, version: team.version + 1, ..team };
                store::setting::update_team(cx.tx, TEAM, &owned)?;
                Ok(true)
            })
            .await;
        match made {
            Ok(true) => Ok(FirstStart::New { password: generated }),
            Ok(false) => Ok(FirstStart::Known),
            // Another node made it while this one tried.
            Err(error) if matches!(error.sql_error(), Some(sql::Error::Unique { .. })) => {
                Ok(FirstStart::Known)
            }
            Err(error) => Err(error),
        }
    }

    /// Whether this node signs with the key that the database knows; the first node to ask teaches it.
    ///
    /// `false`: log-ins made through one node are not known to the other.
    pub async fn signing_key_agrees(&self) -> Result<bool, Error> {
        let own = self.settings().signing_key.fingerprint();
        self.sql()
            .write(move |tx| {
                let known = store::setting::get(tx, TEAM, KEY_SETTING)?;
                if known.is_none() {
                    store::setting::put(tx, TEAM, KEY_SETTING, &own)?;
                }
                Ok(known.is_none_or(|known| known == own))
            })
            .await
    }
}
