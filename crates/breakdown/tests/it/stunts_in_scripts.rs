//! Phrases of the kind that whole scripts showed to be missed, or taken for stunts.

use super::stunts::with_stunts;

const STUNTS: [&str; 15] = [
    "Ben picks the porter up and drops him out of the window.",
    "Anna jumps from his back to the window and crawls in.",
    "The two guards seize her.",
    "Ben raises the rifle and fires after them.",
    "Sailors, shot at by an officer, fall back.",
    "The boulder flies down and nearly brushes the top of Ben's head.",
    "A squall nearly sends Anna off the crest.",
    "The heel of Ben's hand meets him under the jaw.",
    "A glove closes on the scruff of Anna's neck.",
    "Anna puts a fork in the nearest thigh.",
    "SMACK. Anna's glasses end up in the fern.",
    "The tram stops an arm's length from Ben's head.",
    "Ben lies between the racks, wrists in a plastic tie.",
    "Anna crawls aft along the hull.",
    "Ben takes her under the arms and drags.",
];

const NONE: [&str; 17] = [
    "Ben wants to go in, but is restrained by their guns.",
    "Anna is stopped by guns aimed across the yard.",
    "Ben takes a rug and pulls it to the back of the door.",
    "The door opens and in rushes Ben with six porters.",
    "Anna looks up as he passes out of the door.",
    "A crowd is coming off the boat.",
    "Anna waves a revolver. The councilors stagger about, drunk.",
    "Dropping the gun into a drawer and sitting down, Anna smiles.",
    "A shot, far away. Nobody minds. Ben jerks off his boots and lies down.",
    "Ben has been shot at by experts.",
    "Two seats, two jump seats, a saint on the dash.",
    "Anna lowers herself into the chair.",
    "Ben drops onto the grass beside her.",
    "Anna comes in out of the wind and shoulders the door to.",
    "Ben jumps a mile.",
    "Anna falls into the seat.",
    "Ben lowers himself onto the next stool.",
];

#[test]
fn stunts_are_found_as_scripts_say_them() {
    let found = with_stunts(&STUNTS);
    let missed: Vec<&&str> = STUNTS.iter().filter(|sentence| !found.contains(sentence)).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn what_scripts_say_without_danger_is_none() {
    assert_eq!(with_stunts(&NONE), Vec::<&str>::new());
}
