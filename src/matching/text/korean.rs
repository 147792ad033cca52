//! Korean: key presses for comparing, and words without their particles and endings.

use once_cell::sync::Lazy;
use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

/// Initial consonants in Unicode order, as the keys of the two-set keyboard that type them.
const INITIALS: [&str; 19] =
    ["ㄱ", "ㄲ", "ㄴ", "ㄷ", "ㄸ", "ㄹ", "ㅁ", "ㅂ", "ㅃ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅉ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ"];
/// Vowels in Unicode order; compound ones take two keys.
const VOWELS: [&str; 21] = [
    "ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ", "ㅜ", "ㅜㅓ", "ㅜㅔ", "ㅜㅣ",
    "ㅠ", "ㅡ", "ㅡㅣ", "ㅣ",
];
/// Final consonants in Unicode order; clusters take two keys.
const FINALS: [&str; 28] = [
    "", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ",
    "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ",
];

/// The first Hangul syllable, 가; the block is laid out arithmetically (Unicode, section 3.12).
const FIRST_SYLLABLE: u32 = 0xac00;
const SYLLABLES: u32 = 11_172;

/// The keys that type a word. Few words have more of them than have room here without a place of their own in memory.
pub(crate) type Keys = SmallVec<[char; 24]>;

/// The keys of the two-set keyboard that type `word`, so that a typo inside a syllable is one small
/// difference; characters that are no syllables stay as they are.
pub(crate) fn key_presses(word: &str) -> Keys {
    let mut keys = Keys::new();
    for char in word.chars() {
        match parts(char) {
            Some([initial, vowel, last]) => {
                for part in [INITIALS[initial], VOWELS[vowel], FINALS[last]] {
                    part.chars().for_each(|key| keys.push(key));
                }
            }
            None => keys.push(char),
        }
    }
    keys
}

/// Puts the endings of past tenses as they are spelled, which many type with one consonant for its double: 했어 for 햇어, 됐다
/// for 됫다 and 됬다, 있나 for 잇나.
pub(crate) fn spell_past(text: &mut [char]) {
    for at in 0..text.len() {
        let ends = || text.get(at + 1).is_some_and(|next| "어나다던음냐니습대네지죠고는".contains(*next));
        let is_past = |vowel: usize| OF_PAST.contains(&VOWELS[vowel]) && !LIKE_PAST.contains(text[at]) && ends();
        let spelled = match (text[at], parts(text[at])) {
            ('됫' | '됬', _) => Some('됐'),
            // What connects two things has the other endings, too: 잇는, 잇고.
            ('잇', _) if text.get(at + 1).is_some_and(|next| "어나음냐니습대".contains(*next)) => Some('있'),
            (_, Some([initial, vowel, PLAIN])) if is_past(vowel) => syllable(initial, vowel, DOUBLE),
            _ => None,
        };
        text[at] = spelled.unwrap_or(text[at]);
    }
}

/// ㄴ, ㅅ and ㅆ among the final consonants.
const LAST_N: usize = 4;
const PLAIN: usize = 19;
const DOUBLE: usize = 20;
/// The vowels of past tenses.
const OF_PAST: [&str; 7] = ["ㅏ", "ㅐ", "ㅓ", "ㅕ", "ㅗㅏ", "ㅗㅐ", "ㅜㅓ"];
/// Syllables that nouns, adverbs and other verbs end in (것, 맛, 멋, 벗다, 낫다).
const LIKE_PAST: &str = "것맛멋벗낫앗첫덧탓";

/// The syllables that these keys type, or none where they leave a letter alone; the inverse of [`key_presses`].
pub(crate) fn syllables(keys: &[char]) -> Option<String> {
    let is_vowel = |at: usize| keys.get(at).is_some_and(|key| ('ㅏ'..='ㅣ').contains(key));
    let find = |table: &[&str], keys: &[char]| table.iter().position(|own| own.chars().eq(keys.iter().copied()));
    let mut text = String::with_capacity(keys.len());
    let mut at = 0;
    while at < keys.len() {
        let initial = find(&INITIALS, &keys[at..=at])?;
        let (start, two) = (at + 1, keys.get(at + 1..at + 3));
        let (vowel, length) = match two.and_then(|two| find(&VOWELS, two)) {
            Some(vowel) => (vowel, 2),
            None => (find(&VOWELS, keys.get(start..=start)?)?, 1),
        };
        let end = start + length;
        // The consonant before a vowel opens the next syllable.
        let next = (end..keys.len()).find(|at| is_vowel(*at));
        let next = next.map_or(keys.len(), |vowel| vowel.max(end + 1) - 1);
        let last = find(&FINALS, &keys[end..next])?;
        text.push(syllable(initial, vowel, last)?);
        at = next;
    }
    Some(text)
}

