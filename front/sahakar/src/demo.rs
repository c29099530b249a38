//! `sahakar demo`: invented societies migrated and shown, and the seat of an invented State beside them; `sahakar serve`: the pages alone.

use crate::command::Options;
use crate::{migrate, open, show};
use books::event::Setting;
use clap::ArgMatches;
use desk::act::Act;
use desk::{Desk, Role, Trouble, Who};
use examples::{DefectPlan, Shape, Size};
use kernel::{CommandId, Fault, Refusal, SocietyId};
use lipi::messages::{self, Lang};
use migration::profile::Profiles;
use std::net::{IpAddr, SocketAddr, TcpListener, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};
use tokio::runtime::Handle;
use web::{SampleLogin, Samples, Web};

/// The invented societies: seed, size, what is wrong with their books, shape of their folder.
const SOCIETIES: &[(u64, Size, DefectPlan, Shape)] = &[
    (3, Size::Tiny, DefectPlan::All, Shape::XlsxPaged),
    (11, Size::Village, DefectPlan::All, Shape::XlsxKruti),
    (12, Size::Small, DefectPlan::None, Shape::Dbf),
];
/// The cut-off of the invented books.
const CUTOFF: &str = "2025-03-31";

/// Runs the demonstration; a second run finds everything in place.
pub fn run(m: &ArgMatches) -> Result<ExitCode, Trouble> {
    let options = Options::of(m);
    if !m.get_flag("no-serve") {
        // Better said now than after the work is done.
        address(m)?;
    }
    let desk = open(&options)?;
    let count = if m.get_flag("tiny") { 1 } else { SOCIETIES.len() };
    let mut samples = Samples::default();
    let mut two = None;
    for (seed, size, plan, shape) in &SOCIETIES[..count] {
        let code = one(&desk, &options.data, *seed, *size, *plan, *shape)?;
        if *plan == DefectPlan::None {
            two = Some(code.clone());
        }
        samples.societies.insert(code);
    }
    for code in &samples.societies {
        ready(&desk, code)?;
        crate::asked::tickets(&desk, code)?;
    }
    if let Some(code) = two {
        separated(&desk, &code)?;
        let cutoff = CUTOFF.parse().map_err(|e| Fault::new("read the cut-off", e))?;
        samples.societies.insert(crate::oldbooks::begin(&desk, &options.data, cutoff)?);
    }
    logins(&desk, &mut samples)?;
    let (folder, tiny) = (options.data.join("demo-state"), m.get_flag("tiny"));
    if m.get_flag("no-serve") {
        // the small one is for looking at a society alone
        if !tiny {
            crate::demo_state::made(&folder, tiny)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    samples.seat = Some(Arc::new(OnceLock::new()));
    serve(desk, samples, m, Some((folder, tiny)))
}

/// The seat of the demonstration is made while the society's pages are served already, and then has pages on the next port that is free. Trouble is told;
/// the society's pages stay.
fn state_beside(folder: PathBuf, tiny: bool, society: SocketAddr, at: Arc<OnceLock<String>>, runtime: Handle) {
    std::thread::spawn(move || {
        let served = || -> Result<(), Trouble> {
            let (seat, people, societies) = crate::demo_state::made(&folder, tiny)?;
            let near = (1..=20).filter_map(|n| society.port().checked_add(n));
            let free = near.map(|port| SocketAddr::new(society.ip(), port)).find(|a| TcpListener::bind(a).is_ok());
            let address = free.ok_or_else(|| Refusal::new(7006).with("address", society))?;
            let samples = Samples { logins: people.shown(), societies, society: url(society), ..Samples::default() };
            let told = samples.logins.clone();
            let seat = Arc::new(seat);
            crate::state::beside(&seat);
            let pages = Web::new(seat).with_samples(samples).with_cookie("state-seat");
            runtime.spawn(async move {
                if let Err(fault) = web::serve(pages, address).await {
                    crate::tell(&fault.into());
                }
            });
            for lang in [Lang::Hi, Lang::En] {
                line!("{}", messages::say(lang, "cli-demo-state", &[("address", &url(address))]));
            }
            for login in told {
                line!("  {:<16} {}", login.login, login.password);
            }
            let _ = at.set(url(address));
            Ok(())
        };
        if let Err(trouble) = served() {
            line!("{}", crate::both("cli-demo-state-not"));
            crate::tell(&trouble);
        }
    });
}

fn url(address: SocketAddr) -> String {
    format!("http://{}", reached(address))
}

fn one(desk: &Desk, data: &Path, seed: u64, size: Size, plan: DefectPlan, shape: Shape) -> Result<String, Trouble> {
    let folder = data.join("examples").join(format!("{seed}-{shape:?}").to_lowercase());
    if !folder.exists() {
        let half = data.join("examples").join(format!(".{seed}"));
        let _ = std::fs::remove_dir_all(&half);
        let society = examples::society(seed, size, plan);
        examples::write(&society, shape, &half)
            .and_then(|_| std::fs::rename(&half, &folder))
            .map_err(|_| crate::unwritten(folder.display()))?;
    }
    let cutoff = CUTOFF.parse().map_err(|e| Fault::new("read the cut-off", e))?;
    let understood = migrate::understand(&folder, cutoff, &Profiles::default(), false)?;
    show::migrated(&understood.folder, &understood.migrated);
    let done = migrate::post(desk, &folder, understood, None, &Profiles::default())?;
    show::posted(&done);
    Ok(done.code)
}

/// An invented society can work: products, norms, and one person at work in it. A second run finds them in place.
fn ready(desk: &Desk, code: &str) -> Result<(), Trouble> {
    let society = desk::society_id(code);
    let secretary = Who::local(Role::Secretary);
    // the ids are of what is done, so that doing it again is no second act
    let once = |name: &str, act: Act| -> Result<(), Trouble> {
        let id = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, format!("{code}/{name}").as_bytes());
        desk.act(&secretary, society, CommandId(id), &act.into()).map(|_| ())
    };
    for product in examples::rules::products() {
        once(&format!("product/{}", product.code()), Act::SetProduct(product))?;
    }
    // an invented society has the model bye-laws registered
    for (i, rule) in society::bylaw::model().0.into_iter().enumerate() {
        once(&format!("bylaw/{i}"), Act::SetBylaw(society::decide::SetBylaw { rule }))?;
    }
    once("norms", Act::SetNorms(Box::new(examples::rules::norms())))?;
    let alone = Setting {
        key: books::setting::ONE_PERSON.to_owned(),
        from: CUTOFF.parse().map_err(|e| Fault::new("read the cut-off", e))?,
        value: "yes".to_owned(),
        order: examples::rules::ORDER.to_owned(),
        source: String::new(),
    };
    once("one-person", Act::Set(alone))?;
    crate::stall::open(desk, code, CUTOFF.parse().map_err(|e| Fault::new("read the cut-off", e))?)
}

/// In one of the invented societies several people work: who keeps the accounts holds no cash, and above five thousand rupees a second person agrees.
fn separated(desk: &Desk, code: &str) -> Result<(), Trouble> {
    let from = CUTOFF.parse().map_err(|e| Fault::new("read the cut-off", e))?;
    for (key, value) in [(books::setting::APPROVAL_ABOVE, "500000"), (books::setting::ONE_PERSON, "no")] {
        let (order, value) = (examples::rules::ORDER.to_owned(), value.to_owned());
        let rule = Setting { key: key.to_owned(), from, value, order, source: String::new() };
        let id = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, format!("{code}/two/{key}").as_bytes());
        let secretary = Who::local(Role::Secretary);
        desk.act(&secretary, desk::society_id(code), CommandId(id), &Act::Set(rule).into())?;
    }
    Ok(())
}

