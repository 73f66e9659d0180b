//! From what people call things to ids; an unknown name is refused with the nearest ones.

use crate::{
    ActionId, BackgroundId, BoardId, CharacterId, Date, ElementId, EngagementId, EngagementKind, LocationId,
    PersonId, Refusal, SceneNumber, SetId, SheetId, State, StuntId, UnitId, VariantId, VariantKind,
};

/// The up to three known names that are most like `text`, for an error message; empty when nothing is near.
#[must_use]
pub fn nearest<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = text.to_lowercase();
    let mut scored: Vec<(f64, &str)> = known
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&wanted, &name.to_lowercase()), name))
        .filter(|(score, _)| *score > 0.7)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored.into_iter().take(3).map(|(_, name)| name).collect()
}

/// The id of the only candidate of that name (case and outer spaces ignored).
///
/// # Errors
/// Unknown names, with the nearest ones.
pub fn by_name<'a, I: Copy>(
    kind: &str,
    text: &str,
    candidates: impl IntoIterator<Item = (&'a str, I)>,
) -> Result<I, Refusal> {
    let wanted = text.trim().to_lowercase();
    let candidates: Vec<(&str, I)> = candidates.into_iter().collect();
    if let Some((_, id)) = candidates.iter().find(|(name, _)| name.trim().to_lowercase() == wanted) {
        return Ok(*id);
    }
    let near = nearest(text, candidates.iter().map(|(name, _)| *name));
    let what = format!("there is no {kind} “{}”", text.trim());
    Err(if near.is_empty() {
        Refusal::new(what)
    } else {
        Refusal::with_remedy(what, format!("did you mean {}?", near.join(", or ")))
    })
}

