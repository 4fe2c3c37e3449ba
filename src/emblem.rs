//! The European emblem, drawn to its published geometry.
//!
//! The geometry and the colours are those of the [Interinstitutional Style Guide], annex A1, and of the
//! [Council of Europe], whose emblem it is too: a blue rectangle of 3 : 2; twelve gold stars at equal
//! intervals on a circle about its centre, like the hours on the face of a clock, each upright.
//!
//! [Interinstitutional Style Guide]: https://publications.europa.eu/code/en/en-5000100.htm
//! [Council of Europe]: http://www.coe.int/T/E/Com/Files/events/2005-12-drapeau/caracteristiques.asp

use crate::document::{Picture, PictureFormat};
use std::fmt::Write;
use std::sync::Arc;

/// The height of the drawing, in its own units: eighteen parts, of which the radius of a star is one.
const HEIGHT: u32 = 540;
/// One and a half times the height.
const WIDTH: u32 = HEIGHT / 2 * 3;
/// The number of stars.
const STARS: u32 = 12;
/// The radius of the circle that the stars' centres stand on: a third of the height.
const CIRCLE_RADIUS: u32 = HEIGHT / 3;
/// The radius of the circle that a star's points stand on: an eighteenth of the height.
const STAR_RADIUS: u32 = HEIGHT / 18;
/// Pantone Reflex Blue, in sRGB as the guide gives it for the web.
const BLUE: &str = "#003399";
/// Pantone Yellow, in the same way.
const YELLOW: &str = "#ffcc00";

/// The name of the picture, as if it were a file.
const FILE: &str = "european-union.svg";
/// The thickness of the rectangle's outline where only black is available; the guide names none.
const OUTLINE: u32 = HEIGHT / 90;

/// How the emblem is reproduced.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reproduction {
    /// In the regulation colours.
    Colour,
    /// Where only black is available: the rectangle outlined, the stars black on white.
    Black,
}

/// The points of a star's outline: five outer, five inner.
const CORNERS: u32 = 10;

/// The emblem as a picture.
pub fn european_union(reproduction: Reproduction) -> Picture {
    Picture {
        file: FILE.to_owned(),
        bytes: Arc::from(svg(reproduction).into_bytes()),
        format: PictureFormat::Svg,
        width_px: WIDTH,
        height_px: HEIGHT,
    }
}

/// The emblem as a drawing in SVG. The same on every machine.
fn svg(reproduction: Reproduction) -> String {
    let (ground, stars) = match reproduction {
        Reproduction::Colour => (
            format!("<path fill=\"{BLUE}\" d=\"M0 0h{WIDTH}v{HEIGHT}H0z\"/>"),
            YELLOW,
        ),
        Reproduction::Black => {
            let (inset, across, down) = (OUTLINE, WIDTH - 2 * OUTLINE, HEIGHT - 2 * OUTLINE);
            let outline = format!(
                "<path fill=\"#fff\" d=\"M0 0h{WIDTH}v{HEIGHT}H0z\"/>\
                 <path fill-rule=\"evenodd\" \
                 d=\"M0 0h{WIDTH}v{HEIGHT}H0zM{inset} {inset}h{across}v{down}h-{across}z\"/>"
            );
            (outline, "#000")
        }
    };
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" \
         viewBox=\"0 0 {WIDTH} {HEIGHT}\">{ground}<path fill=\"{stars}\" d=\""
    );
    for hour in 0..STARS {
        for (corner, (x, y)) in star(hour).into_iter().enumerate() {
            let command = if corner == 0 { 'M' } else { 'L' };
            // Whatever is written to a string is written.
            let _ = write!(svg, "{command}{x:.3} {y:.3}");
        }
        svg.push('z');
    }
    svg.push_str("\"/></svg>");
    svg
}

/// The outline of the star at an hour of the clock's face, from the upper left corner, its uppermost point first.
fn star(hour: u32) -> Vec<(f64, f64)> {
    // A pentagram's inner corners stand on a circle smaller by the square of the golden ratio.
    let golden = f64::midpoint(1.0, 5.0_f64.sqrt());
    let outer = f64::from(STAR_RADIUS);
    let inner = outer / (golden * golden);
    let (x, y) = at_turn(hour, STARS, f64::from(CIRCLE_RADIUS));
    let centre = (f64::from(WIDTH) / 2.0 + x, f64::from(HEIGHT) / 2.0 + y);
    (0..CORNERS)
        .map(|corner| {
            let radius = if corner % 2 == 0 { outer } else { inner };
            let (x, y) = at_turn(corner, CORNERS, radius);
            (centre.0 + x, centre.1 + y)
        })
        .collect()
}

