//! What somebody typed, read: words, phrases, a prefix, a ticket's number. Never fails: what means nothing asks for nothing.

use super::{
    cut::{JOINED, Run, canonical, ends_words, fewest_words, groups, joined, parts, places},
    fold::{fold, is_han},
};
use crate::comment::Reader;
use domain::id::{TicketId, TicketKey};
use sql::EngineKind;
use std::{borrow::Cow, collections::HashSet, ops::Add as _};

/// The longest query, in characters. Surfaces refuse more; here the rest is not read.
pub const MAX_QUERY: usize = 300;

/// How many characters a last word must have to stand for every word that begins so.
const SHORTEST_PREFIX: usize = 2;

/// What is asked for. All of it must be found in one ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Query {
    /// Whole words, each once.
    words: Vec<Word>,
    /// The beginning of a word, or of words that hyphens join.
    prefix: Option<String>,
    /// Canonical texts that one field must hold.
    pub(super) phrases: Vec<String>,
    /// All of it as one canonical text, for comparing with titles.
    whole: String,
    /// The ticket whose number or key it is.
    number: Option<(Option<String>, TicketId)>,
}

/// A whole word that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Word {
    /// The word as it stands.
    Exact(String),
    /// The word, or several that hyphens join to it.
    Loose(String),
}

impl Word {
    fn new(text: &str, quoted: bool) -> Self {
        let mut characters = text.chars();
        // Neither Chinese nor a single letter is ever joined of others.
        let single = characters.next().is_none_or(is_han) || characters.next().is_none();
        if quoted || single { Self::Exact(text.to_owned()) } else { Self::Loose(text.to_owned()) }
    }

    fn text(&self) -> &str {
        let (Self::Exact(text) | Self::Loose(text)) = self;
        text
    }
}

/// Where the words of a query must stand, best first. Each takes in the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Tier {
    /// All in the key, the title or the tags.
    Head,
    /// All there or in the content, the category or the people's names.
    Body,
    /// Some only in comments.
    Comments,
}

impl Tier {
    pub(crate) const ALL: [Self; 3] = [Self::Head, Self::Body, Self::Comments];

    /// Its place among all.
    pub(crate) const fn place(self) -> usize {
        match self {
            Self::Head => 0,
            Self::Body => 1,
            Self::Comments => 2,
        }
    }

    const fn before(self) -> Option<Self> {
        match self {
            Self::Head => None,
            Self::Body => Some(Self::Head),
            Self::Comments => Some(Self::Body),
        }
    }
}

/// The marks that tell where in a ticket a term stands; a term without one stands in its head or body.
pub(super) mod mark {
    /// In the head.
    pub(in crate::search) const HEAD: char = '!';
    /// Only in comments that everybody reads.
    pub(in crate::search) const COMMENT: char = '#';
    /// Only in comments that operators read.
    pub(in crate::search) const INTERNAL: char = '~';
    /// Anywhere in a ticket that is deleted.
    pub(in crate::search) const DELETED: char = '-';
}

/// Who searches what: which of the index's terms count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The tickets that are not deleted, as this reader reads them.
    Live(Reader),
    /// The deleted ones.
    Deleted,
}

impl Scope {
    /// The tiers there are, best first. Deleted tickets have one, the last.
    pub(crate) const fn tiers(self) -> &'static [Tier] {
        match self {
            Self::Live(_) => &Tier::ALL,
            Self::Deleted => &[Tier::Comments],
        }
    }
}

impl Query {
    /// Reads what was typed; `None` when there is no word in it.
    pub(crate) fn parse(typed: &str) -> Option<Self> {
        let typed: String = typed.chars().take(MAX_QUERY).collect();
        let folded = fold(&typed).replace(['“', '”', '„', '«', '»'], "\"");
        let pieces: Vec<&str> = folded.split('"').collect();
        let last = pieces.len() - 1;
        let mut query = Self {
            words: Vec::new(),
            prefix: None,
            phrases: Vec::new(),
            whole: canonical(&folded),
            number: number(folded.trim()),
        };
        for (i, piece) in pieces.into_iter().enumerate() {
            // Between quotes stand the odd pieces; a quote that nothing closes is part of the text.
            let quoted = i % 2 == 1 && i < last;
            query.add(piece, quoted, i == last);
        }
        query.words.sort_unstable();
        query.words.dedup();
        (query.prefix.is_some() || !query.words.is_empty()).then_some(query)
    }

