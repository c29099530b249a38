//! The pages, served in this process.

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
