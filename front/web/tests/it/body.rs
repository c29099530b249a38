//! What is too long or no form ends on a numbered page in the reader's language; what people write in Hindi is not too long.

use crate::pages::{entered, get, send, text};
use crate::people::posted;
use crate::sample::{CODE, PASSWORD};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

/// A letter of Hindi, as a browser sends it in a form: nine bytes.
const KA: &str = "%E0%A4%95";

fn to(answer: &axum::response::Response) -> String {
    answer.headers()[header::LOCATION].to_str().expect("ascii").to_owned()
}

fn file(path: &str, cookies: &str, bytes: usize) -> Request<Body> {
    let head = "--xX\r\nContent-Disposition: form-data; name=\"category\"\r\n\r\ndevice\r\n\
                --xX\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\n\r\n\u{0}";
    let mut body = head.as_bytes()[..head.len() - 1].to_vec();
    let mut photo = vec![0_u8; bytes];
    photo[..3].copy_from_slice(b"\xff\xd8\xff");
    body.extend(photo);
    body.extend(b"\r\n--xX--\r\n");
    let kind = "multipart/form-data; boundary=xX";
    Request::post(path).header("content-type", kind).header("cookie", cookies).body(Body::from(body)).expect("request")
}

#[tokio::test]
async fn a_page_of_hindi_is_not_too_long_for_a_form() {
    let (app, sachiv) = entered("sachiv").await;
    let raise = format!("/s/{CODE}/tickets/raise");
    let raised = send(&app.router, file(&raise, &sachiv, 100)).await;
    assert_eq!(raised.status(), StatusCode::SEE_OTHER);
    let at = to(&raised);
    let operator = desk::Who::local(desk::Role::Operator);
    let desk = app.desk();
    desk.add_user(&operator, kernel::SocietyId(0), "adhikari", desk::Role::Officer, PASSWORD).expect("a login");
    let adhikari = format!("seat={}", desk.login("adhikari", PASSWORD).expect("he logs in").token);
    // 1,900 letters: 17 kB on their way, more than a form once was let be
    let long = posted(&format!("{at}/answer"), &format!("ticket_text={}", KA.repeat(1_900)), &adhikari);
    let answered = send(&app.router, long).await;
    assert_eq!(answered.status(), StatusCode::SEE_OTHER, "{}", text(answered).await);
    let page = text(send(&app.router, get(&at, &adhikari)).await).await;
    assert!(page.contains(&"\u{915}".repeat(1_900)), "all of it stands there");
}

#[tokio::test]
async fn what_is_too_long_or_no_form_is_refused_in_the_readers_language() {
    let (app, sachiv) = entered("sachiv").await;
    let path = format!("/s/{CODE}/do/voucher");
    for (lang, words) in [("hi", "KB \u{938}\u{947}"), ("en", "longer than 256 KB")] {
        let cookies = format!("{sachiv}; lang={lang}");
        let long = posted(&path, &format!("narration={}", KA.repeat(30_000)), &cookies);
        let no = send(&app.router, long).await;
        assert_eq!(no.status(), StatusCode::PAYLOAD_TOO_LARGE);
        let page = text(no).await;
        assert!(page.contains("S3210") && page.contains(words) && page.contains("<html"), "{page}");
    }
    let mut plain = posted(&path, "narration=x", &sachiv);
    plain.headers_mut().insert(header::CONTENT_TYPE, "text/plain".parse().expect("ASCII"));
    let no = send(&app.router, plain).await;
    assert_eq!(no.status(), StatusCode::BAD_REQUEST);
    assert!(text(no).await.contains("S3212"));
}

#[tokio::test]
async fn a_photograph_of_a_telephone_is_taken_and_a_larger_file_is_told_its_limit() {
    let (app, sachiv) = entered("sachiv").await;
    let raise = format!("/s/{CODE}/tickets/raise");
    let taken = send(&app.router, file(&raise, &sachiv, 3 << 20)).await;
    assert_eq!(taken.status(), StatusCode::SEE_OTHER, "three megabytes, where no script made them fewer");
    let page = text(send(&app.router, get(&to(&taken), &sachiv)).await).await;
    assert!(page.contains("/tickets/picture/"));
    let no = send(&app.router, file(&raise, &sachiv, 9 << 20)).await;
    assert_eq!(no.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let page = text(no).await;
    assert!(page.contains("S3211") && page.contains("<html"), "{page}");
}
