//! What lists and histories are asked with.

use super::history;
use crate::convert::Given;
use app::{
    incidents::{
        histories::{self, Order, Sort},
        list,
    },
    ticket,
};
use domain::{
    Rejection,
    filter::{Error as Fault, Filter, Form, Subject, form::ObjectFilter},
    msg,
};
use http_kit::read_value;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

/// The most of `fields`, and of its parts.
const MOST_FIELDS: usize = 100;
/// The most sorts, and the most counts.
const MOST_SORTS: usize = 10;
/// The two lists of filters.
const TEXTS: &str = "string_filters";
const NUMBERS: &str = "int_filters";
/// The filter that names an incident where the path does not.
const INCIDENT: &str = "ticket_id";
const LARGEST_PAGE: i64 = 200;
const LAST_PAGE: i64 = 1_000_000;
const USUAL_PAGE: i64 = 10;
/// The columns of text that rows are grouped by.
const GROUPED: [&str; 6] = ["action", "action_id", "action_name_zh", "action_name_en", "operator", "status"];

/// What incidents are sorted by.
const COLUMNS: [(&str, ticket::Column); 5] = [
    ("create_time", ticket::Column::Sort(ticket::Sort::CreatedAt)),
    ("update_time", ticket::Column::Sort(ticket::Sort::UpdatedAt)),
    ("level_id", ticket::Column::Sort(ticket::Sort::Priority)),
    ("ticket_id", ticket::Column::Sort(ticket::Sort::Id)),
    ("title", ticket::Column::Title),
];

/// One filter.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(example = json!({"name": "a", "field": "status", "operator": "in", "values": ["INCIDENT_STATUS_PAUSED"]}))]
pub(crate) struct IncidentFilter {
    /// What the condition calls it.
    #[serde(default)]
    #[schema(max_length = 255)]
    name: Option<String>,
    #[schema(max_length = 255)]
    field: String,
    /// `in like startwith endwith = != > <`
    #[schema(max_length = 20)]
    operator: String,
    /// Texts; more than one with an operator for one means any of them.
    #[schema(value_type = Vec<String>, min_items = 1, max_items = 1024)]
    values: Vec<Given>,
}

impl IncidentFilter {
    /// The filter, which stands at `at` in its list; numbers are taken for texts only where they are asked for.
    fn object(self, list: &str, at: usize) -> Result<ObjectFilter, Rejection> {
        let Self { name, field, operator, values } = self;
        let values = values.into_iter().enumerate().map(|(i, value)| match value {
            Given::Text(text) => Ok(text),
            Given::Number(number) if list == NUMBERS => Ok(number.to_string()),
            Given::Number(_) => {
                Err(Rejection::malformed(format!("{list}[{at}].values[{i}]"), msg!("value.text")))
            }
        });
        Ok(ObjectFilter { name, field, operator, values: values.collect::<Result<_, _>>()? })
    }
}

/// By what is sorted: `operator` is `asc` or `desc`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(example = json!({"field": "start_time", "operator": "desc", "name": "start_time", "values": ["start_time"]}))]
pub(crate) struct IncidentSort {
    field: String,
    #[serde(default)]
    operator: Option<String>,
}

/// By what is grouped.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(example = json!({"field": "status", "operator": "=", "values": ["status"]}))]
pub(crate) struct IncidentGrouping {
    field: String,
}

/// What is counted besides.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(example = json!({"name": "paused", "filters": [{"field": "status", "operator": "=", "values": ["INCIDENT_STATUS_PAUSED"]}]}))]
pub(crate) struct IncidentCounting {
    #[schema(max_length = 255)]
    name: String,
    /// All of them must hold.
    #[schema(max_items = 20)]
    filters: Vec<IncidentFilter>,
}

/// What a history is asked with. All of it may be left out.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(example = json!({"sort_filter": {"operator": "desc", "field": "start_time", "name": "start_time", "values": ["start_time"]}}))]
pub(crate) struct IncidentHistoryBody {
    #[serde(default)]
    #[schema(max_items = 20)]
    string_filters: Option<Vec<IncidentFilter>>,
    #[serde(default)]
    #[schema(max_items = 20)]
    int_filters: Option<Vec<IncidentFilter>>,
    /// One, or an array of at most 10.
    #[serde(default)]
    #[schema(value_type = Option<Vec<IncidentSort>>)]
    sort_filter: Option<Value>,
    /// How the filters are put together, by their names: `(a & b) | c`.
    #[serde(default)]
    #[schema(max_length = 10000)]
    condition: Option<String>,
    /// Rows carry only these.
    #[serde(default)]
    #[schema(max_items = 100)]
    fields: Option<Vec<String>>,
    #[serde(default)]
    group_by_filter: Option<IncidentGrouping>,
    #[serde(default)]
    #[schema(max_items = 10)]
    count_filters: Option<Vec<IncidentCounting>>,
}