    fn add(&mut self, piece: &str, quoted: bool, last: bool) {
        let mut words: Vec<Cow<'_, str>> = Vec::new();
        let mut ends_in_word = false;
        for group in groups(piece) {
            ends_in_word = matches!(group.last(), Some(Run::Word(_)));
            match joined(&group).filter(|_| !quoted) {
                Some(word) => words.push(Cow::Owned(word)),
                None => words.extend(group.into_iter().flat_map(fewest_words).map(Cow::Borrowed)),
            }
        }
        if quoted && words.len() > 1 {
            self.phrases.push(canonical(piece));
        }
        // A Chinese word needs no other treatment at the end: it is found inside longer ones anyway.
        let is_prefix = |word: &&Cow<'_, str>| word.chars().count() >= SHORTEST_PREFIX;
        if last && ends_in_word && !quoted {
            self.prefix = words.last().filter(|word| is_prefix(word)).map(|word| word.clone().into_owned());
            if self.prefix.is_some() {
                words.pop();
            }
        }
        for word in &words {
            let parts = if quoted { vec![word.as_ref()] } else { parts(word) };
            self.words.extend(parts.into_iter().map(|word| Word::new(word, quoted)));
        }
    }

    /// The ticket that is asked for by its number, if `key` (of the ticket of that number) is not another's.
    pub(crate) fn numbered(&self) -> Option<(Option<&str>, TicketId)> {
        self.number.as_ref().map(|(project, id)| (project.as_deref(), *id))
    }

    /// The engine's own query of everything that matches.
    pub(crate) fn everywhere(&self, engine: EngineKind, scope: Scope) -> String {
        self.expression(engine, scope, Tier::Comments)
    }

    /// The engine's own query of what matches in a tier and in none before it. Deleted tickets have one tier, the last.
    pub(crate) fn of_tier(&self, engine: EngineKind, scope: Scope, tier: Tier) -> String {
        let within = self.expression(engine, scope, tier);
        let not = match engine {
            EngineKind::Sqlite => "NOT",
            EngineKind::Postgres => "& !",
        };
        match tier.before() {
            Some(before) => format!("({within}) {not} ({})", self.expression(engine, scope, before)),
            None => within,
        }
    }

    /// The terms of which every match has exactly one, where a single whole word is asked for.
    pub(crate) fn terms_of_one_word(&self, scope: Scope) -> Option<Vec<String>> {
        let [Word::Exact(word)] = self.words.as_slice() else { return None };
        let term = |mark: &&[char]| mark.iter().copied().chain(word.chars()).collect();
        self.prefix.is_none().then(|| marks(scope, Tier::Comments).iter().map(term).collect())
    }

    /// The engine's own query of what matches in a tier or in one before it.
    pub(crate) fn expression(&self, engine: EngineKind, scope: Scope, tier: Tier) -> String {
        let marks: Vec<String> = marks(scope, tier).iter().map(|mark| mark.iter().collect()).collect();
        let (and, or) = match engine {
            EngineKind::Sqlite => (" AND ", " OR "),
            EngineKind::Postgres => (" & ", " | "),
        };
        let star = match engine {
            EngineKind::Sqlite => "*",
            EngineKind::Postgres => ":*",
        };
        // Each word with what may stand behind it, inside the quotes and outside.
        let words = self.words.iter().map(|word| match word {
            Word::Exact(word) => (word, vec![("", "")]),
            Word::Loose(word) => (word, vec![("", ""), (JOINED, "")]),
        });
        let terms = words.chain(self.prefix.iter().map(|word| (word, vec![("", star)])));
        let all: Vec<String> = terms
            .map(|(word, ends)| {
                let term = |(mark, (inside, outside)): (&String, &(&str, &str))| match engine {
                    EngineKind::Sqlite => format!("\"{mark}{word}{inside}\"{outside}"),
                    EngineKind::Postgres => format!("'{mark}{word}{inside}'{outside}"),
                };
                let any: Vec<String> =
                    marks.iter().flat_map(|mark| ends.iter().map(move |end| (mark, end))).map(term).collect();
                if any.len() == 1 { any.concat() } else { format!("({})", any.join(or)) }
            })
            .collect();
        all.join(and)
    }

