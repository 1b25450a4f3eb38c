//! The incident API, asked by the published Python SDK (`huaweicloudsdkcoc`), unmodified.

use crate::incidents_support::{id_of, key, shown};
use std::{
    path::Path,
    process::{Command, Stdio},
};
use testkit::json;

on_both_engines! {
    fn the_published_sdk_works_as_it_is(server: &Server) {
        let person = server.person("operator");
        let key = key(&person.client, json!({"name": "the SDK"}));
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let installed = Command::new(here.join("../../scripts/python-sdk"))
            .stdin(Stdio::null())
            .output()
            .expect("the script is there");
        assert!(installed.status.success(), "{}", String::from_utf8_lossy(&installed.stderr));
        let place = String::from_utf8(installed.stdout).expect("a path");
        let asked = Command::new("python3")
            .arg("-W")
            .arg("ignore")
            .arg(here.join("tests/sdk/incidents.py"))
            .env("PYTHONPATH", place.trim())
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("URL", server.url())
            .env("AK", &key.ak)
            .env("SK", &key.sk)
            .env("ME", id_of(&person))
            .stdin(Stdio::null())
            .output()
            .expect("python3 is there");
        assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
        let number = String::from_utf8(asked.stdout).expect("a number");
        assert_eq!(shown(&person.client, number.trim())["status"], "INCIDENT_STATUS_RESOLVED");
    }
}