/// A history that is asked for.
pub(crate) struct HistoryAsked {
    pub(crate) wish: histories::Wish,
    pub(crate) fields: Vec<String>,
}

fn objects(list: &str, filters: Option<Vec<IncidentFilter>>) -> Result<Option<Vec<ObjectFilter>>, Rejection> {
    let Some(filters) = filters else { return Ok(None) };
    filters
        .into_iter()
        .enumerate()
        .map(|(at, filter)| filter.object(list, at))
        .collect::<Result<_, _>>()
        .map(Some)
}

fn refused(fault: Fault) -> Rejection {
    fault.into_rejection("")
}

impl IncidentHistoryBody {
    /// Takes out the filter that names the incident.
    pub(crate) fn take_incident(&mut self) -> Result<String, Rejection> {
        let filters = self.string_filters.get_or_insert_default();
        let missing = || Rejection::malformed("string_filters", msg!("incident.no_ticket"));
        let place = filters.iter().position(|filter| filter.field == INCIDENT).ok_or_else(missing)?;
        let filter = filters.remove(place);
        match filter.values.as_slice() {
            [Given::Text(one)] if ["=", "in"].contains(&filter.operator.as_str()) => Ok(one.clone()),
            _ => Err(missing()),
        }
    }

    /// What is asked.
    pub(crate) fn read(self) -> Result<HistoryAsked, Rejection> {
        let subject = Subject::incident_histories();
        let form = Form {
            string_filters: objects(TEXTS, self.string_filters)?,
            int_filters: objects(NUMBERS, self.int_filters)?,
            condition: self.condition,
        };
        let filter = form.read(&subject).map_err(refused)?;
        let mut sort = Vec::new();
        for (at, one) in sorts(self.sort_filter)? {
            let known = subject.field(&one.field).is_some();
            let column = one.field.clone();
            if !known {
                let why = msg!("value.one_of", allowed = subject.names());
                return Err(Rejection::malformed(format!("{at}.field"), why));
            }
            sort.push(Sort { column, order: direction(&one, &at)? });
        }
        let group = self.group_by_filter.map(|group| group.field);
        if let Some(column) = &group
            && !GROUPED.contains(&column.as_str())
        {
            let why = msg!("value.one_of", allowed = GROUPED.join(", "));
            return Err(Rejection::malformed("group_by_filter.field", why));
        }
        let counts = counts(self.count_filters.unwrap_or_default(), &subject)?;
        let fields = fields(self.fields, &history::FIELDS)?;
        Ok(HistoryAsked { wish: histories::Wish { filter, sort, group, counts }, fields })
    }
}

/// The sorts that are asked for, each with its path: one alone, or an array.
fn sorts(value: Option<Value>) -> Result<Vec<(String, IncidentSort)>, Rejection> {
    let name = "sort_filter";
    match value {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(all)) if all.len() > MOST_SORTS => {
            Err(Rejection::malformed(name, msg!("value.too_many", max = MOST_SORTS)))
        }
        Some(Value::Array(all)) => all
            .into_iter()
            .enumerate()
            .map(|(i, one)| {
                let at = format!("{name}[{i}]");
                Ok((at.clone(), read_value(one, &at)?))
            })
            .collect(),
        Some(one) => Ok(vec![(name.to_owned(), read_value(one, name)?)]),
    }
}

fn direction(sort: &IncidentSort, at: &str) -> Result<Order, Rejection> {
    match sort.operator.as_deref() {
        None | Some("" | "asc") => Ok(Order::Ascending),
        Some("desc") => Ok(Order::Descending),
        Some(_) => Err(Rejection::malformed(format!("{at}.operator"), msg!("incident.sort"))),
    }
}

