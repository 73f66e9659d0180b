//! Proposed actions: who does what to whom, as the sentence of a stunt's verb seems to say.

use std::ops::Range;

use screenplay::Screenplay;

use crate::evidence::Spot;
use crate::lexicon::Compiled;
use crate::mentions::{self, Names};
use crate::presence::Claim;
use crate::words;

/// A verb of a stunt in the action.
#[derive(Clone, Debug)]
pub(crate) struct Deed {
    /// In its plain form.
    pub(crate) verb: String,
    pub(crate) spot: Spot,
    pub(crate) voice: Voice,
}

/// How a verb stands to the nouns around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    /// Somebody does it, perhaps to somebody.
    Active,
    /// It is done to the subject.
    Passive,
    /// A vehicle does it; who drives, a person has to say.
    Vehicle,
}

/// A proposed action; people are roles of the cast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Proposal {
    pub(crate) verb: String,
    pub(crate) doer: Option<usize>,
    pub(crate) receivers: Vec<usize>,
    pub(crate) spot: Spot,
}

/// The proposals of every scene, in the order of the text.
pub(crate) fn propose(
    screenplay: &Screenplay,
    lexicon: &Compiled,
    names: &Names,
    claims: &[Vec<Claim>],
    deeds: &[Vec<Deed>],
) -> Vec<Vec<Proposal>> {
    let scene = |(deeds, claims): (&Vec<Deed>, &Vec<Claim>)| {
        let there: Vec<usize> = claims.iter().filter(|c| c.presence.on_set()).map(|c| c.role).collect();
        let mut proposals: Vec<Proposal> = Vec::new();
        for deed in deeds {
            let text = &screenplay.elements[deed.spot.element].text;
            let mentions = mentions(names, text, lexicon, &there);
            let proposal = Sentence { text, mentions: &mentions, there: &there }.proposal(deed);
            let again = |known: &Proposal| {
                (&known.verb, known.doer, &known.receivers, known.spot.element)
                    == (&proposal.verb, proposal.doer, &proposal.receivers, proposal.spot.element)
            };
            if !proposals.iter().any(again) {
                proposals.push(proposal);
            }
        }
        proposals
    };
    deeds.iter().zip(claims).map(scene).collect()
}

/// A name in a sentence of action, and the only one whom it means.
#[derive(Clone, Copy, Debug)]
struct Mention {
    role: usize,
    start: usize,
    end: usize,
}

/// The names in a text that mean one role: of several who are called `the guard`, the one who is there.
fn mentions(names: &Names, text: &str, lexicon: &Compiled, there: &[usize]) -> Vec<Mention> {
    let mut found = Vec::new();
    names.find(text, lexicon, &mut found);
    let one = |mention: &mentions::Mention| {
        let mut roles = names.roles(mention).to_vec();
        if roles.len() > 1 {
            roles.retain(|role| there.contains(role));
        }
        let [role] = roles.as_slice() else { return None };
        Some(Mention { role: *role, start: mention.start, end: mention.end })
    };
    found.iter().filter_map(one).collect()
}

/// What tells who is meant: the paragraph, the names in it, and who is in the scene.
struct Sentence<'a> {
    text: &'a str,
    mentions: &'a [Mention],
    there: &'a [usize],
}

