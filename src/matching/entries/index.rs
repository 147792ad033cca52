//! The index: TF-IDF vectors of the phrasings, their sums per entry and language, and postings that lead
//! from a feature to the entries that have it.
//!
//! Two blocks of features, words (with pairs and concepts) and character n-grams, are normalised apart and
//! joined, so that neither drowns the other (Salton & Buckley 1988 for the weighting). An entry is
//! represented once a language, because a question is asked in one.

use std::ops::Range;

use super::lexicon::{Reading, Words};
use crate::lang::Lang;
use crate::matching::text::features::Kind;
use crate::matching::vectors::beside::beside;
use crate::matching::vectors::field::{Asked, FeatureId, Field, MOST_VIEWS, Scratch, Vector, norm};
use crate::matching::vectors::learning::{self, Classifier, Example, Known};
use crate::matching::vectors::meanings::{Meaning, Sum, Wide};
use crate::matching::vectors::naming::{Features, Naming};
use crate::matching::vectors::phrasings::{Gathering, Phrasings};

/// The share of the word block in a similarity; the n-gram block has the rest.
const WORD_SHARE: f32 = 0.5;
/// What the index is built from: an entry in one language, read.
#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) entry: usize,
    pub(crate) lang: Lang,
    pub(crate) phrasings: Vec<Reading>,
    /// Answer, note and events: what the entry tells.
    pub(crate) body: Vec<Reading>,
    /// What its phrasings mean taken together, and what it tells.
    pub(crate) meant: [Meaning; 2],
}

/// Some entries under a close look.
#[derive(Debug)]
pub(crate) struct Close {
    /// For each view, the bit of its entry's place among them; of one that is not among them no bit.
    bits: Vec<u32>,
    entries: Vec<usize>,
}

impl Close {
    /// A bit for each entry.
    pub(crate) fn all(&self) -> u32 {
        (0..self.entries.len()).fold(0, |all, place| all | 1 << place)
    }
}

/// From so many postings for each entry on, searching them takes less time than going through them.
const MANY_POSTINGS: usize = 16;

/// An entry in one language.
#[derive(Debug)]
pub(crate) struct View {
    pub(crate) entry: usize,
    /// The phrasings `start..end`.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// In how many texts a feature stands.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    texts: u32,
    /// The last of them, counted from 1.
    last: u32,
}

impl Count {
    fn add(&mut self, text: u32) {
        self.texts += u32::from(self.last != text);
        self.last = text;
    }
}

/// What is counted of a feature: in how many documents it stands, in the phrasings of how many views, and in what how many of
/// them tell. Side by side, because memory is slow.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    documents: Count,
    asked: Count,
    told: Count,
}

/// A feature that so few views have is not common, however small the knowledge base.
const FEW_VIEWS: u32 = 128;

/// Of so few documents none is like another by chance.
const FEW_DOCUMENTS: u32 = 256;

/// The phrasings of a knowledge base, ready to be searched.
#[derive(Debug, Default)]
pub(crate) struct Index {
    features: Features,
    /// How telling each feature is, and one that no phrasing has; half the room of a float is enough for that.
    idf: Vec<Idf>,
    unknown_idf: Idf,
    phrasings: Phrasings,
    /// What each phrasing means.
    meanings: Vec<Meaning>,
    pub(crate) views: Vec<View>,
    /// The language of each view.
    langs: Vec<Lang>,
    /// The views of each entry.
    entries: Vec<Range<u32>>,
    asked: Field,
    told: Field,
    /// What tells the views apart, where that could be learned.
    classifier: Option<Classifier>,
    /// What the phrasings of each view mean taken together: those of a language side by side, because all of them are compared
    /// with a question.
    meant: Vec<Meaning>,
    /// Where that of each view stands there.
    places: Vec<u32>,
    /// What that which each view tells means.
    meant_told: Vec<Meaning>,
}

