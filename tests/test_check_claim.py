import numpy as np
import pandas as pd
import pytest
from decided_texts import codings_of, documents_of, read_rows, segments_of, vectors_of

from pipeline.check_claim import Study, near_claim, shared_words
from pipeline.claim_files import check_claim, sheet_of, slug
from pipeline.claim_marks import marks_of
from pipeline.claim_text import claim_text
from pipeline.decision_files import COLUMNS, read_decision_file
from pipeline.encoders.hashing import Hashing
from pipeline.errors import ConfigError, TableError
from pipeline.inputs import Request
from pipeline.store import write_json, write_table
from pipeline.tables import TABLES

CLAIM = "Nobody said that the mill was a problem."
FOR = "At the meeting nobody said that the mill at Ashwick was a problem."
AGAINST = "Three neighbours said that the mill was a problem, and had been for years."
BUSES = "Buses to the hill run every hour from the square."
CHOIR = "The choir sang two songs after the tea was drunk."
TEXTS = {"a": f"{BUSES}\n\n{FOR}", "b": f"{AGAINST}\n\n{CHOIR}", "c": f"{CHOIR}\n\n{BUSES}"}


def study_of(texts=TEXTS, changes=None, **columns):
    documents = documents_of(texts, **columns)
    segments = segments_of(documents, by_text=changes or {})
    return Study(documents, segments, vectors_of(segments), codings_of(segments), TABLES["problems"].empty(), None, "en")


def searched(claim=CLAIM, study=None, near=0.3):
    (vector,) = np.asarray(Hashing().encode([claim]))
    return near_claim(claim, vector, study or study_of(), near)


def support_of(*rows):
    return read_rows(*rows, columns=COLUMNS["support"])


def mark(text, word, document="a", **more):
    return {"claim": CLAIM.upper(), "mark": word, "path": f"{document}.txt", "text": text, **more}


def test_a_passage_that_makes_the_claim_and_one_that_denies_it_come_first():
    found = searched()
    assert found.passages["text"].to_list()[:2] == [FOR, AGAINST]
    assert set(found.passages["document_id"]) == {"a", "b"}
    assert found.far == ("Paper c",)
    assert (found.scope.n_passages, found.scope.n_documents) == (6, 3)


def test_where_nothing_is_near_it_says_so_with_the_largest_cosine():
    found = searched("Dolphins juggle marmalade.")
    assert found.passages.empty
    assert found.largest < 0.3
    said = claim_text(found, ())
    assert f"Nothing is near in meaning: the largest cosine is {found.largest:.2f}" in said
    assert "Words of the claim that no passage has: dolphins, juggle, marmalade." in said
    assert "3 searched documents have no passage near it: Paper a, Paper b and Paper c." in said


def test_what_was_not_searched_is_counted_by_why():
    changes = {CHOIR: {"codable": False}, BUSES: {"codable": False, "duplicate_of": "x", "duplicate_kind": "exact"}}
    problems = TABLES["problems"].frame(
        [{"stage": "ingest", "path": "x.pdf", "code": "unreadable", "message": "m", "remedy": "r", "severity": "error"}]
    )
    made = study_of({**TEXTS, "d": CHOIR}, changes, language={"d": "cy"})
    found = searched(study=Study(made.documents, made.segments, made.vectors, made.codings, problems, None, "en"))
    scope = found.scope
    assert (scope.n_passages, scope.n_documents, scope.n_furniture, scope.n_repeats, scope.n_unread) == (2, 2, 3, 2, 1)
    assert (scope.other_language, scope.without_passage) == (("Paper d",), ("Paper c",))
    said = claim_text(found, ())
    assert "Searched: 2 passages of 2 documents." in said
    assert "1 document in another language (Paper d)" in said
    assert "1 file that could not be read" in said


def test_at_most_two_passages_of_a_document_are_shown_until_all_are_asked_for():
    texts = {"a": "\n\n".join(f"{FOR[:-1]} on day {n}." for n in range(4))}
    found = searched(study=study_of(texts))
    few, every = claim_text(found, ()), claim_text(found, (), everything=True)
    assert few.count("on day") == 2
    assert "… and 2 more of this document" in few
    assert every.count("on day") == 4


def test_no_verdict_is_given():
    said = claim_text(searched(), ()).casefold()
    assert "no finding" in said
    assert not any(word in said for word in ("confirmed", "refuted", "true", "false"))


def test_rare_words_weigh_more_and_words_in_every_passage_nothing():
    shares, unknown = shared_words("the ferry", ["the ferries", "the hall", "the mill"])
    assert shares == [1.0, 0.0, 0.0]
    assert unknown == ()


