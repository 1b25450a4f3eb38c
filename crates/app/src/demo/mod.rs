//! A believable instance: people, and tickets in Chinese and English in the four ready projects.
//!
//! The texts are data ([`data`], `demo/*.toml`). Everything is done by the use cases that people use, in their names and
//! at the times at which they would have done it, so a demo can hold nothing that an instance could not. The times count
//! back from now and are otherwise the same every time.

mod data;

pub use data::Person;

use crate::{
    App, Cx, Error, identity,
    identity::users,
    tickets::{Address, comment, create, edit, link, transition},
};
use data::{Deed, Story};
use domain::{
    At, Value,
    id::TicketId,
    identity::Principal,
    ticket::{Field, Patch, Source},
};
use std::collections::HashMap;

const DAY: i64 = 86_400;
/// The oldest ticket without a date of its own was made so many days ago.
const SPAN: u64 = 55;

/// What is done at one moment.
#[derive(Debug, Clone)]
struct Act {
    at: At,
    story: usize,
    by: String,
    deed: Deed,
}

impl App {
    /// Fills a new instance. Everybody gets `password`. Gives who there is, administrators apart.
    pub async fn fill_with_demo(&self, password: &str) -> Result<Vec<Person>, Error> {
        let people = data::people().map_err(broken)?;
        let stories = data::stories().map_err(broken)?;
        let acts = timeline(&stories, self.now());
        // For no name in particular: one hash serves everybody.
        let hash = self.new_password("", password).await?;
        let known = people.clone();
        self.write(&self.system(), Source::Web, move |cx| {
            // Nobody has to be led through what is thrown away.
            crate::team::finish_set_up(cx, |_| Ok(()))?;
            let principals = let_in(cx, &known, &hash)?;
            play(cx, &stories, &acts, &principals)
        })
        .await?;
        Ok(people)
    }
}

fn broken(why: impl std::fmt::Display) -> Error {
    tracing::error!(error = %why, "the demo's texts do not read");
    Error::Broken("the demo's texts do not read")
}

/// Makes the accounts, some time before their first ticket.
fn let_in(
    cx: &mut Cx<'_, '_>,
    people: &[Person],
    password: &users::NewPassword,
) -> Result<HashMap<String, (Principal, Source)>, Error> {
    let before = cx.now.plus_seconds(-DAY * 90);
    let mut principals = HashMap::new();
    for person in people {
        let wish = users::Wish {
            nickname: Some(person.name.clone()),
            email: Some(format!("{}@example.com", person.username)),
            access: Some(person.access.clone()),
            locale: Some(person.locale.clone()),
            ..users::Wish::default()
        };
        let who = cx.actor;
        users::create(&mut cx.on_behalf(who, before), &person.username, &wish, Some(password))?;
        let principal = identity::local(cx.tx, &person.username)?
            .ok_or(Error::Broken("the demo's texts do not go together"))?;
        principals.insert(person.username.clone(), (principal, person.via.unwrap_or(Source::Web)));
    }
    Ok(principals)
}

/// Everything that was done until now, in its order. What would come later has not been done yet.
fn timeline(stories: &[Story], now: At) -> Vec<Act> {
    let mut dice = Dice(20_130_401);
    let mut acts = Vec::new();
    for (index, story) in stories.iter().enumerate() {
        let ago = story
            .ago
            .unwrap_or_else(|| DAY + dice.below(SPAN) * DAY + dice.below(12) * 3_600 + dice.below(3_600));
        let mut at = now.plus_seconds(-ago);
        acts.push(Act { at, story: index, by: story.by.clone(), deed: Deed::Create });
        for step in &story.steps {
            // Nobody is as punctual as a list of times: from three quarters to one and a half of it.
            at = at.plus_seconds(step.after * (75 + dice.below(75)) / 100 + dice.below(50));
            acts.push(Act { at, story: index, by: step.by.clone(), deed: step.deed.clone() });
        }
    }
    acts.retain(|act| act.at <= now);
    acts.sort_by_key(|act| act.at);
    acts
}

fn play(
    cx: &mut Cx<'_, '_>,
    stories: &[Story],
    acts: &[Act],
    principals: &HashMap<String, (Principal, Source)>,
) -> Result<(), Error> {
    let mut made: HashMap<usize, TicketId> = HashMap::new();
    for act in acts {
        let (who, via) =
            principals.get(&act.by).ok_or(Error::Broken("the demo's texts do not go together"))?;
        let story = stories.get(act.story).ok_or(Error::Broken("the demo's texts do not go together"))?;
        let cx = &mut Cx { via: *via, ..cx.on_behalf(who, act.at) };
        if matches!(act.deed, Deed::Create) {
            made.insert(act.story, create::run(cx, &command(story, act.at)?)?.ticket.id);
            continue;
        }
        let id = made.get(&act.story).ok_or(Error::Broken("the demo's texts do not go together"))?;
        let other = |name: &str| {
            let index = stories.iter().position(|story| story.name.as_deref() == Some(name));
            index.and_then(|index| made.get(&index)).map(ToString::to_string)
        };
        perform(cx, &Address::parse(&id.to_string()), &act.deed, other)?;
    }
    Ok(())
}

fn perform(
    cx: &mut Cx<'_, '_>,
    ticket: &Address,
    deed: &Deed,
    other: impl Fn(&str) -> Option<String>,
) -> Result<(), Error> {
    match deed {
        Deed::Create => {}
        Deed::Move { status, note } => {
            let (status, note) = (status.clone(), note.clone());
            transition::run(
                cx,
                ticket,
                &transition::Command { status, note, ..Default::default() },
                &|_| Ok(()),
            )?;
        }
        Deed::Say(audience, text) => {
            let said = comment::Command { content: text.clone(), audience: *audience };
            comment::run(cx, ticket, &said, &|_| Ok(()))?;
        }
        Deed::Assign(who) => {
            edit::run(cx, ticket, &Patch::from([(Field::Assignee, who.as_str().into())]), &|_| Ok(()))?;
        }
        Deed::Watch(who) => {
            edit::watch(cx, ticket, who, &|_| Ok(()))?;
        }
        Deed::Link(kind, name) => {
            let other = other(name).ok_or(Error::Broken("the demo's texts do not go together"))?;
            link::run(cx, ticket, *kind, &Address::parse(&other), &|_| Ok(()))?;
        }
    }
    Ok(())
}

fn command(story: &Story, at: At) -> Result<create::Command, Error> {
    let mut fields = Patch::new();
    for (name, text) in &story.fields {
        let field = Field::parse(name).ok_or_else(|| broken(format!("there is no field {name}")))?;
        // A time is written as how long before the ticket it was.
        let value = if text.starts_with('-') { ago(text, at)? } else { text.as_str().into() };
        fields.insert(field, value);
    }
    fields.insert(Field::Tags, story.tags.clone().into());
    Ok(create::Command { project: Some(story.project.clone()), kind: story.kind.clone(), fields })
}

fn ago(text: &str, at: At) -> Result<Value, Error> {
    let seconds = data::seconds(text).map_err(broken)?;
    Ok(Value::Text(at.plus_seconds(seconds).to_string()))
}

/// Numbers that look thrown and are the same every time (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        i64::try_from((mixed ^ (mixed >> 31)) % end.max(1)).unwrap_or(0)
    }
}
