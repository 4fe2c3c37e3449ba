//! Something that is wrong in a text, and how that is repaired.

use crate::brief::read::repair::Edit;
use crate::diagnostic::Diagnostic;
use std::ops::Range;

/// Something that is wrong.
pub(super) struct Fault {
    pub(super) diagnostic: Diagnostic,
    /// The same at other places of the line.
    pub(super) again: Vec<Diagnostic>,
    /// What is not to be trusted in the text as it is repaired, as bytes of the text before that.
    pub(super) untrusted: Vec<Range<usize>>,
    /// Whether fields that a table must have may stand in another.
    pub(super) fields_elsewhere: bool,
    pub(super) repair: Repair,
}

/// How the text is repaired.
pub(super) enum Repair {
    /// Not at all: the parser goes on.
    None,
    /// Made what was meant.
    Edits(Vec<Edit>),
    /// A header is written above a line.
    Header(Edit),
    /// The line is taken out.
    Lost,
}

impl From<Diagnostic> for Fault {
    fn from(diagnostic: Diagnostic) -> Fault {
        Fault {
            diagnostic,
            again: Vec::new(),
            untrusted: Vec::new(),
            fields_elsewhere: false,
            repair: Repair::None,
        }
    }
}

impl Fault {
    pub(super) fn new(code: &'static str, what: impl Into<String>, span: Range<usize>) -> Fault {
        Fault::from(Diagnostic::error(code, what).at(span))
    }

    /// The usual fault.
    pub(super) fn syntax(what: impl Into<String>, span: Range<usize>) -> Fault {
        Fault::new("syntax", what, span)
    }

    /// The same at several places of a text: the first, with what is said of the others; none where there are none.
    pub(super) fn first_of(faults: impl IntoIterator<Item = Fault>) -> Option<Fault> {
        let mut faults = faults.into_iter();
        let mut first = faults.next()?;
        first.again = faults.map(|fault| fault.diagnostic).collect();
        Some(first)
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Fault {
        self.diagnostic = self.diagnostic.help(help);
        self
    }

    pub(super) fn untrusted(mut self, range: Range<usize>) -> Fault {
        self.untrusted.push(range);
        self
    }

    pub(super) fn repaired(mut self, edits: Vec<Edit>) -> Fault {
        self.repair = Repair::Edits(edits);
        self
    }

    pub(super) fn fields_elsewhere(mut self) -> Fault {
        self.fields_elsewhere = true;
        self
    }

    pub(super) fn lost(mut self) -> Fault {
        self.repair = Repair::Lost;
        self
    }
}
