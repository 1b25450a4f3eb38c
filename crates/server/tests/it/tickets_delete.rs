//! Deleting, and bringing back.

use crate::support::{create, read, ticket};
use testkit::{json, unique};

on_both_engines! {
    fn a_deleted_ticket_is_gone_everywhere(server: &Server) {
        let admin = server.admin();
        let category = unique("gone");
        let id = create(&admin, json!({"category": category})).id();
        let path = format!("tickets/{id}");
        assert_eq!(admin.delete(&path).expect(200).json, json!({"message": "OK"}));
        admin.get(&path).not_found();
        admin.get(&format!("tickets/SUP-{id}")).not_found();
        admin.put(&path, json!({"title": "n"})).not_found();
        admin.get(&format!("{path}/comments")).not_found();
        admin.post(&format!("{path}/comments"), json!({"content": "n"})).not_found();
        admin.post(&format!("{path}/transition"), json!({"status": "closed"})).not_found();
        admin.get(&format!("{path}/transitions")).not_found();
        admin.delete(&path).not_found();
        assert_eq!(admin.get(&format!("tickets?category={category}")).expect(200)["total"], 0);
    }

    fn a_restored_ticket_is_as_it_was(server: &Server) {
        let admin = server.admin();
        let category = unique("back");
        let id = create(&admin, json!({"category": category, "tags": ["kept"]})).id();
        admin.post(&format!("tickets/{id}/comments"), json!({"content": "Kept"})).expect(200);
        let before = read(&admin, id);
        admin.delete(&format!("tickets/{id}")).expect(200);
        let restored = admin.post(&format!("tickets/{id}/restore"), ()).expect(200);
        assert_eq!(restored.id(), id);
        let after = read(&admin, id);
        for key in ["title", "content", "tags", "status", "comments", "creator", "createdAt", "key", "uuid"] {
            assert_eq!(after[key], before[key], "{key}");
        }
        assert!(after.version() > before.version());
        assert_eq!(admin.get(&format!("tickets?category={category}")).expect(200).ids(), [id]);
        let actions = admin.get(&format!("tickets/{id}/history")).expect(200);
        let actions = actions.texts("action").join(" ");
        assert!(actions.contains("deleted") && actions.contains("restored"), "{actions}");
    }

    fn only_what_is_deleted_is_restored(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let answer = admin.post(&format!("tickets/{id}/restore"), ());
        assert!([200, 404, 409].contains(&answer.status), "{answer}");
        assert_eq!(read(&admin, id).version(), 1);
        admin.post("tickets/999999999/restore", ()).not_found();
    }

    fn restoring_is_for_administrators(server: &Server) {
        let (admin, operator, user) = (server.admin(), server.person("operator"), server.person("user"));
        let id = ticket(&user.client);
        admin.delete(&format!("tickets/{id}")).expect(200);
        for client in [&operator.client, &user.client] {
            let answer = client.post(&format!("tickets/{id}/restore"), ());
            assert!([403, 404].contains(&answer.status), "{answer}");
            answer.refused();
        }
        admin.post(&format!("tickets/{id}/restore"), ()).expect(200);
        user.client.get(&format!("tickets/{id}")).expect(200);
    }

    fn numbers_of_deleted_tickets_are_not_given_again(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        admin.delete(&format!("tickets/{id}")).expect(200);
        assert!(ticket(&admin) > id);
    }

    fn administrators_list_what_is_deleted(server: &Server) {
        let (admin, operator) = (server.admin(), server.person("operator"));
        let category = unique("bin");
        let (gone, kept) = (
            create(&admin, json!({"category": category})).id(),
            create(&admin, json!({"category": category})).id(),
        );
        admin.delete(&format!("tickets/{gone}")).expect(200);
        let list = |client: &testkit::Client, deleted: &str| {
            client.get(&format!("tickets?category={category}&deleted={deleted}"))
        };
        let bin = list(&admin, "true").expect(200);
        assert_eq!((bin.ids(), &bin["total"]), (vec![gone], &json!(1)));
        assert_eq!(list(&admin, "false").expect(200).ids(), [kept]);
        list(&admin, "maybe").malformed("deleted");
        let answer = list(&operator.client, "true");
        assert!(answer.status == 403 || answer["total"] == 0, "{answer}");
    }
}
