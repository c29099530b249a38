//! The workbench through its pages: a folder brought there gives the report the command line gives; a mend moves the figures and taking it back
//! restores them; nobody signs early, twice, or upon data that changed.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use desk::{Desk, Role, Who};
use kernel::{CommandId, FixedClock, Instant};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;

const CODE: &str = "R-77-1950";
const PASSWORD: &str = "namuna-2025";
/// 27 November 2026.
const NOW: Instant = Instant(1_795_780_000_000);

/// A desk with one society that has no books yet, and somebody of every role.
pub struct Bench {
    router: Router,
    _dir: TempDir,
}

impl Bench {
    pub fn new() -> Bench {
        let dir = tempfile::tempdir().expect("a folder");
        let desk = Arc::new(Desk::open(dir.path(), "", Arc::new(FixedClock(NOW))).expect("a desk"));
        let operator = Who::local(Role::Operator);
        let command = CommandId(uuid::Uuid::now_v7());
        desk.found(&operator, CODE, "कफूड़ा समिति", command).expect("a society");
        for role in Role::ALL {
            let place = desk::society_id(CODE);
            desk.add_user(&operator, place, role.code(), role, PASSWORD).expect("a person");
        }
        Bench { router: web::router(web::Web::new(desk)), _dir: dir }
    }

