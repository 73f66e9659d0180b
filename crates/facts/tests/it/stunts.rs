//! `[[stunt]]`, `[[action]]`, `[[variant]]`, and the facts of the world.

use domain::*;
use jiff::civil::date;

use crate::small::{after, applied, imported, mistakes, settled};

const KICK: &str = r#"
    [[cast]]
    character = "MARA"
    person = "Ann Lee"
    [[cast]]
    character = "TOM"
    person = "Cy"
    [[cast]]
    character = "TOM"
    kind = "stunt-double"
    person = "Bo"
    [[stunt]]
    scene = "12"
    name = "The kick"
    class = "C"
    performer = "TOM"
    performer_kind = "stunt-double"
    protect = 2
    ready = "2027-05-03..2027-05-20"
    fails = 90
    delay = 200
    delay_days = 3
    rewrite_cost = 400000
    share_left = 700
    confirmed = true
    [[action]]
    scene = "12"
    name = "kick in the yard"
    verb = "kick"
    doer = "MARA"
    receivers = ["TOM"]
    hazards = ["fall"]
    [[variant]]
    action = "kick in the yard"
    kind = "contact"
    engagements = ["MARA", "TOM"]
    minutes = 30
    [[variant]]
    action = "kick in the yard"
    kind = "double"
    engagements = ["TOM", { character = "MARA", kind = "actor" }]
    cost = 1500
    adjustment = 300
"#;

const WORLD: &str = r#"
    [[consent]]
    action = "kick in the yard"
    variant = "contact"
    character = "2"
    answer = "agreed"
    date = 2027-03-01
    note = "with a pad"
    [[consent]]
    action = "kick in the yard"
    variant = "double"
    character = "TOM"
    answer = "undecided"
    date = 2027-03-01
    recorded_by = "bea"
    [[clearance]]
    action = "kick in the yard"
    variant = "contact"
    item = "pad fitted"
    state = "done"
    date = 2027-03-02
    signed_by = "Dee"
    [[decision]]
    stunt = "The kick"
    branch = "rewrite"
    date = 2027-05-09
    by = "Eve"
"#;

#[test]
fn a_stunt_and_the_ways_to_shoot_it() {
    let state = settled(&imported(), KICK);
    let stunt = &state.stunts[&StuntId(1)];
    let double = state.engagement_called("TOM", EngagementKind::StuntDouble).expect("engaged");
    assert_eq!((stunt.class, stunt.performer, stunt.protect_days), (StuntClass::C, Some(double), 2));
    assert_eq!(stunt.ready.map(|ready| ready.last), Some(date(2027, 5, 20)));
    assert_eq!((stunt.outcome.fails, stunt.outcome.hurt), (Some(PerMille(90)), None));
    let variants: Vec<&Variant> = state.variants.values().collect();
    assert_eq!(variants.iter().map(|v| v.engagements.len()).collect::<Vec<_>>(), [2, 2]);
    assert!(variants[1].engagements.contains(&double), "in a double variant a character is its double");
    assert_ne!(variants[0].version, variants[1].version);
}

#[test]
fn facts_of_the_world_are_kept_apart_and_added_once() {
    let state = settled(&imported(), KICK);
    let applied = applied(&state, WORLD);
    assert_eq!((applied.changes.len(), applied.world.len()), (0, 4));
    let state = settled(&state, WORLD);
    let answers: Vec<&Consent> = state.consents.values().collect();
    let kind = |consent: &Consent| state.engagements[&consent.engagement].kind;
    assert_eq!((kind(answers[0]), kind(answers[1])), (EngagementKind::Actor, EngagementKind::StuntDouble));
    assert_eq!((answers[0].recorded_by.as_str(), answers[1].recorded_by.as_str()), ("ann", "bea"));
    assert_eq!(answers[0].variant_version, state.variants[&answers[0].variant].version);
    assert_eq!(state.decisions[&DecisionId(1)].branch, DecisionBranch::Rewrite);
}

