//! One way to write a type, for the tables of the specification and for the metadata.
//!
//! The tables abbreviate (`ALPHA`, `net`), name the parts of a tuple (`(u16 low, u16 high)`) and
//! give the bounds of vectors, which the metadata does not know. [`from_table`] turns that into the
//! notation of [`from_metadata`], in which newtypes are their integers: `(u16,u16)`.

use scale_info::{PortableRegistry, TypeDef, TypeDefPrimitive, TypeParameter, form::PortableForm};

/// What a word of the tables is called in the metadata.
fn meaning(word: &str) -> &str {
    match word {
        "TAO" | "Tao" | "ALPHA" | "Alpha" => "u64",
        "net" | "NetUid" | "idx" | "StorageIndex" => "u16",
        "mech" | "MechId" => "u8",
        "acc" | "hot" | "cold" | "parent" | "child" | "AccountId" => "AccountId32",
        "blk" | "BlockNumber" | "LeaseId" => "u32",
        "enum" => "RecycleOrBurnEnum",
        "DispatchResult" => "Result<(),DispatchError>",
        "AuraId" | "GrandpaId" => "Public",
        "VecDeque" => "Vec",
        other => other,
    }
}

/// The type that a table means.
pub fn from_table(notation: &str) -> String {
    // The fields of a structure and the variants of an enum are told elsewhere.
    let notation = notation.split(" {").next().unwrap_or_default();
    let notation = notation.split(": ").next().unwrap_or_default();
    let mut out = String::new();
    let mut word_before = false;
    for word in words(&notation.replace('*', "")) {
        let is_word = word.chars().all(|c| c.is_alphanumeric() || c == '_');
        if word == ">" {
            drop_bound(&mut out);
        }
        // The second of two words is the name of a part.
        if !(is_word && word_before) {
            out.push_str(if is_word { meaning(&word) } else { &word });
        }
        // A closing bracket ends a type, too: a word after it is a name.
        word_before = is_word || word == ">" || word == ")";
    }
    out
}

/// Removes the bound of a vector: `BoundedVec<u8,64`.
fn drop_bound(out: &mut String) {
    if let Some((before, bound)) = out.rsplit_once(',')
        && bound.chars().all(|c| c.is_ascii_digit())
    {
        *out = before.to_owned();
    }
}

/// Words and punctuation, without spaces.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut inside = false;
    for character in text.chars() {
        let is_part = character.is_alphanumeric() || character == '_';
        match words.last_mut() {
            Some(word) if is_part && inside => word.push(character),
            _ if character == ' ' => {}
            _ => words.push(character.to_string()),
        }
        inside = is_part;
    }
    words
}

/// Splits at the commas that stand outside of all brackets.
pub fn split(text: &str) -> Vec<&str> {
    let mut depth = 0usize;
    let mut start = 0;
    let mut parts = Vec::new();
    for (position, character) in text.char_indices() {
        match character {
            '<' | '(' | '{' | '[' => depth += 1,
            '>' | ')' | '}' | ']' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(text[start..position].trim());
                start = position + 1;
            }
            _ => {}
        }
    }
    let last = text[start..].trim();
    if !last.is_empty() {
        parts.push(last);
    }
    parts
}

/// The type with this number.
pub fn from_metadata(types: &PortableRegistry, number: u32) -> String {
    let ty = types
        .resolve(number)
        .expect("the registry knows its numbers");
    let of = |number| from_metadata(types, number);
    match &ty.type_def {
        TypeDef::Primitive(primitive) => primitive_name(primitive).to_owned(),
        TypeDef::Compact(inner) => format!("Compact<{}>", of(inner.type_param.id)),
        TypeDef::Sequence(inner) => format!("Vec<{}>", of(inner.type_param.id)),
        TypeDef::Array(inner) => format!("[{};{}]", of(inner.type_param.id), inner.len),
        TypeDef::Tuple(tuple) => {
            let parts: Vec<_> = tuple.fields.iter().map(|field| of(field.id)).collect();
            format!("({})", parts.join(","))
        }
        TypeDef::Composite(_) | TypeDef::Variant(_) => {
            let name = ty.path.segments.last().expect("a structure has a name");
            named(types, name, &ty.type_params)
        }
        TypeDef::BitSequence(_) => "BitVec".to_owned(),
    }
}

