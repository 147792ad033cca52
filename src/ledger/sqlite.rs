//! A ledger in one SQLite file, which survives the process and a power cut.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use super::{Ledger, LedgerError, PassedOn, Vote, Voted};

/// What the tables look like; goes up with each change to them.
const VERSION: i64 = 2;
/// Questions that wait at most; past them somebody is filling the disk.
const MOST_QUESTIONS: usize = 10_000;
/// So long another process may hold the file.
const BUSY: Duration = Duration::from_secs(5);

/// An id is never given again: a moderator who takes out a question by it does not take out a later one.
const QUESTIONS: &str = "
    CREATE TABLE question (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        passed_on TEXT NOT NULL,
        question TEXT NOT NULL,
        lang TEXT NOT NULL,
        asker INTEGER NOT NULL,
        guild INTEGER,
        channel INTEGER NOT NULL,
        UNIQUE (asker, question)
    ) STRICT;
";

const VOTES: &str = "
    CREATE TABLE vote (
        entry TEXT NOT NULL,
        voter INTEGER NOT NULL,
        helpful INTEGER NOT NULL,
        voted TEXT NOT NULL,
        PRIMARY KEY (entry, voter)
    ) STRICT, WITHOUT ROWID;
";

/// A ledger in an SQLite file.
#[derive(Debug)]
pub struct Sqlite {
    connection: Mutex<Connection>,
}

/// Why a file cannot be the ledger.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// It cannot be opened or created, or is no SQLite file.
    #[error("cannot open the ledger {}", .0.display())]
    Open(PathBuf, #[source] rusqlite::Error),
    /// It is a database of somebody else's, or an empty file where a ledger is wanted.
    #[error("{} is no ledger of Attaché's and is left as it is: name another file", .0.display())]
    NotOurs(PathBuf),
    /// A later version of the program made it.
    #[error("the ledger {} has tables of version {version}, and this program knows none later than {VERSION}: update the program", file.display())]
    TooNew {
        /// The file.
        file: PathBuf,
        /// The version of its tables.
        version: i64,
    },
}

/// A question in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Waiting {
    /// Its number in this ledger, by which it can be taken out.
    pub id: i64,
    /// When it was passed on, in UTC.
    pub passed_on: String,
    /// What was asked.
    pub question: String,
    /// The language of the reply that it got.
    pub lang: String,
    /// Who asked it.
    pub asker: u64,
    /// The server that it was asked in; none in a direct message.
    pub guild: Option<u64>,
    /// The channel that it was asked in.
    pub channel: u64,
}

/// The votes on an entry.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    /// The entry's id.
    pub entry: String,
    /// How many people found its answer helpful.
    pub helpful: u64,
    /// How many did not.
    pub not_helpful: u64,
}

impl Sqlite {
    /// Opens the ledger in `file`, and makes it where there is none.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened or made, is something else, or is of a later version of the program.
    pub fn open(file: &Path) -> Result<Sqlite, OpenError> {
        let failed = |error| OpenError::Open(file.to_owned(), error);
        let mut connection = Connection::open(file).map_err(failed)?;
        connection.busy_timeout(BUSY).map_err(failed)?;
        // What a person was told is kept stays so when the power goes.
        connection.pragma_update(None, "synchronous", "FULL").map_err(failed)?;
        // And what is taken out leaves nothing behind in the file.
        connection.execute_batch("PRAGMA secure_delete = ON").map_err(failed)?;
        let transaction =
            connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(failed)?;
        match made_by(&transaction).map_err(failed)? {
            Maker::Nobody => transaction.execute_batch(&format!("{QUESTIONS}{VOTES}")).map_err(failed)?,
            // There ids could come again.
            Maker::FirstVersion => {
                let renew = format!(
                    "ALTER TABLE question RENAME TO earlier;{QUESTIONS}
                    INSERT INTO question SELECT * FROM earlier; DROP TABLE earlier;"
                );
                transaction.execute_batch(&renew).map_err(failed)?;
            }
            Maker::ThisVersion => {}
            other => return Err(other.refused(file)),
        }
        transaction.pragma_update(None, "user_version", VERSION).map_err(failed)?;
        transaction.commit().map_err(failed)?;
        Ok(Sqlite { connection: Mutex::new(connection) })
    }

