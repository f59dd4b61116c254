"""The shipped sample corpus is what its writers wrote, and its truth is true."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from sample_truth.anchors import NotFoundOnceError, find_once
from sample_truth.authored import (
    CODES,
    PERIODS,
    SOURCES,
    THEMES,
    Document,
    read_sources,
)
from sample_truth.build_sample import ROOT, build_corpus, build_truth
from sample_truth.truth import (
    AFTER,
    BEFORE,
    DURING,
    PLANTED,
    difference_between,
    find_shifts,
)

from pipeline.config import Study
from pipeline.ingest import ingest, list_files

CORPUS, TRUTH = ROOT / "corpus" / "sample", ROOT / "tests" / "sample_truth"
Documents = tuple[Document, ...]
PLACES = ("Hathersby", "Orlestead", "Penmarrow")
KINDS = {"h", "h2", "p", "li", "attendance", "procedure", "contents", "boilerplate"}


@pytest.fixture(scope="module")
def documents() -> Documents:
    """Return the authored documents."""
    return read_sources()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _of_place(documents: Documents, place: str) -> list[Document]:
    return [document for document in documents if document.place == place]


def test_every_place_has_eight_documents_in_every_period(documents: Documents) -> None:
    counts = Counter((document.place, document.period) for document in documents if document.period)
    assert counts == {(place, period): 8 for place in PLACES for period in PERIODS}


def test_every_period_of_a_place_has_all_four_source_types(documents: Documents) -> None:
    counts = Counter((document.place, document.period, document.source_type) for document in documents if document.period)
    wanted = {"minutes": 3, "press_release": 2, "workshop_report": 2, "strategy": 1}
    assert counts == {(place, period, kind): n for place in PLACES for period in PERIODS for kind, n in wanted.items()}


def test_one_document_has_no_date(documents: Documents) -> None:
    assert [document.path for document in documents if not document.date] == ["penmarrow/undated-neighbours-plan.txt"]


def test_every_place_has_all_formats_and_several_publishers(documents: Documents) -> None:
    for place in PLACES:
        members = _of_place(documents, place)
        assert {document.format for document in members} == {"txt", "html", "docx", "pdf"}
        assert len({document.publisher for document in members}) >= 3


def test_dates_begin_the_file_names(documents: Documents) -> None:
    assert all(document.name.startswith(document.date or "undated") for document in documents)


def test_documents_have_300_to_900_words(documents: Documents) -> None:
    words = {document.path: sum(len(block.text.split()) for block in document.blocks) for document in documents}
    assert {path: n for path, n in words.items() if not 300 <= n <= 900} == {}


def test_kinds_and_codes_are_known_ones(documents: Documents) -> None:
    blocks = [block for document in documents for block in document.blocks]
    assert {block.kind for block in blocks} == KINDS
    assert {code for block in blocks for code in block.codes} == set(CODES)
    assert not [block for block in blocks if block.codes and block.kind not in ("p", "li")]


def test_no_source_names_a_tag_in_its_text(documents: Documents) -> None:
    assert not [document.path for document in documents for block in document.blocks if set("{}") & set(block.text)]


def test_no_sentence_of_ten_words_recurs(documents: Documents) -> None:
    texts = [block.text for document in documents for block in document.coded_blocks]
    sentences = Counter(sentence for text in texts for sentence in text.split(". ") if len(sentence.split()) >= 10)
    assert [sentence for sentence, n in sentences.items() if n > 1] == []


def test_telephone_numbers_are_those_kept_for_fiction() -> None:
    texts = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES.glob("*/*.txt"))
    numbers = _telephone_numbers(texts)
    assert numbers
    assert all(number.startswith(("01632960", "07700900")) for number in numbers)


def _telephone_numbers(text: str) -> list[str]:
    words = text.replace(",", " ").replace(".", " ").split()
    return [one + two for one, two in pairwise(words) if one.isdigit() and two.isdigit() and len(one) == 5 and one[0] == "0"]


def test_exactly_one_text_file_of_a_place_is_windows_1252(documents: Documents) -> None:
    for place in PLACES:
        others = [document.path for document in _of_place(documents, place) if document.format == "txt" and not _is_utf8(CORPUS / document.path)]
        assert len(others) == 1
        assert (CORPUS / others[0]).read_bytes().decode("cp1252").encode() != (CORPUS / others[0]).read_bytes()


def _is_utf8(path: Path) -> bool:
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def test_one_text_file_has_a_byte_order_mark_and_windows_line_ends(documents: Documents) -> None:
    signed = [document.path for document in documents if (CORPUS / document.path).read_bytes().startswith(b"\xef\xbb\xbf")]
    assert len(signed) == 1
    content = (CORPUS / signed[0]).read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n") > 0


def test_the_manifest_has_a_row_for_every_file(documents: Documents) -> None:
    rows = _rows(CORPUS / "manifest.csv")
    assert {row["path"] for row in rows} == {document.path for document in documents}
    assert {row["path"] for row in rows} == {str(path.relative_to(CORPUS).as_posix()) for path in CORPUS.glob("*/*")}
    assert len({row["reference"] for row in rows}) == len(rows)


def test_references_are_in_order_of_date() -> None:
    rows = sorted(_rows(CORPUS / "manifest.csv"), key=lambda row: row["reference"])
    for place in PLACES:
        dates = [row["date"] or "9999" for row in rows if row["place"] == place]
        assert dates == sorted(dates)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("theme", THEMES)
def test_planted_cells_differ_by_25_points_and_no_other_by_ten(documents: Documents, place: str, theme: str) -> None:
    members = _of_place(documents, place)
    for one, two in ((BEFORE, DURING), (DURING, AFTER)):
        difference = abs(difference_between(members, theme, one, two))
        assert difference >= 0.25 if (theme, place, one, two) in PLANTED else difference < 0.10


def test_what_was_not_planted_in_a_place_does_not_differ_from_first_to_last(documents: Documents) -> None:
    shifted = {(row.subject_id, row.group) for row in find_shifts(documents) if row.group_kind == "place"}
    assert shifted == {("image", place) for place in PLACES} | {("economy", "Hathersby"), ("faith", "Orlestead")}


def test_planted_shifts_go_the_way_that_was_planted(documents: Documents) -> None:
    planted = {(row.subject_id, row.group, row.period_from): row.verdict for row in find_shifts(documents) if row.planted == "yes"}
    image = {("image", group, period): verdict for group in (*PLACES, "all") for period, verdict in ((BEFORE, "rise"), (DURING, "fall"))}
    assert planted == image | {("economy", "Hathersby", BEFORE): "rise", ("faith", "Orlestead", DURING): "fall"}


def test_a_planted_high_share_is_carried_by_all_documents_of_its_cell(documents: Documents) -> None:
    for place in PLACES:
        assert all(document.share("image") >= 0.2 for document in _of_place(documents, place) if document.period == DURING)


def test_safety_is_the_only_code_that_the_codebook_lacks() -> None:
    codebook = tomllib.loads((ROOT / "corpus" / "codebook.toml").read_text(encoding="utf-8"))
    assert set(CODES) - {theme["id"] for theme in codebook["theme"]} == {"safety"}


def test_shifts_csv_is_what_the_codes_say(documents: Documents) -> None:
    written = [tuple(row.values()) for row in _rows(TRUTH / "shifts.csv")]
    assert written == [tuple(row) for row in find_shifts(documents)]


def test_every_authored_block_has_a_row_of_codes(documents: Documents) -> None:
    written = Counter((row["path"], row["codes"]) for row in _rows(TRUTH / "codes.csv"))
    assert written == Counter((document.path, ";".join(block.codes)) for document in documents for block in document.coded_blocks)


def test_rows_of_codes_do_not_overlap() -> None:
    rows = sorted(_rows(TRUTH / "codes.csv"), key=lambda row: (row["path"], int(row["start"])))
    pairs = [(one, two) for one, two in pairwise(rows) if one["path"] == two["path"]]
    assert not [one["path"] for one, two in pairs if int(one["end"]) > int(two["start"])]


def test_shares_worked_out_from_codes_csv_are_those_of_the_sources(documents: Documents) -> None:
    rows = _rows(TRUTH / "codes.csv")
    for document in documents:
        mine = [row["codes"].split(";") for row in rows if row["path"] == document.path]
        assert [sum(code in codes for codes in mine) / len(mine) for code in CODES] == [document.share(code) for code in CODES]


@pytest.mark.slow
def test_every_row_of_codes_slices_back_from_the_importers_text() -> None:
    listed, _ = list_files(CORPUS)
    read = ingest(listed, CORPUS, Study().ingest)
    texts = dict(zip(read.documents["path"], read.documents["text"], strict=True))
    wrong = [row["path"] for row in _rows(TRUTH / "codes.csv") if texts[row["path"]][int(row["start"]) : int(row["end"])] != row["text"]]
    assert wrong == []


@pytest.mark.slow
def test_building_the_corpus_gives_the_committed_bytes(documents: Documents, tmp_path: Path) -> None:
    build_corpus(documents, tmp_path)
    built = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    differing = [path for path, content in built.items() if (CORPUS / path).read_bytes() != content]
    assert differing == []
    assert len(built) == len(documents) + 1


@pytest.mark.slow
def test_building_the_truth_gives_the_committed_bytes(documents: Documents, tmp_path: Path) -> None:
    build_truth(documents, CORPUS, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["README.md", "codes.csv", "shifts.csv"]
    assert [path.name for path in tmp_path.iterdir() if path.read_bytes() != (TRUTH / path.name).read_bytes()] == []


def test_a_block_is_found_over_line_ends_bullets_and_curled_quotes() -> None:
    text = "1\n• He said “no-\n  thing”, twice.\n\nOther"
    (span,) = find_once(['He said "nothing", twice.'], text)
    assert text[span.start : span.end] == "He said “no-\n  thing”, twice."


@pytest.mark.parametrize("text", ["", "Nothing of it.", "Yes, here. Yes, here."])
def test_a_block_that_is_not_there_exactly_once_is_refused(text: str) -> None:
    with pytest.raises(NotFoundOnceError):
        find_once(["Yes, here."], text)


def test_periods_do_not_overlap() -> None:
    assert all(one[1] < two[0] for one, two in combinations(PERIODS.values(), 2))