fn syllable(initial: usize, vowel: usize, last: usize) -> Option<char> {
    char::from_u32(FIRST_SYLLABLE + u32::try_from((initial * 21 + vowel) * 28 + last).ok()?)
}

/// The parts of a syllable, as indices into the tables of [`key_presses`]: initial, vowel, final.
pub(crate) fn parts(char: char) -> Option<[usize; 3]> {
    let index = (char as u32).checked_sub(FIRST_SYLLABLE).filter(|index| *index < SYLLABLES)? as usize;
    Some([index / (21 * 28), index / 28 % 21, index % 28])
}

/// Whether a word ends in a syllable that ㅂ closes, as verbs do before 니다 and 니까.
pub(crate) fn ends_in_bieup(word: &str) -> bool {
    word.chars().next_back().and_then(parts).is_some_and(|[.., last]| FINALS[last] == "ㅂ")
}

/// The consonant that a syllable starts with.
pub(crate) fn initial(char: char) -> Option<char> {
    parts(char).and_then(|[initial, ..]| INITIALS[initial].chars().next())
}

/// Particles, the endings of the copula, and 거 behind a verb with what hangs on it (맺은거야), the longest first.
const PARTICLES: &str = "\
    이었습니까 이라면서요 이었나요 이었어요 에서부터 으로부터 이라면서 이야말로 이라던데 이라는데 라면서요 인건가요 이었더라 이었는데 이었다고 에서까지 이라고는 거라던데 입니까 \
    입니다 이라는 이라고 이에요 이였어 인가요 이었어 에서는 에서도 에게서 한테서 으로는 으로도 이라도 까지는 부터는 라던데 라는데 라면서 이라며 이라니 이라서 인데요 인데도 \
    인지요 인가여 인거야 인거죠 이었지 이었죠 이었나 이었던 이었다 이네요 이래요 이니까 에서의 에서만 으로만 로부터 으로의 에게는 에게도 한테는 한테도 께서는 께서도 이랑은 \
    말고는 쪽에서 쪽으로 측에서 중에서 정도로 정도면 까지만 까지도 만으로 이에여 들에게 들이랑 들한테 거에요 거예요 건가요 거라며 거라고 거였어 거였나 까지 부터 에서 에게 한테 \
    으로 처럼 보다 이랑 하고 이나 라도 때는 때에 때의 때도 마다 조차 밖에 이란 라는 라고 예요 에요 인가 인지 이야 이지 이고 에는 에도 에만 과는 와는 로는 로도 이면 이며 \
    들은 들이 들을 들의 께서 만의 쪽은 쪽에 쪽의 라며 라니 라서 이라 인데 이죠 이래 이냐 에선 로만 로의 과의 와의 과도 와도 랑은 끼리 말고 쪽이 측이 측은 측의 중에 정도 \
    만을 만큼 에여 예여 들도 들과 으론 거야 거임 거죠 거지 건가 건지 건데 거니 거냐 은 는 이 가 을 를 의 에 와 과 랑 로 도 만 야 요 들 나 께 때 쪽 측 엔 거";

/// A word without 서, which is short for 에서 (서울서, 이 자리서) and more often the end of a word (문서).
pub(crate) fn without_seo(word: &str) -> Option<&str> {
    word.strip_suffix('서').filter(|word| word.chars().nth(1).is_some())
}

/// Endings of verbs and adjectives built on 하다, 되다 and the like, longest first.
const ENDINGS: &str = "\
    하였습니까 했습니까 되었습니까 하겠습니까 하였나요 했었나요 되었나요 했다는데 한다는데 했다던데 한다던데 했는지 했나요 했어요 \
    했습니다 했다고 했다는 했다며 했대요 했었나 했었지 했던가 했을까 했길래 하나요 하는지 하는데 하기로 하려고 하려는 하려면 \
    하자고 하는거 한다고 한다는 합니까 합니다 했던 했나 했어 했지 했대 했니 했냐 했음 했다 하는 하고 하게 하기 하나 하냐 \
    하니 하지 한다 한대 할까 해요 해줘 해서 하면 하여 됐나요 됐어요 됐는지 됐습니까 되나요 되는지 되었나 됐나 됐어 됐지 됐대 \
    됐음 됐다 되는 되나 된다 돼요 되어 였나요 였어요 였는지 였습니까 였더라 였지 였나 였어 였음 였죠 였고 였을까 였다고 었나요 었어요 았나요 았어요 \
    었는지 았는지 었습니까 았습니까 었대 았대 었나 았나 었어 았어 었지 았지 었던 았던 었음 았음 었다 았다 나요 어요 아요 \
    네요 는지 는데 던데 지요 까요 는가 던가 습니까 습니다 세요 함 됨 해 한 할 된 될 돼 죠";