/// One of the named values of an enum (`NAMES`).
///
/// # Errors
/// Unknown names, with those that exist.
pub fn by_keyword<T: Copy>(kind: &str, text: &str, names: &[(&'static str, T)]) -> Result<T, Refusal> {
    let wanted = text.trim();
    names.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| *value).ok_or_else(
        || {
            let all: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
            Refusal::with_remedy(format!("“{wanted}” is no {kind}"), format!("use one of {}", all.join(", ")))
        },
    )
}

/// The word that facts use for an enum's value.
#[must_use]
pub fn keyword<T: PartialEq + Copy>(value: T, names: &[(&'static str, T)]) -> &'static str {
    names.iter().find(|(_, v)| *v == value).map_or("", |(name, _)| name)
}

/// Reads a date `2027-05-04`.
///
/// # Errors
/// Anything else.
pub fn date(text: &str) -> Result<Date, Refusal> {
    text.trim()
        .parse()
        .map_err(|_| Refusal::with_remedy(format!("“{}” is no date", text.trim()), "write it as 2027-05-04"))
}

impl State {
    /// The sheet that people call so: `12`, `12A`, `40 pt 2`. A number whose sheet was split names no sheet.
    ///
    /// # Errors
    /// Unknown labels, with the nearest ones.
    pub fn sheet_called(&self, text: &str) -> Result<SheetId, Refusal> {
        let (number, part) =
            text.split_once(" pt ").map_or((text, None), |(n, p)| (n, p.trim().parse().ok()));
        let wanted = SceneNumber::new(number);
        let found = self.sheets.values().find(|sheet| {
            sheet.part.map(|p| p.index) == part
                && (self.scenes_of(sheet).any(|scene| scene.number == wanted)
                    || self.label(sheet.id).eq_ignore_ascii_case(text.trim()))
        });
        if let Some(sheet) = found {
            return Ok(sheet.id);
        }
        let parts: Vec<String> = self
            .sheets
            .values()
            .filter(|sheet| self.scenes_of(sheet).any(|scene| scene.number == wanted))
            .map(|sheet| self.label(sheet.id))
            .collect();
        if !parts.is_empty() {
            let what = format!("scene {} is shot in parts", number.trim());
            return Err(Refusal::with_remedy(what, format!("name one of them: {}", parts.join(", "))));
        }
        // `23.1`, `23/1`, `23 part 1` are meant as parts of 23, not as a number that looks like it.
        let end = number.trim().find(|c: char| !c.is_alphanumeric()).unwrap_or_default();
        let whole = SceneNumber::new(&number.trim()[..end]);
        let named =
            self.sheets.values().filter(|sheet| self.scenes_of(sheet).any(|scene| scene.number == whole));
        let named: Vec<String> = named.map(|sheet| self.label(sheet.id)).collect();
        if !named.is_empty() {
            let what = format!("there is no scene “{}”", text.trim());
            return Err(Refusal::with_remedy(what, format!("did you mean {}?", named.join(", or "))));
        }
        let labels: Vec<(String, SheetId)> = self.sheets.keys().map(|id| (self.label(*id), *id)).collect();
        by_name("scene", text, labels.iter().map(|(label, id)| (label.as_str(), *id)))
    }

    /// The character of a board ID, a name or another name.
    ///
    /// # Errors
    /// Unknown names, with the nearest ones.
    pub fn character_called(&self, text: &str) -> Result<CharacterId, Refusal> {
        let by_board_id = self.characters.values().find(|c| c.board_id.eq_ignore_ascii_case(text.trim()));
        if let Some(character) = by_board_id {
            return Ok(character.id);
        }
        let names = self.characters.values().flat_map(|character| {
            let aliases = character.aliases.iter().map(move |alias| (alias.as_str(), character.id));
            std::iter::once((character.name.as_str(), character.id)).chain(aliases)
        });
        by_name("character", text, names)
    }

    /// As commands name an engagement: `MARA stunt-double`.
    #[must_use]
    pub fn engagement_words(&self, engagement: &crate::Engagement) -> String {
        let role = self.characters.get(&engagement.character).map_or("?", |c| c.name.as_str());
        format!("{role} {}", keyword(engagement.kind, &EngagementKind::NAMES))
    }

    /// The engagement of a character (board ID or name), of a kind.
    ///
    /// # Errors
    /// Unknown characters; nobody engaged so.
    pub fn engagement_called(&self, text: &str, kind: EngagementKind) -> Result<EngagementId, Refusal> {
        let character = self.character_called(text)?;
        let found = self.engagements.values().find(|e| e.character == character && e.kind == kind);
        found.map(|engagement| engagement.id).ok_or_else(|| {
            let kind = keyword(kind, &EngagementKind::NAMES);
            Refusal::with_remedy(
                format!("nobody is engaged as {kind} of {}", text.trim()),
                "engage somebody in [[cast]]",
            )
        })
    }

    /// The person of a name.
    ///
    /// # Errors
    /// Unknown names, with the nearest ones.
    pub fn person_called(&self, text: &str) -> Result<PersonId, Refusal> {
        by_name("person", text, self.people.values().map(|p| (p.name.as_str(), p.id)))
    }

    /// The action of a name, or of a scene and a name where several are called so: `15: kick in the ribs`.
    ///
    /// # Errors
    /// Unknown names, with the nearest ones; a name of several actions.
    pub fn action_called(&self, text: &str) -> Result<ActionId, Refusal> {
        let all = self.actions.values().map(|action| (action.name.as_str(), action.sheet, action.id));
        self.in_a_scene("action", text, &all.collect::<Vec<_>>())
    }

    /// The stunt of a name, or of a scene and a name where several are called so: `45 pt 1: the leap`.
    ///
    /// # Errors
    /// Unknown names, with the nearest ones; a name of several stunts.
    pub fn stunt_called(&self, text: &str) -> Result<StuntId, Refusal> {
        let all = self.stunts.values().map(|stunt| (stunt.name.as_str(), stunt.sheet, stunt.id));
        self.in_a_scene("stunt", text, &all.collect::<Vec<_>>())
    }

    fn in_a_scene<I: Copy + PartialEq>(
        &self,
        kind: &str,
        text: &str,
        all: &[(&str, SheetId, I)],
    ) -> Result<I, Refusal> {
        let same = |name: &str, wanted: &str| name.trim().to_lowercase() == wanted.trim().to_lowercase();
        let found: Vec<&(&str, SheetId, I)> = all.iter().filter(|(name, ..)| same(name, text)).collect();
        if let [one] = found.as_slice() {
            return Ok(one.2);
        }
        if !found.is_empty() {
            let names: Vec<String> =
                found.iter().map(|(name, sheet, _)| format!("“{}: {name}”", self.label(*sheet))).collect();
            return Err(Refusal::with_remedy(
                format!("there are several {kind}s “{}”", text.trim()),
                format!("name one of them: {}", names.join(", ")),
            ));
        }
        if let Some((scene, name)) = text.split_once(':')
            && let Ok(scene) = self.sheet_called(scene)
        {
            let here = all.iter().filter(|(_, sheet, _)| *sheet == scene);
            return by_name(kind, name, here.map(|(name, _, id)| (*name, *id)));
        }
        by_name(kind, text, all.iter().map(|(name, _, id)| (*name, *id)))
    }

    /// The variant of an action that is shot in a way: `contact`.
    ///
    /// # Errors
    /// Unknown ways; one that the action does not have, with those it has.
    pub fn variant_called(&self, action: ActionId, text: &str) -> Result<VariantId, Refusal> {
        let kind = by_keyword("kind of variant", text, &VariantKind::NAMES)?;
        let all: Vec<&crate::Variant> = self.variants.values().filter(|v| v.action == action).collect();
        all.iter().find(|variant| variant.kind == kind).map(|variant| variant.id).ok_or_else(|| {
            let name = self.actions.get(&action).map_or("the action", |action| &action.name);
            let names: Vec<&str> = all.iter().map(|v| keyword(v.kind, &VariantKind::NAMES)).collect();
            let has = if names.is_empty() {
                "it has none yet".to_owned()
            } else {
                format!("it has {}", names.join(", "))
            };
            Refusal::with_remedy(
                format!("{name} has no {} variant", text.trim()),
                format!("{has}; add it in [[variant]]"),
            )
        })
    }

    /// The location of a name.
    ///
    /// # Errors
    /// Unknown names, with the nearest ones.
    pub fn location_called(&self, text: &str) -> Result<LocationId, Refusal> {
        by_name("location", text, self.locations.values().map(|l| (l.name.as_str(), l.id)))
    }

    /// The set of a name.
    ///
    /// # Errors
    /// Unknown names, with the nearest ones.
    pub fn set_called(&self, text: &str) -> Result<SetId, Refusal> {
        by_name("set", text, self.sets.values().map(|s| (s.name.as_str(), s.id)))
    }

    /// The unit of a name.
    ///
    /// # Errors
    /// Unknown names, with the nearest ones.
    pub fn unit_called(&self, text: &str) -> Result<UnitId, Refusal> {
        by_name("unit", text, self.units.values().map(|u| (u.name.as_str(), u.id)))
    }

    /// The element of a name.
    ///
    /// # Errors
    /// Unknown names, with the nearest ones.
    pub fn element_called(&self, text: &str) -> Result<ElementId, Refusal> {
        by_name("element", text, self.elements.values().map(|e| (e.name.as_str(), e.id)))
    }

    /// The background group of a name.
    ///
    /// # Errors
    /// Unknown names, with the nearest ones.
    pub fn background_called(&self, text: &str) -> Result<BackgroundId, Refusal> {
        by_name("background group", text, self.background.values().map(|b| (b.name.as_str(), b.id)))
    }

    /// The board of a name; without a name, the newest.
    ///
    /// # Errors
    /// Unknown names, with the nearest ones; no board at all.
    pub fn board_called(&self, text: Option<&str>) -> Result<BoardId, Refusal> {
        match text {
            Some(name) => by_name("board", name, self.boards.values().map(|b| (b.name.as_str(), b.id))),
            None => self.boards.keys().next_back().copied().ok_or_else(|| {
                Refusal::with_remedy("this production has no board yet", "make one with `firstup plan`")
            }),
        }
    }
}
