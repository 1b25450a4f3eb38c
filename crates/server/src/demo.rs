//! The content of `gongdan demo`: a few people, tickets in Chinese and English in all four ready projects, and the
//! problem records of a real service desk.
//!
//! It comes in by the importer, on the same road as anybody's own data. To add tickets: rows in `demo/*.csv`.

use app::{
    App,
    identity::users::{self, Wish},
    import::{self, Mapping},
};
use domain::ticket::Source;

use crate::{commands::refusal, console::Failure, words::say};

/// Mappings and rows.
const FILES: &[(&str, &[u8])] = &[
    (include_str!("../demo/sup.toml"), include_bytes!("../demo/sup.csv")),
    (include_str!("../demo/net.toml"), include_bytes!("../demo/net.csv")),
    (include_str!("../demo/inc.toml"), include_bytes!("../demo/inc.csv")),
    (include_str!("../demo/dev.toml"), include_bytes!("../demo/dev.csv")),
    (
        include_str!("../../../examples/mappings/volvo-it-problems-2013.toml"),
        include_bytes!("../../../examples/data/volvo-it-problems-2013.csv"),
    ),
];

/// User name, name shown, access level. They have no password: an administrator can give them one.
const PEOPLE: &[(&str, &str, &str)] = &[
    ("liwei", "李伟", "operator"),
    ("zhangmin", "张敏", "operator"),
    ("anna", "Anna Berg", "operator"),
    ("tom", "Tom Hughes", "operator"),
    ("wangfang", "王芳", "user"),
    ("maria", "Maria Rossi", "user"),
];

/// Fills a new instance.
pub(crate) async fn fill(app: &App) -> Result<(), Failure> {
    let system = app.system();
    let people = app.write(&system, Source::Cli, |cx| {
        for (username, nickname, access) in PEOPLE {
            let wish = Wish {
                nickname: Some((*nickname).to_owned()),
                access: Some((*access).to_owned()),
                ..Wish::default()
            };
            users::create(cx, username, &wish, None)?;
        }
        Ok(())
    });
    people.await.map_err(refusal)?;
    for (mapping, rows) in FILES {
        let mapping = Mapping::parse(mapping).map_err(|why| say!("failure.rejected", why = why))?;
        let summary = import::history(app, &mapping, rows, |_progress| ()).await.map_err(refusal)?;
        for problem in &summary.problems {
            tracing::warn!(line = problem.line, why = %problem.why.text(domain::Lang::En), "a row of the demo was not taken");
        }
        tracing::info!(tickets = summary.taken.cases, steps = summary.taken.rows, "filled");
    }
    Ok(())
}
