//! Inflection: the forms in which a term stands in a sentence.

/// Which form of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inflection {
    /// As the list has it.
    Plain,
    /// The plural of a noun.
    Plural,
    /// `falls`.
    Third,
    /// `falling`.
    Ing,
    /// `fell`, `fallen`.
    Past,
}

/// Verbs of the lists whose past is not made with `-ed`.
const IRREGULAR: &[(&str, &[&str])] = &[
    ("bear", &["bore", "borne"]),
    ("beat", &["beat", "beaten"]),
    ("bend", &["bent"]),
    ("bite", &["bit", "bitten"]),
    ("blow", &["blew", "blown"]),
    ("break", &["broke", "broken"]),
    ("bring", &["brought"]),
    ("burst", &["burst"]),
    ("catch", &["caught"]),
    ("cling", &["clung"]),
    ("come", &["came", "come"]),
    ("creep", &["crept"]),
    ("cut", &["cut"]),
    ("dig", &["dug"]),
    ("draw", &["drew", "drawn"]),
    ("drive", &["drove", "driven"]),
    ("fall", &["fell", "fallen"]),
    ("fight", &["fought"]),
    ("fling", &["flung"]),
    ("fly", &["flew", "flown"]),
    ("get", &["got"]),
    ("give", &["gave", "given"]),
    ("go", &["went", "gone"]),
    ("grind", &["ground"]),
    ("hang", &["hung"]),
    ("hit", &["hit"]),
    ("hold", &["held"]),
    ("kneel", &["knelt"]),
    ("lay", &["laid"]),
    ("leap", &["leapt", "leaped"]),
    ("leave", &["left"]),
    ("lie", &["lay", "lain"]),
    ("lose", &["lost"]),
    ("meet", &["met"]),
    ("put", &["put"]),
    ("ride", &["rode", "ridden"]),
    ("rise", &["rose", "risen"]),
    ("run", &["ran"]),
    ("send", &["sent"]),
    ("set", &["set"]),
    ("shake", &["shook", "shaken"]),
    ("shoot", &["shot"]),
    ("sing", &["sang", "sung"]),
    ("sink", &["sank", "sunk"]),
    ("sit", &["sat"]),
    ("slay", &["slew", "slain"]),
    ("slide", &["slid"]),
    ("sling", &["slung"]),
    ("slit", &["slit"]),
    ("smite", &["smote", "smitten"]),
    ("spin", &["spun"]),
    ("split", &["split"]),
    ("spring", &["sprang", "sprung"]),
    ("stand", &["stood"]),
    ("stick", &["stuck"]),
    ("sting", &["stung"]),
    ("strike", &["struck"]),
    ("string", &["strung"]),
    ("sweep", &["swept"]),
    ("swim", &["swam", "swum"]),
    ("swing", &["swung"]),
    ("take", &["took", "taken"]),
    ("tear", &["tore", "torn"]),
    ("throw", &["threw", "thrown"]),
    ("thrust", &["thrust"]),
    ("wind", &["wound"]),
];

/// The plural of a phrase: of its last word, or of its first before `of`.
pub(crate) fn plural(text: &str) -> String {
    if let Some((head, tail)) = text.split_once(" of ") {
        return format!("{} of {tail}", plural(head));
    }
    let irregular =
        [("man", "men"), ("child", "children"), ("wolf", "wolves"), ("knife", "knives"), ("mouse", "mice")];
    for (one, many) in irregular {
        if let Some(stem) = text.strip_suffix(one) {
            return format!("{stem}{many}");
        }
    }
    if let Some(stem) = text.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'i', 'o', 'u'])
    {
        return format!("{stem}ies");
    }
    let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|end| text.ends_with(end));
    if hissing || text == "go" { format!("{text}es") } else { format!("{text}s") }
}

/// The forms of a phrase whose first word is a verb in its plain form, beside that form.
pub(crate) fn verb_forms(text: &str) -> Vec<(String, Inflection)> {
    let (verb, rest) = text.split_once(' ').map_or((text, String::new()), |(v, r)| (v, format!(" {r}")));
    let letters: Vec<char> = verb.chars().rev().take(3).collect();
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let doubles = matches!(letters.as_slice(), [last, middle, first]
        if !vowel(*last) && !matches!(last, 'w' | 'x' | 'y' | 'h') && vowel(*middle) && !vowel(*first));
    let mut stems = vec![verb.to_owned()];
    if let Some(stem) = verb.strip_suffix('e').filter(|stem| !stem.ends_with('e')) {
        stems = vec![stem.to_owned()];
    } else if doubles {
        stems.push(format!("{verb}{}", letters[0]));
    }
    let mut forms = vec![(format!("{}{rest}", plural(verb)), Inflection::Third)];
    let irregular = IRREGULAR.iter().find(|(known, _)| *known == verb).map(|(_, pasts)| *pasts);
    for past in irregular.unwrap_or_default().iter().filter(|past| **past != verb) {
        forms.push((format!("{past}{rest}"), Inflection::Past));
    }
    for stem in stems {
        if irregular.is_none() {
            let past = if stem.ends_with('y') && !stem.ends_with("ay") && !stem.ends_with("oy") {
                format!("{}ied", &stem[..stem.len() - 1])
            } else if stem.ends_with("ee") {
                format!("{stem}d")
            } else {
                format!("{stem}ed")
            };
            forms.push((format!("{past}{rest}"), Inflection::Past));
        }
        forms.push((format!("{stem}ing{rest}"), Inflection::Ing));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals() {
        for (one, many) in [
            ("gun", "guns"),
            ("knife", "knives"),
            ("bus", "buses"),
            ("fly", "flies"),
            ("piece of rope", "pieces of rope"),
        ] {
            assert_eq!(plural(one), many);
        }
    }

    #[test]
    fn verbs() {
        let has = |verb: &str, form: &str| verb_forms(verb).iter().any(|(known, _)| known == form);
        assert_eq!(
            verb_forms("fall off"),
            [
                ("falls off".to_owned(), Inflection::Third),
                ("fell off".to_owned(), Inflection::Past),
                ("fallen off".to_owned(), Inflection::Past),
                ("falling off".to_owned(), Inflection::Ing)
            ]
        );
        assert!(has("stab", "stabbing") && has("collide", "colliding") && has("carry", "carried"));
        assert!(has("flee", "fleeing") && has("flee", "fleed") && has("go", "goes"));
        assert!(has("hit", "hitting") && !has("hit", "hited"));
    }
}
