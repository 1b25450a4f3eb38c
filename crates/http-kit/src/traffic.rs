//! Requests, counted: by route, method and class of status, and how long they took.
//!
//! The routes are known beforehand, so a request only looks up its own and adds to counters: it never locks, never waits
//! for another and never allocates. What is no known route counts as `other`, so that no client can make series.

use app::figures::{Distribution, Histogram};
use axum::http::{Method, StatusCode};
use std::{
    collections::HashMap,
    sync::atomic::{AtomicI64, AtomicU64, Ordering},
    time::Duration,
};

/// The bounds of durations, in microseconds: 1 ms to 10 s.
const BOUNDS: &[u64] = &[
    1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000,
    10_000_000,
];
const METHODS: [&str; 6] = ["GET", "POST", "PUT", "PATCH", "DELETE", "other"];
const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];
/// What is no known route.
const OTHER: &str = "other";

/// Everything that has been asked since the start.
#[derive(Debug)]
pub struct Traffic {
    places: HashMap<String, usize>,
    routes: Vec<Route>,
    in_flight: AtomicI64,
}

#[derive(Debug)]
struct Route {
    surface: &'static str,
    name: String,
    methods: [Cell; METHODS.len()],
}

#[derive(Debug)]
struct Cell {
    classes: [AtomicU64; CLASSES.len()],
    durations: Histogram,
}

impl Cell {
    fn new() -> Self {
        Self { classes: Default::default(), durations: Histogram::new(BOUNDS) }
    }
}

/// What one route was asked with one method.
#[derive(Debug, Clone)]
pub struct Series<'a> {
    /// The surface of the route.
    pub surface: &'static str,
    /// The route's template: `/api/v1/tickets/{id}`.
    pub route: &'a str,
    /// The method, in capitals, or `other`.
    pub method: &'static str,
    /// How many answers there were of each class of status that there was: `2xx`.
    pub answers: Vec<(&'static str, u64)>,
    /// How long it took until the answer began, in microseconds.
    pub durations: Distribution,
}

/// A request that is being answered.
pub(crate) struct InFlight<'a>(&'a Traffic);

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.in_flight.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Default for Traffic {
    fn default() -> Self {
        Self::new([])
    }
}

impl Traffic {
    /// Nothing asked yet. Each route is a surface's name and the template.
    pub fn new(routes: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        let known = std::iter::once((OTHER, OTHER.to_owned())).chain(routes);
        let make = |(surface, name)| Route { surface, name, methods: std::array::from_fn(|_| Cell::new()) };
        let routes: Vec<Route> = known.map(make).collect();
        let places = routes.iter().enumerate().map(|(place, route)| (route.name.clone(), place)).collect();
        Self { places, routes, in_flight: AtomicI64::new(0) }
    }

    /// A request comes in.
    pub(crate) fn begin(&self) -> InFlight<'_> {
        self.in_flight.fetch_add(1, Ordering::Relaxed);
        InFlight(self)
    }

    /// It was answered.
    pub(crate) fn record(&self, route: Option<&str>, method: &Method, status: StatusCode, took: Duration) {
        let place = route.and_then(|route| self.places.get(route)).copied().unwrap_or(0);
        let method = METHODS.iter().position(|known| *known == method.as_str()).unwrap_or(METHODS.len() - 1);
        let Some(cell) = self.routes.get(place).and_then(|route| route.methods.get(method)) else { return };
        if let Some(class) = cell.classes.get(usize::from(status.as_u16() / 100).saturating_sub(1)) {
            class.fetch_add(1, Ordering::Relaxed);
        }
        cell.durations.add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
    }

    /// Requests that are being answered now.
    pub fn in_flight(&self) -> i64 {
        self.in_flight.load(Ordering::Relaxed)
    }

    /// Everything that was asked at least once.
    pub fn series(&self) -> impl Iterator<Item = Series<'_>> {
        self.routes.iter().flat_map(|route| {
            METHODS.iter().zip(&route.methods).filter_map(|(method, cell)| {
                let counts = cell.classes.iter().map(|count| count.load(Ordering::Relaxed));
                let answers: Vec<_> =
                    CLASSES.into_iter().zip(counts).filter(|(_, count)| *count > 0).collect();
                (!answers.is_empty()).then(|| Series {
                    surface: route.surface,
                    route: &route.name,
                    method,
                    answers,
                    durations: cell.durations.seen(),
                })
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_is_counted_by_its_template_and_the_rest_together() {
        let traffic = Traffic::new([("native", "/a/{id}".to_owned())]);
        let flying = traffic.begin();
        assert_eq!(traffic.in_flight(), 1);
        drop(flying);
        assert_eq!(traffic.in_flight(), 0);
        let took = Duration::from_millis(3);
        traffic.record(Some("/a/{id}"), &Method::GET, StatusCode::OK, took);
        traffic.record(Some("/a/{id}"), &Method::GET, StatusCode::NOT_FOUND, took);
        traffic.record(Some("/unknown"), &Method::TRACE, StatusCode::OK, took);
        traffic.record(None, &Method::TRACE, StatusCode::INTERNAL_SERVER_ERROR, took);
        let seen: Vec<_> = traffic
            .series()
            .map(|s| (s.route.to_owned(), s.method, s.answers, s.durations.count()))
            .collect();
        assert_eq!(
            seen,
            [
                ("other".to_owned(), "other", vec![("2xx", 1), ("5xx", 1)], 2),
                ("/a/{id}".to_owned(), "GET", vec![("2xx", 1), ("4xx", 1)], 2),
            ]
        );
    }
}
