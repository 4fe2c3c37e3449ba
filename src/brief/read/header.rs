//! Headers of tables.

use crate::brief::Kind;

/// How the header of the table `key` is written.
pub(super) fn header(key: &str) -> String {
    if is_list_of_tables(key) {
        format!("[[{key}]]")
    } else {
        format!("[{key}]")
    }
}

/// Whether `key` is a table of the brief, or a list of tables.
pub(super) fn is_header(key: &str) -> bool {
    matches!(
        key,
        "meeting" | "project" | "colours" | "fonts" | "mail" | "sender" | "defaults"
    ) || is_list_of_tables(key)
}

/// Whether `key` is a list of tables, and not a list of values.
pub(super) fn is_list_of_tables(key: &str) -> bool {
    Kind::of(key).is_some() || key == "recipient"
}
