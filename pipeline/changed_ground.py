"""Say on what ground two runs stand: codebook, encoder, coder, models, settings, packages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.changed_rows import Change

ASIDE = frozenset({"lock"})  # told in words, since a hash says nothing to a reader
OTHER_INPUTS = {"exemplars": "the exemplars", "human_codes": "the human codes", "groups": "the list of groups of people", "manifest": "the manifest"}


def ground_of(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """Say first what makes the figures of two runs hard to hold against each other.

    Args:
        old: run.json of the earlier run. Not changed.
        new: run.json of the later one. Not changed.

    Returns:
        Sentences: another codebook, encoder, coder or fitted model, and runs that were not finished; none where nothing of that differs.
    """
    return (*_codebook(old, new), *_choices(old, new), *_models(old, new), *_unfinished(old, new))


def _codebook(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    if _input(old, "codebook") != _input(new, "codebook"):
        then, now = old.get("codebook_version", "?"), new.get("codebook_version", "?")
        versions = f"version {then} in OLD, {now} in NEW" if then != now else f"both call themselves version {now}"
        yield f"Another codebook ({versions}): a theme whose definition changed is not the same theme, and its shares are not to be held together."


def _choices(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    one, other = _settings(old), _settings(new)
    for name, what, so in (
        ("embed.encoder", "encoder", "every score rests on other vectors"),
        ("code_themes.coder", "coder", "every theme is given by another rule"),
    ):
        if one.get(name) != other.get(name):
            yield f"Another {what} ({one.get(name)} in OLD, {other.get(name)} in NEW): {so}, and shares may differ for that alone."


def _models(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    one, other = old.get("models", {}), new.get("models", {})
    if "code_themes" in one and one.get("code_themes") != other.get("code_themes"):
        yield "The coder was fitted anew: codings of documents that are the same may differ."
    if "discover" in one and one.get("discover") != other.get("discover"):
        yield "The topic model was fitted anew: topics found again keep their ids, the others are new."


def _unfinished(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for name, record in (("OLD", old), ("NEW", new)):
        if record.get("not_current"):
            yield f"{name} is not finished: {', '.join(record['not_current'])} rest on earlier settings or documents."


def changed_settings(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    """Yield settings, inputs, models and versions that differ, in alphabetical order of their names."""
    one, other = _settings(old), _settings(new)
    yield from _differing("settings", one, other)
    for name, what in OTHER_INPUTS.items():
        if _input(old, name) != _input(new, name):
            yield Change("settings", "changed", name, f"{what}: not the same file")
    yield from _differing("models", {k: v[:10] for k, v in old.get("models", {}).items()}, {k: v[:10] for k, v in new.get("models", {}).items()})
    one, other = old.get("versions", {}), new.get("versions", {})
    yield from _differing("versions", {k: v for k, v in one.items() if k not in ASIDE}, {k: v for k, v in other.items() if k not in ASIDE})
    if one.get("lock") != other.get("lock"):
        yield Change("versions", "changed", "lock", "the lock of all packages: not the same file")


def _differing(part: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[Change]:
    for name in sorted({*one, *other}):
        before, after = one.get(name), other.get(name)
        if before != after:
            yield Change(part, "changed", name, name, "" if before is None else str(before), "" if after is None else str(after))


def _settings(record: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{section}.{name}": value for section, own in record.get("settings", {}).items() for name, value in own.items()}


def _input(record: Mapping[str, Any], name: str) -> str:
    return str(record.get("inputs", {}).get(name, ""))
