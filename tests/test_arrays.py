"""A fitted model that is not whole says what to do."""

import sys

import numpy as np
import pytest

from pipeline.arrays import load_arrays, save_arrays
from pipeline.errors import ModelError


@pytest.mark.parametrize("name", ["arrays.safetensors", "facts.json"])
@pytest.mark.parametrize(
    "damage", [lambda path: path.unlink(), lambda path: path.write_bytes(path.read_bytes()[:9]), lambda path: path.write_bytes(b"")]
)
def test_a_model_whose_files_are_missing_or_cut_short_is_named(tmp_path, name, damage):
    save_arrays(tmp_path, {"weights": np.arange(6.0)}, {"threshold": 0.5})
    damage(tmp_path / name)
    with pytest.raises(ModelError, match="is not whole. Delete it"):
        load_arrays(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="files have no limit of size there")
def test_a_file_that_cannot_be_written_is_an_error_of_the_system(tmp_path):
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            save_arrays(tmp_path, {"a": np.zeros(1000)}, {})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
