//! Following the feed: from a place on, what one principal may see of it.

use super::{AT_ONCE, Entry, Progress, is_refresh};
use crate::{
    App, Cx, Error, TEAM, identity,
    tickets::{self, Address, Deleted},
};
use domain::{
    Lang, Rejection, Thing,
    history::{Audience, Event, Kind},
    id::TicketId,
    identity::{Access, Context, Permission, Principal, Relation},
    msg,
};
use std::{collections::VecDeque, sync::Arc, time::Duration};
use store::feed::{self, Presence};
use tokio::{
    sync::watch,
    time::{Instant, sleep_until, timeout},
};

/// How often it is asked whether a credential still holds, where no administrative change says so.
const RECHECK: Duration = Duration::from_secs(30);
/// How long it may take to find out where the feed is.
const PATIENCE: Duration = Duration::from_secs(10);
const NO_READER: &str = "the feed has no reader";

/// Which part of the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// All that may be seen.
    Everything,
    /// One ticket, by its number or key.
    Ticket(String),
    /// The tickets of a project, by its key.
    Project(String),
}

#[derive(Debug, Clone)]
enum Scope {
    Everything,
    Ticket(TicketId),
    Project(String),
}

/// Somebody who follows the feed.
pub struct Following {
    app: App,
    who: Arc<Principal>,
    scope: Scope,
    after: i64,
    told: watch::Receiver<Progress>,
    waiting: VecDeque<Arc<Entry>>,
    /// What is up to here had happened before.
    opened: i64,
    /// Once nothing waits, everything up to this place was looked at.
    upto: i64,
    /// As of which administrative change, and when, it was known who they are.
    edition: i64,
    checked: Instant,
}

/// A step that may be seen, as far as it may.
#[derive(Debug, Clone)]
pub struct Seen {
    entry: Arc<Entry>,
    audience: Audience,
}

impl Seen {
    /// Its place: after which to go on.
    pub fn place(&self) -> i64 {
        self.entry.place()
    }

    /// The key of its ticket's project.
    pub fn project(&self) -> &str {
        &self.entry.told.project
    }

    /// Whether all that an earlier step has brought about has ended with it.
    pub fn is_refresh(&self) -> bool {
        is_refresh(&self.entry.told.event)
    }

    /// The step.
    pub fn event(&self) -> Event {
        let mut event = self.entry.told.event.clone();
        if self.audience == Audience::Everyone && event.body.about.audience == Audience::Staff {
            event.note.clear();
            event.body.about.attachment = None;
        }
        event
    }

    /// Its words on the wire, made by the first who needs them in this language.
    pub fn words(&self, lang: Lang, word: impl FnOnce(&Self) -> String) -> Arc<str> {
        let place = match (lang, self.audience) {
            (Lang::En, Audience::Everyone) => 0,
            (Lang::En, Audience::Staff) => 1,
            (Lang::Zh, Audience::Everyone) => 2,
            (Lang::Zh, Audience::Staff) => 3,
        };
        match self.entry.words.get(place) {
            Some(known) => Arc::clone(known.get_or_init(|| Arc::from(word(self)))),
            None => Arc::from(word(self)),
        }
    }
}

impl App {
    /// Begins to follow: after a step's place, or with what comes from now on. A place that no step ever had is refused.
    pub async fn follow(
        &self,
        who: &Principal,
        wish: Wish,
        after: Option<(i64, &'static str)>,
    ) -> Result<Following, Error> {
        let (who, scope, last) = self
            .read(who, move |cx| {
                Ok((Arc::new(cx.actor.clone()), scope(cx, &wish)?, feed::last(cx.tx, cx.actor.team)?))
            })
            .await?;
        if let Some((_, field)) = after.filter(|(place, _)| *place > last) {
            return Err(Rejection::malformed(field, msg!("feed.no_such_place", last = last)).into());
        }
        let mut told = self.inner.feed.listen();
        // So that what was answered before is not told to whoever begins now, and is to whoever goes on.
        let looked = timeout(PATIENCE, self.inner.feed.looked_at(&mut told)).await;
        let now = looked.ok().flatten().ok_or(Rejection::Unavailable)?;
        let after = after.map_or(now, |(after, _)| after);
        let (edition, checked) = (self.inner.known.edition(), Instant::now());
        let (app, waiting, opened, upto) = (self.clone(), VecDeque::new(), now, after);
        Ok(Following { app, who, scope, after, told, waiting, opened, upto, edition, checked })
    }
}

fn scope(cx: &mut Cx<'_, '_>, wish: &Wish) -> Result<Scope, Error> {
    cx.actor.require(Access::User, Permission::ViewTickets)?;
    match wish {
        Wish::Everything => Ok(Scope::Everything),
        Wish::Ticket(address) => {
            let address = Address::parse(address);
            let deleted = if cx.actor.access == Access::Admin { Deleted::Shown } else { Deleted::Hidden };
            Ok(Scope::Ticket(tickets::find(cx, &address, Permission::ViewTickets, deleted)?.id))
        }
        Wish::Project(key) => {
            let found = store::project::get(cx.tx, cx.actor.team, &key.trim().to_ascii_uppercase())?;
            let project = found.ok_or_else(|| Rejection::not_found(Thing::Project, key))?;
            Ok(Scope::Project(project.key))
        }
    }
}

impl Following {
    /// The place up to which everything was looked at: after which to go on.
    pub const fn place(&self) -> i64 {
        self.after
    }

