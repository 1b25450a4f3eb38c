//! Who sees and does what, by level and by relation to the ticket.

use crate::support::{create, draft, read, ticket};
use testkit::{json, unique};

on_both_engines! {
    fn a_user_sees_what_they_made_watch_or_are_assigned_and_nothing_else(server: &Server) {
        let (admin, user) = (server.admin(), server.person("user"));
        let category = unique("seen");
        let own = create(&user.client, json!({"category": category})).id();
        let watched = create(&admin, json!({"category": category, "watchers": [user.username]})).id();
        let assigned = create(&admin, json!({"category": category, "assignee": user.username})).id();
        let other = create(&admin, json!({"category": category})).id();
        for id in [own, watched, assigned] {
            user.client.get(&format!("tickets/{id}")).expect(200);
            user.client.get(&format!("tickets/{id}/comments")).expect(200);
            user.client.get(&format!("tickets/{id}/history")).expect(200);
        }
        user.client.get(&format!("tickets/{other}")).not_found();
        let list = user.client.get(&format!("tickets?category={category}&sort=id")).expect(200);
        assert_eq!((list.ids(), &list["total"]), (vec![own, watched, assigned], &json!(3)));
        let page =
            user.client.get(&format!("tickets?category={category}&sort=id&pageSize=2&cursor=")).expect(200);
        let cursor = testkit::encode(page["nextCursor"].as_str().unwrap());
        let rest = user
            .client
            .get(&format!("tickets?category={category}&sort=id&pageSize=2&cursor={cursor}"))
            .expect(200);
        assert_eq!([page.ids(), rest.ids()].concat(), [own, watched, assigned]);
        assert_eq!(admin.get(&format!("tickets?category={category}")).expect(200)["total"], 4);
    }

    fn what_is_said_with_a_step_takes_the_right_to_comment(server: &Server) {
        let (admin, person) = (server.admin(), server.person("user"));
        let project = crate::support::project(server, json!([]));
        let id = create(&admin, json!({"project": project})).id();
        for permission in ["view_tickets", "transit_tasks"] {
            let rule = json!({"permission": permission, "userDomainType": "single_user", "userDomainParam": person.username, "project": project});
            admin.post("permission-rules", rule).expect(201);
        }
        let path = format!("tickets/{id}/transition");
        for status in ["open", "in_progress"] {
            person.client.post(&path, json!({"status": status, "note": "sneaked in"})).forbidden();
        }
        assert_eq!(read(&admin, id)["status"], "open");
        person.client.post(&path, json!({"status": "in_progress"})).expect(200);
        assert_eq!(admin.get(&format!("tickets/{id}/comments")).expect(200)["items"], json!([]));
    }

    fn what_is_not_seen_is_not_found_whatever_is_done_with_it(server: &Server) {
        let (admin, user) = (server.admin(), server.person("user"));
        let id = ticket(&admin);
        let path = format!("tickets/{id}");
        let unknown = user.client.get("tickets/999999999").not_found();
        let hidden = user.client.get(&path).not_found();
        let blank = |message: &str| message.replace("999999999", "#").replace(&id.to_string(), "#");
        assert_eq!(
            blank(unknown.message()),
            blank(hidden.message()),
            "the answer tells that the ticket exists"
        );
        user.client.put(&path, json!({"title": "n"})).not_found();
        user.client.delete(&path).not_found();
        user.client.post(&format!("{path}/transition"), json!({"status": "closed"})).not_found();
        user.client.post(&format!("{path}/comments"), json!({"content": "n"})).not_found();
        user.client.get(&format!("{path}/comments")).not_found();
        user.client.get(&format!("{path}/history")).not_found();
        user.client.get(&format!("{path}/transitions")).not_found();
        user.client.get(&format!("{path}?asOf=2999-01-01T00:00:00Z")).not_found();
        user.client.post(&format!("{path}/watchers"), json!({"username": user.username})).not_found();
        user.client.post(&format!("{path}/restore"), ()).refused();
        // Not even with the right version in hand.
        let etag = read(&admin, id).etag();
        user.client.request("PUT", &path).if_match(&etag).body(json!({"title": "n"})).send().not_found();
        user.client.request("GET", &path).header("If-None-Match", &etag).send().not_found();
        assert_eq!(read(&admin, id).version(), 1);
    }

    fn a_user_works_on_their_own_tickets(server: &Server) {
        let user = server.person("user");
        let id = ticket(&user.client);
        let path = format!("tickets/{id}");
        user.client.put(&path, json!({"title": "Mine"})).expect(200);
        user.client.post(&format!("{path}/comments"), json!({"content": "Mine"})).expect(200);
        user.client.post(&format!("{path}/transition"), json!({"status": "closed"})).expect(200);
    }

    fn who_watches_reads_and_comments_and_changes_nothing(server: &Server) {
        let (admin, user) = (server.admin(), server.person("user"));
        let id = create(&admin, json!({"watchers": [user.username]})).id();
        let path = format!("tickets/{id}");
        user.client.post(&format!("{path}/comments"), json!({"content": "Watching"})).expect(200);
        user.client.put(&path, json!({"title": "n"})).forbidden();
        user.client.post(&format!("{path}/transition"), json!({"status": "closed"})).forbidden();
        user.client.delete(&path).forbidden();
        assert_eq!(read(&admin, id)["status"], "open");
    }

    fn an_assignment_gives_and_takes_access(server: &Server) {
        let (admin, user) = (server.admin(), server.person("user"));
        let id = ticket(&admin);
        let path = format!("tickets/{id}");
        user.client.get(&path).not_found();
        admin.put(&path, json!({"assignee": user.username})).expect(200);
        user.client.post(&format!("{path}/transition"), json!({"status": "in_progress"})).expect(200);
        admin.put(&path, json!({"assignee": ""})).expect(200);
        user.client.get(&path).not_found();
    }

    fn an_operator_sees_and_works_on_everything_that_is_open_to_them(server: &Server) {
        let (user, operator) = (server.person("user"), server.person("operator"));
        let category = unique("all");
        let id = create(&user.client, json!({"category": category})).id();
        let path = format!("tickets/{id}");
        operator.client.get(&path).expect(200);
        operator.client.put(&path, json!({"assignee": operator.username})).expect(200);
        operator
            .client
            .post(&format!("{path}/transition"), json!({"status": "in_progress", "note": "On it"}))
            .expect(200);
        operator.client.post(&format!("{path}/comments"), json!({"content": "On it"})).expect(200);
        assert_eq!(operator.client.get(&format!("tickets?category={category}")).expect(200)["total"], 1);
    }

    fn who_has_not_been_let_in_may_do_nothing_with_tickets(server: &Server) {
        let person = server.person("unregistered");
        let id = ticket(&server.admin());
        person.client.get("tickets").forbidden();
        person.client.post("tickets", draft("n")).forbidden();
        for answer in
            [person.client.get(&format!("tickets/{id}")), person.client.delete(&format!("tickets/{id}"))]
        {
            assert!([403, 404].contains(&answer.status), "{answer}");
            answer.refused();
        }
        // Let in, the same log-in is enough.
        server.admin().put(&format!("users/{}", person.username), json!({"access": "user"})).expect(200);
        assert_eq!(person.client.get("tickets").expect(200)["total"], 0);
    }

    fn administration_is_closed_to_everyone_below(server: &Server) {
        for level in ["unregistered", "user", "operator"] {
            let person = server.person(level);
            person.client.post("groups", json!({"name": "n"})).forbidden();
            person.client.post("roles", json!({"name": "n"})).forbidden();
            person.client.post("departments", json!({"name": "n"})).forbidden();
            person.client.post("projects", json!({"key": "NOTMADE", "name": "n"})).forbidden();
            person.client.get("permission-rules").forbidden();
            person.client.post("users", json!({})).forbidden();
            person.client.put("projects/SUP", json!({"name": "n"})).forbidden();
            person.client.put("projects/SUP", json!({"name": 7})).refused();
        }
        assert!(server.admin().get("projects/NOTMADE").status == 404);
    }
}
