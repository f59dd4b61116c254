"""Tell what came back from another program: documents, how characters are counted, new codes, and each change on a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.qda.arrange_codes import FRAMING
from pipeline.qda.calibrate import MOST, WHOLE_NAME, Calibrated
from pipeline.qda.cover import cover_short, tell_short
from pipeline.qda.differ import KINDS, Change
from pipeline.qda.draft import draft_themes, write_blocks
from pipeline.qda.gather import NewCode, Returned
from pipeline.qda.judge_rows import coder_of
from pipeline.qda.load import Held
from pipeline.qda.mark import machine_marks
from pipeline.qda.memo import codings_mark
from pipeline.schema import tuples
from pipeline.wording import count, listing, listing_at_most, shorten

SHOWN, CHANGES = 5, 200
NOBODY = "nobody named"


def tell(path: Path, returned: Returned, held: Held) -> Iterator[str]:
    """Yield lines on the file as a whole."""
    by = Counter(known.by for known in returned.documents.values())
    found = ", ".join(f"{n} by {way}" for way, n in sorted(by.items()))
    yield f"{path}, written by {returned.origin}: {count(len(returned.documents), 'document')} of the study ({found})."
    if returned.unknown:
        yield f"Not of the study, and passed over: {listing_at_most(returned.unknown, SHOWN)}."
    if returned.altered:
        yield f"{count(returned.altered, 'document')} came back with another text; their passages were looked for by their words."
    if returned.lost:
        shown = "; ".join(f"“{words}”" for words in returned.lost[:SHOWN])
        yield f"Words that stand in their document no more, and are not taken in: {count(len(returned.lost), 'passage')}: {shown}"
    yield f"Characters are counted as {returned.calibrated.convention}; {_fit(returned.calibrated)}."
    if returned.calibrated.outside:
        yield f"Outside their text, and not taken in: {count(returned.calibrated.outside, 'passage')}."
    yield from _not_read(returned, held)
    for each in returned.merged:
        those = listing(f"“{name}” ({count(n, 'coding')})" for name, n in each.names)
        yield f"Counted as one code, {each.code}: {those}. If they are two, rename one there, and export anew."
    yield from _new_codes(returned.new_codes, held)


def _fit(calibrated: Calibrated) -> str:
    """Say how well the reading fits, and the next: in points, and what a point is given for."""
    if calibrated.margin is None:
        return "no other reading gives other passages"
    n = sum(len(own) for own in calibrated.passages) + calibrated.outside
    scale = f"a passage gets up to {MOST:.1f}: {WHOLE_NAME:.0f} where its words are its name, the rest where its ends cut through no word"
    so = f"{count(n, 'passage')} so read get {calibrated.points:,.1f} points, read in the next best way {calibrated.points - calibrated.margin:,.1f}"
    return f"{so} ({scale})"


def _not_read(returned: Returned, held: Held) -> Iterator[str]:
    """Say what was not read, as the standard asks of every program that imports."""
    for what, n in sorted(returned.passed_over.items()):
        yield f"Not read: {n:,} {what}."
    if returned.taken_for_machine:
        yield f"The program put the machine's codings under {returned.taken_for_machine}: those that are as exported count as the machine's."
    now = codings_mark(held.run)
    if "; codings " in returned.made_of and f"; codings {now}." not in returned.made_of:
        yield "The codings in OUTPUTS are not those that were exported: what a run changed since then is listed as if people had changed it."
    came = {mark for mark in returned.marks if mark.kind == FRAMING}
    own = {mark for mark in machine_marks(held) if mark.kind == FRAMING and mark.document_id in returned.documents}
    if came and len(came ^ own):
        yield f"Not taken in: {count(len(came ^ own), 'change')} of framing codes, for which there are no human codes."


def _new_codes(new: Sequence[NewCode], held: Held) -> Iterator[str]:
    if not new:
        return
    own, ours = [each for each in new if not each.ours], [each for each in new if each.ours]
    if ours:
        yield f"Coded with a category of our export, which is no theme: {_named(ours)}. Their codings are kept under these ids."
    names = {theme.id: theme.name for theme in held.codebook.theme}
    for each in own:
        if each.like:
            where = f"{each.code.name} is called as {names.get(each.like, each.like)} is, and stands elsewhere among the codes"
            yield f"{where}: taken for a new code ({each.code_id}). If it is the same, move it back, or merge both there, and export anew."
    if not own:
        return
    counts = "as themes they count once blocks like these are in codebook.toml:"
    yield f"Not in the codebook: {_named(own)}. Their codings are kept under these ids; {counts}"
    drafts = [draft_themes([replace(each.code, children=())], set(held.codebook.theme_ids))[0] for each in own]
    yield "\n" + write_blocks(replace(made, id=each.code_id) for each, made in zip(own, drafts, strict=True))


def _named(new: Sequence[NewCode]) -> str:
    return listing(f"{each.code.name} ({each.code_id}, {count(each.n, 'coding')})" for each in new)


def tell_changes(changes: Sequence[Change], returned: Returned, held: Held, named: str) -> Iterator[str]:
    """Yield how many changes there are, by kind and coder, which codings are short beside their segments, then one line each."""
    by_kind = Counter(change.kind for change in changes)
    by_coder = Counter(coder_of(change, returned, named) or NOBODY for change in changes)
    kinds = ", ".join(f"{by_kind[kind]} {kind}" for kind in KINDS if by_kind[kind])
    coders = ", ".join(f"{name} {n}" for name, n in sorted(by_coder.items()))
    yield f"{count(len(changes), 'change')} against what the study holds" + (f": {kinds}; by coder: {coders}." if changes else ".")
    short = cover_short(changes, held.segments)
    if short:
        yield tell_short(changes, short)
    documents = {row.document_id: (row.path, row.text) for row in tuples(held.documents)}
    names = {theme.id: theme.name for theme in held.codebook.theme} | {"none": "none of the themes"}
    width = max((len(coder) for coder in by_coder), default=0)
    for change in changes[:CHANGES]:
        coder = coder_of(change, returned, named) or NOBODY
        beside = f" ({short[change.after]})" if change.after in short else ""
        yield f"  {change.kind:<9} {coder:<{width}}  {_say(change, names, documents)}{beside}"
    if len(changes) > CHANGES:
        yield f"  and {len(changes) - CHANGES:,} more; each is in the memo of its row once they are written."


def _say(change: Change, names: Mapping[str, str], documents: Mapping[str, tuple[str, str]]) -> str:
    old, new, where = change.before, change.after, change.where
    path, text = documents[where.document_id]
    words = f"“{shorten(text[where.start : where.end], 60)}”"
    code = names.get(where.code, where.code)
    if change.kind == "recoded" and old:
        code = f"{names.get(old.code, old.code)} to {code}"
    at = f"{where.start}-{where.end}"
    if change.kind == "moved" and old and new:
        at = f"{old.start}-{old.end} to {at}"
    return f"{code}: {path} {at} {words}"
