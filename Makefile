# Sets up .venv and calls themeline, which alone knows what is out of date. GNU Make 3.81 suffices.
# CORPUS, OUTPUTS and STUDY are never make targets, so that they may hold spaces.

PYTHON ?= python3
CORPUS ?=
OUTPUTS ?=
STUDY ?=
STAGE ?=
SCHEDULER ?=
WORD ?=
CODES ?=
N ?=
CODERS ?=
STRATEGY ?=
OVERLAP ?=
BY ?=
HIDE ?=
WHY ?=
AGAINST ?=
CLAIM ?=
NEAR ?=
ALL ?=
SEED ?=
TO ?=
PRIVATE ?=
WRITE ?=
CODER ?=
FORMAT ?=
FILE ?=
DRAW ?=
WITH_PREDICTIONS ?=
NEW_CODES ?=
REPLACE ?=
WITH_TEXTS ?=
SPEED ?=
DATE ?=
LICENCE ?=

themeline := .venv/bin/themeline
folders = $(if $(CORPUS),--corpus "$(CORPUS)") $(if $(OUTPUTS),--outputs "$(OUTPUTS)") $(if $(STUDY),--study "$(STUDY)")
for_coders = $(if $(CODERS),--coders "$(CODERS)") $(if $(SEED),--seed "$(SEED)") $(if $(TO),--to "$(TO)")
results = $(if $(OUTPUTS),--outputs "$(OUTPUTS)")
stages := ingest segment embed code_themes discover track track_words compare challenge decide frame quote ledger report

.DEFAULT_GOAL := all
.PHONY: all help run new check manifest find evaluate verify coding-sample agreement intrusion-sheets plan-coding learning-gain export-tasks import-tasks mapping-scores changes check-claim publish export-qdpx import-qdpx import-qdc package refit clean test lint reference bench $(stages)

##@ The study

all: .venv/ready  ## Set up what is missing and run the sample study
	@$(themeline) run $(folders)

run: .venv/ready  ## Run the whole study: CORPUS=folder OUTPUTS=folder [STUDY=file] [SCHEDULER=local:4]
	@$(themeline) run $(folders) $(if $(SCHEDULER),--scheduler "$(SCHEDULER)")

new: .venv/ready  ## Lay out a study of your own: STUDY=folder
	@$(if $(STUDY),,echo "Name the folder to make: make new STUDY=folder"; exit 1;) $(themeline) new "$(STUDY)"

check: .venv/ready  ## Say what a run would use, and what is wrong with it
	@$(themeline) check $(folders)

manifest: .venv/ready  ## Write OUTPUTS/manifest.csv, prefilled, to correct and copy
	@$(themeline) manifest $(folders)

find: .venv/ready  ## Show a word in context: WORD=housing [OUTPUTS=folder] [WHY=1 to see why each theme was given]
	@$(themeline) find "$(WORD)" $(if $(WHY),--why) $(results) $(if $(STUDY),--study "$(STUDY)")

evaluate: .venv/ready  ## Hold the codings against human codes: [CODES=file] [OUTPUTS=folder]
	@$(themeline) evaluate $(if $(CODES),--codes "$(CODES)") $(results)

verify: .venv/ready  ## Read the sources again and hold every quote, figure and file of a run against them
	@$(themeline) verify $(folders)

coding-sample: .venv/ready  ## Draw segments for human coders: N=120 [CODERS="anna,ben"] [OVERLAP=0.3] [BY=place] [STRATEGY=uncertain] [HIDE=1]
	@$(themeline) coding-sample $(if $(N),--n "$(N)") $(if $(STRATEGY),--strategy "$(STRATEGY)") $(if $(OVERLAP),--overlap "$(OVERLAP)") \
	  $(if $(BY),--by "$(BY)") $(if $(HIDE),--hide-source) $(for_coders) $(folders)

agreement: .venv/ready  ## Hold coders and the machine against each other: [CODES=file or folder] [OUTPUTS=folder]
	@$(themeline) agreement $(if $(CODES),"$(CODES)") $(folders)

