//! A small synchronous driver for Chromium over `--remote-debugging-pipe`: no websocket, no runtime, no second program.
//!
//! A WebDriver client needs chromedriver beside the browser, and gives console errors, failed requests, a 360 px screen,
//! dark colours and a browser without script only through Chromium's own protocol anyway; so this speaks that protocol.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// What went wrong, in words for the one who reads the test.
pub type Tried<T> = Result<T, String>;

/// Where Chromium is looked for when `SAHAKAR_CHROMIUM` does not name it.
const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// Nothing but the pages under test may be asked for, and nothing of a desktop is needed.
const FLAGS: [&str; 14] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--remote-debugging-pipe",
];

/// How long a page may take to become what is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running browser with a profile of its own; ends with the value.
pub struct Browser {
    child: Child,
    commands: ChildStdin,
    answers: BufReader<ChildStdout>,
    last: u64,
    profile: PathBuf,
    troubles: Vec<String>,
    bytes: u64,
}

/// How a page is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
    /// Dark colours preferred.
    pub dark: bool,
    /// Scripts run.
    pub script: bool,
}

impl Look {
    /// A desk: 1366 × 768, light, with script.
    pub const DESK: Look = Look { width: 1366, height: 768, dark: false, script: true };
    /// A phone: 360 × 800.
    pub const PHONE: Look = Look { width: 360, height: 800, ..Look::DESK };
    /// A desk in the dark.
    pub const DARK: Look = Look { dark: true, ..Look::DESK };
}

fn find() -> Tried<PathBuf> {
    if let Some(named) = std::env::var_os("SAHAKAR_CHROMIUM") {
        return Ok(named.into());
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let dirs: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let found = NAMES.iter().flat_map(|name| dirs.iter().map(move |dir| dir.join(name))).find(|p| p.is_file());
    found.ok_or_else(|| "no chromium on PATH".into())
}

impl Browser {
    /// Starts Chromium.
    ///
    /// # Errors
    /// Says why there is no browser; whether that is a skip or a failure is the caller's to decide.
    pub fn start() -> Tried<Browser> {
        let program = find()?;
        let profile = std::env::temp_dir().join(format!("sahakar-browser-{}", std::process::id()));
        // Chromium reads commands from file 3 and answers on file 4; the shell moves our pipes there.
        let mut child = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 0</dev/null 1>/dev/null 2>&1"])
            .arg(&program)
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg("about:blank")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| format!("{}: {e}", program.display()))?;
        let commands = child.stdin.take().ok_or("no pipe to chromium")?;
        let answers = BufReader::new(child.stdout.take().ok_or("no pipe from chromium")?);
        let mut browser = Browser { child, commands, answers, last: 0, profile, troubles: Vec::new(), bytes: 0 };
        let version = browser.send(None, "Browser.getVersion", json!({}));
        version.map_err(|e| format!("{} did not start: {e}", program.display()))?;
        Ok(browser)
    }

    /// Opens a page with cookies and storage of its own.
    ///
    /// # Errors
    /// When the browser refuses.
    pub fn page(&mut self, look: Look) -> Tried<Page<'_>> {
        let context = self.send(None, "Target.createBrowserContext", json!({}))?["browserContextId"].clone();
        let target = json!({"url": "about:blank", "browserContextId": context});
        let target = self.send(None, "Target.createTarget", target)?["targetId"].clone();
        let attach = json!({"targetId": target, "flatten": true});
        let session = self.send(None, "Target.attachToTarget", attach)?["sessionId"].clone();
        let session = session.as_str().ok_or("no session")?.to_owned();
        self.troubles.clear();
        let mut page = Page { browser: self, session, context };
        for domain in ["Page", "Runtime", "Network", "Log"] {
            page.call(&format!("{domain}.enable"), json!({}))?;
        }
        page.look(look)?;
        Ok(page)
    }

    fn send(&mut self, session: Option<&str>, method: &str, params: Value) -> Tried<Value> {
        self.last += 1;
        let id = self.last;
        let mut message = json!({"id": id, "method": method, "params": params});
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        self.commands.write_all(&bytes).map_err(|e| e.to_string())?;
        loop {
            let mut answer = self.read()?;
            if answer["id"] != id {
                self.heard(&answer);
            } else if answer["error"].is_null() {
                return Ok(answer["result"].take());
            } else {
                return Err(format!("{method}: {}", answer["error"]["message"]));
            }
        }
    }

    fn read(&mut self) -> Tried<Value> {
        let mut bytes = Vec::new();
        let read = self.answers.read_until(0, &mut bytes).map_err(|e| e.to_string())?;
        if read == 0 {
            return Err("chromium went away".into());
        }
        bytes.pop();
        serde_json::from_slice(&bytes).map_err(|e| e.to_string())
    }

    /// Console errors, uncaught exceptions, failed requests, answers of 400 and more.
    fn heard(&mut self, event: &Value) {
        let params = &event["params"];
        let trouble = match event["method"].as_str() {
            Some("Runtime.exceptionThrown") => params["exceptionDetails"]["exception"]["description"].to_string(),
            Some("Runtime.consoleAPICalled") if params["type"] == "error" => params["args"].to_string(),
            Some("Log.entryAdded") if params["entry"]["level"] == "error" || params["entry"]["level"] == "warning" => {
                format!("{} {}", params["entry"]["text"], params["entry"]["url"])
            }
            Some("Network.loadingFailed") if params["canceled"] != true => format!("failed: {}", params["errorText"]),
            Some("Network.responseReceived") if params["response"]["status"].as_u64() >= Some(400) => {
                format!("{} {}", params["response"]["status"], params["response"]["url"])
            }
            Some("Network.loadingFinished") => {
                self.bytes += params["encodedDataLength"].as_f64().map_or(0, |b| b as u64);
                return;
            }
            _ => return,
        };
        self.troubles.push(trouble);
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The browser may be gone already; nothing can be done about a failure to clean up.
        let _ = self.send(None, "Browser.close", json!({}));
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

/// One page.
pub struct Page<'a> {
    browser: &'a mut Browser,
    session: String,
    context: Value,
}

