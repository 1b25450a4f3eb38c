//! The figures of incidents: how long they took, as the database has counted them with the steps. The same on every node, and
//! after every restart.

use std::collections::BTreeMap;

use app::{TEAM, figures::Distribution};
use domain::incident::{Measure, Severity};
use sql::Tx;
use store::{
    incident_time::{self, BOUNDS, Counted},
    project,
};

use super::list::{ACKNOWLEDGE, Figure, MITIGATE, RESOLVE};
use super::text::Text;

/// The most projects that have figures of their own: the oldest. All others are told together.
const PROJECTS: usize = 50;
/// What the others are called: keys of projects are capitals.
const OTHERS: &str = "other";
const MILLIS: u32 = 1_000;
/// The upper ends of the buckets, in milliseconds.
static ENDS: [u64; BOUNDS.len()] = {
    let mut ends = [0; BOUNDS.len()];
    let mut place = 0;
    #[allow(clippy::indexing_slicing, reason = "counted up to the length, before the program is run")]
    while place < BOUNDS.len() {
        ends[place] = BOUNDS[place].unsigned_abs() * 1_000;
        place += 1;
    }
    ends
};

/// What was counted, by measure, project and severity.
#[derive(Debug)]
pub(super) struct Seen(BTreeMap<(Measure, String, Severity), Distribution>);

/// Looks at what was counted.
pub(super) fn seen(tx: &mut Tx<'_>) -> Result<Seen, sql::Error> {
    let counted = incident_time::counted(tx, TEAM)?;
    if counted.is_empty() {
        return Ok(Seen(BTreeMap::new()));
    }
    let named = project::list(tx, TEAM)?.into_iter().take(PROJECTS).map(|project| project.key);
    let named: Vec<String> = named.collect();
    Ok(gather(counted, &named))
}

fn gather(counted: Vec<Counted>, named: &[String]) -> Seen {
    let mut seen = BTreeMap::new();
    for one in counted {
        let project = if named.contains(&one.project) { one.project } else { OTHERS.to_owned() };
        let empty = || Distribution { bounds: &ENDS, counts: vec![0; ENDS.len() + 1], sum: 0 };
        let all = seen.entry((one.measure, project, one.severity)).or_insert_with(empty);
        let place = usize::try_from(one.bucket).unwrap_or(usize::MAX).min(ENDS.len());
        if let Some(count) = all.counts.get_mut(place) {
            *count += u64::try_from(one.tickets).unwrap_or(0);
            all.sum += u64::try_from(one.millis).unwrap_or(0);
        }
    }
    Seen(seen)
}

/// What the database tells.
pub(super) fn of_all(text: &mut Text, seen: &Seen) {
    for ((measure, project, severity), all) in &seen.0 {
        let figure: &Figure = match measure {
            Measure::Acknowledge => &ACKNOWLEDGE,
            Measure::Mitigate => &MITIGATE,
            Measure::Resolve => &RESOLVE,
        };
        text.histogram(figure, &[project, severity.word()], all, MILLIS);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn projects_past_the_most_are_told_together_and_nothing_is_lost() {
        let of = |project: &str, bucket: i64| Counted {
            measure: Measure::Resolve,
            project: project.to_owned(),
            severity: Severity::P1,
            bucket,
            tickets: 2,
            millis: 1_500,
        };
        let counted = vec![of("A", 0), of("B", 0), of("C", 0), of("C", 14)];
        let mut text = Text::default();
        of_all(&mut text, &gather(counted, &["A".to_owned()]));
        let text = text.into_string();
        for line in [
            r#"gongdan_incident_time_to_resolve_seconds_bucket{project="A",severity="P1",le="60"} 2"#,
            r#"gongdan_incident_time_to_resolve_seconds_bucket{project="other",severity="P1",le="7776000"} 4"#,
            r#"gongdan_incident_time_to_resolve_seconds_bucket{project="other",severity="P1",le="+Inf"} 6"#,
            r#"gongdan_incident_time_to_resolve_seconds_sum{project="other",severity="P1"} 4.5"#,
        ] {
            assert!(text.contains(line), "{line} is not in {text}");
        }
    }
}
