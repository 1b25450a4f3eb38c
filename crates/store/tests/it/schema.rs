//! What is true of the schema as a whole.

use crate::support::{Opened, on_both_engines};
use sha2::{Digest, Sha256};
use sql::{Db, Error};
use std::collections::BTreeSet;

on_both_engines! {
    fn every_declared_statement_is_understood(db: &Db) {
        let statements = store::statements();
        assert!(statements.len() > 80, "{}", statements.len());
        db.write_blocking(move |tx| {
            for statement in &statements {
                tx.check(statement).unwrap_or_else(|error| panic!("{}: {error}", statement.name()));
            }
            Ok::<_, Error>(())
        })
        .unwrap();
    }

    fn numbers_are_given_out_once_and_grow(db: &Db) {
        let taken: Vec<i64> = db
            .write_blocking(|tx| (0..50).map(|_| store::number::take(tx, store::number::Source::Ticket)).collect())
            .unwrap();
        assert!(taken.windows(2).all(|pair| pair[0] < pair[1]), "{taken:?}");
        assert_eq!(taken[0], 1);
    }
}

fn columns(db: &Db, query: &'static str) -> BTreeSet<(String, String)> {
    let rows: Vec<(String, String)> = db
        .read_blocking(move |tx| tx.dynamic_rows(query, &[], |row| Ok((row.get(0)?, row.get(1)?))))
        .unwrap();
    // What each engine does in its own way, by the second migration.
    let own = |table: &str| {
        table.starts_with("ticket_search") || table == "sequence" || table.starts_with("sqlite_")
    };
    // Which transaction wrote a step: nothing that `SQLite` knows, or needs to.
    let writer = |row: &(String, String)| row.0 == "event" && row.1 == "tx";
    rows.into_iter().filter(|row| !own(&row.0) && !writer(row)).collect()
}

#[test]
fn both_engines_end_with_the_same_tables_and_columns() {
    let (sqlite, postgres) = (Opened::sqlite(), Opened::postgres());
    let of_sqlite = columns(
        &sqlite.db,
        "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table'",
    );
    let of_postgres = columns(
        &postgres.db,
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'",
    );
    assert!(of_sqlite.len() > 100);
    assert_eq!(of_sqlite, of_postgres);
}

/// Whoever adds a table or a column decides here whether an export has it: `store::instance` has both lists.
#[test]
fn every_table_and_column_is_exported_or_left_out_with_a_reason() {
    use store::instance::{LEFT_OUT, TABLES};

    let sqlite = Opened::sqlite();
    let rows: Vec<(String, String)> = sqlite
        .db
        .read_blocking(|tx| {
            let query = "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table'";
            tx.dynamic_rows(query, &[], |row| Ok((row.get(0)?, row.get(1)?)))
        })
        .unwrap();
    // The full-text index keeps tables of its own beside the one that is named.
    let left_out = |table: &str| {
        LEFT_OUT.iter().any(|(name, why)| {
            !why.is_empty()
                && (table == *name || table.starts_with(&format!("{name}_")) && name.ends_with("_search"))
        })
    };
    let schema: BTreeSet<(String, String)> =
        rows.into_iter().filter(|(table, _)| !left_out(table) && !table.starts_with("sqlite_")).collect();
    let exported: BTreeSet<(String, String)> = TABLES
        .iter()
        .flat_map(|table| table.columns.iter().map(|c| (table.name.to_owned(), c.name.to_owned())))
        .collect();
    assert_eq!(
        schema.difference(&exported).collect::<Vec<_>>(),
        Vec::<&(String, String)>::new(),
        "not exported"
    );
    assert_eq!(
        exported.difference(&schema).collect::<Vec<_>>(),
        Vec::<&(String, String)>::new(),
        "not there"
    );
}

