"""Tell mails that a program wrote by itself: that a mail could not be delivered, that someone is away."""

from __future__ import annotations

import re
from email.message import EmailMessage

from pipeline.importers.eml_parts import header, people

SUBJECT = re.compile(
    r"(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response|responder)|out of office(?: (?:auto)?reply)?|ateb awtomatig)\s*:", re.IGNORECASE
)
UNDELIVERED = re.compile(
    r"(?:undeliver(?:able|ed)|(?:mail )?delivery (?:status|failure|failed|has failed)|mail delivery|returned mail|failure notice)\b", re.IGNORECASE
)
ANSWERS = ("x-autoreply", "x-auto-reply", "x-autorespond")
NOTICE_WORDS = 200  # a longer text is no notice, whatever its subject begins with


def by_program(message: EmailMessage, text: str) -> bool:
    """Tell whether a mail was written by a program.

    Args:
        message: the mail.
        text: of it.

    Returns:
        True for reports of delivery and automatic replies. What a program only sent, as web forms do, was written by someone: False.

    Source:
        RFC 6522 (2012), multipart/report; RFC 3834 (2004), section 5: the field Auto-Submitted, of which ``auto-generated`` says
        too little, since forms that people filled in carry it as well.
    """
    if message.get_content_type() == "multipart/report" or header(message, "x-failed-recipients"):
        return True
    if header(message, "auto-submitted").split(";")[0].strip().lower() == "auto-replied" or header(message, "precedence").lower() == "auto_reply":
        return True
    if any(header(message, name).lower() not in {"", "no"} for name in ANSWERS):
        return True
    subject = header(message, "subject")
    local = {address.split("@")[0].lower() for _, address in people(message, "from")}
    if "mailer-daemon" in local or ("postmaster" in local and UNDELIVERED.match(subject)):
        return True
    return bool(SUBJECT.match(subject)) and len(text.split()) <= NOTICE_WORDS
