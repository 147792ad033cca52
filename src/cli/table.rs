//! Columns that line up in a terminal, where a Hangul syllable is as wide as two letters.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

/// The side of its column on which a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Writes rows of cells: the first column from the left, as names are, the others to the right, as numbers are.
pub(super) fn write_table(out: &mut impl Write, rows: &[Vec<String>]) -> io::Result<()> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(|column| widest(rows.iter().filter_map(|row| row.get(column)))).collect();
    for row in rows {
        let sides = std::iter::once(Side::Left).chain(std::iter::repeat(Side::Right));
        let cells = row.iter().zip(&widths).zip(sides).map(|((cell, width), side)| padded(cell, *width, side));
        writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    Ok(())
}

/// The width of the widest text.
pub(super) fn widest<T: AsRef<str>>(texts: impl Iterator<Item = T>) -> usize {
    texts.map(|text| text.as_ref().width()).max().unwrap_or(0)
}

/// A text with spaces after it, up to a width.
pub(super) fn padded_to(text: &str, width: usize) -> String {
    padded(text, width, Side::Left)
}

fn padded(text: &str, width: usize, side: Side) -> String {
    let space = " ".repeat(width.saturating_sub(text.width()));
    match side {
        Side::Left => format!("{text}{space}"),
        Side::Right => format!("{space}{text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_by_the_width_that_a_terminal_gives_them() {
        let rows = [["topic", "entries"], ["외교", "12"], ["mou", "3"]];
        let mut out = Vec::new();
        write_table(&mut out, &rows.map(|row| row.map(str::to_owned).to_vec())).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "topic  entries\n외교        12\nmou          3\n");
    }
}