#[test]
fn an_answer_may_be_withdrawn_and_given_again_on_one_date() {
    let answer = |word: &str| {
        format!(
            "[[consent]]\naction = \"kick in the yard\"\nvariant = \"contact\"\ncharacter = \"TOM\"\n\
             answer = \"{word}\"\ndate = 2027-03-01\n"
        )
    };
    let text = format!("{}{}{}", answer("agreed"), answer("withdrawn"), answer("agreed"));
    let state = settled(&settled(&imported(), KICK), &text);
    let answers: Vec<Answer> = state.consents.values().map(|consent| consent.answer).collect();
    assert_eq!(answers, [Answer::Agreed, Answer::Withdrawn, Answer::Agreed]);
}

#[test]
fn a_new_person_has_not_agreed() {
    let state = after(&after(&imported(), KICK), WORLD);
    let recast = settled(&state, "[[cast]]\ncharacter = \"TOM\"\nperson = \"Zed\"\n");
    let consent = &recast.consents[&ConsentId(1)];
    assert_ne!(consent.variant_version, recast.variants[&consent.variant].version);
    let renamed =
        after(&state, "[[action]]\nscene = \"12\"\nname = \"kick in the yard\"\nhazards = [\"fire\"]\n");
    let consent = &renamed.consents[&ConsentId(1)];
    assert_ne!(consent.variant_version, renamed.variants[&consent.variant].version);
    assert_eq!(applied(&renamed, WORLD).world, [], "an old answer is not given anew by an old file");
}

#[test]
fn a_version_does_not_depend_on_ids() {
    let first = after(&imported(), KICK);
    let cast = "[[cast]]\ncharacter = \"TOM\"\nperson = \"Cy\"\n[[cast]]\ncharacter = \"MARA\"\nperson = \"Ann Lee\"\n";
    let second = after(&after(&imported(), cast), KICK);
    let versions = |state: &State| state.variants.values().map(|v| v.version.clone()).collect::<Vec<_>>();
    assert_ne!(first.engagements, second.engagements);
    assert_eq!(versions(&first), versions(&second));
}

#[test]
fn what_was_recorded_stays() {
    let state = after(&after(&imported(), KICK), WORLD);
    for text in [
        "[[cast]]\ncharacter = \"TOM\"\ndelete = true\n",
        "[[variant]]\naction = \"kick in the yard\"\nkind = \"contact\"\ndelete = true\n",
        "[[action]]\nscene = \"12\"\nname = \"kick in the yard\"\ndelete = true\n",
        "[[stunt]]\nscene = \"12\"\nname = \"The kick\"\ndelete = true\n",
    ] {
        assert!(mistakes(&state, text).contains("record stays"), "{text}");
    }
    let free = settled(
        &settled(&imported(), KICK),
        "[[action]]\nscene = \"12\"\nname = \"kick in the yard\"\ndelete = true\n",
    );
    assert!(free.actions.is_empty() && free.variants.is_empty());
}

#[test]
fn mistakes_of_stunts() {
    let state = after(&imported(), KICK);
    let said = mistakes(&state, "[[stunt]]\nscene = \"12\"\nname = \"The kick\"\nfails = 600\nhurt = 500\n");
    assert!(said.contains("line 4") && said.contains("1100 of 1000"), "{said}");
    let said = mistakes(&state, "[[variant]]\naction = \"kick in the yrd\"\nkind = \"cut\"\n");
    assert!(
        said.starts_with(
            "line 2, column 10: there is no action “kick in the yrd”; did you mean kick in the yard"
        ),
        "{said}"
    );
    let said = mistakes(&state, "[[stunt]]\nscene = \"12\"\nname = \"Fall\"\n");
    assert!(said.contains("[[stunt]] needs class"), "{said}");
}

#[test]
fn readiness_training_and_the_way_that_was_chosen() {
    let text = "[[stunt]]\nscene = \"12\"\nname = \"The kick\"\ntraining = [\"2027-04-26..2027-04-28\"]\n\
                rehearsed_within = 9\nrest_after = 1\n\
                [[variant]]\naction = \"kick in the yard\"\nkind = \"contact\"\nchosen = true\nanswer_by = 2027-05-01\n\
                [[variant]]\naction = \"kick in the yard\"\nkind = \"double\"\nin_place = true\n";
    let state = settled(&settled(&imported(), KICK), text);
    let stunt = &state.stunts[&StuntId(1)];
    assert_eq!((stunt.training_dates().len(), stunt.rehearsed_within, stunt.rest_after), (3, Some(9), 1));
    let action = &state.actions[&ActionId(1)];
    let way = state.way_of(action);
    assert_eq!(way.variant.map(|v| (v.kind, v.chosen)), Some((VariantKind::Contact, true)));
    assert_eq!(way.from, Some(date(2027, 5, 1)), "nobody has answered yet");
    // Another choice takes the first one's place.
    let text = "[[variant]]\naction = \"kick in the yard\"\nkind = \"double\"\nchosen = true\n";
    let state = settled(&state, text);
    let chosen: Vec<VariantKind> = state.variants.values().filter(|v| v.chosen).map(|v| v.kind).collect();
    assert_eq!(chosen, [VariantKind::Double]);
}