/// A released migration is never edited. A new file adds a line here; nothing else changes this list.
const RELEASED: &[(i64, &str, &str)] = &[
    (
        1,
        "4593b49ed4c5e71f4063f9794f9d5b84814919f99e774ff8257e3f3ab690142c",
        "4593b49ed4c5e71f4063f9794f9d5b84814919f99e774ff8257e3f3ab690142c",
    ),
    (
        2,
        "4468eed90a550c45b9ddd3f15665c67c9162741a2cb6275309d0eac01645e577",
        "771e00d708262be5cbe3d2c0ff8926b4f2c5599cb6e4abf3726ea958cc22c398",
    ),
    (
        3,
        "d40021afd9dd8b03bb4c512c081363ec83fb79943e066e002f35789385b726b9",
        "6e8aa89a0d29686c48cdfabd9d2516fe4119eb8472689b3c75b9262a8234373b",
    ),
    (
        4,
        "00e187829906fd10165516f38d64bcb6174ef02d6406a950476c840bebcab7d6",
        "1165d559829469dab0ac3b5ad26fc29df1a0107a90b5c424fb8bb59974b8051e",
    ),
    (
        5,
        "be52f51d3c6d8302db19ac731fa67601869a2876d12c77333f7fd8f545ec540c",
        "be52f51d3c6d8302db19ac731fa67601869a2876d12c77333f7fd8f545ec540c",
    ),
    (
        6,
        "d521940ee0487053741eedadbec84a253a9df85224ab6976b060fc38ae28271b",
        "c01702cea77165e1fe67a7425e2dd5083c2d65307069587c5fa9f1480b80801c",
    ),
    (
        7,
        "fcf8d3c2ead377455461d63f92bf18b4b1f0b2abc791e2e40fa5a77a50ccf994",
        "fcf8d3c2ead377455461d63f92bf18b4b1f0b2abc791e2e40fa5a77a50ccf994",
    ),
    (
        8,
        "edf585a7e7bfab63e91f78fccd1537219433ded4b724e272b225919dfa80c661",
        "e9b02f3076fd82721a182a7d501660249fda89dc7cb56f571252f60bb9a27ff6",
    ),
    (
        9,
        "8c5f991a41a656471fa2a7616a079c142dfb059520aacafd79d87a3c0e2fb1a5",
        "cd23e50ca3a6effbd41012c59385a3e7a353c26f3ae0253af8d6e7844dd99a1e",
    ),
    (
        10,
        "8cfa2febc36f2b359343fe0b6fd18d87c3d19661b02e7183bc744b6f6664c408",
        "88b5c46f011506d3acdf9bf04d6f4235ea3440cc183c771f5b2b6a16ec1b89ec",
    ),
    (
        11,
        "3d7f3f16f09909dc1b447a76c1e3026d1ade80b20a4aebaf464f47154cd38700",
        "3d7f3f16f09909dc1b447a76c1e3026d1ade80b20a4aebaf464f47154cd38700",
    ),
    (
        12,
        "81a34edfa9062f953e34cef4e7a7d6ab15a346bac0a5d586e7c76c4c71092d1a",
        "81a34edfa9062f953e34cef4e7a7d6ab15a346bac0a5d586e7c76c4c71092d1a",
    ),
    (
        13,
        "aac3bb4109c8bb81c0363b10fd87c81cc4c5f8404346b20a367d59c73ceafa04",
        "aac3bb4109c8bb81c0363b10fd87c81cc4c5f8404346b20a367d59c73ceafa04",
    ),
    (
        14,
        "20238b8e88082859760ed55353eb5886f1769a24fe2dba36e65a087eb22abaf3",
        "b0cba06fb0da57bb2c5a8ab2a3e04cb4991daec8ab5a8d9ed737acf543a8f24c",
    ),
    (
        15,
        "47db57c94b3b200d592e2b4bb05c264ae55dbe5bc8af4bfcbf8a9060f4836409",
        "47db57c94b3b200d592e2b4bb05c264ae55dbe5bc8af4bfcbf8a9060f4836409",
    ),
    (
        16,
        "d6d890fab0d3a357fa223c78043baf0a7a44b8820ef7f55a3f331011ca318a5f",
        "d6d890fab0d3a357fa223c78043baf0a7a44b8820ef7f55a3f331011ca318a5f",
    ),
    (
        17,
        "ceb1430816400063411c40d44e1252d54470fb185537a7e50237096af5a51242",
        "ceb1430816400063411c40d44e1252d54470fb185537a7e50237096af5a51242",
    ),
    (
        18,
        "ae2f35e1e7916a66e8e9b20cac5e2488324acf207e3bf1f44fd723366d97374b",
        "ae2f35e1e7916a66e8e9b20cac5e2488324acf207e3bf1f44fd723366d97374b",
    ),
    (
        19,
        "54918ddc6dd5b19d8cfabf525a22bfbe881dc8761e38524764be66e564e45afa",
        "54918ddc6dd5b19d8cfabf525a22bfbe881dc8761e38524764be66e564e45afa",
    ),
    (
        20,
        "d032f371a3ef563079a3347776c014371f7f3468f65a5564a56bfd2cfc701487",
        "e60857ea0625830a4940482ed3abce6266cb47107d7fb967d55ce8b94b7c4b61",
    ),
    (
        21,
        "c13b5f755fc74edb80855424c9128c835cb8f7d4669569b296f3c95a1eab1292",
        "c13b5f755fc74edb80855424c9128c835cb8f7d4669569b296f3c95a1eab1292",
    ),
    (
        22,
        "8ce055fc0a6e2b691368227e595930293ee38b35b5a96c8cf19f5fc6f8eb4d1a",
        "38a6daa5f0fc78d541ced49a6a6fbef7a0a527e7f720ef474b459b15709dff50",
    ),
    (
        23,
        "08a55b96ca46a578b72f6fd692a23ab52ecb63d5f9430d333539f4e7c5d32ccb",
        "86c0ea730d9ef1929387dd3a00e52a9ff9270f262d12cd6912209ff49b637a5a",
    ),
    (
        24,
        "c896d7733f585e3dc4a662654ef9ad042a2a26092101e034b75fc0406c413892",
        "c896d7733f585e3dc4a662654ef9ad042a2a26092101e034b75fc0406c413892",
    ),
    (
        25,
        "d783ca4e771234a5968b5213892c0f5f24ea29c4e06354e864104b5803d9b26a",
        "d783ca4e771234a5968b5213892c0f5f24ea29c4e06354e864104b5803d9b26a",
    ),
];

#[test]
fn a_released_migration_is_never_edited() {
    let hash = |text: &str| store::hex(&Sha256::digest(text));
    let found: Vec<_> =
        store::migrations::ALL.iter().map(|m| (m.number, hash(m.sqlite), hash(m.postgres))).collect();
    let released: Vec<_> = RELEASED.iter().map(|(n, s, p)| (*n, (*s).to_owned(), (*p).to_owned())).collect();
    assert_eq!(found, released);
}
