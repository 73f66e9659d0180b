//! The title page: title, revision colour and date of the draft, as far as it says them.

use domain::Date;
use screenplay::Screenplay;

/// Revision colours in the trade's order.
const COLOURS: [&str; 10] =
    ["White", "Blue", "Pink", "Yellow", "Green", "Goldenrod", "Buff", "Salmon", "Cherry", "Tan"];
/// What the colours are called when they come round again.
const ROUNDS: [&str; 4] = ["", "Double ", "Triple ", "Quadruple "];

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
    written_colour(screenplay).unwrap_or_else(|| COLOURS[0].to_owned())
}

/// The revision colour that the file says.
pub(crate) fn written_colour(screenplay: &Screenplay) -> Option<String> {
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
    lines.find_map(colour_in)
}

/// The colour of the draft after one: Blue after White, Double White after Tan.
pub(crate) fn next_colour(colour: &str) -> String {
    let (round, plain) = (1..ROUNDS.len())
        .find_map(|round| {
            let head = colour.get(..ROUNDS[round].len())?;
            let doubled = head.eq_ignore_ascii_case(ROUNDS[round]);
            doubled.then(|| (round, &colour[head.len()..]))
        })
        .unwrap_or((0, colour));
    let at = COLOURS.iter().position(|known| known.eq_ignore_ascii_case(plain.trim())).unwrap_or(0);
    let round = if at + 1 == COLOURS.len() { (round + 1) % ROUNDS.len() } else { round };
    format!("{}{}", ROUNDS[round], COLOURS[(at + 1) % COLOURS.len()])
}

fn colour_in(line: &str) -> Option<String> {
    let lower = line.to_lowercase();
    let is_there = |wanted: &str| {
        let found = lower.match_indices(wanted);
        found.into_iter().any(|(at, _)| crate::words::is_whole(&lower, at, at + wanted.len()))
    };
    // The doubles first, because they contain the others.
    let names = ROUNDS.iter().rev().flat_map(|round| COLOURS.iter().map(move |c| format!("{round}{c}")));
    names.into_iter().find(|name| is_there(&name.to_lowercase()))
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
        assert_eq!(colour(&page("Title: A\nRevision: double blue")), "Double Blue");
        let bare = page("Title: The White Hotel\nAuthor: A. Green");
        assert_eq!((colour(&bare).as_str(), date(&bare)), ("White", None));
        assert_eq!(title(&page(""), "dir/my-film_v2.fountain"), "my film v2");
        assert_eq!(date_in("2027-01-11"), "2027-01-11".parse().ok());
        assert_eq!(date_in("11 Mar 2027"), "2027-03-11".parse().ok());
        assert_eq!(date_in("99 March 2027"), None);
    }

    #[test]
    fn colours_follow_each_other_and_come_round_doubled() {
        let mut colours = vec!["White".to_owned()];
        for at in 0..21 {
            colours.push(next_colour(&colours[at]));
        }
        assert_eq!(colours[1..3], ["Blue", "Pink"]);
        assert_eq!(colours[9..12], ["Tan", "Double White", "Double Blue"]);
        assert_eq!(colours[20], "Triple White");
        assert_eq!(next_colour("Mauve"), "Blue");
    }
}
