//! Contrast: can words in a colour be read on white, and which colour near it could?
//!
//! Contrast is that of WCAG 2.2; nearness that of Oklab (B. Ottosson, “A perceptual color space for
//! image processing”, 2020; CSS Color 4, §10), in which equal steps look equal.

use super::Colour;

/// The least contrast for text (WCAG 2.2, success criterion 1.4.3, level AA).
pub const LEAST_FOR_TEXT: f64 = 4.5;

/// The least contrast for what must be told from its ground to understand a drawing (WCAG 2.2, success criterion 1.4.11,
/// level AA).
pub const LEAST_FOR_SHAPES: f64 = 3.0;

/// How many steps of lightness are tried from white to black.
const STEPS: f64 = 2000.0;

/// The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, “contrast ratio”).
pub fn ratio(one: Colour, other: Colour) -> f64 {
    let (one, other) = (relative_luminance(one), relative_luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The colour that has enough contrast on white for text, with the hue of `colour` and as much of its
/// chroma as a screen can show, and no darker than need be; `colour` itself where it has enough.
pub fn nearest_legible(colour: Colour) -> Colour {
    let is_legible = |colour: &Colour| ratio(*colour, Colour::WHITE) >= LEAST_FOR_TEXT;
    if is_legible(&colour) {
        return colour;
    }
    let start = Oklab::from(colour);
    (0..=(start.lightness * STEPS) as usize)
        .map(|step| {
            let lightness = (start.lightness - step as f64 / STEPS).max(0.0);
            Oklab { lightness, ..start }.in_gamut()
        })
        .find(is_legible)
        .unwrap_or(Colour::BLACK)
}

/// WCAG 2.2, “relative luminance”: 0 for black, 1 for white.
fn relative_luminance(colour: Colour) -> f64 {
    let [red, green, blue] = linear(colour);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// The parts of a colour as shares of light (IEC 61966-2-1).
fn linear(colour: Colour) -> [f64; 3] {
    [colour.red, colour.green, colour.blue].map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    })
}

/// A colour in Oklab.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Oklab {
    /// From 0, black, to 1, white.
    lightness: f64,
    /// From green to red.
    a: f64,
    /// From blue to yellow.
    b: f64,
}

impl From<Colour> for Oklab {
    fn from(colour: Colour) -> Oklab {
        let [red, green, blue] = linear(colour);
        let long = 0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue;
        let medium = 0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue;
        let short = 0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue;
        let (long, medium, short) = (long.cbrt(), medium.cbrt(), short.cbrt());
        Oklab {
            lightness: 0.210_454_255_3 * long + 0.793_617_785_0 * medium - 0.004_072_046_8 * short,
            a: 1.977_998_495_1 * long - 2.428_592_205_0 * medium + 0.450_593_709_9 * short,
            b: 0.025_904_037_1 * long + 0.782_771_766_2 * medium - 0.808_675_766_0 * short,
        }
    }
}

impl Oklab {
    /// The parts as shares of light; below 0 or above 1 where no screen of sRGB shows the colour.
    fn to_linear(self) -> [f64; 3] {
        let long = self.lightness + 0.396_337_777_4 * self.a + 0.215_803_757_3 * self.b;
        let medium = self.lightness - 0.105_561_345_8 * self.a - 0.063_854_172_8 * self.b;
        let short = self.lightness - 0.089_484_177_5 * self.a - 1.291_485_548_0 * self.b;
        let (long, medium, short) = (long.powi(3), medium.powi(3), short.powi(3));
        [
            4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
            -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
            -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701_0 * short,
        ]
    }

