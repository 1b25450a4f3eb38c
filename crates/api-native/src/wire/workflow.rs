//! Workflows: definitions, drafts, versions, and what is said of them.
//!
//! Inside a definition the words are those of its file (`docs/workflows.md`), so that what is read here can be kept as a
//! file and what is kept can be sent here.

use super::project::{CustomField, Names};
use app::workflows::{self, draft, dry_run, publish};
use domain::{
    At, Lang, Rejection,
    json::Once,
    workflow::{
        Workflow,
        compare::Difference,
        lint::{Finding, Place, Severity},
        version::Mapping,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What a workflow says. `docs/workflows.md` tells all of it.
#[derive(ToSchema)]
#[schema(example = json!({
    "statuses": [
        {"key": "open", "uuid": "0VbT8sYx", "name": {"zh": "待处理", "en": "Open"}, "category": "new"},
        {"key": "closed", "uuid": "8sYxW4cR", "name": {"zh": "已关闭", "en": "Closed"}, "category": "closed"}],
    "transitions": [{
        "uuid": "Mf1AeUgQ", "name": {"zh": "关闭", "en": "Close"}, "from": "open", "to": "closed",
        "fields": [{"field": "tf-comment", "required": true}],
        "condition": {"must": [{"in_user_domains": {"user_domains": [
            {"user_domain_type": "task_assign", "user_domain_param": ""}]}}]}}]}))]
#[expect(dead_code, reason = "only its schema is used: the domain reads and writes it")]
pub(crate) struct WorkflowDefinition {
    /// A new ticket starts in the first.
    statuses: Vec<WorkflowStatus>,
    /// In the order in which they are offered.
    transitions: Vec<WorkflowTransition>,
}

/// A status.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its schema is used: the domain reads and writes it")]
pub(crate) struct WorkflowStatus {
    /// At most 64 of `a-z 0-9 _`; tickets name their status by it.
    key: String,
    /// Its short id; given where it is left out.
    uuid: Option<String>,
    name: Names,
    /// `new`, `active`, `paused`, `resolved`, `closed` or `rejected`.
    category: String,
}

/// A step from one status, or from any, to another.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its schema is used: the domain reads and writes it")]
pub(crate) struct WorkflowTransition {
    /// Its short id; given where it is left out.
    uuid: Option<String>,
    /// Less than 64 characters; may be left out.
    name: Option<Names>,
    /// The key of a status, or `*` for every one but `to`.
    from: String,
    /// The key of a status.
    to: String,
    /// Its place among the others.
    position: Option<i64>,
    /// What whoever takes it is asked for: `{field, required, default}`.
    fields: Option<Vec<Json>>,
    /// What must be so for a person to take it: one root of `must`, `should` or `must_not`.
    #[schema(value_type = Option<Object>)]
    condition: Option<Json>,
    /// What makes the system take it: one root of `must`, `should` or `must_not`.
    #[schema(value_type = Option<Object>)]
    trigger: Option<Json>,
    /// Whose consent it takes: `{approvers, rule, order}`.
    #[schema(value_type = Option<Object>)]
    approval: Option<Json>,
    /// What is done after it, in order: objects of one key.
    post_functions: Option<Vec<Json>>,
}

/// The draft of a workflow, without what it says.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DraftHead {
    /// Its version, for `If-Match`; grows with every change.
    version: i64,
    /// The version of the workflow that it was begun from.
    base: i64,
    updated_by: String,
    #[schema(value_type = String, format = DateTime)]
    updated_at: At,
}

impl From<&workflows::Draft> for DraftHead {
    fn from(row: &workflows::Draft) -> Self {
        Self { version: row.version, base: row.base, updated_by: row.actor.clone(), updated_at: row.updated }
    }
}

/// The workflow of an issue type.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WorkflowInForce {
    project: String,
    #[serde(rename = "type")]
    kind: String,
    /// 1, 2, 3 …
    version: i64,
    published_by: String,
    #[schema(value_type = String, format = DateTime)]
    published_at: At,
    #[schema(value_type = WorkflowDefinition)]
    definition: Workflow,
    /// What the people, groups, departments and roles are called that it names by their short ids.
    names: BTreeMap<String, String>,
    /// The draft that somebody works on; null where there is none.
    #[schema(required = true)]
    draft: Option<DraftHead>,
}

