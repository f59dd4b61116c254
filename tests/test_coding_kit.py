"""The folder that is made for coders: whole, the same each time, without a word of what the machine made of it."""

import openpyxl
import pandas as pd
import pytest
from coding_study import tables, write_corpus, write_outputs

from pipeline.coding_kit import Kit, coder_names, codes_folder, make_coding_sample, strategy_named
from pipeline.coding_sheets import csv_bytes
from pipeline.config import ROOT
from pipeline.draw import Wanted
from pipeline.draws import read_draws, read_returned
from pipeline.errors import ConfigError
from pipeline.inputs import Request

TWO = ("anna", "ben")


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """Outputs that every test here reads and none writes."""
    return write_outputs(tmp_path_factory.mktemp("kit") / "outputs", *tables())


@pytest.fixture
def request_(tmp_path, outputs):
    return Request(write_corpus(tmp_path / "corpus"), outputs)


def made(request, to=None, *, hide_source=False, **wanted):
    """Draw, and return the folder of the draw."""
    make_coding_sample(request, Kit(Wanted(**wanted), to, hide_source))
    (folder,) = (to or codes_folder(request)).glob("draw-*")
    return folder


def test_each_coder_gets_two_sheets_and_a_page_and_the_draw_its_record_and_codebook(request_):
    folder = made(request_, n=10, coders=TWO)
    assert {path.name for path in folder.iterdir()} == {
        *("draw.csv", "codebook.toml"),
        *(f"{kind}" for coder in TWO for kind in (f"sheet_{coder}.csv", f"sheet_{coder}.xlsx", f"coding_{coder}.html")),
    }
    assert (folder / "codebook.toml").read_bytes() == (request_.corpus / "codebook.toml").read_bytes()


