"""Search what a package adds to what is published for words that nobody cleared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.errors import PipelineError

RUN = 8  # words of a document in a row, as in what is published
SHORTEST = 4  # words of a text that is shorter than RUN and is looked for as a whole
OF_THE_STUDY = ("codebook.toml", "study.toml", "CITATION.cff", "ro-crate-metadata.json")
WORD = re.compile(r"\w+")
TEXT = (".csv", ".html", ".json", ".lock", ".md", ".toml", ".cff", ".txt")


def withhold(added: Mapping[str, bytes], published: Mapping[str, bytes], texts: Iterable[str], names: Mapping[str, str]) -> None:
    """Raise if a file holds eight words in a row of a document that are not published, a whole short document, or a name that is to be taken out.

    A text of four to seven words (an answer) is looked for as a whole, where the study's own words stand; a shorter one is not looked for, since
    it is a turn of speech.

    Args:
        added: files of the package that were not published, by path.
        published: files of OUTPUTS/published.
        texts: of all documents.
        names: names, addresses and numbers that people decided to redact, by the id of their row in the review. Those of one word are looked for
            only where the study's own words stand: the other files repeat these among words of the program, which may be names elsewhere.

    Raises:
        PipelineError: naming the files and the kind; never the words.
    """
    texts = list(texts)
    ours = {path: _words(content) for path, content in added.items() if path.endswith(TEXT)}
    shown = {run for path, content in published.items() if path.endswith(TEXT) for run in _runs(_words(content))}
    held = {run for text in texts for run in _runs(_words(text.encode()))} - shown
    sought = {tuple(_words(name.encode())): row for row, name in sorted(names.items()) if _words(name.encode())}
    hits = [f"{path}: words of a document" for path, words in ours.items() if held.intersection(_runs(words))]
    own = {path for path in ours if path in OF_THE_STUDY or path.startswith("csv/")}
    found = [(path, name) for path, words in ours.items() for name in _held(words, sought) if path in own or len(name) > 1]
    hits += [f"{path}: a name or number that is to be redacted ({sought[name]})" for path, name in found]
    short = {tuple(words) for words in (_words(text.encode()) for text in texts) if SHORTEST <= len(words) < RUN}
    short -= {each for path, content in published.items() if path.endswith(TEXT) for each in _held(_words(content), short)}
    hits += [f"{path}: all words of a short document" for path in own if _held(ours[path], short)]
    if hits:
        listed = "\n".join(f"  {hit}" for hit in sorted(hits)[:20])
        raise PipelineError(
            f"The package would hold what nobody cleared; nothing is written.\n{listed}\n"
            "A word in brackets is the row of the review: decide `keep` there if it is no person's name. Else look through the codebook, "
            "the settings and the names of authors; or pack an archive of your own: --with-texts."
        )


def _words(content: bytes) -> list[str]:
    return [word.casefold() for word in WORD.findall(content.decode("utf-8", "replace"))]


def _runs(words: list[str]) -> Iterator[int]:
    return (hash(tuple(words[at : at + RUN])) for at in range(len(words) - RUN + 1))


def _held(words: list[str], sought: Iterable[tuple[str, ...]]) -> set[tuple[str, ...]]:
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in sought:
        by_first.setdefault(name[0], []).append(name)
    return {name for at, word in enumerate(words) for name in by_first.get(word, ()) if tuple(words[at : at + len(name)]) == name}