    /// The colour in sRGB; with less chroma where sRGB has none as strong.
    fn in_gamut(self) -> Colour {
        /// What rounding to whole steps of sRGB hides.
        const SLACK: f64 = 1e-4;
        let with_chroma = |share: f64| Oklab {
            a: self.a * share,
            b: self.b * share,
            ..self
        };
        let fits = |colour: &Oklab| {
            let shown = -SLACK..=1.0 + SLACK;
            colour.to_linear().iter().all(|part| shown.contains(part))
        };
        let (mut least, mut most) = (0.0, 1.0);
        if fits(&self) {
            least = 1.0;
        } else {
            for _ in 0..20 {
                let share = (least + most) / 2.0;
                if fits(&with_chroma(share)) {
                    least = share;
                } else {
                    most = share;
                }
            }
        }
        let [red, green, blue] = with_chroma(least).to_linear().map(|part| {
            let part = part.clamp(0.0, 1.0);
            let part = if part <= 0.003_130_8 {
                part * 12.92
            } else {
                1.055 * part.powf(1.0 / 2.4) - 0.055
            };
            (part * 255.0).round() as u8
        });
        Colour::rgb(red, green, blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::Theme;
    use proptest::prelude::*;

    fn hex(text: &str) -> Colour {
        Colour::from_hex(text).unwrap()
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        // The ends of the scale, and the greys on the two sides of level AA.
        for (colour, expected) in [
            ("#000000", 21.0),
            ("#FFFFFF", 1.0),
            ("#767676", 4.54),
            ("#777777", 4.48),
            ("#FF0000", 4.00),
            ("#0000FF", 8.59),
        ] {
            let found = ratio(hex(colour), Colour::WHITE);
            assert!((found - expected).abs() < 0.005, "{colour}: {found}");
            assert_eq!(found, ratio(Colour::WHITE, hex(colour)));
        }
    }

    #[test]
    fn every_line_of_a_chart_is_seen_on_white() {
        let usual = Theme::default();
        for accent in [usual.accent, hex("#767676"), hex("#000000")] {
            let theme = Theme {
                accent,
                ..usual.clone()
            };
            for line in 0..6 {
                let colour = theme.line_colour(line, 6);
                assert!(
                    ratio(colour, Colour::WHITE) >= LEAST_FOR_SHAPES,
                    "{colour:?}"
                );
            }
        }
    }

    #[test]
    fn oklab_is_that_of_css_color_4() {
        // `red` and `green` of CSS in lightness, chroma and hue.
        for (colour, lightness, chroma, hue) in [
            ("#FF0000", 0.627_96, 0.257_68, 29.234),
            ("#008000", 0.519_75, 0.176_86, 142.495),
        ] {
            let found = Oklab::from(hex(colour));
            assert!((found.lightness - lightness).abs() < 1e-4, "{found:?}");
            assert!((found.a.hypot(found.b) - chroma).abs() < 1e-4, "{found:?}");
            assert!(
                (found.b.atan2(found.a).to_degrees() - hue).abs() < 0.02,
                "{found:?}"
            );
            assert_eq!(found.in_gamut(), hex(colour));
        }
    }

    #[test]
    fn a_colour_that_has_enough_contrast_is_its_own_proposal() {
        assert_eq!(nearest_legible(hex("#0F5B68")), hex("#0F5B68"));
        assert_eq!(nearest_legible(hex("#767676")), hex("#767676"));
        assert_eq!(nearest_legible(hex("#777777")), hex("#767676"));
        assert_eq!(nearest_legible(Colour::WHITE), hex("#767676"));
    }

    proptest! {
        #[test]
        fn what_is_proposed_is_legible_of_the_same_hue_and_no_darker_than_need_be(
            red in 0..=255u8, green in 0..=255u8, blue in 0..=255u8
        ) {
            let colour = Colour::rgb(red, green, blue);
            let proposed = nearest_legible(colour);
            let found = ratio(proposed, Colour::WHITE);
            prop_assert!(found >= LEAST_FOR_TEXT);
            if proposed != colour {
                prop_assert!(found < LEAST_FOR_TEXT + 0.12, "{proposed:?} is too dark: {found}");
                let (from, to) = (Oklab::from(colour), Oklab::from(proposed));
                let chroma = |colour: Oklab| colour.a.hypot(colour.b);
                prop_assert!(chroma(to) <= chroma(from) + 0.01);
                // Near grey, rounding to whole steps of sRGB turns the hue at will.
                if chroma(to) > 0.04 {
                    let turn = (from.b.atan2(from.a) - to.b.atan2(to.a)).to_degrees().abs();
                    prop_assert!(turn.min(360.0 - turn) < 6.0, "{colour:?} {proposed:?}: {turn}");
                }
            }
        }
    }
}
