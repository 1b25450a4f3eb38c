//! A workflow as a file: what an administrator exports, and imports into the draft of another workflow or of the same.

use super::{
    Which, called, definition,
    draft::{self, Check, Shown, Wish},
    find_to_manage,
};
use crate::{Cx, Error, projects};
use domain::{
    Rejection,
    field::Definition,
    workflow::file::{FORMAT, File},
};

/// Whether the custom fields of a file that the project has not are made with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fields {
    /// The project's fields stay as they are.
    Leave,
    /// What is missing is added to them.
    Add,
}

/// What an import came to.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The draft.
    pub draft: Shown,
    /// The custom fields of the file that the project had not.
    pub missing: Vec<Definition>,
}

/// A definition of a workflow as a file, with the project's custom fields. People and circles stand by name.
pub fn export(cx: &mut Cx<'_, '_>, project: &str, kind: &str, which: Which) -> Result<File, Error> {
    let current = find_to_manage(cx, project, kind)?;
    let mut workflow = definition(cx, &current, which)?;
    called::name_all(cx, &mut workflow)?;
    Ok(File {
        workflow_format: FORMAT,
        fields: Some(super::fields(cx, &current)?),
        name: current.kind.name,
        description: String::new(),
        workflow,
    })
}

/// Makes what a file says the draft of a workflow. Its name and description are the file's own.
pub fn import(
    cx: &mut Cx<'_, '_>,
    project: &str,
    kind: &str,
    file: &File,
    fields: Fields,
    condition: Check<'_>,
) -> Result<Imported, Error> {
    let current = super::lock(cx, project, kind)?;
    let own = super::fields(cx, &current)?;
    let wished = file.fields.iter().flatten();
    let missing: Vec<Definition> = wished.filter(|w| own.iter().all(|o| o.key != w.key)).cloned().collect();
    if fields == Fields::Add && !missing.is_empty() {
        let all: Vec<Definition> = own.into_iter().chain(missing.iter().cloned()).collect();
        projects::set_fields(cx, project, &all, |_| Ok(())).map_err(at_fields)?;
    }
    let wish = Wish { base: None, workflow: file.workflow.clone() };
    Ok(Imported { draft: draft::put(cx, project, kind, &wish, condition)?, missing })
}

/// The faults of a list of fields, which the caller of that list calls `items`, under the name that a file has for it.
fn at_fields(error: Error) -> Error {
    match error {
        Error::Rejected(Rejection::Invalid(mut faults)) => {
            for fault in &mut faults {
                fault.field = fault.field.replacen("items", "fields", 1);
            }
            Rejection::Invalid(faults).into()
        }
        other => other,
    }
}
