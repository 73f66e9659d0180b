//! Sentences that a stunt coordinator has to hear of, and sentences that only sound so. Written down before the lists were
//! read, to find what they lacked.

use domain::{Category, State};

const STUNTS: [&str; 172] = [
    "The runaway truck picks up speed and heads straight for the car where Anna sits.",
    "The driverless pickup begins to roll down the hill toward Ben.",
    "Ben takes the corner on two wheels.",
    "The van jumps the kerb and scatters the tables.",
    "The taxi runs the red light, horns blare, a bus misses it by inches.",
    "Anna hangs out of the window of the speeding car.",
    "Ben climbs onto the roof of the moving train.",
    "The motorcycle weaves through traffic at full speed.",
    "The sedan is gaining on them.",
    "The jeep spins out and hits a lamp post.",
    "Anna wrenches the wheel. The car skids sideways across the bridge.",
    "The truck slams its brakes. The motorcycle goes under it.",
    "The car T-bones the van.",
    "The cars race side by side toward the tunnel.",
    "Anna jumps from the moving truck and rolls.",
    "The boat hits the pier at speed.",
    "The helicopter drops toward the roof, Ben clinging to its skid.",
    "Anna swings across the gap on the chain.",
    "The rope snaps. Ben drops two metres before it catches.",
    "Her grip slips. She hangs by one hand.",
    "The railing gives way and Ben goes over.",
    "The ladder breaks under Anna.",
    "Ben is lowered on a rope into the shaft.",
    "Anna is winched up from the deck, spinning.",
    "The plank cracks. Anna falls through.",
    "The ice breaks under Ben.",
    "Anna walks along the parapet, nothing but air beneath her.",
    "Ben leaps from roof to roof.",
    "Anna slides down the banister.",
    "Ben vaults the counter.",
    "They go down together, rolling over broken glass.",
    "Anna takes a swing at him. He ducks. She gets him with the second.",
    "Ben's fist connects with the guard's jaw.",
    "Anna doubles over from the blow.",
    "Ben twists her arm behind her back and forces her to her knees.",
    "The guard drags Anna kicking down the corridor.",
    "The men grab Ben and throw him against the car.",
    "Anna is thrown clear.",
    "Two men jump Ben from behind.",
    "He clamps a hand over her mouth and pulls her backward into the dark.",
    "Anna elbows him and runs.",
    "They struggle for the knife.",
    "Ben smashes the chair over the man's back.",
    "Anna breaks the bottle on his head.",
    "The creature seizes Ben with its tentacle and lifts him off the ground.",
    "The beast pounces on Anna.",
    "The dog sinks its teeth into Ben's arm.",
    "A tendril wraps around Anna's ankle and yanks her off her feet.",
    "Anna fires twice. The man in the doorway drops.",
    "Shots ring out. Everyone hits the floor.",
    "Gunfire rakes the wall above Ben's head.",
    "Ben is hit in the shoulder and goes down.",
    "The guards open up with machine guns.",
    "Bullets tear through the curtains as Anna crawls to the door.",
    "A laser beam burns a hole in the wall beside Ben's head.",
    "The helicopter pumps its fire into the apartment.",
    "The energy bolt throws Anna across the room.",
    "The ship shudders. Everyone is thrown from their seats.",
    "An explosion rocks the building and knocks Anna down.",
    "The blast hurls Ben through the window.",
    "Flames shoot up between them.",
    "Anna runs through the burning corridor.",
    "His sleeve catches fire.",
    "The ceiling comes down around Ben.",
    "A beam falls, pinning Anna.",
    "Water bursts through the hatch and sweeps Ben away.",
    "Anna is under water, pulling at the strap.",
    "The wave takes Ben over the side.",
    "Ben falls into the tank.",
    "She goes under and does not come up.",
    "Anna floats in zero gravity, tumbling toward the hatch.",
    "The two women fly on brooms over the rooftops.",
    "Swords fly through the air and encircle Anna.",
    "Anna and the knight circle each other, blades drawn, then clash.",
    "The battle rages around Ben.",
    "The fight goes on behind them.",
    "Ben runs for his life.",
    "Anna bolts. The cop is after her in a second.",
    "Anna climbs over the fence and drops on the other side.",
    "Ben goes out of the window and down the drainpipe.",
    "The crowd panics and rushes the gate. People fall.",
    "Anna is trampled.",
    "Ben is strapped to the chair. A current goes through him. He convulses.",
    "Anna is tasered.",
    "The man injects Ben, who fights him all the way.",
    "Ben tumbles down the stairs.",
    "Anna trips and falls flat on her face.",
    "The horse throws its rider.",
    "Anna gallops across the field.",
    "Ben rides bareback into the surf.",
    "The cart breaks loose and rattles down the steps toward the pram.",
    "Anna kicks the door in.",
    "Anna hits the window with her elbow and it shatters.",
    "The chandelier crashes down where Ben stood a moment ago.",
    "A knife thuds into the wall next to Anna's head.",
    "Ben throws the axe. It hits the man in the chest.",
    "Anna hangs upside down from the ceiling.",
    "Ben is hoisted by his feet.",
    "The trapdoor opens under Anna.",
    "The lift drops. Ben and Anna are flung against the ceiling.",
    "The train hits the car. Ben gets out at the last second.",
    "Anna stands in the path of the car. It stops an inch from her knees.",
    "The bus just misses Ben.",
    "Ben slaps him.",
    "Anna shoves him into the pool.",
    "The two boys wrestle in the mud.",
    "Ben slips on the wet deck and slides to the edge.",
    "Anna jumps off the pier.",
    "Ben dives off the cliff.",
    "A gust takes Anna off the scaffold.",
    "The wire goes taut and Anna flies up into the dark.",
    "Ben drives the forklift through the wall.",
    "They are chased over the roofs by soldiers.",
    "Ben is choking her.",
    "He has her by the throat.",
    "Anna hurls a vase at him. It grazes his head.",
    "Ben staggers through the smoke, coughing, carrying the child.",
    "The mob closes in, hitting him with sticks.",
    "Ben is beaten by the police.",
    "Without a word Mrs. Ito picks up the wok and brings it down on the burglar's head.",
    "The two of them tumble through the beaded curtain, taking half of it with them.",
    "A hand shoots out of the dark and closes around Lena's ankle.",
    "The bouncer picks Marco up by the belt and tosses him onto the bins.",
    "Lena hooks her leg behind his knee. Down he goes.",
    "He swings the lamp. She is already under it, and past him, and out of the door.",
    "Marco comes off the bike and slides forty feet on his back.",
    "The elevator cable parts with a bang. Lena's stomach rises. Four floors.",
    "Her parachute does not open.",
    "She pulls the pin and rolls the grenade under the door.",
    "Windows blow in. Lena covers the baby with her body.",
    "The dragon breathes. Knights throw themselves behind their shields as fire washes over them.",
    "The ship lists. Plates, chairs and then people begin to slide toward the windows.",
    "The mast comes down across the deck, missing the boy by a yard.",
    "The mare bolts with the child on her back.",
    "Marco is dragged behind the horse through the dust.",
    "They have been treading water since dawn. A fin cuts between them.",
    "The current rips the oar out of her hands and rolls the kayak.",
    "Lena dangles the phone. He jumps for it, and the car in front of them brakes.",
    "A semi fills the windshield. Marco yanks the wheel.",
    "Sparks. The guard rail peels back like tin and the front wheels find nothing but air.",
    "The tram does not stop. Lena pulls the old man back by the collar.",
    "She leaps the gap between the carriages.",
    "Wind tears at her as she inches along the wing.",
    "The ladder swings free from the wall with Marco at the top.",
    "He loses his footing on the scree and goes down the slope in a cloud of stones.",
    "The harness bites. She swings out over the city.",
    "A stuntman in a padded suit is set alight and walks calmly through the door.",
    "Gasoline runs under the cars. A match. Everything goes up.",
    "Smoke fills the cabin. Passengers climb over each other to reach the exit.",
    "The floor opens and swallows him.",
    "Bricks rain onto the pavement. A nanny snatches the pram away just in time.",
    "The crowd surges. A girl disappears under their feet.",
    "Police horses push into the line. Batons rise and fall.",
    "They hose the prisoners against the wall.",
    "The doctor and two orderlies hold her down and strap her wrists.",
    "He puts her in an arm lock and marches her to the van.",
    "Marco takes one on the chin and folds.",
    "Lena spits in his face. He backhands her across the room.",
    "A bottle explodes against the bar next to her.",
    "The knife goes in to the hilt.",
    "He looks down at the arrow in his thigh.",
    "The sniper squeezes. The ambassador's head snaps back.",
    "They kneel at the edge of the pit. The volley tips them in.",
    "Marco goes through the ice without a sound.",
    "Lena hits the water hard.",
    "The trapeze comes back empty. She has let go too early.",
    "He steps off the roof.",
    "She lets herself fall backward off the bridge.",
    "The wolf is on him before he can raise the gun.",
    "The robot's fist crumples the door where her head was.",
    "The zombie gets a grip on his jacket. He wriggles out of it and runs.",
    "Lena sprints. Behind her the tunnel is coming down.",
];

