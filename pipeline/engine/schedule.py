"""Understand ``--scheduler``, and refuse a cluster whose line anyone can listen on or speak into."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address

from pipeline.errors import ConfigError

ADDRESS = re.compile(r"(?P<protocol>tcp|tls)://(?P<host>\[[0-9a-fA-F:.]+\]|[\w.-]+):(?P<port>\d{1,5})")
WAYS = "local:4 (processes of this machine), tcp://127.0.0.1:8786 or tls://host:8786 (a Dask scheduler)"


@dataclass(frozen=True)
class Schedule:
    """Where to run: ``workers`` processes of this machine, or else the Dask scheduler at ``address``."""

    workers: int = 0
    address: str = ""


def read_schedule(asked: str, *, insecure: bool = False) -> Schedule | None:
    """Read what was asked for with ``--scheduler``.

    Args:
        asked: ``local:N``, ``tcp://host:port`` or ``tls://host:port``; empty: this process.
        insecure: whether the user said that a scheduler without TLS on another machine is meant.

    Returns:
        None for this process.

    Raises:
        ConfigError: if it is none of these, or without TLS and not on this machine.

    >>> read_schedule("local:2")
    Schedule(workers=2, address='')
    """
    if not asked:
        return None
    kind, _, number = asked.partition(":")
    if kind == "local" and number.isascii() and number.isdigit() and int(number) >= 1:
        return Schedule(workers=int(number))
    named = ADDRESS.fullmatch(asked)
    if named is None:
        raise ConfigError(f"--scheduler {asked} cannot be used. There are: {WAYS}; without it, everything runs in this process.")
    if named["protocol"] == "tcp" and not insecure and not _is_here(named["host"]):
        raise ConfigError(
            f"The scheduler {asked} is on another machine and without TLS. Whoever reaches an open scheduler can run any code on its workers "
            "and read the documents. Use tls:// (docs/how-to/cluster.md), or say --insecure where the network between is closed to others."
        )
    return Schedule(address=asked)


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
