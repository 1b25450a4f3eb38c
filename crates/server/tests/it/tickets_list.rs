//! Lists: filters and sorting.

use crate::support::{assert_ticket, create, draft_with, plain, project};
use testkit::{Client, Server, Value, encode, json, moment, unique};

/// A client, and a category that only this test's six tickets have.
struct Bench {
    admin: Client,
    category: String,
    ids: Vec<i64>,
}

fn bench(server: &Server) -> Bench {
    let admin = server.admin();
    let category = unique("list");
    let rows = [
        ("low", "ann", "open", json!(["vip", "退款"]), "p1", "g1", "prod", json!("2031-01-01T00:00:00Z")),
        ("medium", "bob", "open", json!(["VIP"]), "p1", "g2", "prod", json!("2030-01-01T00:00:00Z")),
        ("high", "ann", "in_progress", json!([]), "p2", "g1", "test", json!("2032-01-01T00:00:00Z")),
        ("critical", "", "resolved", json!(["退款"]), "p2", "g2", "test", json!(null)),
        ("low", "ann", "closed", json!(["other"]), "", "", "", json!(null)),
        ("high", "bob", "open", json!([]), "p1", "g1", "prod", json!("2030-01-01T00:00:00Z")),
    ];
    let ids = rows.map(|(priority, assignee, status, tags, player, game, env, due)| {
        let extra = json!({
            "category": category, "priority": priority, "assignee": assignee, "tags": tags, "playerId": player,
            "gameId": game, "env": env, "dueAt": due,
        });
        let id = create(&admin, extra).id();
        if status != "open" {
            admin.post(&format!("tickets/{id}/transition"), json!({"status": status})).expect(200);
        }
        id
    });
    Bench { admin, category, ids: ids.to_vec() }
}

impl Bench {
    fn list(&self, query: &str) -> testkit::Answer {
        self.admin.get(&format!("tickets?category={}&{query}", self.category))
    }

    /// Fails unless the list of `query` has exactly these of the six, in any order, and says how many.
    #[track_caller]
    fn finds(&self, query: &str, places: &[usize]) {
        let answer = self.list(query).expect(200);
        let mut found: Vec<usize> = answer
            .ids()
            .iter()
            .map(|id| self.ids.iter().position(|i| i == id).expect("of the six"))
            .collect();
        found.sort_unstable();
        assert_eq!(found, places, "{query}: {answer}");
        assert_eq!(answer["total"], places.len(), "{query}: {answer}");
    }

    /// The places of the six in the order of `sort`.
    #[track_caller]
    fn order(&self, sort: &str) -> Vec<usize> {
        let answer = self.list(&format!("sort={sort}")).expect(200);
        answer.ids().iter().map(|id| self.ids.iter().position(|i| i == id).expect("of the six")).collect()
    }
}

