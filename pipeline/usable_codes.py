"""Tell which human codes still stand: those of themes that are defined as their coders had them; the others are stale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from pipeline.code_files import HumanCodes
from pipeline.codebook import Codebook, Theme
from pipeline.wording import count, listing_at_most

SHOWN = 8  # themes named


def usable_themes(human: HumanCodes, draw: str) -> list[str]:
    """Return the themes of the codebook in use that coders of a draw could give, and whose definition is still the one they had."""
    record = human.draws[human.draws["draw"] == draw].iloc[0]
    given = set(record["themes"].split(";"))
    then = human.codebooks.get(draw)
    if then is None:
        return (
            [theme_id for theme_id in human.codebook.theme_ids if theme_id in given] if record["codebook_version"] == human.codebook.version else []
        )
    return [theme.id for theme in human.codebook.theme if theme.id in given and _same(theme, then)]


def usable_of_version(copies: Iterable[Codebook], now: Codebook, version: str) -> list[str]:
    """Return the themes of the codebook in use that codes without a draw may speak of: those that were defined as they are now.

    Of another version than the one in use as much is known as the copies of codebooks beside draws say; without one, none is usable. A theme that a
    copy of this version defines otherwise is not usable, even where that is the version in use: it was changed without a new version.
    """
    of_it = [codebook for codebook in copies if codebook.version == version]
    if not of_it and version != now.version:
        return []
    return [theme.id for theme in now.theme if all(_same(theme, then) for then in of_it)]


def _same(theme: Theme, then: Codebook) -> bool:
    """Tell whether a theme means what it meant: name, seeds and order may have changed."""
    return any(
        old.id == theme.id and (old.definition, old.include, old.exclude) == (theme.definition, theme.include, theme.exclude) for old in then.theme
    )


def say_redefined(then: str, now: str) -> str:
    """Say by which version of the codebook codes were given, and that their themes are others by now.

    >>> say_redefined("1", "1").split(":")[1].split(";")[0]
    ' give the codebook a new version whenever a definition changes'
    """
    if then == now:
        return (
            f"The codebook in use is called version {now}, as theirs was, but they are new or defined otherwise in it: give the codebook a new "
            "version whenever a definition changes; the codes are stale all the same."
        )
    return f"They were given by codebook version {then}; in the codebook in use (version {now}) they are new or defined otherwise."


def stale_problems(human: HumanCodes) -> Iterator[dict[str, str]]:
    """Yield rows of PROBLEMS, of stage track, on codes that are stale: by draw, then by file for those that belong to none."""
    for draw, rows in human.returned.groupby("draw", sort=True):
        stale = [theme_id for theme_id in human.codebook.theme_ids if theme_id not in usable_themes(human, str(draw))]
        if stale:
            n, said = count(rows["segment_id"].nunique(), "segment"), say_redefined(str(rows["codebook_version"].iloc[0]), human.codebook.version)
            yield _stale(str(draw), f"Stale and not used: codes of {listing_at_most(stale, SHOWN)} in {n} of {draw}. {said}")
    for file, rows in () if human.loose is None else human.loose.groupby("file", sort=True):
        yield from _stale_loose(human, str(file), rows)


def _stale_loose(human: HumanCodes, file: str, rows: pd.DataFrame) -> Iterator[dict[str, str]]:
    """Say which codes of a file that belongs to no draw are stale: those of some themes, or, where their codebook is not known, all."""
    now = human.codebook.version
    copies = human.codebooks.values()
    usable = {str(version): usable_of_version(copies, human.codebook, str(version)) for version in sorted(set(rows["codebook_version"]))}
    unknown = rows["codebook_version"].map(lambda version: not usable[version])
    if unknown.any():
        message = (
            f"Stale and not used: {count(int(unknown.sum()), 'code')} given by another codebook version than the one in use ({now}), or by none "
            "that is named."
        )
        yield _stale(file, message, "Name the version in a column codebook_version, or have them coded anew.")
    for version, own in rows[~unknown].groupby("codebook_version", sort=True):
        stale = [theme_id for theme_id in human.codebook.theme_ids if theme_id not in usable[str(version)]]
        if stale:
            n, said = count(len(own), "passage"), say_redefined(str(version), now)
            yield _stale(file, f"Stale and not used: codes of {listing_at_most(stale, SHOWN)} in {n}. {said}")


def _stale(path: str, message: str, remedy: str = "Have them coded anew by the codebook in use.") -> dict[str, str]:
    return {"stage": "track", "path": f"codes/{path}", "code": "codes-stale", "message": message, "remedy": remedy, "severity": "warning"}