const NONE: [&str; 53] = [
    "He falls asleep.",
    "Anna falls in love with the house.",
    "Ben runs to the shop for milk.",
    "Anna hits the light switch.",
    "Ben's phone falls to the floor.",
    "They race through breakfast.",
    "Anna fires the cook.",
    "Ben shoots her a look and climbs into bed.",
    "The car rolls slowly down the drive and parks.",
    "Anna jumps at the sound.",
    "Ben drops onto the sofa.",
    "She throws her coat over the chair.",
    "Rain beats against the window.",
    "Anna kicks off her shoes.",
    "Ben crashes on the couch.",
    "Lena throws a party for the neighbours.",
    "The news hits her hard.",
    "Marco falls silent and looks at the river.",
    "The kids run around the table, laughing.",
    "He jumps at the chance to explain.",
    "She bursts into the room with flowers.",
    "The car pulls up and Lena gets out.",
    "Marco punches in the code and waits.",
    "He drops his bag on the floor and sinks into the armchair.",
    "The wind beats at the shutters.",
    "Lena strikes a match and lights the candle.",
    "The boy climbs into the car beside his mother.",
    "A bell rings. The pupils rush out.",
    "Marco flies to Rome that night.",
    "She breaks the bread and hands him half.",
    "He grabs his coat and leaves.",
    "The audience explodes into applause.",
    "The cat leaps onto the table.",
    "Her eyes burn into his.",
    "Snow falls on the square.",
    "The train pulls out.",
    "He shoots the film on an old camera.",
    "She kills the engine and listens.",
    "The boat drifts on the still water.",
    "Lena catches his eye and smiles.",
    "The team attacks the buffet.",
    "He slams the door and walks down the stairs.",
    "The dog runs after the ball.",
    "Marco pulls Lena close and kisses her.",
    "She throws up into the sink.",
    "He shoves the letter into his pocket.",
    "Lena drags the suitcase up the steps.",
    "The clock strikes twelve.",
    "A plane crosses the sky.",
    "He hangs the picture and steps back.",
    "They race each other to the car, giggling.",
    "A pistol lies on the desk.",
    "He holds her hand tightly.",
];

