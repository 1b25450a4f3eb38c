//! Consent as a step: asked for, voted on, and taken by the vote that decides.

use crate::{
    flow::{drawn, history, person, ticket_of, transit, until},
    notices::told,
    ops_verify::assert_sound,
    races::{assert_whole, at_once},
    support::read,
};
use testkit::{Answer, Client, Person, Server, Value, json};

/// A project where closing takes the consent of these people.
fn closing(server: &Server, approvers: &[&Person], rule: Value, order: &str) -> String {
    let domains: Vec<Value> = approvers.iter().map(|who| person(who)).collect();
    drawn(
        server,
        json!([
            {"name": {"zh": "关闭", "en": "Close"}, "from": "open", "to": "closed",
             "approval": {"approvers": domains, "rule": rule, "order": order},
             "fields": [{"field": "tf-comment"}, {"field": "priority"}]},
            {"from": "open", "to": "in_progress"},
            {"from": "in_progress", "to": "open"},
        ]),
    )
}

#[track_caller]
fn ask(client: &Client, id: i64) -> i64 {
    let body = json!({"status": "closed", "note": "Please", "fields": {"priority": "low"}});
    let asked = transit(client, id, body).expect(202);
    assert_eq!((&asked["status"], &asked["approval"]["state"]), (&json!("open"), &json!("open")), "{asked}");
    asked["approval"]["id"].as_i64().expect("a number")
}

fn act(who: &Client, id: i64, request: i64, what: &str, body: Value) -> Answer {
    who.post(&format!("tickets/{id}/approvals/{request}/{what}"), body)
}

fn vote(who: &Client, id: i64, request: i64, vote: &str) -> Answer {
    act(who, id, request, "vote", json!({"vote": vote, "note": format!("{vote} it is")}))
}

