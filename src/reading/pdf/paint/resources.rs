//! Named resources, and what they say of paint: colour spaces, parameters, forms.

use pdfboss_core::{Dict, Document as Pdf, Matrix, Object};

/// A named resource, from the innermost dictionary that has it.
pub(super) fn resource(
    pdf: &Pdf,
    resources: &[Dict],
    category: &str,
    name: &str,
) -> Option<Object> {
    resources.iter().find_map(|dict| {
        let Ok(Object::Dict(named)) = pdf.resolve(dict.get(category)?) else {
            return None;
        };
        pdf.resolve(named.get(name)?).ok().filter(|o| !o.is_null())
    })
}

/// Whether the numbers of a colour space are gray, RGB or CMYK. Inks and palettes are not: there 1 may be the darkest.
pub(super) fn is_plain_space(pdf: &Pdf, resources: &[Dict], name: &str) -> bool {
    const PLAIN: &[&str] = &[
        "DeviceGray",
        "DeviceRGB",
        "DeviceCMYK",
        "CalGray",
        "CalRGB",
        "ICCBased",
    ];
    if PLAIN.contains(&name) {
        return true;
    }
    match resource(pdf, resources, "ColorSpace", name) {
        Some(Object::Name(name)) => PLAIN.contains(&name.0.as_str()),
        Some(Object::Array(parts)) => parts
            .first()
            .and_then(Object::as_name)
            .is_some_and(|name| PLAIN.contains(&name.0.as_str())),
        _ => false,
    }
}

/// Whether a set of parameters leaves paint opaque: full strength, and no mixing with what lies below.
pub(super) fn is_opaque(pdf: &Pdf, resources: &[Dict], name: &str) -> bool {
    let Some(Object::Dict(parameters)) = resource(pdf, resources, "ExtGState", name) else {
        return true;
    };
    let get = |key: &str| parameters.get(key).and_then(|o| pdf.resolve(o).ok());
    let strength = get("ca").and_then(|o| o.as_f64()).unwrap_or(1.0);
    let mixes = get("BM").is_some_and(|o| {
        o.as_name()
            .is_none_or(|n| n.0 != "Normal" && n.0 != "Compatible")
    });
    let masked = get("SMask").is_some_and(|o| o.as_name().is_none_or(|n| n.0 != "None"));
    strength > 0.98 && !mixes && !masked
}

/// A form's own matrix, where it has one.
pub(super) fn matrix_of(pdf: &Pdf, form: &Dict) -> Option<Matrix> {
    let Ok(Object::Array(parts)) = pdf.resolve(form.get("Matrix")?) else {
        return None;
    };
    let mut numbers = [0.0f32; 6];
    for (slot, part) in numbers.iter_mut().zip(&parts) {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a matrix is kept in single precision"
        )]
        let value = pdf.resolve(part).ok()?.as_f64()? as f32;
        *slot = value;
    }
    let [a, b, c, d, e, f] = numbers;
    (parts.len() == 6).then_some(Matrix { a, b, c, d, e, f })
}
