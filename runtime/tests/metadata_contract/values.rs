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
        "WaitingHotkeys" => tuple("u32,BTreeMap<AccountId32,(u64,u32)>", text, pace),
        "PalletId" => value.into_bytes(),
        "BeaconConfiguration" => {
            assert_eq!(text, "quicknet, below");
            quicknet()
        }
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

/// The public beacon, as the specification gives its parts.
fn quicknet() -> Vec<u8> {
    let key = "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a";
    let hash = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";
    let group_hash = "f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e";
    let [key, hash, group_hash] = [key, hash, group_hash]
        .map(|digits| sp_core::bytes::from_hex(digits).expect("hexadecimal digits"));
    let rhythm = (3u32, 1_692_803_367u32);
    let names = (&b"bls-unchained-g1-rfc9380"[..], &b"quicknet"[..]);
    (key, rhythm, hash, group_hash, names).encode()
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
