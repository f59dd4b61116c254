"""Load what most stages need, once, in the process from which those of the stages part."""

# ruff: noqa: F401 - loaded, not used

import matplotlib.pyplot as plt
import pandas as pd
import scipy.stats
import sklearn
import spacy

import pipeline.compute
import pipeline.tables