/// An inverse document frequency, in parts of 1/2048.
#[derive(Debug, Clone, Copy, Default)]
struct Idf(u16);

impl Idf {
    const PARTS: f32 = 2048.0;

    /// That of a feature which stands in `having` of `all` documents (smoothed as if one more had all features).
    fn new(having: u32, all: u32) -> Idf {
        let idf = libm::logf((1.0 + all as f32) / (1.0 + having as f32)) + 1.0;
        // A cast of what does not fit gives the greatest that does: 32, of as many documents as there cannot be.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturation is what is wanted")]
        Idf((idf * Idf::PARTS + 0.5) as u16)
    }

    fn value(self) -> f32 {
        f32::from(self.0) / Idf::PARTS
    }
}

/// What was counted before the vectors are made.
struct Counted {
    /// The new number of each feature that is kept.
    kept: Vec<Option<FeatureId>>,
    /// How many features more than one document has.
    repeated: usize,
    /// Of what kind each feature is, by its old number.
    kinds: Vec<Kind>,
    /// In the phrasings of how many views each feature stands, and in what how many of them tell.
    asked: Vec<u32>,
    told: Vec<u32>,
}

impl Index {
    /// Builds the index from `entries` entries, of which as many count as a field can hold. Their features are all in
    /// `naming`; `inputs` are ordered by entry, and `meanings` are those of their phrasings in turn.
    pub(crate) fn new(
        naming: Naming,
        words: &Words,
        entries: usize,
        mut inputs: Vec<Input>,
        mut meanings: Vec<Meaning>,
    ) -> Index {
        inputs.truncate(MOST_VIEWS);
        meanings.shrink_to_fit();
        let mut index = Index { meanings, ..Index::default() };
        let counted = index.count(naming, words, &inputs);
        let views = inputs.len();
        let learns = learning::is_worth_it(index.meanings.len(), views, counted.repeated);
        let read = |reading: &Reading, scratch: &mut Scratch| index.read(words, reading, &counted.kept, scratch);
        let scratches = || [(); 2].map(|()| Scratch::new(index.idf.len()));
        let post_told = || {
            let mut told = Field::with_room(&counted.told);
            let [mut scratch, mut sum] = scratches();
            for input in &inputs {
                input.body.iter().for_each(|reading| sum.add_all(&read(reading, &mut scratch)));
                told.post(&sum.take());
            }
            told.finish();
            told
        };
        let mut examples: Vec<Example> = Vec::new();
        let post_asked = || {
            let mut asked = Field::with_room(&counted.asked);
            let mut phrasings = Gathering::new(index.features.first_gram());
            let [mut scratch, mut sum] = scratches();
            let mut meanings = index.meanings.iter();
            for (view, input) in inputs.iter().enumerate() {
                let mut words = Vec::with_capacity(input.phrasings.len());
                for (reading, meaning) in input.phrasings.iter().zip(&mut meanings) {
                    let vector = read(reading, &mut scratch);
                    sum.add_all(&vector);
                    words.push(index.words_of(&vector));
                    if learns {
                        examples.push((view, vector, *meaning));
                    }
                }
                asked.post(&sum.take());
                phrasings.add(&words);
            }
            asked.finish();
            (asked, phrasings.finish())
        };
        let ((asked, phrasings), told) = beside(post_told, post_asked);
        (index.asked, index.phrasings, index.told) = (asked, phrasings, told);
        index.meant_told = inputs.iter().map(|input| input.meant[1]).collect();
        index.langs = inputs.iter().map(|input| input.lang).collect();
        index.places = vec![0; views];
        for lang in Lang::ALL {
            for (input, place) in inputs.iter().zip(&mut index.places).filter(|(input, _)| input.lang == lang) {
                *place = u32::try_from(index.meant.len()).unwrap_or(u32::MAX);
                index.meant.push(input.meant[0]);
            }
        }
        let mut start = 0;
        for input in inputs {
            let end = start + input.phrasings.len();
            index.views.push(View { entry: input.entry, start, end });
            start = end;
        }
        let first = |entry| u32::try_from(index.views.partition_point(|view| view.entry < entry)).unwrap_or(u32::MAX);
        index.entries = (0..entries).map(|entry| first(entry)..first(entry + 1)).collect();
        index.classifier = learns.then(|| {
            let known = Known { weights: &index.weights(&counted), first_gram: index.features.first_gram() };
            Classifier::new(examples, views, known)
        });
        index
    }

