use talent::*;
fn main() {
    let secs: f64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let threads: usize = std::env::args().nth(2).unwrap().parse().unwrap();
    for path in std::env::args().skip(3) {
        let instance = Instance::parse(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let t = std::time::Instant::now();
        let stopped = || t.elapsed().as_secs_f64() > secs;
        let mut lb = 0;
        let mut first = None;
        let a = solve(&instance, &Limits { threads, seed: 1, states: u64::MAX, memory: 5 << 30, stopped: &stopped }, &mut |p| { lb = p.bound; first.get_or_insert((t.elapsed().as_secs_f64(), p.best)); });
        let (t0, ub) = first.unwrap_or((0.0, 0));
        println!("{:20} pay {} first {} ({:.3}s) bound {} {:?} {:.3}s states {} reached {} {:.1}MB", instance.name, a.pay, ub, t0, a.bound, a.end, t.elapsed().as_secs_f64(), a.states, a.reached, a.bytes as f64 / 1e6);
        assert_eq!(a.pay, instance.pay(&a.order));
    }
}