    /// The best tier in which a ticket of these terms (with spaces between) matches: what the engines make of
    /// [`Query::of_tier`], in memory.
    pub(crate) fn tier_of(&self, scope: Scope, terms: &str) -> Option<Tier> {
        let terms: HashSet<&str> = terms.split(' ').collect();
        scope.tiers().iter().copied().find(|tier| {
            let marks = marks(scope, *tier);
            let has = |word: &str, end: &str| {
                marks
                    .iter()
                    .any(|mark| terms.contains(mark.iter().collect::<String>().add(word).add(end).as_str()))
            };
            let begins = |word: &String| {
                marks.iter().any(|mark| {
                    let start = mark.iter().collect::<String>().add(word);
                    terms.iter().any(|term| term.starts_with(&start))
                })
            };
            self.words.iter().all(|word| match word {
                Word::Exact(word) => has(word, ""),
                Word::Loose(word) => has(word, "") || has(word, JOINED),
            }) && self.prefix.iter().all(begins)
        })
    }

    /// How well a title answers: 0 to 99 for how many of the words it holds, and hundreds for what stands together.
    pub(crate) fn score(&self, title: &str) -> i64 {
        let title = canonical(title);
        let holds = |text: &str| places(&title, text).next().is_some();
        let begins = |word: &str| {
            title.match_indices(word).any(|(at, _)| {
                let before = title.get(..at).and_then(|text| text.chars().next_back());
                before.is_none_or(ends_words)
            })
        };
        let words = self.words.iter().filter(|word| holds(word.text())).count();
        let found = words + usize::from(self.prefix.as_deref().is_some_and(begins));
        let together = if title == self.whole {
            3
        } else if title.starts_with(&self.whole) {
            2
        } else {
            i64::from(if self.prefix.is_some() { begins(&self.whole) } else { holds(&self.whole) })
        };
        together * 100 + i64::try_from(found.min(99)).unwrap_or(0)
    }
}

/// The marks of the terms that count in a tier.
const fn marks(scope: Scope, tier: Tier) -> &'static [&'static [char]] {
    match (scope, tier) {
        (_, Tier::Head) => &[&[mark::HEAD]],
        (_, Tier::Body) => &[&[]],
        (Scope::Deleted, Tier::Comments) => &[&[mark::DELETED]],
        (Scope::Live(Reader::Customer), Tier::Comments) => &[&[], &[mark::COMMENT]],
        (Scope::Live(Reader::Staff), Tier::Comments) => &[&[], &[mark::COMMENT], &[mark::INTERNAL]],
    }
}