impl From<workflows::Shown> for WorkflowInForce {
    fn from(shown: workflows::Shown) -> Self {
        let workflows::Shown { current, draft, called } = shown;
        Self {
            project: current.project.key,
            kind: current.kind.key,
            version: current.version.version,
            published_by: current.version.actor,
            published_at: current.version.created,
            definition: current.workflow,
            names: called,
            draft: draft.as_ref().map(DraftHead::from),
        }
    }
}

/// A version of a workflow, without what it says.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"version": 3, "publishedBy": "zhao.min", "publishedAt": "2026-01-05T02:11:09.482133Z"}))]
pub(crate) struct VersionHead {
    version: i64,
    published_by: String,
    #[schema(value_type = String, format = DateTime)]
    published_at: At,
}

impl From<workflows::Version> for VersionHead {
    fn from(version: workflows::Version) -> Self {
        Self { version: version.version, published_by: version.actor, published_at: version.created }
    }
}

/// A version of a workflow.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WorkflowVersion {
    version: i64,
    published_by: String,
    #[schema(value_type = String, format = DateTime)]
    published_at: At,
    #[schema(value_type = WorkflowDefinition)]
    definition: Workflow,
    /// What the people, groups, departments and roles are called that it names by their short ids.
    names: BTreeMap<String, String>,
}

impl From<(workflows::Version, Workflow, BTreeMap<String, String>)> for WorkflowVersion {
    fn from(found: (workflows::Version, Workflow, BTreeMap<String, String>)) -> Self {
        let (version, definition, names) = found;
        Self {
            version: version.version,
            published_by: version.actor,
            published_at: version.created,
            definition,
            names,
        }
    }
}

/// The draft of a workflow.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WorkflowDraft {
    project: String,
    #[serde(rename = "type")]
    kind: String,
    /// Its version, for `If-Match`; grows with every change, and from one draft to the next.
    version: i64,
    /// The version of the workflow that it is a draft of the next of.
    base: i64,
    /// The version in force: another than `base` when somebody has published since.
    in_force: i64,
    updated_by: String,
    #[schema(value_type = String, format = DateTime)]
    updated_at: At,
    #[schema(value_type = WorkflowDefinition)]
    definition: Workflow,
    /// What the people, groups, departments and roles are called that it names by their short ids.
    names: BTreeMap<String, String>,
}

impl From<draft::Shown> for WorkflowDraft {
    fn from(shown: draft::Shown) -> Self {
        let draft::Shown { current, row, workflow, called } = shown;
        Self {
            in_force: current.version.version,
            project: current.project.key,
            kind: current.kind.key,
            version: row.version,
            base: row.base,
            updated_by: row.actor,
            updated_at: row.updated,
            definition: workflow,
            names: called,
        }
    }
}

/// What the draft is to say.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct DraftWish {
    /// The version in force, once the draft has what was published since it was begun; as before when left out.
    base: Option<i64>,
    /// People, groups, departments and roles may stand by name; ids may be left out.
    #[serde(default)]
    #[schema(required = true, value_type = WorkflowDefinition)]
    definition: Once,
}

impl DraftWish {
    pub(crate) fn read(&self) -> Result<draft::Wish, Rejection> {
        Ok(draft::Wish { base: self.base, workflow: Workflow::parse(&self.definition.0)? })
    }
}

/// A definition that is asked about.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct LintWish {
    #[serde(default)]
    #[schema(required = true, value_type = WorkflowDefinition)]
    definition: Once,
}

impl LintWish {
    pub(crate) fn read(&self) -> Result<Workflow, Rejection> {
        Workflow::parse(&self.definition.0)
    }
}

/// Where tickets go whose status vanishes.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(example = json!({"mapping": {"waiting": "in_progress"}}))]
pub(crate) struct MappingWish {
    /// From the key of a status that vanishes to that of one that is there.
    #[serde(default)]
    pub(crate) mapping: Option<Mapping>,
}

/// Something that differs between two definitions.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "subject": {"status": {"key": "waiting", "name": {"zh": "等待", "en": "Waiting"}}}, "change": "removed",
    "text": "the status “Waiting” (waiting): removed"}))]
