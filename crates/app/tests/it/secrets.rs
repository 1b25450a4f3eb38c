//! Secrets by name: what stands in the database, and what becomes of them under another signing key.

use crate::support::{Fixture, block_on, on_both_engines};
use app::{
    App, OsRandom, Settings, SigningKey, TEAM,
    secrets::{self, Secret, Wish},
};
use domain::{Rejection, ticket::Source};
use std::sync::Arc;

fn put(app: &App, name: &str, value: &str) -> Secret {
    let (name, wish) = (name.to_owned(), Wish { value: Some(value.to_owned()), description: None });
    app.write_blocking(&app.system(), Source::Api, move |cx| secrets::put(cx, &name, &wish, |_| Ok(())))
        .unwrap()
}

fn reveal(app: &App, name: &str) -> Result<Option<String>, Rejection> {
    block_on(app.reveal_secret(name)).map_err(app::Error::into_rejection)
}

on_both_engines! {
    fn a_secret_stands_closed_in_the_database_and_opens_with_its_signing_key_only(fixture: &Fixture) {
        let app = &fixture.app;
        block_on(app.first_start(Some("a password of a test".into()))).unwrap();
        let (first, second) = (put(app, "crm", "s3cret"), put(app, "erp", "s3cret"));
        assert_ne!(first.sealed, second.sealed, "the same secret twice is not to be told");
        assert!(!first.sealed.contains("s3cret") && !format!("{first:?}").contains(&first.sealed));
        assert_eq!(reveal(app, "crm").unwrap().as_deref(), Some("s3cret"));
        assert_eq!(reveal(app, "none").unwrap(), None);

        let settings = Settings { signing_key: SigningKey::new(vec![8; 32]), ..app.settings().clone() };
        let clock: Arc<dyn app::Clock> = Arc::<crate::support::Hand>::clone(&fixture.clock);
        let moved = App::new(app.sql().clone(), settings, clock, Arc::new(OsRandom));
        assert!(matches!(reveal(&moved, "crm"), Err(Rejection::Conflict(_))));
        let usable = |app: &App| {
            let read = app.read_blocking(&app.system(), |cx| {
                let all = secrets::list(cx)?;
                Ok(all.iter().map(|secret| secrets::is_usable(cx, secret)).collect::<Vec<_>>())
            });
            read.unwrap()
        };
        assert_eq!((usable(app), usable(&moved)), (vec![true, true], vec![false, false]));
        put(&moved, "crm", "anew");
        assert_eq!(reveal(&moved, "crm").unwrap().as_deref(), Some("anew"));
        assert_eq!(usable(&moved), [true, false]);
    }

    fn a_row_under_another_name_opens_no_secret(fixture: &Fixture) {
        let app = &fixture.app;
        block_on(app.first_start(Some("a password of a test".into()))).unwrap();
        let stolen = Secret { name: "mine".to_owned(), ..put(app, "crm", "s3cret") };
        let write = app.write_blocking(&app.system(), Source::Api, move |cx| {
            Ok(store::secret::insert(cx.tx, TEAM, &stolen)?)
        });
        write.unwrap();
        assert!(matches!(reveal(app, "mine"), Err(Rejection::Conflict(_))));
    }
}
