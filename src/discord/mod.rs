//! The plugin for a serenity client.
