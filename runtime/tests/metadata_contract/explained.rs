//! What people are told about names that they meet in JSON.

use frame_metadata::{RuntimeMetadata, RuntimeMetadataPrefixed};
use myelin_runtime::metadata;
use scale_info::TypeDef;

use super::chain::{Pace, on_a_chain};

const PAGE: &str = include_str!("../../../docs/rpc.md");

/// A name as JSON writes it.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(character.to_lowercase());
    }
    snake
}

#[test]
fn every_obstacle_is_explained_with_its_figures() {
    let RuntimeMetadataPrefixed(_, metadata) = on_a_chain(Pace::Production, metadata::v15);
    let RuntimeMetadata::V15(metadata) = metadata else {
        panic!("this is not version 15");
    };
    let obstacle = metadata
        .types
        .types
        .iter()
        .find(|ty| ty.ty.path.segments.ends_with(&["Obstacle".into()]))
        .expect("a runtime API answers with it");
    let TypeDef::Variant(obstacles) = &obstacle.ty.type_def else {
        panic!("it is an enum");
    };
    for variant in &obstacles.variants {
        let begin = format!("| `{}` |", snake_case(&variant.name));
        let row = PAGE.lines().find(|line| line.starts_with(&begin));
        let row = row.unwrap_or_else(|| panic!("no row {begin}"));
        for field in &variant.fields {
            let figure = format!("`{}`", field.name.as_deref().unwrap_or_default());
            assert!(row.contains(&figure), "{begin} lacks {figure}");
        }
    }
}