impl Page<'_> {
    fn call(&mut self, method: &str, params: Value) -> Tried<Value> {
        let session = self.session.clone();
        self.browser.send(Some(&session), method, params)
    }

    /// Changes size, colours and script.
    ///
    /// # Errors
    /// When the browser refuses.
    pub fn look(&mut self, look: Look) -> Tried<()> {
        let size =
            json!({"width": look.width, "height": look.height, "deviceScaleFactor": 1, "mobile": look.width < 600});
        self.call("Emulation.setDeviceMetricsOverride", size)?;
        let scheme = if look.dark { "dark" } else { "light" };
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.call("Emulation.setEmulatedMedia", media)?;
        self.call("Emulation.setScriptExecutionDisabled", json!({"value": !look.script}))?;
        Ok(())
    }

    /// Goes to an address and waits until it has loaded.
    ///
    /// # Errors
    /// When nothing answers there.
    pub fn goto(&mut self, address: &str) -> Tried<()> {
        // the page that is left is whole too: on a busy machine it may still be the one that answers
        self.eval("window.leftBehind = true")?;
        let answer = self.call("Page.navigate", json!({"url": address}))?;
        if let Some(error) = answer["errorText"].as_str() {
            return Err(format!("{address}: {error}"));
        }
        let another = if answer["loaderId"].is_string() { "!window.leftBehind && " } else { "" };
        self.until(&format!("{another}document.readyState === 'complete' && location.href !== 'about:blank'"))
    }

    /// The value of an expression; promises are awaited. Works with the page's own scripts disabled, too.
    ///
    /// # Errors
    /// With the exception's words.
    pub fn eval(&mut self, expression: &str) -> Tried<Value> {
        let params = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let mut answer = self.call("Runtime.evaluate", params)?;
        if answer["exceptionDetails"].is_null() {
            Ok(answer["result"]["value"].take())
        } else {
            Err(format!("{expression:.200}: {}", answer["exceptionDetails"]["exception"]["description"]))
        }
    }

    /// Text of the value of an expression.
    ///
    /// # Errors
    /// When it is no text.
    pub fn text(&mut self, expression: &str) -> Tried<String> {
        let value = self.eval(expression)?;
        value.as_str().map(str::to_owned).ok_or_else(|| format!("{expression}: {value} is no text"))
    }

    /// Waits until an expression is true.
    ///
    /// # Errors
    /// When it is not true for 20 seconds.
    pub fn until(&mut self, expression: &str) -> Tried<()> {
        let begun = Instant::now();
        loop {
            // While a page is being replaced there may be nothing to ask.
            if self.eval(expression).is_ok_and(|v| v == true) {
                return Ok(());
            }
            if begun.elapsed() > PATIENCE {
                return Err(format!("never true: {expression}"));
            }
            std::thread::sleep(Duration::from_millis(15));
        }
    }

    /// A real click on the middle of the first element that fits the selector.
    ///
    /// # Errors
    /// When there is none.
    pub fn click(&mut self, selector: &str) -> Tried<()> {
        let quoted = Value::from(selector);
        let script = format!(
            "(() => {{ const e = document.querySelector({quoted}); e.scrollIntoView({{block: 'center'}}); \
             const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] }})()"
        );
        let at = self.eval(&script)?;
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({"type": kind, "x": at[0], "y": at[1], "button": "left", "clickCount": 1});
            self.call("Input.dispatchMouseEvent", event)?;
        }
        Ok(())
    }

    /// Real key events; `\n` is Enter, `\t` is Tab, `↓` the key that chooses the next of a list.
    ///
    /// # Errors
    /// When the browser refuses.
    pub fn keys(&mut self, text: &str) -> Tried<()> {
        for c in text.chars() {
            let letter = c.to_string();
            let (key, typed, code) = match c {
                '\n' => ("Enter", "\r", 13),
                '\t' => ("Tab", "", 9),
                '↓' => ("ArrowDown", "", 40),
                '②' => ("F2", "", 113),
                '③' => ("F3", "", 114),
                _ => (letter.as_str(), letter.as_str(), 0),
            };
            let kind = if typed.is_empty() { "rawKeyDown" } else { "keyDown" };
            let down = json!({"type": kind, "key": key, "text": typed, "windowsVirtualKeyCode": code});
            self.call("Input.dispatchKeyEvent", down)?;
            self.call("Input.dispatchKeyEvent", json!({"type": "keyUp", "key": key, "windowsVirtualKeyCode": code}))?;
        }
        Ok(())
    }

    /// A picture of the whole page.
    ///
    /// # Errors
    /// When it cannot be taken or written.
    pub fn picture(&mut self, file: &Path) -> Tried<()> {
        // what stays in sight while one scrolls stands where it belongs
        self.eval("scrollTo(0, 0)")?;
        let answer = self.call("Page.captureScreenshot", json!({"captureBeyondViewport": true}))?;
        let bytes = base64(answer["data"].as_str().ok_or("no picture")?);
        std::fs::write(file, bytes).map_err(|e| format!("{}: {e}", file.display()))
    }

    /// Pages as printed, as a PDF.
    ///
    /// # Errors
    /// When it cannot be made or written.
    pub fn print(&mut self, file: &Path) -> Tried<()> {
        let answer = self.call("Page.printToPDF", json!({"printBackground": true, "preferCSSPageSize": true}))?;
        let bytes = base64(answer["data"].as_str().ok_or("no PDF")?);
        std::fs::write(file, bytes).map_err(|e| format!("{}: {e}", file.display()))
    }

    /// Pixels by which the page is wider than the screen.
    ///
    /// # Errors
    /// When the page does not answer.
    pub fn overflow(&mut self) -> Tried<i64> {
        let width = self.eval("document.documentElement.scrollWidth - document.documentElement.clientWidth")?;
        width.as_i64().ok_or_else(|| "no width".into())
    }

    /// Bytes received over the wire since the last call.
    pub fn bytes(&mut self) -> u64 {
        std::mem::take(&mut self.browser.bytes)
    }

    /// Bytes of memory the page holds: of the largest process that draws pages what is its own and its part of what is shared; and of them the script's
    /// heap on this page, after what is no longer used was let go.
    ///
    /// # Errors
    /// When the page does not answer, or where no `/proc` tells.
    pub fn memory(&mut self) -> Tried<(u64, u64)> {
        self.call("HeapProfiler.collectGarbage", json!({}))?;
        let heap = self.call("Runtime.getHeapUsage", json!({}))?["usedSize"].as_f64().ok_or("no heap")? as u64;
        let profile = self.browser.profile.display().to_string();
        let mut held: Option<u64> = None;
        for process in std::fs::read_dir("/proc").map_err(|e| e.to_string())?.flatten() {
            let line = std::fs::read_to_string(process.path().join("cmdline")).unwrap_or_default();
            if !line.contains("--type=renderer") || !line.contains(&profile) {
                continue;
            }
            let rollup = std::fs::read_to_string(process.path().join("smaps_rollup")).map_err(|e| e.to_string())?;
            let own =
                rollup.lines().find_map(|l| l.strip_prefix("Pss:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
            held = held.max(Some(own.ok_or("no Pss")? * 1024));
        }
        Ok((held.ok_or("no process draws pages")?, heap))
    }

    /// Errors heard since the last call.
    pub fn troubles(&mut self) -> Vec<String> {
        // One more question, so that what the browser has already said is read.
        if let Err(e) = self.eval("0") {
            self.browser.troubles.push(e);
        }
        std::mem::take(&mut self.browser.troubles)
    }
}

impl Drop for Page<'_> {
    fn drop(&mut self) {
        let context = self.context.clone();
        // At worst the context lives until the browser ends.
        let _ = self.browser.send(None, "Target.disposeBrowserContext", json!({"browserContextId": context}));
    }
}

/// Standard base64 as the browser writes it; stops at the padding.
fn base64(text: &str) -> Vec<u8> {
    let value = |c: u8| match c {
        b'A'..=b'Z' => Some(c - b'A'),
        b'a'..=b'z' => Some(c - b'a' + 26),
        b'0'..=b'9' => Some(c - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let (mut out, mut bits, mut held) = (Vec::with_capacity(text.len() / 4 * 3), 0_u32, 0);
    for v in text.bytes().map_while(value) {
        bits = (bits << 6) | u32::from(v);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
        }
    }
    out
}
