//! Login through the State's own login service (OpenID Connect): authorisation code with PKCE, state and nonce. What it vouches for stands for the
//! password alone; who may come in, and the second factor, are the desk's matter (`Desk::login_vouched`).

use crate::ask::{Ask, Trouble, cookie};
use crate::login;
use crate::router::run;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use desk::Vouched;
use kernel::{Instant, Refusal};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreErrorResponseType, CoreIdTokenClaims, CoreJwsSigningAlgorithm,
    CoreProviderMetadata,
};
use openidconnect::{
    AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken, HttpRequest, HttpResponse,
    IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope,
    StandardErrorResponse, TokenResponse,
};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Where the service sends people back to.
pub const BACK: &str = "/login/provider/back";
/// Milliseconds somebody may take at the service.
const HOLDS: i64 = 10 * 60 * 1000;
/// Milliseconds what the service says of itself is taken as it is.
const FRESH: i64 = 5 * 60 * 1000;
/// People under way at once; beyond, the oldest begin again.
const MOST: usize = 1_000;
/// Bytes of an answer of the service.
const ANSWER: u64 = 256 << 10;
/// A service that does not answer is down.
const PATIENCE: Duration = Duration::from_secs(20);
/// The cookie that binds a login under way to its browser.
const COOKIE: &str = "provider";

/// How the administrator set the service up.
#[derive(Clone)]
pub struct Settings {
    /// Its address, as it names itself.
    pub issuer: String,
    /// Our name there.
    pub client_id: String,
    /// Our secret there.
    pub secret: String,
    /// Our address for it to send people back to, ending in [`BACK`].
    pub redirect: String,
    /// What stands on the button.
    pub name: String,
    /// Its own names of people (`sub`), with the login names here.
    pub people: Vec<(String, String)>,
}

/// Somebody under way.
struct Waiting {
    nonce: Nonce,
    verifier: PkceCodeVerifier,
    next: String,
    begun: Instant,
}

/// The service, and who is under way to it.
pub struct Provider {
    settings: Settings,
    agent: ureq::Agent,
    metadata: Mutex<Option<(CoreProviderMetadata, Instant)>>,
    waiting: Mutex<HashMap<String, Waiting>>,
}

/// The address is this computer itself.
fn is_here(address: &str) -> bool {
    let rest = address.strip_prefix("http://").unwrap_or_default();
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    matches!(host, "localhost" | "127.0.0.1")
}

/// The numbered no for what the check of an answer found.
fn unproved(e: &ClaimsVerificationError) -> Refusal {
    match e {
        ClaimsVerificationError::InvalidNonce(_) => Refusal::new(4609),
        ClaimsVerificationError::InvalidAudience(_) | ClaimsVerificationError::InvalidIssuer(_) => Refusal::new(4610),
        ClaimsVerificationError::Expired(_) => Refusal::new(4611),
        other => Refusal::new(4612).with("cause", other),
    }
}

impl Provider {
    /// The service of these settings; nothing is asked of it before somebody comes.
    ///
    /// # Errors
    /// 4605: an address that is none or is not sealed, or something is missing.
    pub fn new(settings: Settings) -> Result<Provider, Refusal> {
        let wrong = |what: &str| Refusal::new(4605).with("cause", what);
        let sealed = |a: &str| a.starts_with("https://") || is_here(a);
        if !sealed(&settings.issuer) || IssuerUrl::new(settings.issuer.clone()).is_err() {
            return Err(wrong("issuer"));
        }
        let fits = settings.redirect.ends_with(BACK) && RedirectUrl::new(settings.redirect.clone()).is_ok();
        if !sealed(&settings.redirect) || !fits {
            return Err(wrong("redirect"));
        }
        if settings.client_id.trim().is_empty() || settings.secret.trim().is_empty() {
            return Err(wrong("client_id, secret"));
        }
        // no redirection is followed, and what is sealed stays sealed
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .max_redirects(0)
            .https_only(!is_here(&settings.issuer));
        let agent = config.build().new_agent();
        Ok(Provider { settings, agent, metadata: Mutex::default(), waiting: Mutex::default() })
    }

