//! What a transaction costs, who pays it, in what, and who gets it.

mod alpha;
mod tao;
mod wrapped;
