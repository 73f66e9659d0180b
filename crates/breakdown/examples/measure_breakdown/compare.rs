//! The import of a script beside its annotations, scene by scene.

use domain::{Category, Character, Presence, Sheet, State};
use screenplay::Screenplay;

use crate::annotation::{Annotations, Scene, Stunt, Thing};
use crate::baseline;
use crate::score::{Score, Scores};

/// What the import found in a script.
pub(crate) struct Found {
    screenplay: Screenplay,
    state: State,
}

impl Found {
    /// Reads and imports a script.
    pub(crate) fn new(bytes: &[u8], file_name: &str) -> Self {
        let screenplay = screenplay::read(bytes, Some(file_name)).screenplay;
        let source = breakdown::Source {
            file_name: file_name.to_owned(),
            date: None,
            text_hash: String::new(),
            diagnostics: Vec::new(),
        };
        let changes = breakdown::import(&State::default(), &screenplay, source).changes;
        let state = State::default().with(&changes);
        Self { screenplay, state }
    }

    /// The sheet of the scene whose heading stands on a line.
    fn sheet(&self, line: u32) -> Option<&Sheet> {
        self.state
            .sheets
            .values()
            .find(|sheet| self.state.scenes_of(sheet).any(|scene| scene.current().span.line == line))
    }
}

/// Somebody whom the import or the annotator puts into a scene.
struct Claim<'a> {
    character: &'a Character,
    presence: Presence,
    line: u32,
    quote: &'a str,
}

/// Compares all annotated scenes of a script; `second` and `third` are what other people say of the stunts in some of them,
/// `list` prints what differs.
pub(crate) fn script(
    annotations: &Annotations,
    [second, third]: [Option<&Annotations>; 2],
    found: &Found,
    list: bool,
) -> Result<Scores, String> {
    let mut scores = Scores::default();
    for scene in &annotations.scene {
        let sheet = found.sheet(scene.line).ok_or_else(|| {
            format!(
                "no scene begins on line {}, where the annotations have scene {}",
                scene.line, scene.number
            )
        })?;
        let mut one = Comparison { scene, sheet, found, scores: &mut scores, list };
        one.presence();
        one.baseline();
        one.background();
        one.stunts();
        let [second, third] = [second, third].map(|other| other.and_then(|other| other.scene_on(scene.line)));
        if let Some(second) = second {
            one.stunts_by_two(second);
        }
        if let Some((second, third)) = second.zip(third) {
            one.stunts_by_most([scene, second, third]);
        }
        one.things("vehicles", Category::Vehicles, &scene.vehicles);
        one.things("weapons", Category::Weapons, &scene.weapons);
        one.things("animals", Category::Animals, &scene.animals);
    }
    Ok(scores)
}

struct Comparison<'a> {
    scene: &'a Scene,
    sheet: &'a Sheet,
    found: &'a Found,
    scores: &'a mut Scores,
    list: bool,
}