/// A column that incidents are sorted by, and in which direction their rows have it.
fn in_order(sort: &IncidentSort, at: &str) -> Result<(ticket::Column, ticket::Order), Rejection> {
    use ticket::{Column, Sort};
    let Some((_, column)) = COLUMNS.iter().find(|(name, _)| *name == sort.field) else {
        let why = msg!("value.one_of", allowed = COLUMNS.map(|(name, _)| name).join(", "));
        return Err(Rejection::malformed(format!("{at}.field"), why));
    };
    // P1 is the least of the words and the greatest of the ranks.
    let reversed = *column == Column::Sort(Sort::Priority);
    let order = match (direction(sort, at)?, reversed) {
        (Order::Ascending, false) | (Order::Descending, true) => ticket::Order::Ascending,
        (Order::Descending, false) | (Order::Ascending, true) => ticket::Order::Descending,
    };
    Ok((*column, order))
}

fn counts(all: Vec<IncidentCounting>, subject: &Subject) -> Result<Vec<(String, Option<Filter>)>, Rejection> {
    if all.len() > MOST_SORTS {
        return Err(Rejection::malformed("count_filters", msg!("value.too_many", max = MOST_SORTS)));
    }
    let mut counts: Vec<(String, Option<Filter>)> = Vec::new();
    for (i, count) in all.into_iter().enumerate() {
        let at = format!("count_filters[{i}]");
        if counts.iter().any(|(name, _)| *name == count.name) {
            return Err(Rejection::malformed(format!("{at}.name"), msg!("field.twice")));
        }
        domain::text::require(&count.name, 255, domain::text::Lines::One)
            .map_err(|why| Rejection::malformed(format!("{at}.name"), why))?;
        let filters = objects(&format!("{at}.filters"), Some(count.filters))?;
        let form = Form { string_filters: filters, ..Form::default() };
        let filter = form.read(subject).map_err(|fault| {
            let inner = fault.path.replacen("string_filters", &format!("{at}.filters"), 1);
            refused(Fault { path: inner, ..fault })
        })?;
        counts.push((count.name, filter));
    }
    Ok(counts)
}

fn fields(asked: Option<Vec<String>>, known: &[&str]) -> Result<Vec<String>, Rejection> {
    let asked = asked.unwrap_or_default();
    if asked.len() > MOST_FIELDS {
        return Err(Rejection::malformed("fields", msg!("value.too_many", max = MOST_FIELDS)));
    }
    if let Some(i) = asked.iter().position(|field| !known.contains(&field.as_str())) {
        let why = msg!("value.one_of", allowed = known.join(", "));
        return Err(Rejection::malformed(format!("fields[{i}]"), why));
    }
    Ok(asked)
}

/// What a list is asked with. All of it may be left out.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(example = json!({"string_filters": [{"name": "a", "field": "work_flow_status", "operator": "=",
    "values": ["INCIDENT_STATUS_ACKNOWLEDGED"]}], "page": 1, "per_page": 10, "contain_total": true}))]
pub(crate) struct IncidentListBody {
    #[serde(default)]
    #[schema(max_items = 20)]
    string_filters: Option<Vec<IncidentFilter>>,
    #[serde(default)]
    #[schema(max_items = 20)]
    int_filters: Option<Vec<IncidentFilter>>,
    /// By `create_time`, `update_time`, `level_id`, `title` or `ticket_id`; one, or an array of at most 10.
    #[serde(default)]
    #[schema(value_type = Option<Vec<IncidentSort>>)]
    sort_filter: Option<Value>,
    /// How the filters are put together, by their names: `(a & b) | c`.
    #[serde(default)]
    #[schema(max_length = 10000)]
    condition: Option<String>,
    /// Rows carry only these.
    #[serde(default)]
    #[schema(max_items = 100)]
    fields: Option<Vec<String>>,
    /// From 1.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 1_000_000)]
    page: Option<i64>,
    /// 10 when left out; of more than 200, 200.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 200)]
    per_page: Option<i64>,
    /// Whether the answer says how many there are in all; `true` when left out.
    #[serde(default)]
    contain_total: Option<bool>,
}

/// A list that is asked for.
pub(crate) struct ListAsked {
    pub(crate) wish: list::Wish,
    pub(crate) fields: Vec<String>,
    pub(crate) with_total: bool,
}