    /// What stands on the button.
    pub(crate) fn name(&self) -> &str {
        &self.settings.name
    }

    fn carry(&self, request: HttpRequest) -> Result<HttpResponse, ureq::Error> {
        let answer =
            if request.method() == "GET" { self.agent.run(request.map(|_| ()))? } else { self.agent.run(request)? };
        let (parts, mut body) = answer.into_parts();
        Ok(HttpResponse::from_parts(parts, body.with_config().limit(ANSWER).read_to_vec()?))
    }

    /// What the service says of itself, with its keys.
    fn metadata(&self, now: Instant) -> Result<CoreProviderMetadata, Refusal> {
        let known = self.metadata.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((metadata, at)) = known
            && (0..FRESH).contains(&(now.0 - at.0))
        {
            return Ok(metadata);
        }
        let away = |e: String| Refusal::new(4606).with("address", &self.settings.issuer).with("cause", e);
        let issuer = IssuerUrl::new(self.settings.issuer.clone()).map_err(|e| away(e.to_string()))?;
        let metadata =
            CoreProviderMetadata::discover(&issuer, &|r: HttpRequest| self.carry(r)).map_err(|e| away(whole(&e)))?;
        *self.metadata.lock().unwrap_or_else(PoisonError::into_inner) = Some((metadata.clone(), now));
        Ok(metadata)
    }

    /// Somebody sets out: the address at the service, and the state that binds it to his browser.
    fn begin(&self, now: Instant, next: &str) -> Result<(String, String), Refusal> {
        let metadata = self.metadata(now)?;
        let (client_id, redirect) = (ClientId::new(self.settings.client_id.clone()), self.redirect()?);
        let secret = Some(ClientSecret::new(self.settings.secret.clone()));
        let client = CoreClient::from_provider_metadata(metadata, client_id, secret).set_redirect_uri(redirect);
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let (url, state, nonce) = client
            .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
            .add_scope(Scope::new("email".to_owned()))
            .set_pkce_challenge(challenge)
            .url();
        let state = state.secret().clone();
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|_, w| (0..HOLDS).contains(&(now.0 - w.begun.0)));
        if waiting.len() >= MOST {
            let oldest = waiting.iter().min_by_key(|(_, w)| w.begun.0).map(|(s, _)| s.clone());
            oldest.and_then(|s| waiting.remove(&s));
        }
        waiting.insert(state.clone(), Waiting { nonce, verifier, next: next.to_owned(), begun: now });
        Ok((url.to_string(), state))
    }

    fn redirect(&self) -> Result<RedirectUrl, Refusal> {
        RedirectUrl::new(self.settings.redirect.clone()).map_err(|e| Refusal::new(4605).with("cause", e))
    }

    /// Somebody comes back: a state counts once, within its time, in the browser that set out.
    fn taken(&self, now: Instant, state: &str, browser: &str) -> Result<Waiting, Refusal> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let found = if state == browser { waiting.remove(state) } else { None };
        found.filter(|w| (0..HOLDS).contains(&(now.0 - w.begun.0))).ok_or_else(|| Refusal::new(4607))
    }

    /// Changes the code for the service's word and checks it: signature, issuer, audience, time, nonce.
    fn proved(&self, now: Instant, code: &str, waiting: Waiting) -> Result<CoreIdTokenClaims, Refusal> {
        let metadata = self.metadata(now)?;
        let secret = Some(ClientSecret::new(self.settings.secret.clone()));
        let client_id = ClientId::new(self.settings.client_id.clone());
        let client = CoreClient::from_provider_metadata(metadata, client_id, secret).set_redirect_uri(self.redirect()?);
        let request = client.exchange_code(AuthorizationCode::new(code.to_owned()));
        let request = request.map_err(|e| Refusal::new(4612).with("cause", e))?.set_pkce_verifier(waiting.verifier);
        let token = request.request(&|r: HttpRequest| self.carry(r)).map_err(|e| self.no_token(&e))?;
        let id_token = token.id_token().ok_or_else(|| Refusal::new(4612).with("cause", "id_token"))?;
        let algorithms = [CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256, CoreJwsSigningAlgorithm::EcdsaP256Sha256];
        let clock = move || chrono::DateTime::from_timestamp_millis(now.0).unwrap_or_default();
        let verifier = client.id_token_verifier().set_allowed_algs(algorithms).set_time_fn(clock);
        Ok(id_token.claims(&verifier, &waiting.nonce).map_err(|e| unproved(&e))?.clone())
    }

    fn no_token(&self, e: &RequestTokenError<ureq::Error, StandardErrorResponse<CoreErrorResponseType>>) -> Refusal {
        match e {
            RequestTokenError::Request(e) => {
                Refusal::new(4606).with("address", &self.settings.issuer).with("cause", whole(e))
            }
            RequestTokenError::ServerResponse(said) => Refusal::new(4608).with("cause", said),
            other => Refusal::new(4612).with("cause", whole(other)),
        }
    }
}

