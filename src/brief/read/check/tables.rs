//! Tables of the file, and how they are written.

use super::super::at::{Accept, At, Found, Table};
use super::super::raw::{Maybe, given};
use super::{Checker, Place};
use std::ops::Range;

/// How many bytes of a value are shown again.
pub(super) const LONGEST_SHOWN: usize = 60;

impl Checker<'_> {
    /// The fields of the whole file.
    pub(in crate::brief::read) fn top<'t, T>(&mut self, table: &'t At<Table<T>>) -> Option<&'t T> {
        if let Ok(table) = &table.value {
            self.top = table.keys.known;
        }
        self.table(&Place::top(), table)
    }

    /// The fields of a table, with its unknown keys reported.
    pub(in crate::brief::read) fn table<'t, T>(
        &mut self,
        place: &Place,
        table: &'t At<Table<T>>,
    ) -> Option<&'t T> {
        match &table.value {
            Ok(contents) => {
                self.unknown_keys(place, &contents.keys);
                Some(&contents.fields)
            }
            Err(found) => {
                self.no_table(place, found, table.span.clone());
                None
            }
        }
    }

    /// Reports what stands at `span` in the place of a table.
    fn no_table(&mut self, place: &Place, found: &Found, span: Range<usize>) {
        let how = match found {
            Found::List => ", with single brackets, and only once",
            _ => " on a line of its own, and its keys below",
        };
        let header = &place.header;
        let what = format!("`{header}` is a table, but {} stands here", found.words());
        self.refuse_at("wrong-type", what, span, format!("write `{header}`{how}"));
    }

    /// Reports a list of which an element is no table, once for all of them; whether it is one.
    pub(in crate::brief::read) fn lacks_tables<T>(
        &mut self,
        place: &Place,
        key: &str,
        list: &Maybe<Vec<At<Table<T>>>>,
    ) -> bool {
        let items = given(list).into_iter().flatten();
        let mut wrong = items.filter_map(|item| item.value.as_ref().err());
        let (Some(At { span, .. }), Some(found)) = (list, wrong.next()) else {
            return false;
        };
        let typed = self.file.get(span.clone()).unwrap_or_default();
        let is_numbers =
            matches!(found, Found::Integer | Found::Float) && typed.len() <= LONGEST_SHOWN;
        let values = if is_numbers { typed } else { "[25, 30]" };
        let what = format!(
            "`{key}` is a list of tables, but {} stands in it, in `{}`",
            found.words(),
            place.header
        );
        let help = format!("write `{key} = [{{ name = \"…\", values = {values} }}]`");
        self.refuse_at("wrong-type", what, span.clone(), help);
        true
    }

    /// The elements of a list; none where something else stands there.
    pub(in crate::brief::read) fn list<'t, T: Accept>(
        &mut self,
        place: &Place,
        key: &'static str,
        list: &'t Maybe<Vec<At<T>>>,
    ) -> &'t [At<T>] {
        match list {
            None => &[],
            Some(At {
                value: Ok(items), ..
            }) => items,
            Some(At {
                span,
                value: Err(found),
            }) => {
                self.wrong_type(place, key, Vec::<At<T>>::WANTED, found, span);
                &[]
            }
        }
    }
}
