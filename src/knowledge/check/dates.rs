//! Rules on dates: against one another and against today.

use jiff::ToSpan;
use jiff::civil::Date;

use super::draft::{DraftBase, DraftEntry};
use super::findings::Findings;
use crate::knowledge::code::Code;
use crate::knowledge::model::PartialDate;

pub(super) fn check(findings: &mut Findings<'_>, base: &DraftBase<'_>, today: Date) {
    // Today in Seoul is tomorrow on a machine that keeps the time of Rome or of Greenwich.
    let latest = today.checked_add(1.day()).unwrap_or(today);
    for entry in base.entries() {
        future(findings, entry, latest);
        order(findings, entry);
        passed(findings, entry, today);
    }
    for date in base.sources.iter().filter_map(|source| source.date) {
        if date.value > PartialDate::from(latest) {
            let message = format!("`date` is {}, but today is {today}: a source cannot be from the future", date.value);
            findings.add(Code::FutureDate, date.spot, message, "write the day on which it was published");
        }
    }
}

/// An answer cannot be known to hold on a day that has not come.
fn future(findings: &mut Findings<'_>, entry: &DraftEntry<'_>, latest: Date) {
    if let Some(as_of) = entry.as_of.filter(|as_of| as_of.value > latest) {
        let message = format!("`as_of` is {}, which lies in the future", as_of.value);
        findings.add(Code::FutureDate, as_of.spot, message, "write the day for which the sources state the answer");
    }
}

fn order(findings: &mut Findings<'_>, entry: &DraftEntry<'_>) {
    let Some(as_of) = entry.as_of else { return };
    for (key, date) in [("valid_until", entry.valid_until), ("review_by", entry.review_by)] {
        if let Some(date) = date.filter(|date| date.value < as_of.value) {
            let message = format!("`{key}` is {}, before `as_of`, which is {}", date.value, as_of.value);
            findings.add_with(
                Code::DateOrder,
                date.spot,
                || message,
                |findings, problem| {
                    problem.help("mend the one that is wrong").also(findings.place(as_of.spot), "`as_of` is here")
                },
            );
        }
    }
}

/// The last day of an answer and the day of its review are days on which all is still well.
fn passed(findings: &mut Findings<'_>, entry: &DraftEntry<'_>, today: Date) {
    if let Some(until) = entry.valid_until.filter(|until| until.value < today) {
        let message = format!("the answer was valid until {}, and today is {today}", until.value);
        let help = "bring the answer up to date, with its `as_of`, and move or remove `valid_until`";
        findings.add(Code::Expired, until.spot, message, help);
    }
    if let Some(review) = entry.review_by.filter(|review| review.value < today) {
        let message = format!("the review was due by {}, and today is {today}", review.value);
        let help = "check the answer against its sources, then move `review_by`";
        findings.add(Code::ReviewOverdue, review.spot, message, help);
    }
}
