//! Where a bug is: the place and the text of a panic, kept for the message that a person reads and reports.

use std::any::Any;
use std::panic::PanicHookInfo;
use std::sync::OnceLock;

use crate::failure::Failure;

/// The first panic: those after it follow from it.
static FIRST: OnceLock<String> = OnceLock::new();

/// From now on panics are kept instead of printed. Where the program goes on after one, each is told at once as well.
pub fn listen(goes_on: bool) {
    std::panic::set_hook(Box::new(move |panic| {
        let found = words(panic);
        if goes_on {
            crate::report(&Failure::Bug(found.clone()), false);
        }
        FIRST.get_or_init(|| found);
    }));
}

/// The panic that ended the command.
pub fn found(panic: &(dyn Any + Send)) -> Failure {
    Failure::Bug(FIRST.get().cloned().unwrap_or_else(|| text(panic).to_owned()))
}

fn words(panic: &PanicHookInfo<'_>) -> String {
    let text = text(panic.payload());
    panic.location().map_or_else(|| text.to_owned(), |at| format!("{}:{}: {text}", at.file(), at.line()))
}

fn text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no more is known")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bug_says_where_it_was_first() {
        listen(false);
        let ended = std::panic::catch_unwind(|| {
            let worker = std::thread::spawn(|| panic!("it broke"));
            worker.join().expect("the worker ends");
        });
        drop(std::panic::take_hook());
        let said = found(ended.unwrap_err().as_ref()).to_string();
        let place = said.strip_suffix(": it broke").expect(&said);
        let (file, line) = place.rsplit_once(':').expect("a line");
        assert!(file.ends_with("crates/cli/src/bug.rs") && line.parse::<u32>().is_ok(), "{said}");
    }
}
