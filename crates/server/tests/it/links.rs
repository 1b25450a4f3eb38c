//! Links between tickets.

use crate::{
    races::at_once,
    support::{create, read, ticket},
};
use testkit::{Answer, Client, Value, json};

fn link(client: &Client, id: i64, kind: &str, other: Value) -> Answer {
    client.post(&format!("tickets/{id}/links"), json!({"kind": kind, "ticket": other}))
}

/// Kind and other ticket of every link that the detail shows.
fn links(client: &Client, id: i64) -> Vec<(String, i64)> {
    let detail = read(client, id);
    let list = detail["links"].as_array().unwrap_or_else(|| panic!("no links in {detail}"));
    let other = |link: &Value| {
        link["ticket"].as_i64().or_else(|| link["ticket"]["id"].as_i64()).expect("the other ticket")
    };
    list.iter().map(|link| (link["kind"].as_str().expect("a kind").to_owned(), other(link))).collect()
}

on_both_engines! {
    fn a_link_shows_from_both_sides(server: &Server) {
        let admin = server.admin();
        for (kind, inverse) in [
            ("relates", "relates"),
            ("blocks", "blocked_by"),
            ("duplicates", "duplicated_by"),
            ("parent_of", "child_of"),
            ("blocked_by", "blocks"),
            ("child_of", "parent_of"),
            ("duplicated_by", "duplicates"),
        ] {
            let (one, other) = (ticket(&admin), ticket(&admin));
            assert_eq!(links(&admin, one), []);
            link(&admin, one, kind, json!(other)).expect(201);
            assert_eq!(links(&admin, one), [(kind.to_owned(), other)]);
            assert_eq!(links(&admin, other), [(inverse.to_owned(), one)]);
        }
    }

    fn a_link_is_taken_away_from_either_side(server: &Server) {
        let admin = server.admin();
        let (one, other) = (ticket(&admin), ticket(&admin));
        for side in [one, other] {
            link(&admin, one, "blocks", json!(other)).expect(201);
            let id = read(&admin, side)["links"][0]["id"].clone();
            admin.delete(&format!("tickets/{side}/links/{id}")).expect(200);
            assert_eq!((links(&admin, one), links(&admin, other)), (vec![], vec![]));
            admin.delete(&format!("tickets/{side}/links/{id}")).not_found();
        }
    }

    fn a_link_is_a_step_of_history(server: &Server) {
        let admin = server.admin();
        let (one, other) = (ticket(&admin), ticket(&admin));
        link(&admin, one, "blocks", json!(other)).expect(201);
        let history = admin.get(&format!("tickets/{one}/history")).expect(200);
        assert!(history.texts("action").contains(&"linked"), "{history}");
    }

    fn a_link_to_nowhere_to_itself_or_of_no_kind_is_refused(server: &Server) {
        let admin = server.admin();
        let (one, other) = (ticket(&admin), ticket(&admin));
        link(&admin, one, "relates", json!(999_999_999)).refused();
        link(&admin, one, "relates", json!(one)).refused();
        link(&admin, one, "married_to", json!(other)).refused();
        link(&admin, one, "", json!(other)).refused();
        link(&admin, one, "relates", json!([])).refused();
        link(&admin, 999_999_999, "relates", json!(one)).not_found();
        admin.post(&format!("tickets/{one}/links"), json!({})).refused();
        admin.delete(&format!("tickets/{one}/links/999999999")).not_found();
        admin.delete(&format!("tickets/{one}/links/nonsense")).not_found();
        assert_eq!((links(&admin, one), read(&admin, one).version()), (vec![], 1));
    }

    fn a_ticket_has_one_parent_and_is_never_above_itself(server: &Server) {
        let admin = server.admin();
        let [a, b, c, d] = [(); 4].map(|()| ticket(&admin));
        link(&admin, a, "parent_of", json!(b)).expect(201);
        link(&admin, b, "parent_of", json!(c)).expect(201);
        link(&admin, a, "parent_of", json!(b)).expect(201);
        for (one, kind, other) in [(b, "parent_of", a), (c, "parent_of", a), (a, "child_of", c)] {
            let refused = link(&admin, one, kind, json!(other)).conflict();
            assert!(refused.text.contains("a part of the other"), "{}", refused.text);
        }
        let refused = link(&admin, c, "child_of", json!(d)).conflict();
        assert!(refused.text.contains("take that link away"), "{}", refused.text);
        assert_eq!(links(&admin, c), [("child_of".to_owned(), b)]);
        // A parent that is deleted is none, and does not come back as a second one.
        admin.delete(&format!("tickets/{b}")).expect(200);
        link(&admin, c, "child_of", json!(d)).expect(201);
        admin.post(&format!("tickets/{b}/restore"), ()).expect(200);
        assert_eq!((links(&admin, c), links(&admin, b)), (vec![("child_of".to_owned(), d)], vec![("child_of".to_owned(), a)]));
    }

    fn two_who_put_tickets_above_one_another_at_once_make_no_circle(server: &Server) {
        let admins: Vec<Client> = (0..4).map(|_| server.admin()).collect();
        for _ in 0..5 {
            let four: Vec<i64> = (0..4).map(|_| ticket(&admins[0])).collect();
            // Each puts the next one below: the last of them would close the circle.
            let answers = at_once(&admins, |n, client| {
                link(client, four[n], "parent_of", json!(four[(n + 1) % 4]))
            });
            let made = answers.iter().filter(|answer| answer.status == 201).count();
            assert_eq!(made, 3, "{answers:?}");
            let two: Vec<i64> = (0..2).map(|_| ticket(&admins[0])).collect();
            let answers = at_once(&admins[..2], |n, client| link(client, two[n], "parent_of", json!(two[1 - n])));
            assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1, "{answers:?}");
        }
        // Whoever waited for a ticket linked it as of when the history tells.
        server.gongdan().args(["verify"]).run().expect();
    }

    fn only_so_many_are_above_one_another(server: &Server) {
        let admin = server.admin();
        let mut below = ticket(&admin);
        for _ in 0..50 {
            let above = ticket(&admin);
            link(&admin, above, "parent_of", json!(below)).expect(201);
            below = above;
        }
        let above = ticket(&admin);
        let refused = link(&admin, above, "parent_of", json!(below)).conflict();
        assert!(refused.text.contains("50"), "{}", refused.text);
    }

    fn the_same_link_twice_is_one_link(server: &Server) {
        let admin = server.admin();
        let (one, other) = (ticket(&admin), ticket(&admin));
        link(&admin, one, "blocks", json!(other)).expect(201);
        let again = link(&admin, one, "blocks", json!(other));
        assert!([200, 201, 409].contains(&again.status), "{again}");
        let inverse = link(&admin, other, "blocked_by", json!(one));
        assert!([200, 201, 409].contains(&inverse.status), "{inverse}");
        assert_eq!(links(&admin, one), [("blocks".to_owned(), other)]);
        assert_eq!(links(&admin, other), [("blocked_by".to_owned(), one)]);
    }

    fn nobody_links_to_what_they_do_not_see(server: &Server) {
        let (mine, admin) = (server.person("user"), server.admin());
        let own = create(&mine.client, json!({})).id();
        let hidden = ticket(&admin);
        link(&mine.client, own, "relates", json!(hidden)).refused();
        link(&mine.client, hidden, "relates", json!(own)).not_found();
        // A link that somebody else made tells nothing of a ticket that is hidden from the reader.
        create(&admin, json!({}));
        admin.put(&format!("tickets/{hidden}"), json!({"title": "Confidential matter"})).expect(200);
        link(&admin, own, "relates", json!(hidden)).expect(201);
        assert!(
            !read(&mine.client, own).text.contains("Confidential"),
            "the title of a hidden ticket is shown"
        );
    }
}
