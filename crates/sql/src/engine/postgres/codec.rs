//! Parameters and columns in `PostgreSQL`'s binary form.
//!
//! Must never widen what the seam's [`Param`] and [`Value`] can hold: a type that is not listed is refused.

use std::error::Error;

use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use super::numeric;
use crate::{Param, Value};

type Refused = Box<dyn Error + Sync + Send>;

/// A parameter that takes the form of the type the server inferred for it.
#[derive(Debug)]
pub(super) struct Bound<'p>(pub(super) &'p Param<'p>);

impl ToSql for Bound<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Refused> {
        match self.0 {
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

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
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

/// A column as the seam's value, still in the row's buffer.
struct Column<'a>(Value<'a>);

impl<'a> FromSql<'a> for Column<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Refused> {
        Ok(Self(match *ty {
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
            _ => Value::Text(std::str::from_utf8(raw)?),
        }))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Refused> {
        Ok(Self(Value::Null))
    }

    fn accepts(ty: &Type) -> bool {
        const NUMBERS: [Type; 8] = [
            Type::INT8,
            Type::XID8,
            Type::INT4,
            Type::INT2,
            Type::OID,
            Type::FLOAT8,
            Type::FLOAT4,
            Type::NUMERIC,
        ];
        is_text(ty) || NUMBERS.contains(ty) || [Type::BOOL, Type::BYTEA, Type::JSONB].contains(ty)
    }
}

/// A column's value; the error says what stands there instead.
pub(crate) fn value(row: &tokio_postgres::Row, index: usize) -> Result<Value<'_>, String> {
    match row.try_get::<_, Column<'_>>(index) {
        Ok(Column(value)) => Ok(value),
        Err(error) => Err(row.columns().get(index).map_or_else(
            || "no such column".to_owned(),
            |column| format!("type {} ({error})", column.type_()),
        )),
    }
}