/// From the centre of a circle to its point after `part` of `parts` of a turn, clockwise from the top.
fn at_turn(part: u32, parts: u32, radius: f64) -> (f64, f64) {
    let angle = f64::from(part) * std::f64::consts::TAU / f64::from(parts);
    (radius * angle.sin(), -radius * angle.cos())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// The corners of each star, as the drawing has them.
    fn drawn() -> Vec<Vec<(f64, f64)>> {
        let svg = svg(Reproduction::Colour);
        let path = svg.split(" d=\"").nth(2).unwrap();
        let path = path.split('"').next().unwrap();
        path.split_terminator('z')
            .map(|star| {
                star.trim_start_matches('M')
                    .split('L')
                    .map(|corner| {
                        let (x, y) = corner.split_once(' ').unwrap();
                        (x.parse().unwrap(), y.parse().unwrap())
                    })
                    .collect()
            })
            .collect()
    }

    /// Equal, to the drawing's last decimal.
    fn assert_near(one: f64, other: f64) {
        assert!((one - other).abs() < 0.0011, "{one} {other}");
    }

    #[test]
    fn the_rectangle_is_half_as_wide_again_as_it_is_high() {
        assert_eq!(WIDTH * 2, HEIGHT * 3);
        let svg = svg(Reproduction::Colour);
        assert!(svg.contains("viewBox=\"0 0 810 540\""), "{svg}");
        assert!(
            svg.contains("fill=\"#003399\" d=\"M0 0h810v540H0z\""),
            "{svg}"
        );
        assert!(svg.contains("fill=\"#ffcc00\""), "{svg}");
    }

    #[test]
    fn twelve_stars_stand_like_the_hours_on_a_circle_of_a_third_of_the_height() {
        let stars = drawn();
        assert_eq!(stars.len(), 12);
        for (hour, star) in stars.iter().enumerate() {
            let outer: Vec<_> = star.iter().step_by(2).collect();
            assert_eq!(outer.len(), 5);
            let x = outer.iter().map(|point| point.0).sum::<f64>() / 5.0 - 405.0;
            let y = outer.iter().map(|point| point.1).sum::<f64>() / 5.0 - 270.0;
            assert_near(x.hypot(y), 540.0 / 3.0);
            let turn = x.atan2(-y).rem_euclid(std::f64::consts::TAU) / std::f64::consts::TAU;
            assert_near((turn * 12.0).rem_euclid(12.0), hour as f64);
        }
    }

    #[test]
    fn each_star_is_upright_in_a_circle_of_an_eighteenth_of_the_height() {
        for star in drawn() {
            let centre = (star[0].0, star[0].1 + 30.0);
            for point in star.iter().step_by(2) {
                let radius = (point.0 - centre.0).hypot(point.1 - centre.1);
                assert_near(radius, 540.0 / 18.0);
            }
            // Two points in a straight line at right angles to the one that stands up.
            assert_near(star[2].1, star[8].1);
            // The sides of a star go through from point to point: its inner corners lie on them.
            assert_near(star[1].1, star[2].1);
            assert_near(star[9].1, star[8].1);
        }
    }

    #[test]
    fn in_black_the_same_stars_stand_on_white_in_an_outline() {
        let colour = svg(Reproduction::Colour);
        let black = svg(Reproduction::Black);
        let stars = |svg: &str| svg.rsplit(" d=").next().map(str::to_owned);
        assert_eq!(stars(&black), stars(&colour));
        assert!(!black.contains(BLUE) && !black.contains(YELLOW));
        assert!(
            black.contains("M0 0h810v540H0zM6 6h798v528h-798z"),
            "{black}"
        );
    }

    #[test]
    fn the_points_of_neighbouring_stars_do_not_touch() {
        let stars = drawn();
        for (index, star) in stars.iter().enumerate() {
            for point in star {
                for other in stars.iter().skip(index + 1).flatten() {
                    let distance = (point.0 - other.0).hypot(point.1 - other.1);
                    assert!(distance > f64::from(STAR_RADIUS));
                }
            }
        }
    }
}
