"""What documents cite and the corpus lacks; every title, person and body is invented."""

import pandas as pd
import pytest

from pipeline.cited import citations_in, cited, titles_in
from pipeline.rows import columns
from pipeline.tables import CITED, DOCUMENTS, SEGMENTS


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We welcomed the Marlow Report and all that it asked for.", [("Marlow Report", None)]),
        ("Since the Marlow report (2001) much has been written.", [("Marlow report", 2001)]),
        ("The report “Streets for All” (2007) is out of print.", [("Streets for All", 2007)]),
        ("A Green Paper, 'The Politics of Parks', was published in June.", [("The Politics of Parks", None)]),
        ("The report of the Commission on Parks\nand Gardens will be read.", [("report of the Commission on Parks and Gardens", None)]),
        ("4 The public orchard: a guide, Office of Parks (May 2007).", [("The public orchard: a guide", 2007)]),
        ("12 See also Lamps, paths and bridges, Overwick Forum (2011); HL Deb 3 May 2011 col 12", [("Lamps, paths and bridges", 2011)]),
        ("4 The Orchards Act, Office of Parks (2007).", []),
        ("4 Ibid, as the Office of Parks (2007).", []),
        ("The keepers of orchards, Holm Trust (2007) among them, came.", []),
        ("4. The keepers of orchards, Holm Trust (2007) among them, came.", []),
        ("The Parks Act 1998 and the Gardens Bill were read.", []),
        ("The annual report said so, and this review agrees.", []),
        ("The Orchard Reviewer spoke, and the Play Reporter of the Alder News wrote it down.", []),
        ("The Orchard Review’s chapter on paths was read.", [("Orchard Review", None)]),
        ("Delegates spoke of “Streets for All”, a campaign of the tenants.", []),
        ("The Annual Report of the Committee was received.", []),
        ("She said that “The town is ours” and left.", []),
    ],
)
def test_titles_are_found_where_a_text_plainly_cites_a_document(text, found):
    assert [(title, year) for title, year, _ in titles_in(text)] == found


def tables(titles, texts):
    documents = [{"document_id": f"d{n}", "title": title} for n, title in enumerate(titles)]
    segments = [
        {"segment_id": f"d{n}#{0:08}-{len(text):08}", "document_id": f"d{n}", "start": 0, "end": len(text), "text": text, "part": "finding"}
        for n, text in enumerate(texts)
    ]
    return (
        pd.DataFrame(columns(documents, DOCUMENTS.names)),
        pd.DataFrame(columns(segments, SEGMENTS.names)),
    )


def test_documents_that_cite_one_report_are_counted_together_and_what_is_held_says_so():
    documents, segments = tables(
        ["Minutes", "News", "Streets for All: a report"],
        ["The Marlow Report is late.", "Read the Marlow Report (2001), and the report “Streets for All”.", "Nothing."],
    )
    made = CITED.validate(cited(documents, segments, citations_in(segments))).set_index("title")
    assert made.loc["Marlow Report", ["year", "n_documents", "held"]].to_list() == [2001, 2, False]
    assert made.loc["Marlow Report", "document_ids"] == ["d0", "d1"]
    assert bool(made.loc["Streets for All", "held"])
    for title, row in made.iterrows():
        text = segments.set_index("segment_id").loc[row["segment_id"], "text"]
        assert text[row["start"] : row["end"]] == title


def test_a_corpus_that_cites_nothing_gives_an_empty_table():
    documents, segments = tables(["Minutes"], ["Nobody cited anything here."])
    assert cited(documents, segments, citations_in(segments)).empty


def test_a_title_with_two_years_is_two_and_its_place_is_the_first_in_the_segment():
    texts = ["Nothing.", "The Marlow Report (1998) came before the Marlow Report (2001), and both before the Marlow Report (1998)."]
    documents, segments = tables(["Minutes", "News"], texts)
    later = segments.assign(start=segments["start"] + 100)
    made = cited(documents, later, citations_in(later))
    assert sorted(made["year"]) == [1998, 2001]
    assert set(made["start"]) == {100 + texts[1].index("Marlow")}


def test_what_a_repeat_cites_does_not_count_twice_and_citations_of_a_segment_are_its_own():
    documents, segments = tables(["Minutes", "News"], ["The Marlow Report is late.", "The Marlow Report is late."])
    repeated = segments.assign(duplicate_of=[None, segments["segment_id"][0]])
    (row,) = cited(documents, repeated, citations_in(segments)).to_dict("records")
    assert row["document_ids"] == ["d0"]
    alone = pd.concat([citations_in(segments[:1]), citations_in(segments[1:])], ignore_index=True)
    pd.testing.assert_frame_equal(citations_in(segments), alone)