/// A number, `#42`, or a key such as `sup-42`.
fn number(folded: &str) -> Option<(Option<String>, TicketId)> {
    if let Some(key) = TicketKey::parse(folded) {
        return Some((Some(key.project), key.id));
    }
    let digits = folded.strip_prefix('#').unwrap_or(folded);
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten().map(|id| (None, TicketId(id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Query {
        Query::parse(typed).unwrap_or_else(|| panic!("no word in {typed}"))
    }

    fn texts(query: &Query) -> Vec<&str> {
        query.words.iter().map(Word::text).collect()
    }

    #[test]
    fn words_phrases_and_a_prefix_are_told_apart() {
        let q = read("打印机 \"Reset Password\" vpn");
        assert_eq!(texts(&q), ["password", "reset", "打印机"]);
        assert_eq!(
            (q.prefix.as_deref(), q.phrases.as_slice()),
            (Some("vpn"), &["reset password".to_owned()][..])
        );
        let q = read("“網絡突然故障”");
        assert_eq!(texts(&q), ["故障", "突然", "网络"]);
        assert_eq!((q.prefix, q.phrases), (None, vec!["网络突然故障".to_owned()]));
        let q = read("\"网络故障\"");
        assert_eq!(texts(&q), ["网络故障"]);
        assert!(q.phrases.is_empty(), "the index knows a word of the list alone");
        assert_eq!(texts(&read("网络故障")), ["故障", "网络"]);
        assert_eq!(read("\"vpn\"").prefix, None, "one quoted word is that word");
        assert_eq!(read("vpn 登录").prefix, None, "only the last");
        assert_eq!(read("x").prefix, None, "too short");
        assert_eq!(read("a \"b c").prefix, None);
        assert_eq!(texts(&read("Wi-Fi 6")), ["6", "wifi"]);
        assert_eq!(read("SUP-42").prefix.as_deref(), Some("sup42"));
        assert_eq!(texts(&read("\"wi-fi\"")), ["fi", "wi"]);
        assert!(read("a \"b cd").phrases.is_empty(), "a quote that nothing closes is text");
        assert_eq!(Query::parse(" ,!?\"\" \""), None);
    }

    #[test]
    fn a_word_takes_in_what_hyphens_join_unless_it_is_quoted() {
        let everywhere =
            |typed: &str| read(typed).expression(EngineKind::Sqlite, Scope::Deleted, Tier::Comments);
        assert_eq!(everywhere("email 登录"), "\"-登录\" AND (\"-email\" OR \"-email-\")");
        assert_eq!(everywhere("\"email\" x"), "\"-email\" AND \"-x\"");
        assert_eq!(everywhere("e-mai"), "\"-emai\"*");
    }

    #[test]
    fn accents_are_not_asked_for_and_emoji_are() {
        assert_eq!(read("Café").prefix.as_deref(), Some("cafe"));
        assert_eq!(texts(&read("Ü 🔥")), ["u", "🔥"]);
        assert_eq!(read("server🔥").prefix, None, "the emoji is the last word");
        assert_eq!(texts(&read("🔥")), ["🔥"]);
        assert_eq!(read("🔥").prefix, None);
    }

    #[test]
    fn numbers_and_keys_are_seen() {
        assert_eq!(read("#42").numbered(), Some((None, TicketId(42))));
        assert_eq!(read(" ４２ ").numbered(), Some((None, TicketId(42))));
        assert_eq!(read("sup-42").numbered(), Some((Some("SUP"), TicketId(42))));
        for other in ["42 43", "SUP-", "error 42", "99999999999999999999"] {
            assert_eq!(read(other).numbered(), None, "{other}");
        }
    }

    #[test]
    fn nothing_typed_can_leave_the_quotes() {
        for typed in ["' OR 1", "\" NEAR(", "a' & !b", "x:*", "*", "' '", "\\'", "a\"b'c\\d) | !-e~f#"] {
            let Some(query) = Query::parse(typed) else { continue };
            for engine in [EngineKind::Sqlite, EngineKind::Postgres] {
                for tier in Tier::ALL {
                    let text = query.of_tier(engine, Scope::Live(Reader::Staff), tier);
                    let quotes = text.chars().filter(|c| matches!(c, '\'' | '"')).count();
                    assert!(!text.contains('\\') && quotes % 2 == 0, "{text}");
                }
            }
        }
    }

    #[test]
    fn a_customer_is_never_given_an_internal_term() {
        let query = read("secret plan");
        for engine in [EngineKind::Sqlite, EngineKind::Postgres] {
            for tier in Tier::ALL {
                let text = query.of_tier(engine, Scope::Live(Reader::Customer), tier);
                for mark in [mark::INTERNAL, mark::DELETED] {
                    assert!(
                        !text.contains(&format!("\"{mark}")) && !text.contains(&format!("'{mark}")),
                        "{text}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_title_that_is_the_query_is_best_then_one_that_begins_with_it() {
        let query = read("VPN 连接");
        let titles = ["vpn连接", "VPN连接超时", "公司 VPN 连接超时", "连接 VPN", "VPN", "打印机"];
        let scores: Vec<i64> = titles.iter().map(|title| query.score(title)).collect();
        assert!(scores.windows(2).all(|pair| pair[0] > pair[1]), "{scores:?}");
    }
}