impl IncidentListBody {
    /// What is asked.
    pub(crate) fn read(self) -> Result<ListAsked, Rejection> {
        let (page, size) = (self.page.unwrap_or(1), self.per_page.unwrap_or(USUAL_PAGE));
        if !(1..=LAST_PAGE).contains(&page) {
            return Err(Rejection::malformed("page", msg!("value.between", min = 1, max = LAST_PAGE)));
        }
        if size < 1 {
            return Err(Rejection::malformed("per_page", msg!("value.between", min = 1, max = LARGEST_PAGE)));
        }
        let size = size.min(LARGEST_PAGE);
        let mut order = Vec::new();
        for (at, one) in sorts(self.sort_filter)? {
            order.push(in_order(&one, &at)?);
        }
        if order.is_empty() {
            order.push(list::NEWEST);
        }
        let form = Form {
            string_filters: objects(TEXTS, self.string_filters)?,
            int_filters: objects(NUMBERS, self.int_filters)?,
            condition: self.condition,
        };
        let fields = fields(self.fields, &super::incident::FIELDS)?;
        let wish = list::Wish { form, order, limit: size, offset: (page - 1).saturating_mul(size) };
        Ok(ListAsked { wish, fields, with_total: self.contain_total.unwrap_or(true) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn asked(json: Value) -> Result<HistoryAsked, Rejection> {
        serde_json::from_value::<IncidentHistoryBody>(json).unwrap().read()
    }

    fn fault(json: Value) -> String {
        match asked(json).map(|_| ()) {
            Err(Rejection::Malformed { field: Some(field), .. }) => field,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_request_of_the_document_is_read() {
        let golden: Value = serde_json::from_str(include_str!("golden/histories-request.json")).unwrap();
        let asked = asked(golden).ok().unwrap();
        assert_eq!(asked.wish.sort, [Sort { column: "start_time".into(), order: Order::Descending }]);
        assert!(asked.wish.filter.is_none() && asked.fields.is_empty());
    }

    #[test]
    fn one_sort_or_several_are_taken() {
        let one = json!({"field": "status", "operator": "asc"});
        let two = json!([one, {"field": "start_time", "operator": "desc"}]);
        assert_eq!(asked(json!({"sort_filter": one})).ok().unwrap().wish.sort.len(), 1);
        assert_eq!(asked(json!({"sort_filter": two})).ok().unwrap().wish.sort.len(), 2);
        assert_eq!(asked(json!({"sort_filter": null})).ok().unwrap().wish.sort.len(), 0);
        for (sort, at) in [
            (json!({"field": "status", "operator": "up"}), "sort_filter.operator"),
            (json!({"field": "nothing"}), "sort_filter.field"),
            (json!({"operator": "asc"}), "sort_filter.field"),
            (json!([{"field": "status"}, {"field": 7}]), "sort_filter[1].field"),
            (json!(vec![one; 11]), "sort_filter"),
            (json!("start_time"), "sort_filter"),
        ] {
            assert_eq!(fault(json!({"sort_filter": sort})), at);
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let filter = |field: &str| json!({"name": "a", "field": field, "operator": "=", "values": ["x"]});
        for (body, at) in [
            (json!({"string_filters": [filter("nothing")]}), "string_filters[0].field"),
            (json!({"int_filters": [filter("status"), filter("start_time")]}), "int_filters[1].values[0]"),
            (json!({"string_filters": [filter("status")], "condition": "a &"}), "condition"),
            (json!({"string_filters": [filter("status")], "condition": "b"}), "condition"),
            (json!({"fields": ["status", "nothing"]}), "fields[1]"),
            (json!({"fields": vec!["status"; 101]}), "fields"),
            (json!({"group_by_filter": {"field": "comment"}}), "group_by_filter.field"),
            (
                json!({"count_filters": [{"name": "a", "filters": [filter("x")]}]}),
                "count_filters[0].filters[0].field",
            ),
            (
                json!({"count_filters": [{"name": "a", "filters": []}, {"name": "a", "filters": []}]}),
                "count_filters[1].name",
            ),
            (json!({"count_filters": [{"name": "", "filters": []}]}), "count_filters[0].name"),
        ] {
            assert_eq!(fault(body.clone()), at, "{body}");
        }
    }

    #[test]
    fn the_incident_of_an_older_request_is_one_of_its_filters() {
        let body = |filters: Value| {
            serde_json::from_value::<IncidentHistoryBody>(json!({"string_filters": filters})).unwrap()
        };
        let named = |values: Value| json!([{"field": "ticket_id", "operator": "=", "values": values}]);
        assert_eq!(body(named(json!(["IM1"]))).take_incident(), Ok("IM1".to_owned()));
        for bad in [json!([]), named(json!([])), named(json!(["a", "b"]))] {
            assert!(body(bad).take_incident().is_err());
        }
    }
}
