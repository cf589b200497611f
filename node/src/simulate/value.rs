//! Values of the input that know their place in it, so that a complaint can name it.

use std::fmt;

use myelin_math::I64F64;
use myelin_yuma::SparseRows;
use serde_json::Value;

use super::Error;

/// Where a value stands: a field, an entry of its list, an entry of that.
#[derive(Clone, Copy)]
pub struct Place {
    field: &'static str,
    index: Option<usize>,
    entry: Option<usize>,
}

impl Place {
    /// The field itself.
    pub fn of(field: &'static str) -> Self {
        Self {
            field,
            index: None,
            entry: None,
        }
    }

    /// Entry `index` of the field's list.
    fn at(field: &'static str, index: usize) -> Self {
        Self {
            field,
            index: Some(index),
            entry: None,
        }
    }

    /// An error about the value here.
    pub fn refuse(self, complaint: impl fmt::Display) -> Error {
        Error::Input(format!("{self}: {complaint}"))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.field)?;
        for position in [self.index, self.entry].into_iter().flatten() {
            write!(f, "[{position}]")?;
        }
        Ok(())
    }
}

/// A value without parts.
pub trait Scalar: Sized {
    /// What is accepted, for the complaint.
    const EXPECTED: &'static str;

    /// Reads the value.
    fn read(value: &Value) -> Option<Self>;
}

impl Scalar for bool {
    const EXPECTED: &'static str = "true or false";

    fn read(value: &Value) -> Option<Self> {
        value.as_bool()
    }
}

impl Scalar for u16 {
    const EXPECTED: &'static str = "a whole number from 0 to 65535";

    fn read(value: &Value) -> Option<Self> {
        value.as_u64()?.try_into().ok()
    }
}

impl Scalar for i16 {
    const EXPECTED: &'static str = "a whole number from -32768 to 32767";

    fn read(value: &Value) -> Option<Self> {
        value.as_i64()?.try_into().ok()
    }
}

impl Scalar for u64 {
    const EXPECTED: &'static str = "a whole number from 0 to 18446744073709551615";

    fn read(value: &Value) -> Option<Self> {
        value.as_u64()
    }
}

/// Stake weight in rao.
impl Scalar for I64F64 {
    const EXPECTED: &'static str = "a whole number from 0 to 9223372036854775807";

    fn read(value: &Value) -> Option<Self> {
        value.as_i64().filter(|rao| *rao >= 0).map(I64F64::from_num)
    }
}

/// Reads one scalar.
pub fn scalar<T: Scalar>(place: Place, value: &Value) -> Result<T, Error> {
    T::read(value).ok_or_else(|| place.refuse(format_args!("expected {}", T::EXPECTED)))
}

/// The entries of a list.
pub fn entries(place: Place, value: &Value) -> Result<&[Value], Error> {
    let list = value
        .as_array()
        .ok_or_else(|| place.refuse("expected a list"))?;
    Ok(list)
}

/// The entries of a list with one entry for each of `uids` neurons.
pub fn per_uid<'a>(
    field: &'static str,
    value: &'a Value,
    uids: usize,
) -> Result<&'a [Value], Error> {
    let list = entries(Place::of(field), value)?;
    if list.len() == uids {
        return Ok(list);
    }
    let complaint = format_args!("{} entries, but `stake` has {uids}", list.len()).to_string();
    Err(Place::of(field).refuse(complaint))
}

/// Reads a list of scalars.
pub fn scalars<T: Scalar>(field: &'static str, list: &[Value]) -> Result<Vec<T>, Error> {
    let read = |(index, value)| scalar(Place::at(field, index), value);
    list.iter().enumerate().map(read).collect()
}

/// Reads a matrix: for each of `uids` neurons a list of pairs of uid and value.
pub fn matrix(field: &'static str, value: &Value, uids: usize) -> Result<SparseRows, Error> {
    let list = per_uid(field, value, uids)?;
    let mut matrix = SparseRows::with_capacity(uids, 0);
    let mut row = Vec::new();
    for (index, value) in list.iter().enumerate() {
        row.clear();
        let place = Place::at(field, index);
        for (entry, value) in entries(place, value)?.iter().enumerate() {
            row.push(pair(
                Place {
                    entry: Some(entry),
                    ..place
                },
                value,
                uids,
            )?);
        }
        matrix.push_row(row.iter().copied());
    }
    Ok(matrix)
}

/// Reads a pair of a uid below `uids` and a value.
fn pair(place: Place, value: &Value, uids: usize) -> Result<(u16, u16), Error> {
    let [uid, weight] = entries(place, value)? else {
        return Err(place.refuse("expected a pair of uid and value"));
    };
    Ok((self::uid(place, uid, uids)?, scalar(place, weight)?))
}

/// Reads a uid below `uids`.
pub fn uid(place: Place, value: &Value, uids: usize) -> Result<u16, Error> {
    let uid: u16 = scalar(place, value)?;
    if usize::from(uid) < uids {
        return Ok(uid);
    }
    Err(place.refuse(format_args!(
        "uid {uid} is out of range, there are {uids} neurons"
    )))
}
