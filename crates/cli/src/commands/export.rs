//! `firstup export`: every fact of a production as text.

use serde_json::json;

use crate::args::{Export, ExportFormat};
use crate::failure::Failure;
use crate::session::{Session, open_read_only, write};

pub fn run(session: &Session, args: &Export) -> Result<(), Failure> {
    let file = open_read_only(&args.file)?;
    let text = match args.format {
        ExportFormat::Toml => facts::export_toml(file.state()),
        ExportFormat::Json => format!("{:#}\n", facts::export_json(file.state())),
    };
    match &args.output {
        Some(path) => {
            write(path, text.as_bytes())?;
            let path = path.display().to_string();
            session.answer(
                || json!({ "schema": "firstup.export/1", "wrote": path }),
                || format!("wrote {path}\n"),
            )
        }
        None if session.json => {
            let facts = facts::export_json(file.state());
            session.answer(|| json!({ "schema": "firstup.export/1", "facts": facts }), String::new)
        }
        None => session.print(&text),
    }
}
