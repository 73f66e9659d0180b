//! Prints the elements of a script, one a line, to look at what the reader makes of it.

fn main() {
    for path in std::env::args().skip(1) {
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("{path}: {error}");
                std::process::exit(2);
            }
        };
        let reading = screenplay::read(&bytes, Some(&path));
        for element in &reading.screenplay.elements {
            println!("{:>5} p{:<4} {:?} {:?}", element.line, element.page, element.kind, element.text);
        }
        for remark in &reading.diagnostics {
            eprintln!("{} {:?} {}", remark.code.id(), remark.line, remark.message);
        }
    }
}