/// How many endings are taken off one after the other at most (회담에서는요).
const MAX_ROUNDS: usize = 3;

/// `word` without its particles and endings; at least one syllable stays, two before a one-syllable particle.
///
/// This knows no dictionary: it may cut a syllable that belongs to the word (회의 to 회). As phrasings and
/// questions are cut alike, and whole words are compared too, that costs little.
pub(crate) fn stem(word: &str) -> &str {
    let mut rest = word;
    let mut is_noun = false;
    for _ in 0..MAX_ROUNDS {
        // What a particle hangs on is a noun and has no verb's ending: 멜로니가 is 멜로니, whatever it ends in.
        let [particle, ending] = longest_endings(rest);
        let ending = if is_noun { 0 } else { ending };
        is_noun |= particle >= ending;
        match particle.max(ending) {
            0 => break,
            cut => rest = &rest[..rest.len() - cut],
        }
    }
    rest
}

/// Whether a word is a verb put before a noun: 않은, 못한, 튼.
pub(crate) fn is_before_noun(verb: &str) -> bool {
    verb.chars().next_back().and_then(parts).is_some_and(|[.., last]| last == LAST_N)
}

/// Whether a word ends in what joins it to the next: 한국과.
pub(crate) fn joins(word: &str) -> bool {
    word.ends_with(['과', '와', '랑'])
}

/// Whether a short word is nothing but particles and endings: what hangs on a foreign word (`CJ랑은`).
pub(crate) fn is_particles(word: &str) -> bool {
    // There are many ways to part a long one, and nobody types it.
    word.chars().count() <= 6 && parts_into_particles(word)
}

fn parts_into_particles(word: &str) -> bool {
    word.is_empty()
        || word
            .char_indices()
            .any(|(start, _)| ENDS.contains_key(&word[start..]) && parts_into_particles(&word[..start]))
}

/// Whether a stem is a title that stands right behind a name. Others, such as 장관, stand behind offices, too.
pub(crate) fn is_title(stem: &str) -> bool {
    matches!(stem, "대통령" | "총리" | "교황" | "국왕" | "주석")
}

/// Whether a word carries no information on what is asked: a function word, a light verb with its endings
/// (하겠다는, 한거야), or letters alone that laugh or cry (ㅋㅋㅋ).
pub(crate) fn is_filler(word: &str) -> bool {
    FILLER_SET.contains(word)
        || FILLER_SET.contains(stem(word))
        || is_bare(word)
        || (LIGHT_VERB.is_match(word) && !NOUNS_LIKE_VERBS.contains(&word))
        || word.chars().all(|char| "ㅋㅎㅠㅜㅇㄷㄱㄴ".contains(char))
}

/// Whether it is one of [`BARE`] with particles.
fn is_bare(word: &str) -> bool {
    let mut ends = word.char_indices().map(|(end, _)| end).skip(1).take(LONGEST_BARE);
    ends.any(|end| BARE_SET.contains(&word[..end]) && is_particles(&word[end..]))
}

/// Fillers that say no more with any particle or ending (쪽도, 말은, 누구였고). Other short ones make words: 분야 is a
/// field, 수도 a capital.
const BARE: &str = "쪽 거 것 말 뭐 머 뭘 누구 어디 언제 여기 거기 저기 얘기 이야기 그거 이거 무엇 얼마 사람";

/// The most syllables of one of them.
const LONGEST_BARE: usize = 3;

/// Nouns that look like a light verb with an ending: the paper hanji, and Ghana.
const NOUNS_LIKE_VERBS: [&str; 2] = ["한지", "가나"];

/// Verbs so common that they say nothing by themselves (do, become, be, go, come, see), with their endings.
static LIGHT_VERB: Lazy<Regex> = Lazy::new(|| {
    Regex::new(
        "^(?:하|했|한|할|해|함|되|됐|된|될|돼|됬|있|없|계시|계실|주시|주실|주세|나왔|나온|나오|나와|봤|본|볼|온|왔|간|갔|가|들었|들어)(?:겠|었|였|엇|엿|을|려|기로|다는|다고|다던|다며|자는|던)*(?:거|것|건|게|걸|지|줄|데|적)?(?:야|임|죠|지|예요|에요|인가요?|나요?|요|니|냐|까|음|함|어|아|대|래|데|고|는데|는지|어요|아요|습니까|습니다|던데|더라)*$",
    )
    .expect("the pattern is a literal that a test compiles")
});

