//! Books on paper through the pages: listed, keyed blind by two people, held, settled over a photograph.

use crate::pages::{App, app, form, get, send, text};
use crate::people::posted;
use crate::sample::{OLD, PASSWORD, old_books};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

/// Logs in one of those who work on old books.
async fn login(app: &App, name: &str) -> String {
    let answer = send(&app.router, form("/login", &format!("login={name}&password={PASSWORD}&next=/"))).await;
    let cookie = answer.headers()[header::SET_COOKIE].to_str().expect("ASCII").to_owned();
    cookie.split(';').next().expect("value").to_owned()
}

fn photo(path: &str, cookies: &str, bytes: &[u8]) -> Request<Body> {
    let mut body = b"--xX\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\n\r\n".to_vec();
    body.extend(bytes);
    body.extend(b"\r\n--xX--\r\n");
    Request::post(path)
        .header("content-type", "multipart/form-data; boundary=xX")
        .header("cookie", cookies)
        .header("host", "pc.lan")
        .header("origin", "http://pc.lan")
        .body(Body::from(body))
        .expect("request")
}

/// A photograph of a page waits until who sent it has looked at it; what he blackened is black in what is kept.
async fn looked_at(app: &App, page: &str, (sachiv, lipik): (&str, &str)) {
    let mut white = std::io::Cursor::new(Vec::new());
    image::GrayImage::from_pixel(200, 100, image::Luma([255]))
        .write_to(&mut white, image::ImageFormat::Png)
        .expect("written");
    let sent = send(&app.router, photo(&format!("{page}/photo"), sachiv, white.get_ref())).await;
    let waits = sent.headers()[header::LOCATION].to_str().expect("ASCII").to_owned();
    assert!(waits.contains("/bench/photos/"), "{waits}");
    let other = send(&app.router, get(&waits, lipik)).await;
    assert!(text(other).await.contains("S3241"), "another person does not see it");
    let no = text(send(&app.router, posted(&waits, "deed=keep", sachiv)).await).await;
    assert!(no.contains("S3242"), "nobody said that he looked");
    let no = text(send(&app.router, posted(&waits, "deed=blacken&left=900&top=1200&width=50&height=10", sachiv)).await)
        .await;
    assert!(no.contains("S3243"));
    for place in ["left=0&top=0&width=500&height=500", "left=500&top=500&width=500&height=500"] {
        let done = send(&app.router, posted(&waits, &format!("deed=blacken&{place}"), sachiv)).await;
        assert_eq!(done.status(), StatusCode::SEE_OTHER);
    }
    assert_eq!(send(&app.router, posted(&waits, "deed=back", sachiv)).await.status(), StatusCode::SEE_OTHER);
    let kept = send(&app.router, posted(&waits, "deed=keep&none_left=yes", sachiv)).await;
    assert_eq!(kept.headers()[header::LOCATION].to_str().expect("ASCII"), page);
    let shown = send(&app.router, get(&format!("{page}/photo"), sachiv)).await;
    let bytes = axum::body::to_bytes(shown.into_body(), 1 << 22).await.expect("a picture");
    let kept = image::load_from_memory(&bytes).expect("a JPEG").into_luma8();
    assert_eq!(kept.dimensions(), (200, 100));
    let at = |x, y| kept.get_pixel(x, y).0[0];
    assert!(at(40, 20) < 20 && at(150, 80) > 230, "the first place is black, the one taken back is not");
    let gone = text(send(&app.router, get(&waits, sachiv)).await).await;
    assert!(gone.contains("S3241"));
    blackened_later(app, page, (sachiv, lipik), white.get_ref()).await;
}

