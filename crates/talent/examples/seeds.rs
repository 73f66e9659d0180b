use talent::*;
fn main() {
    for path in std::env::args().skip(1) {
        let instance = Instance::parse(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let mut v: Vec<u64> = (0..10).map(|seed| solve(&instance, &Limits { threads: 1, seed, states: 0, memory: 5 << 30, stopped: &|| false }, &mut |_| {}).pay).collect();
        v.sort();
        println!("{} {v:?}", instance.name);
    }
}
