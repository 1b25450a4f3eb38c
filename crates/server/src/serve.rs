//! `gongdan serve`: the life of the server process, from its lock to its last request.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use app::{App, Clock as _, FirstStart, OsRandom, Settings, SigningKey, SystemClock};
use http_kit::Streams;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

use crate::{
    commands::refusal,
    config::{Config, Database, GOOD_KEY},
    console::{Console, Failure},
    data_dir::{self, DataDir},
    database, demo,
    host::Program,
    listen,
    notify::Notify,
    post::Courier,
    routes::routes,
    scripts::scripts,
    tasks::Tasks,
    words::{Text, say},
};

/// How long requests that have begun may take once the server is asked to stop.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often what has had its time is forgotten.
const TIDY_EVERY: Duration = Duration::from_mins(10);
/// How often the words of changed tickets are written into the search's index, where no search asks for it before.
const INDEX_EVERY: Duration = Duration::from_millis(50);
/// How often it is looked which schedules are due.
const SCHEDULES_EVERY: Duration = Duration::from_secs(1);
/// How often tickets are moved on out of statuses that a new version of a workflow has taken away, and how many at most.
const MOVE_EVERY: Duration = Duration::from_secs(2);
const MOVED_AT_ONCE: usize = 10_000;
/// How often what is due of itself is looked for, where nothing was written; after a write it is at once.
const DUE_EVERY: Duration = Duration::from_secs(1);
/// How often it is asked whether something was written.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// What a server starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// What is in its database.
    Own,
    /// Believable tickets besides.
    Demo,
}

/// Serves until it is asked to stop.
pub(crate) fn run(
    config: &Config,
    console: Console,
    content: Content,
    notify: &Notify,
) -> Result<(), Failure> {
    let dir = DataDir::new(&config.data_dir);
    dir.create()?;
    let lock = database::lock(config)?;
    let db = database::open_to_serve(config)?;
    let migrated = sql::migrate(&db, store::migrations::ALL, SystemClock.now().micros());
    let report = migrated.map_err(|error| database::failed(&error))?;
    if !report.applied.is_empty() {
        tracing::info!(schema.applied = ?report.applied, schema.current = report.current, "migrated");
    }
    if let Err(error) = database::index(&db) {
        // Not refused: all but the search can be used, also where a part of the file is damaged.
        tracing::error!(error = %error, "the search's index is behind and cannot be written: searches may miss tickets");
    }
    let settings = Settings {
        data_dir: config.data_dir.clone(),
        signing_key: signing_key(config, &dir)?,
        default_project: config.default_project.clone(),
        repair_project: config.repair_project.clone(),
        incident_project: config.incident_project.clone(),
        max_attachment: config.max_attachment,
        job_retention_days: i64::try_from(config.job_retention).unwrap_or(30),
    };
    let app = App::new(db.clone(), settings, Arc::new(SystemClock), Arc::new(OsRandom));
    let served = runtime()?.block_on(serve(&app, config, console, content, notify));
    db.close_blocking();
    drop(lock);
    tracing::info!("stopped");
    served
}

/// The threads that requests run on.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, Text> {
    let built = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    built.map_err(|error| say!("serve.runtime", why = error.to_string()))
}

fn signing_key(config: &Config, dir: &DataDir) -> Result<SigningKey, Text> {
    if let Some(key) = &config.secret_key {
        // The text of a key file is that key, wherever it is given.
        if let Some(key) = data_dir::key_of(key.reveal()) {
            return Ok(SigningKey::new(key));
        }
        let key = key.reveal().as_bytes();
        if key.len() < GOOD_KEY {
            tracing::warn!(
                key.bytes = key.len(),
                "the signing key is short: give one of at least {GOOD_KEY} random bytes"
            );
        }
        return Ok(SigningKey::new(key));
    }
    let key = dir.secret_key()?;
    if matches!(data_dir::is_open_to_others(&dir.key_file()), Ok(true)) {
        tracing::warn!(file.path = %dir.key_file().display(), "others can read the signing key: chmod 600");
    }
    Ok(SigningKey::new(key))
}

