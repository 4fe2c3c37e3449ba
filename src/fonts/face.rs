//! The families of type that a design is set in, and their faces.

/// The families of type.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Family {
    /// Source Serif 4, for reading.
    Serif,
    /// Source Sans 3, for finding one's way: section titles, labels, furniture.
    Sans,
}

impl Family {
    /// The family's name in a word processor.
    pub fn name(self) -> &'static str {
        match self {
            Family::Serif => "Source Serif 4",
            Family::Sans => "Source Sans 3",
        }
    }

    /// The family to fall back on where it is not installed.
    pub fn substitute(self) -> &'static str {
        match self {
            Family::Serif => "Cambria",
            Family::Sans => "Calibri",
        }
    }

    /// The family's upright face of normal weight, for type of the usual size.
    pub fn regular(self) -> Face {
        match self {
            Family::Serif => Face::SerifRegular,
            Family::Sans => Face::SansRegular,
        }
    }

    /// The font that a word processor takes for scripts such as Arabic, which the family lacks.
    pub fn complex_script_name(self) -> &'static str {
        match self {
            Family::Serif => "Times New Roman",
            Family::Sans => "Arial",
        }
    }
}

/// A family's design for a size of type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    Serif,
    SerifSubhead,
    SerifDisplay,
    SerifCaption,
    Sans,
}

/// A face of a family. The optical sizes of the serif are faces of their own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs)] // The names are the fonts' own.
pub enum Face {
    SerifRegular,
    SerifItalic,
    SerifSemibold,
    SerifSemiboldItalic,
    SerifSubhead,
    SerifDisplay,
    SerifCaption,
    SerifCaptionItalic,
    SerifCaptionSemibold,
    SerifCaptionSemiboldItalic,
    SansRegular,
    SansItalic,
    SansSemibold,
    SansSemiboldItalic,
}

impl Face {
    /// Every face, in the order of their discriminants.
    pub const ALL: [Face; 14] = [
        Face::SerifRegular,
        Face::SerifItalic,
        Face::SerifSemibold,
        Face::SerifSemiboldItalic,
        Face::SerifSubhead,
        Face::SerifDisplay,
        Face::SerifCaption,
        Face::SerifCaptionItalic,
        Face::SerifCaptionSemibold,
        Face::SerifCaptionSemiboldItalic,
        Face::SansRegular,
        Face::SansItalic,
        Face::SansSemibold,
        Face::SansSemiboldItalic,
    ];

    /// The cut that it is of, and whether it is semibold and italic.
    fn parts(self) -> (Cut, bool, bool) {
        match self {
            Face::SerifRegular => (Cut::Serif, false, false),
            Face::SerifItalic => (Cut::Serif, false, true),
            Face::SerifSemibold => (Cut::Serif, true, false),
            Face::SerifSemiboldItalic => (Cut::Serif, true, true),
            Face::SerifSubhead => (Cut::SerifSubhead, false, false),
            Face::SerifDisplay => (Cut::SerifDisplay, false, false),
            Face::SerifCaption => (Cut::SerifCaption, false, false),
            Face::SerifCaptionItalic => (Cut::SerifCaption, false, true),
            Face::SerifCaptionSemibold => (Cut::SerifCaption, true, false),
            Face::SerifCaptionSemiboldItalic => (Cut::SerifCaption, true, true),
            Face::SansRegular => (Cut::Sans, false, false),
            Face::SansItalic => (Cut::Sans, false, true),
            Face::SansSemibold => (Cut::Sans, true, false),
            Face::SansSemiboldItalic => (Cut::Sans, true, true),
        }
    }

    /// The face of `cut`, or where that has none such, of the cut of the serif for the usual size.
    fn of(cut: Cut, is_bold: bool, is_italic: bool) -> Face {
        let found = |cut| {
            let mut faces = Face::ALL.into_iter();
            faces.find(|face| face.parts() == (cut, is_bold, is_italic))
        };
        found(cut)
            .or_else(|| found(Cut::Serif))
            .unwrap_or(Face::SerifRegular)
    }

    /// The family that it belongs to.
    pub fn family(self) -> Family {
        match self.parts().0 {
            Cut::Sans => Family::Sans,
            _ => Family::Serif,
        }
    }

    /// The face of its family that stands in for it where the family has no cut for its size of type.
    pub fn without_optical_size(self) -> Face {
        match self.parts() {
            (Cut::Sans, ..) => self,
            (_, is_bold, is_italic) => Face::of(Cut::Serif, is_bold, is_italic),
        }
    }

    /// Whether it is semibold.
    pub fn is_bold(self) -> bool {
        self.parts().1
    }

    /// Whether it is italic.
    pub fn is_italic(self) -> bool {
        self.parts().2
    }

    /// The face for emphasised words among words in this one; upright where this one is italic.
    pub fn emphasised(self) -> Face {
        let (cut, is_bold, is_italic) = self.parts();
        Face::of(cut, is_bold, !is_italic)
    }

    /// The face for strongly emphasised words among words in this one.
    pub fn strong(self) -> Face {
        let (cut, _, is_italic) = self.parts();
        Face::of(cut, true, is_italic)
    }
}
