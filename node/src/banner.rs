//! The first three log lines: what runs, on which chain, and where it is reached.

use log::info;
use sc_cli::SubstrateCli;
use sc_service::{BlocksPruning, Configuration, PruningMode};

use crate::{chain_spec::Chain, cli::Cli};

/// States kept when nothing else is asked for, in blocks.
const DEFAULT_STATES: u32 = 256;

/// Logs the lines.
pub fn print(config: &Configuration, chain: &Chain) {
    for line in lines(config, chain) {
        info!("{line}");
    }
}

fn lines(config: &Configuration, chain: &Chain) -> [String; 3] {
    let version = env!("CARGO_PKG_VERSION");
    let commit = env!("SUBSTRATE_CLI_COMMIT_HASH");
    let runtime = myelin_runtime::VERSION;
    let database = config
        .database
        .path()
        .map_or_else(String::new, |p| p.display().to_string());
    [
        format!(
            "🧠 {} {version}, commit {commit}, built-in runtime {} {}",
            Cli::impl_name(),
            runtime.spec_name,
            runtime.spec_version
        ),
        format!(
            "⛓  Chain {} ({}), role {}, name {}, {}, database {database}",
            config.chain_spec.name(),
            chain_name(chain),
            config.display_role(),
            config.network.node_name,
            pruning(config.state_pruning.as_ref(), config.blocks_pruning),
        ),
        format!(
            "🔌 RPC (HTTP and WebSocket) on {}, {}",
            rpc(config),
            metrics(config)
        ),
    ]
}

fn chain_name(chain: &Chain) -> String {
    match chain {
        Chain::BuiltIn(chain) => chain.name.into(),
        Chain::File(path) => path.display().to_string(),
    }
}

fn pruning(states: Option<&PruningMode>, blocks: BlocksPruning) -> String {
    let states = match states {
        None => format!("of {DEFAULT_STATES} blocks"),
        Some(PruningMode::Constrained(limits)) => match limits.max_blocks {
            Some(count) => format!("of {count} blocks"),
            None => "of all blocks".into(),
        },
        Some(PruningMode::ArchiveAll) => "of all blocks".into(),
        Some(PruningMode::ArchiveCanonical) => "of all finalised blocks".into(),
    };
    let blocks = match blocks {
        BlocksPruning::KeepAll => "all".into(),
        BlocksPruning::KeepFinalized => "all finalised".into(),
        BlocksPruning::Some(count) => format!("{count}"),
    };
    format!("pruning: states {states}, {blocks} bodies kept")
}

fn rpc(config: &Configuration) -> String {
    let endpoints = config.rpc.addr.as_deref().unwrap_or_default();
    let listed: Vec<_> = endpoints
        .iter()
        .map(|endpoint| endpoint.listen_addr.to_string())
        .collect();
    listed.join(" and ")
}

fn metrics(config: &Configuration) -> String {
    match &config.prometheus_config {
        Some(prometheus) => format!("metrics on {}", prometheus.port),
        None => "no metrics".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pruning_is_told_in_words() {
        let told = |states: Option<PruningMode>, blocks| pruning(states.as_ref(), blocks);
        assert_eq!(
            told(None, BlocksPruning::KeepFinalized),
            "pruning: states of 256 blocks, all finalised bodies kept"
        );
        assert_eq!(
            told(Some(PruningMode::ArchiveAll), BlocksPruning::KeepAll),
            "pruning: states of all blocks, all bodies kept"
        );
        assert_eq!(
            told(
                Some(PruningMode::blocks_pruning(1000)),
                BlocksPruning::Some(500)
            ),
            "pruning: states of 1000 blocks, 500 bodies kept"
        );
    }
}
