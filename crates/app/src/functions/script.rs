//! Whether a script can be read, which is asked before it is kept. Who can tell is in a crate that this one does not know, and is
//! named to the [`App`] at its start; without it every script is kept, and one that cannot be read fails its jobs.

use super::Wish;
use crate::{App, Error};
use domain::{
    Rejection,
    identity::{Context, Permission, Principal},
    msg,
};
use std::{pin::Pin, sync::Arc};

/// What is wrong with a script, and where; both count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// For its author.
    pub message: String,
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

/// An answer on its way: `None` where the script can be read, or where nobody can tell just now.
pub type Reading<'a> = Pin<Box<dyn Future<Output = Option<Unreadable>> + Send + 'a>>;

/// Whoever can read scripts.
pub trait Reader: Send + Sync {
    /// Reads one without running it.
    fn read<'a>(&'a self, source: &'a str) -> Reading<'a>;
}

impl App {
    /// Names who reads scripts, once; whoever is named later is not asked.
    pub fn read_scripts_by(&self, reader: Arc<dyn Reader>) {
        let _ = self.inner.scripts.set(reader);
    }

    /// Refuses a function whose script cannot be read, with line and column. What is refused for another reason anyway, be it
    /// its length or who asks, is not read.
    pub async fn check_script(&self, who: &Principal, wish: &Wish) -> Result<(), Error> {
        let (Some(source), Some(reader)) = (&wish.source, self.inner.scripts.get()) else { return Ok(()) };
        let kept =
            source.len() <= super::LARGEST_SOURCE && who.may(Permission::ManageFunctions, Context::TEAM);
        if !kept {
            return Ok(());
        }
        match reader.read(source).await {
            None => Ok(()),
            Some(Unreadable { message, line, column }) => {
                let why = msg!("function.script", line = line, column = column, why = message);
                Err(Rejection::invalid("source", why).into())
            }
        }
    }
}