/// Said with a thing, a part of a body or an animal for a subject, or in the middle of a phrase.
const STUNTS_SAID_OTHERWISE: [&str; 33] = [
    "Two men run for the exit. The second falls down the stairs.",
    "Ben's fist meets the doorman's chin.",
    "A bottle across the face. The waiter goes down.",
    "The oar takes Marco behind the knee.",
    "Anna grinds his face into the gravel.",
    "The back of the captain's head cracks against the bell.",
    "An elbow into his windpipe.",
    "Marco kneels on the thief's throat.",
    "He drags her out by the hair.",
    "A chain round the gaoler's throat.",
    "The sailors are tossed about like corks.",
    "Lena slings him onto the deck.",
    "Ben rolls over the bonnet and is up again.",
    "The canoe goes into the rapids.",
    "The punch sends Marco over the table.",
    "The mare rears and throws him.",
    "The horses stumble and roll.",
    "The bull tosses him over the rail.",
    "A rung breaks under Ben.",
    "The gutter tears loose with Anna on it.",
    "She's dangling from the balcony.",
    "He's hanging from the parapet by one hand.",
    "Marco hits his wife.",
    "A base jumper hurls himself off the tower.",
    "His legs go from under him.",
    "An arrow thuds into the post. Another finds the standard-bearer.",
    "The bottle shatters next to Lena's head.",
    "The sedan wraps itself round a pillar.",
    "Lena is pulled under.",
    "Marco drops.",
    "The crew go down under a mountain of canvas.",
    "A stool breaks across the sailor's shoulders.",
    "He swings the plank. It catches Ben full in the face.",
];

