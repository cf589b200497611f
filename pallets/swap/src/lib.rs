//! The market of each subnet: TAO against alpha.
#![cfg_attr(not(feature = "std"), no_std)]
