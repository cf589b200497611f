#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot build its input has failed"
)]

mod api;
mod encoding;
mod json;
mod layout;
mod show;
