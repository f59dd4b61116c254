"""Documents that are one source are one cluster, whatever joins them; all letters are invented."""

import pytest

from pipeline.cluster import cluster
from pipeline.rows import columns
from pipeline.tables import DOCUMENTS

ROADS = "We ask the county to mend the road by the mill before the winter, for the school bus has stopped and nobody has told us when it will come again or who is to pay for it"
BATHS = "The baths of the old town are to close in the spring, and those who swim there, who are many and not young, say that the next are an hour away and cost twice as much to enter"


def documents(texts, clusters):
    base = {"media_type": "text/plain", "date_precision": "none", "date_basis": "none", "language": "en", "title": "t"}
    made = [
        base | {"document_id": name, "path": f"{name}.txt", "sha256": name, "cluster_id": clusters.get(name, name), "text": text}
        for name, text in texts.items()
    ]
    return DOCUMENTS.frame(columns(made, DOCUMENTS.names))


@pytest.mark.parametrize(
    ("clusters", "merged"),
    [
        ({}, [{"a", "b"}, {"c", "d"}]),
        ({"a": "X", "b": "Y", "c": "Y", "d": "Z"}, [{"a", "b", "c", "d"}]),
        ({"b": "Y", "c": "Y"}, [{"a", "b", "c", "d"}]),
        ({"a": "X", "e": "X"}, [{"a", "b", "e"}, {"c", "d"}]),
    ],
    ids=["two campaigns", "one mail in both", "one mail in both, the others alone", "a mail of one"],
)
def test_campaigns_that_one_mail_joins_are_one_source(clusters, merged):
    texts = {"a": f"{ROADS}.", "b": f"{ROADS}, she asks.", "c": f"{BATHS}.", "d": f"{BATHS}, he says.", "e": "See attached."}
    made = cluster(documents(texts, clusters)).documents.groupby("cluster_id")["document_id"].agg(set)
    assert [one for one in sorted(made, key=min) if len(one) > 1] == merged


def clusters_of(made):
    return dict(zip(made.documents["document_id"], made.documents["cluster_id"], strict=True))


def test_two_clusters_that_a_person_names_stay_two_though_their_files_have_the_same_bytes():
    copies = documents({"a": ROADS, "b": ROADS}, {"a": "X", "b": "Y"}).assign(sha256="0")
    made = cluster(copies, {"a.txt", "b.txt"})
    assert clusters_of(made) == {"a": "X", "b": "Y"}
    (told,) = made.problems
    assert (told["code"], told["severity"]) == ("clusters-apart", "warning")
    assert "X, Y" in told["message"]
    assert set(clusters_of(cluster(copies, {"a.txt"})).values()) == {"X"}  # who names one only, says nothing of the other


def test_documents_like_those_of_two_named_clusters_join_neither_to_the_other():
    texts = {"a": f"{ROADS}.", "b": f"{ROADS}, she asks.", "x": BATHS, "y": "A plan for the baths."}
    alike = documents(texts, {"x": "X", "y": "Y"}).assign(sha256=["1", "2", "1", "2"])  # a has the bytes of x, b those of y
    made = cluster(alike, {"x.txt", "y.txt"})
    assert clusters_of(made) == {"a": "X", "x": "X", "b": "Y", "y": "Y"}
    assert [row["code"] for row in made.problems] == ["same-file", "same-file", "clusters-apart"]


def test_who_has_the_bytes_of_two_named_clusters_is_in_the_first_and_it_is_said():
    copies = documents({"a": ROADS, "b": ROADS, "c": ROADS}, {"b": "Y", "c": "X"}).assign(sha256="0")
    made = cluster(copies, {"b.txt", "c.txt"})
    assert clusters_of(made) == {"a": "X", "b": "Y", "c": "X"}
    assert [row["code"] for row in made.problems] == ["clusters-apart"]


def test_the_letters_of_a_campaign_are_named_in_its_message_as_far_as_there_is_room():
    letters = {f"l{n:02}": f"{ROADS}, writes neighbour number {n}." for n in range(40)}
    (told,) = cluster(documents(letters, {})).problems
    assert (
        told["message"]
        == "l00.txt and 39 other documents (l01.txt, l02.txt, l03.txt and 36 more) are mostly the same words; they count as one source"
    )
    (row,) = cluster(documents(letters, {}).assign(path="answers.csv")).problems
    assert row["message"] == "answers.csv and 39 other documents are mostly the same words; they count as one source"


def test_like_words_join_nothing_to_a_cluster_that_a_person_named_nor_by_way_of_a_copy():
    letters = documents({"a": ROADS, "copy": ROADS, "like": f"{ROADS}, she asks."}, {"a": "person"}).assign(sha256=["0", "0", "1"])
    made = cluster(letters, {"a.txt"})
    assert clusters_of(made) == {"a": "person", "copy": "person", "like": "like"}
    assert [row["code"] for row in made.problems] == ["same-file", "clusters-apart"]


def test_files_with_the_same_bytes_are_said_once_and_a_campaign_with_a_copy_in_it_is_one():
    copies = documents({"a": ROADS, "b": ROADS}, {}).assign(sha256="0")
    assert [row["code"] for row in cluster(copies).problems] == ["same-file"]
    three = documents({"a": ROADS, "b": ROADS, "c": f"{ROADS}, she asks."}, {}).assign(sha256=["0", "0", "1"])
    assert [row["code"] for row in cluster(three).problems] == ["same-file", "campaign"]
    rows = documents({f"r{n}": f"{ROADS}, writes neighbour number {n}." for n in range(4)}, {}).assign(
        sha256="0", path=["a.csv", "a.csv", "b.csv", "b.csv"]
    )
    assert [row["code"] for row in cluster(rows).problems] == ["same-file", "campaign"]