pub(crate) struct WorkflowDifference {
    /// `first`, `order`, `{status: {key, name}}` or `{transition: {uuid, name, from, to}}`.
    #[schema(value_type = Object)]
    subject: domain::workflow::compare::Subject,
    /// `added`, `removed` or `{changed: […]}`, which lists what of it is another.
    #[schema(value_type = Object)]
    change: domain::workflow::compare::Change,
    /// It in words.
    text: String,
}

/// Differences in the caller's language.
pub(crate) fn differences(found: Vec<Difference>, lang: Lang) -> Vec<WorkflowDifference> {
    let one = |d: Difference| WorkflowDifference {
        text: d.said().text(lang),
        subject: d.subject,
        change: d.change,
    };
    found.into_iter().map(one).collect()
}

/// Something strange in a definition.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "code": "no_way_out", "severity": "warning", "place": {"status": "waiting"}, "path": "statuses[2]",
    "why": "no ticket can ever leave “Waiting”", "fix": "add a transition that starts there"}))]
pub(crate) struct WorkflowFinding {
    /// Stable, for programs.
    code: domain_code::Code,
    severity: SeverityWord,
    /// `workflow`, `{status: key}` or `{transition: {index, uuid}}`.
    #[schema(value_type = Object)]
    place: Place,
    /// The path in the definition.
    path: String,
    /// Why, in the caller's language.
    why: String,
    /// What to do about it.
    fix: String,
}

/// `error` refuses a publication.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SeverityWord {
    Error,
    Warning,
    Hint,
}

mod domain_code {
    use domain::workflow::lint;
    use serde::Serialize;
    use utoipa::{PartialSchema, ToSchema, openapi};

    /// The code of a finding, as the rules word it.
    #[derive(Debug, Serialize)]
    #[serde(transparent)]
    pub(crate) struct Code(pub(super) lint::Code);

    impl PartialSchema for Code {
        fn schema() -> openapi::RefOr<openapi::schema::Schema> {
            let words = lint::Code::ALL.map(|code| serde_json::to_value(code).unwrap_or_default());
            openapi::schema::ObjectBuilder::new()
                .schema_type(openapi::schema::Type::String)
                .enum_values(Some(words))
                .into()
        }
    }

    impl ToSchema for Code {
        fn name() -> std::borrow::Cow<'static, str> {
            "WorkflowFindingCode".into()
        }
    }
}

/// Findings in the caller's language.
pub(crate) fn findings(found: Vec<Finding>, lang: Lang) -> Vec<WorkflowFinding> {
    let one = |finding: Finding| {
        let told = finding.told(lang);
        WorkflowFinding {
            code: domain_code::Code(told.code),
            severity: match told.severity {
                Severity::Error => SeverityWord::Error,
                Severity::Warning => SeverityWord::Warning,
                Severity::Hint => SeverityWord::Hint,
            },
            place: told.place,
            path: told.path,
            why: told.why,
            fix: told.fix,
        }
    };
    found.into_iter().map(one).collect()
}

/// Tickets that go from a status that is gone to another.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Moved {
    from: String,
    to: String,
    /// How many there are; they are moved one after another, each by a step of its history.
    tickets: i64,
}

/// What a publication came to.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"version": 4, "moved": [{"from": "waiting", "to": "in_progress", "tickets": 12}]}))]
pub(crate) struct Publication {
    /// The version that is in force now.
    pub(crate) version: i64,
    moved: Vec<Moved>,
}

impl From<publish::Published> for Publication {
    fn from(published: publish::Published) -> Self {
        let moved = published.moved.into_iter();
        Self {
            version: published.current.version.version,
            moved: moved.map(|m| Moved { from: m.from, to: m.to, tickets: m.tickets }).collect(),
        }
    }
}

/// A status that would be gone, and the tickets in it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LeavingStatus {
    status: String,
    name: Names,
    /// How many tickets are in it, without the deleted ones.
    tickets: i64,
    /// Some of their keys.
    examples: Vec<String>,
    /// Where they would go: by the mapping, or because the status only has another key; null where nobody has said.
    #[schema(required = true)]
    to: Option<String>,
    /// Where they would best go; null where no status is like it.
    #[schema(required = true)]
    best: Option<String>,
    /// Whether they would be stranded, which refuses the publication.
    stranded: bool,
}

