//! Importing what is broken: every bad row by its line, its case held back, everything else taken.

use crate::support::*;
use app::{
    Error,
    import::{Form, Kind, Mapping, Summary, report},
};
use domain::{Lang, Rejection};

const HEADER: &str = "Case ID,Activity,Resource,Complete Timestamp,Variant,Variant index,org:group,resource country,\
                      organization country,organization involved,org:role,concept:name,impact,product,lifecycle:transition";

fn row(case: &str, activity: &str, time: &str) -> String {
    let (state, substate) = activity.split_once('-').unwrap_or((activity, "Closed"));
    format!("{case},{activity},Ann,{time},V,1,O,Sweden,se,G,,{state},Low,P1,{substate}")
}

fn good(case: &str) -> [String; 2] {
    [
        row(case, "Accepted-In Progress", "2012-01-01 00:00:00.000"),
        row(case, "Completed-Closed", "2012-01-02 00:00:00.000"),
    ]
}

fn outcome(summary: &Summary) -> Vec<(usize, &str, Kind)> {
    summary.problems.iter().map(|p| (p.line, p.case.as_str(), p.kind)).collect()
}

fn assert_adds_up(summary: &Summary) {
    let rows = summary.taken.rows
        + summary.grown.rows
        + summary.known_rows
        + summary.held.rows
        + summary.conflicts.rows
        + summary.refused;
    assert_eq!(rows, summary.rows, "{summary:?}");
    assert_eq!(summary.problems.len(), summary.held.rows + summary.conflicts.rows + summary.refused);
}

/// Imports a good case, the broken one whose second row is `bad`, and a good one after it.
fn import_with(fixture: &Fixture, bad: &[u8]) -> Summary {
    let ([a1, a2], [b1, b2], [c1, c2]) = (good("A"), good("B"), good("C"));
    let mut file = format!("{HEADER}\n{a1}\n{a2}\n{b1}\n").into_bytes();
    file.extend_from_slice(bad);
    file.extend_from_slice(format!("\n{b2}\n{c1}\n{c2}\n").as_bytes());
    let summary = fixture.try_import(MAPPING, &file).unwrap();
    assert_adds_up(&summary);
    summary
}

on_both_engines! {
    fn every_kind_of_bad_row_is_told_by_its_line_and_holds_back_its_case_alone(fixture: &Fixture) {
        let good = row("B", "Accepted-Wait", "2012-01-01 12:00:00.000");
        let cases: Vec<(Vec<u8>, &str, &[&str])> = vec![
            (good.replace(",Sweden", "").into(), "B", &["14 cells", "15"]),
            (format!("{good},more").into(), "B", &["16 cells", "15"]),
            (good.replace("2012-01-01", "2012-02-30").into(), "B", &["2012-02-30", "%Y-%m-%d", "Complete Timestamp"]),
            (good.replace("2012-01-01 12:00:00.000", "").into(), "B", &["Complete Timestamp"]),
            (good.replace("Accepted-Wait", "Sleeping").into(), "B", &["Sleeping", "Accepted-Wait", "Activity"]),
            (good.replace("B,", ",").into(), "", &["Case ID"]),
            (good.replace("Ann", "").into(), "B", &["Resource"]),
            (good.replace("Ann", &"n".repeat(65)).into(), "B", &["Resource", "64"]),
            (good.replace("P1", &"n".repeat(300)).into(), "B", &["255"]),
            (good.replace("Low", "Huge").into(), "B", &["impact", "Huge", "Major"]),
            ([&b"B,Accepted-Wait,\xff\xfe"[..], &good.as_bytes()[19..]].concat(), "B", &["Resource", "UTF-8"]),
            (good.replace("Ann", "A\0n").into(), "B", &["Resource", "NUL"]),
            (good.replace("Ann", "\"Ann").into(), "B", &["Resource", "quote"]),
            (good.replace("Ann", "\"An\"n").into(), "B", &["Resource", "quote"]),
            (good.replace("Ann", "A\"n\"n").into(), "B", &["Resource", "quote"]),
            (good.replace("2012-01-01", "2011-01-01").into(), "B", &["2011-01-01", "line 4"]),
            (row("B", "Completed-Cancelled", "2012-01-01 12:00:00.000").into(), "B", &["cancelled", "closed"]),
        ];
        for (i, (bad, case, words)) in cases.iter().enumerate() {
            let summary = import_with(fixture, bad);
            let what = String::from_utf8_lossy(bad).into_owned();
            // The rules refuse a step only where it is taken, so the last row's step is the one at fault there.
            let line = if i == cases.len() - 1 { 6 } else { 5 };
            let others = if line == 5 { [4, 6] } else { [4, 5] };
            let mut expected = vec![(line, *case, Kind::Refused)];
            expected.extend(others.map(|line| (line, "B", Kind::HeldBack)));
            expected.sort_by_key(|e| e.0);
            assert_eq!(outcome(&summary), expected, "{what}");
            let refused = summary.problems.iter().find(|p| p.kind == Kind::Refused).unwrap().why.text(Lang::En);
            for word in *words {
                assert!(refused.contains(word), "{word:?} not in {refused:?} for {what}");
            }
            assert!(summary.problems.iter().any(|p| p.why.text(Lang::Zh).contains(&format!("第 {line} 行"))));
            assert_eq!((summary.held.cases, fixture.counts()), (1, (2, 4)), "{what}");
        }
        // Set right, the case is taken as if it had always been.
        let summary = import_with(fixture, good.as_bytes());
        assert_eq!((summary.taken.cases, summary.taken.rows, summary.unchanged), (1, 3, 2));
        assert_eq!(fixture.counts(), (3, 7));
    }
}

