//! Parameters and columns in `PostgreSQL`'s binary form.
//!
//! Must never widen what the seam's [`Param`] and [`Value`] can hold: a type that is not listed is refused.

use std::error::Error;

use postgres_protocol::IsNull;
use tokio_postgres::types::Type;
use tokio_postgres::types::private::BytesMut;

use super::numeric;
use crate::{Param, Value};

/// Why a value has no place in a type.
type Refused = Box<dyn Error + Sync + Send>;

/// Writes a parameter in the form of the type that the server inferred for it.
pub(super) fn write(param: &Param<'_>, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Refused> {
    match param {
        Param::Null => return Ok(IsNull::Yes),
        Param::Int(value) => integer(*value, ty, out)?,
        Param::Bool(value) if *ty == Type::BOOL => out.extend_from_slice(&[u8::from(*value)]),
        Param::Bool(value) => integer(i64::from(*value), ty, out)?,
        Param::Real(value) => real(*value, ty, out)?,
        Param::Text(text) if *ty == Type::JSONB => {
            out.extend_from_slice(&[1]);
            out.extend_from_slice(text.as_bytes());
        }
        Param::Text(text) if is_text(ty) => out.extend_from_slice(text.as_bytes()),
        Param::Bytes(bytes) if *ty == Type::BYTEA => out.extend_from_slice(bytes),
        Param::Text(_) => return Err(unfit("text", ty)),
        Param::Bytes(_) => return Err(unfit("bytes", ty)),
    }
    Ok(IsNull::No)
}

fn is_text(ty: &Type) -> bool {
    matches!(*ty, Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN | Type::JSON)
}

fn unfit(what: &str, ty: &Type) -> Refused {
    format!("{what} was given where the server expects {ty}: cast the parameter in the statement").into()
}

#[allow(clippy::cast_precision_loss, reason = "the column is floating-point, so its owner accepted that")]
fn integer(value: i64, ty: &Type, out: &mut BytesMut) -> Result<(), Refused> {
    match *ty {
        Type::INT8 | Type::XID8 => out.extend_from_slice(&value.to_be_bytes()),
        Type::INT4 => out.extend_from_slice(&i32::try_from(value)?.to_be_bytes()),
        Type::INT2 => out.extend_from_slice(&i16::try_from(value)?.to_be_bytes()),
        Type::OID => out.extend_from_slice(&u32::try_from(value)?.to_be_bytes()),
        Type::FLOAT4 | Type::FLOAT8 => real(value as f64, ty, out)?,
        Type::NUMERIC => out.extend_from_slice(&numeric::encode(&value.to_string())),
        _ => return Err(unfit("an integer", ty)),
    }
    Ok(())
}

#[allow(clippy::cast_possible_truncation, reason = "a column of single precision holds no more")]
fn real(value: f64, ty: &Type, out: &mut BytesMut) -> Result<(), Refused> {
    match *ty {
        Type::FLOAT8 => out.extend_from_slice(&value.to_be_bytes()),
        Type::FLOAT4 => out.extend_from_slice(&(value as f32).to_be_bytes()),
        Type::NUMERIC if value.is_finite() => out.extend_from_slice(&numeric::encode(&value.to_string())),
        _ => return Err(unfit("a floating-point number", ty)),
    }
    Ok(())
}

/// A column's value, still where it came.
pub(super) fn read<'r>(ty: &Type, raw: &'r [u8]) -> Result<Value<'r>, Refused> {
    Ok(match *ty {
        Type::INT8 | Type::XID8 => Value::Int(i64::from_be_bytes(raw.try_into()?)),
        Type::INT4 => Value::Int(i32::from_be_bytes(raw.try_into()?).into()),
        Type::INT2 => Value::Int(i16::from_be_bytes(raw.try_into()?).into()),
        Type::OID => Value::Int(u32::from_be_bytes(raw.try_into()?).into()),
        Type::FLOAT8 => Value::Real(f64::from_be_bytes(raw.try_into()?)),
        Type::FLOAT4 => Value::Real(f32::from_be_bytes(raw.try_into()?).into()),
        Type::NUMERIC => numeric::decode(raw).ok_or("a number that is neither an integer nor finite")?,
        Type::BOOL => Value::Bool(raw != [0]),
        Type::BYTEA => Value::Bytes(raw),
        Type::JSONB => Value::Text(std::str::from_utf8(raw.get(1..).unwrap_or_default())?),
        _ if is_text(ty) => Value::Text(std::str::from_utf8(raw)?),
        _ => return Err("which is not read here: cast the column in the statement".into()),
    })
}
