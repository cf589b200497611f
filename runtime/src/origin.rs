//! Who calls, and what he may call.
//!
//! The SDK would write [`RuntimeOrigin`] itself. It stands here because of one function,
//! [`OriginTrait::filter_call`], through which everything passes that anybody dispatches, nested or
//! not: there, and only there, caller and call are seen together. An account whose coldkey swap is
//! announced is stopped there too when it acts through a proxy, a multisig, a batch or a derived
//! account (runtime-and-node.md 5.2).

use crate::{AccountId, OriginCaller, Runtime, RuntimeCall, extensions::passes_coldkey_swap_guard};
use alloc::rc::Rc;
use core::fmt;
use frame_support::traits::{CallerTrait, Contains, OriginTrait};
use frame_system::{Config, RawOrigin};
use sp_runtime::traits::{AsSystemOriginSigner, AsTransactionAuthorizedOrigin};

/// The origin of a call: the caller, and a filter over the calls it may make.
///
/// A new one carries the base filter of the chain. Root passes every filter.
#[derive(Clone)]
pub struct RuntimeOrigin {
    /// Who calls.
    pub caller: OriginCaller,
    filter: Rc<dyn Fn(&RuntimeCall) -> bool>,
}

impl RuntimeOrigin {
    /// The origin of a call that nobody signed.
    pub fn none() -> Self {
        <Self as OriginTrait>::none()
    }

    /// The origin that passes every filter.
    pub fn root() -> Self {
        <Self as OriginTrait>::root()
    }

    /// The origin of a call signed by an account.
    pub fn signed(by: AccountId) -> Self {
        <Self as OriginTrait>::signed(by)
    }
}

impl fmt::Debug for RuntimeOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Origin")
            .field("caller", &self.caller)
            .field("filter", &"[function ptr]")
            .finish()
    }
}

impl OriginTrait for RuntimeOrigin {
    type Call = RuntimeCall;
    type PalletsOrigin = OriginCaller;
    type AccountId = AccountId;

    fn add_filter(&mut self, filter: impl Fn(&RuntimeCall) -> bool + 'static) {
        let outer = self.filter.clone();
        self.filter = Rc::new(move |call: &RuntimeCall| outer(call) && filter(call));
    }

    fn reset_filter(&mut self) {
        self.filter =
            Rc::new(<<Runtime as Config>::BaseCallFilter as Contains<RuntimeCall>>::contains);
    }

    fn set_caller_from(&mut self, other: impl Into<Self>) {
        self.caller = other.into().caller;
    }

    fn set_caller(&mut self, caller: OriginCaller) {
        self.caller = caller;
    }

    fn filter_call(&self, call: &RuntimeCall) -> bool {
        match &self.caller {
            OriginCaller::system(RawOrigin::Root) => true,
            OriginCaller::system(RawOrigin::Signed(who)) => {
                (self.filter)(call) && passes_coldkey_swap_guard(who)
            }
            _ => (self.filter)(call),
        }
    }

    fn caller(&self) -> &OriginCaller {
        &self.caller
    }

    fn into_caller(self) -> OriginCaller {
        self.caller
    }

    fn try_with_caller<R>(
        self,
        f: impl FnOnce(OriginCaller) -> Result<R, OriginCaller>,
    ) -> Result<R, Self> {
        let Self { caller, filter } = self;
        f(caller).map_err(|caller| Self { caller, filter })
    }

    fn none() -> Self {
        RawOrigin::None.into()
    }

    fn root() -> Self {
        RawOrigin::Root.into()
    }

    fn signed(by: AccountId) -> Self {
        RawOrigin::Signed(by).into()
    }
}

impl AsSystemOriginSigner<AccountId> for RuntimeOrigin {
    fn as_system_origin_signer(&self) -> Option<&AccountId> {
        self.caller.as_signed()
    }
}

impl AsTransactionAuthorizedOrigin for RuntimeOrigin {
    fn is_transaction_authorized(&self) -> bool {
        !matches!(self.caller, OriginCaller::system(RawOrigin::None))
    }
}

impl From<OriginCaller> for RuntimeOrigin {
    fn from(caller: OriginCaller) -> Self {
        let mut origin = Self {
            caller,
            filter: Rc::new(|_: &RuntimeCall| true),
        };
        origin.reset_filter();
        origin
    }
}

impl From<RawOrigin<AccountId>> for RuntimeOrigin {
    fn from(origin: RawOrigin<AccountId>) -> Self {
        OriginCaller::system(origin).into()
    }
}

impl From<Option<AccountId>> for RuntimeOrigin {
    fn from(signer: Option<AccountId>) -> Self {
        RawOrigin::from(signer).into()
    }
}

impl From<RuntimeOrigin> for Result<RawOrigin<AccountId>, RuntimeOrigin> {
    fn from(origin: RuntimeOrigin) -> Self {
        let OriginCaller::system(caller) = origin.caller;
        Ok(caller)
    }
}

impl From<RawOrigin<AccountId>> for OriginCaller {
    fn from(origin: RawOrigin<AccountId>) -> Self {
        Self::system(origin)
    }
}

impl CallerTrait<AccountId> for OriginCaller {
    fn into_system(self) -> Option<RawOrigin<AccountId>> {
        let Self::system(caller) = self;
        Some(caller)
    }

    fn as_system_ref(&self) -> Option<&RawOrigin<AccountId>> {
        let Self::system(caller) = self;
        Some(caller)
    }
}