/// A number is seen on the kept picture only now: it is blackened there too, the old bytes are gone from the disk, and they do not come back.
async fn blackened_later(app: &App, page: &str, (sachiv, lipik): (&str, &str), sent: &[u8]) {
    let list = format!("{}/photos", page.split("/volumes").next().expect("the workbench"));
    let shown = text(send(&app.router, get(&list, sachiv)).await).await;
    let was = between(&shown, &format!("{list}/kept/"), "\"");
    let lies = |digest: &str| {
        let at = app.folder().join("files").join(&digest[..2]).join(digest);
        at.exists()
    };
    assert!(lies(&was));
    let asked = format!("photo={was}");
    let other = text(send(&app.router, posted(&list, &asked, lipik)).await).await;
    assert!(other.contains("S5001"), "bytes are destroyed for it: {other}");
    let again = text(send(&app.router, posted(&list, &format!("photo={}", "0".repeat(64)), sachiv)).await).await;
    assert!(again.contains("S3250"), "{again}");
    let waits = async || {
        let answer = send(&app.router, posted(&list, &asked, sachiv)).await;
        answer.headers()[header::LOCATION].to_str().expect("ASCII").to_owned()
    };
    let place = waits().await;
    let no = text(send(&app.router, posted(&place, "deed=keep&none_left=yes", sachiv)).await).await;
    assert!(no.contains("S3251"), "{no}");
    let black = "deed=blacken&left=500&top=500&width=500&height=500";
    assert_eq!(send(&app.router, posted(&place, black, sachiv)).await.status(), StatusCode::SEE_OTHER);
    let kept = send(&app.router, posted(&place, "deed=keep&none_left=yes", sachiv)).await;
    assert_eq!(kept.headers()[header::LOCATION].to_str().expect("ASCII"), list);
    assert!(!lies(&was), "the old bytes are gone");
    let picture = send(&app.router, get(&format!("{page}/photo"), sachiv)).await;
    let bytes = axum::body::to_bytes(picture.into_body(), 1 << 22).await.expect("a picture");
    let now = image::load_from_memory(&bytes).expect("a JPEG").into_luma8();
    assert!(now.get_pixel(40, 20).0[0] < 20 && now.get_pixel(150, 80).0[0] < 20, "both places are black");
    let shown = text(send(&app.router, get(&list, sachiv)).await).await;
    assert!(shown.contains(&format!("<code>{}</code>", &was[..16])), "both marks stay to be seen: {shown}");
    assert!(!shown.contains(&format!("kept/{was}")));
    // the same picture sent once more, blackened as it was the first time
    let sent = send(&app.router, photo(&format!("{page}/photo"), sachiv, sent)).await;
    let place = sent.headers()[header::LOCATION].to_str().expect("ASCII").to_owned();
    let first = "deed=blacken&left=0&top=0&width=500&height=500";
    assert_eq!(send(&app.router, posted(&place, first, sachiv)).await.status(), StatusCode::SEE_OTHER);
    let no = text(send(&app.router, posted(&place, "deed=keep&none_left=yes", sachiv)).await).await;
    assert!(no.contains("S3252"), "{no}");
    assert!(!lies(&was), "nor is it left lying");
}

/// What stands between two texts, the first time.
fn between(page: &str, from: &str, to: &str) -> String {
    let rest = page.split_once(from).unwrap_or_else(|| panic!("no {from} in {page}")).1;
    rest.split_once(to).expect("an end").0.to_owned()
}

/// Two rows of a loan ledger with their totals; `balance` is what stands in the second row.
fn rows(balance: &str) -> String {
    let row = |i: usize, no: &str, name: &str, balance: &str| {
        format!(
            "r{i}.0={no}&r{i}.1=12&r{i}.2={name}&r{i}.3=Satoli&r{i}.4=010623&r{i}.5=20000&r{i}.6=310524&r{i}.7=7&r{i}.8=5000&r{i}.9={balance}&"
        )
    };
    format!(
        "{}{}t5=40000&t8=10000&t9=30000",
        row(0, "101", "Dhan+Singh", "15000"),
        row(1, "102", "Kesar+Devi", balance)
    )
}

/// A workbench with one loan ledger of nine pages, and the addresses of its pages.
async fn ledger() -> (App, String, String, String) {
    let app = app();
    old_books(&app.desk());
    let (sachiv, lipik) = (login(&app, "lekhak").await, login(&app, "lipik").await);
    let bench = format!("/s/{OLD}/bench");
    let begun = send(&app.router, posted(&bench, "cutoff=31/03/2025", &sachiv)).await;
    assert_eq!(begun.status(), StatusCode::SEE_OTHER);
    let listed = "kind=7&held=book&product=ST&title=Rin+khata&pages=9&first_folio=1&last_folio=9&custodian=sachiv";
    let listed = send(&app.router, posted(&format!("{bench}/volumes/new/edit"), listed, &sachiv)).await;
    assert_eq!(listed.status(), StatusCode::SEE_OTHER, "{}", text(listed).await);
    (app, sachiv, lipik, format!("{bench}/volumes"))
}

#[tokio::test]
async fn the_inventory_counts_what_is_said() {
    let (app, sachiv, _, volumes) = ledger().await;
    let page = text(send(&app.router, get(&volumes, &sachiv)).await).await;
    assert!(page.contains("1 Rin khata") && page.contains(&format!("{volumes}/1")));
    let missing = |statement: &str| format!("kind=4&held=missing&title=-&reason=jal+gai&statement={statement}");
    let address = format!("{volumes}/new/edit");
    let no = text(send(&app.router, posted(&address, &missing(""), &sachiv)).await).await;
    assert!(no.contains("S3122"), "missing needs a statement");
    let yes = send(&app.router, posted(&address, &missing("2013+ki+aapda+men"), &sachiv)).await;
    assert_eq!(yes.status(), StatusCode::SEE_OTHER);
    let gates = text(send(&app.router, get(&format!("/s/{OLD}/bench/gates"), &sachiv)).await).await;
    assert!(gates.contains('2'), "the gate counts both");
}

