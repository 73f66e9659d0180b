//! Animals with names: they are in scenes as characters are, but need a handler and no board ID.

use domain::Category;

use crate::cast::Cast;
use crate::elements::Suggestion;
use crate::presence::Claim;

/// Makes suggested elements of the claims of animals: `Tallow (dog)`.
pub(crate) fn divert(cast: &Cast, claims: &mut [Vec<Claim>], suggestions: &mut [Vec<Suggestion>]) {
    for (claims, suggestions) in claims.iter_mut().zip(suggestions) {
        claims.retain(|claim| {
            let role = &cast.roles[claim.role];
            let Some(species) = role.animal.as_deref().filter(|_| role.speeches == 0) else { return true };
            // The animal of that name is the one that the lexicon found too.
            suggestions.retain(|known| {
                known.category != Category::Animals
                    || known.quantity > 1
                    || known.name.to_lowercase() != species
            });
            let name = format!("{} ({species})", capitalised(&role.name));
            suggestions.push(Suggestion::new(Category::Animals, name, claim.spot.clone()));
            false
        });
    }
}

/// `OLD TALLOW` as `Old Tallow`.
fn capitalised(name: &str) -> String {
    let words = name.split(' ').map(|word| {
        let mut chars = word.chars();
        let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
        first + &chars.as_str().to_lowercase()
    });
    words.collect::<Vec<_>>().join(" ")
}
