//! The pages, served in this process.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::mpsc;

/// Serves on a free port of this machine until the process ends; returns the address, `http://127.0.0.1:…`.
pub fn start(web: web::Web) -> String {
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("runtime");
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
            tell.send(listener.local_addr().expect("address")).expect("the test waits");
            axum::serve(listener, web::router(web)).await.expect("serving");
        });
    });
    format!("http://{}", told.recv().expect("the server started"))
}

/// Sends bytes over the network as a program below does, and gives what came back.
///
/// # Errors
/// What the line or the page says.
pub fn post(base: &str, path: &str, body: &[u8]) -> Result<Vec<u8>, String> {
    let host = base.trim_start_matches("http://");
    let mut line = TcpStream::connect(host).map_err(|e| e.to_string())?;
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/octet-stream\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let mut answer = Vec::new();
    let spoken = line.write_all(head.as_bytes()).and_then(|()| line.write_all(body));
    spoken.and_then(|()| line.read_to_end(&mut answer).map(drop)).map_err(|e| e.to_string())?;
    let end = answer.windows(4).position(|w| w == b"\r\n\r\n").ok_or("no head of an answer")?;
    let (head, inside) = (String::from_utf8_lossy(&answer[..end]).to_lowercase(), answer[end + 4..].to_vec());
    match head.starts_with("http/1.1 200") && !head.contains("transfer-encoding") {
        true => Ok(inside),
        false => Err(head),
    }
}