/// A step that people would lose.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LostStep {
    from: String,
    to: String,
    /// How many people would lose it.
    count: usize,
    /// User names, at most a hundred.
    people: Vec<String>,
}

/// What publishing the draft would mean. Nothing is changed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WorkflowDryRun {
    /// The version it would be.
    version: i64,
    /// The version of the draft that was looked at.
    draft: i64,
    /// Whether it could be published as it is.
    publishable: bool,
    /// Why not; null where it could.
    #[schema(required = true)]
    reason: Option<String>,
    differences: Vec<WorkflowDifference>,
    findings: Vec<WorkflowFinding>,
    /// The statuses that would be gone.
    leaving: Vec<LeavingStatus>,
    /// The steps that people could take before and no longer could, where that is certain.
    lost: Vec<LostStep>,
    /// How many people were looked at.
    people: usize,
}

/// The most people who are named beside one lost step.
const MOST_NAMED: usize = 100;

/// A dry run in the caller's language.
pub(crate) fn foreseen(found: dry_run::Foreseen, lang: Lang) -> WorkflowDryRun {
    let leaving = found.leaving.into_iter().map(|l| LeavingStatus {
        stranded: l.to.is_none() && !l.examples.is_empty(),
        status: l.status.status,
        name: l.status.name.into(),
        tickets: l.tickets,
        examples: l.examples,
        to: l.to,
        best: l.status.best,
    });
    let lost = found.lost.into_iter().map(|l| LostStep {
        from: l.from,
        to: l.to,
        count: l.people.len(),
        people: l.people.into_iter().take(MOST_NAMED).collect(),
    });
    WorkflowDryRun {
        version: found.version,
        draft: found.draft,
        publishable: found.refusal.is_none(),
        reason: found.refusal.map(|refusal| refusal.text(lang)),
        differences: differences(found.differences, lang),
        findings: findings(found.findings, lang),
        leaving: leaving.collect(),
        lost: lost.collect(),
        people: found.people,
    }
}

/// A status of the workflow in force of an issue type.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"project": "NET", "type": "repair", "key": "fresh", "uuid": "0VbT8sYx",
    "name": {"zh": "新报修", "en": "Fresh"}, "category": "new"}))]
pub(crate) struct TypeStatus {
    project: String,
    #[serde(rename = "type")]
    kind: String,
    key: String,
    uuid: String,
    name: Names,
    /// `new`, `active`, `paused`, `resolved`, `closed` or `rejected`.
    category: &'static str,
}

impl From<workflows::TypeStatus> for TypeStatus {
    fn from(found: workflows::TypeStatus) -> Self {
        Self {
            project: found.project,
            kind: found.kind,
            key: found.status.key,
            uuid: found.status.uuid,
            name: found.status.name.into(),
            category: found.status.category.word(),
        }
    }
}

/// A workflow that comes with the program.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"key": "incident", "name": {"zh": "故障事件", "en": "Incident"},
    "description": "Incidents of services in operation."}))]
pub(crate) struct WorkflowTemplate {
    key: &'static str,
    name: Names,
    description: String,
}

impl From<(&'static str, domain::workflow::file::File)> for WorkflowTemplate {
    fn from((key, file): (&'static str, domain::workflow::file::File)) -> Self {
        Self { key, name: file.name.into(), description: file.description }
    }
}

/// What an import came to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ImportedWorkflow {
    pub(crate) draft: WorkflowDraft,
    /// The custom fields of the file that the project had not; they were made only if that was asked for.
    missing_fields: Vec<CustomField>,
}

impl From<workflows::file::Imported> for ImportedWorkflow {
    fn from(imported: workflows::file::Imported) -> Self {
        Self {
            draft: imported.draft.into(),
            missing_fields: imported.missing.into_iter().map(Into::into).collect(),
        }
    }
}

impl WorkflowDraft {
    /// Its version.
    pub(crate) const fn version(&self) -> i64 {
        self.version
    }
}
