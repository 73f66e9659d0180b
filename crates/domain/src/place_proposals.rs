//! Proposed locations: sets that seem to be one real place, by their master set or by their names.

use std::collections::{BTreeMap, BTreeSet};

use crate::{IntExt, ScriptSet, SetId, State};

/// Sets that seem to be one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocationProposal {
    /// Name of the place.
    pub name: String,
    /// Its sets, in order of their names.
    pub sets: Vec<SetId>,
    /// Why, in words.
    pub why: String,
}

/// Groups of at least two sets that have no location yet and seem to be one real place. Moving vehicles are none.
#[must_use]
pub fn propose_locations(state: &State) -> Vec<LocationProposal> {
    let used: BTreeSet<SetId> = state.sheets.values().map(|sheet| sheet.set).collect();
    let free = |set: &&ScriptSet| {
        let placed = lineage(state, set).iter().any(|set| set.location.is_some());
        !placed && !is_vehicle(&set.name) && !moves(state, set.id)
    };
    // Each set under its master set.
    let mut masters: BTreeMap<SetId, Vec<&ScriptSet>> = BTreeMap::new();
    for set in state.sets.values().filter(|set| used.contains(&set.id)).filter(free) {
        let master = *lineage(state, set).last().expect("a set is of its own lineage");
        if !is_vehicle(&master.name) {
            masters.entry(master.id).or_default().push(set);
        }
    }
    let names: Vec<(SetId, Vec<&str>)> = masters
        .keys()
        .filter_map(|id| state.sets.get(id))
        .map(|set| (set.id, set.name.split(' ').collect()))
        .collect();
    let mut grouped: BTreeSet<SetId> = BTreeSet::new();
    let mut proposals = Vec::new();
    for (name, members, why) in shared_names(&names) {
        let members: Vec<SetId> = members.into_iter().filter(|id| !grouped.contains(id)).collect();
        if members.len() < 2 {
            continue;
        }
        grouped.extend(&members);
        let sets = members.iter().flat_map(|id| &masters[id]).copied().collect();
        proposals.push(proposal(name, sets, why));
    }
    for (id, sets) in &masters {
        if sets.len() > 1 && !grouped.contains(id) {
            proposals.push(proposal(
                state.sets[id].name.clone(),
                sets.clone(),
                "parts of one set".to_owned(),
            ));
        }
    }
    proposals.sort_by(|a, b| a.name.cmp(&b.name));
    proposals
}

fn proposal(name: String, mut sets: Vec<&ScriptSet>, why: String) -> LocationProposal {
    sets.sort_by(|a, b| a.name.cmp(&b.name));
    LocationProposal { name, sets: sets.into_iter().map(|set| set.id).collect(), why }
}

/// A set, the set it is a part of, and so on.
fn lineage<'a>(state: &'a State, set: &'a ScriptSet) -> Vec<&'a ScriptSet> {
    let mut line = vec![set];
    while let Some(parent) = line[line.len() - 1].parent.and_then(|id| state.sets.get(&id)) {
        if line.len() == 16 {
            break;
        }
        line.push(parent);
    }
    line
}

/// Names that begin alike, the longest common beginning first.
fn shared_names(names: &[(SetId, Vec<&str>)]) -> Vec<(String, Vec<SetId>, String)> {
    let mut heads: BTreeSet<&[&str]> = BTreeSet::new();
    for (_, words) in names {
        heads.extend((1..=words.len()).map(|length| &words[..length]));
    }
    let mut found = Vec::new();
    for head in heads {
        let members: Vec<&(SetId, Vec<&str>)> = names
            .iter()
            .filter(|(_, words)| words.starts_with(head) && is_part(&words[head.len()..]))
            .collect();
        if members.len() < 2 || !is_place(head, &members) {
            continue;
        }
        let name = match (head, head[0].ends_with("'S") && head.len() == 1) {
            // `ANNA'S HOUSE` and `ANNA'S KITCHEN` are at the house.
            (_, true) => members.iter().map(|(_, words)| words.join(" ")).find(|name| is_home(name)),
            _ => Some(head.join(" ")),
        };
        let Some(name) = name else { continue };
        let ids = members.iter().map(|(id, _)| *id).collect();
        found.push((head.len(), name, ids, format!("their names begin with {}", head.join(" "))));
    }
    found.sort_by(|a, b| (std::cmp::Reverse(a.0), &a.1).cmp(&(std::cmp::Reverse(b.0), &b.1)));
    found.into_iter().map(|(_, name, ids, why)| (name, ids, why)).collect()
}

/// Does the beginning name a place, and not only describe one?
fn is_place(head: &[&str], members: &[&(SetId, Vec<&str>)]) -> bool {
    let [first, .., last] = head else { return is_place_word(head[0], members) };
    !VAGUE.contains(first) && !VAGUE.contains(last) && !last.ends_with("'S")
}