on_both_engines! {
    fn consent_to_one_step_is_not_spent_on_another(server: &Server) {
        let (admin, asker) = (server.admin(), server.person("operator"));
        let (bob, cem) = (server.person("user"), server.person("user"));
        let key = closing(server, &[&bob, &cem], json!("all"), "at_once");
        let path = format!("projects/{key}/types/ticket/workflow");
        for (at, to) in [("/transitions/0/to", json!("resolved")), ("/transitions/0/approval/rule", json!("any"))] {
            let id = ticket_of(&admin, &key, json!({}));
            let request = ask(&asker.client, id);
            vote(&bob.client, id, request, "consent").expect(200);
            let before = admin.get(&path).expect(200)["definition"].clone();
            for definition in [Some((at, to)), None] {
                let mut drawn = before.clone();
                if let Some((at, to)) = definition {
                    *drawn.pointer_mut(at).expect("a place") = to;
                    admin.put(&format!("{path}/draft"), json!({"definition": drawn})).expect(200);
                    admin.post(&format!("{path}/publish"), json!({})).expect(200);
                    let ended = vote(&cem.client, id, request, "consent").expect(200);
                    assert_eq!(ended["state"], "failed", "{ended}");
                    assert_eq!(read(&admin, id)["status"], "open");
                } else {
                    admin.put(&format!("{path}/draft"), json!({"definition": drawn})).expect(200);
                    admin.post(&format!("{path}/publish"), json!({})).expect(200);
                }
            }
        }
    }

    fn the_last_consent_of_all_takes_the_step_as_who_asked_for_it(server: &Server) {
        let (admin, asker) = (server.admin(), server.person("operator"));
        let (bob, cem) = (server.person("user"), server.person("user"));
        let key = closing(server, &[&bob, &cem], json!("all"), "at_once");
        let id = ticket_of(&admin, &key, json!({"priority": "high"}));
        bob.client.get(&format!("tickets/{id}")).not_found();
        let request = ask(&asker.client, id);
        assert_eq!(read(&admin, id)["priority"], "high", "nothing is changed before consent");
        // Who is asked may look at what they are asked about, and is told of it.
        bob.client.get(&format!("tickets/{id}")).expect(200);
        let notice = bob.client.get("notifications").expect(200).items()[0].clone();
        assert_eq!((&notice["kind"], &notice["approval"]), (&json!("approval_asked"), &json!(request)));
        assert_eq!((&notice["actor"], &notice["text"]), (&json!(asker.username), &json!("Please")));
        assert_eq!((&notice["ticket"]["id"], &notice["ticketVersion"]), (&json!(id), &json!(2)));
        let waiting = bob.client.get("approvals").expect(200);
        assert_eq!(waiting.items().iter().map(|a| &a["id"]).collect::<Vec<_>>(), [&json!(request)]);
        assert_eq!((&waiting.items()[0]["name"], &waiting.items()[0]["note"]), (&json!("Close"), &json!("Please")));
        assert_eq!(waiting.items()[0]["fields"], json!({"priority": "low"}), "what is set is told");
        assert!(transit(&asker.client, id, json!({"status": "closed"})).conflict().message().contains(&bob.username));
        vote(&asker.client, id, request, "consent").forbidden();
        vote(&bob.client, id, request, "perhaps").invalid("vote");
        let half = vote(&bob.client, id, request, "consent").expect(200);
        assert_eq!((&half["state"], &half["waitsFor"]), (&json!("open"), &json!([cem.username])));
        vote(&bob.client, id, request, "refuse").not_found();
        assert_eq!(bob.client.get("approvals").expect(200).items().len(), 0);
        let whole = vote(&cem.client, id, request, "consent").expect(200);
        assert_eq!((&whole["state"], &whole["waitsFor"]), (&json!("granted"), &json!([])));
        assert_eq!((told(&cem.client, id), told(&asker.client, id)), (vec![], vec!["approval_granted".to_owned()]));
        let notice = asker.client.get("notifications").expect(200).items()[0].clone();
        assert_eq!((&notice["actor"], &notice["text"]), (&json!(cem.username), &json!("consent it is")));
        let now = read(&admin, id);
        assert_eq!((&now["status"], &now["priority"]), (&json!("closed"), &json!("low")));
        assert_eq!((&now["comments"][0]["author"], &now["comments"][0]["content"]), (&json!(asker.username), &json!("Please")));
        let told: Vec<(Value, Value)> =
            history(&admin, id).iter().skip(1).map(|step| (step["actor"].clone(), step["approval"]["act"].clone())).collect();
        let expected = [(&asker, "asked"), (&bob, "consented"), (&cem, "consented"), (&asker, "taken")];
        assert_eq!(told, expected.map(|(who, act)| (json!(who.username), json!(act))));
        assert_eq!(history(&admin, id)[2]["note"], "consent it is");
        vote(&admin, id, request, "consent").conflict();
        let list = admin.get(&format!("tickets/{id}/approvals")).expect(200);
        assert_eq!(list.items()[0]["approvers"][0]["vote"], "consent");
        assert_whole(&admin, id);
        assert_sound(server);
    }

    fn a_refusal_a_withdrawal_and_another_way_each_end_a_request(server: &Server) {
        let admin = server.admin();
        let (bob, cem) = (server.person("operator"), server.person("operator"));
        let key = closing(server, &[&bob, &cem], json!("all"), "at_once");
        let id = ticket_of(&admin, &key, json!({}));
        let state = |request: i64| {
            let list = admin.get(&format!("tickets/{id}/approvals")).expect(200);
            list.items().iter().find(|a| a["id"] == request).expect("it")["state"].clone()
        };
        let first = ask(&admin, id);
        assert_eq!(vote(&cem.client, id, first, "refuse").expect(200)["state"], "refused");
        vote(&bob.client, id, first, "consent").conflict();
        let second = ask(&admin, id);
        act(&bob.client, id, second, "withdraw", json!(null)).forbidden();
        assert_eq!(act(&admin, id, second, "withdraw", json!(null)).expect(200)["state"], "withdrawn");
        assert_eq!(told(&admin, id), ["approval_refused"], "by others; what one does oneself is no news");
        let third = ask(&admin, id);
        transit(&bob.client, id, json!({"status": "in_progress"})).expect(200);
        assert_eq!(state(third), "overtaken");
        transit(&bob.client, id, json!({"status": "open"})).expect(200);
        vote(&bob.client, id, third, "consent").conflict();
        assert_eq!((state(first), state(second)), (json!("refused"), json!("withdrawn")));
        assert_eq!(read(&admin, id)["status"], "open");
        ask(&admin, id);
        for missing in [first + 1_000_000, -1] {
            vote(&bob.client, id, missing, "consent").not_found();
        }
        assert_whole(&admin, id);
        assert_sound(server);
    }

    fn a_place_is_handed_over_another_is_added_and_they_are_reminded_now_and_then(server: &Server) {
        let admin = server.admin();
        let (bob, cem, dan) = (server.person("user"), server.person("user"), server.person("user"));
        let key = closing(server, &[&bob], json!("all"), "in_turn");
        let id = ticket_of(&admin, &key, json!({}));
        let request = ask(&admin, id);
        act(&bob.client, id, request, "hand-over", json!({"to": "nobody.of.this.name"})).invalid("to");
        act(&bob.client, id, request, "hand-over", json!({"to": " "})).invalid("to");
        act(&bob.client, id, request, "hand-over", json!({"to": "admin"})).invalid("to");
        let handed = act(&bob.client, id, request, "hand-over", json!({"to": cem.username.to_uppercase()})).expect(200);
        assert_eq!(handed["waitsFor"], json!([cem.username]), "in the account's own spelling");
        assert_eq!(handed["approvers"][0]["by"], bob.username.as_str());
        vote(&bob.client, id, request, "consent").not_found();
        let added = act(&cem.client, id, request, "approvers", json!({"who": dan.username})).expect(200);
        assert_eq!(added["approvers"].as_array().map(Vec::len), Some(2));
        assert!(vote(&dan.client, id, request, "consent").conflict().message().contains(&cem.username));
        assert_eq!((told(&cem.client, id), told(&dan.client, id)), (vec!["approval_handed_over".into()], vec![]));
        act(&admin, id, request, "remind", json!(null)).expect(200);
        act(&admin, id, request, "remind", json!(null)).conflict();
        assert_eq!(told(&cem.client, id), ["approval_reminded", "approval_handed_over"]);
        let notice = cem.client.get("notifications?unread=true").expect(200).items()[0].clone();
        assert_eq!((&notice["actor"], &notice["text"]), (&json!("admin"), &json!("")));
        assert_eq!((&notice["approval"], &notice["ticketVersion"]), (&json!(request), &json!(5)));
        assert!(told(&dan.client, id).is_empty(), "it is not their turn yet");
        vote(&cem.client, id, request, "consent").expect(200);
        assert_eq!(told(&dan.client, id), ["approval_asked"]);
        assert_eq!(vote(&dan.client, id, request, "consent").expect(200)["state"], "granted");
        assert_eq!(read(&admin, id)["status"], "closed");
        let acts: Vec<Value> = history(&admin, id).iter().skip(1).map(|step| step["approval"]["act"].clone()).collect();
        assert_eq!(acts, ["asked", "handed_over", "added", "reminded", "consented", "consented", "taken"]);
        assert_whole(&admin, id);
        assert_sound(server);
    }

    fn who_is_shut_out_is_no_longer_waited_for_where_the_others_can_decide(server: &Server) {
        let (admin, asker) = (server.admin(), server.person("operator"));
        let (bob, cem) = (server.person("user"), server.person("user"));
        let key = closing(server, &[&bob, &cem], json!("all"), "at_once");
        let id = ticket_of(&admin, &key, json!({}));
        let request = ask(&asker.client, id);
        vote(&bob.client, id, request, "consent").expect(200);
        admin.post(&format!("users/{}/disable", cem.username), ()).expect(200);
        until("the request is decided", || read(&admin, id)["status"] == "closed");
        let steps = history(&admin, id);
        let acts: Vec<Value> = steps.iter().skip(1).map(|step| step["approval"]["act"].clone()).collect();
        assert_eq!(acts, ["asked", "consented", "counted_out", "taken"]);
        assert_eq!((&steps[3]["approval"]["who"], &steps[3]["actor"]), (&json!(cem.username), &json!("system")));
        assert_whole(&admin, id);
        assert_sound(server);
    }

    fn who_manages_hands_over_or_takes_away_the_place_of_who_cannot_act(server: &Server) {
        let (admin, asker) = (server.admin(), server.person("operator"));
        let (bob, cem, dan) = (server.person("user"), server.person("user"), server.person("user"));
        let key = closing(server, &[&bob], json!("any"), "at_once");
        let id = ticket_of(&admin, &key, json!({}));
        let request = ask(&asker.client, id);
        let give = json!({"of": bob.username, "to": cem.username});
        // Whoever can act does so.
        act(&admin, id, request, "hand-over", give.clone()).invalid("of");
        admin.delete(&format!("tickets/{id}/approvals/{request}/approvers/{}", bob.username)).invalid("who");
        admin.post(&format!("users/{}/disable", bob.username), ()).expect(200);
        act(&asker.client, id, request, "hand-over", give.clone()).forbidden();
        let refused = admin.delete(&format!("tickets/{id}/approvals/{request}/approvers/{}", bob.username)).conflict();
        assert!(refused.message().contains("hand the place over"), "{refused}");
        let handed = act(&admin, id, request, "hand-over", give).expect(200);
        assert_eq!((&handed["waitsFor"], &handed["approvers"][0]["by"]), (&json!([cem.username]), &json!("admin")));
        let step = history(&admin, id).pop().expect("a step");
        assert_eq!((&step["approval"]["of"], &step["approval"]["who"]), (&json!(bob.username), &json!(cem.username)));
        act(&cem.client, id, request, "approvers", json!({"who": dan.username})).expect(200);
        admin.post(&format!("users/{}/disable", cem.username), ()).expect(200);
        // The system may be faster, which is as good.
        let removed = admin.delete(&format!("tickets/{id}/approvals/{request}/approvers/{}", cem.username));
        assert!([200, 403].contains(&removed.status), "{removed}");
        vote(&dan.client, id, request, "consent").expect(200);
        assert_eq!(read(&admin, id)["status"], "closed");
        assert_whole(&admin, id);
        assert_sound(server);
    }

    fn two_of_three_are_enough_and_votes_at_once_are_counted_once(server: &Server) {
        let admin = server.admin();
        let three = [server.person("user"), server.person("user"), server.person("user")];
        let key = closing(server, &three.each_ref(), json!({"at_least": 2}), "at_once");
        let id = ticket_of(&admin, &key, json!({}));
        let request = ask(&admin, id);
        let clients: Vec<Client> = (0..12).map(|n| three[n % 3].client.clone()).collect();
        let answers = at_once(&clients, |_, client| vote(client, id, request, "consent"));
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 2, "two decide, each once");
        assert!(answers.iter().all(|answer| [200, 404, 409].contains(&answer.status)));
        assert_eq!(read(&admin, id)["status"], "closed");
        let taken = history(&admin, id).iter().filter(|step| step["action"] == "transitioned").count();
        assert_eq!(taken, 1);
        assert_whole(&admin, id);
        assert_sound(server);
    }

    fn consent_that_comes_too_late_says_why_the_step_cannot_be_taken(server: &Server) {
        let (admin, asker, bob) = (server.admin(), server.person("operator"), server.person("user"));
        let key = closing(server, &[&bob], json!("any"), "at_once");
        let id = ticket_of(&admin, &key, json!({}));
        let request = ask(&asker.client, id);
        admin.post(&format!("users/{}/disable", asker.username), ()).expect(200);
        let ended = vote(&bob.client, id, request, "consent").expect(200);
        assert_eq!(ended["state"], "failed", "{ended}");
        assert!(ended["reason"].as_str().is_some_and(|why| why.contains(&asker.username)), "{ended}");
        assert_eq!(read(&admin, id)["status"], "open");
        let last = history(&admin, id).pop().expect("a step");
        assert!(last["failed"].as_str().is_some_and(|why| why.contains(&asker.username)), "{last}");
        assert_whole(&admin, id);
        assert_sound(server);
    }
}
