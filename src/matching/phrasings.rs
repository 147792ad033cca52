//! The phrasings of each view, word by word: for finding the one that is most like a question, and any that is one.
//!
//! Typing errors are dealt with by then; n-grams would take four times the memory here and tell nothing more.

use super::features;
use super::field::{Asked, FeatureId, Vector, root};
use super::sorting::Leads;

/// The words of all phrasings, posted by word within blocks of phrasings of one view: such a block has few words, and of those
/// a question has few. Numbers are kept small, because what they take decides the speed, too.
#[derive(Debug, Default)]
pub(super) struct Phrasings {
    /// The first block of each view, and of one more.
    views: Vec<u32>,
    /// Where each block begins, and one more would.
    blocks: Vec<Start>,
    /// Of each block in turn, its words in order, each as what it is more than the one before.
    steps: Vec<u16>,
    /// How many postings each word has. One with more than a count can hold is there again, and so is one that is more than a
    /// step ahead, first without any.
    counts: Vec<u8>,
    /// Those of the words in turn.
    postings: Vec<Posting>,
    /// From hashes of phrasings, as [`hash_of_words`] makes them, to their views.
    hashes: Leads,
}

/// The hash of words, whatever their order.
fn hash_of_words(words: &[(FeatureId, f32)]) -> u32 {
    let hash = words.iter().fold(0, |all, (word, _)| all ^ features::number(*word));
    (hash >> 32) as u32
}

/// Where a block begins.
#[derive(Debug, Clone, Copy, Default)]
struct Start {
    step: u32,
    posting: u32,
}

/// The most phrasings of a block.
const BLOCK: usize = 256;

/// A word's weight in a phrasing: the phrasing's number in its block in the upper half, the square root of the weight in the
/// lower.
#[derive(Debug, Clone, Copy, Default)]
struct Posting(u16);

/// The greatest root of a weight, which stands for 1.
const ROOT: f32 = 255.0;

impl Posting {
    fn new(number: u8, weight: f32) -> Posting {
        let root = u8::try_from(root(weight, ROOT)).unwrap_or(u8::MAX);
        Posting(u16::from_be_bytes([number, root]))
    }

    fn number(self) -> usize {
        usize::from(self.0 >> 8)
    }

    fn weight(self) -> f32 {
        let root = f32::from(self.0 & 0xff);
        root * root * (1.0 / (ROOT * ROOT))
    }
}

/// Phrasings while views are added.
#[derive(Debug)]
pub(super) struct Gathering {
    gathered: Phrasings,
    /// The hash of each phrasing, with its view.
    hashes: Vec<(u32, u32)>,
    /// For each word, while a block is added: how many postings it has, then where its next one goes.
    next: Vec<u32>,
}

impl Gathering {
    /// Room for words with numbers below `words`.
    pub(super) fn new(words: usize) -> Gathering {
        let gathered = Phrasings { views: vec![0], blocks: vec![Start::default()], ..Phrasings::default() };
        Gathering { gathered, hashes: Vec::new(), next: vec![0; words] }
    }

    /// Adds the next view, given its phrasings as vectors of length 1.
    pub(super) fn add(&mut self, phrasings: &[Vector]) {
        let view = number(self.gathered.views.len() - 1);
        self.hashes.extend(phrasings.iter().map(|words| (hash_of_words(words), view)));
        phrasings.chunks(BLOCK).for_each(|block| self.add_block(block));
        self.gathered.views.push(number(self.gathered.blocks.len() - 1));
    }

