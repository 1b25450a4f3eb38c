//! The guide of the first start: whether it is over, and who ends it.

use testkit::Server;

on_both_engines! {
    fn a_new_instance_is_set_up_once_and_stays_so(engine: Engine) {
        let mut server = Server::start(crate::GONGDAN, engine);
        let set_up = |server: &Server| server.stranger().get("instance").expect(200)["setUp"].as_bool().unwrap();
        assert!(!set_up(&server), "nobody has gone through the guide yet");
        server.stranger().put("instance/set-up", ()).unauthorized();
        server.person("operator").client.put("instance/set-up", ()).forbidden();
        assert!(!set_up(&server));
        let admin = server.admin();
        let before = admin.get("team").expect(200)["version"].as_i64().unwrap();
        admin.request("PUT", "instance/set-up").if_match("\"v99\"").send().error(412, "precondition_failed");
        let first = admin.put("instance/set-up", ()).expect(200);
        assert_eq!((first["setUp"].as_bool(), first.header("etag")), (Some(true), format!("\"v{}\"", before + 1).as_str()));
        let again = admin.put("instance/set-up", ()).expect(200);
        assert_eq!((&again.json, again.header("etag")), (&first.json, first.header("etag")));
        assert!(set_up(&server));
        let audit = admin.get("audit?action=team.set_up").expect(200);
        assert_eq!((audit.items().len(), &audit.items()[0]["actor"]), (1, &testkit::json!("admin")));
        server.restart();
        assert!(set_up(&server));
    }
}
