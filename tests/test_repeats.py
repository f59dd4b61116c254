"""What is said more than once counts once: the same words, nearly the same, boilerplate, and whole letters."""

import random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Segment
from pipeline.repeats import campaigns, mark_repeats
from pipeline.shingles import alike
from pipeline.tables import DOCUMENTS, SEGMENTS

BUSES = "Residents said again and again that the buses stop too early and that nobody had asked the people who work at night about it before the change was made"
RENTS = "Rents in the old town have gone up by a tenth in a single year while the wages that are paid in the warehouses have hardly moved since the spring"
DECLARED = "Members were reminded of the need to declare any interest in the business on the agenda and no interests of any kind were then declared by those who were present at this meeting of the body and its officers in the hall on the night"


def documents(*texts, **columns):
    rows = []
    for number, text in enumerate(texts):
        row = dict.fromkeys(DOCUMENTS.names) | {
            "document_id": f"d{number:03}",
            "path": f"d{number:03}.txt",
            "sha256": "0",
            "media_type": "text/plain",
        }
        row |= {"title": "t", "date_precision": "none", "date_basis": "none", "cluster_id": f"d{number:03}", "language": "en", "text": text}
        rows.append(row | {name: values[number] for name, values in columns.items()})
    return DOCUMENTS.frame(rows)


def segments(*texts):
    return SEGMENTS.frame(
        [
            {
                "segment_id": f"d{n:03}#00000000-{len(text):08}",
                "document_id": f"d{n:03}",
                "start": 0,
                "end": len(text),
                "paragraph": 1,
                "voice": "own",
                "part": "finding",
                "codable": True,
                "text": text,
                "n_words": len(text.split()),
            }
            for n, text in enumerate(texts)
        ]
    )


def marks(marked):
    rows = marked[["duplicate_of", "duplicate_kind", "codable"]].astype("object")
    return [(of[:4] if kind else None, kind, codable) for of, kind, codable in rows.where(rows.notna(), None).itertuples(index=False)]


def test_the_same_words_and_nearly_the_same_count_once_and_name_the_first():
    edited = BUSES.replace("was made", "was agreed")
    marked = mark_repeats(segments(BUSES, RENTS, BUSES.upper() + "!", edited), Segment())
    assert marks(marked) == [(None, None, True), (None, None, True), ("d000", "exact", False), ("d000", "near", False)]


def test_what_shares_less_than_four_fifths_of_its_words_in_order_is_no_repeat():
    half = " ".join(BUSES.split()[:15] + RENTS.split()[:15])
    assert mark_repeats(segments(BUSES, half, RENTS), Segment())["duplicate_of"].isna().all()


def test_short_segments_and_those_that_are_not_coded_are_left_alone():
    short = segments("Thank you all", "Thank you all")
    assert mark_repeats(short, Segment())["duplicate_of"].isna().all()
    asides = segments(BUSES, BUSES).assign(codable=False)
    assert mark_repeats(asides, Segment())["duplicate_of"].isna().all()
    assert mark_repeats(SEGMENTS.empty(), Segment()).empty


def test_what_is_named_as_the_first_is_never_a_repeat_itself():
    words = BUSES.split()
    drift = [" ".join([f"x{k}" for k in range(n)] + words[n:]) for n in range(12)]
    marked = mark_repeats(segments(*drift), Segment()).set_index("segment_id")
    named = marked["duplicate_of"].dropna()
    assert len(named) > 3
    assert marked.loc[named, "duplicate_of"].isna().all()
    assert marked.loc[named, "codable"].all()


def test_words_of_five_sources_of_one_publisher_are_boilerplate_and_of_four_are_repeats():
    texts = [DECLARED.replace("this meeting", f"meeting {n} of") for n in range(5)]
    body = ["Tarnbeck Parish Council"] * 5
    five = mark_repeats(segments(*texts), Segment(), documents(*texts, publisher=body))
    assert marks(five)[1:] == [("d000", "boilerplate", False)] * 4
    assert marks(five)[0] == (None, None, True)
    four = mark_repeats(segments(*texts), Segment(), documents(*texts, publisher=[*body[:4], None]))
    assert set(four["duplicate_kind"].dropna()) == {"near"}


def test_letters_of_one_campaign_are_one_source_and_no_boilerplate():
    texts = [RENTS] * 6
    letters = documents(*texts, source_type=["letter"] * 6, cluster_id=["d000"] * 6)
    assert set(mark_repeats(segments(*texts), Segment(), letters)["duplicate_kind"].dropna()) == {"exact"}


@pytest.mark.parametrize("order", [(5, 4, 3, 2, 1, 0), (2, 0, 5, 1, 4, 3), (3, 5, 0, 4, 2, 1)])
def test_the_order_of_rows_does_not_matter(order):
    edited = BUSES.replace("was made", "was agreed")
    made = segments(BUSES, RENTS, edited, RENTS, DECLARED, edited)
    docs = documents(*made["text"], publisher=["p"] * 6)
    pd.testing.assert_frame_equal(mark_repeats(made.iloc[list(order)], Segment(), docs.iloc[list(order)]), mark_repeats(made, Segment(), docs))


@given(st.lists(st.text(alphabet="abc ", max_size=60), max_size=9), st.sampled_from([0.3, 0.6, 0.8, 1.0]), st.sampled_from(["union", "larger"]))
def test_every_pair_of_texts_that_are_alike_is_found_and_no_other(texts, least, of):
    texts = [" ".join(text.split()) for text in texts]
    runs = [set(zip(text.split(), text.split()[1:], text.split()[2:], strict=False)) for text in texts]

    def share(a, b):
        whole = len(a | b) if of == "union" else max(len(a), len(b))
        return len(a & b) / whole if whole else 0

    expected = [[i, j] for i in range(len(texts)) for j in range(i + 1, len(texts)) if runs[i] & runs[j] and share(runs[i], runs[j]) >= least]
    assert alike(texts, least, of).tolist() == expected


def letter(own, closing="Yours faithfully"):
    asks = f"{BUSES}. {RENTS}. We ask the council to think again before the summer."
    return f"Dear Councillor, {own} {asks} {closing}"


def test_letters_of_a_campaign_are_one_group_whatever_their_writers_added():
    texts = [
        letter("I write as a nurse."),
        "The minutes of another meeting altogether, at which " + DECLARED + ", and after which tea was served to all who had come.",
        letter("My son is eighteen, and he walks home from the depot at midnight in all weathers."),
        letter("", closing="A resident"),
    ]
    groups = campaigns(documents(*texts))
    assert groups.to_dict() == {"d000": "d000", "d002": "d000", "d003": "d000"}
    pd.testing.assert_series_equal(campaigns(documents(*texts).iloc[::-1]), groups)


def test_a_letter_quoted_in_a_long_report_and_short_replies_make_no_campaign():
    report = " ".join(f"Section {n} of the report says thing {n} about place {n + 1}." for n in range(60)) + letter("")
    assert campaigns(documents(letter(""), report)).empty
    assert campaigns(documents("I agree with this.", "I agree with this.")).empty
    assert campaigns(DOCUMENTS.empty()).empty


@pytest.mark.slow
def test_ten_thousand_segments_take_seconds_and_every_planted_repeat_is_found():
    chance = random.Random(1)
    texts = [" ".join(f"w{chance.randrange(3000)}" for _ in range(40)) for _ in range(9000)]
    marked = mark_repeats(segments(*texts, *(f"{text} indeed" for text in texts[:1000])), Segment())
    assert marked["duplicate_kind"].value_counts().to_dict() == {"near": 1000}