const NONE_SAID_OTHERWISE: [&str; 27] = [
    "One key turns. Second bolt.",
    "The first flames of the candles tremble.",
    "The van goes into the garage.",
    "Ben goes down to the cellar.",
    "Anna goes over to the window.",
    "Lena drops him at the station.",
    "The bus clips along the lane.",
    "He throws his arms around her neck.",
    "She throws another log on the fire.",
    "Marco's voice drops.",
    "The music hits them.",
    "She takes his head in her hands.",
    "Her head hits the pillow.",
    "The horse rolls its eyes.",
    "A chain of gold lies in the drawer.",
    "He says he fell down the stairs.",
    "Ben is thrown into prison.",
    "The lamp catches the back of the van.",
    "His fist closes on the coin.",
    "Marco slips on the coat.",
    "Ben hangs over the table and snores.",
    "The lift goes down.",
    "She presses against the damp wall.",
    "Ben slings the bag over his shoulder.",
    "He is in charge here.",
    "Anna's boots stand by the door.",
    "They fall into each other's arms.",
];

/// By kinds of words: places, implements, what holds, what sweeps away, animals, vehicles; and what follows a shot.
const STUNTS_BY_KIND: [&str; 56] = [
    "Ben inches across the cornice.",
    "Anna shimmies down the drainpipe.",
    "Ben departs off the jetty with a scream.",
    "Lena waltzes him into the canal.",
    "The sergeant departs through the skylight.",
    "Over the edge.",
    "Marco drops past the third-floor windows.",
    "Lena catches the gutter.",
    "A paddle finds the umpire's temple.",
    "Anna lays the spanner across his jaw.",
    "The crowbar comes down on Ben's knee.",
    "The stepladder lurches. Anna is on top of it.",
    "The trapeze comes loose with Lena on it.",
    "The hammock snaps under Marco.",
    "The breaker tosses Ben against the mole.",
    "An undertow drags Anna out.",
    "The nightdress is on fire. Lena beats at it.",
    "The drapes catch light behind Ben.",
    "A shot. The notary folds over his ledger.",
    "Two bullets. Ben sits down in the fountain.",
    "The rifle cracks somewhere. Marco slumps.",
    "Slap.",
    "A kick from behind.",
    "The rattlesnake gets Marco above the ankle.",
    "The bear comes straight at Lena.",
    "The swan knocks Ben off the bank.",
    "The hansom leaves the road.",
    "The tram takes out a newspaper stand.",
    "The Cessna noses into the hillside.",
    "The dragster meets the barrier.",
    "Ben garrotes the usher with a harp string.",
    "Anna brains the sexton with a candlestick.",
    "Lena dunks the heckler in the trough.",
    "Marco puts the goalkeeper through the hoarding.",
    "Ben gets her in a headlock.",
    "Anna's wrists are seized from behind.",
    "The pharmacist's head is slammed against the counter.",
    "Ben saws at his wrist with a tin lid.",
    "A plastic bag over her head.",
    "Lena takes a cricket ball to the groin.",
    "Anna spurs through the burning gate.",
    "Marco zip-lines across the ravine.",
    "The mutineers bundle the purser overboard.",
    "Ben barrel-rolls off the wagon.",
    "A grenade clatters down the steps toward Anna.",
    "The stick of dynamite fizzes. Ben runs.",
    "Bullets kick dust along the wall beside Lena.",
    "Quicksand. Marco is in it to the belt.",
    "Mud has Ben to the waist.",
    "The mob rushes the gate.",
    "Lena bites.",
    "The bookcase topples. Anna is behind it.",
    "Brakes lock. Ben is thrown against the wheel.",
    "Anna sprints across the motorway.",
    "Marco is hogtied.",
    "The elevator shaft. Lena hangs in it by a cable.",
];

const NONE_BY_KIND: [&str; 40] = [
    "Ben looks over the edge.",
    "Anna gazes out through the windscreen.",
    "Lena smiles at him over the railing.",
    "A hammer and a chisel lie across the bench.",
    "Marco carries the ladder past the window.",
    "Ben rests the oar across his knees.",
    "Anna takes a shot of whisky and sits down.",
    "The tide is out. Lena folds her arms.",
    "Light strikes the ladder.",
    "The swan glides past Ben.",
    "The dog chases its tail.",
    "The hansom enters the yard.",
    "The balcony gives onto the square.",
    "Marco wrestles with the crossword.",
    "Lena hits on the barman.",
    "Ben drowns his chips in vinegar.",
    "The men fall in.",
    "Anna falls into a reverie.",
    "Marco shoots a line about his yacht.",
    "Lena punches out and goes home.",
    "He flips her off.",
    "The legend goes that Anna fell off the tower.",
    "A home video: Ben falls off a pony.",
    "The letter reads that Marco shot his brother.",
    "Ben strangles a yawn.",
    "Lena is on fire tonight.",
    "Her phone blows up with messages.",
    "Marco jumps to the last page.",
    "A lamp catches her face.",
    "Ben slides off the stool and pays.",
    "Anna bites into a pear.",
    "Lena bites her lip.",
    "Ben straddles the chair.",
    "Shadows leap.",
    "A candle burns in the window.",
    "Marco stands by the ladder.",
    "Anna puts the boys through school.",
    "Ben throws a fit.",
    "The choir attacks the hymn.",
    "Lena knocks over a glass of milk.",
];

