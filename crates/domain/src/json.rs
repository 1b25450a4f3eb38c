//! JSON that says everything once.
//!
//! In an object whose key stands twice one of the two is lost, and which one depends on who reads it. Where what is sent is
//! kept or acted upon as a whole, it is read as [`Once`] instead, which refuses such an object and names the key.

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Value};

/// JSON in no object of which a key stands twice.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Once(pub Value);

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader).map(Self)
    }
}

/// The object that it must be. What it is called where it is none is the caller's to know.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OnceObject(pub Map<String, Value>);

impl<'de> Deserialize<'de> for OnceObject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_map(Reader)? {
            Value::Object(map) => Ok(Self(map)),
            _ => Err(D::Error::custom("invalid type: no map, expected a map")),
        }
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a map")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut found = Vec::new();
        while let Some(Once(value)) = list.next_element()? {
            found.push(value);
        }
        Ok(Value::Array(found))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut found = Map::new();
        while let Some(key) = object.next_key::<String>()? {
            if found.contains_key(&key) {
                return Err(A::Error::custom(format_args!("duplicate field `{key}`")));
            }
            let Once(value) = object.next_value()?;
            found.insert(key, value);
        }
        Ok(Value::Object(found))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_everything_once_is_read_as_it_is() {
        for text in [r#"{"a":[1,-2,1.5,true,null,"x",{"b":{}}],"c":"ключ"}"#, "7", "[]", "null", r#""x""#]
        {
            let plain: Value = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::from_str::<Once>(text).unwrap().0, plain, "{text}");
        }
    }

    #[test]
    fn a_key_that_stands_twice_is_refused_however_deep_it_stands() {
        for text in [r#"{"a":1,"a":1}"#, r#"[{"b":{"a":1,"a":2}}]"#, r#"{"x":1,"b":[{"a":1,"\u0061":2}]}"#] {
            let error = serde_json::from_str::<Once>(text).unwrap_err().to_string();
            assert!(error.starts_with("duplicate field `a`"), "{error}");
        }
    }

    #[test]
    fn an_object_is_wanted_where_one_is_wanted() {
        assert_eq!(serde_json::from_str::<OnceObject>(r#"{"a":1}"#).unwrap().0["a"], 1);
        for text in ["7", "[]", "null", r#""x""#] {
            assert!(serde_json::from_str::<OnceObject>(text).is_err(), "{text}");
        }
    }
}
