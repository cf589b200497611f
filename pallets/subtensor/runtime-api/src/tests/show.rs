//! Writes types as the tables of the spec do: `c u16` for a compact number, `acc` for an account.

use alloc::{format, string::String, vec::Vec};
use scale_info::{Field, MetaType, TypeDef, TypeDefPrimitive, TypeInfo, form::MetaForm};

/// The fields of a structure, `name type` each.
pub fn fields<T: TypeInfo>() -> Vec<String> {
    let TypeDef::Composite(composite) = T::type_info().type_def else {
        panic!("not a structure");
    };
    composite.fields.iter().map(field).collect()
}

/// The variants of an enum, `index name(types)` each.
pub fn variants<T: TypeInfo>() -> Vec<String> {
    let TypeDef::Variant(variants) = T::type_info().type_def else {
        panic!("not an enum");
    };
    let show = |variant: &scale_info::Variant<MetaForm>| {
        let inner: Vec<_> = variant.fields.iter().map(|f| ty(&f.ty)).collect();
        format!("{} {}({})", variant.index, variant.name, inner.join(", "))
    };
    variants.variants.iter().map(show).collect()
}

/// One type.
pub fn ty(meta: &MetaType) -> String {
    let info = meta.type_info();
    let name = info.path.ident().unwrap_or_default();
    match &info.type_def {
        TypeDef::Primitive(primitive) => primitive_name(primitive),
        TypeDef::Compact(compact) => format!("c {}", ty(&compact.type_param)),
        TypeDef::Sequence(sequence) => format!("Vec<{}>", ty(&sequence.type_param)),
        TypeDef::Array(array) => format!("[{} x {}]", ty(&array.type_param), array.len),
        TypeDef::Tuple(tuple) => {
            let inner: Vec<_> = tuple.fields.iter().map(ty).collect();
            format!("({})", inner.join(", "))
        }
        TypeDef::Composite(_) if name == "AccountId32" => "acc".into(),
        TypeDef::Composite(composite) if name.starts_with("Fixed") => {
            format!("{{{}}}", field(&composite.fields[0]))
        }
        TypeDef::Composite(_) | TypeDef::Variant(_) => named(name, &info.type_params),
        TypeDef::BitSequence(_) => panic!("no bit sequences here"),
    }
}

fn named(name: &str, params: &[scale_info::TypeParameter<MetaForm>]) -> String {
    let inner: Vec<_> = params
        .iter()
        .filter_map(|p| p.ty.as_ref())
        .map(ty)
        .collect();
    if inner.is_empty() {
        return name.into();
    }
    format!("{name}<{}>", inner.join(", "))
}

fn field(field: &Field<MetaForm>) -> String {
    format!(
        "{} {}",
        field.name.expect("fields are named"),
        ty(&field.ty)
    )
}

fn primitive_name(primitive: &TypeDefPrimitive) -> String {
    format!("{primitive:?}").to_lowercase()
}