    /// Opens the ledger in `file` to look at it: the file is not changed, and not made either.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, is something else, or is of a later version of the program.
    pub fn open_to_read(file: &Path) -> Result<Sqlite, OpenError> {
        let failed = |error| OpenError::Open(file.to_owned(), error);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file, flags).map_err(failed)?;
        connection.busy_timeout(BUSY).map_err(failed)?;
        match made_by(&connection).map_err(failed)? {
            Maker::FirstVersion | Maker::ThisVersion => Ok(Sqlite { connection: Mutex::new(connection) }),
            other => Err(other.refused(file)),
        }
    }

    /// The questions that wait for the moderators, oldest first.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn questions(&self) -> Result<Vec<Waiting>, LedgerError> {
        let connection = self.connection();
        let mut select = connection
            .prepare("SELECT id, passed_on, question, lang, asker, guild, channel FROM question ORDER BY id")
            .map_err(store)?;
        let rows = select.query_map([], |row| {
            Ok(Waiting {
                id: row.get(0)?,
                passed_on: row.get(1)?,
                question: row.get(2)?,
                lang: row.get(3)?,
                asker: id_from(row.get(4)?),
                guild: row.get::<_, Option<i64>>(5)?.map(id_from),
                channel: id_from(row.get(6)?),
            })
        });
        rows.map_err(store)?.collect::<Result<_, _>>().map_err(store)
    }

    /// Takes out a question that the moderators have dealt with, with all that is kept of it; gives what it asked, or
    /// nothing where there is no such question.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn done(&self, id: i64) -> Result<Option<String>, LedgerError> {
        let delete = "DELETE FROM question WHERE id = ?1 RETURNING question";
        self.connection().query_row(delete, [id], |row| row.get(0)).optional().map_err(store)
    }

    /// The votes on every entry that has some, by its id.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn votes(&self) -> Result<Vec<Tally>, LedgerError> {
        let connection = self.connection();
        let mut select = connection
            .prepare("SELECT entry, sum(helpful), sum(1 - helpful) FROM vote GROUP BY entry ORDER BY entry")
            .map_err(store)?;
        let rows = select.query_map([], |row| {
            let count = |at| Ok::<u64, rusqlite::Error>(id_from(row.get(at)?));
            Ok(Tally { entry: row.get(0)?, helpful: count(1)?, not_helpful: count(2)? })
        });
        rows.map_err(store)?.collect::<Result<_, _>>().map_err(store)
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        // A transaction that was cut short by a panic is rolled back as it is dropped.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whose tables are in a file.
enum Maker {
    /// There are none.
    Nobody,
    /// Ours, as they were at first.
    FirstVersion,
    /// Ours, as they are now.
    ThisVersion,
    /// Ours, as a later version of the program makes them.
    LaterVersion(i64),
    /// Those of another program.
    AnotherProgram,
}

impl Maker {
    /// Why such a file is refused.
    fn refused(self, file: &Path) -> OpenError {
        let file = file.to_owned();
        match self {
            Maker::LaterVersion(version) => OpenError::TooNew { file, version },
            _ => OpenError::NotOurs(file),
        }
    }
}

fn made_by(connection: &Connection) -> rusqlite::Result<Maker> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let count =
        "SELECT count(*), count(*) FILTER (WHERE type = 'table' AND name IN ('question', 'vote')) FROM sqlite_schema";
    let (all, ours): (i64, i64) = connection.query_row(count, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    // Other programs count their versions in the same place.
    Ok(match (version, all, ours) {
        (0, 0, _) => Maker::Nobody,
        (1, _, 2) => Maker::FirstVersion,
        (VERSION, _, 2) => Maker::ThisVersion,
        (later, _, 2) if later > VERSION => Maker::LaterVersion(later),
        _ => Maker::AnotherProgram,
    })
}

impl Ledger for Sqlite {
    fn pass_on(&self, question: PassedOn) -> Result<(), LedgerError> {
        let connection = self.connection();
        let waiting: i64 =
            connection.query_row("SELECT count(*) FROM question", [], |row| row.get(0)).map_err(store)?;
        if usize::try_from(waiting).is_ok_and(|waiting| waiting >= MOST_QUESTIONS) {
            return Err(LedgerError::Full(MOST_QUESTIONS));
        }
        let PassedOn { question, lang, asker, guild, channel } = question;
        let insert = "INSERT INTO question (passed_on, question, lang, asker, guild, channel)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING";
        let values = params![now(), question, lang.code(), id_to(asker), guild.map(id_to), id_to(channel)];
        connection.execute(insert, values).map_err(store)?;
        Ok(())
    }

