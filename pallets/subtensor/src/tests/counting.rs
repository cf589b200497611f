//! Counts the storage keys that something reads and writes.
//!
//! Every key counts once, as in a database behind a cache. A key that an iteration visits counts
//! as read, and so does the one at which it ends.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
};

use frame_support::{
    dispatch::{DispatchResult, GetDispatchInfo},
    storage::transactional::TRANSACTION_LEVEL_KEY,
    traits::{UnfilteredDispatchable, WhitelistedStorageKeys},
    weights::Weight,
};
use sp_core::{Blake2Hasher, H256, storage::ChildInfo};
use sp_runtime::{AccountId32, StateVersion};
use sp_state_machine::{
    Backend, BackendTransaction, Ext, InMemoryBackend, IterArgs, OverlayedChanges, StorageIterator,
    StorageKey, StorageValue, UsageInfo,
};
use sp_trie::MerkleValue;

use crate::{
    mock::{AllPalletsWithSystem, BlockAuthor, System, Test, signed},
    pallet::Call,
};

type Memory = InMemoryBackend<Blake2Hasher>;
type Keys = RefCell<BTreeSet<StorageKey>>;
type MemoryError = <Memory as Backend<Blake2Hasher>>::Error;

/// How many keys were touched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Read from the state.
    pub reads: usize,
    /// Written with another value than they had, or removed.
    pub writes: usize,
    /// Written with the value they had.
    pub idle_writes: usize,
}

impl Touched {
    /// What the database takes for it.
    pub fn stored(&self) -> Weight {
        let written = self.writes + self.idle_writes;
        <Test as frame_system::Config>::DbWeight::get()
            .reads_writes(self.reads as u64, written as u64)
    }
}

/// A call that was sent.
#[derive(Debug)]
pub struct Sent {
    pub result: DispatchResult,
    /// What it added to its transaction.
    pub touched: Touched,
    /// The weight it declared before, or reported when it was over.
    pub own: Weight,
    /// What it registered for the block beside.
    pub registered: Weight,
}

impl Sent {
    /// All that the call counts for.
    pub fn charged(&self) -> Weight {
        self.own.saturating_add(self.registered)
    }

    /// Fails when the call touched more than it counts for.
    #[track_caller]
    pub fn assert_covered(&self) {
        let stored = self.touched.stored();
        assert!(self.charged().all_gte(stored), "{stored:?}: {self:?}");
    }
}

/// A state in memory that notes what is read.
#[derive(Debug)]
struct Counting {
    memory: Memory,
    keys: Keys,
    /// Those whose value was read.
    values: Keys,
    /// Length of these values.
    bytes: Cell<usize>,
}

impl Counting {
    fn note(&self, key: &[u8]) {
        self.keys.borrow_mut().insert(key.to_vec());
    }
}

/// An iterator that notes the keys it meets.
struct CountingIter(<Memory as Backend<Blake2Hasher>>::RawIter);

impl StorageIterator<Blake2Hasher> for CountingIter {
    type Backend = Counting;
    type Error = MemoryError;

    fn next_key(&mut self, backend: &Counting) -> Option<Result<StorageKey, MemoryError>> {
        let next = self.0.next_key(&backend.memory);
        if let Some(Ok(key)) = &next {
            backend.note(key);
        }
        next
    }

    fn next_pair(
        &mut self,
        backend: &Counting,
    ) -> Option<Result<(StorageKey, StorageValue), MemoryError>> {
        let next = self.0.next_pair(&backend.memory);
        if let Some(Ok((key, _))) = &next {
            backend.note(key);
        }
        next
    }

    fn was_complete(&self) -> bool {
        self.0.was_complete()
    }
}

impl Backend<Blake2Hasher> for Counting {
    type Error = MemoryError;
    type TrieBackendStorage = <Memory as Backend<Blake2Hasher>>::TrieBackendStorage;
    type RawIter = CountingIter;

    fn storage(&self, key: &[u8]) -> Result<Option<StorageValue>, MemoryError> {
        let value = self.memory.storage(key)?;
        if self.values.borrow_mut().insert(key.to_vec()) {
            let length = value.as_ref().map_or(0, Vec::len);
            self.bytes.set(self.bytes.get() + length);
        }
        self.note(key);
        Ok(value)
    }

    fn storage_hash(&self, key: &[u8]) -> Result<Option<H256>, MemoryError> {
        self.note(key);
        self.memory.storage_hash(key)
    }

    fn closest_merkle_value(&self, key: &[u8]) -> Result<Option<MerkleValue<H256>>, MemoryError> {
        self.memory.closest_merkle_value(key)
    }

    fn child_closest_merkle_value(
        &self,
        child: &ChildInfo,
        key: &[u8],
    ) -> Result<Option<MerkleValue<H256>>, MemoryError> {
        self.memory.child_closest_merkle_value(child, key)
    }

    fn child_storage(
        &self,
        child: &ChildInfo,
        key: &[u8],
    ) -> Result<Option<StorageValue>, MemoryError> {
        self.memory.child_storage(child, key)
    }

    fn child_storage_hash(
        &self,
        child: &ChildInfo,
        key: &[u8],
    ) -> Result<Option<H256>, MemoryError> {
        self.memory.child_storage_hash(child, key)
    }

