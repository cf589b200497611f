//! HTTP: a beacon on a local port.

use std::{
    convert::Infallible,
    net::Ipv4Addr,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use futures::FutureExt;
use http_body_util::Full;
use hyper::{
    Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header::{CONTENT_TYPE, HeaderValue},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use sc_cli::Signals;
use tokio::net::TcpListener;

use super::{Error, interface::answer, own::Beacon};

/// Serves a beacon until the process is told to end.
///
/// # Errors
///
/// When the port is not free.
pub fn until_exit(beacon: Beacon, port: u16) -> Result<(), Error> {
    let tokio = sc_cli::build_runtime()?;
    tokio.block_on(async {
        let signals = Signals::capture().map_err(|cause| Error::Input(cause.to_string()))?;
        let listener = listen(port).await?;
        let address = listener.local_addr()?;
        let chain = beacon.chain();
        println!("the beacon serves http://{address}/{chain}/public/latest");
        let served = serve(listener, beacon).map(Ok::<(), std::io::Error>);
        Ok(signals.run_until_signal(served.fuse()).await?)
    })
}

/// Opens the port.
///
/// # Errors
///
/// When it is not free.
pub async fn listen(port: u16) -> Result<TcpListener, Error> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|cause| Error::Port { port, cause })
}

/// Answers all requests that come, without end.
pub async fn serve(listener: TcpListener, beacon: Beacon) {
    let beacon = Arc::new(beacon);
    loop {
        // A connection that breaks before it is there, or while it is served, is its client's loss.
        let Ok((stream, _)) = listener.accept().await else {
            tokio::task::yield_now().await;
            continue;
        };
        let beacon = beacon.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            let response = respond(&beacon, &request);
            async move { Ok::<_, Infallible>(response) }
        });
        let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
        tokio::spawn(connection.map(drop));
    }
}

/// The answer to a request, with the clock of this machine.
fn respond(beacon: &Beacon, request: &Request<Incoming>) -> Response<Full<Bytes>> {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |passed| passed.as_secs());
    let answer = answer(beacon, request.method(), request.uri().path(), now);
    let (status, kind, body) = match answer {
        Ok(value) => (StatusCode::OK, "application/json", format!("{value}\n")),
        Err((status, sentence)) => (status, "text/plain; charset=utf-8", format!("{sentence}\n")),
    };
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
