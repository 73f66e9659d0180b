//! Consent: no action is shot in a way that somebody who takes part has not agreed to, and each answers for themselves.

use domain::consent::Way;
use domain::{Action, Date, Sheet, SheetStatus, State, VariantKind};

use crate::Rule;
use crate::findings::{Broken, Findings};
use crate::schedule::{Day, Schedule};

/// May a sheet be shot on the date, as far as answers go? An action that nobody described in any way has none to give.
#[must_use]
pub fn allows(state: &State, sheet: &Sheet, date: Date) -> bool {
    state.ways_of(sheet.id).all(|(_, way)| lacks(&way, date).is_none())
}

/// What the consents of a sheet's actions ask of its date, in words.
#[must_use]
pub fn asks(state: &State, sheet: &Sheet) -> Vec<String> {
    let ways = state.ways_of(sheet.id);
    let open = ways.filter_map(|(action, way)| match (way.variant, way.from) {
        (Some(variant), Some(from)) => {
            let from = domain::date_words(from);
            Some(format!("{} ({}) is answered by {from}", action.name, kind(variant.kind)))
        }
        (Some(_), None) => None,
        (None, _) if way.passed.is_empty() => None,
        (None, _) => Some(format!("{} can be shot in no way: {}", action.name, reasons(&way))),
    });
    open.collect()
}

fn kind(kind: VariantKind) -> &'static str {
    domain::resolve::keyword(kind, &VariantKind::NAMES)
}

/// Why the ways that come first are not in force: `contact: KASTNER declined on 18 Aug 2027`.
#[must_use]
pub fn reasons(way: &Way<'_>) -> String {
    let passed = way.passed.iter().map(|passed| format!("{}: {}", kind(passed.variant.kind), passed.why));
    passed.collect::<Vec<_>>().join("; ")
}

/// What is wrong with shooting an action on a date.
fn lacks(way: &Way<'_>, date: Date) -> Option<(String, String)> {
    match way.variant {
        Some(variant) => {
            let from = way.from.filter(|from| date < *from)?;
            let by = from.strftime("%-d %b %Y");
            let what =
                format!("{}, and not everybody has answered: they have until {by}", kind(variant.kind));
            Some((what, format!("shoot it on {by} or later, or write down the answers")))
        }
        None if way.passed.is_empty() => None,
        None => Some((
            format!("in no way that everybody agrees to ({})", reasons(way)),
            "ask again, add a variant (double, effect, cut), or set the date by which they answer".into(),
        )),
    }
}

pub(crate) fn judge(schedule: &Schedule<'_>, findings: &mut Findings) {
    let state = schedule.state;
    for action in state.actions.values() {
        let Some(sheet) = state.sheets.get(&action.sheet) else { continue };
        if matches!(sheet.status, SheetStatus::Shot | SheetStatus::Omitted) {
            continue;
        }
        let (way, day) = (state.way_of(action), schedule.day_of(sheet.id));
        declined(state, action, &way, day, findings);
        if let Some(day) = day
            && let Some((what, remedy)) = lacks(&way, day.date)
        {
            let (rule, sheets) = (Rule::Consent, vec![sheet.id]);
            let what = format!("{} in {} is on {}, {what}", action.name, state.label(sheet.id), day.name());
            let performers = way.passed.iter().flat_map(|passed| passed.refused_by.clone()).collect();
            findings.broken(state, Broken { rule, sheets, performers, days: vec![day], what, remedy });
        }
    }
}