def test_singular_and_plural_of_either_are_one_word():
    texts = ["The mill has one problem.", "The mills have problems.", "The choir sang."]
    for claim in ("a mill is a problem", "mills are problems"):
        assert shared_words(claim, texts)[0] == [1.0, 1.0, 0.0]
    assert shared_words("closing mills", ["It closed the mill.", "A hill."])[0] == [1.0, 0.0]


def test_words_of_grammar_do_not_keep_a_passage_with_every_other_word_of_the_claim_off_the_list():
    claim = "Nobody thereby ever whereupon said: mills are problems."
    texts = ["The mill, they said, was a problem.", *[f"Tea number {n}." for n in range(8)], "Nobody ever was thereby late whereupon."]
    assert shared_words(claim, texts)[0] == [1.0, *[0.0] * 9]
    assert shared_words("the mill", ["The mill stands."])[0] == [1.0]  # in every passage, and yet in this one


def test_a_passage_that_shares_rare_words_alone_is_listed_apart():
    found = searched(near=0.99)
    assert not found.passages["by_meaning"].any()
    assert "By the claim's words alone: " in claim_text(found, ())


def test_what_people_marked_is_told_first_and_counted_by_source():
    rows = [mark(FOR, "supports", who="Ada Fern"), mark(AGAINST, "contradicts", "b"), mark("The ferry was late.", "supports")]
    study = study_of(cluster_id={"a": "one", "b": "one"})
    marks = marks_of(CLAIM, support_of(*rows, mark(BUSES, "neither", "c") | {"claim": "Another claim."}), study.documents, study.segments)
    assert [(m.mark, m.source) for m in marks] == [("supports", "one"), ("supports", ""), ("contradicts", "one")]
    lines = claim_text(searched(study=study), marks).splitlines()
    assert lines[1] == "Marked by people: supports: 1 passage of 1 source; contradicts: 1 passage of 1 source."
    assert any(line.startswith("  Row 4 of decisions/support.csv (supports) is on words that are in no document") for line in lines)


def test_the_last_mark_of_a_person_on_a_passage_counts():
    study = study_of()
    marks = marks_of(CLAIM, support_of(mark(FOR, "supports"), mark(FOR, "neither")), study.documents, study.segments)
    assert [m.mark for m in marks] == ["neither"]
    assert sheet_of(searched(), marks)["mark"].to_list()[0] == "neither"


def test_claims_that_differ_in_case_and_commas_have_one_sheet():
    assert slug("No one, said it") == slug("no one said it!")
    assert slug("x" * 200 + "a") != slug("x" * 200 + "b")


@pytest.fixture
def run(tmp_path):
    (tmp_path / "corpus").mkdir()
    study = study_of()
    for name in ("documents", "segments", "vectors", "codings", "problems"):
        write_table(tmp_path / "outputs", name, getattr(study, name))
    write_json(tmp_path / "outputs" / "run.json", {"settings": {"embed": {"encoder": "hashing"}, "ingest": {"language": "en"}}})
    return Request(tmp_path / "corpus", tmp_path / "outputs")


def test_a_marked_sheet_copied_to_decisions_is_read_and_never_written_over(run):
    said = check_claim(run, CLAIM, 0.3)
    path = run.outputs / "claims" / f"{slug(CLAIM)}.csv"
    assert f"To mark: {path}." in said
    sheet = pd.read_csv(path, dtype="str", keep_default_na=False)
    sheet.loc[0, ["mark", "who"]] = ["supports", "Ada Fern"]
    sheet.to_csv(path, index=False)
    marked = path.read_bytes()
    assert "has marks of yours and is left as it is" in check_claim(run, CLAIM, 0.3)
    assert path.read_bytes() == marked
    (run.corpus / "decisions").mkdir()
    (run.corpus / "decisions" / "support.csv").write_bytes(marked)
    assert len(read_decision_file(run.corpus, "support")) == 1
    again = check_claim(run, CLAIM, 0.3)
    assert "Marked by people: supports: 1 passage of 1 source." in again
    assert "supports (Ada Fern): Paper a" in again
    assert (run.corpus / "decisions" / "support.csv").read_bytes() == marked


def test_a_claim_without_words_and_a_folder_without_a_run_are_refused(run, tmp_path):
    with pytest.raises(ConfigError, match="No word to look for"):
        check_claim(run, "?!")
    with pytest.raises(TableError, match="does not exist yet"):
        check_claim(Request(run.corpus, tmp_path / "none"), CLAIM)
