//! The workflows that come with the program: files as an administrator exports them, which lie in `examples/workflows`.

use crate::Error;
use domain::{Rejection, Thing, workflow::file::File};

macro_rules! shipped {
    ($($name:literal)*) => {
        /// Each by its name: four that the ready projects have, and one that shows every feature.
        pub const ALL: &[(&str, &str)] = &[
            $(($name, include_str!(concat!("../../../../examples/workflows/", $name, ".json")))),*
        ];
    };
}

shipped! { "support-desk" "campus-repair" "incident" "development-task" "every-feature" }

/// The text of the one of a name.
pub fn text(name: &str) -> Result<&'static str, Rejection> {
    let found = ALL.iter().find(|(known, _)| *known == name).map(|(_, text)| *text);
    found.ok_or_else(|| Rejection::not_found(Thing::WorkflowTemplate, name))
}

/// All of them, each with its name.
pub fn all() -> Result<Vec<(&'static str, File)>, Error> {
    ALL.iter().map(|(name, _)| Ok((*name, file(name)?))).collect()
}

/// The one of a name.
pub(crate) fn file(name: &str) -> Result<File, Error> {
    let json = text(name).ok().and_then(|text| serde_json::from_str(text).ok());
    let file = json.and_then(|json| File::parse(&json).ok());
    file.ok_or(Error::Broken("a shipped workflow does not read"))
}