    /// The next step that may be seen; waits for it. An error ends the following: the credential does not hold any more,
    /// or the database is away.
    pub async fn next(&mut self) -> Result<Seen, Error> {
        loop {
            if let Some(seen) = self.take().await? {
                return Ok(seen);
            }
            let recheck = self.checked + RECHECK;
            tokio::select! {
                changed = self.told.changed() => {
                    if changed.is_err() {
                        return Err(Error::Broken(NO_READER));
                    }
                }
                () = sleep_until(recheck) => self.check().await?,
            }
        }
    }

    /// The next step that may be seen, if there is one already. Given up while it is waited for, nothing is lost.
    pub async fn take(&mut self) -> Result<Option<Seen>, Error> {
        loop {
            while let Some(entry) = self.waiting.front().cloned() {
                let place = entry.place();
                let seen = self.look(entry).await?;
                self.waiting.pop_front();
                self.after = place;
                if seen.is_some() {
                    return Ok(seen);
                }
            }
            self.after = self.after.max(self.upto);
            let told = self.told.borrow_and_update().place;
            let Some(told) = told.filter(|told| *told > self.after) else { return Ok(None) };
            // What is kept says who might see a step when it was told: whoever looks back is judged by what is so now.
            let (upto, kept) = if self.after < self.opened {
                (told.min(self.opened), None)
            } else {
                (told, self.app.inner.feed.after(self.after))
            };
            let entries = match kept {
                Some(entries) => entries,
                None => self.older(upto).await?,
            };
            if entries.len() < AT_ONCE {
                self.upto = upto;
            }
            self.waiting.extend(entries);
        }
    }

    /// Steps that only the tables have.
    async fn older(&self, told: i64) -> Result<Vec<Arc<Entry>>, Error> {
        let (scope, places) = (self.scope.clone(), (self.after, told));
        let limit = i64::try_from(AT_ONCE).unwrap_or(i64::MAX);
        let found = self
            .app
            .sql()
            .read(move |tx| match &scope {
                Scope::Ticket(ticket) => feed::of_ticket(tx, TEAM, *ticket, places, limit),
                Scope::Everything | Scope::Project(_) => feed::page(tx, TEAM, places, limit),
            })
            .await?;
        Ok(found.into_iter().map(Entry::new).collect())
    }

    /// What of a step may be seen.
    async fn look(&mut self, entry: Arc<Entry>) -> Result<Option<Seen>, Error> {
        let told = &entry.told;
        let fits = match &self.scope {
            Scope::Everything => true,
            Scope::Ticket(ticket) => told.event.ticket == *ticket,
            Scope::Project(project) => told.project == *project,
        };
        if !fits {
            return Ok(None);
        }
        if self.checked.elapsed() >= RECHECK {
            self.check().await?;
        } else if self.edition != self.app.inner.known.edition() {
            self.learn().await?;
        }
        let who = &self.who;
        // Of a ticket that is gone, others than administrators learn that it is.
        let hidden = told.state == Presence::Deleted && told.event.kind != Kind::Deleted;
        if hidden && who.access < Access::Admin || !self.may_view(&entry).await? {
            return Ok(None);
        }
        let audience = if who.access >= Access::Operator { Audience::Staff } else { Audience::Everyone };
        let for_staff = told.event.body.about.audience == Audience::Staff;
        if audience == Audience::Everyone && for_staff && told.event.body.changes.is_empty() {
            return Ok(None);
        }
        Ok(Some(Seen { entry, audience }))
    }

    async fn may_view(&self, entry: &Entry) -> Result<bool, Error> {
        let (told, me) = (&entry.told, &self.who.username);
        let relation = Relation {
            owner: told.creator == *me,
            assignee: told.assignee == *me,
            watcher: told.watchers.contains(me),
        };
        let context = Context { project: Some(&told.project), relation };
        if self.who.may(Permission::ViewTickets, context) {
            return Ok(true);
        }
        if !matches!(self.scope, Scope::Ticket(_)) || !self.who.scopes.allow(Permission::ViewTickets) {
            return Ok(false);
        }
        // Whoever is asked for their consent may look at what they are asked about.
        let (ticket, me) = (told.event.ticket, me.clone());
        Ok(self.app.sql().read(move |tx| store::approval::is_asked(tx, TEAM, ticket, &me)).await?)
    }

    /// Finds out anew who they are: somebody has changed the instance.
    async fn learn(&mut self) -> Result<(), Error> {
        let edition = self.app.inner.known.edition();
        self.who = self.app.read(&self.who, |cx| Ok(Arc::new(cx.actor.clone()))).await?;
        self.edition = edition;
        Ok(())
    }

    /// As [`Following::learn`], and whether what they showed still holds.
    async fn check(&mut self) -> Result<(), Error> {
        let (edition, now) = (self.app.inner.known.edition(), self.app.now());
        let (team, credential) = (self.who.team, self.who.credential);
        self.who = Arc::new(self.app.sql().read(move |tx| identity::shown(tx, team, credential, now)).await?);
        (self.edition, self.checked) = (edition, Instant::now());
        Ok(())
    }
}
