//! Sentences of action, and what an assistant director would write on the sheet for them.

use breakdown::{Source, import};
use domain::{Category, State};

fn imported(text: &str) -> State {
    let source = Source {
        file_name: "small-film.fountain".into(),
        date: None,
        text_hash: "0".into(),
        diagnostics: Vec::new(),
    };
    let screenplay = screenplay::read(text.as_bytes(), None).screenplay;
    State::default().with(&import(&State::default(), &screenplay, source).changes)
}

/// A scene in which Jake and Anna are known, and the action.
fn scene(action: &str) -> State {
    imported(&format!(
        "INT. ROOM - DAY\n\nJAKE\nHi.\n\nANNA\nHello.\n\nINT. HALL - DAY\n\n{action}\n\nJAKE\nWell.\n"
    ))
}

fn stunts(action: &str) -> Vec<String> {
    let state = scene(action);
    let sheet = state.sheets_in_order()[1];
    let used = sheet.elements.iter().map(|used| &state.elements[&used.element]);
    used.filter(|element| element.category == Category::Stunts).map(|element| element.name.clone()).collect()
}

#[test]
fn what_happens_names_the_stunt() {
    let wrong: Vec<String> = STUNTS
        .iter()
        .filter_map(|(action, expected)| {
            let found = stunts(action);
            (!found.iter().any(|name| name == expected))
                .then(|| format!("{action} → {found:?}, not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn figures_of_speech_talk_and_after_effects_are_no_stunts() {
    let wrong: Vec<String> = NONE
        .iter()
        .filter_map(|action| {
            let found = stunts(action);
            (!found.is_empty()).then(|| format!("{action} → {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn force_is_read_from_where_it_sends_a_body() {
    for (action, verb) in [
        ("Jake smashes a bottle over Anna's skull.", true),
        ("Jake claws his way up through the ice.", true),
        ("Jake bursts out of the burning barn with a child in his arms.", true),
        ("The rope snaps. Anna plunges.", true),
        ("Anna slides the letter across the table.", false),
        ("The scaffolding collapses beneath the three men.", true),
        ("Anna hangs the coat in her room.", false),
    ] {
        assert_eq!(!stunts(action).is_empty(), verb, "{action}");
    }
}

/// One line a proposed action: `JAKE kick ANNA`.
fn actions(action: &str) -> Vec<String> {
    let state = scene(action);
    let sheet = state.sheets_in_order()[1];
    let name = |id: &domain::CharacterId| state.characters[id].name.clone();
    let line = |proposed: &domain::ProposedAction| {
        assert_eq!(proposed.review, domain::Review::Suggested);
        assert!(!proposed.evidence.quote.is_empty());
        let doer = proposed.doer.as_ref().map_or("?".to_owned(), name);
        let receivers: Vec<String> = proposed.receivers.iter().map(name).collect();
        format!("{doer} {} {}", proposed.verb, receivers.join("+")).trim().to_owned()
    };
    sheet.proposed_actions.iter().map(line).collect()
}

#[test]
fn actions_name_verb_doer_and_receivers() {
    for (action, expected) in [
        ("Jake punches Anna.", &["JAKE punch ANNA"][..]),
        ("Jake kicks Anna's shin.", &["JAKE kick ANNA"]),
        ("Anna is thrown across the bar by Jake.", &["JAKE throw ANNA"]),
        ("Anna is knocked down.", &["? knock ANNA"]),
        ("Anna waits. Jake turns and punches her.", &["JAKE punch ANNA"]),
        ("Anna waits. She falls down the stairs.", &["ANNA fall"]),
        ("Jake grabs Anna by the throat. Slams her into the wall.", &["JAKE grab ANNA", "JAKE slam ANNA"]),
        ("Anna dives past Jake.", &["ANNA dive"]),
        ("He falls down the stairs.", &["JAKE fall"]),
        ("The car swerves and crashes into the wall.", &["? swerve", "? crash"]),
        ("Jake sits. A car chase on the television.", &[]),
        ("Jake does not punch Anna.", &[]),
        ("The house behind Anna is ablaze.", &[]),
        ("The captain and YOUNG JAKE watch. Jake punches Anna.", &["JAKE punch ANNA"]),
    ] {
        assert_eq!(actions(action), expected, "{action}");
    }
}

const STUNTS: &[(&str, &str)] = &[
    ("Jake joins the brawl.", "Fight"),
    ("Anna kicks the pistol out of his hand.", "Kick"),
    ("Jake takes two rounds in the leg.", "Shot"),
    ("Jake barrels through the gate.", "Crash"),
    ("Anna battles the guard.", "Fight"),
    ("Jake claws at the hands round his neck.", "Struggle"),
    ("The wolf charges at Anna.", "Attack"),
    ("Anna dodges falling rocks.", "Dodge"),
    ("Jake pulls Anna out of the way.", "Pulled clear"),
    ("Anna hacks at the guard.", "Slashing"),
    ("The soldier is cut down.", "Slashing"),
    ("Jake decks the waiter.", "Punch"),
    ("Jake is sent flying.", "Thrown"),
    ("Anna brought the guard to the ground.", "Tackle"),
    ("Jake pitches forward over the rail.", "Fall"),
    ("Anna swoops down past the towers.", "Wire work"),
    ("Anna is lowered on a rope.", "Wire work"),
    ("Jake goes up the mast, hand over hand.", "Climb"),
    ("Jake shoulders the door.", "Door break"),
    ("The crowd runs for the exits.", "Flight"),
    ("A truck thunders past, narrowly missing Jake.", "Near miss"),
    ("The soldier opens fire.", "Gunfight"),
    ("Anna floats face down.", "Water work"),
    ("Jake is held under water.", "Water work"),
    ("Flames burst from the pipe.", "Fire near people"),
    ("Anna weaves and dodges.", "Dodge"),
    ("The rope slowly chokes the life out of Anna.", "Choke hold"),
    ("Anna struggles against the guards.", "Fight"),
    ("Anna flies on a broom.", "Wire work"),
    ("Anna floats on wires above the stage.", "Wire work"),
    ("The pistol goes off beside Anna.", "Gunfight"),
    ("Anna drops through a hatch.", "High fall"),
    ("Anna slides under the closing door.", "Dive"),
    ("Anna runs as the blast doors close behind her.", "Closing doors"),
    ("Anna crawls through fire.", "Fire near people"),
    ("Anna is sucked out of the airlock.", "Thrown"),
    ("Jake punches the guard in the face.", "Punch"),
    ("He slaps her.", "Slap"),
    ("Anna kicks him in the shin.", "Kick"),
    ("The guard hits Jake's jaw.", "Blow"),
    ("Jake is hit from behind.", "Blow"),
    ("The two men fight.", "Fight"),
    ("A fight breaks out.", "Fight"),
    ("They wrestle on the floor.", "Fight"),
    ("Jake and the thug trade blows.", "Fight"),
    ("Anna stabs him in the leg.", "Stabbing"),
    ("Jake strangles the guard.", "Choke hold"),
    ("The thug grabs Anna by the throat.", "Grab"),
    ("He shoves Jake into the wall.", "Shove"),
    ("Jake slams the soldier against the door.", "Slam"),
    ("The big man throws Jake across the bar.", "Thrown"),
    ("Jake is thrown through the window.", "Thrown"),
    ("Anna, flung against the wall, slides down.", "Thrown"),
    ("The blast sends everyone flying.", "Thrown"),
    ("The soldier drags Anna across the yard.", "Drag"),
    ("He tackles the runner to the ground.", "Tackle"),
    ("Jake knocks the guard out.", "Knocked down"),
    ("Anna is knocked to the floor.", "Knocked down"),
    ("Jake falls down the stairs.", "Stair fall"),
    ("Anna falls from the roof.", "High fall"),
    ("She slips and falls.", "Fall"),
    ("Jake trips over a root.", "Fall"),
    ("The old man collapses.", "Fall"),
    ("Shot in the chest, he goes down in a heap.", "Shot"),
    ("The guard is shot.", "Shot"),
    ("Anna shoots the sniper.", "Shot"),
    ("A bullet hits Jake in the shoulder.", "Shot"),
    ("Jake leaps from the bridge.", "Jump"),
    ("Anna jumps off the train.", "Jump"),
    ("They dive for cover.", "Dive"),
    ("Jake dives behind the bar.", "Dive"),
    ("She throws herself over the wall.", "Dive"),
    ("Anna dangles from the ledge.", "Dangling"),
    ("Jake hangs from the railing by one hand.", "Dangling"),
    ("He climbs over the fence.", "Climb"),
    ("Anna rappels down the wall.", "Wire work"),
    ("The astronauts float in zero gravity.", "Wire work"),
    ("Jake chases the thief through the market.", "Chase"),
    ("The police give chase.", "Chase"),
    ("The car swerves and hits a lamp post.", "Stunt driving"),
    ("The car swerves and hits a lamp post.", "Vehicle hit"),
    ("The van skids to a halt.", "Stunt driving"),
    ("Jake floors it.", "Stunt driving"),
    ("Tires screech.", "Stunt driving"),
    ("The truck crashes into the wall.", "Car crash"),
    ("The bus collides with a taxi.", "Car crash"),
    ("The car flips.", "Car roll"),
    ("The motorcycle jumps the ditch.", "Car jump"),
    ("A truck rams the sedan.", "Ramming"),
    ("The taxi nearly runs over Anna.", "Car hit"),
    ("The police car speeds after them.", "Stunt driving"),
    ("The grenade explodes behind Jake.", "Explosion near people"),
    ("An explosion throws them to the ground.", "Explosion near people"),
    ("His sleeve catches fire.", "Fire near people"),
    ("Anna runs through the flames.", "Fire near people"),
    ("Jake swims under the hull.", "Water work"),
    ("Anna is drowning.", "Water work"),
    ("He goes overboard.", "Fall overboard"),
    ("Jake vaults the counter.", "Jump"),
    ("Anna crashes through the door.", "Crash"),
    ("The ceiling collapses on the soldiers.", "Collapse near people"),
    ("Jake starts to fall.", "Fall"),
    ("He sees Anna fall.", "Fall"),
    ("The man with the scar falls.", "Fall"),
    ("Jake turns, stumbles and falls.", "Fall"),
    ("The guards attack.", "Attack"),
    ("The dog bites Jake.", "Bite"),
    ("Anna swings the bat at him.", "Swing"),
    ("Jake is hit by a car.", "Car hit"),
    ("Two men beat up the driver.", "Beating"),
    ("He lifts Anna off the ground.", "Lift"),
    ("Jake tumbles down the slope.", "Fall"),
    ("The thug hurls him against a crate.", "Thrown"),
    ("Everyone falls to the floor.", "Fall"),
];

const NONE: &[&str] = &[
    "Anna catches the cup before it can hit the floor.",
    "Jake leans on his broom.",
    "Anna drops off the parcel.",
    "\"No,\" Jake fires back.",
    "His hand grazes hers.",
    "Jake drives Anna back to the hotel.",
    "Anna hacks into the network.",
    "He slips off his shoes.",
    "Anna slices the bread.",
    "Leaves scatter.",
    "Anna struggles against her tears.",
    "Anna waits as the doors close.",
    "Jake falls silent.",
    "Anna falls asleep.",
    "They fall in love.",
    "Her face falls.",
    "Night falls.",
    "Ash falls on the roofs.",
    "The gavel falls.",
    "Jake's gun falls to the floor.",
    "He falls to his knees.",
    "Jake kills the engine.",
    "Anna hits the lights.",
    "She hits the button.",
    "It hits him: she knew.",
    "Jake crashes on the sofa.",
    "She shoots him a look.",
    "He shoots a glance at the door.",
    "The camera shoots from above.",
    "WIDE SHOT of the valley.",
    "Anna fights back tears.",
    "Jake fights the urge to laugh.",
    "He struggles to open the jar.",
    "Anna jumps up from her chair.",
    "Jake jumps to his feet.",
    "The phone dies.",
    "Jake draws his gun.",
    "He aims the pistol at Anna.",
    "Jake runs down the corridor.",
    "Anna catches her breath.",
    "Jake throws her a towel.",
    "She throws her arms around him.",
    "He throws up his hands.",
    "Jake throws the ball across the yard.",
    "Anna slams the door.",
    "He slams the phone down.",
    "Jake slaps the table.",
    "Anna kicks off her shoes.",
    "He punches in the code.",
    "She punches the air.",
    "Jake strikes a match.",
    "Anna strikes a pose.",
    "The clock strikes ten.",
    "The idea strikes him as funny.",
    "He drags on his cigarette.",
    "Anna drags her suitcase to the door.",
    "She drops the glass.",
    "Jake drops his voice.",
    "He drops onto the next stool.",
    "Anna collapses onto the bed.",
    "Jake slips on his jacket.",
    "She slides into the booth.",
    "The door slides open.",
    "Jake ducks into a shop.",
    "He burns the letter.",
    "A fire burns in the fireplace.",
    "Candles burn on the altar.",
    "A cigarette burns in the ashtray.",
    "The crowd explodes in applause.",
    "She explodes with laughter.",
    "Jake does not fight.",
    "Anna wants to hit him.",
    "He would fall if he let go.",
    "She is afraid of falling.",
    "Jake talks about the fight.",
    "No explosion. Jake opens his eyes.",
    "He moves like a man falling from a roof.",
    "Jake lies on the ground, beaten.",
    "The fallen soldiers lie in the mud.",
    "A wrecked car smokes by the road.",
    "Anna drives into town.",
    "The car pulls up. Jake gets in.",
    "The car stops at the lights.",
    "Jake hangs his coat on the door.",
    "Her coat hangs from a hook.",
    "Anna hangs up.",
    "Time flies.",
    "Birds fly over the house.",
    "He floats the idea.",
    "Jake swings the door open.",
    "The sign swings in the wind.",
    "She climbs the stairs.",
    "Jake climbs into bed.",
    "Anna pushes the door.",
    "He pushes the button.",
    "Jake pulls her close.",
    "Anna pulls the chair back.",
    "He chases the thought away.",
    "Jake rolls down the window.",
    "She rolls her eyes.",
    "The boy attacks his food.",
    "Jake beats her at cards.",
    "Her heart beats faster.",
    "He bites his lip.",
    "Anna bites into an apple.",
    "Music blasts from the bar.",
    "Rain drums on the roof.",
    "The wind knocks over a chair.",
    "Jake knocks on the door.",
    "She knocks back a whisky.",
    "He grabs his keys.",
    "Anna grabs Jake by the hand.",
    "Jake takes down the number.",
    "He plunges his hands into the sink.",
    "The room plunges into darkness.",
    "Anna dives into her bag for the keys.",
    "Jake lands a job.",
    "Jake crosses the finish line, spent.",
    "The plane lands.",
    "The ship sails at noon.",
    "He spins the wheel of fortune.",
    "Jake is blown away by the view.",
    "The sun sinks into the sea.",
    "Her smile dies.",
];
