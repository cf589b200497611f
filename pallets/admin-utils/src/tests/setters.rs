//! A call that every test of its kind sends, with what it must leave behind.

use pallet_subtensor::Event as SubtensorEvent;

use crate::{Call, Event, mock::*};

/// One setter with one good value.
pub struct Setter {
    /// The call.
    pub call: Call<Test>,
    /// Whether the value is stored.
    pub stored: fn() -> bool,
    /// The events, in order.
    pub events: Vec<RuntimeEvent>,
}

/// A setter without an event.
pub fn silent(call: Call<Test>, stored: fn() -> bool) -> Setter {
    Setter {
        call,
        stored,
        events: Vec::new(),
    }
}

/// A setter with an event of `SubtensorModule`.
pub fn reported(call: Call<Test>, stored: fn() -> bool, event: SubtensorEvent<Test>) -> Setter {
    Setter {
        call,
        stored,
        events: vec![RuntimeEvent::SubtensorModule(event)],
    }
}

impl Setter {
    /// Adds an event of this pallet.
    pub fn and(mut self, event: Event<Test>) -> Self {
        self.events.push(RuntimeEvent::AdminUtils(event));
        self
    }

    /// The call, for error messages.
    pub fn name(&self) -> String {
        format!("{:?}", self.call)
    }

    /// Sends the call and holds it to its promise.
    pub fn works(&self, origin: RuntimeOrigin) {
        let name = self.name();
        assert!(!(self.stored)(), "{name} would change nothing");
        take_events();
        assert_eq!(send(origin, self.call.clone()), Ok(()), "{name}");
        assert!((self.stored)(), "{name} did not store its value");
        assert_eq!(take_events(), self.events, "{name}");
    }

    /// Sends the call and wants it to fail without a trace.
    pub fn refused(&self, origin: RuntimeOrigin, error: impl Into<sp_runtime::DispatchError>) {
        let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
        assert_eq!(
            send(origin, self.call.clone()),
            Err(error.into()),
            "{}",
            self.name()
        );
        let after = sp_io::storage::root(sp_runtime::StateVersion::V1);
        assert_eq!(before, after, "{} left something behind", self.name());
    }
}