/// A conjoining jamo as people see it, as a letter or as a dot; any other character as it is.
pub(crate) fn letter(char: char) -> char {
    let at = |first: char| char as usize - first as usize;
    let single = |keys: &str| keys.chars().next().filter(|_| keys.chars().nth(1).is_none());
    match char {
        '\u{1100}'..='\u{1112}' => single(INITIALS[at('\u{1100}')]),
        '\u{1161}'..='\u{1175}' => single(VOWELS[at('\u{1161}')]),
        '\u{11a8}'..='\u{11c2}' => single(FINALS[at('\u{11a8}') + 1]),
        // An old vowel, which Korean keyboards type as a dot between words.
        '\u{119e}' => Some('·'),
        _ => None,
    }
    .unwrap_or(char)
}

/// The lengths in bytes of the longest particle and of the longest ending of a verb that `word` can lose.
fn longest_endings(word: &str) -> [usize; 2] {
    let mut longest = [0; 2];
    if !word.chars().next_back().is_some_and(|last| LAST.contains(&last)) {
        return longest;
    }
    let syllables = word.chars().count();
    // From the left, so that the first found is the longest; a one-syllable ending leaves two.
    let starts = word.char_indices().enumerate().skip(syllables.saturating_sub(LONGEST_ENDING).max(1));
    for (_, (start, _)) in starts.filter(|(count, _)| syllables - count > 1 || *count > 1) {
        let Some(is_one) = ENDS.get(&word[start..]) else { continue };
        for (longest, _) in longest.iter_mut().zip(is_one).filter(|(longest, is_one)| **longest == 0 && **is_one) {
            *longest = word.len() - start;
        }
    }
    longest
}

/// The most syllables of a listed ending.
const LONGEST_ENDING: usize = 5;

/// Whether each is a particle, and whether it is a verb's ending.
static ENDS: Lazy<FxHashMap<&str, [bool; 2]>> = Lazy::new(|| {
    let mut ends: FxHashMap<&str, [bool; 2]> = FxHashMap::default();
    for (kind, list) in [PARTICLES, ENDINGS].into_iter().enumerate() {
        for end in list.split(' ') {
            ends.entry(end).or_default()[kind] = true;
        }
    }
    ends
});
/// With which syllables they end.
static LAST: Lazy<FxHashSet<char>> = Lazy::new(|| ENDS.keys().filter_map(|end| end.chars().next_back()).collect());
static BARE_SET: Lazy<FxHashSet<&str>> = Lazy::new(|| BARE.split(' ').collect());
static FILLER_SET: Lazy<FxHashSet<&str>> = Lazy::new(|| FILLERS.split(' ').collect());

