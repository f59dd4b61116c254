"""Take in what people coded in another program: say what they changed, and write it as human codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.coding_kit import codes_folder
from pipeline.errors import ConfigError
from pipeline.in_view import say_in_view
from pipeline.inputs import Request
from pipeline.qda.arrange_codes import FRAMING, THEME
from pipeline.qda.differ import Change, differ
from pipeline.qda.gather import Returned, gather
from pipeline.qda.judge_rows import Judged, judge_rows
from pipeline.qda.load import Held, load
from pipeline.qda.mark import Mark, held_marks
from pipeline.qda.of_another import check_study
from pipeline.qda.target import MARK, Target, check_coders, check_target, imported
from pipeline.qda.tell import tell, tell_changes
from pipeline.store import write_csv
from pipeline.wording import count


@dataclass(frozen=True)
class Wish:
    """What a person asks of an import: where to write, whether to, over what is there, and who made changes that name nobody."""

    to: Path | None = None
    write: bool = False
    replace: bool = False
    coder: str = ""


@dataclass(frozen=True)
class Taken:
    """What came back, what was changed, and the human codes that come of it. ``uncounted``: codings that are not there, by why that says nothing."""

    returned: Returned
    changes: Sequence[Change]
    judged: Judged
    uncounted: dict[str, int]


def take_in_files(request: Request, path: Path, wish: Wish) -> str:
    """Say what a project changes, and where asked write codes/NAME.csv.

    Args:
        request: the folders of the study; OUTPUTS is read as it is.
        path: the .qdpx file.
        wish: what to do.

    Returns:
        What came back and what was changed, one line a change; what was written or would be.

    Raises:
        PipelineError: if the file cannot be trusted or read or holds no document of the study, nobody is named who made a change, a coder's name
            cannot be used, or what would be written lies in the corpus outside codes/ or where there is a file.
    """
    to = wish.to or codes_folder(request) / f"{path.stem}.csv"
    target = Target(to, path.name, imported(to))
    all_held = load(request)
    held = _without(all_held, target, codes_folder(request))
    returned = gather(path, held)
    check_study(path, returned, held)
    taken = take_in(returned, held, wish.coder)
    lines = [*tell(path, taken.returned, held), *tell_changes(taken.changes, taken.returned, held, wish.coder), *_uncounted(taken)]
    if wish.write and not taken.judged.rows.empty:
        check_target(target, request)
        check_coders(taken.judged.rows["coder"], set(all_held.human["coder"]), wish.coder)
    return "\n".join([*lines, *_written(taken.judged, target, wish)])


def _without(held: Held, target: Target, folder: Path) -> Held:
    """Leave out what the file to be written holds now, if an earlier import wrote all of it: it will be written anew."""
    again = target.imported and target.to.parent.resolve() == folder.resolve()
    return replace(held, human=held.human[held.human["file"] != target.to.name]) if again else held


def take_in(returned: Returned, held: Held, coder: str = "") -> Taken:
    """Hold what came back against what the study holds, and judge what people decided.

    What the file could not show is no decision: codings of documents and coders that are not in it, of themes that its codebook lacks, the
    machine's where it has none of the machine's at all, and those of documents in which passages were lost. Framings are not held against each other.

    Args:
        returned: what came back.
        held: the study. Not changed.
        coder: who made changes that name nobody.
    """
    with_machine = any(mark.machine for mark in returned.marks)
    here = {mark for mark in held_marks(held) if mark.document_id in returned.documents and mark.kind != FRAMING}
    kept, uncounted = set[Mark](), dict[str, int]()
    for mark in here:
        why = _silent(mark, returned, with_machine=with_machine)
        if why and mark not in returned.marks:
            uncounted[why] = uncounted.get(why, 0) + 1
        else:
            kept.add(mark)
    ours = {mark.coder for mark in kept}
    came = {mark for mark in returned.marks if mark.kind != FRAMING}
    sent = {
        mark for mark in came if returned.marks[mark] is not None and mark.coder not in ours
    }  # exported elsewhere, and no change of anything here
    changes = sorted([*differ(kept, came - sent), *(Change("added", None, mark) for mark in sent)], key=lambda change: change.where)
    firm = [change for change in changes if not (change.after is None and change.where.document_id in returned.doubtful)]
    if len(firm) < len(changes):
        uncounted["its document has passages whose words were not found again"] = len(changes) - len(firm)
    return Taken(returned, firm, judge_rows(firm, returned, held, coder), uncounted)


def _silent(mark: Mark, returned: Returned, *, with_machine: bool) -> str:
    """Return why it says nothing that a coding is not in the file; empty where it does say something."""
    if mark.machine and not with_machine:
        return "the file has no coding of the machine"
    if not mark.machine and mark.coder not in returned.users:
        return "their coder is not in the file"
    return "its codebook lacks their theme" if mark.kind == THEME and mark.code not in returned.themes else ""


def _uncounted(taken: Taken) -> list[str]:
    return [f"Not counted as removed: {count(n, 'coding')}, since {why}." for why, n in sorted(taken.uncounted.items()) if "coder is not" not in why]


def _written(judged: Judged, target: Target, wish: Wish) -> list[str]:
    """Write the rows where asked, and say what was done."""
    held = (
        [f"{count(judged.n_held, 'row')} of human codes that would come of it {'are' if judged.n_held > 1 else 'is'} held already."]
        if judged.n_held
        else []
    )
    if judged.rows.empty:
        return [*held, "There is nothing to write."]
    if judged.n_contrary:
        said = "say of a passage what another file of the same coder does not; both count until one is mended."
        held.append(f"{count(judged.n_contrary, 'row')} {said}")
    if judged.nobody and wish.write:
        raise ConfigError(
            f"{count(judged.nobody, 'change')} do not say who made them. Name the coder: CODER=name (--coder name). Nothing is written."
        )
    to = target.to
    made = f"{count(len(judged.rows), 'row')} of human codes by {', '.join(sorted(set(judged.rows['coder']) - {''})) or 'nobody named'}"
    if not wish.write:
        todo = " CODER=name" if judged.nobody else ""
        if target.taken:
            return [*held, f"Nothing is written. {to} holds codes that no import wrote. To write {made}: WRITE=1{todo} TO=codes/another.csv"]
        return [*held, f"Nothing is written. To write {made} to {to}: WRITE=1{todo} (--write{' --coder name' if judged.nobody else ''})"]
    if to.exists() and not wish.replace:
        raise ConfigError(f"{to} exists. Name another file with TO=codes/name.csv, or replace it: REPLACE=1 (--replace). Nothing is written.")
    write_csv(to, say_in_view(judged.rows).assign(**{MARK: target.project}))
    return [
        *held,
        f"Written: {to}, {made}. Hold them against the machine: make agreement. They estimate no share, for they were not drawn by chance.",
    ]