/// One login for each role; they exist in the demonstration only.
fn logins(desk: &Desk, samples: &mut Samples) -> Result<(), Trouble> {
    let known = desk.users()?;
    for role in Role::ALL {
        let login = role.code().to_owned();
        let password = format!("{login}-demo-2025");
        if !known.iter().any(|(_, name, _)| *name == login) {
            desk.add_user(&Who::local(Role::Operator), SocietyId(0), &login, role, &password)?;
        }
        samples.logins.push(SampleLogin::of(&login, role, &password));
    }
    Ok(())
}

/// Serves the pages of an installation.
pub fn serve_only(m: &ArgMatches) -> Result<ExitCode, Trouble> {
    let desk = open(&Options::of(m))?;
    serve(desk, Samples::default(), m, None)
}

/// Where the pages will be; refused where another program has the port.
fn address(m: &ArgMatches) -> Result<SocketAddr, Trouble> {
    let text = m.get_one::<String>("port").map_or("8080", String::as_str);
    let port: u16 = text.parse().map_err(|_| Refusal::new(7004).with("value", text))?;
    // the demonstration has no such option: its passwords are known to everybody
    let lan = m.try_get_one::<bool>("lan").ok().flatten().copied().unwrap_or(false);
    let address = SocketAddr::from((if lan { [0, 0, 0, 0] } else { [127, 0, 0, 1] }, port));
    TcpListener::bind(address).map_err(|_| Refusal::new(7006).with("address", address))?;
    Ok(address)
}

