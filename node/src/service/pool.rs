//! The pool of transactions that wait for a block.
//!
//! It is the stock one of the SDK with another bound. A transaction whose predecessor is not known
//! yet waits apart from those that are ready, and what is too much there is dropped although it was
//! accepted. The SDK's pool lets a tenth of its limit wait. But it fills the view of a new block
//! with thousands of accepted transactions at once, in no order: on a busy machine many come before
//! their predecessors. So as many may wait as may be ready: while the pool is within its limit,
//! nothing is dropped.

use std::{sync::Arc, time::Duration};

use sc_cli::{TransactionPoolParams, TransactionPoolType};
use sc_service::{Configuration, TaskManager};
use sc_transaction_pool::{BasicPool, ForkAwareTxPool, Options, PoolLimit, TransactionPoolWrapper};

use super::{FullClient, Pool};

/// How long a transaction that was found invalid is refused, but on a development chain.
const BAN: Duration = Duration::from_secs(30 * 60);

/// Kind and bounds of the pool.
#[derive(Clone, Debug)]
pub struct PoolOptions {
    kind: TransactionPoolType,
    bounds: Options,
}

impl PoolOptions {
    /// What the command line asks for.
    pub fn new(params: &TransactionPoolParams, is_dev: bool) -> Self {
        let limit = PoolLimit {
            count: params.pool_limit,
            total_bytes: params.pool_kbytes.saturating_mul(1024),
        };
        let default_ban = if is_dev { Duration::ZERO } else { BAN };
        Self {
            kind: params.pool_type,
            bounds: Options {
                ready: limit.clone(),
                future: limit,
                reject_future_transactions: false,
                ban_time: params
                    .tx_ban_seconds
                    .map_or(default_ban, Duration::from_secs),
            },
        }
    }
}

/// Starts the pool.
pub fn start(
    options: PoolOptions,
    config: &Configuration,
    client: Arc<FullClient>,
    tasks: &TaskManager,
) -> Arc<Pool> {
    let PoolOptions { kind, bounds } = options;
    let is_validator = config.role.is_authority().into();
    let registry = config.prometheus_registry();
    let spawner = tasks.spawn_essential_handle();
    Arc::new(TransactionPoolWrapper(match kind {
        TransactionPoolType::ForkAware => Box::new(ForkAwareTxPool::new_full(
            bounds,
            is_validator,
            registry,
            spawner,
            client,
        )),
        TransactionPoolType::SingleState => Box::new(BasicPool::new_full(
            bounds,
            is_validator,
            registry,
            spawner,
            client,
        )),
    }))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::*;
    use crate::cli::Cli;

    fn options(arguments: &[&str], is_dev: bool) -> PoolOptions {
        let line = std::iter::once("myelin-node").chain(arguments.iter().copied());
        PoolOptions::new(&Cli::read(line).unwrap().run.pool_config, is_dev)
    }

    #[test]
    fn as_many_transactions_may_wait_for_a_predecessor_as_may_be_ready() {
        for (arguments, count, bytes) in [
            (&[][..], 8_192, 20 << 20),
            (
                &["--pool-limit", "20000", "--pool-kbytes", "64"],
                20_000,
                64 << 10,
            ),
        ] {
            let bounds = options(arguments, false).bounds;
            for limit in [bounds.ready, bounds.future] {
                assert_eq!((limit.count, limit.total_bytes), (count, bytes));
            }
        }
    }

    #[test]
    fn what_was_invalid_may_come_again_at_once_on_a_development_chain_only() {
        assert_eq!(options(&[], true).bounds.ban_time, Duration::ZERO);
        assert_eq!(options(&[], false).bounds.ban_time, BAN);
        let given = options(&["--tx-ban-seconds", "7"], true);
        assert_eq!(given.bounds.ban_time, Duration::from_secs(7));
    }
}
