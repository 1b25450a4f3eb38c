//! Why a use case did not do what it was asked.

use domain::Rejection;
use std::io::ErrorKind;

/// A refusal, or the database's failure.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The rules said no; the caller is told why.
    #[error("rejected: {}", .0.text(domain::Lang::En))]
    Rejected(Rejection),
    /// The database did not do it; the caller is told little, the log everything.
    #[error(transparent)]
    Store(#[from] sql::Error),
    /// What the program relies on does not hold; the log says what.
    #[error("broken: {0}")]
    Broken(&'static str),
    /// What was remembered of the instance has just been changed by another node: the unit is run again.
    #[error("outdated")]
    Outdated,
    /// A search was asked before the words of all tickets were in the index: they are written, and the unit is run again.
    #[error("the search's index is behind")]
    Behind,
    /// What a run wanted to write came too late: the job is over, or another attempt has begun.
    #[error("the run is not the job's any more")]
    Fenced,
    /// A file could not be read or written.
    #[error("{0}: {1}")]
    File(std::path::PathBuf, #[source] std::io::Error),
}

impl From<Rejection> for Error {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}

impl sql::UnitError for Error {
    fn sql_error(&self) -> Option<&sql::Error> {
        match self {
            Self::Store(error) => Some(error),
            Self::Rejected(_)
            | Self::Broken(_)
            | Self::Outdated
            | Self::Behind
            | Self::Fenced
            | Self::File(..) => None,
        }
    }
}

impl Error {
    /// What the caller is told. The internal text of a failure goes to the log, here and nowhere else.
    pub fn into_rejection(self) -> Rejection {
        match self {
            Self::Rejected(rejection) => rejection,
            Self::Store(sql::Error::NulInText) => {
                Rejection::Malformed { field: None, why: domain::msg!("text.control") }
            }
            // What was looked for in vain before it was written: somebody else was faster.
            Self::Store(sql::Error::Conflict | sql::Error::Unique { .. }) | Self::Outdated | Self::Behind => {
                Rejection::Conflict(domain::msg!("request.busy"))
            }
            Self::Fenced => Rejection::Conflict(domain::msg!("job.lease_lost")),
            Self::Store(error @ (sql::Error::Unavailable(_) | sql::Error::Closed | sql::Error::ReadOnly)) => {
                tracing::error!(error = %error, "the database cannot be used");
                Rejection::Unavailable
            }
            // Only what is asked for with filters is limited in time.
            Self::Store(sql::Error::TooLong) => {
                let seconds = crate::filters::LONGEST.as_secs();
                Rejection::malformed(
                    crate::filters::PARAMETER,
                    domain::msg!("filter.took_too_long", seconds = seconds),
                )
            }
            Self::Store(sql::Error::Full) => {
                tracing::error!("the database has no space left: writes are refused until there is room");
                Rejection::StorageFull
            }
            Self::Store(error) => {
                tracing::error!(error = %error, "the database failed");
                Rejection::Internal
            }
            Self::Broken(what) => {
                tracing::error!(broken = what, "what the program relies on does not hold");
                Rejection::Internal
            }
            Self::File(path, error) => {
                tracing::error!(file.path = %path.display(), error = %error, "a file failed");
                if matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
                    Rejection::StorageFull
                } else {
                    Rejection::Internal
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_space_left_is_told_as_such_whoever_ran_out_of_it() {
        assert_eq!(Error::Store(sql::Error::Full).into_rejection(), Rejection::StorageFull);
        for kind in [ErrorKind::StorageFull, ErrorKind::QuotaExceeded] {
            assert_eq!(Error::File("x".into(), kind.into()).into_rejection(), Rejection::StorageFull);
        }
        assert_eq!(Error::File("x".into(), ErrorKind::NotFound.into()).into_rejection(), Rejection::Internal);
    }
}
