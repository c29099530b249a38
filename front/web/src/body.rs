//! What a browser sends in a form: read whole up to a limit. What does not fit, or is no form, ends on a numbered page in the reader's language.

use crate::ask::{Ask, Trouble};
use crate::router::{Web, run};
use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::http::{Method, StatusCode, header};
use axum::response::Response;
use kernel::Refusal;
use serde::de::DeserializeOwned;
use std::future::poll_fn;
use std::ops::Deref;
use std::pin::Pin;

/// Most bytes of a form without a file: a letter of Hindi is nine of them on its way, so that these are some twelve pages.
pub(crate) const FORM_BYTES: usize = 256 * 1024;
/// So much of what does not fit is still taken from the line and forgotten: a browser that cannot send to the end shows no answer at all.
const FORGOTTEN: usize = 64 << 20;

/// The fields of a form.
pub(crate) struct Form<T>(pub T);

/// A form with a file as it came, up to so many bytes.
pub(crate) struct Upload<const MOST: usize>(Bytes);

impl<const MOST: usize> Deref for Upload<MOST> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl<T: DeserializeOwned + Send> FromRequest<Web> for Form<T> {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Form<T>, Response> {
        fields(request, web, FORM_BYTES).await.map(Form)
    }
}

/// The fields of a form as long as a page of a book that is keyed.
pub(crate) struct LongForm<T>(pub T);

/// Most bytes of one.
const LONG_BYTES: usize = 1 << 20;

impl<T: DeserializeOwned + Send> FromRequest<Web> for LongForm<T> {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<LongForm<T>, Response> {
        fields(request, web, LONG_BYTES).await.map(LongForm)
    }
}

impl<const MOST: usize> FromRequest<Web> for Upload<MOST> {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Upload<MOST>, Response> {
        let too_large = || {
            // megabytes; of a fraction two places
            let most = match MOST >> 20 {
                0 => format!("0.{:02}", (MOST * 100) >> 20),
                mb => mb.to_string(),
            };
            (StatusCode::PAYLOAD_TOO_LARGE, Refusal::new(3211).with("most", most))
        };
        let (ask, body) = whole(request, web, MOST).await;
        match body {
            Ok(bytes) => Ok(Upload(bytes)),
            Err(Unread::Large) => Err(said(ask, too_large()).await),
            Err(Unread::Broken) => Err(said(ask, broken()).await),
        }
    }
}

/// Why a body was not read.
enum Unread {
    /// It is longer than may be.
    Large,
    /// It broke off.
    Broken,
}

fn broken() -> (StatusCode, Refusal) {
    (StatusCode::BAD_REQUEST, Refusal::new(3212))
}

async fn fields<T: DeserializeOwned + Send>(request: Request, web: &Web, most: usize) -> Result<T, Response> {
    let kind = request.headers().get(header::CONTENT_TYPE).cloned();
    let (ask, body) = whole(request, web, most).await;
    let bytes = match body {
        Ok(bytes) => bytes,
        Err(Unread::Large) => {
            let no = Refusal::new(3210).with("most", most >> 10);
            return Err(said(ask, (StatusCode::PAYLOAD_TOO_LARGE, no)).await);
        }
        Err(Unread::Broken) => return Err(said(ask, broken()).await),
    };
    let mut read = Request::new(Body::from(bytes));
    *read.method_mut() = Method::POST;
    if let Some(kind) = kind {
        read.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    // it fits already: shorter than what axum reads where nobody set a limit
    let read = axum::extract::Form::<T>::from_request(read, &()).await.map(|form| form.0).map_err(drop);
    match read {
        Ok(fields) => Ok(fields),
        Err(()) => Err(said(ask, broken()).await),
    }
}

/// Reads a body; of what is longer than it may be the rest is taken from the line and forgotten.
async fn whole(request: Request, web: &Web, most: usize) -> (Ask, Result<Bytes, Unread>) {
    let (mut parts, mut body) = request.into_parts();
    let ask = match Ask::from_request_parts(&mut parts, web).await {
        Ok(ask) => ask,
        Err(never) => match never {},
    };
    let (mut kept, mut seen) = (Vec::new(), 0_usize);
    while seen <= FORGOTTEN {
        match poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
            None => break,
            Some(Err(_)) => return (ask, Err(Unread::Broken)),
            Some(Ok(frame)) => {
                let Ok(data) = frame.into_data() else { continue };
                seen += data.len();
                if seen > most {
                    kept = Vec::new();
                } else {
                    kept.extend_from_slice(&data);
                }
            }
        }
    }
    if seen > most { (ask, Err(Unread::Large)) } else { (ask, Ok(kept.into())) }
}

/// The page that says no, in the language and for the person of the request.
async fn said(ask: Ask, (status, no): (StatusCode, Refusal)) -> Response {
    run(ask, move |_| Err(Trouble::Refused(status, no))).await
}