@pytest.mark.parametrize("hide_source", [False, True])
def test_nothing_that_coders_get_shows_what_the_machine_made_of_a_segment(request_, hide_source):
    folder = made(request_, n=10, coders=("anna",), hide_source=hide_source)
    book = openpyxl.load_workbook(folder / "sheet_anna.xlsx")
    shown = [str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    for given in ("\n".join(shown), *((folder / name).read_text(encoding="utf-8-sig") for name in ("sheet_anna.csv", "coding_anna.html"))):
        for word in ("top fifth", "stratum", "probability", "assigned", "0.9,", "0.8,", '"score"'):
            assert word not in given
        if hide_source:
            assert "Birch" not in given


def test_the_same_wishes_make_the_same_bytes(request_, tmp_path):
    one, two = (made(request_, tmp_path / name, n=12, coders=TWO) for name in ("one", "two"))
    assert one.name == two.name
    for path in one.iterdir():
        assert path.read_bytes() == (two / path.name).read_bytes(), path.name
    assert made(request_, tmp_path / "other", n=12, coders=TWO, seed=1).name != one.name


def test_a_sheet_that_somebody_has_filled_in_place_is_left_as_it_is(request_):
    folder = made(request_, n=10, coders=TWO)
    path = folder / "sheet_anna.csv"
    rows = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    path.write_bytes(csv_bytes(rows.assign(work="x")))
    begun = path.read_bytes()
    assert "there already" in make_coding_sample(request_, Kit(Wanted(n=10, coders=TWO)))
    assert path.read_bytes() == begun


@pytest.mark.parametrize(
    "alter",
    [
        lambda rows: rows.assign(text=rows["text"] + " Indeed."),
        lambda rows: rows[:-1],
        lambda rows: rows.assign(start="0"),
        lambda rows: rows.assign(before=rows["before"] + " Indeed."),
        lambda rows: rows.assign(before=rows["after"], after=rows["before"]),
    ],
)
def test_a_sheet_that_was_altered_after_the_draw_is_refused(request_, alter):
    folder = made(request_, n=10, coders=("anna",))
    path = folder / "sheet_anna.csv"
    rows = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig").assign(work="x")
    path.write_bytes(csv_bytes(rows))
    assert len(read_returned(folder.parent, read_draws(folder.parent))) == 10
    path.write_bytes(csv_bytes(alter(rows)))
    with pytest.raises(ConfigError, match="altered after the draw|lacks 1 of the 10 segments"):
        read_returned(folder.parent, read_draws(folder.parent))


def test_a_sheet_that_was_drawn_before_context_was_recorded_is_read(request_):
    folder = made(request_, n=10, coders=("anna",))
    path = folder / "sheet_anna.csv"
    rows = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig").assign(work="x")
    path.write_bytes(csv_bytes(rows.drop(columns="beside")))
    assert len(read_returned(folder.parent, read_draws(folder.parent))) == 10


@pytest.mark.parametrize("overlap", [0, 0.25, 0.5, 1])
def test_so_many_segments_as_are_asked_for_are_coded_by_all_and_the_rest_by_one_each(request_, overlap):
    folder = made(request_, n=40, coders=TWO, overlap=overlap)
    given = read_draws(folder)["coders"].str.split(";")
    assert (given.str.len() == 2).sum() == 40 * overlap
    own = {coder: set(pd.read_csv(folder / f"sheet_{coder}.csv", encoding="utf-8-sig")["item"]) for coder in TWO}
    assert len(own["anna"] | own["ben"]) == 40
    assert len(own["anna"] & own["ben"]) == 40 * overlap
    assert abs(len(own["anna"]) - len(own["ben"])) <= 1


@pytest.mark.parametrize("by", ["", "place"])
def test_one_over_probability_sums_to_the_segments_that_were_drawn_from(request_, by):
    rows = read_draws(made(request_, n=30, by=by))
    assert (1 / rows["probability"]).sum() == pytest.approx(100)
    for _, own in rows.groupby("stratum"):
        assert (own["probability"] == len(own) / own["stratum_size"]).all()
        assert (1 / own["probability"]).sum() == pytest.approx(own["stratum_size"].iloc[0])
    assert set(rows["side"]) == ({"Alder", "Birch"} if by else {""})


def test_more_than_there_are_is_a_census(request_):
    said = make_coding_sample(request_, Kit(Wanted(n=500)))
    assert "this is a census, each with probability 1" in said
    assert set(read_draws(codes_folder(request_))["probability"]) == {1}


def test_what_the_coder_is_unsure_of_is_drawn_without_a_probability_and_never_twice(request_):
    first = make_coding_sample(request_, Kit(Wanted(n=20, strategy="uncertain")))
    assert "train, and estimate nothing" in first
    make_coding_sample(request_, Kit(Wanted(n=20, strategy="uncertain")))
    rows = read_draws(codes_folder(request_))
    assert rows["probability"].isna().all()
    assert rows["segment_id"].is_unique
    assert rows["draw"].nunique() == 2


def test_a_codebook_with_other_themes_than_the_codings_is_refused(request_):
    path = request_.corpus / "codebook.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"faith"', '"prayer"'), encoding="utf-8")
    with pytest.raises(ConfigError, match="other themes than the codings"):
        make_coding_sample(request_, Kit(Wanted(n=10)))


@pytest.mark.parametrize("names", ["", "anna,Anna", "adjudicated", "a/b", " , "])
def test_names_that_cannot_name_a_coder_are_refused(names):
    with pytest.raises(ConfigError, match="Coders are named"):
        coder_names(names)


def test_a_strategy_that_is_none_is_refused():
    assert strategy_named("uncertain") == "uncertain"
    with pytest.raises(ConfigError, match="No strategy 'luck'"):
        strategy_named("luck")


def test_codes_lie_beside_the_corpus_but_for_the_sample_that_is_shipped(request_):
    assert codes_folder(request_) == request_.corpus / "codes"
    assert codes_folder(Request(ROOT / "corpus" / "sample", request_.outputs)) == request_.outputs / "coding"


@pytest.mark.parametrize(("overlap", "said"), [(None, "(100%, OVERLAP=share, 0 to 1, sets another)"), (0.5, "(50%, as OVERLAP asks)")])
def test_the_share_that_all_code_is_told_with_who_chose_it(request_, overlap, said):
    told = make_coding_sample(request_, Kit(Wanted(n=20, coders=TWO, overlap=overlap)))
    assert said in told
    assert "0.3" not in told


@pytest.mark.parametrize(
    ("n_documents", "n", "overlap", "said"),
    [
        (4, 20, None, "of 4 sources, and an interval takes 5 sources"),
        (4, 20, None, "no draw from this study can have more"),
        (10, 4, None, "draw more segments"),
        (10, 40, None, "No draw from this study can have more."),
        (20, 40, 0.1, "the segments that several code are of"),
        (20, 80, None, ""),
    ],
)
def test_before_anybody_codes_it_is_said_that_so_few_sources_give_no_interval(tmp_path, n_documents, n, overlap, said):
    outputs, corpus = write_outputs(tmp_path / "outputs", *tables(n_documents)), write_corpus(tmp_path / "corpus")
    told = make_coding_sample(Request(corpus, outputs), Kit(Wanted(n=n, coders=TWO, overlap=overlap)))
    assert said in told if said else "Note:" not in told
