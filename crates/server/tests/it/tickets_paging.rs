//! Pages and cursors: everything once, nothing twice, bounded.

use crate::support::create;
use testkit::{Client, Server, json, unique};

const COUNT: usize = 23;

/// Twenty-three tickets of one category, half of them urgent.
fn many(server: &Server) -> (Client, String) {
    let admin = server.admin();
    let category = unique("page");
    for n in 0..COUNT {
        create(&admin, json!({"category": category, "priority": if n % 2 == 0 { "low" } else { "high" }}));
    }
    (admin, category)
}

/// All numbers, page by page.
fn by_pages(client: &Client, query: &str, size: usize) -> Vec<i64> {
    let mut ids = Vec::new();
    for page in 1..=COUNT + 1 {
        let answer = client.get(&format!("tickets?{query}&page={page}&pageSize={size}")).expect(200);
        assert_eq!((&answer["page"], &answer["pageSize"]), (&json!(page), &json!(size)));
        assert!(answer.items().len() <= size, "{answer}");
        if answer.items().is_empty() {
            break;
        }
        ids.extend(answer.ids());
    }
    ids
}

/// All numbers, cursor by cursor.
fn by_cursors(client: &Client, query: &str, size: usize) -> Vec<i64> {
    let mut ids = Vec::new();
    let mut cursor = String::new();
    for _ in 0..=COUNT {
        let answer = client
            .get(&format!("tickets?{query}&cursor={}&pageSize={size}", testkit::encode(&cursor)))
            .expect(200);
        ids.extend(answer.ids());
        let Some(next) = answer["nextCursor"].as_str() else {
            assert!(answer.json.get("nextCursor").is_none(), "a last page with a nextCursor: {answer}");
            return ids;
        };
        next.clone_into(&mut cursor);
    }
    panic!("the cursor walks in a circle: {ids:?}");
}

on_both_engines! {
    fn pages_and_cursors_show_every_ticket_exactly_once_in_the_same_order(server: &Server) {
        let (client, category) = many(server);
        for sort in [
            "-updatedAt",
            "updatedAt",
            "createdAt",
            "-createdAt",
            "priority",
            "-priority",
            "id",
            "-id",
            "dueAt",
            "-dueAt",
        ] {
            let query = format!("category={category}&sort={sort}");
            let whole = client.get(&format!("tickets?{query}&pageSize=100")).expect(200).ids();
            let mut once = whole.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), COUNT, "{sort}");
            for size in [1, 4, 23, 100] {
                assert_eq!(by_cursors(&client, &query, size), whole, "cursor, {sort}, {size}");
            }
            assert_eq!(by_pages(&client, &query, 5), whole, "pages, {sort}");
        }
    }

    fn a_cursor_keeps_its_filters(server: &Server) {
        let (client, category) = many(server);
        let query = format!("category={category}&priority=high&sort=id");
        let ids = by_cursors(&client, &query, 3);
        assert_eq!(ids.len(), COUNT / 2);
        assert_eq!(ids, by_pages(&client, &query, 3));
    }

    fn a_walk_is_not_disturbed_by_new_tickets(server: &Server) {
        let (client, category) = many(server);
        let query = format!("category={category}&sort=-id");
        let whole = client.get(&format!("tickets?{query}&pageSize=100")).expect(200).ids();
        let first = client.get(&format!("tickets?{query}&cursor=&pageSize=10")).expect(200);
        create(&client, json!({"category": category}));
        create(&client, json!({"category": category}));
        let cursor = testkit::encode(first["nextCursor"].as_str().expect("a cursor"));
        let rest = client.get(&format!("tickets?{query}&cursor={cursor}&pageSize=100")).expect(200);
        assert_eq!([first.ids(), rest.ids()].concat(), whole);
    }

    fn a_page_is_at_most_a_hundred_and_says_so(server: &Server) {
        let admin = server.admin();
        for size in ["101", "1000", "2147483648", "9223372036854775807"] {
            let answer = admin.get(&format!("tickets?pageSize={size}")).expect(200);
            assert_eq!(answer["pageSize"], 100, "{size}");
            assert!(answer.items().len() <= 100);
        }
        assert_eq!(admin.get("tickets?size=3").expect(200)["pageSize"], 3);
        assert_eq!(admin.get("tickets?size=3").expect(200).json.get("size"), None);
        assert_eq!(admin.get("tickets?pageSize=100").expect(200)["pageSize"], 100);
    }

    fn a_page_that_is_no_number_is_a_bad_request(server: &Server) {
        let admin = server.admin();
        for value in ["abc", "1.5", "0x10", "%E4%B8%80", "1e2", "--1"] {
            admin.get(&format!("tickets?page={value}")).malformed("page");
            admin.get(&format!("tickets?pageSize={value}")).malformed("pageSize");
            admin.get(&format!("tickets?size={value}")).bad_request();
        }
        for value in ["0", "-1"] {
            admin.get(&format!("tickets?page={value}")).malformed("page");
            let answer = admin.get(&format!("tickets?pageSize={value}"));
            assert!([200, 400].contains(&answer.status), "{answer}");
        }
    }

    fn a_page_past_the_end_is_empty_and_keeps_the_total(server: &Server) {
        let (client, category) = many(server);
        let answer = client.get(&format!("tickets?category={category}&page=99")).expect(200);
        assert_eq!((answer.items().len(), &answer["total"], &answer["page"]), (0, &json!(COUNT), &json!(99)));
        for page in ["2147483648", "9223372036854775807", "92233720368547758070"] {
            let answer = client.get(&format!("tickets?page={page}&pageSize=100"));
            assert!([200, 400].contains(&answer.status), "{answer}");
        }
    }

    fn a_cursor_that_none_of_ours_is_refused(server: &Server) {
        let (client, category) = many(server);
        let made = client.get(&format!("tickets?category={category}&cursor=&pageSize=2&sort=id")).expect(200);
        let good = made["nextCursor"].as_str().expect("a cursor");
        let half = &good[..good.len() / 2];
        for bad in ["nonsense", "AAAA", "%00", "%E5%B7%A5", "0", "-1", half, &"A".repeat(3_000)] {
            client.get(&format!("tickets?category={category}&cursor={bad}&sort=id")).malformed("cursor");
        }
        // Made for another order, it cannot be followed in this one.
        let answer = client
            .get(&format!("tickets?category={category}&cursor={}&sort=-priority", testkit::encode(good)));
        assert!([200, 400].contains(&answer.status), "{answer}");
    }
}
