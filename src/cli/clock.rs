//! The clock of this computer: no stage of the way from brief to outputs looks at it.

use std::time::{Duration, SystemTime};

/// How long ago 1970-01-01T00:00:00Z was.
pub(super) fn since_1970() -> Duration {
    SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default()
}

/// The same in seconds, as dates of messages are counted.
pub(super) fn seconds_since_1970() -> i64 {
    since_1970().as_secs() as i64
}
