//! The thread that starts children.
//!
//! A child asks the kernel to be killed when its parent dies, and the kernel takes the *thread* that started it for its
//! parent. So children are started by a thread that lives as long as the pool, never by a worker that may end sooner.

use std::{process::Stdio, sync::mpsc};

use tokio::{
    process::{Child, Command},
    runtime::Handle,
    sync::oneshot,
};

use super::Program;

/// Hands out started children.
#[derive(Debug)]
pub(super) struct Starter(mpsc::Sender<oneshot::Sender<std::io::Result<Child>>>);

impl Starter {
    /// Starts the thread; it ends with the starter.
    pub(super) fn new(program: Program) -> std::io::Result<Self> {
        let runtime = Handle::try_current().map_err(std::io::Error::other)?;
        let (sender, orders) = mpsc::channel::<oneshot::Sender<_>>();
        let work = move || {
            let _runtime = runtime.enter();
            while let Ok(order) = orders.recv() {
                // A child that nobody waits for any more is killed where it is dropped.
                let _ = order.send(command(&program).spawn());
            }
        };
        std::thread::Builder::new().name("sandbox-starter".to_owned()).spawn(work)?;
        Ok(Self(sender))
    }

    /// Starts a child.
    pub(super) async fn start(&self) -> std::io::Result<Child> {
        let gone = || std::io::Error::other("the thread that starts children is gone");
        let (order, child) = oneshot::channel();
        self.0.send(order).map_err(|_gone| gone())?;
        child.await.map_err(|_gone| gone())?
    }
}

fn command(program: &Program) -> Command {
    let mut command = Command::new(&program.path);
    command
        .arg0("gongdan-script")
        .args(&program.arguments)
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        // A group of its own: a signal to the server's, as Ctrl-C is, does not end scripts that the server still waits for.
        .process_group(0)
        .kill_on_drop(true);
    command
}
