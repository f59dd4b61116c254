"""See to it that one run at a time writes to a folder of outputs."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import IO

from pipeline.errors import TableError
from pipeline.keys import digest


class Alone:
    """Holds a folder of outputs for this process, until it is closed or the process ends, however it ends.

    The lock lies in the folder of temporary files, so that a run which comes to nothing leaves OUTPUTS as it was; runs on other
    machines are not seen.
    """

    def __init__(self, outputs: Path) -> None:
        """Take the folder.

        Raises:
            TableError: if another run has it.
        """
        name = digest([str(outputs.resolve()), str(getattr(os, "getuid", int)())])
        self._file: IO[bytes] = (Path(tempfile.gettempdir()) / f"themeline-{name[:24]}.lock").open("ab")
        try:
            _lock(self._file)
        except OSError:
            self._file.close()
            raise TableError(f"Another run is writing to {outputs}. Wait until it has ended, or name another folder with OUTPUTS=folder.") from None

    def close(self) -> None:
        """Let the folder go."""
        self._file.close()


def _lock(file: IO[bytes]) -> None:
    """Lock a file for this process alone, without waiting."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
