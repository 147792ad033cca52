//! BM25 by tantivy: each phrasing is a document in memory, the best one names the entry.
//!
//! `tantivy-peer KB.jsonl`, then questions as JSON lines in, `{"id", "score"}` out. English and Italian are stemmed.

use std::fs;
use std::io::{BufRead, Write, stdin, stdout};

use anyhow::Context;
use serde::Deserialize;
use serde_json::json;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::tokenizer::{Language, LowerCaser, SimpleTokenizer, Stemmer, TextAnalyzer, TokenStream};
use tantivy::{Index, ReloadPolicy, Searcher, TantivyDocument, Term, doc};

#[derive(Deserialize)]
struct Entry {
    id: String,
    lang: String,
    questions: Vec<String>,
}

#[derive(Deserialize)]
struct Question {
    q: String,
}

fn main() -> anyhow::Result<()> {
    let path = std::env::args().nth(1).context("usage: tantivy-peer KB.jsonl")?;
    let entries: Vec<Entry> = fs::read_to_string(path)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let mut tokenizer = tokenizer(entries.first().map_or("", |entry| &entry.lang));

    let mut schema = Schema::builder();
    let id = schema.add_text_field("id", STRING | STORED);
    let indexing = TextFieldIndexing::default().set_tokenizer("words").set_index_option(IndexRecordOption::WithFreqs);
    let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
    let index = Index::create_in_ram(schema.build());
    index.tokenizers().register("words", tokenizer.clone());
    let mut writer = index.writer_with_num_threads(1, 50_000_000)?;
    for entry in &entries {
        for question in &entry.questions {
            writer.add_document(doc!(id => entry.id.as_str(), text => question.as_str()))?;
        }
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    let searcher = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?.searcher();

    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let question: Question = serde_json::from_str(&line?)?;
        let best = search(&searcher, &mut tokenizer, (id, text), &question.q)?;
        let (id, score) = best.unzip();
        writeln!(out, "{}", json!({ "id": id, "score": score.unwrap_or(0.0) }))?;
        out.flush()?;
    }
    Ok(())
}

/// Words in lower case, stemmed where there is a stemmer.
fn tokenizer(lang: &str) -> TextAnalyzer {
    let words = TextAnalyzer::builder(SimpleTokenizer::default()).filter(LowerCaser);
    match lang {
        "en" => words.filter(Stemmer::new(Language::English)).build(),
        "it" => words.filter(Stemmer::new(Language::Italian)).build(),
        _ => words.build(),
    }
}

/// The entry of the best phrasing, by any of the question's words.
fn search(
    searcher: &Searcher,
    tokenizer: &mut TextAnalyzer,
    (id, text): (Field, Field),
    question: &str,
) -> anyhow::Result<Option<(String, f32)>> {
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    tokenizer.token_stream(question).process(&mut |token| {
        let term = Term::from_field_text(text, &token.text);
        clauses.push((Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))));
    });
    let found = searcher.search(&BooleanQuery::new(clauses), &TopDocs::with_limit(1).order_by_score())?;
    let Some((score, address)) = found.into_iter().next() else { return Ok(None) };
    let document: TantivyDocument = searcher.doc(address)?;
    let name = document.get_first(id).and_then(|value| value.as_str()).context("each document has an id")?;
    Ok(Some((name.to_owned(), score)))
}
