//! Tests of the pallet by theme. Each test is one behaviour, told by its name; the mock checks the
//! invariants after each.
