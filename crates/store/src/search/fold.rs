//! Folding: the form in which two ways of writing one text are equal. Pure.
//!
//! Folded are case, full-width forms, traditional characters (to simplified ones), raised and lowered digits, and
//! combining accents, which are dropped. Where words begin and end is not decided here.

use std::sync::LazyLock;

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
    for c in text.chars() {
        match c {
            '\0'..='\u{7f}' => folded.push(c.to_ascii_lowercase()),
            '\u{3400}'..='\u{9fff}' => folded.push(simplified(c)),
            '\u{ff01}'..='\u{ff5e}' => {
                folded.extend(char::from_u32(u32::from(c) - 0xfee0).map(|c| c.to_ascii_lowercase()));
            }
            '\u{300}'..='\u{36f}' => {}
            '²' | '³' | '¹' | '\u{2070}'..='\u{2089}' => folded.push(digit(c)),
            // Some letters have a lower case of two, such as İ, whose second is an accent.
            _ => folded.extend(c.to_lowercase().filter(|c| !matches!(c, '\u{300}'..='\u{36f}'))),
        }
    }
    folded
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_to_write_one_text_become_one() {
        for (written, folded) in [
            ("ＶＰＮ－１２", "vpn-12"),
            ("網路連線異常、無法登錄", "网路连线异常、无法登录"),
            ("臺灣 台灣 檯燈", "台湾 台湾 台灯"),
            ("ОШИБКА Straße", "ошибка straße"),
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
