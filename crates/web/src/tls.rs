//! TLS by rustls, with a certificate that is given.

use std::sync::Arc;

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{self, ServerConfig};

/// Takes TLS connections.
#[derive(Clone)]
pub struct Tls(pub(crate) TlsAcceptor);

/// Why a certificate or its key is not taken.
#[derive(Debug, thiserror::Error)]
pub enum NotACertificate {
    /// The text is not PEM, or holds no certificate or no key.
    #[error("not a certificate with its key, as PEM: {0}")]
    Pem(#[from] rustls::pki_types::pem::Error),
    /// The certificate and the key do not belong together, or are of a kind that is not known.
    #[error("{0}")]
    Unfit(#[from] rustls::Error),
}

impl Tls {
    /// With a chain of certificates and the key of the first, as PEM.
    pub fn of(chain: &[u8], key: &[u8]) -> Result<Tls, NotACertificate> {
        let chain = CertificateDer::pem_slice_iter(chain).collect::<Result<Vec<_>, _>>()?;
        let key = PrivateKeyDer::from_pem_slice(key)?;
        let versions = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let config = versions.with_safe_default_protocol_versions()?.with_no_client_auth();
        let mut config = config.with_single_cert(chain, key)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Tls(TlsAcceptor::from(Arc::new(config))))
    }
}