async fn serve(
    app: &App,
    config: &Config,
    console: Console,
    content: Content,
    notify: &Notify,
) -> Result<(), Failure> {
    // Bound before the first start is recorded: a password that is shown once must not be lost to a port in use.
    let listener = bind(config).await?;
    let address = listener.local_addr().map_err(|error| listen_failed(config, &error))?;
    let url = url_of(address);
    let wish = stop_signal().map_err(|error| say!("serve.runtime", why = error.to_string()))?;
    let mut wish = std::pin::pin!(wish);
    let password = first_start(app, config).await?;
    if content == Content::Demo {
        tokio::select! {
            filled = demo::fill(app, config, console) => console.print(&filled?),
            () = &mut wish => return Ok(()),
        }
    }
    if !app.has_default_project().await.map_err(refusal)? {
        // Not refused: the ready projects may be removed, and tickets can name another.
        tracing::warn!(project = %config.default_project, "the default project does not exist: tickets must name one");
    }
    if !app.has_incident_project().await.map_err(refusal)? {
        tracing::warn!(project = %config.incident_project, "the incident project does not exist: the incident API takes no new incidents");
    }
    if !app.has_repair_project().await.map_err(refusal)? {
        tracing::warn!(project = %config.repair_project, "the repair project does not exist: /api/v3 takes no new tickets");
    }
    // Nobody waits for it: whoever needs the words before they are loaded loads them himself.
    drop(tokio::task::spawn_blocking(app::warm_up));
    let mut tasks = Tasks::new();
    let tidied = app.clone();
    tasks.every(TIDY_EVERY, move || tidy(tidied.clone()));
    let measured = app.clone();
    tasks.every(TIDY_EVERY, move || measure(measured.clone()));
    let scheduled = app.clone();
    tasks.every(SCHEDULES_EVERY, move || run_schedules(scheduled.clone()));
    let moved = app.clone();
    tasks.every(MOVE_EVERY, move || move_on(moved.clone()));
    let catching_up = app.clone();
    tasks.every(MOVE_EVERY, move || catch_up(catching_up.clone()));
    let (indexed, seen) = (app.clone(), Arc::<AtomicU64>::default());
    tasks.every(INDEX_EVERY, move || index(indexed.clone(), Arc::clone(&seen)));
    let (working, seen) = (app.clone(), Arc::new(Seen::default()));
    tasks.every(LOOK_EVERY, move || work(working.clone(), Arc::clone(&seen)));
    let told = app.clone();
    tasks.start(|mut stopping| async move {
        tokio::select! {
            () = told.run_feed() => {}
            () = stopping.wished() => {}
        }
    });
    let client = outgoing::Client::new(outgoing::Guard::new(config.outgoing_allow.clone()));
    let client = client.map_err(|error| say!("serve.runtime", why = error.to_string()))?;
    let open = config.base_url.clone().unwrap_or_else(|| url.clone());
    run_jobs(app, config, (client.clone(), open.clone()), &mut tasks)?;
    send_webhooks(app, client, &mut tasks);
    if let Some(password) = password {
        console.say(&say!("serve.first", url = &open, password = password));
    }
    tracing::info!(server.address = %address, database.engine = %app.sql().engine(), "ready");
    console.say(&say!("serve.ready", url = &url));
    notify.ready();
    let streams = Streams::default();
    let wish = async {
        wish.await;
        notify.stopping();
        // Of themselves they would go on for ever, and the stop with them.
        streams.stop();
    };
    listen::serve(listener, routes(app, config, streams.clone()), wish, PATIENCE).await;
    tasks.end(PATIENCE).await;
    // So that the next start need not.
    index(app.clone(), Arc::default()).await;
    Ok(())
}

/// Runs jobs, on every node.
fn run_jobs(
    app: &App,
    config: &Config,
    (client, base_url): (outgoing::Client, String),
    tasks: &mut Tasks,
) -> Result<(), Failure> {
    let (scripts, keeper) =
        scripts(app, config).map_err(|error| say!("serve.runtime", why = error.to_string()))?;
    let node = node_name();
    app.hosted_by(Arc::new(Program::new(app, config, Arc::clone(&scripts.pool), node.clone())));
    let post: Arc<dyn app::webhooks::send::Post> = Arc::new(Courier::new(client.clone()));
    let kinds = runners::Kinds {
        commands: config.commands.clone(),
        base_url,
        outgoing: Some(client),
        scripts,
        post: Some(post),
    };
    let settings = runners::Settings {
        concurrency: config.job_concurrency,
        lease: config.job_lease,
        patience: runners::Settings::PATIENCE,
        name: node,
    };
    let app = app.clone();
    tasks.start(|mut stopping| async move {
        // Its children are kept until the last run is over, and end with it.
        tokio::select! {
            () = runners::serve(app, settings, kinds, async move { stopping.wished().await }) => {}
            () = keeper.run() => {}
        }
    });
    Ok(())
}

/// What people are shown of where a job runs.
fn node_name() -> String {
    let host = rustix::system::uname();
    format!("{}/{}", host.nodename().to_string_lossy(), std::process::id())
}

/// Tells webhooks of what happens, on every node.
fn send_webhooks(app: &App, client: outgoing::Client, tasks: &mut Tasks) {
    let post: Arc<dyn app::webhooks::send::Post> = Arc::new(Courier::new(client));
    let (relaying, sending, also) = (app.clone(), app.clone(), Arc::clone(&post));
    tasks.start(|mut stopping| async move {
        tokio::select! {
            () = relaying.run_webhook_relay(post) => {}
            () = stopping.wished() => {}
        }
    });
    tasks.start(|mut stopping| async move {
        sending.run_webhook_sender(also, stopping.wished()).await;
    });
}

