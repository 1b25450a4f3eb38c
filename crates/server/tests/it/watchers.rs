//! Watchers of a ticket.

use crate::support::{create, read, ticket};
use testkit::{Answer, Client, json};

fn watch(client: &Client, id: i64, username: &str) -> Answer {
    client.post(&format!("tickets/{id}/watchers"), json!({"username": username}))
}

fn watchers(client: &Client, id: i64) -> Vec<String> {
    let list = read(client, id)["watchers"].as_array().expect("watchers").clone();
    list.iter().map(|name| name.as_str().expect("a name").to_owned()).collect()
}

on_both_engines! {
    fn a_watcher_is_added_sees_the_ticket_and_is_taken_away(server: &Server) {
        let (admin, person) = (server.admin(), server.person("user"));
        let id = ticket(&admin);
        person.client.get(&format!("tickets/{id}")).not_found();
        let answer = watch(&admin, id, &person.username);
        assert!([200, 201].contains(&answer.status), "{answer}");
        assert!(watchers(&admin, id).contains(&person.username));
        person.client.get(&format!("tickets/{id}")).expect(200);
        admin.delete(&format!("tickets/{id}/watchers/{}", person.username)).expect(200);
        assert!(!watchers(&admin, id).contains(&person.username));
        person.client.get(&format!("tickets/{id}")).not_found();
        admin.delete(&format!("tickets/{id}/watchers/{}", person.username)).not_found();
    }

    fn who_watches_already_is_not_added_twice(server: &Server) {
        let (admin, person) = (server.admin(), server.person("user"));
        let id = ticket(&admin);
        watch(&admin, id, &person.username);
        let version = read(&admin, id).version();
        for name in [person.username.clone(), person.username.to_uppercase()] {
            let answer = watch(&admin, id, &name);
            assert!([200, 201, 409].contains(&answer.status), "{answer}");
        }
        assert_eq!(
            watchers(&admin, id).iter().filter(|w| w.eq_ignore_ascii_case(&person.username)).count(),
            1
        );
        assert_eq!(read(&admin, id).version(), version);
    }

    fn what_is_no_name_watches_nothing(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        for name in ["", " ", "a\u{0}b"] {
            watch(&admin, id, name).refused();
        }
        admin.post(&format!("tickets/{id}/watchers"), json!({"username": 7})).malformed("username");
        admin.post(&format!("tickets/{id}/watchers"), json!([])).bad_request();
        watch(&admin, 999_999_999, "admin").not_found();
        admin.delete(&format!("tickets/{id}/watchers/nobody-of-this-name")).not_found();
        assert_eq!(read(&admin, id).version(), 1);
    }

    fn watching_is_a_step_of_history_that_can_be_travelled(server: &Server) {
        let (admin, person) = (server.admin(), server.person("user"));
        let made = create(&admin, json!({}));
        watch(&admin, made.id(), &person.username);
        let history = admin.get(&format!("tickets/{}/history", made.id())).expect(200);
        assert!(history.text.contains("\"watchers\""), "{history}");
        let then = admin
            .get(&format!("tickets/{}?asOf={}", made.id(), made["updatedAt"].as_str().unwrap()))
            .expect(200);
        assert_eq!(then["watchers"], made["watchers"]);
    }

    fn the_list_of_watched_tickets_is_theirs_to_see(server: &Server) {
        let (admin, person) = (server.admin(), server.person("user"));
        let one = ticket(&admin);
        ticket(&admin);
        watch(&admin, one, &person.username);
        let list = person.client.get("tickets").expect(200);
        assert_eq!((list.ids(), &list["total"]), (vec![one], &json!(1)));
    }
}
