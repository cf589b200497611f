//! Prices and quotes of the subnet markets.
#![cfg_attr(not(feature = "std"), no_std)]
