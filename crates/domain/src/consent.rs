//! Who agreed to what, and which way of shooting an action is in force.
//!
//! Everybody who takes part answers for themselves. What was recorded last about the variant as it is now counts; nothing
//! is ever concluded from somebody else's answer.

use crate::view::Performer;
use crate::{
    Action, Answer, Consent, Date, EngagementId, EngagementKind, Refusal, Sheet, SheetId, State, Stunt,
    StuntClass, Variant, VariantKind,
};

/// Where somebody stands with a variant as it is now.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing<'a> {
    /// Who.
    pub performer: Performer,
    /// Their answer to the variant as it is; none: not asked.
    pub answer: Option<Answer>,
    /// The last that was recorded of them, be it of the variant as it was.
    pub last: Option<&'a Consent>,
}

/// How an action is shot as things stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Way<'a> {
    /// The variant in force: of those that can be planned the one that comes first. None: there is none.
    pub variant: Option<&'a Variant>,
    /// Not shot before this date: until then those who have not answered may still say no.
    pub from: Option<Date>,
    /// Variants that come before it, and why they are not in force.
    pub passed: Vec<Passed<'a>>,
}

/// A variant that would come first, and cannot be planned.
#[derive(Clone, Debug, PartialEq)]
pub struct Passed<'a> {
    /// Which.
    pub variant: &'a Variant,
    /// Why, with names.
    pub why: String,
    /// Those who said no.
    pub refused_by: Vec<Performer>,
}

impl State {
    /// The variants of an action in the order in which they are taken: the one that a person chose, then without contact,
    /// by a double, as an effect, cut. With contact only when it was chosen, or when there is no other way but to cut it.
    #[must_use]
    pub fn variants_in_order(&self, action: &Action) -> Vec<&Variant> {
        let mut all: Vec<&Variant> = self.variants.values().filter(|v| v.action == action.id).collect();
        if all.iter().any(|variant| !matches!(variant.kind, VariantKind::Contact | VariantKind::Cut)) {
            all.retain(|variant| variant.chosen || variant.kind != VariantKind::Contact);
        }
        all.sort_by_key(|variant| (!variant.chosen, variant.kind, variant.id));
        all
    }

    /// All variants of an action: in the order in which they are taken, then those that nobody chose.
    #[must_use]
    pub fn variants_of(&self, action: &Action) -> Vec<&Variant> {
        let mut variants = self.variants_in_order(action);
        let others = self.variants.values().filter(|variant| variant.action == action.id);
        let others: Vec<&Variant> = others.filter(|variant| !variants.contains(variant)).collect();
        variants.extend(others);
        variants
    }

    /// Who takes part in a variant: the engagements that it names. One with people that names none: the actors of all
    /// whom the action concerns; a double's variant has nobody until somebody is named.
    #[must_use]
    pub fn participants(&self, variant: &Variant) -> Vec<Performer> {
        let mut all: Vec<Performer> = variant.engagements.iter().map(|id| Performer::Engaged(*id)).collect();
        let by_actors = matches!(variant.kind, VariantKind::NonContact | VariantKind::Contact);
        if let Some(action) = self.actions.get(&variant.action).filter(|_| all.is_empty() && by_actors) {
            all = action.characters().flat_map(|character| self.actors_of(character)).collect();
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Where somebody stands with a variant. A minor has agreed when a guardian did.
    #[must_use]
    pub fn standing(&self, variant: &Variant, performer: Performer) -> Standing<'_> {
        let nobody = Standing { performer, answer: None, last: None };
        let Performer::Engaged(engagement) = performer else { return nobody };
        let of = |c: &&Consent| c.variant == variant.id && c.engagement == engagement;
        let Some(last) = self.consents.values().rfind(of) else { return nobody };
        let counts = last.variant_version == variant.version && self.check_consent(last).is_ok();
        Standing { performer, answer: counts.then_some(last.answer), last: Some(last) }
    }

    /// Where everybody stands who takes part in a variant.
    #[must_use]
    pub fn standings(&self, variant: &Variant) -> Vec<Standing<'_>> {
        self.participants(variant).into_iter().map(|who| self.standing(variant, who)).collect()
    }