impl Sentence<'_> {
    fn proposal(&self, deed: &Deed) -> Proposal {
        let part = deed.spot.part.clone();
        let sentence = words::sentence(self.text, part.clone());
        let subject = if deed.voice == Voice::Vehicle { None } else { self.subject(&sentence, part.start) };
        let clause = part.end..clause_end(self.text, part.end).min(sentence.end);
        let (doer, receivers) = match deed.voice {
            Voice::Vehicle => (None, Vec::new()),
            Voice::Active => (subject, self.objects(clause, subject)),
            Voice::Passive => {
                let by = self.text[clause.clone()].find("by ").map(|at| clause.start + at..clause.end);
                let doer = by.and_then(|by| self.named(&by).first().copied());
                (doer, subject.into_iter().collect())
            }
        };
        Proposal { verb: deed.verb.clone(), doer, receivers, spot: deed.spot.clone() }
    }

    /// The names within a part of the text, possessives apart, without repetition.
    fn named(&self, part: &Range<usize>) -> Vec<usize> {
        let mut roles = Vec::new();
        for mention in self.mentions.iter().filter(|m| part.contains(&m.start) && m.end <= part.end) {
            if !is_possessive(self.text, mention.end) && !roles.contains(&mention.role) {
                roles.push(mention.role);
            }
        }
        roles
    }

    /// Whoever stands nearest before the verb; where nobody does, the subject of the sentence before goes on.
    fn subject(&self, sentence: &Range<usize>, verb: usize) -> Option<usize> {
        let before = sentence.start..verb;
        let named =
            self.mentions.iter().rfind(|m| before.contains(&m.start) && !is_possessive(self.text, m.end));
        let pronoun = words::words(&self.text[before.clone()])
            .filter(|word| matches!(&*word.text.to_lowercase(), "he" | "she" | "him" | "they" | "who"))
            .last()
            .map(|word| (before.start + word.start, word.text.to_lowercase()));
        match (named, pronoun) {
            (Some(named), Some((at, pronoun))) if at > named.start && pronoun != "who" => {
                if pronoun == "they" { None } else { self.candidate(at, None) }
            }
            (Some(named), _) => Some(named.role),
            (None, Some((at, pronoun))) if pronoun != "they" => self.candidate(at, None),
            (None, Some(_)) => None,
            (None, None) if self.text[before.clone()].trim().is_empty() => {
                let last = words::floor(self.text, sentence.start.saturating_sub(2));
                (last > 0)
                    .then(|| words::sentence(self.text, last..last))
                    .and_then(|previous| self.named(&(previous.start..sentence.start)).first().copied())
            }
            (None, None) => None,
        }
    }

    /// To whom, within the clause.
    fn objects(&self, clause: Range<usize>, doer: Option<usize>) -> Vec<usize> {
        let first = words::words(&self.text[clause.clone()]).next();
        let Some(first) = first else { return Vec::new() };
        let at = clause.start + first.start;
        let mut roles: Vec<usize> = Vec::new();
        let direct = !matches!(
            &*first.text.to_lowercase(),
            "past"
                | "over"
                | "off"
                | "from"
                | "down"
                | "up"
                | "behind"
                | "to"
                | "toward"
                | "towards"
                | "under"
                | "out"
        );
        if !direct {
            return roles;
        }
        // The owner of a jaw is hit too.
        for mention in self.mentions.iter().filter(|m| clause.contains(&m.start) && Some(m.role) != doer) {
            let near = words::words(&self.text[at..mention.start]).count() <= 3;
            if (near || !roles.is_empty()) && !roles.contains(&mention.role) {
                roles.push(mention.role);
            }
        }
        let mut lead = words::words(&self.text[clause.clone()]).take(2);
        if roles.is_empty()
            && let Some(pronoun) = lead.find(|word| matches!(word.text, "him" | "her"))
        {
            roles.extend(self.candidate(clause.start + pronoun.start, doer));
        }
        roles
    }

    /// Whom a pronoun means: the only one named before it in the paragraph, or the only one in the scene.
    fn candidate(&self, at: usize, not: Option<usize>) -> Option<usize> {
        let only = |roles: &mut dyn Iterator<Item = usize>| {
            let mut distinct: Vec<usize> = roles.filter(|role| Some(*role) != not).collect();
            distinct.sort_unstable();
            distinct.dedup();
            distinct
        };
        let named = only(&mut self.mentions.iter().filter(|m| m.start < at).map(|m| m.role));
        let candidates = if named.is_empty() { only(&mut self.there.iter().copied()) } else { named };
        match candidates.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }
}

/// Where the clause behind a byte ends.
fn clause_end(text: &str, at: usize) -> usize {
    let stop = |(i, c): &(usize, char)| {
        matches!(c, ',' | ';' | ':' | '?' | '!' | '\n' | '—' | '–' | '(') || text[at + i..].starts_with(" -")
    };
    text[at..].char_indices().find(stop).map_or(text.len(), |(i, _)| at + i)
}

fn is_possessive(text: &str, end: usize) -> bool {
    ["'s", "’s", "'S", "’S"].iter().any(|mark| text[end..].starts_with(mark))
}