    fn add_block(&mut self, block: &[Vector]) {
        let Gathering { gathered: Phrasings { blocks, steps, counts, postings, .. }, next, .. } = self;
        let mut words: Vec<FeatureId> = Vec::new();
        for (word, _) in block.iter().flatten() {
            let count = &mut next[*word as usize];
            if *count == 0 {
                words.push(*word);
            }
            *count += 1;
        }
        words.sort_unstable();
        let (mut last, mut end) = (0, number(postings.len()));
        for word in &words {
            let mut left = std::mem::replace(&mut next[*word as usize], end);
            end += left;
            while *word - last > u32::from(u16::MAX) {
                steps.push(u16::MAX);
                counts.push(0);
                last += u32::from(u16::MAX);
            }
            while left > 0 {
                let count = u8::try_from(left).unwrap_or(u8::MAX);
                steps.push(u16::try_from(*word - last).unwrap_or(u16::MAX));
                counts.push(count);
                last = *word;
                left -= u32::from(count);
            }
        }
        postings.resize(end as usize, Posting::default());
        for (phrasing, vector) in (0..=u8::MAX).zip(block) {
            for (word, weight) in vector {
                let next = &mut next[*word as usize];
                postings[*next as usize] = Posting::new(phrasing, *weight);
                *next += 1;
            }
        }
        for word in words {
            next[word as usize] = 0;
        }
        blocks.push(Start { step: number(steps.len()), posting: end });
    }

    /// All views are added.
    pub(super) fn finish(self) -> Phrasings {
        let mut gathered = Phrasings { hashes: Leads::new(&self.hashes), ..self.gathered };
        gathered.blocks.shrink_to_fit();
        gathered.steps.shrink_to_fit();
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
    /// The views that have a phrasing of these very words, and perhaps others.
    pub(super) fn views_saying(&self, words: &[(FeatureId, f32)]) -> impl Iterator<Item = usize> {
        self.hashes.get(hash_of_words(words)).map(|view| view as usize)
    }

    /// How like the words of a question are to those of each of a view's phrasings, of which there are as many as places: adds
    /// to them from 0 to 1.
    pub(super) fn likenesses(&self, question: &Asked, view: usize, likenesses: &mut [f32]) {
        let blocks = self.views[view] as usize..=self.views[view + 1] as usize;
        for (bounds, likenesses) in self.blocks[blocks].windows(2).zip(likenesses.chunks_mut(BLOCK)) {
            let words = bounds[0].step as usize..bounds[1].step as usize;
            let postings = &self.postings[bounds[0].posting as usize..bounds[1].posting as usize];
            let (mut word, mut next) = (0, 0);
            for (step, count) in self.steps[words.clone()].iter().zip(&self.counts[words]) {
                word += FeatureId::from(*step);
                let first = next;
                next += usize::from(*count);
                let Some(weight) = question.weight(word) else { continue };
                for posting in &postings[first..next] {
                    likenesses[posting.number()] += weight * posting.weight();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_phrasing_of_a_view_is_as_like_as_its_words() {
        let mut gathering = Gathering::new(300_000);
        gathering.add(&[vec![(1, 0.8), (0, 0.6)], vec![(2, 1.0), (290_000, 0.5)]]);
        // More phrasings with a word than a count can hold.
        gathering.add(&vec![vec![(1, 0.8), (4, 0.6)]; 700]);
        gathering.add(&[]);
        let phrasings = gathering.finish();
        let question = Asked::new(vec![(1, 0.5), (2, 0.25), (3, 1.0), (290_000, 0.5)]);
        let likenesses = |view, many| {
            let mut likenesses = vec![0.0; many];
            phrasings.likenesses(&question, view, &mut likenesses);
            likenesses
        };
        let near = |found: Vec<f32>, expected: &[f32]| {
            assert_eq!(found.len(), expected.len());
            assert!(found.iter().zip(expected).all(|(one, other)| (one - other).abs() < 3e-3), "{found:?}");
        };
        near(likenesses(0, 2), &[0.4, 0.5]);
        near(likenesses(1, 700), &[0.4; 700]);
        near(likenesses(2, 0), &[]);
        let saying = |words: &[FeatureId]| {
            let words: Vector = words.iter().map(|word| (*word, 0.5)).collect();
            phrasings.views_saying(&words).collect::<Vec<usize>>()
        };
        assert_eq!(saying(&[0, 1]), [0]);
        assert_eq!(saying(&[290_000, 2]), [0]);
        assert_eq!(saying(&[4, 1]), [1]);
        assert!(saying(&[4]).is_empty());
    }
}
