//! Pages over TLS, and what a browser is told with them.

use std::sync::Arc;

use axum::http::{Request, header};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::kit::town::{NOW, Town, encoded, moment};
use crate::kit::visitor::{HOST, Pages, Visitor};

const ORIGIN: &str = "https://sward.test";

fn secure(town: &Town) -> Pages {
    let reached = web::Reached { names: vec![HOST.into()], origin: Some(ORIGIN.into()), proxy: None };
    Pages::reached(&town.node.data(), &town.node.device(), moment(NOW), reached)
}

#[test]
fn pages_come_over_tls_with_the_certificate_that_is_given_and_over_nothing_else() {
    let town = Town::new();
    let rcgen::CertifiedKey { cert, signing_key } = rcgen::generate_simple_self_signed([HOST.to_string()]).unwrap();
    let tls = web::Tls::of(cert.pem().as_bytes(), signing_key.serialize_pem().as_bytes()).unwrap();
    let pages = secure(&town);
    let at = pages.listen_by(Some(tls));
    let mut roots = RootCertStore::empty();
    roots.add(cert.der().clone()).unwrap();
    let versions = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let client = versions.with_safe_default_protocol_versions().unwrap();
    let client = TlsConnector::from(Arc::new(client.with_root_certificates(roots).with_no_client_auth()));
    let request = format!("GET / HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n");
    let (secured, bare) = pages.block_on(async {
        let stream = tokio::net::TcpStream::connect(at).await.unwrap();
        let mut stream = client.connect(ServerName::try_from(HOST).unwrap(), stream).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut secured = String::new();
        let _ = stream.read_to_string(&mut secured).await;
        let mut stream = tokio::net::TcpStream::connect(at).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut bare = vec![];
        let _ = stream.read_to_end(&mut bare).await;
        (secured, bare)
    });
    assert!(secured.starts_with("HTTP/1.1 200"), "{secured}");
    assert!(secured.contains("strict-transport-security: max-age="), "{secured}");
    assert!(!String::from_utf8_lossy(&bare).contains("HTTP/1.1 200"), "a page went over a line that is not locked");
}

#[test]
fn what_is_no_certificate_is_refused_with_a_reason() {
    let rcgen::CertifiedKey { cert, .. } = rcgen::generate_simple_self_signed([HOST.to_string()]).unwrap();
    let other = rcgen::KeyPair::generate().unwrap().serialize_pem();
    assert!(web::Tls::of(b"nothing", b"nothing").is_err());
    assert!(web::Tls::of(cert.pem().as_bytes(), other.as_bytes()).is_err(), "a key of another certificate");
}

#[test]
fn hostile_011_with_tls_a_cookie_is_bound_to_the_host_and_a_form_to_the_one_origin() {
    let town = Town::new();
    let pages = secure(&town);
    let link = town.link("mill", Some("secretary"), None);
    let body = encoded(&[("by", "link"), ("token", link.rsplit('#').next().unwrap())]);
    let send = |origin: &str| {
        let request = Request::post("/in").header(header::HOST, HOST).header(header::ORIGIN, origin);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        pages.answer(request.body(body.clone().into()).unwrap()).0
    };
    let port = format!("{ORIGIN}:8443");
    for elsewhere in ["http://sward.test", &port, "null", "https://evil.example"] {
        assert_eq!(send(elsewhere).status(), 403, "{elsewhere}");
    }
    let answer = send(ORIGIN);
    assert_eq!(answer.status(), 303);
    let cookie = answer.headers()["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("__Host-sward=") && cookie.ends_with("; Secure"), "{cookie}");
    // The same under the name that any host could set is nobody's.
    let plain = cookie.replace("__Host-", "").split(';').next().unwrap().to_string();
    let visitor = Visitor { cookie: Some(plain), ..Visitor::default() };
    let asked =
        Request::get(town.at("mill")).header(header::HOST, HOST).header(header::COOKIE, visitor.cookie.unwrap());
    assert_eq!(pages.answer(asked.body(axum::body::Body::empty()).unwrap()).0.status(), 401);
}
