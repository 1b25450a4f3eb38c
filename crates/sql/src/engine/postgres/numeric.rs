//! `NUMERIC` in `PostgreSQL`'s binary form, which is what `SUM` over integers gives.
//!
//! Must never round an integer: one that fits 64 bits comes through exactly.

use crate::Value;

const BASE: i128 = 10_000;
const NEGATIVE: u16 = 0x4000;

/// The number, if it is finite: an integer where it is one that fits, a floating-point number otherwise.
pub(super) fn decode(raw: &[u8]) -> Option<Value<'static>> {
    let mut words = raw.chunks_exact(2).map(|word| u16::from_be_bytes([word[0], word[1]]));
    let count = words.next()?;
    let weight = i32::from(words.next()?.cast_signed());
    let sign = words.next()?;
    let _shown_places = words.next()?;
    if sign != 0 && sign != NEGATIVE {
        return None;
    }
    let digits: Vec<u16> = words.take(count.into()).collect();
    Some(integer(&digits, weight, sign).map_or_else(|| Value::Real(real(&digits, weight, sign)), Value::Int))
}

fn integer(digits: &[u16], weight: i32, sign: u16) -> Option<i64> {
    let last = i32::try_from(digits.len()).ok()? - 1;
    // Digits behind the point, or too many before it.
    if last > weight || (weight > 4 && !digits.is_empty()) {
        return None;
    }
    let mut number = digits.iter().fold(0, |number: i128, digit| number * BASE + i128::from(*digit));
    if !digits.is_empty() {
        number *= BASE.pow(u32::try_from(weight - last).ok()?);
    }
    i64::try_from(if sign == NEGATIVE { -number } else { number }).ok()
}

fn real(digits: &[u16], weight: i32, sign: u16) -> f64 {
    // By way of decimal text, so that the result is the nearest floating-point number.
    let minus = if sign == NEGATIVE { "-" } else { "" };
    let text = digits.iter().fold(String::new(), |text, digit| text + &format!("{digit:04}"));
    let last = i32::try_from(digits.len()).unwrap_or(i32::MAX) - 1;
    format!("{minus}{text}e{}", (weight - last) * 4).parse().unwrap_or(f64::NAN)
}

/// A decimal number, as Rust prints it without an exponent.
pub(super) fn encode(decimal: &str) -> Vec<u8> {
    let (sign, decimal) = decimal.strip_prefix('-').map_or((0, decimal), |rest| (NEGATIVE, rest));
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
    let whole = format!("{}{whole}", "0".repeat((4 - whole.len() % 4) % 4));
    let padded = format!("{fraction}{}", "0".repeat((4 - fraction.len() % 4) % 4));
    let text = format!("{whole}{padded}");
    let digits = text
        .as_bytes()
        .chunks(4)
        .map(|digit| digit.iter().fold(0_u16, |number, byte| number * 10 + u16::from(byte - b'0')));
    let digits: Vec<u16> = digits.collect();
    let word = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
    let header = [word(digits.len()), word(whole.len() / 4).wrapping_sub(1), sign, word(fraction.len())];
    header.into_iter().chain(digits).flat_map(u16::to_be_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_decoded_to_the_same_number() {
        for number in [0, 1, -1, 9_999, 10_000, -10_001, 123_456_789_012, i64::MAX, i64::MIN] {
            assert_eq!(decode(&encode(&number.to_string())), Some(Value::Int(number)));
        }
        for number in [0.5, -0.000_123, 12_345.678_9, 1e25, f64::MAX, f64::MIN_POSITIVE] {
            assert_eq!(decode(&encode(&number.to_string())), Some(Value::Real(number)));
        }
    }
}
