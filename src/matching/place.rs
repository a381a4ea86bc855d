//! Where the work is done: told, never scored.

use super::clauses::without_bullet;
use crate::skills::token::tokens;

/// The most places that are told.
const MOST: usize = 3;

/// A line that says where the work is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub name: String,
    pub line: u32,
    pub quote: String,
}

/// Where the text says that the work is done.
pub fn find(text: &str) -> Vec<Place> {
    let mut found: Vec<Place> = Vec::new();
    for (number, line) in (1u32..).zip(text.lines().take(super::clauses::MOST_LINES)) {
        if found.len() == MOST {
            break;
        }
        let (body, _) = without_bullet(line);
        let name = labelled(body).or_else(|| mode(body).map(str::to_owned));
        if let Some(name) = name
            && !found.iter().any(|f| f.name == name)
        {
            found.push(Place {
                name,
                line: number,
                quote: body.to_owned(),
            });
        }
    }
    found
}

/// "Location: Remote (US time zones)".
fn labelled(line: &str) -> Option<String> {
    let (head, rest) = line.split_once([':', '：'])?;
    let is_label = matches!(
        head.trim().to_lowercase().as_str(),
        "location"
            | "place"
            | "place of work"
            | "work location"
            | "job location"
            | "ort"
            | "standort"
            | "arbeitsort"
            | "lieu"
            | "lieu de travail"
            | "ubicación"
            | "lugar"
            | "local"
            | "sede"
            | "locatie"
            | "lokalizacja"
            | "место работы"
            | "地点"
            | "工作地点"
            | "勤務地"
    );
    let rest = rest.trim();
    (is_label && !rest.is_empty() && rest.chars().count() <= 120).then(|| rest.to_owned())
}

/// The way of working that a short line or a line of headlines names.
fn mode(line: &str) -> Option<&'static str> {
    const LONGEST: usize = 24;
    let words = tokens(line);
    if words.len() > LONGEST {
        return None;
    }
    let has = |form: &str| words.iter().any(|w| w.form == form);
    let follows = |a: &str, b: &str| {
        words
            .windows(2)
            .any(|w| matches!(w, [x, y] if x.form == a && y.form == b))
    };
    if has("hybrid") {
        Some("Hybrid")
    } else if follows("on", "site")
        || has("onsite")
        || follows("in", "person")
        || follows("vor", "ort")
        || has("presencial")
    {
        // "Report to the person on site" is about something else, but a short line seldom is.
        (words.len() <= 12).then_some("On site")
    } else if (has("remote") && !follows("remote", "control") && !follows("remote", "sensing"))
        || has("teletrabajo")
        || has("teletravail")
        || follows("home", "office")
    {
        (words.len() <= 12).then_some("Remote")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_place_and_way_of_working() {
        let places = find(
            "Job\nLocation: Boise, Idaho\nHalifax · hybrid (two days a week on site)\n- fully remote",
        );
        let names: Vec<&str> = places.iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names, ["Boise, Idaho", "Hybrid", "Remote"]);
        assert!(find("You will maintain remote control cranes").is_empty());
    }
}
