//! Connections: so many at once, each for so long, and no request whose end two readers could see in two places.

use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt;

use crate::heads::Heads;
use crate::http::{Peer, Server};
use crate::tls::Tls;

/// Connections that are held at once; what comes beyond waits.
const CONNECTIONS: usize = 800;
/// Seconds within which the next request's head must have arrived.
const HEAD_SECONDS: u64 = 10;
/// Seconds after which a connection is closed, whatever it does.
const LIFE_SECONDS: u64 = 300;
/// Headers of one request.
const HEADERS: usize = 64;
/// Bytes of one request's head.
const HEAD_BYTES: usize = 64 * 1024;
/// Seconds that a machine gets to breathe where it has no more files to open.
const BREATH_SECONDS: u64 = 1;

/// Serves until the future ends, and then until what has begun is answered or had its time.
pub async fn serve(
    listener: TcpListener,
    server: Arc<Server>,
    tls: Option<Tls>,
    until: impl Future<Output = ()> + Send,
) -> io::Result<()> {
    let (stop, stopped) = watch::channel(());
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let router = server.router();
    let mut until = pin!(until);
    loop {
        let accepted = async {
            let place = places.clone().acquire_owned().await.map_err(io::Error::other)?;
            listener.accept().await.map(|(stream, peer)| (place, stream, peer))
        };
        let (place, stream, peer) = tokio::select! {
            accepted = accepted => match accepted {
                Ok(accepted) => accepted,
                Err(_) => {
                    tokio::time::sleep(Duration::from_secs(BREATH_SECONDS)).await;
                    continue;
                }
            },
            () = &mut until => break,
        };
        let (router, stopped, tls) = (router.clone(), stopped.clone(), tls.clone());
        tokio::spawn(async move {
            match tls {
                None => answer(stream, peer, router, stopped).await,
                Some(tls) => {
                    let secured = tokio::time::timeout(Duration::from_secs(HEAD_SECONDS), tls.0.accept(stream)).await;
                    // Whoever speaks no TLS, or not in time, is told nothing.
                    if let Ok(Ok(stream)) = secured {
                        answer(stream, peer, router, stopped).await;
                    }
                }
            }
            drop(place);
        });
    }
    drop(stop);
    let all = places.acquire_many(CONNECTIONS as u32);
    let _ = tokio::time::timeout(Duration::from_secs(HEAD_SECONDS), all).await;
    Ok(())
}

/// Answers the requests of one connection.
async fn answer<S: AsyncRead + AsyncWrite + Unpin>(
    stream: S,
    peer: SocketAddr,
    router: axum::Router,
    mut stopped: watch::Receiver<()>,
) {
    let service = router.map_request(move |mut request: Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(Peer(peer.ip()));
        request.map(Body::new)
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(Duration::from_secs(HEAD_SECONDS));
    http.max_headers(HEADERS).max_buf_size(HEAD_BYTES);
    let stream = TokioIo::new(Watched { stream, heads: Heads::default() });
    let mut connection = pin!(http.serve_connection(stream, TowerToHyperService::new(service)));
    let life = tokio::time::sleep(Duration::from_secs(LIFE_SECONDS));
    // How a connection ends is nobody's fault but its own.
    tokio::select! {
        _ = connection.as_mut() => {}
        () = life => {}
        _ = stopped.changed() => {
            connection.as_mut().graceful_shutdown();
            let _ = tokio::time::timeout(Duration::from_secs(HEAD_SECONDS), connection).await;
        }
    }
}

/// A connection whose heads are watched as they are read.
struct Watched<S> {
    stream: S,
    heads: Heads,
}

/// No reader of HTTP takes this for anything: it answers 400, and closes.
const NOTHING: &[u8] = b"\0\r\n\r\n";

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.heads.refused {
            return Poll::Ready(Ok(()));
        }
        let before = into.filled().len();
        ready!(Pin::new(&mut this.stream).poll_read(context, into))?;
        if !this.heads.pass(&into.filled()[before..]) {
            into.set_filled(before);
            into.put_slice(&NOTHING[..NOTHING.len().min(into.remaining())]);
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write(context, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}
