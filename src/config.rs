//! The configuration: defaults, then a TOML file, then the environment.
