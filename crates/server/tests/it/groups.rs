//! Groups, roles and departments: three kinds of the same thing.

use testkit::{assert_short_id, json, unique};

const KINDS: [&str; 3] = ["groups", "roles", "departments"];

on_both_engines! {
    fn whoever_is_put_into_four_departments_at_once_ends_in_one(server: &Server) {
        let (admin, person) = (server.admin(), server.person("user"));
        let make = |n: usize| {
            let name = unique(&format!("department {n}"));
            admin.post("departments", json!({"name": name})).expect(201)["uuid"].as_str().expect("an id").to_owned()
        };
        let all: Vec<String> = (0..4).map(make).collect();
        let clients: Vec<_> = all.iter().map(|_| server.admin()).collect();
        let answers = crate::races::at_once(&clients, |n, client| {
            client.put(&format!("departments/{}", all[n]), json!({"members": [person.username]}))
        });
        assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
        let of = |uuid: &String| admin.get(&format!("departments/{uuid}")).expect(200)["members"].clone();
        let places = all.iter().filter(|uuid| of(uuid) == json!([person.username])).count();
        assert_eq!(places, 1);
    }

    fn groups_and_their_people_changed_at_once_do_not_hold_each_other_up(server: &Server) {
        let (admin, person) = (server.admin(), server.person("user"));
        let name = unique("crew");
        let uuid = admin.post("groups", json!({"name": name})).expect(201)["uuid"].clone();
        let (group, user) = (format!("groups/{}", uuid.as_str().expect("an id")), format!("users/{}", person.username));
        let clients: Vec<_> = (0..8).map(|_| server.admin()).collect();
        let answers = crate::races::at_once(&clients, |n, client| {
            if n % 2 == 0 {
                client.put(&group, json!({"members": [person.username]}))
            } else {
                client.put(&user, json!({"groups": [name]}))
            }
        });
        assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
    }

    fn one_is_made_read_changed_and_taken_away(server: &Server) {
        let (admin, person) = (server.admin(), server.person("user"));
        for kind in KINDS {
            let name = unique(kind);
            let made = admin
                .post(kind, json!({"name": name, "description": "值班", "members": [person.username]}))
                .expect(201);
            assert_short_id(&made["uuid"], 8);
            assert_eq!((&made["name"], &made["description"]), (&json!(name), &json!("值班")));
            assert_eq!(made["members"], json!([person.username]), "{made}");
            let path = format!("{kind}/{}", made["uuid"].as_str().unwrap());
            let read = admin.get(&path).expect(200);
            assert_eq!(read.json, made.json);
            let changed = admin.put(&path, json!({"description": "夜班"})).expect(200);
            assert_eq!((&changed["name"], &changed["members"]), (&made["name"], &made["members"]));
            assert_eq!(admin.put(&path, json!({"members": []})).expect(200)["members"], json!([]));
            assert_eq!(admin.get(&path).expect(200)["description"], "夜班");
            let list = admin.get(&format!("{kind}?pageSize=100")).expect(200);
            assert!(list["total"].is_i64() && list["page"].is_i64() && list["pageSize"].is_i64(), "{list}");
            admin.delete(&path).expect(200);
            admin.get(&path).not_found();
            admin.delete(&path).not_found();
            admin.put(&path, json!({"description": "n"})).not_found();
        }
    }

    fn membership_shows_in_the_account(server: &Server) {
        let (admin, person) = (server.admin(), server.person("user"));
        let group =
            admin.post("groups", json!({"name": unique("g"), "members": [person.username]})).expect(201);
        let role =
            admin.post("roles", json!({"name": unique("r"), "members": [person.username]})).expect(201);
        let account = admin.get(&format!("users/{}", person.username)).expect(200);
        assert_eq!(account["groups"].as_array().map(Vec::len), Some(1), "{account}");
        assert_eq!(account["roles"].as_array().map(Vec::len), Some(1), "{account}");
        admin.delete(&format!("groups/{}", group["uuid"].as_str().unwrap())).expect(200);
        admin.put(&format!("roles/{}", role["uuid"].as_str().unwrap()), json!({"members": []})).expect(200);
        let account = admin.get(&format!("users/{}", person.username)).expect(200);
        assert_eq!((&account["groups"], &account["roles"]), (&json!([]), &json!([])));
    }

    fn a_stale_change_is_refused(server: &Server) {
        let admin = server.admin();
        for kind in KINDS {
            let made = admin.post(kind, json!({"name": unique(kind)})).expect(201);
            let path = format!("{kind}/{}", made["uuid"].as_str().unwrap());
            let etag = admin.get(&path).expect(200).etag();
            let put = |description: &str| {
                admin.request("PUT", &path).if_match(&etag).body(json!({"description": description})).send()
            };
            put("one").expect(200);
            put("two").stale();
            assert_eq!(admin.get(&path).expect(200)["description"], "one");
        }
    }

    fn bad_values_are_named(server: &Server) {
        let admin = server.admin();
        for kind in KINDS {
            for blank in ["", " \t", "\u{3000}"] {
                admin.post(kind, json!({"name": blank})).invalid("name");
            }
            admin.post(kind, json!({})).invalid("name");
            admin.post(kind, json!({"name": "n".repeat(10_000)})).invalid("name");
            admin.post(kind, json!({"name": "a\u{0}b"})).invalid("name");
            admin.post(kind, json!({"name": 7})).malformed("name");
            admin.post(kind, json!({"name": unique("n"), "members": "admin"})).malformed("members");
            admin.post(kind, json!({"name": unique("n"), "members": [7]})).malformed("members");
            admin
                .post(kind, json!({"name": unique("n"), "members": ["nobody-of-this-name"]}))
                .error(422, "validation_failed");
            admin.get(&format!("{kind}/nonsense")).not_found();
            admin.get(&format!("{kind}/AAAAAAAA")).not_found();
        }
    }

    fn only_administrators_change_them(server: &Server) {
        let (admin, operator, user) = (server.admin(), server.person("operator"), server.person("user"));
        for kind in KINDS {
            let made = admin.post(kind, json!({"name": unique(kind)})).expect(201);
            let path = format!("{kind}/{}", made["uuid"].as_str().unwrap());
            for client in [&operator.client, &user.client] {
                client.post(kind, json!({"name": unique("n")})).forbidden();
                client.put(&path, json!({"description": "n"})).forbidden();
                client.delete(&path).forbidden();
            }
            admin.get(&path).expect(200);
        }
    }
}
