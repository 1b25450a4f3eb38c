//! Changing passwords: one's own, and another's as administrator.

use testkit::json;

const NEW: &str = "pF9-winter-lantern-07";

/// Passwords that nobody should have.
const WEAK: [&str; 8] = [
    "",
    "short",
    "123456789",
    "1234567890",
    "aaaaaaaaaaaa",
    "Password123!",
    "qwertyuiop",
    "短密码短密码短密码",
];

on_both_engines! {
    fn a_password_is_changed_by_who_knows_the_old_one(server: &Server) {
        let person = server.person("user");
        let change = json!({"oldPassword": person.password, "newPassword": NEW});
        let answer = person.client.post("profile/password", change).expect(200);
        assert!(!answer.text.contains(NEW), "the password is echoed: {answer}");
        server.log_in(&person.username, &person.password).unauthorized();
        server.log_in(&person.username, NEW).expect(200);
    }

    fn a_wrong_old_password_changes_nothing(server: &Server) {
        let person = server.person("user");
        let answer = person
            .client
            .post("profile/password", json!({"oldPassword": "wrong-one-entirely", "newPassword": NEW}));
        assert!([401, 403, 422].contains(&answer.status), "{answer}");
        answer.refused();
        server.log_in(&person.username, &person.password).expect(200);
    }

    fn a_weak_password_is_refused_by_name(server: &Server) {
        let person = server.person("user");
        for weak in WEAK {
            let change = json!({"oldPassword": person.password, "newPassword": weak});
            let answer = person.client.post("profile/password", change).error(422, "validation_failed");
            assert!(answer["details"].get("newPassword").is_some(), "{answer}");
        }
        server.log_in(&person.username, &person.password).expect(200);
    }

    fn a_new_account_with_a_weak_password_is_not_made(server: &Server) {
        let admin = server.admin();
        for weak in WEAK {
            let name = testkit::unique("weak");
            admin
                .post("users", json!({"username": name, "password": weak, "access": "user"}))
                .invalid("password");
            admin.get(&format!("users/{name}")).not_found();
        }
    }

    fn an_administrator_sets_anothers_password(server: &Server) {
        let person = server.person("user");
        let path = format!("users/{}/password", person.username);
        let admin = server.admin();
        admin.post(&path, json!({"password": "short"})).invalid("password");
        let answer = admin.post(&path, json!({"password": NEW})).expect(200);
        assert!(!answer.text.contains(NEW), "{answer}");
        server.log_in(&person.username, NEW).expect(200);
        server.log_in(&person.username, &person.password).unauthorized();
        let other = server.person("operator");
        other.client.post(&path, json!({"password": "hR5-bronze-kettle-66"})).forbidden();
        admin.post("users/nobody-of-this-name/password", json!({"password": NEW})).not_found();
    }

    fn no_answer_ever_holds_a_password_or_its_hash(server: &Server) {
        let person = server.person("user");
        let admin = server.admin();
        let path = format!("users/{}", person.username);
        for answer in [admin.get(&path), admin.get("users?pageSize=100"), person.client.get("profile")] {
            assert!(!answer.text.contains(&person.password) && !answer.text.contains("$argon2"), "{answer}");
            assert!(!answer.text.contains("\"password\""), "{answer}");
        }
        assert!(!server.logs().contains(&person.password), "a password is in the log");
    }
}
