"""Reduce texts to the words that can name a topic: lemmas, without stop words, numbers and names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from pipeline.named_words import NamedWords, words_of
from pipeline.sentences import sentence_spans
from pipeline.tagged_words import TaggedWords

Spans = Sequence[Sequence[tuple[int, int]]]  # the sentences of each text, as (start, end) in characters

FEWEST_LETTERS = 3
CAPITALISED = 0.8  # share of a word's occurrences inside sentences that are capitalised, from which it may be a name
CONTEXTS = 4  # sentences in which a possible name is looked at
SUBSTANCE = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
WRONG_LEMMAS = {"datum": "data", "medium": "media", "premise": "premises", "monie": "money"}
# Words of the genre, and common verbs and adjectives, that say nothing of the subject, beside spaCy's stop words.
GENRE = frozenset(
    """
    able accept add agree agreed allow also annex appendix april area ask asked attend august available become begin believe borough bring call
    came carry cent certain city clear cllr come consider continue council councillor day december decide describe different district early end
    expect explain february feel felt find first follow friday full gave general get give given go good great happen hear heard held help high
    hold hope important include involve item january july june keep kept know large late lead learn leave let like live local long look lose lot
    love made main make many march mean meet meeting member mention minute minutes monday month more move mr mrs ms much need new next note
    noted november number october offer old open other own page paragraph part pay people per percent place plan point possible provide put
    raise read ready receive recent recommend remain remember report reported request run said saturday say says section see seek seem send
    september set several show shown side sit small speak special spend stand start state stay stop suggest sunday sure take taken talk tell
    thank thing think thought thursday time told town true try tuesday turn understand use various village visit wait want watch way wednesday
    week welcome welcomed well went whole wish wished work worked write written year years
    """.split()
)


def lemmas(words: Iterable[str], tagged: TaggedWords | None = None) -> dict[str, str]:
    """Return the lemma of each noun, verb and adjective, as spaCy tags the word alone; other words are left out.

    Adjectives stay as they are: alone, a trawler passes for the comparative of trawl.
    """
    found = (tagged or TaggedWords()).of(sorted(set(words)))
    return {word: word if tag == "ADJ" else WRONG_LEMMAS.get(lemma, lemma) for word, (tag, lemma) in found.items() if tag in SUBSTANCE}


def content_forms(
    words: Iterable[str], given_names: Iterable[str] = (), names: AbstractSet[str] = frozenset(), tagged: TaggedWords | None = None
) -> dict[str, str]:
    """Return the lemma of each word, in lower case, that can name a topic.

    Args:
        words: as written.
        given_names: phrases, such as places and publishers, whose words are left out.
        names: words, in lower case, that are names and left out, too: ``found_names``.
        tagged: tags words; None: what keeps nothing.

    Returns:
        By word. Stop words, words of the genre, words of one or two letters and names are left out.
    """
    from spacy.lang.en.stop_words import STOP_WORDS

    unwanted = names | {word.casefold() for phrase in given_names for word in words_of(phrase) if word[0].isupper()}
    distinct = {word.casefold() for word in set(words)} - unwanted - STOP_WORDS - GENRE
    lemma = lemmas((word for word in distinct if len(word) >= FEWEST_LETTERS), tagged)
    left_out = STOP_WORDS | GENRE | unwanted
    return {word: made for word, made in lemma.items() if made not in left_out and len(made) >= FEWEST_LETTERS}


def found_names(texts: Sequence[str], named: NamedWords | None = None, spans: Spans | None = None) -> set[str]:
    """Return the words, in lower case, that are names of persons, places or bodies in these texts.

    A word may be one if it is nearly always capitalised inside sentences; spaCy's named entities in
    up to four of its sentences decide. Religions and nationalities are not names here.

    Args:
        texts: n texts.
        named: reads sentences for names; None: one that keeps nothing.
        spans: the sentences of each text, where they are known.
    """
    contexts, as_written, capitalised = defaultdict[str, list[str]](list), Counter[str](), Counter[str]()
    for text, own in zip(texts, sentence_spans(list(texts)) if spans is None else spans, strict=True):
        for sentence in (text[start:end] for start, end in own):
            words = words_of(sentence)[1:]
            as_written.update(words)
            for word in words:
                if word[0].isupper():
                    plain = word.casefold()
                    capitalised[plain] += 1
                    if len(contexts[plain]) < CONTEXTS and (not contexts[plain] or contexts[plain][-1] != sentence):
                        contexts[plain].append(sentence)
    inside = Counter[str]()
    for word, n in as_written.items():
        inside[word.casefold()] += n
    possible = {word for word, n in capitalised.items() if n >= CAPITALISED * inside[word]}
    return _confirmed(possible, contexts, named or NamedWords())


def _confirmed(possible: set[str], contexts: dict[str, list[str]], named: NamedWords) -> set[str]:
    found = named.of({sentence for word in possible for sentence in contexts[word]})
    votes = {word: [word in found[sentence] for sentence in contexts[word]] for word in possible}
    return {word for word, own in votes.items() if 2 * sum(own) > len(own)}
