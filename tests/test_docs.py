"""The documentation says what is there: links, commands, targets, settings, files, generated pages, pictures."""

import re
import tomllib
from pathlib import Path

import pytest
import typer

from docs.write_reference import pages
from pipeline.cli import app
from pipeline.codebook import Theme
from pipeline.config import Study
from pipeline.stages import STAGES

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "models/README.md")
PAGES = sorted([*(ROOT / name for name in WRITTEN), *(ROOT / "docs").rglob("*.md")])
IDS = [path.relative_to(ROOT).as_posix() for path in PAGES]
PICTURES = sorted((ROOT / "docs").rglob("*.png"))
MOST_BYTES = 300_000
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
MACHINE = re.compile(r"(?<![\w.~/])/(?:srv|tmp|home|root|Users|opt|mnt|var)/|\b[A-Z]:\\")

each_page = pytest.mark.parametrize("page", PAGES, ids=IDS)


def code(text):
    """Yield the pieces of a page that are code: lines of fenced blocks, and spans."""
    for _, block in FENCE.findall(text):
        yield from block.splitlines()
    yield from re.findall(r"`([^`\n]+)`", FENCE.sub("", text))


def anchors(text):
    titles = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", title).lower()).replace(" ", "-") for title in titles}


def targets():
    text = (ROOT / "Makefile").read_text()
    stages = re.search(r"^stages := (.+)$", text, re.MULTILINE)
    return {*re.findall(r"^([a-z_-]+):", text, re.MULTILINE), *stages[1].split()}


def test_targets_are_found():
    assert {"all", "run", "evaluate", "track", "test"} <= targets()


def test_headings_give_the_anchors_that_links_use():
    assert anchors("# What a lens' `why` says\n```\n# no heading\n```\n## Bands, and [more](x.md)\n") == {"what-a-lens-why-says", "bands-and-more"}


@each_page
def test_every_relative_link_leads_somewhere(page):
    broken = []
    for link in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            broken.append(link)
    assert not broken


@each_page
def test_every_make_target_that_is_named_exists(page):
    named = {name for piece in code(page.read_text(encoding="utf-8")) for name in re.findall(r"^(?:@|# *)?make +([a-z][a-z_-]*)(?![\w=-])", piece)}
    assert named <= targets()


@each_page
def test_every_command_that_is_named_exists(page):
    named = {name for piece in code(page.read_text(encoding="utf-8")) for name in re.findall(r"^(?:\.venv/bin/)?themeline +([a-z][a-z_-]*)", piece)}
    assert named <= set(typer.main.get_command(app).commands)


@each_page
def test_every_setting_that_is_named_exists(page):
    unknown = []
    for piece in code(page.read_text(encoding="utf-8")):
        for section, key in re.findall(r"\[(\w+)\] (\w+)", piece):
            field = Study.model_fields.get(section)
            if field is None or key not in field.annotation.model_fields:
                unknown.append(f"[{section}] {key}")
    assert not unknown


@each_page
def test_every_toml_block_would_be_accepted(page):
    for language, block in FENCE.findall(page.read_text(encoding="utf-8")):
        if language == "toml":
            content = tomllib.loads(block)
            for theme in content.pop("theme", []):
                Theme.model_validate(theme)
            Study.model_validate(content)


@each_page
def test_every_file_of_the_clone_that_is_named_exists(page):
    named = {piece for piece in code(page.read_text(encoding="utf-8")) if re.fullmatch(r"(?:pipeline|tests|corpus|bench|docs)/[\w./-]+", piece)}
    assert not [name for name in sorted(named) if "NAME" not in name and not (ROOT / name).exists()]


@each_page
def test_no_page_names_a_place_on_a_machine(page):
    assert not MACHINE.search(page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", ["see /opt/main", "in /tmp/x", "OUTPUTS=/home/anna/out", "C:\\study"])
def test_places_on_a_machine_are_recognised(text):
    assert MACHINE.search(text)


@pytest.mark.parametrize("text", ["models/STAGE/KEY/", "../my-study", "https://example.org/tmp/x", "a/b"])
def test_other_paths_are_none(text):
    assert not MACHINE.search(text)


@pytest.mark.parametrize("name", sorted(pages()))
def test_generated_pages_are_current(name):
    assert (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8") == pages()[name], "write them anew: make reference"


@pytest.mark.parametrize("picture", PICTURES, ids=[path.name for path in PICTURES])
def test_pictures_are_small_and_shown(picture):
    assert picture.stat().st_size < MOST_BYTES
    assert any(f"pictures/{picture.name})" in page.read_text(encoding="utf-8") for page in PAGES)


def test_the_tutorial_names_sections_and_stages_as_the_report_and_the_run_do():
    tutorial = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    templates = [path.read_text(encoding="utf-8") for path in (ROOT / "pipeline" / "templates").glob("*.html.j2")]
    headings = {heading for template in templates for heading in re.findall(r"<h[23][^>]*>([^<{]+)</h", template)}
    named = re.findall(r"^(?:- |The section )?\*\*([A-Z][^*]+)\*\*", tutorial, re.MULTILINE)
    assert len(named) > 10
    assert [name for name in named if name not in headings | {"It is no accuracy"}] == []
    said = [f"{stage.name}: {stage.help}" for stage in STAGES]
    assert [line for line in said if line not in tutorial.splitlines()] == []
