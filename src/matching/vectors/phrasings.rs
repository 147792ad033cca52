//! The phrasings of each view, word by word: for finding the one that is most like a question, and any that is one.
//!
//! Typing errors are dealt with by then; n-grams would take four times the memory here and tell nothing more.

use super::fetching::{fetch, lines};
use super::field::{FeatureId, Vector};
use super::sorting::Leads;
use crate::matching::text::features;

/// The words of all phrasings, posted by word within blocks of phrasings of one view: such a block has few words, and of those
/// a question has few. Numbers are kept small, because what they take decides the speed, too.
#[derive(Debug, Default)]
pub(crate) struct Phrasings {
    /// The first block of each view, and of one more.
    views: Vec<u32>,
    /// All blocks, and where one more would begin.
    blocks: Vec<Block>,
    /// The lower halves of the words of each block in turn, in order.
    words: Vec<u16>,
    /// How many postings each of those has.
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

/// Words of a view's phrasings, up to [`MOST`] of which are taken together.
#[derive(Debug, Clone, Copy, Default)]
struct Block {
    /// Where its words and its postings begin.
    word: u32,
    posting: u32,
    /// The upper half of its words.
    upper: u16,
    /// How many times [`MOST`] phrasings of the view are before its own.
    before: u16,
}

/// The most phrasings of a block: a word has no more postings there than a byte can count.
const MOST: usize = 255;

/// A word's weight in a phrasing: the phrasing's number in its block in the upper half, the square root of the weight in the
/// lower, by which small weights, which are the most, are told apart better than great ones.
#[derive(Debug, Clone, Copy, Default)]
struct Posting(u16);

/// The greatest root of a weight, which stands for 1.
const ROOT: f32 = 255.0;

impl Posting {
    fn new(number: u8, weight: f32) -> Posting {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a weight is from 0 to 1")]
        let root = (libm::sqrtf(weight) * ROOT + 0.5) as u8;
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
pub(crate) struct Gathering {
    gathered: Phrasings,
    /// The hash of each phrasing, with its view.
    hashes: Vec<(u32, u32)>,
    /// For each word, while a block is added: how many postings it has, then where its next one goes.
    next: Vec<u32>,
}

impl Gathering {
    /// Room for words with numbers below `words`.
    pub(crate) fn new(words: usize) -> Gathering {
        let gathered = Phrasings { views: vec![0], ..Phrasings::default() };
        Gathering { gathered, hashes: Vec::new(), next: vec![0; words] }
    }

    /// Adds the next view, given its phrasings as vectors of length 1.
    pub(crate) fn add(&mut self, phrasings: &[Vector]) {
        let view = number(self.gathered.views.len() - 1);
        self.hashes.extend(phrasings.iter().map(|words| (hash_of_words(words), view)));
        for (before, block) in (0..=u16::MAX).zip(phrasings.chunks(MOST)) {
            self.add_blocks(before, block);
        }
        self.gathered.views.push(number(self.gathered.blocks.len()));
    }

    /// Adds phrasings that are taken together: a block for each upper half of their words.
    fn add_blocks(&mut self, before: u16, block: &[Vector]) {
        let Gathering { gathered: Phrasings { blocks, words: lower, counts, postings, .. }, next, .. } = self;
        let mut words: Vec<FeatureId> = Vec::new();
        for (word, _) in block.iter().flatten() {
            let count = &mut next[*word as usize];
            if *count == 0 {
                words.push(*word);
            }
            *count += 1;
        }
        words.sort_unstable();
        let mut end = number(postings.len());
        for alike in words.chunk_by(|one, other| halves(*one).0 == halves(*other).0) {
            blocks.push(Block { word: number(lower.len()), posting: end, upper: halves(alike[0]).0, before });
            for word in alike {
                let count = std::mem::replace(&mut next[*word as usize], end);
                lower.push(halves(*word).1);
                counts.push(u8::try_from(count).unwrap_or(u8::MAX));
                end += count;
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
    }

    /// All views are added.
    pub(crate) fn finish(self) -> Phrasings {
        let mut gathered = Phrasings { hashes: Leads::new(&self.hashes), ..self.gathered };
        let (word, posting) = (number(gathered.words.len()), number(gathered.postings.len()));
        gathered.blocks.push(Block { word, posting, ..Block::default() });
        gathered.blocks.shrink_to_fit();
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

/// The upper and the lower half of a word's number.
const fn halves(word: FeatureId) -> (u16, u16) {
    let [a, b, c, d] = word.to_be_bytes();
    (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]))
}

impl Phrasings {
    /// The views that have a phrasing of these very words, and perhaps others.
    pub(crate) fn views_saying(&self, words: &[(FeatureId, f32)]) -> impl Iterator<Item = usize> {
        self.hashes.get(hash_of_words(words)).map(|view| view as usize)
    }

    /// Has the words of these views near.
    pub(crate) fn fetch(&self, views: &[usize]) {
        let first = |view: usize| self.blocks[self.views[view] as usize].word as usize;
        fetch(views.iter().flat_map(|view| lines(&self.words[first(*view)..first(*view + 1)])));
    }

    /// How like the words of a question, in order, are to those of each of a view's phrasings, of which there are as many as
    /// places: adds to them from 0 to 1.
    pub(crate) fn likenesses(&self, question: &[(FeatureId, f32)], view: usize, likenesses: &mut [f32]) {
        let blocks = &self.blocks[self.views[view] as usize..=self.views[view + 1] as usize];
        for (block, next) in blocks.iter().zip(&blocks[1..]) {
            let words = block.word as usize..next.word as usize;
            let (words, counts) = (&self.words[words.clone()], &self.counts[words]);
            let postings = &self.postings[block.posting as usize..next.posting as usize];
            let likenesses = &mut likenesses[usize::from(block.before) * MOST..];
            // Words and postings before these are passed.
            let (mut at, mut passed) = (0, 0);
            for (word, weight) in question {
                let (upper, lower) = halves(*word);
                if upper != block.upper {
                    continue;
                }
                let found = at + words[at..].partition_point(|other| *other < lower);
                if words.get(found) != Some(&lower) {
                    continue;
                }
                passed += counts[at..found].iter().map(|count| usize::from(*count)).sum::<usize>();
                for posting in &postings[passed..passed + usize::from(counts[found])] {
                    likenesses[posting.number()] += weight * posting.weight();
                }
                at = found;
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
        let question = [(1, 0.5), (2, 0.25), (3, 1.0), (290_000, 0.5)];
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