impl Comparison<'_> {
    fn note(&self, what: &str, kind: &str, line: u32, text: &str) {
        if self.list {
            println!("  scene {} {what} {kind}: line {line}: {text}", self.scene.number);
        }
    }

    fn source_line(&self, line: u32) -> &str {
        let at = usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(1);
        self.found.screenplay.text.lines().nth(at).unwrap_or_default()
    }

    fn presence(&mut self) {
        let (sheet, state) = (self.sheet, &self.found.state);
        let claims: Vec<Claim<'_>> = sheet
            .presence
            .iter()
            .map(|(id, claim)| Claim {
                character: &state.characters[id],
                presence: claim.presence,
                line: claim.evidence.first().map_or(0, |evidence| evidence.span.line),
                quote: claim.evidence.first().map_or("", |evidence| evidence.quote.as_str()),
            })
            .collect();
        let speaking = self.scene.speaking.iter().map(|name| (name.as_str(), self.scene.line));
        let voice = self.scene.voice.iter().map(|name| (name.as_str(), self.scene.line));
        let silent = self.scene.silent.iter().map(|named| (named.name.as_str(), named.line));
        self.people("presence, speaking", Presence::Speaking, &claims, &speaking.collect::<Vec<_>>());
        self.people("presence, silent", Presence::Silent, &claims, &silent.collect::<Vec<_>>());
        self.people("presence, voice only", Presence::VoiceOnly, &claims, &voice.collect::<Vec<_>>());
    }

    fn people(
        &mut self,
        what: &'static str,
        presence: Presence,
        claims: &[Claim<'_>],
        wanted: &[(&str, u32)],
    ) {
        let mut open: Vec<&Claim<'_>> = claims.iter().filter(|claim| claim.presence == presence).collect();
        let mut score = Score::default();
        for (name, line) in wanted {
            match best(name, open.iter().map(|claim| claim.character)) {
                Some(at) => {
                    open.remove(at);
                    score.hit();
                }
                None => {
                    score.missed += 1;
                    self.note(what, "missed", *line, &format!("{name}: {}", self.source_line(*line)));
                }
            }
        }
        for claim in open {
            if self.is_unsure(claim.character) {
                continue;
            }
            score.wrong += 1;
            self.note(what, "false alarm", claim.line, &format!("{}: {}", claim.character.name, claim.quote));
        }
        self.take(what, score);
    }

    fn take(&mut self, what: &'static str, score: Score) {
        let sum = self.scores.of(what);
        sum.right += score.right;
        sum.wrong += score.wrong;
        sum.found += score.found;
        sum.missed += score.missed;
    }

    fn is_unsure(&self, character: &Character) -> bool {
        self.scene.unsure.iter().any(|name| likeness(name, character).is_some())
    }

    /// Plain name matching over the same characters, where they do not speak.
    fn baseline(&mut self) {
        let (screenplay, state) = (&self.found.screenplay, &self.found.state);
        let Some(scene) = screenplay.scenes.iter().find(|scene| scene.line == self.scene.line) else {
            return;
        };
        let heard = |character: &Character| {
            let claim = self.sheet.presence.get(&character.id);
            claim.is_some_and(|claim| matches!(claim.presence, Presence::Speaking | Presence::VoiceOnly))
        };
        let mut open: Vec<&Character> = state
            .characters
            .values()
            .filter(|character| !heard(character) && baseline::is_named(screenplay, scene, character))
            .collect();
        let mut score = Score::default();
        for named in &self.scene.silent {
            match best(&named.name, open.iter().copied()) {
                Some(at) => {
                    open.remove(at);
                    score.hit();
                }
                None => score.missed += 1,
            }
        }
        let wrong = open.iter().filter(|character| !self.is_unsure(character)).count();
        score.wrong += u32::try_from(wrong).unwrap_or(u32::MAX);
        self.take("presence, silent, plain names", score);
    }

    /// Only what was missed: the annotators name the groups that matter, not all.
    fn background(&mut self) {
        let state = &self.found.state;
        let mut score = Score::default();
        for named in &self.scene.background {
            let wanted = head(&named.name);
            let found =
                self.sheet.background.iter().any(|used| head(&state.background[&used.group].name) == wanted);
            if found {
                score.hit();
            } else {
                score.missed += 1;
                let text = format!("{}: {}", named.name, self.source_line(named.line));
                self.note("background", "missed", named.line, &text);
            }
        }
        self.take("background, recall only", score);
    }

    fn stunts(&mut self) {
        let mut score = Score::default();
        let suggested = self.suggested_stunts();
        for (line, text) in &suggested {
            if self.scene.stunts.iter().any(|stunt| stunt.is_on([*line; 2])) {
                score.right += 1;
            } else {
                score.wrong += 1;
                self.note("stunt", "false alarm", *line, text);
            }
        }
        for stunt in &self.scene.stunts {
            if suggested.iter().any(|(line, _)| stunt.is_on([*line; 2])) {
                score.found += 1;
            } else {
                score.missed += 1;
                self.note("stunt", "missed", stunt.lines[0], &stunt.what);
            }
        }
        self.take("stunts", score);
    }

    /// Stunts as two people see them: whatever one of the two calls one is no false alarm, what both are sure of is to be
    /// found.
    fn stunts_by_two(&mut self, second: &Scene) {
        let mut score = Score::default();
        let suggested = self.suggested_stunts();
        for (line, _) in &suggested {
            let by_one = self.scene.stunts.iter().chain(&second.stunts).any(|stunt| stunt.is_on([*line; 2]));
            *if by_one { &mut score.right } else { &mut score.wrong } += 1;
        }
        let sure =
            |stunt: &&Stunt| second.stunts.iter().any(|other| !other.unsure && other.is_on(stunt.lines));
        for stunt in self.scene.stunts.iter().filter(sure) {
            let found = suggested.iter().any(|(line, _)| stunt.is_on([*line; 2]));
            *if found { &mut score.found } else { &mut score.missed } += 1;
        }
        self.take("stunts, by two people", score);
        let mut other = Score::default();
        for stunt in &self.scene.stunts {
            *if sure(&stunt) { &mut other.found } else { &mut other.missed } += 1;
        }
        for stunt in second.stunts.iter().filter(|stunt| !stunt.unsure) {
            let by_first = self.scene.stunts.iter().any(|first| first.is_on(stunt.lines));
            *if by_first { &mut other.right } else { &mut other.wrong } += 1;
        }
        self.take("stunts, the second person's own", other);
    }

    /// Stunts as most of three people see them: what two are sure of is to be found, and is found once; what is suggested where
    /// fewer than two call anything a stunt, sure or not, is a false alarm.
    fn stunts_by_most(&mut self, people: [&Scene; 3]) {
        let mut score = Score::default();
        let suggested = self.suggested_stunts();
        let call = |scene: &&Scene, lines: [u32; 2]| scene.stunts.iter().any(|stunt| stunt.is_on(lines));
        for (line, _) in &suggested {
            let by = people.iter().filter(|scene| call(scene, [*line; 2])).count();
            *if by >= 2 { &mut score.right } else { &mut score.wrong } += 1;
        }
        let mut counted: Vec<&Stunt> = Vec::new();
        for (one, scene) in people.iter().enumerate() {
            for stunt in scene.stunts.iter().filter(|stunt| !stunt.unsure) {
                let sure = |scene: &&Scene| {
                    scene.stunts.iter().any(|other| !other.unsure && other.is_on(stunt.lines))
                };
                let mut others = people.iter().enumerate().filter(|(other, _)| *other != one);
                let known = counted.iter().any(|known| known.is_on(stunt.lines));
                if known || !others.any(|(_, scene)| sure(scene)) {
                    continue;
                }
                counted.push(stunt);
                let found = suggested.iter().any(|(line, _)| stunt.is_on([*line; 2]));
                *if found { &mut score.found } else { &mut score.missed } += 1;
            }
        }
        self.take("stunts, by two of three people", score);
    }

    /// The evidence of each stunt that is suggested: its line and what it says.
    fn suggested_stunts(&self) -> Vec<(u32, String)> {
        let state = &self.found.state;
        let mut suggested = Vec::new();
        for used in &self.sheet.elements {
            let element = &state.elements[&used.element];
            if element.category == Category::Stunts {
                let evidence = used.evidence.iter();
                suggested.extend(evidence.map(|e| (e.span.line, format!("{}: {}", element.name, e.quote))));
            }
        }
        suggested
    }

    /// Vehicles and the like: the same head noun in the element's name or, failing that, in the line cited.
    fn things(&mut self, what: &'static str, category: Category, wanted: &[Thing]) {
        let state = &self.found.state;
        let mut open: Vec<(String, u32, String)> = Vec::new();
        for used in &self.sheet.elements {
            let element = &state.elements[&used.element];
            if element.category == category {
                let evidence = used.evidence.first();
                let (line, quote) = evidence.map_or((0, ""), |e| (e.span.line, e.quote.as_str()));
                open.push((element.name.clone(), line, quote.to_owned()));
            }
        }
        let mut score = Score::default();
        for thing in wanted {
            let noun = head(&thing.what);
            let named = open.iter().position(|(name, _, _)| {
                // Animals with names are written `Tallow (dog)`.
                head(name) == noun || name.split(['(', ')']).any(|part| head(part) == noun)
            });
            let cited = || {
                open.iter().position(|(_, _, quote)| words(quote).iter().any(|word| singular(word) == noun))
            };
            match named.or_else(cited) {
                Some(at) => {
                    open.remove(at);
                    score.hit();
                }
                None => {
                    score.missed += 1;
                    let text = format!("{}: {}", thing.what, self.source_line(thing.line));
                    self.note(what, "missed", thing.line, &text);
                }
            }
        }
        for (name, line, quote) in open {
            score.wrong += 1;
            self.note(what, "false alarm", line, &format!("{name}: {quote}"));
        }
        self.take(what, score);
    }
}

