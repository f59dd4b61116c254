import ast

import pytest

from pipeline import keys
from pipeline.keys import digest, source_hash


def test_borders_between_parts_count():
    assert digest(["ab", "c"]) != digest(["a", "bc"])
    assert digest([]) != digest([""])


def test_a_stages_key_holds_the_sources_of_all_it_imports(tmp_path, monkeypatch):
    package = tmp_path / "pipeline"
    (package / "rooms").mkdir(parents=True)
    for name, text in {
        "__init__": "",
        "one": "from pipeline.two import x\n",
        "two": "from pipeline import three\nx = 1\n",
        "three": "y = 1\n",
    }.items():
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    (package / "rooms" / "__init__.py").write_text("import pipeline.three\n", encoding="utf-8")
    monkeypatch.setattr(keys, "PACKAGE", package)

    def hashes():
        keys.file_hash.cache_clear()
        keys._imported.cache_clear()
        return source_hash("pipeline.one"), source_hash("pipeline.two"), source_hash("pipeline.rooms")

    before = hashes()
    (package / "three.py").write_text("y = 2\n", encoding="utf-8")
    assert all(new != old for new, old in zip(hashes(), before, strict=True))
    middle = hashes()
    (package / "one.py").write_text("from pipeline.two import x  # changed\n", encoding="utf-8")
    after = hashes()
    assert after[0] != middle[0]
    assert after[1:] == middle[1:]
    keys.file_hash.cache_clear()
    keys._imported.cache_clear()


def test_an_absent_file_has_a_hash_of_its_own(tmp_path):
    assert keys.file_hash(tmp_path / "none") == "absent"


def parsed(path):
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline"):
            yield from (node.module, *(name for one in node.names if keys._path(name := f"{node.module}.{one.name}").is_file()))
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.startswith("pipeline"))


def test_imports_are_found_as_pythons_own_parser_finds_them():
    paths = sorted(keys.PACKAGE.rglob("*.py"))
    modules = [".".join(["pipeline", *path.relative_to(keys.PACKAGE).with_suffix("").parts]).removesuffix(".__init__") for path in paths]
    assert [m for m, path in zip(modules, paths, strict=True) if set(keys._imported(m)) != set(parsed(path))] == []


@pytest.mark.parametrize(
    "line",
    ["from pipeline import (\n    one,  # (first)\n    two as second,\n)", "    import pipeline.one", "import os, pipeline.two as t  # and so on"],
)
def test_every_way_to_write_an_import_is_found(line, tmp_path, monkeypatch):
    package = tmp_path / "pipeline"
    package.mkdir()
    for name, text in {"__init__": "", "one": "", "two": "", "asks": line if line[0] != " " else f"def f():\n{line}"}.items():
        (package / f"{name}.py").write_text(text + "\n", encoding="utf-8")
    monkeypatch.setattr(keys, "PACKAGE", package)
    keys._imported.cache_clear()
    assert set(keys._imported("pipeline.asks")) == set(parsed(package / "asks.py"))
    keys._imported.cache_clear()
