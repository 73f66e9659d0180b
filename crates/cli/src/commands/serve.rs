//! `firstup serve`: the productions of a folder in the browser.

use std::net::SocketAddr;
use std::path::Path;

use server::{Folder, Options};

use crate::args::Serve;
use crate::failure::Failure;
use crate::session::{Session, open_read_only};

pub fn run(session: &Session, args: &Serve) -> Result<(), Failure> {
    serve(session, args.file.as_deref(), args.listen)
}

/// Serves a file's folder until Ctrl-C.
pub fn serve(session: &Session, file: Option<&Path>, address: SocketAddr) -> Result<(), Failure> {
    let (folder, page) = match file {
        None => (Path::new("."), "/".to_owned()),
        Some(file) => (folder_of(file), page_of(file)?),
    };
    let options =
        Options { folder: folder.to_owned(), author: session.author.clone(), clock: crate::session::now };
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| Failure::BadInput(format!("the server cannot start: {error}")))?;
    let failed = |error: server::ServeError| Failure::BadInput(error.to_string());
    runtime.block_on(async {
        let listener = server::listen(address).await.map_err(failed)?;
        let address = listener.local_addr().unwrap_or(address);
        session.print(&format!("http://{address}{page}\n"))?;
        session.say("Ctrl-C ends it; every change is in the file already");
        // What panics from here on fails alone: who serves is told, and the rest goes on.
        crate::bug::listen(true);
        let stop = async {
            // Without a signal to wait for, the server goes on until it is ended otherwise.
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        server::serve(listener, Folder::new(options), server::Limits::default(), stop).await.map_err(failed)
    })
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The address of the production's board. A file that is no production is refused before anything is served.
fn page_of(file: &Path) -> Result<String, Failure> {
    open_read_only(file)?;
    let name = file
        .file_stem()
        .and_then(|stem| stem.to_str())
        .filter(|_| file.extension().is_some_and(|extension| extension == "firstup"));
    let name = name.filter(|name| server::file_in(folder_of(file), name).is_some()).ok_or_else(|| {
        Failure::BadInput(format!("{} cannot be served under its name; call it NAME.firstup", file.display()))
    })?;
    Ok(format!("/p/{}/board", server::encoded(name)))
}
