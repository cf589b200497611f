//! Reads the parameters of a method, by position or by name, and encodes them for the runtime.

use codec::Encode;
use jsonrpsee::types::{ErrorObjectOwned, Params, error::INVALID_PARAMS_CODE};
use serde::de::DeserializeOwned;
use serde_json::Value;
use sp_core::crypto::{AccountId32, Ss58Codec};

use crate::service::Hash;

/// Name of the last parameter of every method: the block whose state is asked.
const AT: &str = "at";

/// Longest list of indices a request may carry.
const MAX_INDICES: usize = 256;

/// A parameter: its name and what it holds.
#[derive(Clone, Copy)]
pub struct Parameter {
    /// Name in a request by name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
}

/// What a parameter holds.
#[derive(Clone, Copy)]
pub enum Kind {
    /// A number up to 255.
    U8,
    /// A number up to 65535.
    U16,
    /// A number up to 2³² − 1.
    U32,
    /// A number up to 2⁶⁴ − 1.
    U64,
    /// A list of at most [`MAX_INDICES`] numbers up to 65535.
    Indices,
    /// An account as SS58 text.
    Account,
    /// An account as SS58 text, or null, which it is when it is left out.
    OptionalAccount,
    /// An account as 32 numbers.
    AccountBytes,
}

impl Kind {
    /// What a request means that leaves the parameter out, if it may.
    fn when_absent(self) -> Option<Value> {
        matches!(self, Self::OptionalAccount).then_some(Value::Null)
    }

    fn encode(self, value: Value) -> Result<Vec<u8>, String> {
        match self {
            Self::U8 => Ok(read::<u8>(value)?.encode()),
            Self::U16 => Ok(read::<u16>(value)?.encode()),
            Self::U32 => Ok(read::<u32>(value)?.encode()),
            Self::U64 => Ok(read::<u64>(value)?.encode()),
            Self::Indices => {
                let indices: Vec<u16> = read(value)?;
                if indices.len() > MAX_INDICES {
                    return Err(format!("more than {MAX_INDICES} indices"));
                }
                Ok(indices.encode())
            }
            Self::Account => Ok(account(&read::<String>(value)?)?.encode()),
            Self::OptionalAccount => {
                let text: Option<String> = read(value)?;
                Ok(text.as_deref().map(account).transpose()?.encode())
            }
            Self::AccountBytes => {
                let bytes: Vec<u8> = read(value)?;
                match bytes.len() {
                    32 => Ok(bytes),
                    length => Err(format!("{length} bytes instead of 32")),
                }
            }
        }
    }
}

fn account(text: &str) -> Result<AccountId32, String> {
    AccountId32::from_ss58check(text).map_err(|cause| cause.to_string())
}

fn read<T: DeserializeOwned>(value: Value) -> Result<T, String> {
    serde_json::from_value(value).map_err(|cause| cause.to_string())
}

/// A request, ready for the runtime.
#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    /// SCALE encoding of the arguments, one after another.
    pub arguments: Vec<u8>,
    /// Block whose state is asked; none means the best one.
    pub at: Option<Hash>,
}

impl Request {
    /// Reads `params` as the listed parameters followed by an optional block hash.
    ///
    /// # Errors
    ///
    /// Code −32602 with the name of the parameter that is missing, wrong or unknown.
    pub fn read(parameters: &[Parameter], params: &Params) -> Result<Self, ErrorObjectOwned> {
        let mut given = Given::read(parameters, params)?;
        let mut arguments = Vec::new();
        for parameter in parameters {
            let value = given
                .take(parameter.name)
                .or_else(|| parameter.kind.when_absent())
                .ok_or_else(|| invalid(format!("`{}` is missing", parameter.name)))?;
            let encoded = parameter
                .kind
                .encode(value)
                .map_err(|cause| invalid(format!("`{}`: {cause}", parameter.name)))?;
            arguments.extend(encoded);
        }
        let at = match given.take(AT) {
            None | Some(Value::Null) => None,
            Some(value) => Some(read(value).map_err(|cause| invalid(format!("`{AT}`: {cause}")))?),
        };
        match given.0.keys().next() {
            None => Ok(Self { arguments, at }),
            Some(unknown) => Err(invalid(format!("`{unknown}` is not a parameter"))),
        }
    }
}

/// The given values by name.
struct Given(serde_json::Map<String, Value>);

impl Given {
    fn read(parameters: &[Parameter], params: &Params) -> Result<Self, ErrorObjectOwned> {
        let values = match params.parse::<Value>()? {
            Value::Null => Vec::new(),
            Value::Object(named) => return Ok(Self(named)),
            Value::Array(values) => values,
            _ => return Err(invalid("neither a list nor an object".into())),
        };
        let names = parameters
            .iter()
            .map(|parameter| parameter.name)
            .chain([AT]);
        let surplus = values.len().saturating_sub(names.clone().count());
        if surplus > 0 {
            return Err(invalid(format!("{surplus} more than the method takes")));
        }
        Ok(Self(names.map(String::from).zip(values).collect()))
    }