    /// Works out how telling each feature is: every phrasing and every body is a document. Drops the n-grams that
    /// only one document has, which tell no more than the word around them and are more than all others, and the common
    /// ones; and where there are many documents, the pairs of fillers that only one has, which are there by chance.
    fn count(&mut self, naming: Naming, words: &Words, inputs: &[Input]) -> Counted {
        let mut counts = vec![Counts::default(); naming.len()];
        let mut documents = 0;
        for (view, input) in (1..).zip(inputs) {
            for (readings, are_asked) in [(&input.phrasings, true), (&input.body, false)] {
                for reading in readings {
                    documents += 1;
                    words.features(reading, |feature, _| {
                        let Counts { documents: all, asked, told } = &mut counts[feature as usize];
                        all.add(documents);
                        if are_asked { asked } else { told }.add(view);
                    });
                }
            }
        }
        // What a third of a language's entries have tells little, and costs the most: its postings are the longest.
        let of_lang = |lang: Lang| inputs.iter().filter(|input| input.lang == lang).count();
        let most = Lang::ALL.into_iter().map(of_lang).max().unwrap_or_default();
        let common = u32::try_from(most / 3).unwrap_or(u32::MAX).max(FEW_VIEWS);
        let all = documents;
        let (features, kept, kinds) = naming.keep(|feature, kind| {
            let Counts { documents, asked, .. } = counts[feature as usize];
            match kind {
                Kind::Word | Kind::Pair => true,
                Kind::FillerPair => documents.texts > 1 || all <= FEW_DOCUMENTS,
                Kind::Gram => documents.texts > 1 && asked.texts <= common,
            }
        });
        self.features = features;
        let mut of_kept = vec![Counts::default(); self.features.len()];
        for (counts, new) in counts.iter().zip(&kept) {
            if let Some(new) = new {
                of_kept[*new as usize] = *counts;
            }
        }
        self.idf = of_kept.iter().map(|counts| Idf::new(counts.documents.texts, documents)).collect();
        self.unknown_idf = Idf::new(0, documents);
        let repeated = of_kept.iter().filter(|counts| counts.documents.texts > 1).count();
        let asked = of_kept.iter().map(|counts| counts.asked.texts).collect();
        // What entries tell is compared by words alone.
        let told = of_kept.iter().take(self.features.first_gram()).map(|counts| counts.told.texts).collect();
        Counted { kept, repeated, kinds, asked, told }
    }

    /// How far each feature counts in a vector for being rare and of its kind.
    fn weights(&self, counted: &Counted) -> Vec<f32> {
        let mut weights: Vec<f32> = self.idf.iter().map(|idf| idf.value()).collect();
        for (kind, new) in counted.kinds.iter().zip(&counted.kept) {
            if let Some(new) = new {
                weights[*new as usize] *= kind.weight();
            }
        }
        weights
    }

    /// The vector of a text of the knowledge base.
    fn read(&self, words: &Words, reading: &Reading, kept: &[Option<FeatureId>], scratch: &mut Scratch) -> Vector {
        words.features(reading, |feature, weight| {
            if let Some(feature) = kept[feature as usize] {
                scratch.add(feature, weight);
            }
        });
        self.weighted(scratch.take())
    }

    /// How telling a feature is; one that no phrasing has counts as the rarest.
    pub(crate) fn idf(&self, feature: Option<FeatureId>) -> f32 {
        feature.map_or(self.unknown_idf, |feature| self.idf[feature as usize]).value()
    }