    async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.expect("infallible")
    }

    async fn login(&self, role: Role) -> String {
        let body = format!("login={}&password={PASSWORD}&next=/", role.code());
        let answer = self.post("/login", "", &body).await;
        let cookie = answer.headers()[header::SET_COOKIE].to_str().expect("ASCII");
        cookie.split(';').next().expect("a value").to_owned()
    }

    async fn post(&self, path: &str, seat: &str, body: &str) -> Response<Body> {
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", seat)
            .header("host", "pc.lan")
            .header("origin", "http://pc.lan");
        self.send(request.body(Body::from(body.to_owned())).expect("a request")).await
    }

    async fn get(&self, path: &str, seat: &str) -> String {
        let request = Request::get(path).header("cookie", seat).body(Body::empty()).expect("a request");
        let body = self.send(request).await.into_body();
        String::from_utf8(to_bytes(body, 1 << 26).await.expect("a body").to_vec()).expect("UTF-8")
    }

    /// Begins and brings a folder, as a browser sends one.
    async fn bring(&self, seat: &str, folder: &Path) -> Response<Body> {
        let begun = self.post(&at(""), seat, "cutoff=31/03/2025").await;
        assert_eq!(begun.status(), StatusCode::SEE_OTHER);
        let mut body: Vec<u8> = Vec::new();
        for (path, bytes) in files(folder) {
            let name = format!("pack/{path}");
            body.extend(
                format!("--xX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").bytes(),
            );
            body.extend(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--xX--\r\n");
        let request = Request::post(at("/files"))
            .header("content-type", "multipart/form-data; boundary=xX")
            .header("cookie", seat)
            .header("host", "pc.lan")
            .header("origin", "http://pc.lan");
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    async fn report(&self, seat: &str) -> Value {
        serde_json::from_str(&self.get(&at("/report.json"), seat).await).expect("a report")
    }
}

fn at(path: &str) -> String {
    format!("/s/{CODE}/bench{path}")
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut out = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(dir) = open.pop() {
        for path in std::fs::read_dir(dir).expect("a folder").map(|e| e.expect("an entry").path()) {
            if path.is_dir() {
                open.push(path);
            } else {
                let inside = path.strip_prefix(folder).expect("inside").to_string_lossy().into_owned();
                out.push((inside, std::fs::read(&path).expect("a file")));
            }
        }
    }
    out.sort();
    out
}

fn pack(name: &str) -> Option<PathBuf> {
    Some(crate::packs::shared()?.join(format!("pack-{name}")))
}

#[tokio::test]
async fn a_folder_brought_to_the_workbench_gives_the_report_of_the_command_line() {
    for name in ["tiny", "a", "b", "c", "d", "clean"] {
        let Some(pack) = pack(name) else { return };
        let bench = Bench::new();
        let seat = bench.login(Role::Operator).await;
        assert_eq!(bench.bring(&seat, &pack).await.status(), StatusCode::SEE_OTHER, "pack-{name}");
        let (mut here, mut there) = (bench.report(&seat).await, crate::packs::report(&pack));
        for report in [&mut here, &mut there] {
            for register in report["registers"].as_array_mut().expect("registers") {
                // how like other registers it looks: a remark with a masked number looks a little less like one
                register.as_object_mut().expect("a register").remove("alternatives");
            }
        }
        for part in ["registers", "members", "accounts", "trial_balance", "findings", "duplicates", "differences"] {
            assert_eq!(here[part], there[part], "pack-{name}: {part}");
        }
    }
}

/// The number of the first finding of a code, in the list as it stands.
fn finding(report: &Value, code: &str) -> usize {
    let all = report["findings"].as_array().expect("findings");
    all.iter().position(|f| f["code"] == code).expect("a finding of the code")
}

fn difference(report: &Value, head: &str) -> i64 {
    let all = report["differences"].as_array().expect("differences");
    all.iter().find(|d| d["head_key"] == head).and_then(|d| d["difference_paise"].as_i64()).unwrap_or(0)
}

#[tokio::test]
async fn a_mend_moves_the_figures_and_taking_it_back_restores_them() {
    let Some(pack) = pack("a") else { return };
    let bench = Bench::new();
    let seat = bench.login(Role::Accountant).await;
    bench.bring(&seat, &pack).await;
    let before = bench.report(&seat).await;
    let twice = finding(&before, "DUPLICATE_ROW");
    let page = at(&format!("/findings/{twice}"));
    let silent = bench.post(&page, &seat, "deed=row-out&reason=").await;
    assert_eq!(silent.status(), StatusCode::UNPROCESSABLE_ENTITY, "nothing is mended without a reason");
    assert_eq!(bench.report(&seat).await, before);
    let mended = bench.post(&page, &seat, "deed=row-out&reason=दो+बार").await;
    assert_eq!(mended.status(), StatusCode::SEE_OTHER);
    let after = bench.report(&seat).await;
    let amount = before["findings"][twice]["amount_paise"].as_i64().expect("an amount");
    assert_eq!(difference(&before, "SB") - difference(&after, "SB"), amount, "the figure moved by the row");
    let mends = bench.get(&at("/mends"), &seat).await;
    let entry = mends.split("name=\"entry\" value=\"").nth(1).and_then(|r| r.split('"').next()).expect("an entry");
    let back = bench.post(&at("/mends"), &seat, &format!("entry={entry}&reason=भूल")).await;
    assert_eq!(back.status(), StatusCode::SEE_OTHER);
    assert_eq!(bench.report(&seat).await, before, "taking it back restores everything");
}

#[tokio::test]
async fn a_column_pointed_at_is_read_anew_at_once() {
    let Some(pack) = pack("tiny") else { return };
    let bench = Bench::new();
    let seat = bench.login(Role::Operator).await;
    bench.bring(&seat, &pack).await;
    let before = bench.report(&seat).await;
    let registers = before["registers"].as_array().expect("registers");
    let shares = registers.iter().find(|r| r["kind"] == "shares").expect("shares");
    let files = bench.get(&at("/files"), &seat).await;
    let sheet = shares["sheet"].as_str().expect("a name");
    let href = files.split(&format!(">{sheet}</a>")).next().and_then(|h| h.rsplit("href=\"").next());
    let href = href.and_then(|h| h.split('"').next()).expect("the sheet's address").to_owned();
    let page = bench.get(&href, &seat).await;
    // the first column whose heading leads somewhere
    let column = page.split(&format!("href=\"{href}/")).nth(1).and_then(|r| r.split('"').next()).expect("a column");
    let ignored = bench.post(&format!("{href}/{column}"), &seat, "kind=ignore+&field=-").await;
    assert_eq!(ignored.status(), StatusCode::SEE_OTHER);
    let after = bench.report(&seat).await;
    assert!(after["registers"].as_array().expect("registers").iter().all(|r| r["kind"] != "shares"));
}

#[tokio::test]
async fn nobody_signs_early_and_nobody_signs_for_another() {
    let Some(pack) = pack("clean") else { return };
    let bench = Bench::new();
    let seat = bench.login(Role::Operator).await;
    bench.bring(&seat, &pack).await;
    for (deed, number) in [("freeze", "S3165"), ("sign&signer=operator", "S3165"), ("post", "S3165")] {
        let no = bench.post(&at("/gates"), &seat, &format!("deed={deed}")).await;
        assert_eq!(no.status(), StatusCode::UNPROCESSABLE_ENTITY, "{deed}");
        let page = String::from_utf8(to_bytes(no.into_body(), 1 << 20).await.expect("a body").to_vec()).expect("UTF-8");
        assert!(page.contains(number), "{deed}: {page}");
    }
    let ended = bench.post(&at("/cutover"), &seat, "from=01/12/2026&resolution=7").await;
    assert_eq!(ended.status(), StatusCode::UNPROCESSABLE_ENTITY, "paper does not end by typing");
    let auditor = bench.login(Role::Auditor).await;
    let page = bench.get(&at("/gates"), &auditor).await;
    assert!(!page.contains("name=\"signer\""), "an auditor has nothing to sign yet");
    let mend = bench.post(&at("/findings/0"), &auditor, "deed=stands&reason=x").await;
    assert_ne!(mend.status(), StatusCode::SEE_OTHER, "an auditor mends nothing");
    let verify = bench.get(&at("/verify?t=sahakar+paper-ended+R-77-1950+1/3+00"), &auditor).await;
    assert!(verify.contains("say bad"), "a made-up certificate is not true");
}
