//! Endpoints that neurons publish.

use alloc::vec::Vec;

use frame_support::ensure;
use myelin_types::{
    NetUid,
    frozen::{AxonInfo, NeuronCertificate, PrometheusInfo},
};
use pallet_subtensor_runtime_api::Obstacle;
use sp_runtime::{DispatchError, DispatchResult};

use crate::pallet::*;

/// Where the axon of a neuron listens, as its hotkey says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AxonArgs {
    /// Version of the protocol of the axon.
    pub version: u32,
    /// Address; an IPv4 address in the low 32 bits.
    pub ip: u128,
    /// Port, not 0.
    pub port: u16,
    /// 4 or 6.
    pub ip_type: u8,
    /// Protocol, free for the subnet to use.
    pub protocol: u8,
    /// Free for the subnet to use.
    pub placeholder1: u8,
    /// Free for the subnet to use.
    pub placeholder2: u8,
}

/// Where the metrics of a neuron can be read, as its hotkey says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrometheusArgs {
    /// Version of the endpoint.
    pub version: u32,
    /// Address; an IPv4 address in the low 32 bits. Not 0.
    pub ip: u128,
    /// Port, not 0.
    pub port: u16,
    /// 4 or 6.
    pub ip_type: u8,
}

const IPV4: u8 = 4;
const IPV6: u8 = 6;
const IPV4_BROADCAST: u128 = 0xffff_ffff;
const IPV4_LOOPBACK: u128 = 0x7f00_0001;
const IPV6_LOOPBACK: u128 = 1;

/// Whether others can reach this address. Private ranges pass, and so does 0.
fn is_reachable(ip_type: u8, ip: u128) -> bool {
    match ip_type {
        IPV4 => ip < IPV4_BROADCAST && ip != IPV4_LOOPBACK,
        _ => ip != u128::MAX && ip != IPV6_LOOPBACK,
    }
}

impl<T: Config> Pallet<T> {
    /// See [`Pallet::serve_axon`] and [`Pallet::serve_axon_tls`].
    pub(crate) fn do_serve_axon(
        hotkey: &T::AccountId,
        netuid: NetUid,
        endpoint: AxonArgs,
        certificate: Option<Vec<u8>>,
    ) -> DispatchResult {
        Self::check_axon(hotkey, netuid, &endpoint)?;
        if let Some(certificate) = certificate
            .as_deref()
            .and_then(NeuronCertificate::from_call_bytes)
        {
            NeuronCertificates::<T>::insert(netuid, hotkey, certificate);
        }
        let info = AxonInfo {
            block: Self::now(),
            version: endpoint.version,
            ip: endpoint.ip,
            port: endpoint.port,
            ip_type: endpoint.ip_type,
            protocol: endpoint.protocol,
            placeholder1: endpoint.placeholder1,
            placeholder2: endpoint.placeholder2,
        };
        Axons::<T>::insert(netuid, hotkey, info);
        Self::deposit_event(Event::AxonServed(netuid, hotkey.clone()));
        Ok(())
    }

    /// See [`Pallet::serve_prometheus`].
    pub(crate) fn do_serve_prometheus(
        hotkey: &T::AccountId,
        netuid: NetUid,
        endpoint: PrometheusArgs,
    ) -> DispatchResult {
        Self::check_prometheus(hotkey, netuid, &endpoint)?;
        let info = PrometheusInfo {
            block: Self::now(),
            version: endpoint.version,
            ip: endpoint.ip,
            port: endpoint.port,
            ip_type: endpoint.ip_type,
        };
        Prometheus::<T>::insert(netuid, hotkey, info);
        Self::deposit_event(Event::PrometheusServed(netuid, hotkey.clone()));
        Ok(())
    }

    /// The checks of `serve_axon`, in the order in which a user sees their errors.
    pub(crate) fn check_axon(
        hotkey: &T::AccountId,
        netuid: NetUid,
        endpoint: &AxonArgs,
    ) -> Result<(), DispatchError> {
        Self::ensure_in_network(hotkey, netuid)?;
        ensure!(
            matches!(endpoint.ip_type, IPV4 | IPV6),
            Error::<T>::InvalidIpType
        );
        ensure!(
            is_reachable(endpoint.ip_type, endpoint.ip),
            Error::<T>::InvalidIpAddress
        );
        ensure!(
            Self::axon_wait(netuid, hotkey).is_none(),
            Error::<T>::ServingRateLimitExceeded
        );
        ensure!(endpoint.port != 0, Error::<T>::InvalidPort);
        Ok(())
    }

    /// The checks of `serve_prometheus`, in the order in which a user sees their errors.
    pub(crate) fn check_prometheus(
        hotkey: &T::AccountId,
        netuid: NetUid,
        endpoint: &PrometheusArgs,
    ) -> Result<(), DispatchError> {
        ensure!(
            matches!(endpoint.ip_type, IPV4 | IPV6),
            Error::<T>::InvalidIpType
        );
        ensure!(
            endpoint.ip != 0 && is_reachable(endpoint.ip_type, endpoint.ip),
            Error::<T>::InvalidIpAddress
        );
        Self::ensure_in_network(hotkey, netuid)?;
        ensure!(
            Self::prometheus_wait(netuid, hotkey).is_none(),
            Error::<T>::ServingRateLimitExceeded
        );
        ensure!(endpoint.port != 0, Error::<T>::InvalidPort);
        Ok(())
    }

    fn ensure_in_network(hotkey: &T::AccountId, netuid: NetUid) -> Result<(), DispatchError> {
        ensure!(
            Self::uid_of(netuid, hotkey).is_some(),
            Error::<T>::HotKeyNotRegisteredInNetwork
        );
        Ok(())
    }

    /// The time until a neuron may publish its axon again.
    pub(crate) fn axon_wait(netuid: NetUid, hotkey: &T::AccountId) -> Option<Obstacle> {
        let last = Axons::<T>::get(netuid, hotkey).map_or(0, |info| info.block);
        Self::wait_since(last, || ServingRateLimit::<T>::get(netuid))
    }

    /// The time until a neuron may publish where its metrics are read again.
    pub(crate) fn prometheus_wait(netuid: NetUid, hotkey: &T::AccountId) -> Option<Obstacle> {
        let last = Prometheus::<T>::get(netuid, hotkey).map_or(0, |info| info.block);
        Self::wait_since(last, || ServingRateLimit::<T>::get(netuid))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_nobody_can_reach_are_told_apart() {
        assert!(is_reachable(4, 0x0808_0808));
        assert!(is_reachable(4, 0));
        assert!(!is_reachable(4, 0xffff_ffff));
        assert!(!is_reachable(4, 0x7f00_0001));
        assert!(!is_reachable(4, 1 << 100));
        assert!(is_reachable(6, 0x0001_0002_0003_0004_0005_0006_0007_0008));
        assert!(!is_reachable(6, 1));
        assert!(!is_reachable(6, u128::MAX));
    }
}
