"""Exchange a study with NVivo, QualCoder, MAXQDA and ATLAS.ti: REFI-QDA projects (.qdpx) and codebooks (.qdc), out and in.

One verb a file. Out: ``load`` what a study holds, ``compose`` a project, ``write`` it, ``lint`` what was written (``export`` does all four).
In: ``unpack`` an archive, ``parse`` it, ``calibrate`` how it counts characters, ``recognise`` documents and codes, ``differ`` from what the study
holds, ``judge_rows`` what people decided (``take_in`` does all six).

Source: REFI-QDA standard 1.5 of 25 September 2019, whose XML is QDA-XML 1.0.
"""
