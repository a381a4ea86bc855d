//! Fonts of Chinese, Japanese and Korean that are not embedded name one of Adobe's CMaps (ISO 32000-1 table 118). Their
//! tables take 800 KB; to read text they are not needed, for the codes are Unicode or a known old encoding.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS};
use pdfboss_core::{Dict, Name, Object, Stream};

/// The codes of a CMap.
enum Codes {
    /// Two bytes each: UCS-2 or UTF-16.
    Unicode,
    /// One byte or two.
    Mixed(&'static Encoding),
}

/// The codes that a CMap of that name reads; `None` for other names.
fn codes_of(name: &str) -> Option<Codes> {
    let bare = name
        .strip_suffix("-H")
        .or_else(|| name.strip_suffix("-V"))?;
    if bare.starts_with("Uni") && (bare.contains("UCS2") || bare.ends_with("UTF16")) {
        return Some(Codes::Unicode);
    }
    Some(Codes::Mixed(match bare {
        "GB-EUC" | "GBpc-EUC" | "GBK-EUC" | "GBKp-EUC" | "GBK2K" => GB18030,
        "B5pc" | "HKscs-B5" | "ETen-B5" | "ETenms-B5" => BIG5,
        "83pv-RKSJ" | "90ms-RKSJ" | "90msp-RKSJ" | "90pv-RKSJ" | "Add-RKSJ" | "Ext-RKSJ" => {
            SHIFT_JIS
        }
        "EUC" => EUC_JP,
        "KSC-EUC" | "KSCms-UHC" | "KSCms-UHC-HW" | "KSCpc-EUC" => EUC_KR,
        _ => return None,
    }))
}

/// A font's dictionary with CMaps that say what its codes mean, where it only names one; `None` for every other font.
pub(super) fn with_cmaps(font: &Dict) -> Option<Dict> {
    if font.get_name("Subtype")?.0 != "Type0" || font.get("ToUnicode").is_some() {
        return None;
    }
    let codes = codes_of(&font.get_name("Encoding")?.0)?;
    let mut font = font.clone();
    let mut set = |key: &str, cmap: String| {
        let stream = Stream {
            dict: Dict::new(),
            data: cmap.into_bytes(),
        };
        font.insert(Name(key.to_owned()), Object::Stream(stream));
    };
    match codes {
        Codes::Unicode => set(
            "ToUnicode",
            cmap(
                "<0000> <FFFF>",
                1,
                "1 beginbfrange\n<0000> <FFFF> <0000>\nendbfrange\n",
            ),
        ),
        Codes::Mixed(encoding) => {
            let (singles, doubles) = code_points(encoding);
            let spaces = code_spaces(&singles, &doubles);
            let count = spaces.lines().count();
            let cids = "2 begincidrange\n<00> <FF> 0\n<0000> <FFFF> 0\nendcidrange\n";
            set("Encoding", cmap(&spaces, count, cids));
            let mut body = String::new();
            for (code, c) in singles {
                body.push_str(&format!("<{code:02X}> <{:04X}>\n", u32::from(c)));
            }
            for (code, c) in doubles {
                body.push_str(&format!("<{code:04X}> <{:04X}>\n", u32::from(c)));
            }
            let count = body.lines().count();
            set(
                "ToUnicode",
                cmap(
                    &spaces,
                    spaces.lines().count(),
                    &format!("{count} beginbfchar\n{body}endbfchar\n"),
                ),
            );
        }
    }
    Some(font)
}

fn cmap(spaces: &str, count: usize, body: &str) -> String {
    format!("begincmap\n{count} begincodespacerange\n{spaces}\nendcodespacerange\n{body}endcmap\n")
}

/// Characters of one byte and of two, each under its code.
type CodePoints = (Vec<(u8, char)>, Vec<(u16, char)>);

/// Every code of one byte and of two, with the character it stands for (of the basic plane).
fn code_points(encoding: &'static Encoding) -> CodePoints {
    let one = |bytes: &[u8]| -> Option<char> {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        let mut chars = text.chars();
        let c = chars.next().filter(|c| u32::from(*c) <= 0xFFFF)?;
        chars.next().is_none().then_some(c)
    };
    let singles: Vec<(u8, char)> = (0..=u8::MAX)
        .filter_map(|b| Some((b, one(&[b])?)))
        .collect();
    let mut doubles = Vec::new();
    for lead in 0x81..=0xFEu8 {
        if singles.iter().any(|(b, _)| *b == lead) {
            continue;
        }
        for trail in 0x40..=0xFEu8 {
            if let Some(c) = one(&[lead, trail]) {
                doubles.push((u16::from_be_bytes([lead, trail]), c));
            }
        }
    }
    (singles, doubles)
}

/// The ranges of codes of one byte and of two.
fn code_spaces(singles: &[(u8, char)], doubles: &[(u16, char)]) -> String {
    let leads: Vec<u8> = doubles
        .iter()
        .map(|(code, _)| code.to_be_bytes()[0])
        .collect();
    let mut lines = Vec::new();
    let mut add = |bytes: &mut dyn Iterator<Item = u8>, write: &dyn Fn(u8, u8) -> String| {
        let mut run: Option<(u8, u8)> = None;
        for b in bytes {
            run = match run {
                Some((from, to)) if b == to || Some(b) == to.checked_add(1) => Some((from, b)),
                Some((from, to)) => {
                    lines.push(write(from, to));
                    Some((b, b))
                }
                None => Some((b, b)),
            };
        }
        if let Some((from, to)) = run {
            lines.push(write(from, to));
        }
    };
    add(&mut singles.iter().map(|(b, _)| *b), &|from, to| {
        format!("<{from:02X}> <{to:02X}>")
    });
    add(&mut leads.into_iter(), &|from, to| {
        format!("<{from:02X}40> <{to:02X}FE>")
    });
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn font(encoding: &str) -> Dict {
        let mut font = Dict::new();
        for (key, value) in [("Subtype", "Type0"), ("Encoding", encoding)] {
            font.insert(Name(key.to_owned()), Object::Name(Name(value.to_owned())));
        }
        font
    }

    fn text_of(font: &Dict, key: &str) -> String {
        match font.get(key) {
            Some(Object::Stream(stream)) => String::from_utf8_lossy(&stream.data).into_owned(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn unicode_codes_mean_themselves() {
        let patched = with_cmaps(&font("UniGB-UCS2-H")).expect("a known CMap");
        assert!(text_of(&patched, "ToUnicode").contains("<0000> <FFFF> <0000>"));
    }

    #[test]
    fn old_encodings_are_written_out() {
        let patched = with_cmaps(&font("90ms-RKSJ-H")).expect("a known CMap");
        // 職 is 0x9045 in Shift JIS.
        assert!(text_of(&patched, "ToUnicode").contains("<9045> <8077>"));
        let spaces = text_of(&patched, "Encoding");
        assert!(
            spaces.contains("<A1> <DF>") && spaces.contains("<8140> <84FE>"),
            "{}",
            &spaces[..200]
        );
    }

    #[test]
    fn other_fonts_stay_as_they_are() {
        assert!(with_cmaps(&font("Identity-H")).is_none());
        assert!(with_cmaps(&font("WinAnsiEncoding")).is_none());
    }
}