    fn take(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name)
    }
}

fn invalid(cause: String) -> ErrorObjectOwned {
    ErrorObjectOwned::owned(
        INVALID_PARAMS_CODE,
        format!("Invalid params: {cause}"),
        None::<()>,
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::*;

    const NEURON: [Parameter; 2] = [
        Parameter {
            name: "netuid",
            kind: Kind::U16,
        },
        Parameter {
            name: "uid",
            kind: Kind::U16,
        },
    ];

    fn request(parameters: &[Parameter], json: &str) -> Result<Request, String> {
        Request::read(parameters, &Params::new(Some(json)))
            .map_err(|error| error.message().to_owned())
    }

    #[test]
    fn parameters_by_position_and_by_name_mean_the_same() {
        let expected = Request {
            arguments: vec![1, 0, 2, 1],
            at: None,
        };
        assert_eq!(request(&NEURON, "[1, 258]").unwrap(), expected);
        assert_eq!(
            request(&NEURON, r#"{"uid": 258, "netuid": 1}"#).unwrap(),
            expected
        );
        assert_eq!(request(&NEURON, "[1, 258, null]").unwrap(), expected);
    }

    #[test]
    fn the_block_is_the_last_parameter() {
        let hash = Hash::repeat_byte(7);
        let expected = Request {
            arguments: Vec::new(),
            at: Some(hash),
        };
        assert_eq!(request(&[], &format!(r#"["{hash:?}"]"#)).unwrap(), expected);
        assert_eq!(
            request(&[], &format!(r#"{{"at": "{hash:?}"}}"#)).unwrap(),
            expected
        );
    }

    #[test]
    fn no_parameters_may_be_left_out_altogether() {
        let none = Request {
            arguments: Vec::new(),
            at: None,
        };
        assert_eq!(Request::read(&[], &Params::new(None)).unwrap(), none);
        assert_eq!(request(&[], "[]").unwrap(), none);
    }

    #[test]
    fn a_wrong_parameter_is_refused_by_name() {
        for (json, complaint) in [
            ("[1]", "`uid` is missing"),
            ("[1, 65536]", "`uid`"),
            ("[-1, 0]", "`netuid`"),
            ("[1, \"2\"]", "`uid`"),
            ("[1, 2, \"0x00\"]", "`at`"),
            ("[1, 2, null, 4]", "1 more than the method takes"),
            (
                r#"{"netuid": 1, "uid": 2, "mecid": 0}"#,
                "`mecid` is not a parameter",
            ),
        ] {
            let refusal = request(&NEURON, json).unwrap_err();
            assert!(refusal.contains(complaint), "{json}: {refusal}");
        }
    }

    #[test]
    fn accounts_come_as_text_or_as_bytes() {
        let one = |kind| {
            [Parameter {
                name: "account",
                kind,
            }]
        };
        let alice = AccountId32::from_ss58check("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
        let bytes = alice.unwrap().encode();
        let text = request(
            &one(Kind::Account),
            r#"["5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"]"#,
        );
        assert_eq!(text.unwrap().arguments, bytes);
        let optional = request(
            &one(Kind::OptionalAccount),
            r#"["5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"]"#,
        );
        assert_eq!(optional.unwrap().arguments, [&[1], &bytes[..]].concat());
        let none = request(&one(Kind::OptionalAccount), "[null]");
        assert_eq!(none.unwrap().arguments, [0]);
        for absent in ["{}", "[]"] {
            let left_out = request(&one(Kind::OptionalAccount), absent);
            assert_eq!(left_out.unwrap().arguments, [0]);
            let refusal = request(&one(Kind::Account), absent).unwrap_err();
            assert!(refusal.contains("`account` is missing"));
        }
        let raw = request(&one(Kind::AccountBytes), &format!("[{bytes:?}]"));
        assert_eq!(raw.unwrap().arguments, bytes);
        assert!(
            request(&one(Kind::AccountBytes), "[[1, 2]]")
                .unwrap_err()
                .contains("2 bytes")
        );
        assert!(
            request(&one(Kind::Account), "[\"Alice\"]")
                .unwrap_err()
                .contains("`account`")
        );
    }

    #[test]
    fn lists_of_indices_are_encoded_and_bounded() {
        let indices = [Parameter {
            name: "metagraph_index",
            kind: Kind::Indices,
        }];
        assert_eq!(
            request(&indices, "[[0, 52]]").unwrap().arguments,
            [8, 0, 0, 52, 0]
        );
        let long = format!("[{:?}]", vec![0_u16; 257]);
        assert!(
            request(&indices, &long)
                .unwrap_err()
                .contains("more than 256")
        );
    }
}
