//! Shows problems to people: the message, the place, an excerpt with a pointer, and what to do.

use std::path::Path;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::code::Severity;
use super::document::Document;
use super::problem::{Place, Problem};
use super::wording::is_hidden;

/// Renders problems as excerpts of the documents that they are in.
#[derive(Debug, Clone)]
pub struct Report<'a> {
    documents: &'a [Document],
    folder: Option<&'a Path>,
    colour: bool,
}

/// How much of a line is shown, in characters: some before the place and the rest after it.
const BEFORE: usize = 40;
const SHOWN: usize = 110;

impl<'a> Report<'a> {
    /// A report on problems of these documents, without colour.
    pub fn new(documents: &'a [Document]) -> Report<'a> {
        Report { documents, folder: None, colour: false }
    }

    /// The same report with this folder before the files' paths.
    #[must_use]
    pub fn in_folder(self, folder: Option<&'a Path>) -> Report<'a> {
        Report { folder, ..self }
    }

    /// The same report, coloured (for a terminal) or not.
    #[must_use]
    pub fn colour(self, colour: bool) -> Report<'a> {
        Report { colour, ..self }
    }

    /// The text for one problem, several lines without a line break at the end.
    pub fn render(&self, problem: &Problem) -> String {
        let level = match problem.severity() {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(harmless(&problem.message)).id(problem.code.as_str());
        let mut group = self.excerpt(Group::with_title(title), &problem.place, AnnotationKind::Primary, None);
        for related in &problem.also {
            group = self.excerpt(group, &related.place, AnnotationKind::Context, Some(&related.message));
        }
        if let Some(help) = &problem.help {
            group = group.element(Level::HELP.message(harmless(help)));
        }
        let renderer = if self.colour { Renderer::styled() } else { Renderer::plain() };
        renderer.decor_style(DecorStyle::Unicode).render(&[group])
    }

    /// Adds a place and, where there is a text to show, the line that it is in.
    fn excerpt<'g>(&self, group: Group<'g>, place: &Place, kind: AnnotationKind, label: Option<&str>) -> Group<'g> {
        let path = self.path(&place.file);
        if let Some(cut) = self.cut(place) {
            let note = kind.span(cut.mark).label(label.map(harmless));
            let snippet = Snippet::source(cut.text).line_start(place.line.unwrap_or(1)).annotation(note);
            return if cut.skipped {
                // The snippet would count its column from the cut.
                group.element(origin(path, place)).element(snippet)
            } else {
                group.element(snippet.path(path))
            };
        }
        let group = group.element(origin(path, place));
        match label {
            Some(label) => group.element(Level::NOTE.message(harmless(label))),
            None => group,
        }
    }

    fn path(&self, file: &str) -> String {
        let path = self.folder.map_or_else(|| Path::new(file).to_owned(), |folder| folder.join(file));
        harmless(&path.to_string_lossy())
    }

    /// The part of the first line of a place that is worth showing, and where in it the place is.
    fn cut(&self, place: &Place) -> Option<Cut> {
        let document = self.documents.iter().find(|document| document.path == place.file)?;
        let span = place.span?;
        let line = document.line_around(span.start);
        let before = document.text.get(line.start..span.start.min(line.end))?;
        let marked = document.text.get(span.start.min(line.end)..span.end.clamp(span.start.min(line.end), line.end))?;
        let after = document.text.get(line.end.min(line.start + before.len() + marked.len())..line.end)?;
        let skipped = before.chars().count().saturating_sub(BEFORE);
        let mut text = if skipped > 0 { "…".to_owned() } else { String::new() };
        text.extend(before.chars().skip(skipped).map(visible));
        let start = text.len();
        push_cut(&mut text, marked, SHOWN - BEFORE);
        let end = text.len();
        let room = SHOWN.saturating_sub(text.chars().count());
        push_cut(&mut text, after, room);
        Some(Cut { text, mark: start..end, skipped: skipped > 0 })
    }
}

/// An excerpt and the bytes in it to point at.
struct Cut {
    text: String,
    mark: std::ops::Range<usize>,
    /// Whether the line's start is left out.
    skipped: bool,
}

fn origin<'g>(path: String, place: &Place) -> Origin<'g> {
    let origin = Origin::path(path);
    match (place.line, place.column) {
        (Some(line), Some(column)) => origin.line(line).char_column(column),
        _ => origin,
    }
}

fn push_cut(text: &mut String, more: &str, most: usize) {
    let mut chars = more.chars();
    text.extend(chars.by_ref().take(most).map(visible));
    if chars.next().is_some() {
        text.push('…');
    }
}

/// A character as it may be shown: those that could upset a terminal or turn the text around become a mark.
fn visible(c: char) -> char {
    match c {
        '\t' => ' ',
        c if is_hidden(c) => '\u{fffd}',
        c => c,
    }
}

fn harmless(text: &str) -> String {
    text.chars().map(visible).collect()
}
