//! From this surface's words to commands, and from the core's names of fields back to this surface's.

use app::tickets::Address;
use domain::{At, Fault, Rejection, msg};
use http_kit::Page;
use serde::{Deserialize, Deserializer, de};

/// Reads the parameter `tid`: a whole number of 64 bits, and nothing around it.
pub(crate) fn tid(text: Option<&str>) -> Result<Address, Rejection> {
    let text = text.unwrap_or_default();
    if text.is_empty() {
        return Err(Rejection::malformed("tid", msg!("request.missing")));
    }
    let number: i64 = text.parse().map_err(|_other| Rejection::malformed("tid", msg!("value.integer")))?;
    Ok(Address::parse(&number.to_string()))
}

/// A ticket's number in a body: a number, or its digits as text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tid(i64);

impl Tid {
    /// The ticket of a body, which must name one.
    pub(crate) fn address(tid: Option<Self>) -> Result<Address, Rejection> {
        let tid = tid.ok_or_else(|| Rejection::invalid("tid", msg!("text.blank")))?;
        Ok(Address::parse(&tid.0.to_string()))
    }
}

impl<'de> Deserialize<'de> for Tid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Tid;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a whole number of 64 bits")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Tid, E> {
                Ok(Tid(number))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Tid, E> {
                i64::try_from(number)
                    .map(Tid)
                    .map_err(|_large| E::invalid_value(de::Unexpected::Unsigned(number), &self))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Tid, E> {
                text.parse().map(Tid).map_err(|_other| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// What was sent and says something: blank is left out.
pub(crate) fn said(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// Refuses a time of a body that is not RFC 3339: a date alone, which stands for its midnight elsewhere, is none.
pub(crate) fn moment(field: &str, text: Option<&str>) -> Result<(), Fault> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(()) };
    let whole = At::parse(text).is_some() && text.contains(['T', 't', ' ']);
    if whole { Ok(()) } else { Err(Fault::new(field, msg!("value.time"))) }
}

/// The values of a parameter, separated by commas.
pub(crate) fn many(text: Option<&str>) -> Vec<String> {
    let parts = text.unwrap_or_default().split(',').map(str::trim);
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Reads `page` and `size`; `usual` is the size when none is asked for.
pub(crate) fn page(page: Option<&str>, size: Option<&str>, usual: &str) -> Result<Page, Rejection> {
    let size = size.map(str::trim).filter(|text| !text.is_empty()).unwrap_or(usual);
    Page::parse(page, Some(size)).map_err(|rejection| rename(rejection, &[("pageSize", "size")]))
}

/// A unit's refusal with the fields called as this surface calls them.
pub(crate) fn renamed(names: &[(&str, &str)]) -> impl Fn(app::Error) -> app::Error {
    move |error| match error {
        app::Error::Rejected(rejection) => app::Error::Rejected(rename(rejection, names)),
        other => other,
    }
}

/// As [`renamed`], of a refusal alone.
pub(crate) fn rename(rejection: Rejection, names: &[(&str, &str)]) -> Rejection {
    let ours = |field: String| {
        let known = names.iter().find(|(theirs, _)| *theirs == field);
        known.map_or(field, |(_, ours)| (*ours).to_owned())
    };
    match rejection {
        Rejection::Invalid(mut faults) => {
            for fault in &mut faults {
                fault.field = ours(std::mem::take(&mut fault.field));
            }
            Rejection::Invalid(faults)
        }
        Rejection::Malformed { field: Some(field), why } => {
            Rejection::Malformed { field: Some(ours(field)), why }
        }
        // A sentence that speaks of a field has its name in it.
        Rejection::Forbidden(why) => {
            let name = why.arg("field").map(|field| ours(field.to_owned()));
            Rejection::Forbidden(match name {
                Some(name) => why.with("field", &name),
                None => why,
            })
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_named_by_a_whole_number_and_nothing_else() {
        for good in ["1", "-1", "0", "9223372036854775807"] {
            assert_eq!(tid(Some(good)), Ok(Address::parse(good)), "{good}");
        }
        for bad in ["1.5", "１２", " 1", "1 ", "1e3", "0x1", "SUP-1", "9223372036854775808", "--1", "null"]
        {
            let Err(Rejection::Malformed { field, why }) = tid(Some(bad)) else { panic!("{bad} is taken") };
            assert_eq!((field.as_deref(), why.key()), (Some("tid"), "value.integer"), "{bad}");
        }
        for none in [None, Some("")] {
            assert!(
                matches!(tid(none), Err(Rejection::Malformed { why, .. }) if why.key() == "request.missing")
            );
        }
    }

    #[test]
    fn a_time_has_a_date_and_a_time_of_day() {
        for good in
            [None, Some(""), Some(" "), Some("2025-12-06T08:00:00+08:00"), Some(" 2025-12-06T00:00:00Z ")]
        {
            assert_eq!(moment("occur_at", good), Ok(()), "{good:?}");
        }
        for bad in [
            "2025-12-06",
            "2025-12-06T08:00",
            "2025-12-06T08:00:00",
            "08:00:00",
            "soon",
            "2025-02-30T00:00:00Z",
        ] {
            let Err(fault) = moment("occur_at", Some(bad)) else { panic!("{bad} is taken") };
            assert_eq!((fault.field.as_str(), fault.why.key()), ("occur_at", "value.time"), "{bad}");
        }
    }

    #[test]
    fn in_a_body_it_may_be_a_number_or_its_digits() {
        let read = |json: &str| serde_json::from_str::<Tid>(json).map(|tid| tid.0).ok();
        assert_eq!((read("7"), read("\"7\""), read("-7")), (Some(7), Some(7), Some(-7)));
        for bad in ["7.5", "9223372036854775808", "\"７\"", "\"\"", "true", "[7]", "{}", "1e2"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
