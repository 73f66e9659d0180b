//! Cues: who speaks where, and whether they are seen while they speak.

use screenplay::{ElementKind, Screenplay};

use crate::evidence::Spot;
use crate::lexicon::{Compiled, List};
use crate::names;

/// One cue.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    /// Index of the scene.
    pub(crate) scene: usize,
    /// The cue's element.
    pub(crate) spot: Spot,
    /// The cleaned name.
    pub(crate) name: String,
    pub(crate) hearing: Hearing,
}

/// How a speaker is seen and heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hearing {
    /// In the picture.
    Seen,
    /// Off screen: on the set, unless the speaker is seen to be elsewhere.
    Off,
    /// By intercom or radio: heard only, or from within the same set.
    Live,
    /// Heard only: voice-over, a telephone's other end, a recording.
    Heard,
}

/// All cues of scenes that are not omitted, and the lines that look like cues but name nobody.
pub(crate) fn collect(screenplay: &Screenplay, lexicon: &Compiled) -> (Vec<Cue>, Vec<Spot>) {
    let (mut cues, mut ignored) = (Vec::new(), Vec::new());
    for (scene, entry) in screenplay.scenes.iter().enumerate().filter(|(_, scene)| !scene.omitted) {
        for at in entry.elements.clone() {
            let element = &screenplay.elements[at];
            let ElementKind::Character { name, extensions, .. } = &element.kind else { continue };
            let (name, loose) = names::clean(name);
            let spot = Spot::new(at, 0..element.text.len());
            if names_nobody(lexicon, &name) {
                ignored.push(spot);
                continue;
            }
            let extensions: Vec<&String> = extensions.iter().chain(&loose).collect();
            let hearing = hearing(&extensions);
            cues.push(Cue { scene, spot, name, hearing });
        }
    }
    (cues, ignored)
}

/// Camera directions and headings that stand alone in capitals.
fn names_nobody(lexicon: &Compiled, name: &str) -> bool {
    let lower = name.to_lowercase();
    let tokens = names::tokens(name);
    let camera = |words: &[String]| lexicon.has(List::Capitals, &words.join(" ").to_lowercase());
    let begins = tokens.len() > 1 && (2..tokens.len()).any(|n| camera(&tokens[..n]));
    let sentences = name.match_indices(". ").any(|(at, _)| {
        let last = name[..at].rsplit(' ').next().unwrap_or_default();
        !names::is_title(lexicon, last) && last.chars().count() > 2
    });
    let single =
        name.chars().filter(|c| c.is_alphabetic()).count() < 2 && !name.chars().any(|c| c as u32 > 0x2E80);
    let timed = ["DAY", "NIGHT", "CONTINUOUS", "LATER", "MORNING", "EVENING"]
        .iter()
        .any(|time| name.ends_with(&format!("- {time}")));
    let point_of_view = tokens.last().is_some_and(|last| last == "POV");
    single
        || lexicon.has(List::Capitals, &lower)
            && !names::is_group(lexicon, name)
            && !names::is_voice(lexicon, name)
        || begins
        || sentences
        || timed
        || point_of_view
}

fn hearing(extensions: &[&String]) -> Hearing {
    let letters = |extension: &str| -> String {
        extension.to_uppercase().chars().filter(|c| c.is_alphanumeric()).collect()
    };
    if extensions.iter().any(|extension| is_heard_only(extension)) {
        let live = |extension: &&String| {
            let letters = letters(extension);
            ["INTERCOM", "COMMS", "COMM", "RADIO"].iter().any(|device| letters.contains(device))
        };
        return if extensions.iter().any(live) { Hearing::Live } else { Hearing::Heard };
    }
    let off = |extension: &&String| {
        let letters = letters(extension);
        ["OS", "OC"].iter().any(|mark| letters == *mark)
            || letters.contains("OFFSCREEN")
            || letters.contains("OFFCAMERA")
    };
    if extensions.iter().any(off) { Hearing::Off } else { Hearing::Seen }
}

/// `(V.O.)`, `(FILTERED)`, `(ON PHONE)`; off screen is on the set, so `(O.S.)` is not one of them.
fn is_heard_only(extension: &str) -> bool {
    let letters: String =
        extension.to_uppercase().chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
    let words: Vec<&str> = letters.split_whitespace().collect();
    if matches!(words.first(), Some(&("INTO" | "TO" | "IN" | "ANSWERING"))) {
        return false;
    }
    let heard = |word: &&str| {
        matches!(
            *word,
            "VO" | "VOICEOVER"
                | "FILTERED"
                | "FILTER"
                | "PHONE"
                | "TELEPHONE"
                | "RADIO"
                | "COMMS"
                | "COMM"
                | "INTERCOM"
                | "TV"
                | "TELEVISION"
                | "RECORDING"
                | "RECORDED"
                | "PRELAP"
                | "VOICEMAIL"
                | "SPEAKERPHONE"
                | "NARRATION"
                | "NARRATING"
        )
    };
    words.iter().any(heard)
        || letters.contains("VOICE OVER")
        || letters.contains("V O")
        || letters.contains("PRE LAP")
}

/// The parts of a cue that names several: `ANNA/BEN`, `ANNA AND BEN`, if all of them are known.
pub(crate) fn parts(name: &str, known: impl Fn(&str) -> bool) -> Option<Vec<&str>> {
    [" AND ", " & ", "/", " + ", ", "].into_iter().find_map(|join| {
        let parts: Vec<&str> = name.split(join).map(str::trim).collect();
        (parts.len() > 1 && parts.iter().all(|part| known(part))).then_some(parts)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heard_or_on_the_set() {
        for heard in [
            "V.O.",
            "VO",
            "V/O",
            "Voice Over",
            "FILTERED",
            "ON PHONE",
            "over radio",
            "V.O., CONT'D",
            "pre-lap",
        ] {
            assert!(is_heard_only(heard), "{heard}");
        }
        for seen in ["O.S.", "O.C.", "CONT'D", "INTO PHONE", "TO RADIO MAN", "in Korean"] {
            assert!(!is_heard_only(seen), "{seen}");
        }
    }

    #[test]
    fn cues_of_several() {
        let known = |name: &str| ["ANNA", "BEN", "CARL"].contains(&name);
        assert_eq!(parts("ANNA/BEN", known), Some(vec!["ANNA", "BEN"]));
        assert_eq!(parts("ANNA AND BEN", known), Some(vec!["ANNA", "BEN"]));
        assert_eq!(parts("ANNA, BEN, CARL", known), Some(vec!["ANNA", "BEN", "CARL"]));
        assert_eq!(parts("SALT AND PEPPER", known), None);
        assert_eq!(parts("ANNA", known), None);
    }

    #[test]
    fn capitals_that_name_nobody() {
        let lexicons = crate::Lexicons::default();
        let lexicon = lexicons.compiled();
        for nobody in [
            "CLOSE ON KATY",
            "SLOW ZOOM IN ON SAMANTHA",
            "NOAH'S POV",
            "THE END",
            "I",
            "LAB - DAY",
            "MARCUS. DELIA",
        ] {
            assert!(names_nobody(lexicon, nobody), "{nobody}");
        }
        for somebody in ["MR. KIM", "DR. J. SMITH", "ALL", "THE STRANGER", "AI", "INSERT COIN MACHINE"] {
            assert!(!names_nobody(lexicon, somebody), "{somebody}");
        }
    }
}
