//! Emission: TAO and alpha that come into being with every block, and who gets them.
//!
//! A block mints TAO ([`issuance`]), shares it out over the subnets and lets it enter their pools
//! ([`coinbase`]), mints alpha for the participants of each subnet, and pays what a subnet has
//! collected when its epoch is due ([`drain`], [`distribute`]). The arithmetic stands in
//! `myelin_emission`; here it is fed from storage and its results are carried out.

mod coinbase;
mod distribute;
mod drain;
mod issuance;
mod moving_price;

pub(crate) use coinbase::EmittingSubnet;
#[cfg(test)]
pub(crate) use drain::Pending;
