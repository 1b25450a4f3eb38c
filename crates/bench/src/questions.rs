//! What lists are asked for: the same filters and queries over HTTP and bare.

use domain::ticket::Priority;
use store::ticket::{Filter, Order, Slice, Sort};

/// A page as the default one: the 20 that were changed last, and one more that tells whether there is a next page.
pub(crate) const FIRST_PAGE: Slice =
    Slice { sort: Sort::UpdatedAt, order: Order::Descending, after: None, offset: 0, limit: 21 };

/// The filters that pages are asked with. The first finds two tickets of five.
pub(crate) fn filters() -> Vec<Filter> {
    let one = |word: &str| vec![word.to_owned()];
    vec![
        Filter { statuses: one("closed"), ..Filter::default() },
        Filter { statuses: one("open"), priorities: vec![Priority::High], ..Filter::default() },
        Filter { projects: one("NET"), statuses: one("solved"), ..Filter::default() },
        Filter { assignees: one("agent003"), ..Filter::default() },
        Filter { statuses: vec!["open".to_owned(), "in_progress".to_owned()], ..Filter::default() },
        Filter { creators: one("customer040"), ..Filter::default() },
        Filter { tags: one("outage"), ..Filter::default() },
        Filter { statuses: one("closed"), priorities: vec![Priority::Critical], ..Filter::default() },
    ]
}

/// The queries that are searched for: words that two tickets of five have, words that hardly any has, in both languages, alone
/// and together, whole and begun.
pub(crate) const QUERIES: [&str; 16] = [
    "登录",
    "支付 失败",
    "refund",
    "诸葛",
    "login times out",
    "无线网 图书馆",
    "certificate renewal",
    "VPN",
    "证书续期",
    "E00042",
    "欧阳",
    "网络 上海机房",
    "SW-12",
    "leaderb",
    "velator",
    "重复扣款 订单",
];

/// A filter as the query of a request.
pub(crate) fn query_string(filter: &Filter) -> String {
    let priorities: Vec<String> = filter.priorities.iter().map(|p| p.word().to_owned()).collect();
    let text: Vec<String> = filter.text.iter().cloned().collect();
    let parts = [
        ("status", &filter.statuses),
        ("priority", &priorities),
        ("project", &filter.projects),
        ("assignee", &filter.assignees),
        ("creator", &filter.creators),
        ("tag", &filter.tags),
        ("q", &text),
    ];
    let parts = parts.iter().filter(|(_, values)| !values.is_empty());
    let parts: Vec<String> =
        parts.map(|(name, values)| format!("{name}={}", testkit::encode(&values.join(",")))).collect();
    parts.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filter_says_something_in_its_query() {
        let queries: Vec<String> = filters().iter().map(query_string).collect();
        assert_eq!(queries[1], "status=open&priority=high");
        assert_eq!(queries[4], "status=open%2Cin_progress");
        assert!(queries.iter().all(|query| !query.is_empty()), "{queries:?}");
    }
}
