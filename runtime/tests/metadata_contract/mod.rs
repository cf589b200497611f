//! The contract with clients: what the metadata must say.
//!
//! The tables in `tests/spec` list every storage item, constant, call, event and error clients know
//! by name. `*.csv` without a suffix are the tables of the specification as they are; the files
//! `*_additions.csv` add what it says outside of them. What is not there yet is listed in
//! `later_calls.txt`, `later_events.txt` and `later_pallets.txt`, and must not be there: whoever
//! adds it strikes it out.

mod calls;
mod chain;
mod constants;
mod explained;
mod keys;
mod notation;
mod numbering;
mod pallets;
mod storage;
mod structures;
mod table;
mod values;
mod variants;