    /// How an action is shot as things stand, with the reasons.
    #[must_use]
    pub fn way_of(&self, action: &Action) -> Way<'_> {
        self.first_way(self.variants_in_order(action))
    }

    /// The risk class that a stunt has as its scene is shot: the gravest of its actions, each by the variant in force where
    /// that has a class of its own; without actions the stunt's.
    #[must_use]
    pub fn class_of(&self, stunt: &Stunt) -> StuntClass {
        let class = |way: Way<'_>| way.variant.and_then(|variant| variant.class).unwrap_or(stunt.class);
        self.ways_of(stunt.sheet).map(|(_, way)| class(way)).max().unwrap_or(stunt.class)
    }

    /// How an action is shot when the way that is in force does not work: the first after it that can be planned.
    #[must_use]
    pub fn way_after(&self, action: &Action) -> Way<'_> {
        let in_force = self.way_of(action).variant.map(|variant| variant.id);
        let order = self.variants_in_order(action).into_iter();
        let after = order.skip_while(|variant| Some(variant.id) != in_force).skip(1);
        self.first_way(after.collect())
    }

    fn first_way<'a>(&'a self, variants: Vec<&'a Variant>) -> Way<'a> {
        let mut passed = Vec::new();
        for variant in variants {
            match self.can_be_planned(variant) {
                Ok(from) => return Way { variant: Some(variant), from, passed },
                Err(no) => passed.push(no),
            }
        }
        Way { variant: None, from: None, passed }
    }

    /// The date from which a variant can be planned, if not at any time; or why it cannot.
    fn can_be_planned<'a>(&'a self, variant: &'a Variant) -> Result<Option<Date>, Passed<'a>> {
        let standings = self.standings(variant);
        let name = |s: &Standing<'_>| self.performer_name(s.performer);
        let refused: Vec<&Standing<'_>> = standings
            .iter()
            .filter(|s| matches!(s.answer, Some(Answer::Declined | Answer::Withdrawn)))
            .collect();
        if !refused.is_empty() {
            let said = refused.iter().map(|standing| {
                let withdrew = standing.answer == Some(Answer::Withdrawn);
                let date = standing.last.map(|c| c.date.strftime(" on %-d %b %Y").to_string());
                let word = if withdrew { "withdrew" } else { "declined" };
                format!("{} {word}{}", name(standing), date.unwrap_or_default())
            });
            let why = said.collect::<Vec<_>>().join("; ");
            return Err(Passed { variant, why, refused_by: refused.iter().map(|s| s.performer).collect() });
        }
        let no = |why: String| Err(Passed { variant, why, refused_by: Vec::new() });
        if standings.is_empty() && variant.kind == VariantKind::Double {
            return no("nobody is named who takes part".into());
        }
        let open: Vec<&Standing<'_>> =
            standings.iter().filter(|s| s.answer != Some(Answer::Agreed)).collect();
        if open.is_empty() {
            return Ok(None);
        }
        if let Some(date) = variant.answer_by {
            return Ok(Some(date));
        }
        let said = open.iter().map(|standing| format!("{} {}", name(standing), in_words(standing)));
        no(format!("{}, and no date is set by which", said.collect::<Vec<_>>().join("; ")))
    }

    /// The variants in force of a sheet's actions.
    pub fn ways_of(&self, sheet: SheetId) -> impl Iterator<Item = (&Action, Way<'_>)> {
        let here = self.actions.values().filter(move |action| action.sheet == sheet);
        here.map(|action| (action, self.way_of(action)))
    }

    /// The variants in force of a sheet's actions.
    pub(crate) fn variants_in_force(&self, sheet: &Sheet) -> Vec<&Variant> {
        self.ways_of(sheet.id).filter_map(|(_, way)| way.variant).collect()
    }

    /// May the answer be written down?
    ///
    /// # Errors
    /// Nobody who recorded it; an agreement of a minor without a guardian; an answer of somebody who takes no part.
    pub fn check_consent(&self, consent: &Consent) -> Result<(), Refusal> {
        if consent.recorded_by.trim().is_empty() {
            let remedy = "say who wrote it down";
            return Err(Refusal::with_remedy("an answer that nobody recorded does not count", remedy));
        }
        let Some(variant) = self.variants.get(&consent.variant) else { return Ok(()) };
        let performer = Performer::Engaged(consent.engagement);
        let takes_part = self.participants(variant);
        if !takes_part.contains(&performer) {
            let name = self.performer_name(performer);
            let names: Vec<String> = takes_part.iter().map(|who| self.performer_name(*who)).collect();
            let kind = crate::resolve::keyword(variant.kind, &VariantKind::NAMES);
            let remedy = if names.is_empty() {
                "nobody does: name who takes part in [[variant]]".to_owned()
            } else {
                format!("who does: {}", names.join(", "))
            };
            return Err(Refusal::with_remedy(format!("{name} takes no part in the {kind} variant"), remedy));
        }
        let person = self.person_of(performer).and_then(|id| self.people.get(&id));
        let guardian = consent.guardian.as_deref().is_some_and(|name| !name.trim().is_empty());
        match person.filter(|person| person.is_minor(consent.date)) {
            Some(minor) if consent.answer == Answer::Agreed && !guardian => Err(Refusal::with_remedy(
                format!("{} is a minor on {}: a guardian must agree", minor.name, consent.date),
                "say which guardian agreed",
            )),
            _ => Ok(()),
        }
    }

    /// Those who play a character; the character itself while nobody does.
    fn actors_of(&self, character: crate::CharacterId) -> Vec<Performer> {
        let plays = |e: &&crate::Engagement| e.character == character && e.kind == EngagementKind::Actor;
        let all: Vec<Performer> =
            self.engagements.values().filter(plays).map(|e| Performer::Engaged(e.id)).collect();
        if all.is_empty() { vec![Performer::Unengaged(character)] } else { all }
    }

    /// The actors whom the doubles of a sheet's variants in force work instead of. Who takes part in another variant in
    /// force works all the same.
    pub(crate) fn replaced_by_doubles(&self, variants: &[&Variant]) -> Vec<EngagementId> {
        let doubled = variants.iter().filter(|variant| variant.in_place).flat_map(|v| &v.engagements);
        let doubled = doubled.filter_map(|id| self.engagements.get(id));
        let doubled: Vec<_> =
            doubled.filter(|e| e.kind != EngagementKind::Actor).map(|e| e.character).collect();
        let needed: Vec<Performer> = variants.iter().flat_map(|variant| self.participants(variant)).collect();
        let actors = self.engagements.values().filter(|e| e.kind == EngagementKind::Actor);
        let actors = actors.filter(|e| doubled.contains(&e.character));
        actors.map(|e| e.id).filter(|id| !needed.contains(&Performer::Engaged(*id))).collect()
    }
}

/// Where somebody stands who has not agreed, in words: `has not been asked`.
#[must_use]
pub fn in_words(standing: &Standing<'_>) -> &'static str {
    match (standing.answer, standing.last) {
        (Some(Answer::Agreed), _) => "agreed",
        (Some(Answer::Declined), _) => "declined",
        (Some(Answer::Withdrawn), _) => "withdrew",
        (Some(Answer::Undecided), _) => "has not decided",
        (None, Some(_)) => "answered to what was asked before it changed",
        (None, None) => "has not been asked",
    }
}
