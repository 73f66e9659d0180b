//! `docs/worked-example.md` says what the judge says of the bundled production's hand-made board, item by item.

use std::collections::BTreeMap;

use assert_cmd::Command;
use domain::{Money, State};
use rules::{CostItem, Rule, Subject, Verdict};

const PAGE: &str = include_str!("../../../../docs/worked-example.md");

/// Rows of the page's table whose head begins with these words, cell by cell.
fn table(head: &str) -> Vec<Vec<String>> {
    let rows = PAGE.lines().skip_while(|line| !line.starts_with(&format!("| {head} |"))).skip(2);
    let cells =
        |line: &str| Vec::from_iter(line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()));
    let rows: Vec<Vec<String>> = rows.take_while(|line| line.starts_with('|')).map(cells).collect();
    assert!(!rows.is_empty(), "the page has no table “{head}”");
    rows
}

fn money(cell: &str) -> Money {
    Money::parse(cell.trim_matches('*')).unwrap_or_else(|| panic!("“{cell}” is no money"))
}

fn number(cell: &str) -> f64 {
    cell.replace(',', "").parse().unwrap_or_else(|_| panic!("“{cell}” is no number"))
}

/// The last cell of each row, added up by the first, in capitals: what the script calls a drone may be typed otherwise.
fn sums(head: &str) -> BTreeMap<String, Money> {
    let mut sums = BTreeMap::new();
    for row in table(head) {
        *sums.entry(row[0].to_uppercase()).or_default() += money(&row[row.len() - 1]);
    }
    sums.retain(|_, sum| *sum != Money(0));
    sums
}

fn name(state: &State, subject: Subject) -> String {
    match subject {
        Subject::Unit(id) => state.units[&id].name.clone(),
        Subject::Performer(performer) => state.performer_name(performer),
        Subject::Element(id) => state.elements[&id].name.clone(),
        Subject::Background(id) => state.background[&id].name.clone(),
        Subject::Location(id) => state.locations[&id].name.clone(),
        Subject::Sheet(id) => state.label(id),
    }
}

/// What the judge charges under some rules, by subject.
fn charged(state: &State, verdict: &Verdict, rules: &[Rule]) -> BTreeMap<String, Money> {
    let mut sums = BTreeMap::new();
    for item in verdict.items.iter().filter(|item| rules.contains(&item.rule)) {
        *sums.entry(name(state, item.subject).to_uppercase()).or_default() += item.amount;
    }
    sums
}

fn total<'a>(items: impl Iterator<Item = &'a CostItem>) -> Money {
    items.map(|item| item.amount).sum()
}

#[test]
fn the_board_priced_by_hand_is_what_the_judge_says() {
    let dir = tempfile::TempDir::new().unwrap();
    let mut demo = Command::cargo_bin("firstup").unwrap();
    demo.current_dir(dir.path()).env("FIRSTUP_AUTHOR", "tester");
    demo.args(["demo", "--no-serve", "--iterations", "0", "--threads", "1"]).assert().code(1);
    let file = dir.path().join("firstup-demo/paid-by-the-fall.firstup");
    let file = store::ProductionFile::open_read_only(&file).unwrap();
    let state = file.state();
    let board = &state.boards[&state.board_called(Some("hand-made")).unwrap()];
    let verdict = rules::assess(state, board);
    the_account(state, &verdict);
    the_days(&verdict);
    the_expectation(&verdict);
}

fn the_account(state: &State, verdict: &Verdict) {
    use Rule::{
        Background, CastOvertime, DarkDay, Elements, ForcedCall, Hold, LocationDay, LocationVisit, Pay,
    };
    for (head, rules) in [
        ("cast | terms", &[Pay, Hold][..]),
        ("cast | day: tenths → sum", &[CastOvertime]),
        ("location", &[LocationVisit, LocationDay, DarkDay]),
        ("element", &[Elements]),
        ("background", &[Background]),
    ] {
        assert_eq!(sums(head), charged(state, verdict, rules), "{head}");
    }
    if PAGE.contains("| turn |") {
        let mut forced = BTreeMap::new();
        for row in table("turn") {
            *forced.entry(row[2].to_uppercase()).or_default() += money(&row[3]);
        }
        assert_eq!(forced, charged(state, verdict, &[ForcedCall]));
    }
    let mut account = table("rule");
    let last = account.pop().unwrap();
    assert_eq!(money(&last[1]), verdict.cost);
    let of_rule = |row: &[String]| (row[0].split('`').nth(1).unwrap().to_owned(), money(&row[1]));
    let by_hand: BTreeMap<String, Money> = account.iter().map(|row| of_rule(row)).collect();
    let mut judged: BTreeMap<String, Money> = BTreeMap::new();
    for item in &verdict.items {
        *judged.entry(item.rule.key().to_owned()).or_default() += item.amount;
    }
    assert_eq!(by_hand, judged);
    for row in table("date | day | C") {
        let judged = total(verdict.items.iter().filter(|item| item.date.to_string() == row[0]));
        assert_eq!(money(&row[2]), judged, "{}", row[0]);
    }
}

fn the_days(verdict: &Verdict) {
    let days = table("day");
    let used = Vec::from_iter(verdict.days.iter().filter(|day| !day.strips.is_empty()));
    assert_eq!(days.len(), used.len());
    let mut by_hand: Vec<[String; 4]> = days
        .into_iter()
        .map(|row| {
            let overtime = if row[8].is_empty() { "0".to_owned() } else { row[8].clone() };
            [row[7].clone(), overtime, row[9].clone(), row[10].clone()]
        })
        .collect();
    let mut judged: Vec<[String; 4]> = used
        .into_iter()
        .map(|day| {
            let minutes = [day.work.0.to_string(), day.overtime.0.to_string()];
            let [work, overtime] = minutes;
            [work, overtime, day.call.to_string(), day.wrap.to_string()]
        })
        .collect();
    by_hand.sort();
    judged.sort();
    assert_eq!(by_hand, judged);
}

fn the_expectation(verdict: &Verdict) {
    let near = |cents: f64, by_hand: f64| (cents - by_hand * 100.0).abs() <= 0.51;
    let expected = &verdict.expected;
    let mut lines = expected.items.iter().skip(1).peekable();
    let mut still = 1.0;
    for row in table("stunt") {
        let (q, rho, rewrite) = (number(&row[3]), number(&row[4]), number(&row[5]));
        let losses = [
            ("delay", number(&row[8])),
            ("performer out", number(&row[10])),
            ("rewrite", q * rewrite),
            ("scenes lost", q * number(&row[12])),
        ];
        for (what, by_hand) in losses.into_iter().filter(|(_, loss)| *loss != 0.0) {
            let line = lines.next().unwrap();
            assert_eq!(line.what, what, "{}", row[0]);
            assert!(near(line.amount, still * by_hand), "{} {what}: {}", row[0], line.amount);
        }
        // After the last date's stunts nothing is left to be spent.
        lines.next_if(|line| line.what == "not spent if it stops");
        still *= 1.0 - q * (1.0 - rho);
    }
    assert_eq!(lines.next(), None);
    for (words, cents) in [
        ("- Expected spending G₀:", expected.g0),
        ("- The plan is given up", expected.value_term),
        ("- What a plan", expected.total),
    ] {
        let line = PAGE.lines().find(|line| line.starts_with(words)).unwrap();
        let figure = line.rsplit("**").nth(1).unwrap();
        assert!(near(cents, number(figure)), "{words} {figure} is not {cents}");
    }
}
