//! Proposed actions: who does what to whom, as the sentence of a stunt's verb seems to say.

use std::ops::Range;

use rustc_hash::FxHashMap;
use screenplay::Screenplay;

use crate::cast::Cast;
use crate::evidence::Spot;
use crate::lexicon::Compiled;
use crate::names;
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
    /// Things or vehicles do it.
    Things,
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
    cast: &Cast,
    claims: &[Vec<Claim>],
    deeds: &[Vec<Deed>],
) -> Vec<Vec<Proposal>> {
    if deeds.iter().all(Vec::is_empty) {
        return vec![Vec::new(); deeds.len()];
    }
    let called = Called::new(cast, lexicon);
    let scene = |(deeds, claims): (&Vec<Deed>, &Vec<Claim>)| {
        let there: Vec<usize> = claims.iter().filter(|c| c.presence.on_set()).map(|c| c.role).collect();
        let mut proposals: Vec<Proposal> = Vec::new();
        for deed in deeds {
            let text = &screenplay.elements[deed.spot.element].text;
            let mentions = called.find(text);
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

/// Whom the names in a sentence of action mean.
struct Called {
    /// By the first word of a name, in small letters: all its words, and the role.
    names: FxHashMap<String, Vec<(Vec<String>, usize)>>,
}

#[derive(Clone, Copy, Debug)]
struct Mention {
    role: usize,
    start: usize,
    end: usize,
}

impl Called {
    /// Whole names and aliases, and the words of proper names that belong to one role only.
    fn new(cast: &Cast, lexicon: &Compiled) -> Self {
        let mut owners: FxHashMap<Vec<String>, Vec<usize>> = FxHashMap::default();
        for (at, role) in cast.roles.iter().enumerate().filter(|(_, role)| !role.voice) {
            for name in std::iter::once(&role.name).chain(&role.aliases) {
                let tokens = names::tokens(name);
                let mut forms = vec![tokens.clone()];
                if !role.generic && tokens.len() > 1 {
                    let proper = |token: &&String| {
                        token.chars().all(char::is_alphabetic)
                            && token.len() > 2
                            && !names::is_title(lexicon, token)
                            && !names::is_qualifier(token)
                            && !names::is_person_noun(lexicon, token)
                    };
                    forms.extend(tokens.iter().filter(proper).map(|token| vec![token.clone()]));
                }
                for form in forms {
                    let small = form.iter().map(|token| token.to_lowercase()).collect();
                    let roles = owners.entry(small).or_default();
                    if !roles.contains(&at) {
                        roles.push(at);
                    }
                }
            }
        }
        let mut names: FxHashMap<String, Vec<(Vec<String>, usize)>> = FxHashMap::default();
        for (form, roles) in owners {
            if let ([role], Some(first)) = (roles.as_slice(), form.first()) {
                names.entry(first.clone()).or_default().push((form, *role));
            }
        }
        names.values_mut().for_each(|forms| forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len())));
        Self { names }
    }

    /// The names in a text, the longest where several begin; written large, or with `the` before them.
    fn find(&self, text: &str) -> Vec<Mention> {
        let small = |word: &str| word.to_lowercase().replace('’', "'");
        let words: Vec<(String, words::Word<'_>)> =
            words::words(text).map(|word| (small(word.text), word)).collect();
        let stem = |at: usize| words[at].0.strip_suffix("'s").unwrap_or(&words[at].0);
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let large = words[at].1.text.starts_with(|c: char| !c.is_lowercase());
            let definite = at > 0 && words[at - 1].0 == "the";
            let fits = |form: &&(Vec<String>, usize)| {
                form.0.iter().enumerate().all(|(i, token)| at + i < words.len() && stem(at + i) == token)
            };
            let known = if large || definite {
                self.names.get(stem(at)).and_then(|f| f.iter().find(fits))
            } else {
                None
            };
            let Some((form, role)) = known else {
                at += 1;
                continue;
            };
            let last = at + form.len() - 1;
            let end = words[last].1.start + stem(last).len();
            found.push(Mention { role: *role, start: words[at].1.start, end: words::floor(text, end) });
            at = last + 1;
        }
        found
    }
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
        let subject = if deed.voice == Voice::Things { None } else { self.subject(&sentence, part.start) };
        let clause = part.end..clause_end(self.text, part.end).min(sentence.end);
        let (doer, receivers) = match deed.voice {
            Voice::Things => (None, Vec::new()),
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