/// A danger in one sentence and the person in the next, an outcome alone, and who comes after whom.
const STUNTS_OVER_SENTENCES: [&str; 22] = [
    "The ferry capsizes. Ben goes with it.",
    "The balcony tilts, and Anna with it.",
    "The pylon buckles. Lena is still on it.",
    "The crate topples. Marco is under it.",
    "The raft flips. So do the boys.",
    "The cart tips over the edge. So does Ben.",
    "A low parapet. Ben rolls over it.",
    "There is a mirror at the end of the hall. Anna is flung against it.",
    "A ledge, no wider than a hand. Marco steps off it.",
    "Lena surfaces, coughing.",
    "Ben comes up, gasping.",
    "Anna crawls out of the wreckage.",
    "Marco climbs from the overturned jeep.",
    "Lena pulls herself from under the beam.",
    "Ben lies at the foot of the cliff.",
    "Marco ends up in the fountain.",
    "A spear sticks out of Ben's thigh.",
    "Blood runs between his fingers.",
    "Anna bolts. Behind her, footsteps.",
    "Ben runs. The dog is right behind him.",
    "They run. The guards are closing.",
    "Lena sprints. Behind her, Marco charges through the crowd.",
];

const NONE_OVER_SENTENCES: [&str; 22] = [
    "The tram comes. Ben goes with it.",
    "The lights go out. Anna goes to bed with it still on her mind.",
    "The bread is hard. Marco breaks it with it.",
    "The vase falls. Dust is on it.",
    "The curtain falls. So does the temperature.",
    "The price drops. So does his jaw.",
    "A low parapet. Ben sits on it.",
    "The window is open. Anna looks through it.",
    "The fence is long. Marco paints over it.",
    "The gate stands open. The van drives through it.",
    "Lena surfaces from behind the newspaper with a smile.",
    "Ben comes up from the cellar, smiling.",
    "Anna climbs out of the car and stretches.",
    "Marco crawls out of bed.",
    "Ben lies at the bottom of the garden, reading.",
    "The letter ends up in the bin.",
    "Anna finds herself in the kitchen.",
    "A pencil sticks out of Ben's pocket.",
    "Lena runs the shop. Behind her, rows of tins.",
    "Ben walks ahead. Anna is right behind him.",
    "The shop is closing.",
    "The film runs. They look after her coat.",
];

/// The way first and the subject last, what a thing is used for, what broke or who is hurt behind the comma.
const STUNTS_BY_SYNTAX: [&str; 13] = [
    "Down the staircase tumbles Ben.",
    "Into the canal goes the umpire.",
    "Over the cliff goes the van.",
    "Off the pier plunges the major.",
    "Anna uses the vine to swing across the ravine.",
    "Ben sidesteps and uses the man's weight to slam him into the wall.",
    "Lena lies by the stove, dazed.",
    "Marco sits against the wall, the bannister splintered above him.",
    "Ben is left hanging from the parapet.",
    "The brine closes over the bonnet. Marco is still inside.",
    "The brothers fall upon him.",
    "Lena holds him under.",
    "The men scatter as the tank comes on.",
];

const NONE_BY_SYNTAX: [&str; 13] = [
    "Down the staircase drifts a melody.",
    "Into the hall goes the umpire.",
    "Over the wall falls the light of the lamp.",
    "At each bend the road leaves the river.",
    "Anna uses the vine to tie up the parcel.",
    "Ben uses the phone to call home.",
    "Lena lies by the stove, asleep.",
    "Marco sits at the table, the broken cup in his hands.",
    "Lena sits up to see whether anything is broken.",
    "Ben is left alone.",
    "Her eyes fall on him.",
    "Marco pushes past her.",
    "Rats scatter. Ben scatters the ashes.",
];

fn imported(text: &str) -> State {
    let screenplay = screenplay::read(text.as_bytes(), None).screenplay;
    let source = breakdown::Source {
        file_name: "t.fountain".into(),
        date: None,
        text_hash: String::new(),
        diagnostics: Vec::new(),
    };
    State::default().with(&breakdown::import(&State::default(), &screenplay, source).changes)
}

