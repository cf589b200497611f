//! Calls that set the parameters of subnets and of the chain.
#![cfg_attr(not(feature = "std"), no_std)]
