//! The direction of dependencies inside the workspace.
//!
//! `math, types → yuma, amm, emission, share-pool, conviction → pallets → runtime → node`, and never
//! against the arrow. Dependencies of tests do not count.

use std::{env, process::Command};

use serde_json::Value;

/// The crates of each layer, the lowest first.
const LAYERS: [&[&str]; 5] = [
    &["myelin-math", "myelin-types"],
    &[
        "myelin-yuma",
        "myelin-yuma-oracle",
        "myelin-amm",
        "myelin-emission",
        "myelin-share-pool",
        "myelin-conviction",
        "myelin-timelock",
    ],
    &[
        "pallet-admin-utils",
        "pallet-alpha-assets",
        "pallet-chain-settings",
        "pallet-drand",
        "pallet-limit-orders",
        "pallet-subtensor",
        "pallet-subtensor-runtime-api",
        "pallet-swap",
        "pallet-swap-runtime-api",
    ],
    &["myelin-runtime"],
    &["myelin-node"],
];

/// The layers without storage.
const PURE_LAYERS: usize = 2;

/// A crate of the workspace and the crates it depends on outside of its tests.
struct Member {
    name: String,
    dependencies: Vec<String>,
}

fn members() -> Vec<Member> {
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo metadata failed: {error}");
    let workspace: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let packages = workspace["packages"]
        .as_array()
        .expect("a list of packages");
    packages.iter().map(member).collect()
}

fn member(package: &Value) -> Member {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let dependencies = package["dependencies"].as_array();
    Member {
        name: text(&package["name"]),
        dependencies: dependencies
            .expect("a list of dependencies")
            .iter()
            .filter(|dependency| dependency["kind"] != "dev")
            .map(|dependency| text(&dependency["name"]))
            .collect(),
    }
}

/// The layer of a crate of the workspace.
fn layer(name: &str) -> Option<usize> {
    LAYERS.iter().position(|crates| crates.contains(&name))
}

#[test]
fn every_crate_of_the_workspace_has_a_layer() {
    for member in members() {
        assert!(layer(&member.name).is_some(), "{} has none", member.name);
    }
}

#[test]
fn no_crate_depends_on_one_above_it() {
    for member in members() {
        for dependency in &member.dependencies {
            let goes_up = layer(dependency) > layer(&member.name);
            assert!(!goes_up, "{} depends on {dependency}", member.name);
        }
    }
}

#[test]
fn pure_crates_know_neither_frame_nor_storage() {
    for member in members() {
        if layer(&member.name) < Some(PURE_LAYERS) {
            for dependency in &member.dependencies {
                let is_impure = dependency == "sp-io"
                    || ["frame-", "pallet-", "sc-"]
                        .iter()
                        .any(|prefix| dependency.starts_with(prefix));
                assert!(!is_impure, "{} depends on {dependency}", member.name);
            }
        }
    }
}

#[test]
fn what_ships_knows_no_oracle() {
    for member in members() {
        let knows = member.dependencies.contains(&"myelin-yuma-oracle".into());
        assert!(!knows, "{} depends on the oracle", member.name);
    }
}

#[test]
fn the_stake_pallet_reaches_other_pallets_through_traits_only() {
    for member in members() {
        if member.name == "pallet-subtensor" {
            for dependency in &member.dependencies {
                let is_its_own = dependency == "pallet-subtensor-runtime-api";
                let is_pallet = dependency.starts_with("pallet-") && !is_its_own;
                assert!(!is_pallet, "pallet-subtensor depends on {dependency}");
            }
        }
    }
}
