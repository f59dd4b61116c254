import pytest

from pipeline.config import ROOT, Study, load_study
from pipeline.errors import ConfigError


def written(tmp_path, text):
    path = tmp_path / "study.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_empty_file_gives_the_defaults_and_the_clones_codebook(tmp_path):
    study = load_study(written(tmp_path, ""))
    assert study.track.floor == Study().track.floor
    assert study.study.codebook == ROOT / "corpus" / "codebook.toml"


def test_paths_in_it_are_relative_to_it(tmp_path):
    assert load_study(written(tmp_path, '[study]\ncodebook = "mine.toml"')).study.codebook == (tmp_path / "mine.toml").resolve()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[discover]\ntopcs = 3", "discover.topcs: unknown key; known: topic_model, topics"),
        ("[discovr]\ntopics = 3", "discovr: unknown key; known: study, ingest"),
        ('[discover]\ntopics = "many"', "discover.topics: should be a valid integer"),
        ('[track]\nperiods = "decades"', "track.periods"),
        ('[[track.period]]\nname = "late"\nstart = 9\nend = 2', "period late: start 9 is after end 2"),
        ('[[track.period]]\nname = "a"\nstart = 1\nend = 5\n[[track.period]]\nname = "b"\nstart = 5\nend = 9', "periods a and b overlap"),
        ('[[track.period]]\nname = "a"\nstart = 1\nend = 5\n[[track.period]]\nname = "a "\nstart = 6\nend = 9', "two periods are named 'a'"),
        ('[[track.period]]\nname = "All"\nstart = 1\nend = 5', "no period can be named 'all'"),
        ('[[track.period]]\nname = " "\nstart = 1\nend = 5', "a period has no name"),
        ('[[track.period]]\nnam = "a"\nstart = 1\nend = 5', "unknown key; known: name, start, end"),
        ("[track", "cannot be read as TOML"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path, text, said):
    with pytest.raises(ConfigError) as caught:
        load_study(written(tmp_path, text))
    assert said in str(caught.value)


def test_the_topics_coder_goes_with_bertopic_alone(tmp_path):
    path = tmp_path / "study.toml"
    path.write_text('[code_themes]\ncoder = "topics"\n[discover]\ntopic_model = "nmf"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"those of nmf come out of the documents, after coding\. Choose \[discover\] topic_model"):
        load_study(path)


def test_a_missing_file_says_what_to_do(tmp_path):
    with pytest.raises(ConfigError, match="does not exist. Name another with STUDY="):
        load_study(tmp_path / "none.toml")


def test_every_setting_has_a_meaning():
    for section in Study.model_fields.values():
        for name, field in section.annotation.model_fields.items():
            assert field.description, name
