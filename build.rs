//! Makes cargo rebuild the crate when a file is added to the knowledge base, which is compiled in.

fn main() {
    println!("cargo::rerun-if-changed=knowledge");
}
