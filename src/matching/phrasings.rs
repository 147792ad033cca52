//! The phrasings of each view, word by word: for finding the one that is most like a question.
//!
//! Typing errors are dealt with by then; n-grams would take four times the memory here and tell nothing more.

use super::field::{Asked, FeatureId, Posting, Vector};

/// The words of all phrasings, posted by word within each view: a view has few words, and of those a question has few.
#[derive(Debug, Default)]
pub(super) struct Phrasings {
    /// The words of view v are `words[views[v]..views[v + 1]]`.
    views: Vec<u32>,
    words: Vec<FeatureId>,
    /// The postings of the word at w are `postings[firsts[w]..firsts[w + 1]]`; they number the view's phrasings from 0.
    firsts: Vec<u32>,
    postings: Vec<Posting>,
}

/// Phrasings while views are added.
#[derive(Debug)]
pub(super) struct Gathering {
    gathered: Phrasings,
    /// For each word: its place among those of the view that is added, counted from 1.
    places: Vec<u32>,
    /// For each of those: where its next posting goes.
    next: Vec<u32>,
}

impl Gathering {
    /// Room for words with numbers below `words`.
    pub(super) fn new(words: usize) -> Gathering {
        let gathered = Phrasings { views: vec![0], firsts: vec![0], ..Phrasings::default() };
        Gathering { gathered, places: vec![0; words], next: Vec::new() }
    }

    /// Adds the next view, given its phrasings as vectors of length 1.
    pub(super) fn add(&mut self, phrasings: &[Vector]) {
        let Gathering { gathered: Phrasings { views, words, firsts, postings }, places, next } = self;
        let start = words.len();
        next.clear();
        for (word, _) in phrasings.iter().flatten() {
            let place = &mut places[*word as usize];
            if *place == 0 {
                words.push(*word);
                next.push(0);
                *place = number(next.len());
            }
            next[*place as usize - 1] += 1;
        }
        let mut end = number(postings.len());
        for next in next.iter_mut() {
            let count = std::mem::replace(next, end);
            end += count;
            firsts.push(end);
        }
        postings.resize(end as usize, Posting::default());
        for (phrasing, vector) in (0..).zip(phrasings) {
            for (word, weight) in vector {
                let next = &mut next[places[*word as usize] as usize - 1];
                postings[*next as usize] = Posting::new(phrasing, *weight);
                *next += 1;
            }
        }
        words[start..].iter().for_each(|word| places[*word as usize] = 0);
        views.push(number(words.len()));
    }

    /// All views are added.
    pub(super) fn finish(self) -> Phrasings {
        let mut gathered = self.gathered;
        gathered.views.shrink_to_fit();
        gathered.words.shrink_to_fit();
        gathered.firsts.shrink_to_fit();
        gathered.postings.shrink_to_fit();
        gathered
    }
}

/// A place in a list; one that outgrows 32 bits would take many gigabytes of phrasings.
fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

impl Phrasings {
    /// How like the words of a question are to those of each of a view's phrasings, of which there are so many: from 0 to 1.
    pub(super) fn likenesses(&self, question: &Asked, view: usize, phrasings: usize) -> Vec<f32> {
        let mut likenesses = vec![0.0; phrasings];
        let (start, end) = (self.views[view] as usize, self.views[view + 1] as usize);
        for (word, bounds) in self.words[start..end].iter().zip(self.firsts[start..].windows(2)) {
            let Some(weight) = question.weight(*word) else { continue };
            for posting in &self.postings[bounds[0] as usize..bounds[1] as usize] {
                likenesses[posting.number() as usize] += weight * posting.weight();
            }
        }
        likenesses
    }
}