    /// The number of a word, concept or pair, if the knowledge base has it.
    pub(crate) fn feature(&self, hash: u64) -> Option<FeatureId> {
        self.features.get(hash)
    }

    /// The numbers of words, concepts or pairs, looked up together.
    pub(crate) fn features(&self, hashes: &[u64]) -> Vec<Option<FeatureId>> {
        self.features.get_all(hashes)
    }

    /// The numbers of n-grams, looked up together.
    pub(crate) fn grams(&self, hashes: &[u64]) -> Vec<Option<FeatureId>> {
        self.features.grams(hashes)
    }

    /// A close look at some entries, at most 32.
    pub(crate) fn close(&self, entries: impl Iterator<Item = usize>) -> Close {
        let mut close = Close { bits: vec![0; self.views.len()], entries: Vec::with_capacity(32) };
        for (place, entry) in (0..32).zip(entries) {
            let views = &self.entries[entry];
            close.bits[views.start as usize..views.end as usize].fill(1 << place);
            close.entries.push(entry);
        }
        close
    }

    /// Which of the entries under a close look have a feature: a bit each, by their places.
    pub(crate) fn having(&self, close: &Close, feature: FeatureId) -> u32 {
        let fields = [&self.asked, &self.told];
        // Many postings are searched, few are gone through.
        if fields.iter().map(|field| field.views_with(feature)).sum::<usize>() > MANY_POSTINGS * close.entries.len() {
            let has = |(place, entry): (usize, &usize)| u32::from(self.has(*entry, feature)) << place;
            return close.entries.iter().enumerate().map(has).sum();
        }
        let views = fields.into_iter().flat_map(|field| field.views(feature));
        views.fold(0, |having, view| having | close.bits[view as usize])
    }

    /// Whether an entry has a feature, in its phrasings or in what it tells, in any language.
    pub(crate) fn has(&self, entry: usize, feature: FeatureId) -> bool {
        let views = &self.entries[entry];
        self.asked.has(views, feature) || self.told.has(views, feature)
    }

    /// The vector of features with how far each counts: TF-IDF with dampened counts, each block of length 1 before it is given
    /// its share.
    pub(crate) fn weighted(&self, mut counts: Vector) -> Vector {
        let mut squares = [0.0f32; 2];
        let block = |id: FeatureId| usize::from(self.features.is_gram(id));
        for (id, weight) in &mut counts {
            let dampened = if *weight > 1.0 { 1.0 + libm::logf(*weight) } else { *weight };
            *weight = dampened * self.idf[*id as usize].value();
            squares[block(*id)] += *weight * *weight;
        }
        let scale = |square: f32, share: f32| if square > 0.0 { libm::sqrtf(share / square) } else { 0.0 };
        let scales = [scale(squares[0], WORD_SHARE), scale(squares[1], 1.0 - WORD_SHARE)];
        for (id, weight) in &mut counts {
            *weight *= scales[block(*id)];
        }
        counts
    }

    /// How like `question` is to the phrasings of each view taken together, from 0 to 1; with `without`, which is
    /// the number of the phrasing that the question repeats, as if that phrasing were not there.
    pub(crate) fn asked(&self, question: &Vector, without: Option<usize>) -> Vec<f32> {
        let mut similarities = self.asked.similarities(question);
        if let Some(view) = without.and_then(|at| self.view_of(at)) {
            similarities[view] = self.asked.without(view, similarities[view], norm(question));
        }
        similarities
    }

    /// How like `question` is to what each view tells, from 0 to 1.
    pub(crate) fn told(&self, question: &Vector) -> Vec<f32> {
        self.told.similarities(question)
    }

    /// On which side of each view's margin a question is by what was learned of the views, where something was.
    pub(crate) fn margins(&self, question: &Vector, meaning: &Meaning) -> Option<Vec<f32>> {
        Some(self.classifier.as_ref()?.margins(question, meaning))
    }

