//! The reference is what the table of keys says.

use facts::reference;

#[test]
fn the_reference_is_the_table_of_keys() {
    let path = "../../docs/facts.md";
    let written = std::fs::read_to_string(path).expect("docs/facts.md is there");
    assert!(
        written == reference(),
        "write it anew: cargo run -q -p facts --example reference > docs/facts.md"
    );
}

#[test]
fn every_price_and_every_rule_has_a_key() {
    let text = reference();
    let production = domain::Production::default();
    for (name, ..) in production.prices.all() {
        assert!(text.contains(&format!("| `{name}` |")), "{name}");
    }
    let serde_json::Value::Object(day) = serde_json::to_value(&production.day).expect("plain") else {
        panic!("a table")
    };
    for name in day.keys() {
        assert!(text.contains(&format!("| `{name}` |")), "{name}");
    }
    for rule in rules::Rule::ALL {
        assert!(text.contains(&format!("| `{}` |", rule.key())), "{rule:?}");
    }
}
