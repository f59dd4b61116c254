"""Choose the words that may name a topic: common nouns, and adjectives with the noun that they stand before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from pipeline.class_words import JOINT
from pipeline.named_words import NamedWords, words_of
from pipeline.tagged_words import tagger
from pipeline.vocabulary import FEWEST_LETTERS, GENRE, WRONG_LEMMAS, found_names

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FEWEST_DOCUMENTS = 3
# Nouns that go with any subject, beside the words of the genre.
EVERYDAY = frozenset(
    """
    account amount answer aspect basis bit body case chair chance change circumstance couple detail difference direction door effort example
    extent eye face fact feature form foot hand head idea impact instance issue item kind lady level line list man matter manner moment morning
    name need night number object opportunity order outcome person piece position problem purpose question range reason rest result role room
    round row self sense series session set side situation someone sort stage step subject table term thing top turn type view voice word
    """.split()
)


# Nouns of offices and reports, likewise: they tell how a matter is dealt with, not which it is.
OFFICE = frozenset(
    """
    action advice agenda aim amendment annum application approach arrangement assessment attention commitment comment concept concern confirmation
    consideration content context copy correspondence date decision deliberation delivery development discussion document element email enquiry
    evidence exchange experience finding focus framework function future guidance importance improvement increase individual information initiative
    input interest item leadership letter mail measure message method notice objective option partner partnership perception practice priority
    procedure process profile progress project proposal query question quote recommendation reference relation remit report requirement resource
    response review risk scheme scope service solution standard statement status strand strategy strength structure success suggestion support
    system target task template theme tonight topic undertaking update use website
    """.split()
)


@dataclass(frozen=True)
class Naming:
    """The words of each text that may name a topic, in order, and the forms in which their nouns are written."""

    words: list[list[str]]
    forms: dict[str, str]  # noun as written, in lower case: its lemma


def naming_words(texts: Sequence[str], document_ids: Sequence[str], given_names: Iterable[str] = (), named: NamedWords | None = None) -> Naming:
    """Find the words of each text that may name a topic.

    Args:
        texts: n texts.
        document_ids: the document of each.
        given_names: phrases, such as places and publishers, whose words are left out.
        named: reads sentences for names; None: one that keeps nothing.

    Returns:
        For n texts lists of lemmas of common nouns, and of ``adjective_noun`` pairs. A word is a noun here if most of its
        occurrences are, as spaCy tags them in their sentences. Names, stop words, words of the genre and the end of a
        word after a hyphen are left out; everyday nouns and nouns of offices too, but for those with their adjective;
        and what fewer than three documents have; of two to five documents half, rounded down, will do.
    """
    every, as_noun, noted = Counter[str](), Counter[str](), list[list[_Noun]]()
    for doc in tagger().pipe(texts, batch_size=32):  # one after another, few at once: what spaCy holds of them is much
        every.update(token.lower_ for token in doc)
        as_noun.update(token.lower_ for token in doc if token.pos_ == "NOUN")
        noted.append(list(_nouns_of(doc)))
    unwanted = found_names(texts, named) | {word.casefold() for phrase in given_names for word in words_of(phrase) if word[0].isupper()}
    nouns = frozenset(word for word, n in as_noun.items() if 2 * n > every[word])
    forms: dict[str, str] = {}
    found = [_words(own, nouns, unwanted, forms) for own in noted]
    spread = defaultdict[str, set[str]](set)
    for words, document_id in zip(found, document_ids, strict=True):
        for word in words:
            spread[word].add(document_id)
    needed = min(FEWEST_DOCUMENTS, max(1, len(set(document_ids)) // 2))
    return Naming([[word for word in words if len(spread[word]) >= needed] for words in found], forms)


class _Noun(NamedTuple):
    """A word that spaCy tags as a noun: as written and its lemma, both in lower case, and the adjective before it, empty where there is none."""

    word: str
    lemma: str
    adjective: str


def _nouns_of(doc: Doc) -> Iterator[_Noun]:
    for before, token in pairwise([None, *doc]):
        if token is None or token.pos_ != "NOUN" or not _plain(token):
            continue
        if before is not None and before.text == "-" and not before.whitespace_:
            continue  # of co-ordinator, spaCy would leave an ordinator
        described = before is not None and before.pos_ == "ADJ" and _plain(before)
        yield _Noun(intern(token.lower_), intern(token.lemma_.casefold()), intern(before.lower_) if before is not None and described else "")


def _words(noted: Iterable[_Noun], nouns: frozenset[str], unwanted: set[str], forms: dict[str, str]) -> list[str]:
    """Return a text's words, and note in ``forms`` how their nouns are written."""
    words = []
    for word, lemma, adjective in noted:
        noun = WRONG_LEMMAS.get(lemma, lemma)
        if word not in nouns or {word, noun} & unwanted:
            continue
        forms.setdefault(word, noun)
        if adjective and adjective not in GENRE and adjective not in unwanted:
            words.append(f"{adjective}{JOINT}{noun}")
        if not {noun, word} & (GENRE | EVERYDAY | OFFICE):
            words.append(noun)
    return words


def _plain(token: Token) -> bool:
    return bool(token.is_alpha) and not token.is_stop and len(token.text) >= FEWEST_LETTERS
