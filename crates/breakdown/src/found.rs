//! Who is in each scene of a script, for a production that knows its characters.

use domain::{CharacterId, DraftId, Evidence, Presence, Review, State};
use screenplay::Screenplay;

use crate::learnt::Rejections;
use crate::{Lexicons, cast, cues, evidence, introductions, presence};

/// Somebody whom the script puts into a scene.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundPresence {
    /// The production's character, found by name or alias; none if the script has somebody new.
    pub character: Option<CharacterId>,
    /// The name in capitals, as cues write it.
    pub name: String,
    /// Other full names in the script.
    pub aliases: Vec<String>,
    /// How.
    pub presence: Presence,
    /// Rejected if a person rejected the same claim on the same words before.
    pub review: Review,
    /// The line that says so, and for who is there still, the line that shows them last.
    pub evidence: Vec<Evidence>,
}

/// Who is in each scene of a screenplay, given what the production has learnt of its characters.
#[must_use]
pub fn find_presence(
    state: &State,
    screenplay: &Screenplay,
    draft: DraftId,
    lexicons: &Lexicons,
) -> Vec<Vec<FoundPresence>> {
    let lexicon = lexicons.compiled();
    let (cues, _) = cues::collect(screenplay, lexicon);
    let introductions = introductions::collect(screenplay, lexicon);
    let cast = cast::assemble(screenplay, lexicon, &cues, &introductions, state, &mut Vec::new());
    let claims = presence::claims(screenplay, lexicon, &cast, &cues, &introductions);
    let rejections = Rejections::new(state);
    let found = |claim: presence::Claim| {
        let role = &cast.roles[claim.role];
        let spots = std::iter::once(&claim.spot).chain(&claim.basis);
        let evidence: Vec<Evidence> = spots.map(|spot| evidence::at(screenplay, draft, spot)).collect();
        let review = match role.character {
            Some(id) => rejections.review(id, claim.review, &evidence),
            None => claim.review,
        };
        FoundPresence {
            character: role.character,
            name: role.name.clone(),
            aliases: role.aliases.clone(),
            presence: claim.presence,
            review,
            evidence,
        }
    };
    // Animals with names are elements: they are not cast.
    let is_cast = |claim: &presence::Claim| {
        let role = &cast.roles[claim.role];
        role.animal.is_none() || role.speeches > 0
    };
    claims.into_iter().map(|scene| scene.into_iter().filter(is_cast).map(found).collect()).collect()
}
