//! Prints the reference of the format, to be kept as `docs/facts.md`.

fn main() {
    print!("{}", facts::reference());
}
