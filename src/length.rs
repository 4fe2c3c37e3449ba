//! Lengths on the page.
//!
//! One length is a whole number of *scaled points*, 1/65536 of a PDF point (1/72 inch), so that sums
//! are exact, comparisons are total, and the same brief gives the same bytes on every machine.
//! (TeX counts in the same fraction of its slightly smaller point.)

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// CSS pixels in an inch (CSS Values and Units 4 §6.2).
pub const PX_PER_INCH: u32 = 96;

/// A length, in scaled points of 1/65536 PDF point.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(i64);

impl Length {
    /// No length.
    pub const ZERO: Length = Length(0);
    /// Scaled points in a point.
    const SCALE: i64 = 1 << 16;

    /// A length of `points` PDF points (1/72 inch), rounded towards zero.
    pub const fn pt(points: f64) -> Length {
        Length((points * Self::SCALE as f64) as i64)
    }

    /// A length of `millimetres`.
    pub const fn mm(millimetres: f64) -> Length {
        Length::pt(millimetres * 72.0 / 25.4)
    }

    /// `units` font design units of an em of `units_per_em`, at the size `size`; rounded to nearest.
    pub fn from_font_units(units: i32, units_per_em: u16, size: Length) -> Length {
        let em = i64::from(units_per_em.max(1));
        let product = i64::from(units) * size.0;
        Length((product + em / 2).div_euclid(em))
    }

    /// In PDF points.
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / Self::SCALE as f64
    }

    /// In whole twentieths of a point (ECMA-376 “twips”), rounded to nearest.
    pub fn to_twips(self) -> i64 {
        self.rounded(20)
    }

    /// In whole half-points (ECMA-376 font sizes), rounded to nearest.
    pub fn to_half_points(self) -> i64 {
        self.rounded(2)
    }

    /// In whole English Metric Units (ECMA-376 DrawingML, 12 700 to a point), rounded to nearest.
    pub fn to_emu(self) -> i64 {
        self.rounded(12_700)
    }

    /// The longest of some lengths, none of which is below zero; zero where there are none.
    pub fn longest(lengths: impl IntoIterator<Item = Length>) -> Length {
        lengths.into_iter().fold(Length::ZERO, Length::max)
    }

    /// In whole CSS pixels, one at least, rounded to nearest.
    pub fn to_css_pixels(self) -> u32 {
        let inches = self.to_pt() / 72.0;
        (inches * f64::from(PX_PER_INCH)).round().max(1.0) as u32
    }

    fn rounded(self, per_point: i64) -> i64 {
        (self.0 * per_point + Self::SCALE / 2).div_euclid(Self::SCALE)
    }

    /// This length scaled by `numerator / denominator`, rounded to nearest; zero where the
    /// denominator is.
    pub fn scaled(self, numerator: i64, denominator: i64) -> Length {
        if denominator == 0 {
            return Length::ZERO;
        }
        // Hardly a length needs more than 64 bits on the way.
        if let Some(sum) = self
            .0
            .checked_mul(numerator)
            .and_then(|product| product.checked_add(denominator / 2))
        {
            return Length(sum.div_euclid(denominator));
        }
        let product = i128::from(self.0) * i128::from(numerator);
        let half = i128::from(denominator) / 2;
        Length((product + half).div_euclid(i128::from(denominator)) as i64)
    }

    /// So many thousandths of this length, rounded to nearest.
    pub fn per_mille(self, thousandths: i64) -> Length {
        self.scaled(thousandths, 1000)
    }

    /// A share of this length, rounded towards zero.
    pub fn share(self, share: f64) -> Length {
        Length::pt(self.to_pt() * share)
    }

    /// The ratio of two lengths; zero where `other` is zero.
    pub fn ratio(self, other: Length) -> f64 {
        if other.0 == 0 {
            0.0
        } else {
            self.0 as f64 / other.0 as f64
        }
    }

    /// The smallest multiple of `step` that is not less than this length.
    pub fn round_up_to(self, step: Length) -> Length {
        if step.0 <= 0 {
            return self;
        }
        // What is rounded down with the other sign is rounded up.
        Length(-(-self.0).div_euclid(step.0) * step.0)
    }
}

impl fmt::Debug for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}pt", self.to_pt())
    }
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        Length(self.0 + other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        self.0 += other.0;
    }
}

impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0 - other.0)
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Length) {
        self.0 -= other.0;
    }
}

impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(-self.0)
    }
}

impl Mul<i64> for Length {
    type Output = Length;
    fn mul(self, factor: i64) -> Length {
        Length(self.0 * factor)
    }
}

impl Div<i64> for Length {
    type Output = Length;
    fn div(self, divisor: i64) -> Length {
        Length(self.0 / divisor)
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Length>>(lengths: I) -> Length {
        lengths.fold(Length::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_rounded_up_to_a_multiple() {
        let rounded = |length, step| Length(length).round_up_to(Length(step)).0;
        for (length, up) in [(0, 0), (1, 5), (5, 5), (6, 10), (-1, 0), (-5, -5), (-6, -5)] {
            assert_eq!(rounded(length, 5), up, "{length}");
        }
        assert_eq!(rounded(7, 0), 7);
    }
}
