//! Addresses, and what stands around every answer.

use crate::ask::{Ask, Trouble};
use crate::cell::SourceCells;
use crate::people::FirstCode;
use crate::samples::Samples;
use crate::turns::Turns;
use crate::{assets, balance, cell, finding, home, login, members, migration, page, registers, societies};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Request};
use axum::http::{HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{get, post};
use desk::Desk;
use kernel::Fault;
use std::sync::Arc;
use tower_http::compression::CompressionLayer;

/// What the pages stand on; cheap to clone.
#[derive(Clone)]
pub struct Web {
    pub(crate) desk: Arc<Desk>,
    pub(crate) cells: Arc<dyn SourceCells>,
    pub(crate) samples: Arc<Samples>,
    /// Name of the cookie that holds a session.
    pub(crate) cookie: &'static str,
    pub(crate) first: Option<Arc<FirstCode>>,
    pub(crate) benches: Arc<crate::bench::Benches>,
    pub(crate) cases: Arc<crate::bench::Cases>,
    pub(crate) claims: Arc<crate::bench::Claims>,
    pub(crate) provider: Option<Arc<crate::provider::Provider>>,
    pub(crate) trials: Arc<crate::bench::Trials>,
    pub(crate) readings: Arc<crate::bench::Readings>,
    pub(crate) turns: Turns,
    pub(crate) outlines: Arc<crate::state::Outlines>,
    pub(crate) shots: Arc<crate::bench::Shots>,
    /// How much news officers have.
    pub(crate) news: crate::state::news::Counts,
    /// The installation itself, where these pages stand on a copy of a society.
    pub(crate) real: Option<Arc<Desk>>,
}

impl Web {
    /// Pages over this desk and the files it keeps.
    #[must_use]
    pub fn new(desk: Arc<Desk>) -> Web {
        let cells = Arc::new(crate::source::KeptFiles::new(desk.clone()));
        Web {
            desk,
            cells,
            samples: Arc::default(),
            cookie: crate::ask::SEAT,
            first: None,
            benches: Arc::default(),
            cases: Arc::default(),
            claims: Arc::default(),
            provider: None,
            trials: Arc::default(),
            readings: Arc::default(),
            turns: Turns::default(),
            outlines: Arc::default(),
            shots: Arc::default(),
            news: Default::default(),
            real: None,
        }
    }

    /// The same pages over a copy of a society.
    pub(crate) fn over(&self, copy: Desk) -> Web {
        let real = Some(self.real.clone().unwrap_or_else(|| self.desk.clone()));
        let (samples, trials, turns) = (self.samples.clone(), self.trials.clone(), self.turns.clone());
        Web { samples, cookie: self.cookie, trials, turns, real, ..Web::new(Arc::new(copy)) }
    }

    /// The same, where societies and logins are invented.
    #[must_use]
    pub fn with_samples(self, samples: Samples) -> Web {
        Web { samples: Arc::new(samples), ..self }
    }

    /// The same, with sessions of their own in a browser that knows other pages of the same machine: cookies know no ports (RFC 6265, section 8.5).
    #[must_use]
    pub fn with_cookie(self, cookie: &'static str) -> Web {
        Web { cookie, ..self }
    }

    /// The same, where whoever knows this one-time password begins the empty installation.
    #[must_use]
    pub fn with_first(self, code: &str) -> Web {
        Web { first: Some(Arc::new(FirstCode::new(code))), ..self }
    }

    /// The same, where officers may come through the State's own login service.
    #[must_use]
    pub fn with_provider(self, provider: crate::provider::Provider) -> Web {
        Web { provider: Some(Arc::new(provider)), ..self }
    }

    /// The same, with another way to the cells of legacy files.
    #[must_use]
    pub fn with_cells(self, cells: impl SourceCells) -> Web {
        Web { cells: Arc::new(cells), ..self }
    }
}

/// All addresses.
pub fn router(web: Web) -> Router {
    Router::new()
        .merge(crate::counter::routes())
        .merge(crate::card::routes())
        .merge(crate::papers::routes())
        .merge(crate::trade::routes())
        .merge(crate::exchange::routes())
        .merge(crate::backup::routes())
        .merge(crate::estate::routes())
        .merge(crate::office::routes())
        .merge(crate::openheads::routes())
        .merge(crate::lender::routes())
        .merge(crate::people::routes())
        .merge(crate::state::routes())
        .merge(crate::helpdesk::routes())
        .merge(crate::bench::routes())
        .route("/", get(|ask| run(ask, societies::show)))
        .route("/verify", get(|ask| run(ask, crate::verify::show)))
        .route("/login", get(|ask| run(ask, login::form)).post(login::enter))
        .route("/login/code", get(|ask| run(ask, login::code_form)).post(login::prove))
        .route("/login/provider", get(|ask| run(ask, crate::provider::begin)))
        .route(crate::provider::BACK, get(crate::provider::back))
        .route("/logout", post(login::leave))
        .route("/help/{topic}", get(|ask, Path(topic): Path<String>| run(ask, move |a| crate::help::show(a, &topic))))
        .route("/s/{code}", get(|ask, Path(code): Path<String>| run(ask, move |a| home::show(a, &code))))
        .route(
            "/s/{code}/entry/{desk}/{seq}",
            get(|ask, Path((code, desk, seq)): Path<(String, String, String)>| {
                run(ask, move |a| crate::entry::of_society(a, &code, &desk, &seq))
            }),
        )
        .route("/s/{code}/works", get(|ask, Path(code): Path<String>| run(ask, move |a| crate::works::show(a, &code))))
        .route("/s/{code}/migration", get(|ask, Path(code): Path<String>| run(ask, move |a| migration::show(a, &code))))
        .route(
            "/s/{code}/registers/{no}",
            get(|ask, Path((code, no)): Path<(String, String)>| run(ask, move |a| registers::show(a, &code, &no))),
        )
        .route("/s/{code}/findings", get(|ask, Path(code): Path<String>| run(ask, move |a| finding::list(a, &code))))
        .route(
            "/s/{code}/findings/{no}",
            get(|ask, Path((code, no)): Path<(String, String)>| run(ask, move |a| finding::show(a, &code, &no))),
        )
        .route(
            "/s/{code}/differences",
            get(|ask, Path(code): Path<String>| run(ask, move |a| migration::differences(a, &code))),
        )
        .route(
            "/s/{code}/trial-balance",
            get(|ask, Path(code): Path<String>| run(ask, move |a| balance::show(a, &code))),
        )
        .route(
            "/s/{code}/heads/{head}",
            get(|ask, Path((code, head)): Path<(String, String)>| run(ask, move |a| balance::head(a, &code, &head))),
        )
        .route(
            "/s/{code}/accounts/{kind}",
            get(|ask, Path((code, kind)): Path<(String, String)>| {
                run(ask, move |a| balance::accounts(a, &code, &kind))
            }),
        )
        .route("/s/{code}/members", get(|ask, Path(code): Path<String>| run(ask, move |a| members::list(a, &code))))
        .route(
            "/s/{code}/members/{no}",
            get(|ask, Path((code, no)): Path<(String, String)>| run(ask, move |a| members::passbook(a, &code, &no))),
        )
        .route(
            "/s/{code}/source/{file}/{sheet}/{row}/{col}",
            get(|ask, Path((code, file, sheet, row, col)): Path<(String, String, String, String, String)>| {
                run(ask, move |a| cell::show(a, &code, [&file, &sheet, &row, &col]))
            }),
        )
        .merge(crate::reports::routes())
        .fallback(|ask| run(ask, |_| Err(Trouble::no_page())))
        .layer(middleware::from_fn(private))
        .route("/health", get(|| async { "ok\n" }))
        .route("/a/{name}", get(assets::serve))
        .layer(middleware::from_fn(guarded))
        .layer(CompressionLayer::new())
        .layer(DefaultBodyLimit::max(crate::body::FORM_BYTES))
        .with_state(web)
}

/// Serves until the process is told to stop (Ctrl-C or SIGTERM), then finishes open answers.
///
/// # Errors
/// A [`Fault`] when the address cannot be listened on.
pub async fn serve(web: Web, address: std::net::SocketAddr) -> Result<(), Fault> {
    let listener = tokio::net::TcpListener::bind(address).await;
    let listener = listener.map_err(|e| Fault::new(format!("listening on {address}"), e))?;
    let stopped = async {
        let ctrl_c = tokio::signal::ctrl_c();
        #[cfg(unix)]
        {
            let term = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
            match term {
                Ok(mut term) => tokio::select! { _ = ctrl_c => {}, _ = term.recv() => {} },
                Err(_) => ctrl_c.await.unwrap_or_default(),
            }
        }
        #[cfg(not(unix))]
        ctrl_c.await.unwrap_or_default();
    };
    // made a service once: a router that is handed over itself binds its state to every route anew for each connection, some hundreds of them
    let pages = router(web).into_make_service();
    axum::serve(listener, pages).with_graceful_shutdown(stopped).await.map_err(|e| Fault::new("serving", e))
}

/// Makes a page on the blocking pool, since books and files may block; trouble, even a panic, becomes a page. Acts wait for no turn: they share one forced
/// write of the disk.
pub(crate) async fn run<F>(ask: Ask, make: F) -> Response
where
    F: FnOnce(&Ask) -> Result<Response, Trouble> + Send + 'static,
{
    let lang = ask.lang;
    let turn = if ask.acts { None } else { ask.web.turns.take().await };
    let made = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let mut ask = ask;
        let made = ask.recognise().and_then(|()| crate::rights::enter(&ask)).and_then(|()| make(&ask));
        made.unwrap_or_else(|trouble| page::trouble(&ask, trouble))
    });
    made.await.unwrap_or_else(|e| page::broken(lang, &e.to_string()))
}

/// Pages hold data of persons: no cache keeps them.
async fn private(request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// The strictest policy that works: nothing inline, nothing from elsewhere; and no form sent from another site.
async fn guarded(request: Request, next: Next) -> Response {
    const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
                          form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    if request.method().as_str() == "POST" && !same_site(&request) {
        return page::foreign();
    }
    let mut answer = next.run(request).await;
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    answer
}

/// Browsers name the page a form was sent from; where they do, it must be ours.
fn same_site(request: &Request) -> bool {
    let text = |name: &str| request.headers().get(name).and_then(|v| v.to_str().ok());
    match (text("origin"), text("host")) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, rest)| rest == host),
        _ => true,
    }
}
