//! Stunts and actions through a new draft: they stay, and a line that changed beneath them is flagged.

use domain::{Action, Sheet};

use super::merge::Merge;
use super::sheets::Desk;
use crate::words;

impl Merge<'_> {
    /// Looks whether the lines of a sheet's actions are still there. Consent was given for the old text.
    pub(super) fn actions(&mut self, sheet: &Sheet, desk: &mut Desk) {
        let changed = self.changes_of(desk);
        if changed.removed + changed.added == 0 {
            return;
        }
        let mut looked_at = false;
        for action in self.state.actions.values().filter(|action| action.sheet == sheet.id) {
            looked_at = true;
            if let Some(line) = &action.evidence
                && let Some(evidence) = self.find_on(desk, &line.quote)
            {
                self.editing.put(Action { evidence: Some(evidence), ..action.clone() });
                continue;
            }
            let lines = match &action.evidence {
                Some(line) => vec![line.quote.clone()],
                None => self.lines_with(desk, &action.verb),
            };
            let gone = lines.iter().find(|line| self.find_on(desk, line).is_none());
            if lines.is_empty() || gone.is_some() {
                desk.flags.push(self.action_flag(action, gone));
            }
        }
        let stunts = self.state.stunts.values().filter(|stunt| stunt.sheet == sheet.id);
        if !looked_at {
            for stunt in stunts {
                desk.flags
                    .push(format!("the text around the stunt “{}” changed: look at it again", stunt.name));
            }
        }
    }

    fn action_flag(&self, action: &Action, gone: Option<&String>) -> String {
        let variants: Vec<_> =
            self.state.variants.values().filter(|v| v.action == action.id).map(|v| v.id).collect();
        let answered = self.state.consents.values().any(|consent| variants.contains(&consent.variant));
        let consent = if answered { ": consent was given for the old text" } else { ": look at it again" };
        match gone {
            Some(line) => format!("the line of “{}” changed (it was: {line}){consent}", action.name),
            None => format!("the text around “{}” changed{consent}", action.name),
        }
    }

    /// The sentences of the old text that have a verb, in whatever form.
    fn lines_with(&self, desk: &Desk, verb: &str) -> Vec<String> {
        let stem = verb.trim().to_lowercase();
        let stem = stem.split(' ').next().unwrap_or_default().trim_end_matches('e');
        let is_form = |word: &str| {
            let rest = word.to_lowercase();
            let rest = rest.strip_prefix(stem).map(str::to_owned);
            !stem.is_empty() && rest.is_some_and(|rest| rest.len() <= stem.len().min(4))
        };
        let mut lines = Vec::new();
        for (old, _) in &desk.scenes {
            let Some(script) = self.script_of(*old) else { continue };
            let Some(at) = self.olds[*old].at else { continue };
            let body = script.scene_elements(&script.scenes[at]).iter().skip(1);
            for element in body.filter(|e| matches!(e.kind, screenplay::ElementKind::Action)) {
                for word in words::words(&element.text).filter(|word| is_form(word.text)) {
                    let line = words::sentence(&element.text, word.start..word.end);
                    lines.push(element.text[line].to_owned());
                }
            }
        }
        lines.dedup();
        lines
    }
}
