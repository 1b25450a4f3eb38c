//! Access keys, and requests of the incident API that are signed with them.

use crate::incidents_support::{Key, Signed, bad, data, date, id_of, incident_of, key, made, refused};
use testkit::{json, unique};

const LIST: &str = "/v2/incidents/list";

on_both_engines! {
    fn a_key_is_shown_once_and_listed_without_its_secret(server: &Server) {
        let person = server.person("operator");
        let answer = person.client.post("access-keys", json!({"name": "robot", "scopes": ["read"]})).expect(201);
        let (ak, sk) = (answer["ak"].as_str().unwrap(), answer["sk"].as_str().unwrap());
        assert!(ak.len() == 20 && sk.len() == 64, "{answer}");
        assert_eq!((&answer["enabled"], &answer["user"], &answer["scopes"]), (&json!(true), &json!(person.username), &json!(["read"])));
        let list = person.client.get("access-keys").expect(200);
        assert_eq!(list.items().len(), 1);
        assert!(!list.text.contains(sk) && list.text.contains(ak), "{list}");
        let again = || person.client.request("POST", "access-keys").key("once").body(json!({"name": "k"})).send();
        let (first, second) = (again().expect(201), again().expect(201));
        assert_eq!(first["ak"], second["ak"]);
        assert!(first["sk"].is_string() && second["sk"].is_null(), "{second}");
        let other = server.person("operator");
        other.client.delete(&format!("access-keys/{ak}")).not_found();
        other.client.put(&format!("access-keys/{ak}"), json!({"enabled": false})).not_found();
        person.client.post("access-keys", json!({"name": ""})).invalid("name");
        person.client.post("access-keys", json!({"name": "x", "user": "admin"})).forbidden();
        person.client.post("access-keys", json!({"name": "x", "expiresAt": "2020-01-01T00:00:00Z"})).invalid("expiresAt");
        server.admin().put(&format!("access-keys/{ak}"), json!({"enabled": false})).expect(200);
        assert_eq!(server.admin().get("access-keys?all=true&pageSize=100").expect(200)["items"].as_array().map(|l| l.len() >= 2), Some(true));
        person.client.delete(&format!("access-keys/{ak}")).expect(200);
        person.client.delete(&format!("access-keys/{ak}")).not_found();
    }

    fn nobody_has_more_than_twenty_keys(server: &Server) {
        let person = server.person("user");
        for _ in 0..20 {
            key(&person.client, json!({"name": "one of many"}));
        }
        person.client.post("access-keys", json!({"name": "one too many"})).conflict();
    }

    fn a_signed_request_is_its_owners(server: &Server) {
        let person = server.person("operator");
        let key = key(&person.client, json!({"name": "robot"}));
        let body = incident_of(&id_of(&person), json!({"incident_title": "签名的请求 ✓"}));
        let answer = Signed::new(server, &person, &key, "/v1/external/incident/create", &body).send();
        let number = data(&answer)["incident_num"].as_str().unwrap().to_owned();
        let read = Signed::get(server, &person, &key, &format!("/v1/external/incident/{number}"));
        assert_eq!(data(&read.send())["creator"], json!(id_of(&person)));
        let used = person.client.get("access-keys").expect(200);
        assert!(used.items()[0]["lastUsedAt"].is_string(), "{used}");
        let query = |pairs: &[(&str, &str)]| pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let simple = |pairs: &[(&str, &str)]| {
            let signed = Signed::get(server, &person, &key, "/v1/incident-tickets");
            Signed { query: query(pairs), ..signed }.send()
        };
        data(&simple(&[("offset", "0"), ("limit", "5")]));
        data(&simple(&[("limit", "5"), ("é/=&+ ~", "ä b"), ("z", "")]));
        data(&simple(&[("é/=&+ ~", "b"), ("limit", "5"), ("é/=&+ ~", "a")]));
        // Let in, and only then refused for what it asks.
        bad(simple(&[("limit", "5"), ("limit", "6")]), "limit");
        let empty = Signed::new(server, &person, &key, LIST, &json!({}));
        data(&Signed { body: Vec::new(), ..empty }.send());
        // An answer without a body of ours: the number with a letter outside ASCII.
        let odd = Signed::get(server, &person, &key, "/v2/incidents/事件 1+%/tasks");
        refused(odd.send(), 400, "COC.00067003");
        let token = Signed::new(server, &person, &key, LIST, &json!({}));
        let stranger = server.stranger().with("X-Auth-Token", person.client.authorization().trim_start_matches("Bearer "));
        data(&stranger.post(LIST, json!({})));
        data(&person.client.post(LIST, json!({})));
        // Of two credentials both have to be the same person's.
        let other = server.person("operator");
        let both = stranger.request("POST", LIST).header("X-Sdk-Date", &token.date).header("Authorization", &token.authorization());
        data(&both.body(("application/json".to_owned(), token.body.clone())).send());
        let theirs = server.stranger().with("X-Auth-Token", other.client.authorization().trim_start_matches("Bearer "));
        let both = theirs.request("POST", LIST).header("X-Sdk-Date", &token.date).header("Authorization", &token.authorization());
        refused(both.body(("application/json".to_owned(), token.body.clone())).send(), 401, "COC.00000401");
    }

    fn a_signature_that_is_subtly_wrong_is_refused(server: &Server) {
        let person = server.person("operator");
        let key = key(&person.client, json!({"name": "robot"}));
        let good = Signed::new(server, &person, &key, LIST, &json!({"per_page": 1}));
        let header = good.authorization();
        data(&good.send());
        let wrong = |what: &str, answer: testkit::Answer| {
            assert_eq!((answer.status, &answer["error_code"]), (401, &json!("COC.00000401")), "{what}: {answer}");
        };
        wrong("another body", Signed { body: b"{\"per_page\":2}".to_vec(), ..good.clone() }.send_with(&header));
        wrong("a blank more", Signed { body: b"{\"per_page\":1} ".to_vec(), ..good.clone() }.send_with(&header));
        wrong("another path", Signed { path: "/v2/incidents/1/histories".to_owned(), ..good.clone() }.send_with(&header));
        wrong("a parameter more", Signed { query: vec![("a".to_owned(), String::new())], ..good.clone() }.send_with(&header));
        wrong("another time", Signed { date: date(&person, 1), ..good.clone() }.send_with(&header));
        wrong("another key", good.send_with(&header.replace(&key.ak, "AAAAAAAAAAAAAAAAAAAA")));
        wrong("no such key", good.send_with(&header.replace(&key.ak, "' OR 1=1 --")));
        wrong("another secret", Signed { key: Key { sk: key.sk.to_uppercase(), ..key.clone() }, ..good.clone() }.send());
        wrong("fewer headers", good.send_with(&header.replace("content-type;", "")));
        wrong("a header that is not there", good.send_with(&header.replace("host;", "host;x-none;")));
        wrong("the time not signed", good.send_with(&header.replace(";x-sdk-date", "")));
        wrong("cut short", good.send_with(&header[..header.len() - 2]));
        wrong("nothing behind the scheme", good.send_with("SDK-HMAC-SHA256"));
        wrong("another algorithm", good.send_with(&header.replace("SDK-HMAC-SHA256", "SDK-HMAC-SM3")));
        for seconds in [-16 * 60, 16 * 60 + 60] {
            wrong("too old or too new", Signed { date: date(&person, seconds), ..good.clone() }.send());
        }
        for seconds in [-13 * 60, 13 * 60] {
            data(&Signed { date: date(&person, seconds), ..good.clone() }.send());
        }
        for bad in ["", "soon", "20261121T080000", "2026-11-21T08:00:00Z", "99999999T999999Z"] {
            wrong(bad, Signed { date: bad.to_owned(), ..good.clone() }.send());
        }
        let declared = |sum: &str| {
            let stranger = server.stranger();
            let request = stranger.request("POST", LIST).header("X-Sdk-Content-Sha256", sum);
            let request = request.header("X-Sdk-Date", &good.date).header("Authorization", &header);
            request.body(("application/json".to_owned(), good.body.clone())).send()
        };
        wrong("the hash of another body", declared("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        wrong("a body that is not signed", declared("UNSIGNED-PAYLOAD"));
        let large = Signed { body: vec![b' '; 1_100_000], ..good.clone() };
        refused(large.send(), 413, "GOM.00007256");
        data(&good.send());
    }

    fn only_the_incident_api_takes_signatures(server: &Server) {
        let person = server.person("operator");
        let key = key(&person.client, json!({"name": "robot"}));
        for path in ["/api/v1/tickets", "/api/v1/profile", "/api/v3/get_my_tickets"] {
            let answer = Signed::get(server, &person, &key, path).send();
            assert_eq!(answer.status, 401, "{path}: {answer}");
        }
    }

    fn a_key_that_is_disabled_deleted_or_for_less_does_not_let_in(server: &Server) {
        let person = server.person("operator");
        let number = made(&person, json!({}));
        let reader = key(&person.client, json!({"name": "reader", "scopes": ["read"]}));
        data(&Signed::new(server, &person, &reader, LIST, &json!({})).send());
        let body = incident_of(&person.username, json!({}));
        let write = Signed::new(server, &person, &reader, "/v1/external/incident/create", &body);
        refused(write.send(), 403, "COC.00000403");
        let read = Signed::get(server, &person, &reader, &format!("/v2/incidents/{number}/tasks"));
        data(&read.send());
        let path = format!("access-keys/{}", reader.ak);
        person.client.put(&path, json!({"enabled": false})).expect(200);
        refused(read.send(), 401, "COC.00000401");
        person.client.put(&path, json!({"enabled": true})).expect(200);
        data(&read.send());
        person.client.delete(&path).expect(200);
        refused(read.send(), 401, "COC.00000401");
        let other = key(&person.client, json!({"name": "other"}));
        let read = Signed::get(server, &person, &other, &format!("/v2/incidents/{number}/tasks"));
        data(&read.send());
        server.admin().post(&format!("users/{}/disable", person.username), ()).expect(200);
        refused(read.send(), 401, "COC.00000401");
    }

    fn whoever_is_wrong_too_often_has_to_wait(server: &Server) {
        let person = server.person("operator");
        let key = key(&person.client, json!({"name": unique("robot")}));
        let wrong = Signed { key: Key { sk: "x".repeat(64), ..key.clone() }, ..Signed::new(server, &person, &key, LIST, &json!({})) };
        let mut throttled = None;
        for _ in 0..80 {
            let answer = wrong.send();
            if answer.status == 429 {
                throttled = Some(answer);
                break;
            }
            refused(answer, 401, "COC.00000401");
        }
        let throttled = throttled.expect("429 in the end");
        assert!(throttled.header("retry-after").parse::<u64>().is_ok(), "{throttled}");
        refused(throttled, 429, "COC.00000401");
        // Another key is not kept out.
        let other = server.person("operator");
        let good = self::key(&other.client, json!({"name": "good"}));
        data(&Signed::new(server, &other, &good, LIST, &json!({})).send());
    }
}