    fn next_storage_key(&self, key: &[u8]) -> Result<Option<StorageKey>, MemoryError> {
        let next = self.memory.next_storage_key(key)?;
        if let Some(key) = &next {
            self.note(key);
        }
        Ok(next)
    }

    fn next_child_storage_key(
        &self,
        child: &ChildInfo,
        key: &[u8],
    ) -> Result<Option<StorageKey>, MemoryError> {
        self.memory.next_child_storage_key(child, key)
    }

    fn storage_root<'a>(
        &self,
        delta: impl Iterator<Item = (&'a [u8], Option<&'a [u8]>)>,
        version: StateVersion,
    ) -> (H256, BackendTransaction<Blake2Hasher>) {
        self.memory.storage_root(delta, version)
    }

    fn child_storage_root<'a>(
        &self,
        child: &ChildInfo,
        delta: impl Iterator<Item = (&'a [u8], Option<&'a [u8]>)>,
        version: StateVersion,
    ) -> (H256, bool, BackendTransaction<Blake2Hasher>) {
        self.memory.child_storage_root(child, delta, version)
    }

    fn raw_iter(&self, args: IterArgs) -> Result<CountingIter, MemoryError> {
        self.memory.raw_iter(args).map(CountingIter)
    }

    fn register_overlay_stats(&self, stats: &sp_state_machine::StateMachineStats) {
        self.memory.register_overlay_stats(stats);
    }

    fn usage_info(&self) -> UsageInfo {
        self.memory.usage_info()
    }
}

/// Runs something on the state of `ext`, which it leaves as it is, and counts.
pub fn touched_by(ext: &mut sp_io::TestExternalities, run: impl FnOnce()) -> Touched {
    touched_except(ext, &BTreeSet::new(), run).0
}

/// Runs something on the state of `ext`, which it leaves as it is. Returns the length of all values
/// it reads, each once.
pub fn bytes_read_by(ext: &mut sp_io::TestExternalities, run: impl FnOnce()) -> usize {
    touched_except(ext, &BTreeSet::new(), run).1
}

/// Runs a call and counts what it adds to its transaction: every key but those that FRAME's
/// benchmarks leave out because each block touches them (`whitelist_storage`: the number and the
/// events of the block, the total of all balances and the like; and the depth of storage layers),
/// and but the accounts that the fee of the transaction has touched, those of signer and author.
pub fn touched_by_call(
    fee_accounts: &[AccountId32],
    ext: &mut sp_io::TestExternalities,
    run: impl FnOnce(),
) -> Touched {
    let mut free: BTreeSet<StorageKey> = AllPalletsWithSystem::whitelisted_storage_keys()
        .into_iter()
        .map(|tracked| tracked.key)
        .collect();
    free.insert(TRANSACTION_LEVEL_KEY.to_vec());
    free.extend(
        fee_accounts
            .iter()
            .map(frame_system::Account::<Test>::hashed_key_for),
    );
    touched_except(ext, &free, run).0
}

/// Sends a call on the state of `ext`, which it leaves as it is.
pub fn send(signer: &AccountId32, ext: &mut sp_io::TestExternalities, call: Call<Test>) -> Sent {
    let mut fee_accounts = vec![signer.clone()];
    fee_accounts.extend(BlockAuthor::get());
    let declared = call.get_dispatch_info().call_weight;
    let mut result = Ok(());
    let (mut reported, mut registered) = (None, Weight::zero());
    let touched = touched_by_call(&fee_accounts, ext, || {
        let before = System::block_weight().total();
        match call.dispatch_bypass_filter(signed(signer)) {
            Ok(post) => reported = post.actual_weight,
            Err(failed) => {
                reported = failed.post_info.actual_weight;
                result = Err(failed.error);
            }
        }
        registered = System::block_weight().total() - before;
    });
    Sent {
        result,
        touched,
        own: reported.unwrap_or(declared),
        registered,
    }
}

/// Runs something on the state of `ext`, which it leaves as it is, and counts all keys but the free
/// ones, and the bytes of all values that were read.
fn touched_except(
    ext: &mut sp_io::TestExternalities,
    free: &BTreeSet<StorageKey>,
    run: impl FnOnce(),
) -> (Touched, usize) {
    ext.commit_all().expect("no transaction is open");
    let backend = Counting {
        memory: ext.as_backend(),
        keys: Keys::default(),
        values: Keys::default(),
        bytes: Cell::default(),
    };
    let mut overlay = OverlayedChanges::default();
    let mut counted = Ext::new(&mut overlay, &backend, None);
    sp_externalities::set_and_run_with_externalities(&mut counted, run);
    let reads = backend.keys.borrow().difference(free).count();
    let (mut writes, mut idle_writes) = (0, 0);
    for (key, entry) in overlay.changes_mut() {
        if free.contains(key) {
            continue;
        }
        let before = backend.memory.storage(key).expect("the state is in memory");
        if entry.value() == before.as_ref() {
            idle_writes += 1;
        } else {
            writes += 1;
        }
    }
    let touched = Touched {
        reads,
        writes,
        idle_writes,
    };
    (touched, backend.bytes.get())
}
