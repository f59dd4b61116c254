"""See to it that one run at a time writes to a folder of outputs."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO

from pipeline.errors import TableError
from pipeline.keys import digest
from pipeline.state import MARKER

NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS})  # of a file system that has none


class Alone:
    """Holds a folder of outputs for this process, until it is closed or the process ends, however it ends.

    A lock lies in the folder of temporary files, so that a run which comes to nothing leaves OUTPUTS as it was; another in OUTPUTS,
    once that is there, so that runs with other temporary files see it, and those on other machines where the file system tells them.
    """

    def __init__(self, outputs: Path) -> None:
        """Take the folder.

        Raises:
            TableError: if another run has it.
        """
        name = digest([str(outputs.resolve()), str(getattr(os, "getuid", int)())])
        places = [Path(tempfile.gettempdir()) / f"themeline-{name[:24]}.lock"]
        if (outputs / MARKER).is_dir() and sys.platform != "win32":  # where an open file cannot be deleted with its folder
            places.append(outputs / MARKER / "lock")
        self._held: list[tuple[Path, IO[bytes]]] = []
        try:
            for path in places:
                self._held.append((path, _locked(path)))
        except BlockingIOError:
            self.close()
            raise TableError(f"Another run is writing to {outputs}. Wait until it has ended, or name another folder with OUTPUTS=folder.") from None
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let the folder go."""
        for path, file in self._held:
            with suppress(OSError):  # Windows deletes no open file: it stays, empty
                path.unlink()
            file.close()
        self._held.clear()


def _locked(path: Path) -> IO[bytes]:
    """Open a file and lock it for this process alone, without waiting; only open it where the file system knows no locks.

    Raises:
        BlockingIOError: if another process has it.
    """
    while True:
        file = path.open("ab")
        try:
            _lock(file)
        except OSError as error:
            if error.errno in NO_LOCKS:
                return file
            file.close()
            raise BlockingIOError from error
        if _is_there(path, file):
            return file
        file.close()  # who had it before deleted it meanwhile


def _is_there(path: Path, file: IO[bytes]) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _lock(file: IO[bytes]) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
