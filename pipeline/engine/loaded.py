"""Load what most stages need, once, in the process from which those of the stages part."""

# ruff: noqa: F401 - loaded, not used

from importlib import import_module

import matplotlib.pyplot as plt
import pandas as pd
import pyarrow.parquet
import scipy.stats
import sklearn.linear_model
import spacy

import pipeline.compute
from pipeline.sentences import sentence_spans
from pipeline.stages import STAGES
from pipeline.tables import PROBLEMS

for stage in STAGES:
    import_module(stage.module)
PROBLEMS.empty()  # the first check of a table loads what checks them
sentence_spans(["."])  # and the first text, what cuts into sentences
