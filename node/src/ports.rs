//! Are the ports free? The SDK silently takes a random RPC port, or none at all for the network,
//! when the wanted one is in use. A client would wait for a node that listens elsewhere, so that
//! is found out, and said, before anything starts.

use std::{
    io::ErrorKind,
    net::{IpAddr, SocketAddr, TcpListener},
};

use log::warn;
use sc_network::multiaddr::{Multiaddr, Protocol};
use sc_service::{Configuration, config::RpcEndpoint};

use crate::error::Error;

/// Where clients look for the second node of a local network.
const SECOND_RPC_PORT: u16 = 9945;

/// Makes the RPC server insist on its port instead of taking a random one.
pub fn insist_on_rpc_port(config: &mut Configuration) {
    for endpoint in config.rpc.addr.iter_mut().flatten() {
        endpoint.retry_random_port = false;
    }
}

/// Lets a network of one node answer where clients look for its second node too, unless somebody
/// else does.
pub fn answer_as_second_node(config: &mut Configuration) {
    if let Some(endpoints) = &mut config.rpc.addr {
        endpoints.extend(on_port(endpoints, SECOND_RPC_PORT));
    }
}

/// The endpoints on another port, as far as nobody listens there. The node can do without them.
fn on_port(endpoints: &[RpcEndpoint], port: u16) -> Vec<RpcEndpoint> {
    let moved = endpoints.iter().cloned().map(|mut endpoint| {
        endpoint.listen_addr.set_port(port);
        endpoint.is_optional = true;
        endpoint
    });
    moved
        .filter(|endpoint| ensure_free(endpoint.listen_addr, "RPC", "--rpc-port").is_ok())
        .collect()
}

/// Checks every address the node is going to listen on.
///
/// # Errors
///
/// When the RPC or the network port is in use. A metrics port in use only costs the metrics, and
/// the network port does not matter to a development chain (`is_dev`), which has no peers: these
/// are warnings.
pub fn check(config: &Configuration, is_dev: bool) -> Result<(), Error> {
    for endpoint in config.rpc.addr.iter().flatten() {
        if !endpoint.is_optional && !endpoint.retry_random_port {
            ensure_free(endpoint.listen_addr, "RPC", "--rpc-port")?;
        }
    }
    for address in config.network.listen_addresses.iter().filter_map(tcp) {
        let outcome = ensure_free(address, "the network", "--port");
        if is_dev {
            outcome.unwrap_or_else(|cause| warn!("{cause}"))
        } else {
            outcome?
        }
    }
    if let Some(prometheus) = &config.prometheus_config {
        ensure_free(prometheus.port, "metrics", "--prometheus-port")
            .unwrap_or_else(|cause| warn!("{cause}"));
    }
    Ok(())
}

/// Address and port of a TCP address of the network.
fn tcp(address: &Multiaddr) -> Option<SocketAddr> {
    let mut parts = address.iter();
    let ip: IpAddr = match parts.next()? {
        Protocol::Ip4(ip) => ip.into(),
        Protocol::Ip6(ip) => ip.into(),
        _ => return None,
    };
    match parts.next()? {
        Protocol::Tcp(port) => Some(SocketAddr::new(ip, port)),
        _ => None,
    }
}

/// Only "in use" counts: a machine without IPv6, say, is none of our business here.
fn ensure_free(
    address: SocketAddr,
    purpose: &'static str,
    flag: &'static str,
) -> Result<(), Error> {
    match TcpListener::bind(address) {
        Err(cause) if cause.kind() == ErrorKind::AddrInUse => Err(Error::PortInUse {
            address,
            purpose,
            flag,
        }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::*;

    #[test]
    fn a_port_in_use_is_told_with_the_flag_that_moves_it() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap();
        let text = ensure_free(address, "RPC", "--rpc-port")
            .unwrap_err()
            .to_string();
        assert!(
            text.contains(&address.to_string()) && text.contains("--rpc-port"),
            "{text}"
        );
        drop(taken);
        ensure_free(address, "RPC", "--rpc-port").unwrap();
    }

    #[test]
    fn a_second_rpc_port_is_taken_only_where_nobody_listens() {
        let first: RpcEndpoint = "listen-addr=127.0.0.1:9944,max-connections=7"
            .parse::<sc_cli::RpcEndpoint>()
            .unwrap()
            .into();
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        assert!(on_port(std::slice::from_ref(&first), port).is_empty());
        drop(taken);
        let second = on_port(&[first], port).pop().unwrap();
        assert_eq!(second.listen_addr.to_string(), format!("127.0.0.1:{port}"));
        assert!(second.is_optional && !second.retry_random_port);
        assert_eq!(second.max_connections, 7);
    }

    #[test]
    fn tcp_addresses_of_the_network_are_read() {
        let read = |text: &str| tcp(&text.parse().unwrap());
        assert_eq!(
            read("/ip4/0.0.0.0/tcp/30333"),
            Some("0.0.0.0:30333".parse().unwrap())
        );
        assert_eq!(
            read("/ip6/::/tcp/30333/ws"),
            Some("[::]:30333".parse().unwrap())
        );
        assert_eq!(read("/ip4/0.0.0.0/udp/30333/webrtc-direct"), None);
        assert_eq!(read("/dns/example.com/tcp/30333"), None);
    }
}
