//! What is exported reads back: to no change, and on a fresh import to the same facts.

use domain::State;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::small::{after, imported, settled};

/// A production with facts in every section.
pub(crate) fn full() -> State {
    let all: String = PIECES.iter().flat_map(|piece| [*piece, "\n"]).collect();
    after(&imported(), &fill(&all, 7, "2027-05-04", "a “quoted” \\\"text\\\""))
}

/// Pieces of files; # is a number, @ a date, ~ a text.
const PIECES: &[&str] = &[
    "[production]\ntitle = \"~\"\nstart = @\npace = #\nbudget = #\nlatitude = #.5\n",
    "[day]\ncall_night = \"1#:30\"\nmeal = 4#\nlocations = #\n",
    "[prices]\ncrew_day = \"#000.0#\"\nfringe = #\n",
    "[rules]\nmeal = \"forbid\"\nlight = \"warn\"\n",
    "[calendar]\nwork_week = [\"mon\", \"sun\"]\noff = [@, \"2028-01-01..2028-02-0#\"]\n",
    "[[unit]]\nname = \"Second\"\nkind = \"stunt\"\ncrew_day = #\nprep = [@]\n",
    "[[location]]\nname = \"Villa ~\"\nsets = [\"HOUSE\"]\nday = #\nlon = -#.25\navailable = [@]\n",
    "[[location]]\nname = \"Quay\"\nstage = true\nsets = [\"HARBOUR\"]\nmodes = [\"night\"]\nunavailable = [@]\n",
    "[[set]]\nname = \"YARD\"\nparent = \"HOUSE\"\navailable = [@]\n[[set]]\nname = \"HOUSE - KITCHEN\"\nreset = [\"parent\"]\n",
    "[[cast]]\ncharacter = \"MARA\"\nboard = \"2\"\nperson = \"Ann ~\"\nterms = \"weekly\"\nrate = #\nnot_names = [\"~\"]\nreset = [\"aliases\"]\n\
     [[cast]]\ncharacter = \"TOM\"\nboard = \"1x\"\nperson = \"Cy\"\navailable = [@]\nbirth_date = 2015-01-0#\nschool = [@]\n",
    "[[cast]]\ncharacter = \"GUARD\"\nkind = \"stunt-double\"\nperson = \"Bo\"\nterms = \"flat\"\namount = #\nwatch = \"~\"\n",
    "[[sheet]]\nscene = \"12\"\nminutes = 1#\nlight = \"dusk\"\nsynopsis = \"~\"\nbefore = [\"14\"]\npresence = { TOM = \"silent\" }\n",
    "[[sheet]]\nscene = \"12A\"\neighths = \"#\"\nstatus = \"omitted\"\npresence = { MARA = \"none\", TOM = \"rejected\" }\n",
    "[[sheet]]\nscene = \"40\"\nparts = 3\n[[sheet]]\nscene = \"40 pt 2\"\ncomments = \"~\"\nset = \"HOUSE\"\n",
    "[[element]]\nname = \"GUN\"\ncategory = \"props\"\nrate = #\nunavailable = [@]\nscenes = [\"12\", { scene = \"14\", quantity = # }]\nrejected = [\"12A\"]\n",
    "[[scene]]\nnumber = \"13\"\nheading = \"EXT. MOOR - DAWN\"\n[[sheet]]\nscene = \"13\"\ncomments = \"~\"\n",
    "[[scene]]\nnumber = \"12A\"\nheading = \"INT. HOUSE - ATTIC - 5 AM\"\ntime = \"dawn\"\n",
    "[[person]]\nname = \"Dee ~\"\nbirth_date = 2015-01-0#\n",
    "[[element]]\nname = \"CRANE ~\"\ncategory = \"special-equipment\"\nscenes = [\"14\"]\nquantity = #\nconfirmed = true\n",
    "[[background]]\nname = \"CROWD\"\nkind = \"silent-bit\"\nrate = #\nscenes = [{ scene = \"14\", count = # }]\n",
    "[[stunt]]\nscene = \"14\"\nname = \"Jump\"\nclass = \"D\"\nprotect = 1\nready = @\nrehearsed_within = #\nrest_after = #\nlost = [\"12\"]\nfails = #\nhurt = #\n\
     [[decision]]\nstunt = \"Jump\"\nbranch = \"continue\"\ndate = @\nnote = \"~\"\n",
    "[[cast]]\ncharacter = \"LEO\"\nperson = \"Leo ~\"\n[[sheet]]\nscene = \"14\"\npresence = { LEO = \"silent\" }\n\
     [[action]]\nscene = \"14\"\nname = \"jump\"\nverb = \"jump\"\ndoer = \"LEO\"\nothers = [\"TOM\"]\nhazards = [\"~\"]\n\
     [[variant]]\naction = \"jump\"\nkind = \"effect\"\nengagements = [\"LEO\"]\nminutes = #\ncost = #\nchosen = true\nanswer_by = @\n\
     [[consent]]\naction = \"jump\"\nvariant = \"effect\"\ncharacter = \"LEO\"\nanswer = \"declined\"\ndate = @\nnote = \"~\"\n\
     [[clearance]]\naction = \"jump\"\nvariant = \"effect\"\nitem = \"~\"\nstate = \"open\"\nfor_date = @\n",
    "[[pin]]\nscene = \"12\"\nat = \"day #\"\n[[pin]]\nscene = \"14\"\nat = @\nby = \"~\"\n",
    "[[board]]\nname = \"AD\"\ndays = [[\"14\"], [], [{ banner = \"note\", text = \"~\", cost = # }, { scene = \"12\", by = \"plan\" }]]\n\
     [[assumption]]\nboard = \"AD\"\ntext = \"~\"\n",
];

