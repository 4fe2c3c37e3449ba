//! Enumerations whose values have names in files.

/// Declares an enumeration with all its values in their order, `ALL`, and what each is called:
///
/// ```ignore
/// named! {
///     /// A tide.
///     pub enum Tide;
///     /// Its name in almanacs.
///     pub fn name;
///     Ebb = "ebb",
///     Flood = "flood",
/// }
/// ```
macro_rules! named {
    (
        $(#[$about:meta])* $visible:vis enum $enumeration:ident;
        $(#[$about_name:meta])* $name_visible:vis fn $name:ident;
        $($(#[$about_value:meta])* $value:ident = $text:literal,)*
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[allow(missing_docs)] // The names say it.
        $visible enum $enumeration { $($(#[$about_value])* $value,)* }

        impl $enumeration {
            /// All of them, in their order.
            $name_visible const ALL: [$enumeration; [$($text),*].len()] = [$($enumeration::$value),*];

            $(#[$about_name])*
            $name_visible const fn $name(self) -> &'static str {
                match self { $($enumeration::$value => $text,)* }
            }
        }
    };
}
pub(crate) use named;
