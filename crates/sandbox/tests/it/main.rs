//! Scripts in real children.

mod api;
mod bench;
mod confined;
mod errors;
mod hostile;
mod life;
mod stage;
