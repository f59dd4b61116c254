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