fn named(
    types: &PortableRegistry,
    name: &str,
    parameters: &[TypeParameter<PortableForm>],
) -> String {
    let parameters: Vec<_> = parameters
        .iter()
        .filter_map(|parameter| parameter.ty)
        .collect();
    match name {
        "FixedU128" | "FixedI128" | "FixedI64" if !parameters.is_empty() => {
            let fraction = typenum_value(types, parameters[0].id);
            let bits: u32 = name[6..].parse().expect("the width");
            let sign = &name[5..6];
            format!("{sign}{}F{fraction}", bits - fraction)
        }
        "Option" | "Result" | "BoundedVec" | "BTreeMap" | "BTreeSet" => {
            let inner: Vec<_> = parameters
                .iter()
                .map(|ty| from_metadata(types, ty.id))
                .collect();
            format!("{name}<{}>", inner.join(","))
        }
        _ => name.to_owned(),
    }
}

/// The value of a type-level number: `UInt<UInt<UTerm, B1>, B0>` is 2.
fn typenum_value(types: &PortableRegistry, number: u32) -> u32 {
    let ty = types
        .resolve(number)
        .expect("the registry knows its numbers");
    let parameters: Vec<_> = ty
        .type_params
        .iter()
        .filter_map(|parameter| parameter.ty)
        .collect();
    match ty.path.segments.last().map(String::as_str) {
        Some("UInt") => {
            2 * typenum_value(types, parameters[0].id) + typenum_value(types, parameters[1].id)
        }
        Some("B1") => 1,
        Some("B0" | "UTerm") => 0,
        other => panic!("{other:?} is no number"),
    }
}

fn primitive_name(primitive: &TypeDefPrimitive) -> &'static str {
    match primitive {
        TypeDefPrimitive::Bool => "bool",
        TypeDefPrimitive::Char => "char",
        TypeDefPrimitive::Str => "str",
        TypeDefPrimitive::U8 => "u8",
        TypeDefPrimitive::U16 => "u16",
        TypeDefPrimitive::U32 => "u32",
        TypeDefPrimitive::U64 => "u64",
        TypeDefPrimitive::U128 => "u128",
        TypeDefPrimitive::U256 => "u256",
        TypeDefPrimitive::I8 => "i8",
        TypeDefPrimitive::I16 => "i16",
        TypeDefPrimitive::I32 => "i32",
        TypeDefPrimitive::I64 => "i64",
        TypeDefPrimitive::I128 => "i128",
        TypeDefPrimitive::I256 => "i256",
    }
}

#[test]
fn the_notation_of_the_tables_is_read_as_it_is_meant() {
    assert_eq!(from_table("(u16 low, u16 high)"), "(u16,u16)");
    assert_eq!(
        from_table("VecDeque<(acc, u64 commit_block, BoundedVec<u8,5000>, u64 reveal_round)>"),
        "Vec<(AccountId32,u64,BoundedVec<u8>,u64)>"
    );
    assert_eq!(
        from_table("(Vec<(u64, acc)>, u64 cooldown_block)"),
        "(Vec<(u64,AccountId32)>,u64)"
    );
    assert_eq!(
        from_table("Balancer { quote: Perquintill (u64) }"),
        "Balancer"
    );
    assert_eq!(from_table("Side: 0 Buy, 1 Sell(u64)"), "Side");
    assert_eq!(split("a, (b, c), d<e,f>"), ["a", "(b, c)", "d<e,f>"]);
}
