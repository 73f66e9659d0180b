//! What the breakdown claims of a sheet, as pages list it: who and what, how it was reviewed, the lines that say so.

use domain::resolve::keyword;
use domain::{Category, DraftId, Evidence, Presence, Review, Sheet, State, TextSpan};

/// A claim that somebody or something is in a sheet.
pub(crate) struct Claim {
    /// `Cast`, `Background`, `Actions`, or a category.
    pub(crate) kind: &'static str,
    /// As commands name it.
    pub(crate) name: String,
    /// `silent`, `× 2`…
    pub(crate) how: String,
    /// `suggested`, `accepted`, `rejected`.
    pub(crate) review: &'static str,
    /// Lines, with their pages.
    pub(crate) lines: Vec<Line>,
    /// An action whose line does not say who does it: whoever accepts it says so.
    pub(crate) wants_doer: bool,
    /// Where they stand in the draft's text, where a mark helps.
    pub(crate) spans: Vec<TextSpan>,
}

/// A line of the script.
pub(crate) struct Line {
    pub(crate) page: u32,
    pub(crate) quote: String,
}

impl Claim {
    pub(crate) fn is_open(&self) -> bool {
        self.review == "suggested"
    }

    pub(crate) fn is_rejected(&self) -> bool {
        self.review == "rejected"
    }

    /// Two letters that mark it in the text.
    pub(crate) fn letters(&self) -> &'static str {
        self.kind.get(..2).unwrap_or(self.kind)
    }
}

/// Everything that is claimed of a sheet: cast, elements by category, background, actions.
pub(crate) fn claims(state: &State, sheet: &Sheet) -> Vec<Claim> {
    let draft = state.current_draft().map(|draft| draft.id);
    let mut claims: Vec<Claim> = Vec::new();
    for (id, claim) in &sheet.presence {
        let Some(character) = state.characters.get(id) else { continue };
        // Whoever speaks has a cue in capitals: marking each of those would hide the rest.
        let marked = claim.presence != Presence::Speaking;
        let how = keyword(claim.presence, &Presence::NAMES).replace('-', " ");
        claims.push(made(draft, "Cast", &character.name, how, claim.review, &claim.evidence, marked));
    }
    let mut uses: Vec<_> =
        sheet.elements.iter().filter_map(|used| Some((state.elements.get(&used.element)?, used))).collect();
    uses.sort_by(|a, b| (a.0.category, &a.0.name).cmp(&(b.0.category, &b.0.name)));
    for (element, used) in uses {
        let kind = category(element.category);
        let how = if used.quantity > 1 { format!("× {}", used.quantity) } else { String::new() };
        claims.push(made(draft, kind, &element.name, how, used.review, &used.evidence, true));
    }
    for used in &sheet.background {
        let Some(group) = state.background.get(&used.group) else { continue };
        let how = if used.count == 0 { "number not said".to_owned() } else { format!("× {}", used.count) };
        let evidence: Vec<Evidence> = used.evidence.iter().cloned().collect();
        claims.push(made(draft, "Background", &group.name, how, used.review, &evidence, true));
    }
    for (at, action) in sheet.proposed_actions.iter().enumerate() {
        let same = sheet.proposed_actions[..at].iter().filter(|other| other.verb == action.verb).count();
        let name = if same == 0 { action.verb.clone() } else { format!("{} {}", action.verb, same + 1) };
        let doer = action.doer.and_then(|id| state.characters.get(&id)).map(|c| format!("by {}", c.name));
        let evidence = std::slice::from_ref(&action.evidence);
        claims.push(made(draft, "Actions", &name, doer.unwrap_or_default(), action.review, evidence, true));
    }
    claims
}

fn made(
    draft: Option<DraftId>,
    kind: &'static str,
    name: &str,
    how: String,
    review: Review,
    evidence: &[Evidence],
    marked: bool,
) -> Claim {
    let review = match review {
        Review::Suggested => "suggested",
        Review::Accepted => "accepted",
        Review::Rejected => "rejected",
    };
    let lines = evidence.iter().map(|line| Line { page: line.page, quote: line.quote.clone() }).collect();
    let marked = marked && review != "rejected";
    // A line of an earlier draft stands somewhere else in this one.
    let here = evidence.iter().filter(|line| marked && Some(line.draft) == draft);
    let spans = here.map(|line| line.span).collect();
    let wants_doer = kind == "Actions" && how.is_empty();
    Claim { kind, name: name.to_owned(), how, review, lines, wants_doer, spans }
}

fn category(category: Category) -> &'static str {
    Category::ALL
        .iter()
        .find(|(_, _, known)| *known == category)
        .map_or("Elements", |(_, printed, _)| printed)
}
