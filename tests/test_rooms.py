"""The rooms of the house: who may import whom."""

import ast
from pathlib import Path

import pytest

from pipeline.stages import STAGES, stage_named, writer_of
from pipeline.tables import TABLES

PACKAGE = Path(__file__).resolve().parent.parent / "pipeline"
MODULES = {".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): path for path in sorted(PACKAGE.rglob("*.py"))}
STAGE_MODULES = {stage.module for stage in STAGES}
ENGINE = {
    f"pipeline.{name}"
    for name in (
        "packs",
        "giving_up",
        "engine.cluster",
        "engine.work",
        "store",
        "state",
        "stages",
        "standing",
        "compute",
        "run",
        "cli",
        "inputs",
        "mapping",
        "record",
        "layout",
        "check",
        "models",
    )
}
LIGHT = (
    "cli",
    "stages",
    "registry",
    "config",
    "errors",
    "schema",
    "keys",
    "run",
    "standing",
    "state",
    "listing",
    "contain",
    "inputs",
    "store",
    "cache",
    "models",
    "codebook",
    "progress",
    "record",
    "engine.schedule",
)


def imported(path, *, at_import):
    tree = ast.parse(path.read_bytes())
    nodes = tree.body if at_import else list(ast.walk(tree))
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


@pytest.mark.parametrize("module", sorted(STAGE_MODULES))
def test_stage_modules_import_neither_each_other_nor_the_engine(module):
    found = set(imported(MODULES[module], at_import=False))
    assert not found & (STAGE_MODULES - {module})
    assert not found & ENGINE


@pytest.mark.parametrize(
    "module",
    [
        m
        for m in MODULES
        if m.startswith(("pipeline.importers.", "pipeline.encoders.", "pipeline.coders.", "pipeline.figures.", "pipeline.exporters."))
    ],
)
def test_plug_ins_import_neither_stages_nor_the_engine(module):
    assert not set(imported(MODULES[module], at_import=False)) & (STAGE_MODULES | ENGINE)


def test_one_module_alone_imports_dask():
    assert [m for m, path in MODULES.items() if {"dask", "distributed"} & {name.split(".")[0] for name in imported(path, at_import=False)}] == [
        "pipeline.engine.cluster"
    ]


@pytest.mark.parametrize("name", LIGHT)
def test_what_every_command_loads_imports_nothing_heavy(name):
    heavy = {
        "pandas",
        "numpy",
        "pandera",
        "pyarrow",
        "spacy",
        "sklearn",
        "scipy",
        "matplotlib",
        "bertopic",
        "onnxruntime",
        "jinja2",
        "dask",
        "distributed",
    }
    assert not {module.split(".")[0] for module in imported(MODULES[f"pipeline.{name}"], at_import=True)} & heavy


@pytest.mark.parametrize("module", MODULES)
def test_no_assert_stands_outside_tests_and_nothing_is_called_utils(module):
    tree = ast.parse(MODULES[module].read_bytes())
    assert not any(isinstance(node, ast.Assert) for node in ast.walk(tree))
    assert not {"utils", "helpers", "core", "base", "manager"} & set(module.split("."))


@pytest.mark.parametrize("stage", STAGES, ids=lambda s: s.name)
def test_a_stages_help_is_the_first_line_of_its_docstring_and_its_tables_exist(stage):
    module, function = stage.function.split(":")
    tree = ast.parse(MODULES[module].read_bytes())
    defined = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == function]
    assert (ast.get_docstring(defined[0]) or "").splitlines()[0] == stage.help
    assert set(stage.reads) | set(stage.writes) <= set(TABLES)
    assert stage_named(stage.name) is stage
    assert all(writer_of(table) is stage for table in stage.writes)


def test_every_table_but_problems_is_written_by_one_stage():
    written = [table for stage in STAGES for table in stage.writes]
    assert sorted(written) == sorted(set(TABLES) - {"problems"})