/// An error with what lies beneath it.
fn whole(e: &dyn std::error::Error) -> String {
    let mut out = e.to_string();
    let mut next = e.source();
    while let Some(cause) = next {
        out.push_str(": ");
        out.push_str(&cause.to_string());
        next = cause.source();
    }
    out
}

/// Sends somebody to the service.
pub(crate) fn begin(ask: &Ask) -> Result<Response, Trouble> {
    let provider = ask.web.provider.as_ref().ok_or_else(Trouble::no_page)?;
    let next = login::own_address(ask.value("next").unwrap_or_default()).to_owned();
    match provider.begin(ask.web.desk.now(), &next) {
        Ok((address, state)) => {
            let mut answer = Redirect::to(&address).into_response();
            crate::page::set_cookie(&mut answer, &bound(ask, &state, HOLDS / 1000));
            Ok(answer)
        }
        Err(no) => login::show(ask, next, String::new(), Some(no)),
    }
}

fn bound(ask: &Ask, state: &str, seconds: i64) -> String {
    let secure = if ask.tls { "; Secure" } else { "" };
    format!("{COOKIE}={state}; Path=/login/provider; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

/// Takes back whom the service sends.
pub(crate) async fn back(ask: Ask, headers: HeaderMap) -> Response {
    run(ask, move |ask| {
        let provider = ask.web.provider.clone().ok_or_else(Trouble::no_page)?;
        match come_back(ask, &provider, cookie(&headers, COOKIE).unwrap_or_default()) {
            Ok((session, next)) => {
                let mut answer = login::seated(ask, &session, &next);
                crate::page::set_cookie(&mut answer, &bound(ask, "", 0));
                Ok(answer)
            }
            Err(desk::Trouble::Refusal(no)) => login::show(ask, String::new(), String::new(), Some(no)),
            Err(trouble) => Err(trouble.into()),
        }
    })
    .await
}

fn come_back(ask: &Ask, provider: &Provider, browser: &str) -> Result<(desk::Session, String), desk::Trouble> {
    let value = |name: &str| ask.value(name).unwrap_or_default();
    let now = ask.web.desk.now();
    let waiting = provider.taken(now, value("state"), browser)?;
    if !value("error").is_empty() {
        return Err(Refusal::new(4608).with("cause", value("error")).into());
    }
    let next = waiting.next.clone();
    let claims = provider.proved(now, value("code"), waiting)?;
    let subject = claims.subject().as_str();
    let written = provider.settings.people.iter().find(|(sub, _)| sub == subject);
    let proved = claims.email_verified() == Some(true);
    let vouched = Vouched {
        login: written.map(|(_, login)| login.as_str()),
        mail: claims.email().filter(|_| proved).map(|m| m.as_str()),
    };
    Ok((ask.web.desk.login_vouched(&vouched)?, next))
}
