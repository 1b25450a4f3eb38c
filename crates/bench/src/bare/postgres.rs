//! PostgreSQL bare: each client one connection, a transaction's statements all on the wire at once.

use super::{
    Wish,
    maker::{Bound, Maker, Samples},
};
use crate::Failure;
use futures_util::future::{join_all, try_join_all};
use sql::Param;
use std::{collections::HashMap, sync::Arc, time::Instant};
use tokio_postgres::{
    Client, NoTls, Statement,
    types::{ToSql, Type},
};

pub(super) fn run(url: &str, samples: &Arc<Samples>, wish: Wish, writes: bool) -> Result<f64, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let total = runtime.block_on(async {
        let clients =
            join_all((0..wish.clients).map(|client| work(url, samples, wish, client, writes))).await;
        clients.into_iter().sum::<Result<u64, Failure>>()
    })?;
    Ok(super::rate(total, wish.length))
}

async fn work(
    url: &str,
    samples: &Arc<Samples>,
    wish: Wish,
    client: usize,
    writes: bool,
) -> Result<u64, Failure> {
    let (link, connection) = tokio_postgres::connect(url, NoTls).await?;
    let mut maker = Maker::new(samples, wish.scenario, client, wish.clients, wish.run)?;
    let begin = if writes { "BEGIN" } else { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" };
    let requests = async {
        let mut prepared = HashMap::new();
        let mut count = 0;
        let end = Instant::now() + wish.length;
        while Instant::now() < end {
            transaction(&link, &mut prepared, begin, &maker.make()).await?;
            count += 1;
        }
        drop(link);
        Ok::<_, Failure>(count)
    };
    let (count, ended) = tokio::join!(requests, connection);
    let count = count?;
    ended?;
    Ok(count)
}

/// Begin, the statements and commit: sent together, answered in order.
async fn transaction(
    link: &Client,
    prepared: &mut HashMap<Arc<str>, Statement>,
    begin: &str,
    request: &[Bound],
) -> Result<(), Failure> {
    let mut ready = Vec::with_capacity(request.len());
    for (text, values) in request {
        if !prepared.contains_key(text) {
            prepared.insert(Arc::clone(text), link.prepare(text).await?);
        }
        if let Some(statement) = prepared.get(text).cloned() {
            let values: Vec<_> =
                statement.params().iter().zip(values).map(|(kind, v)| bound(kind, v)).collect();
            ready.push((statement, values));
        }
    }
    let statements = try_join_all(ready.iter().map(|(statement, values)| async move {
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|v| &**v as &(dyn ToSql + Sync)).collect();
        link.query(statement, &values).await
    }));
    // Polled in this order at first, so sent in this order.
    let (begun, rows, ended) =
        tokio::join!(biased; link.batch_execute(begin), statements, link.batch_execute("COMMIT"));
    begun?;
    std::hint::black_box(rows?);
    ended?;
    Ok(())
}

fn bound(kind: &Type, value: &Param<'static>) -> Box<dyn ToSql + Sync + Send> {
    match value {
        Param::Int(number) if *kind == Type::INT4 => Box::new(i32::try_from(*number).unwrap_or(i32::MAX)),
        Param::Int(number) if *kind == Type::BOOL => Box::new(*number != 0),
        Param::Int(number) => Box::new(*number),
        Param::Bool(truth) => Box::new(*truth),
        Param::Real(number) => Box::new(*number),
        Param::Text(text) => Box::new(text.clone().into_owned()),
        Param::Bytes(bytes) => Box::new(bytes.clone().into_owned()),
        Param::Null if *kind == Type::INT8 => Box::new(None::<i64>),
        Param::Null if *kind == Type::INT4 => Box::new(None::<i32>),
        Param::Null if *kind == Type::BOOL => Box::new(None::<bool>),
        Param::Null => Box::new(None::<String>),
    }
}
