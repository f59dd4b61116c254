"""Hold answers of another program against the study: who coded, which passage it is, which codes it carries. Nothing is guessed: refuse or tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from pipeline.codebook import Codebook
from pipeline.draws import text_hash
from pipeline.exchange.answers import CUT, WRONG, Answer
from pipeline.exchange.faults import Faults
from pipeline.exchange.find_words import Documents, place_mark, words_of
from pipeline.exchange.known_labels import Codes, KnownLabels, add_unknown, labels_in
from pipeline.exchange.once import COLUMNS, once, say_left_out
from pipeline.exchange.who_coded import MACHINES, Coders, Who
from pipeline.human_codes import anchor
from pipeline.in_view import BY_MACHINE, SEEN
from pipeline.schema import tuples
from pipeline.wording import count, one_line, shorten

Row = dict[str, Any]


@dataclass(frozen=True)
class Study:
    """What answers are held against; ``names`` gives coders by what a program calls them, ``everyone`` the coder of all."""

    documents: pd.DataFrame
    segments: pd.DataFrame
    draws: pd.DataFrame
    codebook: Codebook
    names: Mapping[str, str]
    everyone: str = ""
    machine: str = ""  # the machine that coded; empty: people


@dataclass(frozen=True)
class Placed:
    """Rows with COLUMNS, what to tell of the rest, and draft ids of labels that the codebook lacks."""

    rows: pd.DataFrame
    told: tuple[str, ...]
    new: Mapping[str, str]


def place(answers: Sequence[Answer], study: Study, faults: Faults, *, new_codes: bool) -> Placed:
    """Place answers.

    Args:
        answers: what a format read.
        study: what they are held against. Not changed.
        faults: what was wrong with the file when it was read.
        new_codes: offer labels that the codebook lacks as draft codes; else they are refused.

    Returns:
        One row for each task or passage and coder; of a draw at hand, placed by its record. Tasks that were coded with the machine's codes in view
        are never of a draw: they would flatter the machine.

    Raises:
        ConfigError: if something was wrong with the file, an answer cannot be placed, has unknown labels or coders, or two of one coder differ: all
            at once, with the places in the file.
    """
    ours = [each for each in answers if each.standing == "answered" and (study.machine or each.coder.casefold() not in MACHINES)]
    labels = labels_in(ours)
    known = KnownLabels(study.codebook, labels)
    if not (new_codes or study.machine):
        add_unknown(faults, known.new, labels, known.told)
    places = _Places(study)
    rows: list[Row] = []
    for answer in ours:
        found, problems = places.rows(answer, known)
        rows += found
        for problem, by in problems.items():
            faults.add(WRONG[problem], f"{answer.where} (by {by})" if by else answer.where)
    kept, twice = once(pd.DataFrame(rows, columns=COLUMNS), faults)
    faults.refuse()
    left = sum(each.standing == "answered" for each in answers) - len(ours)
    return Placed(kept, (*say_left_out(answers, left, twice), *places.told(), *known.told), known.new)


class _Places:
    """Where tasks and passages stand in the study."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._documents = Documents(study.documents)
        self._segments = {str(row.segment_id): row for row in tuples(study.segments)}
        self._records = {(str(row.draw), str(row.segment_id)): row for row in tuples(study.draws)}
        self._draws = set(study.draws["draw"])
        self.coders = Coders(study.names, study.everyone, {name for cell in study.draws["coders"] for name in cell.split(";")})
        self._told: dict[str, int] = defaultdict(int)

    def told(self) -> list[str]:
        return [f"{count(n, 'answer')} {what}" for what, n in self._told.items()] + self.coders.told()

    def rows(self, answer: Answer, known: KnownLabels) -> tuple[list[Row], dict[str, str]]:
        """Return the rows of an answer, or all that is wrong with it: keys of WRONG, with what to add to the place."""
        who = Who(self._study.machine) if self._study.machine else self.coders.find(answer)
        problems = {who.wrong: who.by} if who.wrong else {}
        whole = known.codes(answer.labels)
        marked = known.codes(mark.label for mark in answer.marks)
        if (whole.none or marked.none) and (whole.themes | whole.new | marked.themes | marked.new):
            problems["both"] = ""
        found = self._placed(answer, who, whole, marked, known)
        if isinstance(found, str) and not (found == "coder" and who.wrong):  # who coded is wrong already
            problems[found] = ""
        return (found if isinstance(found, list) and not problems else []), problems

    def _placed(self, answer: Answer, who: Who, whole: Codes, marked: Codes, known: KnownLabels) -> list[Row] | str:
        """Return the rows of an answer by where it stands, or what is wrong with that, a key of WRONG."""
        named = {"coder": who.coder, "person": who.person, "memo": one_line(answer.memo), "where": answer.where}
        row: Row = {"draw": "", "segment_id": "", "whole": True, SEEN: ""} | named
        row["origin"] = "machine" if self._study.machine else "ad hoc"
        if answer.passage is not None or not answer.key:
            return self._of_passage(answer, row, whole)
        name = str(answer.key.get("draw") or "")
        if name and not answer.key.get("predicted") and name in self._draws:
            return self._of_draw(answer, row | {"draw": name}, replace(whole, themes=whole.themes | marked.themes, new=whole.new | marked.new))
        return self._of_task(answer, row, whole, known)

    def _of_draw(self, answer: Answer, row: Row, codes: Codes) -> list[Row] | str:
        """Place a task by the record of its draw; marked passages count for their segment and stand in the memo."""
        record = self._records.get((row["draw"], str(answer.key.get("segment_id"))))
        if record is None:
            return "segment"
        text = self._same(answer, str(record.segment_id), record.sha256)
        if text is None:
            return "altered"
        if row["coder"] not in {*record.coders.split(";"), "adjudicated"} and not self._study.machine:
            return "coder"
        marks = [f"{one_line(mark.label)}: {shorten(words_of(mark, answer.text), 200)}" for mark in answer.marks]
        said = [row["memo"], *marks, *(f"new code: {name}" for name in sorted(codes.new))]
        placed = {name: getattr(record, name) for name in ("segment_id", "path", "start", "end", "codebook_version")}
        rest = {
            "text": text,
            "codes": ";".join(sorted(codes.themes)),
            "memo": " | ".join(filter(None, said)),
            "origin": row["origin"] if self._study.machine else record.origin,
        }
        return [row | placed | rest]

    def _same(self, answer: Answer, segment_id: str, sha256: str) -> str | None:
        """Return the text of a task if it is the one that went out; a text that a cell had cut is filled up again."""
        segment = self._segments.get(segment_id)
        if answer.text.endswith(CUT) and segment is not None and one_line(segment.text).startswith(one_line(answer.text.removesuffix(CUT))):
            return str(segment.text)
        return answer.text if text_hash(answer.text) == sha256 else None

    def _of_task(self, answer: Answer, row: Row, whole: Codes, known: KnownLabels) -> list[Row] | str:
        """Place a task of no draw at hand by its segment, else by its words; each marked passage is a row of its own."""
        key = answer.key
        text = self._same(answer, str(key.get("segment_id")), str(key.get("sha256")))
        if text is None:
            return "altered"
        document = self._documents.text(str(key.get("path")))
        start, end = (key[name] if isinstance(key.get(name), int) else 0 for name in ("start", "end"))
        span = None if document is None else anchor(start, end, text, document)
        if document is None or span is None:
            return "gone"
        if key.get("predicted"):
            row[SEEN] = BY_MACHINE
            self._told["coded with the machine's codes in view: they teach, and are held against nothing as if drawn (origin ad hoc)"] += 1
        elif key.get("draw"):
            self._told[f"of {shorten(str(key['draw']), 40)}, whose record is not among the codes: they estimate nothing (origin ad hoc)"] += 1
        row |= {"segment_id": str(key.get("segment_id")), "path": key["path"], "codebook_version": str(key.get("codebook_version") or "")}
        found = [row | _spanned(document, span, whole)] if answer.labels else []
        for mark in answer.marks:
            place_of = place_mark(mark, answer.text, span, document)
            if place_of is None:
                return "mark"
            found.append(row | _spanned(document, place_of, known.codes([mark.label])) | {"whole": False})
        return found

    def _of_passage(self, answer: Answer, row: Row, codes: Codes) -> list[Row] | str:
        if answer.passage is None or (path := self._documents.path(answer.passage.document)) is None:
            return "document"
        document = self._documents.text(path) or ""
        spans = self._documents.words(answer.text, answer.passage, path)
        if not spans:
            return "words"
        if len(spans) > 1:
            self._told["of words that stand more than once in their document, without a sign which is meant: the first was taken"] += 1
        placed = _spanned(document, spans[0], codes)
        return [row | placed | {"path": path, "codebook_version": self._study.codebook.version, "whole": False}]


def _spanned(document: str, span: tuple[int, int], codes: Codes) -> Row:
    listed = ";".join(sorted(codes.themes | codes.new))
    return {"start": span[0], "end": span[1], "text": document[slice(*span)], "codes": listed}