on_both_engines! {
    fn a_list_says_its_total_and_page_and_shows_whole_tickets(server: &Server) {
        let bench = bench(server);
        let answer = bench.list("").expect(200);
        assert_eq!(
            (&answer["total"], &answer["page"], &answer["pageSize"]),
            (&json!(6), &json!(1), &json!(20))
        );
        for item in answer.items() {
            assert_ticket(item);
            assert!(item.get("comments").is_none(), "{item}");
            let detail = bench.admin.get(&format!("tickets/{}", item["id"])).expect(200);
            assert_eq!(plain(item), plain(&detail.json));
        }
    }

    fn filters_are_exact_and_all_of_them_hold(server: &Server) {
        let bench = bench(server);
        bench.finds("", &[0, 1, 2, 3, 4, 5]);
        bench.finds("status=open", &[0, 1, 5]);
        bench.finds("priority=low", &[0, 4]);
        bench.finds("assignee=ann", &[0, 2, 4]);
        bench.finds("assignee=an", &[]);
        bench.finds("status=open&assignee=ann", &[0]);
        bench.finds("status=open&assignee=bob&priority=high", &[5]);
        bench.finds("status=closed&priority=critical", &[]);
        bench.finds("playerId=p1", &[0, 1, 5]);
        bench.finds("gameId=g1", &[0, 2, 5]);
        bench.finds("game_id=g1", &[0, 2, 5]);
        bench.finds("env=test", &[2, 3]);
        bench.finds("creator=admin", &[0, 1, 2, 3, 4, 5]);
        bench.finds("creator=nobody", &[]);
        bench.finds("project=SUP", &[0, 1, 2, 3, 4, 5]);
        bench.finds("project=NET", &[]);
        bench.finds("nonsense=ignored", &[0, 1, 2, 3, 4, 5]);
    }

    fn a_comma_means_any_of(server: &Server) {
        let bench = bench(server);
        bench.finds("status=open,closed", &[0, 1, 4, 5]);
        bench.finds("status=open,%20closed", &[0, 1, 4, 5]);
        bench.finds("priority=low,critical", &[0, 3, 4]);
        bench.finds("assignee=ann,bob&status=open,in_progress", &[0, 1, 2, 5]);
        bench.finds("gameId=g1,g2&env=prod", &[0, 1, 5]);
        let both =
            bench.admin.get(&format!("tickets?category={},nothing-of-this", bench.category)).expect(200);
        assert_eq!(both["total"], 6);
    }

    fn tags_are_found_in_any_case_and_script(server: &Server) {
        let bench = bench(server);
        bench.finds("tag=vip", &[0, 1]);
        bench.finds("tag=VIP", &[0, 1]);
        bench.finds(&format!("tag={}", encode("退款")), &[0, 3]);
        bench.finds("tag=vi", &[]);
        bench.finds("tag=vip,other", &[0, 1, 4]);
        bench.finds("tag=%25", &[]);
        bench.finds("tag=_ther", &[]);
    }

    fn types_and_projects_are_filters(server: &Server) {
        let admin = server.admin();
        let key = project(server, json!([]));
        let made = admin.post("tickets", draft_with("In it", json!({"project": key}))).expect(200);
        assert_eq!(admin.get(&format!("tickets?project={key}")).expect(200).ids(), [made.id()]);
        let word = made["type"].as_str().unwrap();
        assert_eq!(
            admin.get(&format!("tickets?project={key}&type={}", encode(word))).expect(200)["total"],
            1
        );
    }

    fn a_status_project_or_type_that_there_is_not_is_refused_by_its_name(server: &Server) {
        let admin = server.admin();
        let key = project(server, json!([]));
        for (name, value) in [
            ("status", "nonsense"), ("status", "open,nonsense"), ("status", "%00"), ("project", "NONESUCH"),
            ("type", "no_such_type"), ("type", "Ticket"), ("priority", "nonsense"),
        ] {
            let query = format!("{name}={value}");
            admin.get(&format!("tickets?{query}")).malformed(name);
            admin.get(&format!("tickets?q=anything&{query}")).malformed(name);
        }
        // Known in one project is known in all: what nothing has is an empty list, not a mistake.
        assert_eq!(admin.get(&format!("tickets?project={key}&status=closed")).expect(200)["total"], 0);
        let lower = key.to_lowercase();
        assert_eq!(admin.get(&format!("tickets?project={lower}&status=%20OPEN%20")).expect(200)["total"], 0);
        admin.delete(&format!("projects/{key}")).expect(200);
        admin.get(&format!("tickets?project={key}")).malformed("project");
        server.person("user").client.get("tickets?project=NONESUCH").malformed("project");
        let chinese = admin.with("Accept-Language", "zh").get("tickets?status=nonsense").malformed("status");
        assert!(chinese.message().contains("不存在“nonsense”"), "{chinese}");
    }

    fn times_bound_the_list(server: &Server) {
        let bench = bench(server);
        let time = |place: usize, key: &str| {
            let ticket = bench.admin.get(&format!("tickets/{}", bench.ids[place])).expect(200);
            ticket[key].as_str().unwrap().to_owned()
        };
        let all = [0, 1, 2, 3, 4, 5];
        bench.finds("createdFrom=2001-01-01T00:00:00Z&createdTo=2999-01-01T00:00:00Z", &all);
        bench.finds("createdFrom=2999-01-01T00:00:00Z", &[]);
        bench.finds("createdTo=2001-01-01T00:00:00Z", &[]);
        bench.finds("createdFrom=2001-01-01", &all);
        bench.finds(&format!("createdFrom={}", time(3, "createdAt")), &[3, 4, 5]);
        bench.finds("updatedFrom=2999-01-01T00:00:00%2B08:00", &[]);
        bench.finds("updatedTo=2999-01-01T00:00:00%2B08:00", &all);
        bench.admin.put(&format!("tickets/{}", bench.ids[1]), json!({"title": "Touched"})).expect(200);
        bench.finds(&format!("updatedFrom={}", time(1, "updatedAt")), &[1]);
    }

    fn a_query_value_that_cannot_be_read_is_a_bad_request(server: &Server) {
        let admin = server.admin();
        for name in ["createdFrom", "createdTo", "updatedFrom", "updatedTo"] {
            for value in ["yesterday", "2026-13-01", "2026-11-21T00:00:00", "7", "%E6%98%A8%E5%A4%A9"] {
                admin.get(&format!("tickets?{name}={value}")).malformed(name);
            }
        }
        for value in ["nonsense", "title;DROP", "--id", "id,priority,nonsense"] {
            admin.get(&format!("tickets?sort={value}")).malformed("sort");
        }
        for query in [
            "status=nonsense",
            "priority=nonsense",
            "status=%00",
            "category=%00",
            "status=,,,",
            "category=",
            "tag=%F0%9F%98%80",
        ] {
            let answer = admin.get(&format!("tickets?{query}"));
            assert!([200, 400].contains(&answer.status), "{answer}");
        }
        admin.get(&format!("tickets?category={}", "c".repeat(4_000))).expect(200);
        let many: Vec<String> = (0..500).map(|n| format!("c{n}")).collect();
        assert!([200, 400].contains(&admin.get(&format!("tickets?category={}", many.join(","))).status));
        for query in ["status=open&status=closed", "%FF=1", "status=%FF", "&&&", "=", "a=b=c"] {
            let answer = admin.get(&format!("tickets?{query}"));
            assert!([200, 400].contains(&answer.status), "{answer}");
        }
    }

    fn each_order_sorts_both_ways_and_breaks_ties_by_number(server: &Server) {
        let bench = bench(server);
        assert_eq!(bench.order("id"), [0, 1, 2, 3, 4, 5]);
        assert_eq!(bench.order("-id"), [5, 4, 3, 2, 1, 0]);
        assert_eq!(bench.order("createdAt"), [0, 1, 2, 3, 4, 5]);
        assert_eq!(bench.order("-createdAt"), [5, 4, 3, 2, 1, 0]);
        let rank = [1, 2, 3, 4, 1, 3];
        for (sort, sign) in [("priority", 1), ("-priority", -1)] {
            let order = bench.order(sort);
            let ranks: Vec<i32> = order.iter().map(|place| sign * rank[*place]).collect();
            assert!(ranks.is_sorted(), "{sort}: {order:?}");
            assert!(
                ties_are_in_order(&order, &[0, 4]) && ties_are_in_order(&order, &[2, 5]),
                "{sort}: {order:?}"
            );
            assert_eq!(order, bench.order(sort), "not the same twice");
        }
        for (sort, dated) in [("dueAt", [1, 5, 0, 2]), ("-dueAt", [2, 0, 5, 1])] {
            let order = bench.order(sort);
            let mut with: Vec<usize> =
                order.iter().copied().filter(|place| ![3, 4].contains(place)).collect();
            if sort == "dueAt" && with[..2] == [5, 1] {
                with.swap(0, 1);
            }
            if sort == "-dueAt" && with[2..] == [1, 5] {
                with.swap(2, 3);
            }
            assert_eq!(with, dated, "{sort}: {order:?}");
            let without: Vec<usize> = (0..6).filter(|n| [3, 4].contains(&order[*n])).collect();
            assert!(
                without == [0, 1] || without == [4, 5],
                "tickets without a date stand among the others: {order:?}"
            );
        }
    }

    fn the_newest_change_stands_first_by_default(server: &Server) {
        let bench = bench(server);
        bench.admin.put(&format!("tickets/{}", bench.ids[2]), json!({"title": "Touched"})).expect(200);
        let list = bench.list("").expect(200);
        assert_eq!(list.ids()[0], bench.ids[2]);
        let times: Vec<i128> =
            list.items().iter().map(|t| -moment(t["updatedAt"].as_str().unwrap())).collect();
        assert!(times.is_sorted(), "{list}");
        assert_eq!(list.ids(), bench.list("sort=-updatedAt").expect(200).ids());
        let mut rising = bench.list("sort=updatedAt").expect(200).ids();
        rising.reverse();
        assert_eq!(rising, list.ids());
    }

    fn a_total_counts_what_matches_now(server: &Server) {
        let bench = bench(server);
        let total = |query: &str| -> Value { bench.list(query).expect(200)["total"].clone() };
        assert_eq!(total("status=open&pageSize=1"), 3);
        bench
            .admin
            .post(&format!("tickets/{}/transition", bench.ids[0]), json!({"status": "closed"}))
            .expect(200);
        assert_eq!(
            (total("status=open&pageSize=1"), total("status=closed&pageSize=1")),
            (json!(2), json!(2))
        );
        bench.admin.delete(&format!("tickets/{}", bench.ids[1])).expect(200);
        assert_eq!((total("status=open"), total("")), (json!(1), json!(5)));
        bench.admin.post(&format!("tickets/{}/restore", bench.ids[1]), ()).expect(200);
        assert_eq!((total("status=open"), total("")), (json!(2), json!(6)));
    }
}

/// Whether tickets that compare equal stand in the order of their numbers, up or down.
fn ties_are_in_order(order: &[usize], ties: &[usize]) -> bool {
    let places: Vec<usize> = order.iter().copied().filter(|place| ties.contains(place)).collect();
    places.is_sorted() || places.iter().rev().is_sorted()
}