    /// The words of a vector alone, as a vector of length 1.
    pub(crate) fn words_of(&self, vector: &Vector) -> Vector {
        let mut words = Vector::with_capacity(vector.len());
        words.extend(vector.iter().filter(|(feature, _)| !self.features.is_gram(*feature)));
        let length = norm(&words).max(f32::MIN_POSITIVE);
        for (_, weight) in &mut words {
            *weight /= length;
        }
        words
    }

    /// The views that have a phrasing of these very words, and perhaps others.
    pub(crate) fn views_saying(&self, words: &Vector) -> impl Iterator<Item = usize> {
        self.phrasings.views_saying(words)
    }

    /// The language of a view.
    pub(crate) fn lang(&self, view: usize) -> Lang {
        self.langs[view]
    }

    /// The view of an entry in a language.
    pub(crate) fn view_in(&self, entry: usize, lang: Lang) -> Option<usize> {
        self.views_of(entry).find(|view| self.langs[*view] == lang)
    }

    /// The views of an entry.
    pub(crate) fn views_of(&self, entry: usize) -> Range<usize> {
        let views = &self.entries[entry];
        views.start as usize..views.end as usize
    }

    /// How near what a question means is to what the phrasings of each view mean taken together; 0 for all views of entries
    /// that are not worth comparing.
    pub(crate) fn meant(&self, question: &Wide, lang: Lang, worth: &[usize], without: Option<usize>) -> Vec<f32> {
        let mut likenesses = vec![0.0; self.views.len()];
        for entry in worth {
            // The view in the question's language speaks for its entry; without one, all do.
            let own = self.view_in(*entry, lang);
            for view in own.map_or(self.views_of(*entry), |own| own..own + 1) {
                likenesses[view] = question.likeness(&self.meant[self.places[view] as usize]).max(0.0);
            }
        }
        if let Some((at, view)) = without.and_then(|at| Some((at, self.view_of(at)?))) {
            let View { start, end, .. } = self.views[view];
            let mut sum = Sum::default();
            (start..end).filter(|other| *other != at).for_each(|other| sum.add(&self.meanings[other]));
            likenesses[view] = question.likeness(&sum.meaning()).max(0.0);
        }
        likenesses
    }

    /// How near what a question means is to what the nearest phrasing of a view means, and to what the view tells.
    pub(crate) fn meant_near(&self, question: &Wide, view: usize, without: Option<usize>) -> [f32; 2] {
        let View { start, end, .. } = self.views[view];
        let phrasings = (start..end).filter(|at| Some(*at) != without);
        let nearest = phrasings.map(|at| question.likeness(&self.meanings[at])).fold(0.0, f32::max);
        [nearest, question.likeness(&self.meant_told[view]).max(0.0)]
    }

    /// The view of the phrasing with this number.
    pub(crate) fn view_of(&self, phrasing: usize) -> Option<usize> {
        self.views.iter().position(|view| (view.start..view.end).contains(&phrasing))
    }

    /// Has near what [`nearest`](Index::nearest) needs of these views.
    pub(crate) fn fetch(&self, views: &[usize]) {
        self.phrasings.fetch(views);
    }

    /// The phrasing of a view that is most like the words of a question, and how like; the first of several. What `room` holds
    /// is lost.
    pub(crate) fn nearest(
        &self,
        words: &Asked,
        view: usize,
        without: Option<usize>,
        room: &mut Vec<f32>,
    ) -> (f32, usize) {
        let View { start, end, .. } = self.views[view];
        room.clear();
        room.resize(end - start, 0.0);
        self.phrasings.likenesses(words.in_order(), view, room);
        let likenesses = room.iter().copied().zip(start..end);
        likenesses
            .filter(|(_, at)| Some(*at) != without)
            .fold((0.0, start), |best, next| if next.0 > best.0 { next } else { best })
    }
}
