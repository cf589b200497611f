//! Encodes the values that the tables write for people.

use codec::Encode;
use substrate_fixed::types::{I64F64, I96F32, U64F64, U96F32};

use super::{chain::Pace, notation::split};

/// The SCALE bytes of `text`, a value of the type `ty` (in the notation of the metadata).
///
/// `a / b` is a value of a production and one of a fast chain; a remark in parentheses is not part
/// of the value, unless it gives its bits.
pub fn encode(ty: &str, text: &str, pace: Pace) -> Vec<u8> {
    let text = match (text.split_once(" / "), pace) {
        (Some((production, _)), Pace::Production) => production,
        (Some((_, fast)), Pace::Fast) => fast,
        (None, _) => text,
    };
    if let Some(parts) = ty.strip_prefix('(').and_then(|ty| ty.strip_suffix(')')) {
        return tuple(parts, text, pace);
    }
    let (value, remark) = text.split_once(" (").unwrap_or((text, ""));
    let bits = remark
        .strip_prefix("bits ")
        .map(|bits| bits.trim_end_matches(')'));
    let value = value.trim_matches(['{', '}']).replace('_', "");
    match ty {
        "u8" | "Percent" => number::<u8>(&value).encode(),
        "u16" => number::<u16>(&value).encode(),
        "i16" => number::<i16>(&value).encode(),
        "u32" => number::<u32>(&value).encode(),
        "u64" | "NonZeroU64" | "Balancer" => number::<u64>(&value).encode(),
        "i64" => number::<i64>(&value).encode(),
        "u128" => number::<u128>(&value).encode(),
        "bool" => number::<bool>(&value).encode(),
        "I96F32" => match bits {
            Some(bits) => number::<i128>(bits).encode(),
            None => I96F32::from_num(number::<f64>(&value)).encode(),
        },
        "U96F32" => U96F32::from_num(number::<f64>(&value)).encode(),
        "U64F64" => U64F64::from_num(number::<f64>(&value)).encode(),
        "I64F64" => I64F64::from_num(number::<f64>(&value)).encode(),
        "SafeFloat" => (number::<u128>(&value), 0i64).encode(),
        "PalletId" => value.into_bytes(),
        "AccountId32" => {
            assert_eq!(value, "zero account");
            vec![0; 32]
        }
        "Vec<u8>" if value != "[]" => bytes(&value).encode(),
        _ => {
            let first_or_empty = ["[]", "", "None", "Burn", "Swap", "Yuma"];
            assert!(first_or_empty.contains(&value.as_str()), "{value} as {ty}");
            vec![0]
        }
    }
}

/// A tuple: `(45_875, 58_982)`.
fn tuple(types: &str, text: &str, pace: Pace) -> Vec<u8> {
    let text = text.trim_start_matches('(').trim_end_matches(')');
    let (types, values) = (split(types), split(text));
    assert_eq!(
        types.len(),
        values.len(),
        "{text} has a part too many or too few"
    );
    types
        .iter()
        .zip(values)
        .flat_map(|(ty, value)| encode(ty, value, pace))
        .collect()
}

fn number<N: std::str::FromStr>(text: &str) -> N {
    text.parse()
        .unwrap_or_else(|_| panic!("{text} is no such number"))
}

/// Hexadecimal bytes with spaces between them.
fn bytes(text: &str) -> Vec<u8> {
    text.split(' ')
        .map(|byte| u8::from_str_radix(byte, 16).expect("a byte in hexadecimal digits"))
        .collect()
}
