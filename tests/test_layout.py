import pytest

from pipeline.codebook import load_codebook
from pipeline.config import load_study
from pipeline.errors import ConfigError
from pipeline.layout import new_study
from pipeline.manifest import read_manifest


def test_a_new_study_can_be_read_as_it_is(tmp_path):
    said = new_study(tmp_path / "my study")
    assert 'make run CORPUS="' in said
    folder = tmp_path / "my study"
    assert sorted(path.name for path in folder.iterdir()) == ["codebook.toml", "codes", "decisions", "documents", "manifest.csv", "study.toml"]
    study = load_study(folder / "study.toml")
    assert study.study.codebook == folder / "codebook.toml"
    assert load_codebook(study.study.codebook).theme_ids
    assert read_manifest(folder / "manifest.csv").rows == ()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ConfigError, match="is not empty"):
        new_study(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
