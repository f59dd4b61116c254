"""Pack a finished run for a repository or a reviewer: what is in it, what it was made of, and what is left for people to say.

One verb a module: ``hold`` (a run is as it was written), ``gather`` (the files), ``open_up`` (the record of the run without
names of files), ``derive`` (tables behind published figures), ``describe`` (datapackage.json), ``relate`` (RO-Crate),
``validate`` (what a crate must keep), ``withhold`` (no words that nobody cleared), the reviewer's pages (``count``,
``count_packed``, ``answer``, ``assume``, ``decided``, ``assess``, ``review``), ``cite``, ``attribute``, ``write_readme``, and ``pack``,
which does it all.
"""
