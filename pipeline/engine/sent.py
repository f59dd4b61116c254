"""Turn an error into bytes that another process can raise again."""

from __future__ import annotations

import pickle
import traceback


def as_sent(error: BaseException) -> bytes:
    """Return the pickled error, with its traceback as a note; of one that cannot be pickled, another with its words."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        sent = pickle.dumps(error)
        pickle.loads(sent)  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - whatever an error is made of
        return pickle.dumps(RuntimeError("\n".join(error.__notes__)))
    return sent