/// Which of the sentences have a stunt suggested, each in a scene of its own with LENA, MARCO, ANNA and BEN.
pub(crate) fn with_stunts<'a>(sentences: &[&'a str]) -> Vec<&'a str> {
    let mut text = String::from("Title: T\n\n");
    for sentence in sentences {
        text += &format!(
            "INT. PLACE - DAY\n\n{sentence}\n\nLENA\nYes.\n\nMARCO\nNo.\n\nANNA\nYes.\n\nBEN\nNo.\n\n"
        );
    }
    let state = imported(&text);
    let sheets = state.sheets_in_order();
    assert_eq!(sheets.len(), sentences.len());
    let has = |sheet: &domain::Sheet| {
        sheet.elements.iter().any(|used| state.elements[&used.element].category == Category::Stunts)
    };
    sentences.iter().zip(sheets).filter(|(_, sheet)| has(sheet)).map(|(sentence, _)| *sentence).collect()
}

#[test]
fn what_a_stunt_coordinator_has_to_hear_of() {
    let found = with_stunts(&STUNTS);
    let missed: Vec<&&str> = STUNTS.iter().filter(|sentence| !found.contains(sentence)).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn what_only_sounds_so() {
    assert_eq!(with_stunts(&NONE), Vec::<&str>::new());
}

#[test]
fn stunts_are_known_by_what_strikes_and_by_what_gives() {
    let found = with_stunts(&STUNTS_SAID_OTHERWISE);
    let missed: Vec<&&str> = STUNTS_SAID_OTHERWISE.iter().filter(|s| !found.contains(s)).collect();
    assert!(missed.is_empty(), "{missed:#?}");
    assert_eq!(with_stunts(&NONE_SAID_OTHERWISE), Vec::<&str>::new());
}

#[test]
fn stunts_are_known_by_kinds_of_words() {
    let found = with_stunts(&STUNTS_BY_KIND);
    let missed: Vec<&&str> = STUNTS_BY_KIND.iter().filter(|s| !found.contains(s)).collect();
    assert!(missed.is_empty(), "{missed:#?}");
    assert_eq!(with_stunts(&NONE_BY_KIND), Vec::<&str>::new());
}

#[test]
fn stunts_are_known_by_the_sentence_before() {
    let found = with_stunts(&STUNTS_OVER_SENTENCES);
    let missed: Vec<&&str> = STUNTS_OVER_SENTENCES.iter().filter(|s| !found.contains(s)).collect();
    assert!(missed.is_empty(), "{missed:#?}");
    assert_eq!(with_stunts(&NONE_OVER_SENTENCES), Vec::<&str>::new());
}

#[test]
fn stunts_are_known_by_syntax() {
    let found = with_stunts(&STUNTS_BY_SYNTAX);
    let missed: Vec<&&str> = STUNTS_BY_SYNTAX.iter().filter(|s| !found.contains(s)).collect();
    assert!(missed.is_empty(), "{missed:#?}");
    assert_eq!(with_stunts(&NONE_BY_SYNTAX), Vec::<&str>::new());
}

#[test]
fn a_stunt_may_begin_in_the_paragraph_before() {
    let scene = |first: &str, second: &str| {
        let text = format!("INT. A - DAY\n\n{first}\n\n{second}\n\nBEN\nYes.\n\nANNA\nNo.\n");
        let state = imported(&text);
        state.elements.values().any(|element| element.category == Category::Stunts)
    };
    assert!(scene("The ferry capsizes.", "Ben goes with it."));
    assert!(scene("Anna RUNS.", "Behind her, FOOTSTEPS."));
    assert!(scene("Hooves behind him.", "Ben bolts."));
    assert!(scene("A mirror.", "Ben is flung against it."));
    assert!(!scene("The ferry leaves.", "Ben goes with it."));
    assert!(!scene("Anna waits.", "Behind her, footsteps."));
    assert!(!scene("A mirror.", "Ben looks into it."));
}

#[test]
fn every_line_that_says_it_is_cited() {
    let text = "INT. A - DAY\n\nBEN falls down the stairs.\n\nBEN\nI am fine.\n\nHe falls off the roof.\n";
    let state = imported(text);
    let sheet = state.sheets.values().next().expect("a sheet");
    let stunts = sheet.elements.iter().filter(|u| state.elements[&u.element].category == Category::Stunts);
    let mut lines: Vec<u32> = stunts.flat_map(|used| &used.evidence).map(|line| line.span.line).collect();
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines, [3, 8]);
}