/// Somebody said no to the way that comes first. It is shot in another way meanwhile; a person has to say so. Every board
/// says it, whatever is on it.
fn declined(state: &State, action: &Action, way: &Way<'_>, day: Option<&Day<'_>>, findings: &mut Findings) {
    let Some(variant) = way.variant else { return };
    let refused: Vec<_> = way.passed.iter().filter(|passed| !passed.refused_by.is_empty()).collect();
    if refused.is_empty() {
        return;
    }
    let said = refused.iter().map(|passed| format!("{}: {}", kind(passed.variant.kind), passed.why));
    let said = said.collect::<Vec<_>>().join("; ");
    let now = kind(variant.kind);
    findings.broken(
        state,
        Broken {
            rule: Rule::Declined,
            sheets: vec![action.sheet],
            performers: refused.iter().flat_map(|passed| passed.refused_by.clone()).collect(),
            days: day.into_iter().collect(),
            what: format!("{} in {}: {said}; reckoned as {now}", action.name, state.label(action.sheet)),
            remedy: format!("decide how it is shot: choose {now}, or another way that everybody agrees to"),
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{DAY, Film, paid, said};
    use domain::Answer::{Agreed, Declined, Undecided, Withdrawn};
    use domain::{EngagementId, Money, SheetId, VariantId};

    struct Kick {
        film: Film,
        strip: SheetId,
        tom: EngagementId,
        eva: EngagementId,
        ways: [VariantId; 3],
    }

    /// A kick with contact (cost 50), without (20), and as an effect (70).
    fn kick() -> Kick {
        let mut film = Film::new();
        let strip = film.strip(60);
        let [tom, eva] = ["TOM", "EVA"].map(|name| film.actor(name, None, &[strip]));
        let action = film.action(strip, "kick", tom, &[eva]);
        let kinds = [(VariantKind::Contact, 50), (VariantKind::NonContact, 20), (VariantKind::Effect, 70)];
        let ways = kinds.map(|(kind, cost)| {
            let people = [tom, eva];
            let people = if kind == VariantKind::Effect { &[] } else { &people[..] };
            let id = film.variant(action, kind, people);
            film.variant_mut(id).cost = Some(Money::whole(cost));
            id
        });
        Kick { film, strip, tom, eva, ways }
    }

    fn cost(kick: &Kick) -> i64 {
        paid(&kick.film.judge(&[&[kick.strip]]), Rule::Direct)
    }

    #[test]
    fn one_offer_is_not_the_others_agreement() {
        let mut kick = kick();
        let [contact, without, _] = kick.ways;
        kick.film.variant_mut(contact).chosen = true;
        kick.film.answer(kick.eva, contact, Agreed);
        for who in [kick.tom, kick.eva] {
            kick.film.answer(who, without, Agreed);
        }
        assert_eq!(cost(&kick), 20, "Eva offered it, Tom was not asked");
        let verdict = kick.film.judge(&[&[kick.strip]]);
        assert!(said(&verdict, Rule::Consent).is_empty() && said(&verdict, Rule::Declined).is_empty());
        kick.film.answer(kick.tom, contact, Agreed);
        assert_eq!(cost(&kick), 50, "both agreed to what was chosen");
    }

    #[test]
    fn a_stunt_has_the_class_of_the_way_that_is_in_force() {
        use domain::{Outcome, PerMille, StuntClass};
        let mut kick = kick();
        let stunt = kick.film.stunt(kick.strip, StuntClass::C, Outcome::default());
        let [contact, without, _] = kick.ways;
        kick.film.variant_mut(without).class = Some(StuntClass::A);
        kick.film.variant_mut(contact).chosen = true;
        for who in [kick.tom, kick.eva] {
            kick.film.answer(who, contact, Agreed);
            kick.film.answer(who, without, Agreed);
        }
        let q =
            |kick: &Kick| crate::expected::risk(&kick.film.state, &kick.film.state.stunts[&stunt]).terminal;
        assert_eq!(q(&kick), PerMille(60), "in contact, the stunt's own class");
        kick.film.answer(kick.eva, contact, Withdrawn);
        assert_eq!(q(&kick), PerMille(5), "without contact, the variant's");
        kick.film.stunt_mut(stunt).outcome.fails = Some(PerMille(11));
        assert_eq!(q(&kick), PerMille(11), "what the coordinator typed wins");
    }

    #[test]
    fn a_withdrawal_is_said_on_every_board_until_somebody_decides() {
        let mut kick = kick();
        let [contact, without, _] = kick.ways;
        kick.film.variant_mut(contact).chosen = true;
        for (who, way) in [(kick.tom, contact), (kick.eva, contact), (kick.tom, without), (kick.eva, without)]
        {
            kick.film.answer(who, way, Agreed);
        }
        kick.film.answer(kick.tom, contact, Withdrawn);
        assert_eq!(cost(&kick), 20);
        for board in [&[&[kick.strip][..]][..], &[]] {
            let what = "kick in sheet-1: contact: TOM withdrew on 4 Jan 2027; reckoned as non-contact";
            assert_eq!(said(&kick.film.judge(board), Rule::Declined), [what]);
        }
        kick.film.variant_mut(contact).chosen = false;
        kick.film.variant_mut(without).chosen = true;
        assert!(said(&kick.film.judge(&[&[kick.strip]]), Rule::Declined).is_empty());
    }

    #[test]
    fn undecided_waits_for_the_date_and_no_way_at_all_is_forbidden() {
        let mut kick = kick();
        let [_, without, effect] = kick.ways;
        kick.film.state.variants.remove(&effect);
        kick.film.answer(kick.eva, without, Agreed);
        kick.film.answer(kick.tom, without, Undecided);
        let board: &[&[SheetId]] = &[&[kick.strip]];
        let none = "kick in sheet-1 is on day 1 (Mon 4 Jan 2027), in no way that everybody agrees to (non-contact: TOM has not decided, and no date is set by which)";
        assert_eq!(said(&kick.film.judge(board), Rule::Consent), [none]);
        for rule in [Rule::Consent, Rule::Declined, Rule::Clearance] {
            kick.film.state.production.severities.insert(rule.key().into(), domain::Severity::Warn);
        }
        let flags = kick.film.judge(board).flags;
        let severity = flags.iter().find(|flag| flag.rule == Rule::Consent).map(|flag| flag.severity);
        assert_eq!(severity, Some(domain::Severity::Forbid), "no production can make it a warning");
        kick.film.variant_mut(without).answer_by = Some(DAY[2]);
        let early = "kick in sheet-1 is on day 1 (Mon 4 Jan 2027), non-contact, and not everybody has answered: they have until 6 Jan 2027";
        assert_eq!(said(&kick.film.judge(board), Rule::Consent), [early]);
        assert!(said(&kick.film.judge(&[&[], &[], &[kick.strip]]), Rule::Consent).is_empty());
        kick.film.answer(kick.tom, without, Declined);
        assert!(!allows(&kick.film.state, &kick.film.state.sheets[&kick.strip], DAY[5]));
    }

    #[test]
    fn a_minor_agrees_through_a_guardian_and_a_change_asks_again() {
        let mut kick = kick();
        let [_, without, _] = kick.ways;
        kick.film.born(kick.eva, jiff::civil::date(2015, 1, 1));
        for who in [kick.tom, kick.eva] {
            kick.film.answer(who, without, Agreed);
        }
        assert_eq!(cost(&kick), 70, "no guardian: the effect");
        kick.film.state.consents.values_mut().for_each(|c| c.guardian = Some("her mother".into()));
        assert_eq!(cost(&kick), 20);
        kick.film.variant_mut(without).version = "another".into();
        assert_eq!(cost(&kick), 70, "what is asked is not what they answered to");
    }
}
