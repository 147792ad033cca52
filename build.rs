//! Packs the knowledge base that is compiled in: its files, deflated, and a list of them with their paths and hashes.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use sha2::{Digest, Sha256};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=knowledge");
    println!("cargo::rerun-if-changed=build.rs");
    let var = |name| std::env::var_os(name).map(PathBuf::from).ok_or_else(|| io::Error::other("cargo sets this"));
    let (from, to) = (var("CARGO_MANIFEST_DIR")?.join("knowledge"), var("OUT_DIR")?);
    let mut list = File::create(to.join("knowledge.rs"))?;
    writeln!(list, "&[")?;
    for (number, path) in paths(&from)?.iter().enumerate() {
        let name = format!("/{number}.zlib");
        let mut pack = ZlibEncoder::new(File::create(to.join(&name[1..]))?, Compression::best());
        let contents = fs::read(from.join(path))?;
        pack.write_all(&contents)?;
        pack.finish()?;
        let sha256: [u8; 32] = Sha256::digest(&contents).into();
        let deflated = format!("include_bytes!(concat!(env!(\"OUT_DIR\"), {name:?}))");
        writeln!(list, "    Packed {{ path: {path:?}, sha256: {sha256:?}, deflated: {deflated} }},")?;
    }
    writeln!(list, "]")
}

/// The JSON files of a knowledge base, in order, as paths inside of it with `/` on every system.
fn paths(knowledge: &Path) -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    for folder in ["", "topics/"] {
        for file in fs::read_dir(knowledge.join(folder))? {
            // A name that is no text is no name of a knowledge file.
            let name = file?.file_name().into_string().unwrap_or_default();
            if Path::new(&name).extension().is_some_and(|extension| extension == "json") {
                paths.push(format!("{folder}{name}"));
            }
        }
    }
    paths.sort();
    Ok(paths)
}
