//! Colours, and which of them look the same.

/// Red, green and blue, from 0 to 1.
pub(super) type Colour = (f32, f32, f32);

/// The ground where nothing was painted.
pub(super) const WHITE: Colour = (1.0, 1.0, 1.0);

/// Two colours nearer than this on every channel look the same.
const SAME_COLOUR: f32 = 0.06;

/// Whether a person sees two colours as one.
pub(super) fn is_same(a: Colour, b: Colour) -> bool {
    (a.0 - b.0).abs() < SAME_COLOUR
        && (a.1 - b.1).abs() < SAME_COLOUR
        && (a.2 - b.2).abs() < SAME_COLOUR
}

/// Gray, RGB or CMYK as RGB.
pub(super) fn device_colour(parts: &[f32]) -> Option<Colour> {
    let at = |index: usize| {
        parts
            .get(index)
            .copied()
            .filter(|v| v.is_finite())
            .map(|v| v.clamp(0.0, 1.0))
    };
    match parts.len() {
        1 => at(0).map(|v| (v, v, v)),
        3 => Some((at(0)?, at(1)?, at(2)?)),
        4 => {
            let light = 1.0 - at(3)?;
            Some((
                (1.0 - at(0)?) * light,
                (1.0 - at(1)?) * light,
                (1.0 - at(2)?) * light,
            ))
        }
        _ => None,
    }
}