#[tokio::test]
async fn a_page_is_keyed_blind_by_two_and_settled_over_its_photograph() {
    let (app, sachiv, lipik, volumes) = ledger().await;
    let page = format!("{volumes}/1/pages/3");
    // two digits exchanged: the page is held and the cell named
    let sent = send(&app.router, posted(&page, &format!("hand=first&{}", rows("51000")), &sachiv)).await;
    assert_eq!(sent.headers()[header::LOCATION].to_str().expect("ASCII"), page);
    let held = text(send(&app.router, get(&page, &sachiv)).await).await;
    assert!(held.contains("#k1.9") && held.contains("15,000"), "the culprit is named");
    let waits = text(send(&app.router, get(&page, &lipik)).await).await;
    assert!(waits.contains("S3138"), "nobody is second to a held page");
    let sent = send(&app.router, posted(&page, &format!("hand=first&{}", rows("15000")), &sachiv)).await;
    assert!(sent.headers()[header::LOCATION].to_str().expect("ASCII").ends_with("/pages/4"), "the next page follows");
    let blind = text(send(&app.router, get(&page, &lipik)).await).await;
    assert!(
        !blind.contains("Dhan Singh") && !blind.contains("15000") && !blind.contains("15,000"),
        "the second is blind"
    );
    // the second hand is another person, and whether it keys all columns the lot says
    let again = text(send(&app.router, posted(&page, &format!("hand=second&{}", rows("15000")), &sachiv)).await).await;
    assert!(again.contains("S3126"));
    let other = rows("15000").replace("r1.6=310524", "r1.6=130524");
    let sent = send(&app.router, posted(&page, &format!("hand=second&{other}"), &lipik)).await;
    assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    let third = text(send(&app.router, get(&page, &sachiv)).await).await;
    assert!(third.contains("31/05/24") && third.contains("13/05/24"), "both readings side by side");
    let of = third.split("name=\"of\" value=\"").nth(1).and_then(|s| s.split('"').next()).expect("the mark");
    let settle = format!("deed=settle&of={of}&d0=first");
    let no = text(send(&app.router, posted(&page, &settle, &sachiv)).await).await;
    assert!(no.contains("S3132"), "one of the two needs a photograph");
    let teesra = login(&app, "teesra").await;
    let no = text(send(&app.router, posted(&page, &format!("{settle}&no_photo="), &teesra)).await).await;
    assert!(
        no.contains("S3244") && no.contains("name=\"no_photo\""),
        "the third needs one, or a reason why there is none"
    );
    assert!(no.contains("name=\"d0\" value=\"first\" checked"), "what was chosen stays chosen");
    let large = vec![0u8; 25 << 20];
    let no = send(&app.router, photo(&format!("{page}/photo"), &sachiv, &large)).await;
    assert_eq!(no.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert!(text(no).await.contains("S3135"));
    let no = send(&app.router, photo(&format!("{page}/photo"), &sachiv, b"\x89PNG\r\n\x1a\nrest")).await;
    assert!(text(no).await.contains("S3240"), "a picture in name only");
    looked_at(&app, &page, (&sachiv, &lipik)).await;
    let no = text(send(&app.router, posted(&page, &settle, &sachiv)).await).await;
    assert!(no.contains("S3224"), "where several people work a third one judges");
    let sent = send(&app.router, posted(&page, &settle, &teesra)).await;
    assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    let whole = text(send(&app.router, get(&page, &sachiv)).await).await;
    assert!(whole.contains("chip ok") && whole.contains("Dhan Singh"));
    let hands = text(send(&app.router, get(&format!("/s/{OLD}/bench/operators"), &sachiv)).await).await;
    assert!(hands.contains("lipik"));
    let files = text(send(&app.router, get(&format!("/s/{OLD}/bench/files"), &sachiv)).await).await;
    assert!(files.contains("paper/1 Rin khata"), "a whole page is in the books");
}

#[tokio::test]
async fn two_clerks_do_not_key_one_page() {
    let (app, sachiv, lipik, volumes) = ledger().await;
    let page = format!("{volumes}/1/pages/5");
    assert_eq!(send(&app.router, get(&page, &sachiv)).await.status(), StatusCode::OK);
    let no = send(&app.router, get(&page, &lipik)).await;
    assert_eq!(no.status(), StatusCode::CONFLICT);
    assert!(text(no).await.contains("S3127"));
    // who had it open before is refused at saving too, and what he typed stands there again
    let sent = send(&app.router, posted(&page, &format!("hand=first&{}", rows("15000")), &sachiv)).await;
    assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    let late = text(send(&app.router, posted(&page, &format!("hand=first&{}", rows("15001")), &lipik)).await).await;
    assert!(late.contains("S3127") && late.contains("15001"));
}