    fn vote(&self, vote: Vote) -> Result<Voted, LedgerError> {
        let mut connection = self.connection();
        // One that only reads at first would fail at once where another process writes meanwhile, and not wait for it.
        let transaction =
            connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(store)?;
        let known: Option<bool> = transaction
            .query_row(
                "SELECT helpful FROM vote WHERE entry = ?1 AND voter = ?2",
                params![vote.entry, id_to(vote.voter)],
                |row| row.get(0),
            )
            .optional()
            .map_err(store)?;
        let upsert = "INSERT INTO vote (entry, voter, helpful, voted) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT DO UPDATE SET helpful = excluded.helpful, voted = excluded.voted";
        transaction.execute(upsert, params![vote.entry, id_to(vote.voter), vote.helpful, now()]).map_err(store)?;
        transaction.commit().map_err(store)?;
        Ok(match known {
            None => Voted::New,
            Some(before) if before == vote.helpful => Voted::Same,
            Some(_) => Voted::Changed,
        })
    }
}

fn store(error: rusqlite::Error) -> LedgerError {
    LedgerError::Store(Box::new(error))
}

/// To the second, as a person reads it.
fn now() -> String {
    Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// SQLite's integers have a sign; the bits of an id are kept as they are.
const fn id_to(id: u64) -> i64 {
    id.cast_signed()
}

const fn id_from(id: i64) -> u64 {
    id.cast_unsigned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn question(text: &str) -> PassedOn {
        PassedOn { question: text.to_owned(), lang: Lang::Ko, asker: u64::MAX, guild: Some(1), channel: 2 }
    }

    #[test]
    fn what_is_taken_out_leaves_nothing_in_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ledger.sqlite3");
        let ledger = Sqlite::open(&file).unwrap();
        ledger.pass_on(question("who ate the cake in private?")).unwrap();
        let holds = || std::fs::read(&file).unwrap().windows(8).any(|bytes| bytes == b"the cake");
        assert!(holds());
        assert!(ledger.done(1).unwrap().is_some());
        assert!(!holds(), "a deleted row is overwritten");
    }

    #[test]
    fn what_is_kept_is_there_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ledger.sqlite3");
        let ledger = Sqlite::open(&file).unwrap();
        for text in ["케이크?", "who?", "케이크?"] {
            ledger.pass_on(question(text)).unwrap();
        }
        let vote = |voter, helpful| ledger.vote(Vote { entry: "a".to_owned(), voter, helpful }).unwrap();
        assert_eq!(
            [vote(1, true), vote(1, true), vote(1, false), vote(2, true)],
            [Voted::New, Voted::Same, Voted::Changed, Voted::New]
        );
        drop(ledger);
        let ledger = Sqlite::open(&file).unwrap();
        let questions = ledger.questions().unwrap();
        assert_eq!(questions.iter().map(|waiting| waiting.question.as_str()).collect::<Vec<_>>(), ["케이크?", "who?"]);
        assert_eq!((questions[0].asker, questions[0].guild, questions[0].lang.as_str()), (u64::MAX, Some(1), "ko"));
        assert_eq!(ledger.votes().unwrap(), [Tally { entry: "a".to_owned(), helpful: 1, not_helpful: 1 }]);
    }

    #[test]
    fn a_file_that_cannot_be_the_ledger_is_named_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("notes.txt");
        std::fs::write(
            &file,
            "a file of somebody's that is no ledger at all, and long enough to look like one".repeat(9),
        )
        .unwrap();
        let before = std::fs::read(&file).unwrap();
        let error = Sqlite::open(&file).unwrap_err().to_string();
        assert!(error.starts_with("cannot open the ledger") && error.ends_with("notes.txt"), "{error}");
        assert_eq!(std::fs::read(&file).unwrap(), before);
        let missing = folder.path().join("no/such/folder/ledger.sqlite3");
        assert!(matches!(Sqlite::open(&missing), Err(OpenError::Open(..))));
    }

    #[test]
    fn a_database_of_another_program_is_refused_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        for (name, tables) in [
            ("theirs", "CREATE TABLE notes (text TEXT)"),
            ("like_ours", "CREATE TABLE question (id INTEGER)"),
            ("counted", "CREATE TABLE notes (text TEXT); PRAGMA user_version = 1"),
            ("counted_on", "CREATE TABLE notes (text TEXT); PRAGMA user_version = 7"),
        ] {
            let file = folder.path().join(name);
            Connection::open(&file).unwrap().execute_batch(tables).unwrap();
            let before = std::fs::read(&file).unwrap();
            for error in [Sqlite::open(&file).unwrap_err(), Sqlite::open_to_read(&file).unwrap_err()] {
                assert!(error.to_string().contains("is no ledger of Attaché's"), "{name}: {error}");
            }
            assert_eq!(std::fs::read(&file).unwrap(), before, "{name}");
        }
    }

    #[test]
    fn looking_changes_nothing_and_makes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ledger.sqlite3");
        assert!(matches!(Sqlite::open_to_read(&file), Err(OpenError::Open(..))));
        assert!(!file.exists());
        std::fs::write(&file, "").unwrap();
        assert!(matches!(Sqlite::open_to_read(&file), Err(OpenError::NotOurs(_))));
        assert_eq!(std::fs::read(&file).unwrap(), b"");
        Sqlite::open(&file).unwrap().pass_on(question("who?")).unwrap();
        let ledger = Sqlite::open_to_read(&file).unwrap();
        assert_eq!(ledger.questions().unwrap().len(), 1);
        assert!(ledger.pass_on(question("when?")).is_err());
    }

    #[test]
    fn a_ledger_of_a_later_program_is_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ledger.sqlite3");
        drop(Sqlite::open(&file).unwrap());
        Connection::open(&file).unwrap().pragma_update(None, "user_version", VERSION + 1).unwrap();
        let error = Sqlite::open(&file).unwrap_err().to_string();
        assert!(error.contains("tables of version 3") && error.contains("update the program"), "{error}");
    }

    #[test]
    fn what_the_moderators_have_dealt_with_is_gone_and_its_id_comes_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Sqlite::open(&folder.path().join("ledger.sqlite3")).unwrap();
        let ids = || ledger.questions().unwrap().into_iter().map(|waiting| waiting.id).collect::<Vec<_>>();
        for text in ["one?", "two?"] {
            ledger.pass_on(question(text)).unwrap();
        }
        assert_eq!(ledger.done(2).unwrap().as_deref(), Some("two?"));
        assert_eq!((ledger.done(2).unwrap(), ids()), (None, vec![1]));
        ledger.pass_on(question("two?")).unwrap();
        assert_eq!(ids(), [1, 3]);
    }

    #[test]
    fn a_ledger_of_an_earlier_program_keeps_what_it_holds() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ledger.sqlite3");
        let before = Connection::open(&file).unwrap();
        before.execute_batch(&format!("{QUESTIONS}{VOTES}").replace(" AUTOINCREMENT", "")).unwrap();
        before.pragma_update(None, "user_version", 1).unwrap();
        let row = "INSERT INTO question VALUES (7, '2026-01-20T10:00:00Z', 'who?', 'en', 1, NULL, 2)";
        before.execute(row, []).unwrap();
        drop(before);
        for _ in 0..2 {
            let ledger = Sqlite::open(&file).unwrap();
            let [kept] = &ledger.questions().unwrap()[..] else { panic!("one question") };
            assert_eq!(
                (kept.id, kept.question.as_str(), kept.asker, kept.guild, kept.channel),
                (7, "who?", 1, None, 2)
            );
        }
        let ledger = Sqlite::open(&file).unwrap();
        ledger.done(7).unwrap();
        ledger.pass_on(question("and who?")).unwrap();
        assert_eq!(ledger.questions().unwrap()[0].id, 8);
    }

    #[test]
    fn two_processes_may_share_a_ledger() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ledger.sqlite3");
        std::thread::scope(|scope| {
            for writer in 0..4_u64 {
                let file = &file;
                scope.spawn(move || {
                    let ledger = Sqlite::open(file).unwrap();
                    for n in 0..10 {
                        ledger.pass_on(PassedOn { asker: writer, ..question(&n.to_string()) }).unwrap();
                    }
                });
            }
        });
        assert_eq!(Sqlite::open(&file).unwrap().questions().unwrap().len(), 40);
    }
}