fn fill(text: &str, number: u32, date: &str, words: &str) -> String {
    text.replace('#', &number.to_string()).replace('@', date).replace('~', words)
}

fn facts() -> impl Strategy<Value = String> {
    let words =
        select(vec!["rain", "a = b # c", "ÉCLAIR “1”", "\\\"quoted\\\"", "tab\\tline\\n", "[[x]]", "12"]);
    let dates = select(vec!["2027-05-04", "2028-02-29", "1999-12-31"]);
    let piece = (1u32..10, dates, words);
    (subsequence(PIECES, 0..=PIECES.len()), proptest::collection::vec(piece, PIECES.len())).prop_map(
        |(pieces, values)| {
            let filled = pieces.iter().zip(values);
            filled.map(|(piece, (number, date, words))| fill(piece, number, date, words)).collect()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn an_export_reads_back(first in facts(), second in facts()) {
        let once = settled(&imported(), &first);
        if facts::apply(&once, &second, "bea").is_ok() {
            let twice = after(&once, &second);
            let export = facts::export_toml(&twice);
            prop_assert_eq!(crate::small::applied(&twice, &export), facts::Applied::default());
            prop_assert_eq!(facts::export_toml(&after(&imported(), &export)), export);
        }
    }
}

#[test]
fn defaults_are_comments_that_say_what_counts() {
    let export = facts::export_toml(&imported());
    let said: String = export
        .lines()
        .filter(|line| !line.starts_with("# Facts"))
        .map(|line| format!("{}\n", line.strip_prefix("# ").unwrap_or(line)))
        .collect();
    let state = after(&imported(), &said);
    assert_eq!(state.production.prices.crew_day().0, imported().production.prices.crew_day().0);
    assert_eq!(
        state.main_unit().map(|u| u.calendar.clone()),
        imported().main_unit().map(|u| u.calendar.clone())
    );
    assert!(
        export.contains("\n# crew_day = 45000\n") && export.contains("\n# meal = \"price\"\n"),
        "{export}"
    );
}

#[test]
fn json_says_what_the_toml_says() {
    let state = full();
    let read: toml::Table = facts::export_toml(&state).parse().expect("TOML");
    let json = facts::export_json(&state);
    assert_eq!(json["schema"], "firstup.export/1");
    assert_eq!(json["cast"][0]["character"], read["cast"][0]["character"].as_str().expect("a text"));
    assert_eq!(json["prices"]["fringe"], 7);
    let entries = |name: &str| json[name].as_array().map_or(0, Vec::len);
    for name in
        ["unit", "location", "cast", "sheet", "stunt", "consent", "clearance", "decision", "pin", "board"]
    {
        assert_eq!(entries(name), read[name].as_array().map_or(0, Vec::len), "{name}");
    }
}