#[test]
fn a_row_of_no_case_holds_back_the_case_that_it_may_have_begun() {
    let fixture = Fixture::sqlite();
    let ([a1, a2], [b1, b2]) = (good("A"), good("B"));
    let bad = row("", "Accepted-Wait", "2012-01-01 12:00:00.000");
    let summary = fixture.import(&format!("{HEADER}\n{a1}\n{a2}\n{bad}\n{b1}\n{b2}\n{bad}\n"));
    let expected =
        [(4, "", Kind::Refused), (5, "B", Kind::HeldBack), (6, "B", Kind::HeldBack), (7, "", Kind::Refused)];
    assert_eq!(outcome(&summary), expected);
    assert_adds_up(&summary);
    assert_eq!(summary.taken.cases, 1);
}

#[test]
fn a_damaged_id_within_a_case_holds_it_back_and_one_between_cases_does_not() {
    let fixture = Fixture::sqlite();
    let ([a1, a2], [b1, b2]) = (good("A"), good("B"));
    let bad = row("X", "Nonsense", "2012-01-01 12:00:00.000");
    let summary = fixture.import(&format!("{HEADER}\n{a1}\n{bad}\n{a2}\n{bad}\n{b1}\n{b2}\n"));
    let expected = [
        (2, "A", Kind::HeldBack),
        (3, "X", Kind::Refused),
        (4, "A", Kind::HeldBack),
        (5, "X", Kind::Refused),
    ];
    assert_eq!(outcome(&summary), expected);
    assert_adds_up(&summary);
}

#[test]
fn the_rows_of_a_case_need_not_stand_together() {
    let fixture = Fixture::sqlite();
    let ([a1, a2], [b1, b2]) = (good("A"), good("B"));
    let summary = fixture.import(&format!("\u{feff}{HEADER}\r\n{a1}\r\n\r\n{b1}\r\n{b2}\r\n{a2}"));
    assert_eq!((summary.problems.len(), summary.taken.cases, summary.taken.rows), (0, 2, 4));
}