/// Gives a new instance what it needs; the administrator's password, if one was drawn and is to be shown.
async fn first_start(app: &App, config: &Config) -> Result<Option<String>, Failure> {
    whole(app).await?;
    if !app.signing_key_agrees().await.map_err(refusal)? {
        // Each of several nodes with a key of its own would refuse the others' log-ins.
        if config.secret_key.is_none() && matches!(config.database, Database::Postgres(_)) {
            return Err(Failure::Failed(say!("serve.key_differs")));
        }
        tracing::warn!(
            "the signing key is not the one this database was first served with: earlier log-ins have ended"
        );
    }
    let given = config.admin_password.as_ref().map(|password| password.reveal().to_owned());
    let started = app.first_start(given).await.map_err(refusal)?;
    // Again, because an import on another machine may have been faster than the first start.
    whole(app).await?;
    Ok(match started {
        FirstStart::New { password } => password,
        FirstStart::Known => None,
    })
}

/// Refuses to serve half an instance.
async fn whole(app: &App) -> Result<(), Failure> {
    match app.sql().read(app::instance::state).await {
        Ok(app::instance::State::Half) => Err(Failure::Failed(say!("instance.half"))),
        Ok(app::instance::State::Empty | app::instance::State::Whole) => Ok(()),
        Err(error) => Err(Failure::Failed(database::failed(&error))),
    }
}

/// Resolves on `SIGTERM` or `SIGINT`.
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

async fn tidy(app: App) {
    if let Err(error) = app.tidy().await {
        tracing::warn!(error = %error, "what has had its time could not be forgotten");
    }
}

/// Where something was written since it was done last.
async fn index(app: App, seen: Arc<AtomicU64>) {
    let writes = app.sql().stats().writes;
    if seen.swap(writes, Ordering::Relaxed) == writes {
        return;
    }
    if let Err(error) = app.index_changed().await {
        tracing::warn!(error = %error, "what was written is not in the search's index yet");
    }
}

async fn move_on(app: App) {
    if let Err(error) = app.move_on(MOVED_AT_ONCE).await {
        tracing::warn!(error = %error, "tickets of a status that is gone could not be moved yet");
    }
}

/// Does what publishing a version, and people's going, have left to be done.
async fn catch_up(app: App) {
    if let Err(error) = app.fill_times().await {
        tracing::warn!(error = %error, "tickets of before could not be given their times yet");
    }
    if let Err(error) = app.set_timers(MOVED_AT_ONCE).await {
        tracing::warn!(error = %error, "tickets could not be given the timers of a new version yet");
    }
    if let Err(error) = app.count_out().await {
        tracing::warn!(error = %error, "people who can no longer act are still waited for");
    }
}

/// When what is due of itself was last looked for.
#[derive(Debug, Default)]
struct Seen {
    writes: AtomicU64,
    rounds: AtomicU64,
}

/// Does what is due of itself: where something was written since, and now and then because time has passed.
async fn work(app: App, seen: Arc<Seen>) {
    let rounds = u64::try_from(DUE_EVERY.as_millis() / LOOK_EVERY.as_millis()).unwrap_or(1);
    let round = seen.rounds.fetch_add(1, Ordering::Relaxed);
    let writes = app.sql().stats().writes;
    if seen.writes.swap(writes, Ordering::Relaxed) == writes && !round.is_multiple_of(rounds) {
        return;
    }
    if let Err(error) = app.run_due().await {
        tracing::warn!(error = %error, "what is due could not be looked for");
    }
}

async fn run_schedules(app: App) {
    if let Err(error) = app.run_schedules().await {
        tracing::warn!(error = %error, "it could not be looked which schedules are due");
    }
}

async fn measure(app: App) {
    if let Err(error) = app.measure().await {
        tracing::warn!(error = %error, "the attachments could not be counted");
    }
}

async fn bind(config: &Config) -> Result<TcpListener, Text> {
    let listen = &config.listen;
    let bound = TcpListener::bind((listen.host.as_str(), listen.port)).await;
    bound.map_err(|error| listen_failed(config, &error))
}

fn listen_failed(config: &Config, error: &std::io::Error) -> Text {
    let address = format!("{}:{}", config.listen.host, config.listen.port);
    say!("serve.listen", address = address, why = error.to_string())
}

/// Where a browser on this machine finds the server.
fn url_of(address: SocketAddr) -> String {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    format!("http://{}", SocketAddr::new(ip, address.port()))
}

#[cfg(test)]
mod tests {
    use super::url_of;

    #[test]
    fn the_ready_line_names_an_address_that_can_be_opened() {
        for (bound, url) in [
            ("127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("0.0.0.0:80", "http://127.0.0.1:80"),
            ("[::]:80", "http://[::1]:80"),
            ("192.0.2.7:81", "http://192.0.2.7:81"),
        ] {
            assert_eq!(url_of(bound.parse().unwrap()), url, "{bound}");
        }
    }
}
