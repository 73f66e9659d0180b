//! The title page: title, revision colour and date of the draft, as far as it says them.

use domain::Date;
use screenplay::Screenplay;

/// Revision colours in the trade's order; the doubles first, because they contain the others.
const COLOURS: [&str; 11] = [
    "Double White",
    "White",
    "Blue",
    "Pink",
    "Yellow",
    "Green",
    "Goldenrod",
    "Buff",
    "Salmon",
    "Cherry",
    "Tan",
];

/// The title: from the title page, else from the file's name.
pub(crate) fn title(screenplay: &Screenplay, file_name: &str) -> String {
    let named = screenplay.title_page.iter().find(|(key, _)| key.eq_ignore_ascii_case("title"));
    let first =
        || screenplay.title_page.iter().find(|(key, value)| key.is_empty() && !value.trim().is_empty());
    let title = named.or_else(first).map(|(_, value)| plain(value)).filter(|title| !title.is_empty());
    title.unwrap_or_else(|| from_file(file_name))
}

/// On one line.
fn plain(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn from_file(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
    let title = stem.replace(['-', '_'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() { "Untitled".to_owned() } else { title }
}

/// The revision colour: White unless the file says another.
pub(crate) fn colour(screenplay: &Screenplay) -> String {
    let drafts = screenplay.title_page.iter().filter(|(key, _)| {
        let key = key.to_lowercase();
        ["draft", "revision", "version", "color", "colour"].iter().any(|word| key.contains(word))
    });
    let keyed = drafts.map(|(_, value)| value.as_str()).chain(screenplay.fdx.draft.as_deref());
    let loose = screenplay.title_page.iter().filter(|(key, value)| {
        let value = value.to_lowercase();
        key.is_empty() && ["draft", "revision", "rev.", "pages"].iter().any(|word| value.contains(word))
    });
    let mut lines = keyed.chain(loose.map(|(_, value)| value.as_str()));
    lines.find_map(colour_in).unwrap_or("White").to_owned()
}

fn colour_in(line: &str) -> Option<&'static str> {
    let lower = line.to_lowercase();
    COLOURS.into_iter().find(|colour| {
        let wanted = colour.to_lowercase();
        lower.match_indices(&wanted).any(|(at, _)| crate::words::is_whole(&lower, at, at + wanted.len()))
    })
}

/// The date on the title page.
pub(crate) fn date(screenplay: &Screenplay) -> Option<Date> {
    let dated =
        screenplay.title_page.iter().filter(|(key, _)| key.is_empty() || key.to_lowercase().contains("date"));
    dated.flat_map(|(_, value)| value.lines()).find_map(date_in)
}

/// `2027-01-11`, `January 11, 2027`, `11 January 2027`.
fn date_in(line: &str) -> Option<Date> {
    let parts: Vec<&str> =
        line.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    parts.windows(3).find_map(|part| {
        let number = |at: usize| part[at].parse::<i16>().ok();
        let (year, month, day) = match (month(part[0]), month(part[1])) {
            (Some(month), _) => (number(2)?, month, number(1)?),
            (None, Some(month)) => (number(2)?, month, number(0)?),
            (None, None) => (number(0)?, i8::try_from(number(1)?).ok()?, number(2)?),
        };
        let year = Some(year).filter(|year| (1900..2200).contains(year))?;
        Date::new(year, month, i8::try_from(day).ok()?).ok()
    })
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let head = word.get(..3)?.to_lowercase();
    let at = MONTHS.iter().position(|month| *month == head)?;
    i8::try_from(at + 1).ok().filter(|_| word.chars().all(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Screenplay {
        screenplay::read(format!("{text}\n\nINT. A - DAY\n\nx\n").as_bytes(), None).screenplay
    }

    #[test]
    fn the_title_page_is_read() {
        let script = page("Title: **Big\\_Fish** \nDraft date: Blue revision, January 5, 2027");
        assert_eq!(title(&script, "x.fountain"), "Big_Fish");
        assert_eq!(colour(&script), "Blue");
        assert_eq!(date(&script), "2027-01-05".parse().ok());
        let bare = page("Title: The White Hotel\nAuthor: A. Green");
        assert_eq!((colour(&bare).as_str(), date(&bare)), ("White", None));
        assert_eq!(title(&page(""), "dir/my-film_v2.fountain"), "my film v2");
        assert_eq!(date_in("2027-01-11"), "2027-01-11".parse().ok());
        assert_eq!(date_in("11 Mar 2027"), "2027-03-11".parse().ok());
        assert_eq!(date_in("99 March 2027"), None);
    }
}