intrusion-sheets: .venv/ready  ## Ask people which word or topic does not belong: [CODERS="anna,ben"]
	@$(themeline) intrusion-sheets $(for_coders) $(folders)

plan-coding: .venv/ready  ## Say how many segments to code for intervals of a wanted width: [WIDTH=0.05]
	@$(themeline) plan-coding $(if $(WIDTH),--half-width "$(WIDTH)") $(folders)

learning-gain: .venv/ready  ## Say how much better the coder is with human codes than without
	@$(themeline) learning-gain $(folders)

export-tasks: .venv/ready  ## Hand segments to another program: FORMAT=label-studio [DRAW=draw-…] [WITH_PREDICTIONS=1] [TO=folder]
	@$(if $(FORMAT),,echo "Name the format: make export-tasks FORMAT=label-studio"; exit 1;) $(themeline) export-tasks "$(FORMAT)" \
	  $(if $(DRAW),--draw "$(DRAW)") $(if $(WITH_PREDICTIONS),--with-predictions) $(if $(TO),--to "$(TO)") $(folders)

import-tasks: .venv/ready  ## Take back what another program coded: FORMAT=label-studio FILE=export.json [CODERS="1=anna"] [NEW_CODES=1] [REPLACE=1]
	@$(if $(and $(FORMAT),$(FILE)),,echo "Name both: make import-tasks FORMAT=label-studio FILE=export.json"; exit 1;) $(themeline) import-tasks "$(FORMAT)" "$(FILE)" \
	  $(if $(CODERS),--coders "$(CODERS)") $(if $(NEW_CODES),--new-codes) $(if $(REPLACE),--replace) $(if $(TO),--to "$(TO)") $(folders)

mapping-scores: .venv/ready  ## Hold a mapping of ThemeFinder and ours against people's codes: FILE=folder [CODES=file]
	@$(if $(FILE),,echo "Name the mapping: make mapping-scores FILE=folder"; exit 1;) $(themeline) mapping-scores "$(FILE)" $(if $(CODES),--codes "$(CODES)") $(folders)

changes: .venv/ready  ## Say what changed since an earlier run: AGAINST=folder [OUTPUTS=folder]
	@$(if $(AGAINST),,echo "Name the folder of the earlier run: make changes AGAINST=folder"; exit 1;) $(themeline) changes "$(AGAINST)" $(if $(OUTPUTS),"$(OUTPUTS)")

check-claim: .venv/ready  ## List the passages nearest to a claim: CLAIM="no one spoke against it" [ALL=1] [NEAR=0.4]
	@$(if $(CLAIM),,echo "Write the claim: make check-claim CLAIM=\"a sentence\""; exit 1;) $(themeline) check-claim "$(CLAIM)" \
	  $(if $(NEAR),--near "$(NEAR)") $(if $(ALL),--all) $(folders)

publish: .venv/ready  ## Write OUTPUTS/published, after review: CORPUS=folder OUTPUTS=folder [PRIVATE=private]
	@$(themeline) publish $(if $(PRIVATE),--private "$(PRIVATE)") $(folders)

package: .venv/ready  ## Pack what was published for a repository or reviewer: [DATE=2026-01-31] [LICENCE=CC-BY-4.0] [TO=file.zip] [REPLACE=1] [WITH_TEXTS=1]
	@$(themeline) package $(if $(DATE),--date "$(DATE)") $(if $(LICENCE),--licence "$(LICENCE)") $(if $(TO),--to "$(TO)") \
	  $(if $(REPLACE),--replace) $(if $(WITH_TEXTS),--with-texts) $(folders)

export-qdpx: .venv/ready  ## Write the study as a project for NVivo, QualCoder, MAXQDA, ATLAS.ti: [TO=file.qdpx] [ALL=1] [REPLACE=1]
	@$(themeline) export-qdpx $(if $(TO),--to "$(TO)") $(if $(ALL),--all) $(if $(REPLACE),--replace) $(folders)