#[test]
fn what_cannot_be_of_a_stunt() {
    let state = after(&imported(), KICK);
    for (text, says) in [
        (
            "[[stunt]]\nscene = \"12\"\nname = \"Fall\"\nclass = \"B\"\nfails = 1200\n",
            "“1200” does not fit here; write thousandths from 0 to 1000",
        ),
        (
            "[[stunt]]\nscene = \"12\"\nname = \"The kick\"\nlost = [\"12\"]\n",
            "the stunt's own scene is named; leave it out",
        ),
        (
            "[[stunt]]\nscene = \"12\"\nname = \"The kick\"\nlost = [\"14\"]\nnot_lost = [\"14\"]\n",
            "scene 14 is both lost and not lost",
        ),
        (
            "[[stunt]]\nscene = \"12\"\nname = \"Fall\"\nclass = \"B\"\nrehearsed_within = 3\n",
            "no date can be soon enough after a rehearsal: there is none",
        ),
        (
            "[[stunt]]\nscene = \"12\"\nname = \"The kick\"\ntraining = [2027-05-20]\n",
            "no date fits: training ends on 2027-05-20, and the performer is ready until 2027-05-20",
        ),
        (
            "[[stunt]]\nscene = \"12\"\nname = \"The kick\"\nprotect = 0\ntraining = [2027-04-20]\nrehearsed_within = 5\n",
            "rehearsed until 2027-04-20, it is to be shot by 2027-04-25, and the performer is ready from 2027-05-03",
        ),
        (
            "[[sheet]]\nscene = \"12\"\npresence = { TOM = \"none\" }\n[[action]]\nscene = \"12\"\nname = \"slap\"\nverb = \"slap\"\ndoer = \"TOM\"\n",
            "TOM is not on set in scene 12",
        ),
        (
            "[[clearance]]\naction = \"kick in the yard\"\nvariant = \"contact\"\nitem = \"medic\"\nstate = \"done\"\ndate = 2027-03-01\n",
            "“medic” is done, and nobody signed it",
        ),
        (
            "[[clearance]]\naction = \"kick in the yard\"\nvariant = \"contact\"\nitem = \"medic\"\nstate = \"done\"\nsigned_by = \"Dee\"\n",
            "nobody said when",
        ),
        (
            "[[consent]]\naction = \"kick in the yard\"\nvariant = \"contact\"\ncharacter = \"TOM\"\nkind = \"stunt-double\"\nanswer = \"agreed\"\ndate = 2027-03-01\n",
            "TOM (stunt double) takes no part in the contact variant; who does: MARA, TOM",
        ),
        (
            "[[person]]\nname = \"Ann Lee\"\nbirth_date = 2015-01-01\n[[consent]]\naction = \"kick in the yard\"\nvariant = \"contact\"\ncharacter = \"MARA\"\nanswer = \"agreed\"\ndate = 2027-03-01\n",
            "Ann Lee is a minor on 2027-03-01: a guardian must agree",
        ),
    ] {
        let said = mistakes(&state, text);
        assert!(said.contains(says), "{text}: {said}");
    }
}

#[test]
fn what_changed_since_an_answer_is_said() {
    let state = after(&after(&imported(), KICK), WORLD);
    let text = "[[action]]\nscene = \"12\"\nname = \"kick in the yard\"\nhazards = [\"fall\", \"fire\"]\n";
    let changed = after(&state, text);
    let consent = &changed.consents[&ConsentId(1)];
    let variant = &changed.variants[&consent.variant];
    assert_eq!(changed.changed_since(variant, &consent.asked), ["hazards: was fall, now fall, fire"]);
    assert!(state.changed_since(&state.variants[&consent.variant], &consent.asked).is_empty());
}