/// Words of a question that carry no information on what is asked: they cannot be missing from an entry.
const FILLERS: &str = "\
    가 은 는 이 을 를 의 에 와 과 랑 로 도 만 야 요 들 여기서 거기서 에서 에서는 에서의 으로 까지 부터 이랑 하고 인가요 이야 인가 \
    인지 년 월 일 것 거 게 걸 건 거야 거임 거지 거죠 거예요 건가 건가요 건지 뭐 뭐야 뭐지 뭐죠 뭐예요 뭐에요 뭐임 뭔데 \
    뭔가요 뭔지 뭘 뭐가 뭐를 머 머야 머임 머머 뭐뭐 뭐뭐야 무엇 무엇을 무엇이 무엇인가요 무슨 무엇인지 어떤 어떻게 어때 어떰 어디 어디서 \
    어디에 어디야 어디예요 어디에서 어느 언제 언제야 언제임 언제예요 언제부터 누구 누가 누구야 누구예요 누구를 왜 얼마 얼마나 \
    얼마야 몇 며칠 좀 혹시 그 그럼 그래서 그런데 근데 그거 그게 이거 이게 저 제 나 내 우리 저희 너 네 및 등 수 때 중 \
    점 더 또 다 잘 꼭 있어 있나 있나요 있어요 있는 있는지 있다 있음 있습니까 있었나요 있었어 있었지 있었어요 없나요 없어 \
    없어요 알려줘 알려주세요 알려줄래 알려 말해줘 설명해줘 설명해 설명 정리해줘 정리 궁금해 궁금해요 궁금합니다 궁금 알고 싶어 \
    싶어요 싶습니다 주세요 줘 부탁해 부탁드립니다 했어 했나 했나요 했어요 했지 했대 했다 하는 하나요 한 할 해 함 하기로 \
    하는거야 되나요 된 됐어 됐나요 대해 대해서 대한 관한 관해 관련 관련해서 관련해 ㅋ ㅋㅋ ㅋㅋㅋ ㅎㅎ ㅠㅠ ㅇㅇ 진짜 대체 \
    도대체 아니 맞나요 맞아 맞지 맞음 그냥 이번 이번에 서로 같이 함께 뭔 얘기 이야기 말 말이야 소리 정확히 자세히 간단히 \
    짧게 전부 모두 각각 대략 지금 요즘 방금 일단 먼저 했다는데 했다던데 한다던데 라던데 라고 다고 다며 라며 이라고 이라는 \
    이란 란 인데 인지요 건데 어떤가요 어떤지 어떤거 보통 사람 분 씨 측 쪽 걔 얘 총 개야 개예요 개인가요 개인지 \
    개임 여쭙고자 여쭙습니다 여쭤봅니다 알려주십시오 알려주시겠습니까 누구신지요 고맙겠습니다 감사하겠습니다 ㄹㅇ 현재 개나 명이야 명이나 명인가요 명인지";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_become_the_keys_that_type_them() {
        let pressed = |word| key_presses(word).into_iter().collect::<String>();
        assert_eq!(pressed("값이"), "ㄱㅏㅂㅅㅇㅣ");
        assert_eq!(pressed("와"), "ㅇㅗㅏ");
        assert_eq!(pressed("mou"), "mou");
    }

    #[test]
    fn past_tenses_are_spelled_with_the_double_consonant() {
        let spelled = |text: &str| {
            let mut chars: Vec<char> = text.chars().collect();
            spell_past(&mut chars);
            chars.into_iter().collect::<String>()
        };
        assert_eq!(
            spelled("햇어 갓나요 됫다 됬어 열렷던 줫음 왓대 잇나"),
            "했어 갔나요 됐다 됐어 열렸던 줬음 왔대 있나"
        );
        let right = "것은 것도 맛나다 멋지다 벗어 낫다 옷 횟수 맛있어 잇는";
        assert_eq!(spelled(right), right);
    }

    #[test]
    fn particles_and_endings_come_off() {
        for (word, expected) in [
            ("이탈리아에서는", "이탈리아"),
            ("반도체를", "반도체"),
            ("체결했나요", "체결"),
            ("정상회담에서", "정상회담"),
            ("멜로니가", "멜로니"),
            ("서명한", "서명"),
            ("명품이라며", "명품"),
            ("한국과의", "한국"),
            ("외교부끼리", "외교부"),
            ("작년엔", "작년"),
            ("유엔", "유엔"),
            ("합의했습니까", "합의"),
        ] {
            assert_eq!(stem(word), expected, "stem of {word}");
        }
    }

    #[test]
    fn seo_is_part_of_a_word_or_not() {
        assert_eq!(["서울서", "자리서", "문서"].map(without_seo), [Some("서울"), Some("자리"), None]);
    }

    #[test]
    fn titles_are_told_from_other_words() {
        assert!(is_title(stem("총리는")) && is_title(stem("대통령이")) && !is_title(stem("총회")));
    }

    #[test]
    fn light_verbs_particles_and_laughter_say_nothing() {
        for word in
            ["하겠다는", "한거야", "했대", "있어요", "있을까요", "주실", "주세요", "나온거임", "ㅋㅋㅋ", "ㅠㅠ", "뭐야"]
        {
            assert!(is_filler(word), "{word}");
        }
        for word in ["쪽도", "말은", "거는", "누구였고", "뭐였죠", "여기서"] {
            assert!(is_filler(word), "{word}");
        }
        for word in ["분야", "수도", "제도", "말레이시아", "반도체", "회담", "한국", "한지", "가토", "ㅇㅁㄹㅋ"]
        {
            assert!(!is_filler(word), "{word}");
        }
        assert!(is_particles("랑은") && is_particles("에서는") && !is_particles("반도체"));
    }

    #[test]
    fn a_word_never_vanishes() {
        for word in ["가", "이", "에서", "은는", "했나요"] {
            assert!(!stem(word).is_empty(), "{word}");
        }
    }
}
