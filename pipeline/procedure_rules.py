"""Tell whether a block of minutes is a formality of the meeting: it is only if each of its sentences is one, from its first word to its last."""

from __future__ import annotations

import re

from pipeline.procedure_vocabulary import only_of_the_meeting

TRIVIAL_WORDS = 6  # so short a line under a heading such as Next meeting is of it
ABBREVIATED = re.compile(r"\b(Cllr|Mr|Mrs|Ms|Dr|St|No|no(?=\. \d)|\d|[A-Z])\.\s")
NEXT_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“\"])")


def is_procedure(words: str) -> bool:
    """Tell whether every sentence is a formality.

    >>> is_procedure("The minutes were agreed. None."), is_procedure("The minutes were agreed. Families wait three years for a home.")
    (True, False)
    """
    sentences = [s for s in NEXT_SENTENCE.split(ABBREVIATED.sub(r"\1 ", words)) if re.search(r"[^\W\d]", s)]
    return bool(sentences) and all(only_of_the_meeting(sentence) for sentence in sentences)