import-qdpx: .venv/ready  ## Take in what people coded there: FILE=file.qdpx [WRITE=1] [TO=codes/file.csv] [REPLACE=1] [CODER=name]
	@$(if $(FILE),,echo "Name the project: make import-qdpx FILE=file.qdpx"; exit 1;) $(themeline) import-qdpx "$(FILE)" $(if $(TO),--to "$(TO)") \
	  $(if $(WRITE),--write) $(if $(REPLACE),--replace) $(if $(CODER),--coder "$(CODER)") $(folders)

import-qdc: .venv/ready  ## Draft a codebook.toml from a codebook of another program: FILE=file.qdc [TO=codebook.toml]
	@$(if $(FILE),,echo "Name the codebook: make import-qdc FILE=file.qdc"; exit 1;) $(themeline) import-qdc "$(FILE)" $(if $(TO),--to "$(TO)")

refit: .venv/ready  ## Fit the models anew, then run: [STAGE=discover]
	@$(themeline) refit $(if $(STAGE),--stage "$(STAGE)") $(folders)

clean: .venv/ready  ## Delete OUTPUTS if themeline made it; never models, codes or decisions
	@$(themeline) clean $(results)

##@ One stage, with all that it needs

ingest: ## Read the corpus into documents and blocks
segment: ## Cut documents into segments
embed: ## Turn segments into sentence vectors
code_themes: ## Code segments to the themes of the codebook
discover: ## Find topics, and how they meet the themes
track: ## Follow themes and topics over time
compare: ## Hold places and source types against each other
track_words: ## Follow the words within each theme over periods and places
challenge: ## Try every verdict under other choices
decide: ## Find the passages that people's decisions speak of
frame: ## Say of each coded segment what it says of its subject
quote: ## Choose quotes that speak for each theme, and some that dissent
ledger: ## List what documents propose, and the figures they give
report: ## Write the report and its figures

$(stages): .venv/ready
	@$(themeline) run --until $@ $(folders)

##@ The house

# Two tests at a time have two processors between them.
test: export OPENBLAS_NUM_THREADS = 1
test: lint  ## Set up what is missing, then lint, types and all tests
	.venv/bin/pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: .venv/ready-to-test  ## Lint and types only
	.venv/bin/ruff format --check
	.venv/bin/ruff check
	.venv/bin/mypy

reference: .venv/ready-to-test  ## Write the generated pages of docs/reference
	.venv/bin/python -m docs.write_reference

bench: .venv/ready-to-test  ## Measure time and memory; writes docs/benchmarks.md: [SPEED="--only 10k"]
	.venv/bin/python -m bench.corpora
	.venv/bin/python -m bench.speed $(SPEED)
	.venv/bin/python -m bench.encoding
	.venv/bin/python -m bench.extraction
	.venv/bin/python -m bench.self_made
	.venv/bin/python -m bench.coverage
	.venv/bin/python -m bench.coders
	.venv/bin/python -m bench.definitions
	.venv/bin/python -m bench.calibration
	.venv/bin/python -m bench.intervals
	.venv/bin/python -m bench.shifts
	.venv/bin/python -m bench.uneven
	.venv/bin/python -m bench.places
	.venv/bin/python -m bench.directions
	.venv/bin/python -m bench.ledger
	.venv/bin/python -m bench.framing
	.venv/bin/python -m bench.names
	.venv/bin/python -m bench.explorer
	.venv/bin/python -m bench.kills

help:  ## Print this help
	@awk 'BEGIN {FS = ":.*## "} /^##@ / {print "\n" substr($$0, 5)} \
	  /^[a-z_-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The locks hold every package with its hash; see requirements-excluded.txt for what is left out on purpose.
.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name one with PYTHON=python3.11"; exit 1; }
	@echo "Setting up .venv: about 1.2 GB, once. This takes some minutes, in which nothing is said."
	@$(PYTHON) -m venv .venv
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready-to-test: .venv/ready requirements-dev.lock
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@touch $@