fn refusal(fixture: &Fixture, mapping: &str, file: &str) -> String {
    match fixture.try_import(mapping, file.as_bytes()) {
        Err(Error::Rejected(why)) => why.text(Lang::En),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_cannot_be_begun_is_refused_before_anything_is_written() {
    let fixture = Fixture::sqlite();
    assert!(refusal(&fixture, MAPPING, "").contains("empty"));
    let text = refusal(&fixture, MAPPING, "Case ID,Activity,Resource\n1,2,3\n");
    for word in ["Complete Timestamp", "product", "time.column", "ticket.title"] {
        assert!(text.contains(word), "{word} not in {text}");
    }
    assert!(refusal(&fixture, MAPPING, &format!("{HEADER},impact\n")).contains("impact"));
    let projects = fixture.app.read_blocking(&fixture.app.system(), app::projects::list).unwrap();
    assert!(projects.is_empty());
}

#[test]
fn a_project_that_does_not_go_with_the_mapping_is_refused() {
    let fixture = Fixture::sqlite();
    fixture.import(&format!("{HEADER}\n"));
    let other = MAPPING
        .replace("key = \"product\"", "key = \"article\"")
        .replace("key = \"wait\"", "key = \"sleep\"");
    let text = refusal(&fixture, &other.replace("\"wait\"", "\"sleep\""), &format!("{HEADER}\n"));
    for word in ["article", "sleep", "PRB"] {
        assert!(text.contains(word), "{word} not in {text}");
    }
}

#[test]
fn the_faults_of_a_mapping_are_told_with_their_places() {
    let place = |from: &str, to: &str| match Mapping::parse(&MAPPING.replacen(from, to, 1)) {
        Err(why @ (Rejection::Invalid(_) | Rejection::Malformed { .. })) => why.text(Lang::En),
        other => panic!("{to}: {other:?}"),
    };
    for (from, to, words) in [
        ("[case]", "[cases]", &["cases", "line"][..]),
        ("offset =", "ofset =", &["ofset"]),
        ("key = \"PRB\"", "key = \"p\"", &["project.key"]),
        ("category = \"new\"", "category = \"fresh\"", &["fresh", "paused"]),
        (
            "next = [\"in_progress\", \"assigned\"]",
            "next = [\"nowhere\"]",
            &["project.statuses[0].next", "nowhere"],
        ),
        ("[\"Accepted-Assigned\"]", "[\"Accepted-Wait\"]", &["project.statuses[3].values[0]"]),
        ("%Y-%m-%d", "%Q-%m-%d", &["time.formats[0]"]),
        ("\"+00:00\"", "\"noon\"", &["time.offset"]),
        ("Major = \"critical\"", "Major = \"worst\"", &["priority.values.Major"]),
        ("\"{product}: problem", "\"{product: problem", &["ticket.title"]),
        ("key = \"variant\"", "key = \"Variant!\"", &["fields[1].key"]),
        ("type = \"option\"", "type = \"number\"", &["number", "text_area"]),
        ("delimiter = \",\"", "delimiter = \"\\\"\"", &["delimiter"]),
        ("key = \"problem\"", "key = \"Problem\"", &["project.types[0].key"]),
        ("name = \"Problems 问题管理\"", "name = \" \"", &["project.name"]),
    ] {
        let text = place(from, to);
        for word in words {
            assert!(text.contains(word), "{word} not in {text}");
        }
    }
}

#[test]
fn a_report_is_read_by_programs() {
    let fixture = Fixture::sqlite();
    let summary = import_with(&fixture, b"B,\"Accepted");
    let mut out = Vec::new();
    report::write(&summary.problems, Form::Csv, Lang::En, &mut out).unwrap();
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(&out[..]).records().map(Result::unwrap).collect();
    assert_eq!((rows.len(), &rows[1][0], &rows[1][1], &rows[1][2]), (3, "5", "B", "refused"));
    let mut out = Vec::new();
    report::write(&summary.problems, Form::JsonLines, Lang::Zh, &mut out).unwrap();
    let lines: Vec<serde_json::Value> = out
        .split(|b| *b == b'\n')
        .filter(|l| !l.is_empty())
        .map(|l| serde_json::from_slice(l).unwrap())
        .collect();
    assert_eq!((lines.len(), &lines[0]["outcome"], &lines[0]["line"]), (3, &"held_back".into(), &4.into()));
}
