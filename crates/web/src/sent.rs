//! What a form sends: its fields, and with the deed that takes one, a file. It comes in one of the two ways in which
//! browsers send forms; both are read as strictly. Knows no deed.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;

use crate::fields::Fields;

/// How a form with a file is sent (RFC 7578).
pub const IN_PARTS: &str = "multipart/form-data";

/// A form as it came.
#[derive(Debug, Default)]
pub struct Sent {
    /// Its fields: that of a file holds its name.
    pub fields: Fields,
    /// The bytes of its file.
    pub file: Option<Bytes>,
}

impl Sent {
    /// Reads the body of a form; none, if no page of ours sends it so.
    pub async fn read(headers: &HeaderMap, body: Bytes) -> Option<Sent> {
        if kind(headers).as_deref() == Some(IN_PARTS) {
            return Sent::parts(headers, body).await;
        }
        Fields::read(&body).map(|fields| Sent { fields, file: None })
    }

    async fn parts(headers: &HeaderMap, body: Bytes) -> Option<Sent> {
        let mut request = Request::new(Body::from(body));
        request.headers_mut().extend(headers.get(CONTENT_TYPE).map(|kind| (CONTENT_TYPE, kind.clone())));
        let mut parts = Multipart::from_request(request, &()).await.ok()?;
        let (mut fields, mut file) = (vec![], None);
        while let Some(part) = parts.next_field().await.ok()? {
            let (name, called) = (part.name()?.to_string(), part.file_name().map(String::from));
            let bytes = part.bytes().await.ok()?;
            let value = match called {
                Some(_) if file.is_some() => return None,
                Some(called) => {
                    file = Some(bytes);
                    called
                }
                None => std::str::from_utf8(&bytes).ok()?.replace("\r\n", "\n"),
            };
            fields.push((name, value));
            if fields.len() > crate::FIELDS {
                return None;
            }
        }
        let fields = Fields(fields).without_nul()?;
        Some(Sent { fields, file })
    }

    /// The hash of all that it says.
    pub fn digest(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.fields.query().as_bytes());
        if let Some(file) = &self.file {
            // No query holds a NUL.
            hasher.update(&[0]).update(file);
        }
        hasher.finalize()
    }
}

/// What a request says its body is, without particulars.
pub fn kind(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(CONTENT_TYPE)?.to_str().unwrap_or("");
    Some(kind.split(';').next().unwrap_or("").trim().to_ascii_lowercase())
}
