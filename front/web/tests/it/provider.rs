//! Officers come through the State's login service: a small one of our own on this computer, that signs as a real one does and can be told to
//! do it wrongly.

use crate::pages::{get, send, text};
use crate::sample::NOW;
use axum::http::StatusCode;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::response::Response;
use desk::{Desk, Role, Who};
use kernel::{Clock, CommandId, FixedClock};
use openidconnect::core::{CoreJwsSigningAlgorithm, CoreRsaPrivateSigningKey};
use openidconnect::{JsonWebKeyId, PrivateSigningKey};
use p256::ecdsa::signature::Signer as _;
use places::decide::Taken;
use places::{Level, Office, Posting, Scope, import};
use rsa::pkcs1::EncodeRsaPrivateKey as _;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, LazyLock, Mutex};
use web::provider::{BACK, Provider, Settings};

const SECRET: &str = "gupt-shabd";

/// What the service does wrongly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Wrong {
    #[default]
    Nothing,
    Nonce,
    Audience,
    Issuer,
    Expired,
    Signature,
    Algorithm,
    Unproved,
    NoToken,
}

/// What the service knows.
#[derive(Default)]
struct Known {
    wrong: Wrong,
    elliptic: bool,
    subject: String,
    mail: String,
    /// Of the login under way: challenge and nonce, by code.
    codes: HashMap<String, (String, String)>,
    /// Questions for its keys.
    keys: u32,
}

#[derive(Clone)]
struct Service {
    address: String,
    known: Arc<Mutex<Known>>,
}

static RSA: LazyLock<CoreRsaPrivateSigningKey> = LazyLock::new(|| {
    let key = rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048).expect("a key");
    let pem = key.to_pkcs1_pem(rsa::pkcs1::LineEnding::LF).expect("as text");
    CoreRsaPrivateSigningKey::from_pem(&pem, Some(JsonWebKeyId::new("r".into()))).expect("a signing key")
});

static ELLIPTIC: LazyLock<p256::ecdsa::SigningKey> =
    LazyLock::new(|| p256::ecdsa::SigningKey::from_slice(&[7; 32]).expect("a key"));

/// Base 64 as tokens have it.
fn coded(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let n = three.iter().fold(0u32, |n, b| n << 8 | u32::from(*b)) << (8 * (3 - three.len()));
        let letter = |i: usize| char::from(LETTERS[(n >> (18 - 6 * i) & 63) as usize]);
        out.extend((0..=three.len()).map(letter));
    }
    out
}

impl Service {
    fn new() -> Service {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let service = Service { address, known: Arc::default() };
        let here = service.clone();
        std::thread::spawn(move || {
            listener.incoming().flatten().for_each(|s| {
                let _ = here.talk(s);
            })
        });
        service
    }