/// The address people type: where all interfaces are listened on, this machine's own in the local network. Connecting a
/// datagram socket sends nothing; it only asks which way a packet would go (192.0.2.1 is reserved for documents, RFC 5737).
fn reached(address: SocketAddr) -> SocketAddr {
    if !address.ip().is_unspecified() {
        return address;
    }
    let own = UdpSocket::bind(("0.0.0.0", 0)).and_then(|s| s.connect(("192.0.2.1", 9)).and_then(|()| s.local_addr()));
    SocketAddr::new(own.map_or(IpAddr::from([127, 0, 0, 1]), |a| a.ip()), address.port())
}

fn serve(desk: Desk, samples: Samples, m: &ArgMatches, state: Option<(PathBuf, bool)>) -> Result<ExitCode, Trouble> {
    let address = address(m)?;
    // better said now than at seven in the morning
    let mailing = m.try_get_one::<String>("mail-config").ok().flatten();
    let mailing = mailing.map(|file| crate::post::Config::read(Path::new(file))).transpose()?;
    let provider = m.try_get_one::<String>("login-config").ok().flatten();
    let provider = provider.map(|file| crate::provider::read(Path::new(file))).transpose()?;
    for lang in [Lang::Hi, Lang::En] {
        line!("{}", messages::say(lang, "cli-address", &[("address", &url(address))]));
    }
    if !samples.logins.is_empty() {
        line!("\n{}", crate::both("cli-logins"));
    }
    for login in &samples.logins {
        line!("  {:<12} {}", login.login, login.password);
    }
    let first = if desk.is_new()? { Some(desk::one_time()?) } else { None };
    if let Some(code) = &first {
        for lang in [Lang::Hi, Lang::En] {
            line!("{}", messages::say(lang, "cli-first", &[("secret", code)]));
        }
    }
    line!("\n{}", crate::both("cli-stop"));
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|e| Fault::new("start", e))?;
    if let (Some((folder, tiny)), Some(at)) = (state, samples.seat.clone()) {
        line!("{}", crate::both("cli-demo-state-making"));
        state_beside(folder, tiny, address, at, runtime.handle().clone());
    }
    let desk = Arc::new(desk);
    crate::link::beside(&desk);
    crate::state::beside(&desk);
    if let Some(config) = mailing {
        crate::post::beside(&desk, config);
    }
    let pages = Web::new(desk).with_samples(samples);
    let pages = first.iter().fold(pages, |pages, code| pages.with_first(code));
    let pages = provider.into_iter().fold(pages, Web::with_provider);
    runtime.block_on(web::serve(pages, address))?;
    Ok(ExitCode::SUCCESS)
}
