//! The phrasings of each view, word by word: for finding the one that is most like a question.
//!
//! Typing errors are dealt with by then; n-grams would take four times the memory here and tell nothing more.

use super::field::{Asked, FeatureId, Posting, Vector};

/// The words of all phrasings, posted by word within each view: a view has few words, and of those a question has few.
#[derive(Debug, Default)]
pub(super) struct Phrasings {
    views: Vec<View>,
    /// Of each view in turn, its words; one with more postings than a count can hold is there again.
    words: Vec<FeatureId>,
    /// How many postings each word has.
    counts: Vec<u8>,
    /// Those of the words in turn; they number the view's phrasings from 0.
    postings: Vec<Posting>,
}

/// Where a view begins.
#[derive(Debug, Clone, Copy, Default)]
struct View {
    word: u32,
    posting: u32,
}

/// Phrasings while views are added.
#[derive(Debug)]
pub(super) struct Gathering {
    gathered: Phrasings,
    /// For each word: its place among those of the view that is added, counted from 1.
    places: Vec<u32>,
    /// Those, each with how many postings it has, then with where its next posting goes.
    own: Vec<(FeatureId, u32)>,
}

impl Gathering {
    /// Room for words with numbers below `words`.
    pub(super) fn new(words: usize) -> Gathering {
        let gathered = Phrasings { views: vec![View::default()], ..Phrasings::default() };
        Gathering { gathered, places: vec![0; words], own: Vec::new() }
    }

    /// Adds the next view, given its phrasings as vectors of length 1.
    pub(super) fn add(&mut self, phrasings: &[Vector]) {
        let Gathering { gathered: Phrasings { views, words, counts, postings }, places, own } = self;
        for (word, _) in phrasings.iter().flatten() {
            let place = &mut places[*word as usize];
            if *place == 0 {
                own.push((*word, 0));
                *place = number(own.len());
            }
            own[*place as usize - 1].1 += 1;
        }
        let mut end = number(postings.len());
        for (word, next) in own.iter_mut() {
            let mut left = std::mem::replace(next, end);
            end += left;
            while left > 0 {
                let count = u8::try_from(left).unwrap_or(u8::MAX);
                words.push(*word);
                counts.push(count);
                left -= u32::from(count);
            }
        }
        postings.resize(end as usize, Posting::default());
        for (phrasing, vector) in (0..).zip(phrasings) {
            for (word, weight) in vector {
                let (_, next) = &mut own[places[*word as usize] as usize - 1];
                postings[*next as usize] = Posting::new(phrasing, *weight);
                *next += 1;
            }
        }
        own.drain(..).for_each(|(word, _)| places[word as usize] = 0);
        views.push(View { word: number(words.len()), posting: end });
    }

    /// All views are added.
    pub(super) fn finish(self) -> Phrasings {
        let mut gathered = self.gathered;
        gathered.views.shrink_to_fit();
        gathered.words.shrink_to_fit();
        gathered.counts.shrink_to_fit();
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
        let (start, end) = (self.views[view], self.views[view + 1]);
        let words = start.word as usize..end.word as usize;
        let postings = &self.postings[start.posting as usize..end.posting as usize];
        let mut next = 0;
        for (word, count) in self.words[words.clone()].iter().zip(&self.counts[words]) {
            let first = next;
            next += usize::from(*count);
            let Some(weight) = question.weight(*word) else { continue };
            for posting in &postings[first..next] {
                likenesses[posting.number() as usize] += weight * posting.weight();
            }
        }
        likenesses
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_phrasing_of_a_view_is_as_like_as_its_words() {
        let mut gathering = Gathering::new(5);
        gathering.add(&[vec![(0, 0.6), (1, 0.8)], vec![(2, 1.0)]]);
        // More phrasings with a word than a count can hold.
        gathering.add(&vec![vec![(1, 0.8), (4, 0.6)]; 700]);
        gathering.add(&[]);
        let phrasings = gathering.finish();
        let question = Asked::new(vec![(1, 0.5), (2, 0.25), (3, 1.0)]);
        let likenesses = |view, many| phrasings.likenesses(&question, view, many);
        let near = |found: Vec<f32>, expected: &[f32]| {
            assert_eq!(found.len(), expected.len());
            assert!(found.iter().zip(expected).all(|(one, other)| (one - other).abs() < 1e-3), "{found:?}");
        };
        near(likenesses(0, 2), &[0.4, 0.25]);
        near(likenesses(1, 700), &[0.4; 700]);
        near(likenesses(2, 0), &[]);
    }
}