fn is_place_word(word: &str, members: &[&(SetId, Vec<&str>)]) -> bool {
    if VAGUE.contains(&word) {
        return false;
    }
    let rooms = |(_, words): &&&(SetId, Vec<&str>)| words.len() == 1 || is_room(words);
    if word.ends_with("'S") {
        return members.iter().all(|member| is_home(&member.1.join(" ")) || rooms(&member))
            && members.iter().filter(|member| is_home(&member.1.join(" "))).count() == 1;
    }
    members.iter().any(|(_, words)| words.len() == 1) || members.iter().all(|member| rooms(&member))
}

/// What stands behind a shared beginning: not a second place, as in `OLD TOWN AND COAST ROAD`.
fn is_part(rest: &[&str]) -> bool {
    !matches!(rest.first(), Some(&("AND" | "&" | "TO" | "/" | "OR")))
}

fn is_home(name: &str) -> bool {
    ["APARTMENT", "HOUSE", "FLAT", "HOME", "CABIN", "COTTAGE", "MANSION", "VILLA", "TRAILER", "FARM"]
        .iter()
        .any(|home| name.ends_with(&format!(" {home}")))
}

fn is_room(words: &[&str]) -> bool {
    const ROOMS: [&str; 44] = [
        "ROOM",
        "BEDROOM",
        "BATHROOM",
        "KITCHEN",
        "HALL",
        "HALLWAY",
        "CORRIDOR",
        "LOBBY",
        "OFFICE",
        "DECK",
        "BRIDGE",
        "DOCK",
        "BASEMENT",
        "ATTIC",
        "STAIRS",
        "STAIRWELL",
        "STAIRCASE",
        "ROOF",
        "ROOFTOP",
        "GARDEN",
        "YARD",
        "COURTYARD",
        "GARAGE",
        "PORCH",
        "BALCONY",
        "TERRACE",
        "ENTRANCE",
        "EXIT",
        "GATE",
        "TUNNEL",
        "CELL",
        "WARD",
        "LAB",
        "LIBRARY",
        "CAFETERIA",
        "CHAMBER",
        "CLOSET",
        "VAULT",
        "ELEVATOR",
        "GANGWAY",
        "HANGAR",
        "EXTERIOR",
        "STATION",
        "RECEPTION",
    ];
    words.last().is_some_and(|last| ROOMS.contains(last))
}

/// Words that many places begin with.
const VAGUE: [&str; 54] = [
    "THE",
    "A",
    "AN",
    "OLD",
    "NEW",
    "SMALL",
    "LITTLE",
    "LARGE",
    "BIG",
    "ABANDONED",
    "DARK",
    "BUSY",
    "NARROW",
    "QUIET",
    "EMPTY",
    "LOCAL",
    "DOWNTOWN",
    "ANOTHER",
    "BACK",
    "FRONT",
    "SIDE",
    "END",
    "STREET",
    "STREETS",
    "ROAD",
    "CITY",
    "TOWN",
    "NEAR",
    "NEARBY",
    "ABOVE",
    "BELOW",
    "OUTSIDE",
    "INSIDE",
    "UNDER",
    "BEHIND",
    "OPPOSITE",
    "VARIOUS",
    "SAME",
    "HIDDEN",
    "UNNAMED",
    "OF",
    "AT",
    "IN",
    "ON",
    "BY",
    "AND",
    "TO",
    "NORTH",
    "SOUTH",
    "EAST",
    "WEST",
    "UPSTAIRS",
    "DOWNSTAIRS",
    "MAIN",
];

fn is_vehicle(name: &str) -> bool {
    const VEHICLES: [&str; 24] = [
        "CAR",
        "TRUCK",
        "SEDAN",
        "VAN",
        "TAXI",
        "CAB",
        "BUS",
        "LIMOUSINE",
        "LIMO",
        "SUV",
        "JEEP",
        "PICKUP",
        "MOTORCYCLE",
        "AMBULANCE",
        "HELICOPTER",
        "PLANE",
        "AIRPLANE",
        "JET",
        "TRAIN",
        "TRAM",
        "BOAT",
        "SPEEDBOAT",
        "CONVERTIBLE",
        "TRANSPORT",
    ];
    name.split([' ', '-']).rfind(|word| !word.is_empty()).is_some_and(|last| VEHICLES.contains(&last))
}

/// Do headings of the set say that it moves?
fn moves(state: &State, set: SetId) -> bool {
    let mut headings =
        state.sheets.values().filter(|sheet| sheet.set == set).filter_map(|sheet| state.heading_of(sheet));
    headings.any(|heading| {
        let text = heading.text.to_uppercase();
        heading.setting == Some(IntExt::IntExt) && is_vehicle(&heading.set.to_uppercase())
            || ["(MOVING", "TRAVELLING", "TRAVELING", "(DRIVING"].iter().any(|word| text.contains(word))
    })
}
