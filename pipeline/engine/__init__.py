"""Where the map over documents runs: in this process, in local processes, or on a cluster that is there. Only ``cluster`` imports Dask."""