    fn talk(&self, stream: TcpStream) -> Option<()> {
        let mut out = stream.try_clone().ok()?;
        let mut input = BufReader::new(stream);
        let mut first = String::new();
        input.read_line(&mut first).ok()?;
        let (mut length, mut basic) = (0, String::new());
        loop {
            let mut line = String::new();
            input.read_line(&mut line).ok()?;
            let (name, value) = line.trim().split_once(": ").unwrap_or_default();
            match name.to_ascii_lowercase().as_str() {
                "" => break,
                "content-length" => length = value.parse().ok()?,
                "authorization" => value.clone_into(&mut basic),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        input.read_exact(&mut body).ok()?;
        let (status, said) = self.answer(&first, &basic, &String::from_utf8_lossy(&body));
        let said = said.to_string();
        let head = format!(
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            said.len()
        );
        out.write_all(head.as_bytes()).and_then(|()| out.write_all(said.as_bytes())).ok()
    }

    fn answer(&self, first: &str, basic: &str, body: &str) -> (&'static str, Value) {
        let at = |path: &str| format!("{}{path}", self.address);
        let mut known = self.known.lock().expect("known");
        match first.split(' ').nth(1).unwrap_or_default() {
            "/.well-known/openid-configuration" => (
                "200 OK",
                json!({
                    "issuer": self.address, "authorization_endpoint": at("/authorize"), "token_endpoint": at("/token"),
                    "jwks_uri": at("/keys"), "response_types_supported": ["code"], "subject_types_supported": ["public"],
                    "id_token_signing_alg_values_supported": ["RS256", "ES256"],
                }),
            ),
            "/keys" => {
                known.keys += 1;
                let point = ELLIPTIC.verifying_key().to_sec1_point(false);
                let (x, y) = (coded(&point.as_bytes()[1..33]), coded(&point.as_bytes()[33..]));
                let elliptic = json!({"kty": "EC", "crv": "P-256", "use": "sig", "kid": "e", "x": x, "y": y});
                ("200 OK", json!({"keys": [RSA.as_verification_key(), elliptic]}))
            }
            "/token" => {
                let fields: HashMap<&str, &str> = body.split('&').filter_map(|f| f.split_once('=')).collect();
                // the right client, and the one who set out
                let ours = format!("Basic {}", base64_plain(format!("sahakar:{SECRET}").as_bytes()));
                let proof = coded(&Sha256::digest(fields.get("code_verifier").unwrap_or(&"").as_bytes()));
                let found = fields.get("code").and_then(|c| known.codes.remove(*c)).filter(|(c, _)| *c == proof);
                let Some((_, nonce)) = found.filter(|_| basic == ours) else {
                    return ("400 Bad Request", json!({"error": "invalid_grant"}));
                };
                let mut said = json!({"access_token": "a", "token_type": "Bearer"});
                if known.wrong != Wrong::NoToken {
                    said["id_token"] = Value::String(self.token(&known, &nonce));
                }
                ("200 OK", said)
            }
            _ => ("404 Not Found", json!({})),
        }
    }

    fn token(&self, known: &Known, nonce: &str) -> String {
        let wrong = known.wrong;
        let now = NOW.0 / 1000;
        let (from, until) = if wrong == Wrong::Expired { (now - 900, now - 300) } else { (now, now + 300) };
        let (subject, mail) = (&known.subject, &known.mail);
        let claims = json!({
            "iss": if wrong == Wrong::Issuer { "https://other.example" } else { &self.address },
            "aud": if wrong == Wrong::Audience { "somebody-else" } else { "sahakar" },
            "nonce": if wrong == Wrong::Nonce { "another" } else { nonce },
            "sub": subject, "email": mail, "email_verified": wrong != Wrong::Unproved, "iat": from, "exp": until,
        });
        let (algorithm, kid) = if known.elliptic { ("ES256", "e") } else { ("RS256", "r") };
        let algorithm = if wrong == Wrong::Algorithm { "none" } else { algorithm };
        let head = json!({"alg": algorithm, "typ": "JWT", "kid": kid});
        let signed = format!("{}.{}", coded(head.to_string().as_bytes()), coded(claims.to_string().as_bytes()));
        let over = if wrong == Wrong::Signature { "something else".to_owned() } else { signed.clone() };
        let signature = match (wrong, known.elliptic) {
            (Wrong::Algorithm, _) => Vec::new(),
            (_, true) => {
                let signature: p256::ecdsa::Signature = ELLIPTIC.sign(over.as_bytes());
                signature.to_bytes().to_vec()
            }
            _ => RSA.sign(&CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256, over.as_bytes()).expect("signed"),
        };
        format!("{signed}.{}", coded(&signature))
    }

    /// What the service's own page does once the person has shown himself there: the address he is sent back to.
    fn shown(&self, sent_to: &str) -> String {
        let (at, query) = sent_to.split_once('?').expect("a question");
        assert_eq!(at, format!("{}/authorize", self.address));
        let fields: HashMap<String, String> =
            query.split('&').filter_map(|f| f.split_once('=')).map(|(k, v)| (k.into(), v.into())).collect();
        assert_eq!((fields["response_type"].as_str(), fields["code_challenge_method"].as_str()), ("code", "S256"));
        let mut known = self.known.lock().expect("known");
        let code = format!("code-{}", known.codes.len());
        known.codes.insert(code.clone(), (fields["code_challenge"].clone(), fields["nonce"].clone()));
        format!("{BACK}?code={code}&state={}", fields["state"])
    }

    fn is(&self, wrong: Wrong, subject: &str, mail: &str) {
        let mut known = self.known.lock().expect("known");
        (known.wrong, known.subject, known.mail) = (wrong, subject.to_owned(), mail.to_owned());
    }
}

fn base64_plain(bytes: &[u8]) -> String {
    let mut out = coded(bytes).replace('-', "+").replace('_', "/");
    while !out.len().is_multiple_of(4) {
        out.push('=');
    }
    out
}

/// A seat with two officers; the second has never used his one-time password.
fn seat(folder: &std::path::Path) -> Arc<Desk> {
    let operator = Who::local(Role::Operator);
    let command = || CommandId(uuid::Uuid::now_v7());
    let seat = Desk::open(folder, "", Arc::new(FixedClock(NOW))).expect("an installation");
    let seat = seat.begin_state(&operator, 5, "Uttarakhand").expect("a seat");
    for level in [Level::District, Level::Block] {
        let act = desk::state::StateAct::Places { level, rows: import::known(level, 5), taken: Taken::default() };
        seat.keep_state(&operator, command(), &act).expect("a list");
    }
    let posting = |login: &str, mail: &str| Posting {
        login: login.into(),
        name: login.into(),
        office: Office::Ar,
        scope: Scope::District(45),
        order: "1".into(),
        from: FixedClock(NOW).now().day(),
        mail: mail.into(),
        phone: String::new(),
    };
    let post = |p: Posting| seat.post_officer(&operator, command(), &p).expect("posted").1.expect("a password");
    let once = post(posting("ar-almora", "AR.Almora@example.in"));
    post(posting("ar-new", "new@example.in"));
    post(posting("ar-twin", "twin@example.in"));
    post(posting("ar-twin-2", "twin@example.in"));
    let session = seat.login("ar-almora", &once).expect("he logs in");
    seat.change_password(&session.token, &once, "sahi-password-26").expect("his own password");
    let told = seat.begin_factor(&session.token).expect("a second factor");
    seat.confirm_factor(&session.token, &told.code(NOW)).expect("its code");
    seat.add_user(&operator, kernel::SocietyId(0), "plain", Role::Officer, "sahi-password-26").expect("a login");
    Arc::new(seat)
}

fn settings(service: &Service) -> Settings {
    Settings {
        issuer: service.address.clone(),
        client_id: "sahakar".into(),
        secret: SECRET.into(),
        redirect: format!("http://127.0.0.1:8080{BACK}"),
        name: "Login of the State".into(),
        people: vec![("s-77".into(), "ar-new".into()), ("s-78".into(), "plain".into())],
    }
}

fn app(seat: &Arc<Desk>, service: &Service) -> axum::Router {
    let provider = Provider::new(settings(service)).expect("settings");
    web::router(web::Web::new(seat.clone()).with_provider(provider))
}

fn header(answer: &Response, name: axum::http::HeaderName) -> String {
    answer.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned()
}

/// Sets out: the address at the service, and the cookie of the browser.
async fn set_out(app: &axum::Router) -> (String, String) {
    let answer = send(app, get("/login/provider?next=/state/plan", "")).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let cookie = header(&answer, SET_COOKIE);
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    (header(&answer, LOCATION), cookie.split(';').next().unwrap_or_default().to_owned())
}

async fn round(app: &axum::Router, service: &Service) -> Response {
    let (to, cookie) = set_out(app).await;
    send(app, get(&service.shown(&to), &cookie)).await
}

async fn refused(answer: Response, number: u16) {
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!header(&answer, SET_COOKIE).starts_with("seat="));
    let page = text(answer).await;
    assert!(page.contains(&format!("S{number}")), "S{number} in {page}");
}

#[tokio::test]
async fn whom_the_service_vouches_for_comes_in_as_the_officer_he_is_and_still_shows_his_code() {
    let (folder, service) = (tempfile::tempdir().expect("a folder"), Service::new());
    let seat = seat(folder.path());
    let app = app(&seat, &service);
    let page = text(send(&app, get("/login", "")).await).await;
    assert!(page.contains("Login of the State") && page.contains("/login/provider"));
    let bare = web::router(web::Web::new(seat.clone()));
    let without = text(send(&bare, get("/login", "")).await).await;
    assert!(!without.contains("/login/provider"), "unset, there is no button");
    assert_eq!(send(&bare, get("/login/provider", "")).await.status(), StatusCode::NOT_FOUND);
    for elliptic in [false, true] {
        service.known.lock().expect("known").elliptic = elliptic;
        service.is(Wrong::Nothing, "s-1", "ar.almora@EXAMPLE.in");
        let answer = round(&app, &service).await;
        assert_eq!((answer.status(), header(&answer, LOCATION).as_str()), (StatusCode::SEE_OTHER, "/state/plan"));
        let token = header(&answer, SET_COOKIE);
        let token = token.strip_prefix("seat=").and_then(|t| t.split(';').next()).expect("a session").to_owned();
        // the service stands for the password alone
        let seated = seat.seat(&token).expect("read").expect("a session");
        assert_eq!((seated.who.name.as_str(), seated.must), ("ar-almora", Some(desk::Must::Prove)));
        assert!(seat.who(&token).expect("read").is_none());
    }
    // by the service's own name, written down by the administrator; what he was given to begin with is void
    service.is(Wrong::Nothing, "s-77", "whatever@example.in");
    let answer = round(&app, &service).await;
    let token = header(&answer, SET_COOKIE);
    let token = token.strip_prefix("seat=").and_then(|t| t.split(';').next()).expect("a session").to_owned();
    let seated = seat.seat(&token).expect("read").expect("a session");
    assert_eq!((seated.who.name.as_str(), seated.must), ("ar-new", Some(desk::Must::Enrol)));
    assert_eq!(service.known.lock().expect("known").keys, 1, "its keys are asked for once in a while");
}

#[tokio::test]
async fn what_is_not_as_it_must_be_lets_nobody_in() {
    let (folder, service) = (tempfile::tempdir().expect("a folder"), Service::new());
    let seat = seat(folder.path());
    let app = app(&seat, &service);
    let mail = "ar.almora@example.in";
    for (wrong, number) in [
        (Wrong::Nonce, 4609),
        (Wrong::Audience, 4610),
        (Wrong::Issuer, 4610),
        (Wrong::Expired, 4611),
        (Wrong::Signature, 4612),
        (Wrong::Algorithm, 4612),
        (Wrong::NoToken, 4612),
        (Wrong::Unproved, 4613),
    ] {
        service.is(wrong, "s-1", mail);
        refused(round(&app, &service).await, number).await;
    }
    // nobody is entered by himself, and of two with one address neither is guessed
    for (subject, mail) in [("s-2", "stranger@example.in"), ("s-3", "twin@example.in"), ("s-78", mail)] {
        service.is(Wrong::Nothing, subject, mail);
        refused(round(&app, &service).await, 4613).await;
    }
    assert!(!seat.users().expect("read").iter().any(|u| u.1.contains("stranger")));
    service.is(Wrong::Nothing, "s-1", mail);
    // the same answer a second time, one of another browser, one that nobody waits for
    let (to, cookie) = set_out(&app).await;
    let back = service.shown(&to);
    refused(send(&app, get(&back, "provider=another")).await, 4607).await;
    assert_eq!(send(&app, get(&back, &cookie)).await.status(), StatusCode::SEE_OTHER);
    refused(send(&app, get(&back, &cookie)).await, 4607).await;
    refused(send(&app, get(&format!("{BACK}?code=x&state=y"), "provider=y")).await, 4607).await;
    // a code that is none of the service's, and a service that says no
    let (to, cookie) = set_out(&app).await;
    let state = service.shown(&to).split_once("&state=").expect("a state").1.to_owned();
    refused(send(&app, get(&format!("{BACK}?code=stolen&state={state}"), &cookie)).await, 4608).await;
    let (to, cookie) = set_out(&app).await;
    let state = service.shown(&to).split_once("&state=").expect("a state").1.to_owned();
    refused(send(&app, get(&format!("{BACK}?error=access_denied&state={state}"), &cookie)).await, 4608).await;
}

#[tokio::test]
async fn a_service_that_is_down_or_set_up_wrongly_is_said_with_its_number() {
    let folder = tempfile::tempdir().expect("a folder");
    let seat = seat(folder.path());
    let closed = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port");
    let down = Service { address: format!("http://{closed}"), known: Arc::default() };
    refused(send(&app(&seat, &down), get("/login/provider", "")).await, 4606).await;
    // it says that it is another
    let service = Service::new();
    let named =
        Settings { issuer: format!("{}/", service.address.replace("127.0.0.1", "localhost")), ..settings(&service) };
    let provider = Provider::new(named).expect("settings");
    let other = web::router(web::Web::new(seat).with_provider(provider));
    refused(send(&other, get("/login/provider", "")).await, 4606).await;
    let good = settings(&service);
    for bad in [
        Settings { issuer: "http://login.example.in".into(), ..good.clone() },
        Settings { issuer: "nonsense".into(), ..good.clone() },
        Settings { redirect: format!("http://seat.example.in{BACK}"), ..good.clone() },
        Settings { redirect: "https://seat.example.in/elsewhere".into(), ..good.clone() },
        Settings { secret: " ".into(), ..good.clone() },
        Settings { client_id: String::new(), ..good },
    ] {
        assert_eq!(Provider::new(bad).err().map(|no| no.number), Some(4605));
    }
}
