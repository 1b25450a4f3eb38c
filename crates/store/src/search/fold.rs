//! Folding: the form in which two ways of writing one text are equal. Pure.
//!
//! Folded are case, full-width forms, traditional characters (to simplified ones), raised and lowered digits; accents, which
//! are dropped from Latin, Greek and Cyrillic letters; and what only says how a character is to look. A Korean syllable or a
//! kana with its voicing mark is one character, however it was written, and stays one: without them it would be another.
//! Where words begin and end is not decided here.

use std::{borrow::Cow, sync::LazyLock};
use unicode_normalization::{
    IsNormalized, UnicodeNormalization as _, char::decompose_canonical, is_nfc_quick,
};

const TABLE: &str = include_str!("../../data/simplified.txt");
/// The block of characters that the table speaks of.
const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9fff;

/// The simplified character of each of the block, 0 where it stays as it is: 55 KB, one look-up a character.
static SIMPLIFIED: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut table = vec![0; (LAST - FIRST + 1) as usize];
    let mut characters = TABLE.lines().filter(|line| !line.starts_with('#')).flat_map(str::chars);
    while let (Some(from), Some(to)) = (characters.next(), characters.next()) {
        let place = u32::from(from).checked_sub(FIRST).and_then(|place| table.get_mut(place as usize));
        if let (Some(place), Ok(to)) = (place, u16::try_from(u32::from(to))) {
            *place = to;
        }
    }
    table
});

/// A text, folded.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in composed(text).chars() {
        match c {
            '\0'..='\u{7f}' => folded.push(c.to_ascii_lowercase()),
            '\u{3400}'..='\u{9fff}' => folded.push(simplified(c)),
            '\u{ff01}'..='\u{ff5e}' => {
                folded.extend(char::from_u32(u32::from(c) - 0xfee0).map(|c| c.to_ascii_lowercase()));
            }
            '²' | '³' | '¹' | '\u{2070}'..='\u{2089}' => folded.push(digit(c)),
            // Latin, Greek and Cyrillic: a letter and what stands above or below it.
            '\u{c0}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}' => {
                decompose_canonical(c, |part| put_letter(&mut folded, part));
            }
            _ if is_dress(c) => {}
            _ => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// The text with each letter and its marks as one character, where there is one.
fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// A part of a letter: nothing for an accent, and for a letter that has its accent built in what stands for it elsewhere.
fn put_letter(folded: &mut String, part: char) {
    for c in part.to_lowercase().filter(|c| !is_dress(*c)) {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'ŧ' => folded.push('t'),
            'ı' => folded.push('i'),
            _ => folded.push(c),
        }
    }
}

/// Whether a character only says how the one before it is to look: accents, signs around it, the colour of a skin, which of
/// several forms is meant.
const fn is_dress(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{fe20}'..='\u{fe2f}'
            | '\u{1f3fb}'..='\u{1f3ff}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}

fn simplified(c: char) -> char {
    let place = u32::from(c).wrapping_sub(FIRST) as usize;
    match SIMPLIFIED.get(place) {
        None | Some(0) => c,
        Some(to) => char::from_u32(u32::from(*to)).unwrap_or(c),
    }
}

/// A raised or lowered digit as a digit.
fn digit(c: char) -> char {
    match c {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        _ => char::from_digit(u32::from(c) & 0xf, 10).unwrap_or(c),
    }
}

/// Whether a character is one of Chinese writing.
pub(super) const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

/// Whether a character is a picture that people put beside words and look for: emoji and the like. Arrows, lines and signs of
/// calculation are none: they only part words.
pub(super) fn is_sign(c: char) -> bool {
    let pictures = matches!(
        c,
        '\u{2300}'..='\u{23ff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}'
    );
    // Some of them are letters or digits in a frame, and stand in words.
    pictures && !c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_to_write_one_text_become_one() {
        for (written, folded) in [
            ("ＶＰＮ－１２", "vpn-12"),
            ("網路連線異常、無法登錄", "网路连线异常、无法登录"),
            ("臺灣 台灣 檯燈", "台湾 台湾 台灯"),
            ("ОШИБКА Straße STRASSE", "ошибка strasse strasse"),
            ("café CAFÉ cafe\u{301}", "cafe cafe cafe"),
            ("Über naïve Ñandú façade Ångström \u{212b}", "uber naive nandu facade angstrom a"),
            ("Đà Nẵng Łódź Øresund æon Œuvre Ǽ", "da nang lodz oresund aeon oeuvre ae"),
            ("Ёлка й и\u{306} Άλφα", "елка и и αλφα"),
            // Korean syllables and voiced kana are themselves, in one piece or in several.
            ("한국어 \u{1112}\u{1161}\u{11ab}", "한국어 한"),
            ("ガイド カ\u{3099}イト\u{3099} パピ", "ガイド ガイド パピ"),
            ("葛\u{e0100}飾 \u{f900}", "葛饰 岂"),
            ("⚠\u{fe0f} 👍🏽 1\u{fe0f}\u{20e3}", "⚠ 👍 1"),
            ("cafe\u{301} İ", "cafe i"),
            ("m² H₂O x⁷", "m2 h2o x7"),
            ("\u{3000}", "\u{3000}"),
        ] {
            assert_eq!(fold(written), folded);
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for c in (0..=0x3ffff).filter_map(char::from_u32) {
            let once = fold(&c.to_string());
            assert_eq!(fold(&once), once, "{c} {:x}", u32::from(c));
        }
    }
}
