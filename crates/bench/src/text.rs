//! Believable texts in Chinese, English and both, from the word lists in `data/words.toml`.

use crate::dice::Dice;
use serde::Deserialize;

/// The words of one language.
#[derive(Debug, Deserialize)]
struct Language {
    thing: Vec<String>,
    fault: Vec<String>,
    place: Vec<String>,
    title: Vec<String>,
    sentence: Vec<String>,
    comment: Vec<String>,
    surname: Vec<String>,
    given: Vec<String>,
}

/// The syllables of names that are seldom met twice.
#[derive(Debug, Deserialize)]
struct Syllables {
    start: Vec<String>,
    middle: Vec<String>,
    end: Vec<String>,
}

/// What a ticket is sorted by.
#[derive(Debug, Deserialize)]
pub(crate) struct Labels {
    pub(crate) category: Vec<String>,
    pub(crate) tag: Vec<String>,
    pub(crate) game: Vec<String>,
    pub(crate) env: Vec<String>,
}

/// All the words.
#[derive(Debug, Deserialize)]
pub(crate) struct Words {
    zh: Language,
    en: Language,
    brand: Syllables,
    pub(crate) ticket: Labels,
}

/// The language of one ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tongue {
    Chinese,
    English,
    Both,
}

impl Tongue {
    pub(crate) const fn throw(dice: &mut Dice) -> Self {
        match dice.below(100) {
            0..60 => Self::Chinese,
            60..85 => Self::English,
            _ => Self::Both,
        }
    }
}

impl Words {
    pub(crate) fn load() -> Result<Self, toml::de::Error> {
        toml::from_str(include_str!("../data/words.toml"))
    }

    /// A title of one line.
    pub(crate) fn title(&self, dice: &mut Dice, tongue: Tongue) -> String {
        let language = self.language(dice, tongue);
        let template = dice.often(&language.title);
        let mut title = String::with_capacity(64);
        self.fill(&mut title, template, language, dice);
        title
    }

    /// A description: mostly a few sentences, one in twenty a long one.
    pub(crate) fn content(&self, dice: &mut Dice, tongue: Tongue) -> String {
        let sentences = if dice.percent(5) { 8 + dice.index(8) } else { 1 + dice.index(5) };
        let mut content = String::with_capacity(sentences * 90);
        for number in 0..sentences {
            let language = self.language(dice, tongue);
            if number > 0 {
                content.push(if dice.percent(30) { '\n' } else { ' ' });
            }
            let template = dice.often(&language.sentence);
            self.fill(&mut content, template, language, dice);
        }
        content
    }

    /// What somebody says about a ticket.
    pub(crate) fn comment(&self, dice: &mut Dice, tongue: Tongue) -> String {
        let language = self.language(dice, tongue);
        let template = dice.often(&language.comment);
        let mut comment = String::with_capacity(90);
        self.fill(&mut comment, template, language, dice);
        comment
    }

    const fn language(&self, dice: &mut Dice, tongue: Tongue) -> &Language {
        match tongue {
            Tongue::Chinese => &self.zh,
            Tongue::English => &self.en,
            Tongue::Both => {
                if dice.percent(50) {
                    &self.zh
                } else {
                    &self.en
                }
            }
        }
    }

    /// Writes a template with its places filled.
    fn fill(&self, out: &mut String, template: &str, language: &Language, dice: &mut Dice) {
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((place, tail)) = after.split_once('}') else { break };
            self.word(out, place, language, dice);
            rest = tail;
        }
        out.push_str(rest);
    }

    fn word(&self, out: &mut String, place: &str, language: &Language, dice: &mut Dice) {
        use std::fmt::Write as _;
        let written = match place {
            "thing" => out.write_str(dice.often(&language.thing)),
            "fault" => out.write_str(dice.often(&language.fault)),
            "place" => out.write_str(dice.often(&language.place)),
            "person" => {
                let (family, own) = (dice.often(&language.surname), dice.often(&language.given));
                if language.surname.first().is_some_and(|name| name.is_ascii()) {
                    write!(out, "{own} {family}")
                } else {
                    write!(out, "{family}{own}")
                }
            }
            "code" => write!(out, "E{:05}", dice.rank(90_000)),
            "order" => write!(out, "{}", 20_240_000_000 + dice.below(900_000_000)),
            "device" => {
                let kind = ["SW", "AP", "SRV", "PC", "RT"][dice.index(5)];
                write!(out, "{kind}-{:02}-{:03}", dice.below(60), dice.below(400))
            }
            "brand" => {
                let Syllables { start, middle, end } = &self.brand;
                write!(out, "{}{}{}", dice.often(start), dice.often(middle), dice.often(end))
            }
            "time" => write!(out, "{:02}:{:02}", dice.below(24), dice.below(60)),
            _ => Ok(()),
        };
        debug_assert!(written.is_ok(), "writing to a String does not fail");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_place_of_a_template_is_left_or_unknown() {
        let words = Words::load().unwrap();
        let known = ["thing", "fault", "place", "person", "code", "order", "device", "brand", "time"];
        for language in [&words.zh, &words.en] {
            for template in language.title.iter().chain(&language.sentence).chain(&language.comment) {
                for place in template.split('{').skip(1).filter_map(|part| part.split_once('}')) {
                    assert!(known.contains(&place.0), "{template}");
                }
            }
        }
        for index in 0..2_000 {
            let mut dice = Dice::new(1, index);
            let tongue = Tongue::throw(&mut dice);
            let text = words.title(&mut dice, tongue) + &words.content(&mut dice, tongue);
            assert!(!text.contains(['{', '}']) && text.chars().count() > 8, "{text}");
        }
    }

    #[test]
    fn some_words_are_in_two_tickets_of_five_and_others_in_almost_none() {
        let words = Words::load().unwrap();
        let (mut often, mut seldom) = (0, 0);
        for index in 0..10_000 {
            let mut dice = Dice::new(1, index);
            let tongue = Tongue::throw(&mut dice);
            let text = words.title(&mut dice, tongue) + &words.content(&mut dice, tongue);
            often += u32::from(text.contains("登录"));
            seldom += u32::from(text.contains("诸葛"));
        }
        assert!((3_000..5_000).contains(&often), "{often}");
        assert!((1..200).contains(&seldom), "{seldom}");
    }
}