/// The character who is most likely meant by a name.
fn best<'a>(name: &str, characters: impl Iterator<Item = &'a Character>) -> Option<usize> {
    let likely = characters.enumerate().filter_map(|(at, character)| Some((likeness(name, character)?, at)));
    likely.min().map(|(_, at)| at)
}

/// How well a name fits a character: 0 the same name, 1 a longer or shorter one, 2 the same noun.
fn likeness(name: &str, character: &Character) -> Option<u32> {
    let wanted = words(name);
    let one = |own: &String| {
        let own = words(own);
        let within = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
        if own == wanted {
            return Some(0);
        }
        if within(&own, &wanted) || within(&wanted, &own) {
            return Some(1);
        }
        (own.last() == wanted.last()).then_some(2)
    };
    std::iter::once(&character.name).chain(&character.aliases).filter_map(one).min()
}

/// Words in capitals, without articles and marks.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’' | '#'));
    let upper = parts.filter(|word| !word.is_empty()).map(|word| word.replace('’', "'").to_uppercase());
    upper.filter(|word| !matches!(word.as_str(), "THE" | "A" | "AN")).collect()
}

/// The head noun of a phrase, in the singular: `MAN` of `men in dark suits`.
fn head(phrase: &str) -> String {
    let words = words(phrase);
    let end = words
        .iter()
        .position(|word| matches!(word.as_str(), "OF" | "IN" | "WITH" | "AT" | "ON" | "FROM"))
        .unwrap_or(words.len());
    words[..end].last().map(|word| singular(word)).unwrap_or_default()
}

fn singular(word: &str) -> String {
    let irregular = [("MEN", "MAN"), ("CHILDREN", "CHILD"), ("KNIVES", "KNIFE"), ("BUSES", "BUS")];
    for (many, one) in irregular {
        if let Some(stem) = word.strip_suffix(many) {
            return format!("{stem}{one}");
        }
    }
    if let Some(stem) = word.strip_suffix("IES") {
        return format!("{stem}Y");
    }
    let plural = word.len() > 3 && word.ends_with('S') && !word.ends_with("SS") && !word.ends_with("US");
    word[..word.len() - usize::from(plural)].to_owned()
}
