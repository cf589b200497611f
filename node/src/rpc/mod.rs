//! JSON-RPC methods beyond those of the SDK's service builder (spec: rpc.md).
//!
//! | module | what it does |
//! |---|---|
//! | [`methods`] | table of the methods that forward to a runtime API |
//! | [`parameters`] | reads their parameters, by position or by name |

mod methods;
mod parameters;

use std::sync::Arc;

use futures::channel::mpsc;
use jsonrpsee::{RpcModule, core::RegisterMethodError};
use myelin_runtime::opaque::Block;
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use sc_client_api::ExecutorProvider;
use sc_client_api::call_executor::CallExecutor;
use sc_consensus_grandpa::{
    FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
use sc_consensus_manual_seal::rpc::{ManualSeal, ManualSealApiServer};
use sc_rpc::SubscriptionTaskExecutor;
use sp_blockchain::HeaderBackend;
use sp_core::traits::CallContext;
use substrate_frame_rpc_system::{System, SystemApiServer};

use crate::service::{EngineRequest, FullBackend, FullClient, Hash, Pool};

/// What the methods work on.
pub struct Methods {
    /// The client.
    pub client: Arc<FullClient>,
    /// Counts the transactions that wait, for the next nonce of an account.
    pub pool: Arc<Pool>,
    /// Takes requests for sealed blocks, when the node seals on request.
    pub engine: Option<mpsc::Sender<EngineRequest>>,
    /// Finality proofs as they arrive.
    pub justifications: GrandpaJustificationStream<Block>,
    /// Who votes on finality.
    pub authority_set: SharedAuthoritySet<Hash, u32>,
    /// The rounds of voting.
    pub voter_state: SharedVoterState,
    /// Finality proofs of the past.
    pub proofs: Arc<FinalityProofProvider<FullBackend, Block>>,
}

impl Methods {
    /// Registers the methods.
    ///
    /// # Errors
    ///
    /// When two methods have the same name.
    pub fn module(
        &self,
        executor: SubscriptionTaskExecutor,
    ) -> Result<RpcModule<()>, RegisterMethodError> {
        let mut module = RpcModule::new(());
        let grandpa = Grandpa::new(
            executor,
            self.authority_set.clone(),
            self.voter_state.clone(),
            self.justifications.clone(),
            self.proofs.clone(),
        );
        let accounts = System::new(self.client.clone(), self.pool.clone());
        module.merge(accounts.into_rpc())?;
        module.merge(TransactionPayment::new(self.client.clone()).into_rpc())?;
        module.merge(grandpa.into_rpc())?;
        module.merge(methods::module(self.client.clone())?)?;
        if let Some(engine) = &self.engine {
            module.merge(ManualSeal::new(engine.clone()).into_rpc())?;
        }
        Ok(module)
    }
}

/// Calls a function of the runtime.
trait RuntimeCalls: Send + Sync + 'static {
    /// Calls `function` with SCALE-encoded `arguments` on the state of block `at`, or of the best
    /// block. Returns the SCALE-encoded result.
    fn call(&self, at: Option<Hash>, function: &str, arguments: &[u8]) -> Result<Vec<u8>, String>;
}

impl RuntimeCalls for FullClient {
    fn call(&self, at: Option<Hash>, function: &str, arguments: &[u8]) -> Result<Vec<u8>, String> {
        let at = at.unwrap_or_else(|| self.info().best_hash);
        self.executor()
            .call(at, function, arguments, CallContext::Offchain)
            .map_err(|cause| cause.to_string())
    }
}
