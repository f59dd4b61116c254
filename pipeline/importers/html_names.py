"""Say by which names and words of a page's markup a part of it is furniture: consent, menus, sharing, sign-up, comments, feedback."""

from __future__ import annotations

import re

CONSENT_NAMES = re.compile(
    r"onetrust|ot-sdk|cybot|cookie|qc-cmp|didomi|usercentrics|uc-banner|sp_message|cc-window|truste|evidon|osano|iubenda|(?:^|\s)ccc|gdpr|"
    r"(?:^|[\s_-])cmp(?:[\s_-]|$)|tarteaucitron|klaro|cmplz|borlabs|cky-|(?:^|[\s_-])consent(?:[\s_-]|$)",
    re.IGNORECASE,
)
CONSENT_WORDS = re.compile(r"\bcookies?\b|\bpersonal data\b|\bour (?:\d+ )?partners\b|\btracking\b", re.IGNORECASE)
AGREES = re.compile(
    r"(?:yes,? )?(?:i )?(?:accept|reject|allow|agree|deny|decline|refuse|disagree|manage|got it|ok(?:ay)?|only necessary|essential only)\b.*",
    re.IGNORECASE,
)
COMMENT_NAMES = re.compile(
    r"(?:^|[\s_-])comments?(?:[\s_-]?(?:area|list|form|respond|section|thread|wrap\w*))?(?:\s|$)|disqus|(?:^|\s)respond(?:\s|$)", re.IGNORECASE
)
SMALL_NAMES = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|crumbs?|phase-banner|skip(?:-?link|-?to|-?nav)|back-?to-?top|share|"
    r"sharing|share-?(?:bar|links|tools|buttons|icons|this)|"
    r"sharetools|sharedaddy|social|social-?(?:share|media|links|icons|bar|buttons|nav|follow)|addthis|"
    r"addtoany|a2a|newsletter\w*|sign-?up|subscribe|subscription|"
    r"mailing-?list|feedback|related|related-?\w+|recommended|read-?more|also-?like|trending|most-?(?:read|"
    r"popular|viewed)|latest-(?:news|posts|stories)|teasers?|"
    r"promo\w*|tags|tag-?list|tags-?(?:list|container)|pagination|pager|post-?nav\w*|advert\w*|sponsor\w*|"
    r"sidebar|masthead|site-?(?:header|footer|nav|links)|"
    r"topnav|navbar|nav|navigation|menu|footer)(?:[\s_-]|$)",
    re.IGNORECASE,
)
DATED_NAMES = re.compile(
    r"(?:^|[\s_-])(?:metadata|published-dates?|last-?changed|last-?updated|timestamp|event_date|post-?date|entry-date)(?:[\s_-]|$)", re.IGNORECASE
)
CREDIT_NAMES = re.compile(  # who wrote a text, who took a picture
    r"(?:^|[\s_-])(?:by-?line|(?:article|post|entry)-?author|copyright|(?:image|photo|picture|story-image)-?(?:credits?|copyright|source))(?=$|[\s_-])",
    re.IGNORECASE,
)
CAPTION_NAMES = re.compile(r"caption", re.IGNORECASE)
PAGE_LABEL_NAMES = re.compile(r"(?:^|\s)govuk-caption-\w+(?:\s|$)")  # over a page's title, the kind of page it is
_NAME = r"[A-Z][\w.’'-]*(?: (?:(?:and|of|the|for|&) )*[A-Z][\w.’'-]*)*"
OWNERS_NAME = re.compile(rf"(?:©\s*)?{_NAME}(?:\s?[/,|]\s?{_NAME})*")  # each word with a capital: whose a picture is
_ROLE = r"[A-Z][\w’'-]*(?: [\w’'-]+){0,3} (?:correspondent|reporter|editor|writer|producer)"
BYLINE = re.compile(  # names, where they write, what they write about, a date; no clause
    rf"By [A-Z][\w.’'-]*(?: (?:and |& )?[A-Z][\w.’'-]*)+"
    rf"(?:, (?:{_NAME}|{_ROLE}|\d{{1,2}} [A-Z][a-z]+(?: \d{{4}})?|\d{{4}}))+"
)
NOTE_NAMES = re.compile(r"(?:^|[\s_-])(?:footnotes?|endnotes?)(?:\s|$)", re.IGNORECASE)
RELATED = re.compile(
    r"(?:related|recommended|more|latest|other|top|popular|further) (?:stories|articles|content|news|"
    r"posts|pages|links|reading|headlines|topics|reports|from .{1,40})|"
    r"more on this (?:story|topic)|you (?:may|might) also (?:like|be interested in)|(?:most|also) (?:read|"
    r"popular|viewed|shared)|read (?:next|more)|trending(?: now)?|"
    r"what to read next|don't miss|explore the topic",
    re.IGNORECASE,
)
INVITES = re.compile(
    r"(?:leave|post|add|write) (?:a|your) (?:comment|reply)\b.*|(?:be the first to|log ?in (?:or \w+ )?to|"
    r"you must be logged in to|sign in to|please log ?in).*|"
    r"\d* ?comments?(?: \(?\d+\)?)?|comments (?:are|have been) (?:now )?(?:closed|disabled|turned off)\b.*|"
    r"(?:is|was|did you find) this (?:page|article|information|content|answer)(?: \w+)? (?:useful|"
    r"helpful|interesting)\?.*|report a problem with this page|"
    r"(?:please )?(?:share|tweet|print|e-?mail|like|pin)(?: this| it)?(?: (?:page|article|story|post|"
    r"with .{1,40}|on .{1,40}|to a friend|via .{1,20})){0,3}|"
    r"(?:sign up|subscribe) (?:to|for) (?:our|the|my)\b.{0,80}(?:newsletter|e-?mails?|updates|bulletin|alerts)\b.*|follow us(?: on .*)?|"
    r"(?:skip|jump) to (?:(?:main|the|page) ){0,2}(?:content|navigation|menu|search)|neidio i.r (?:prif gynnwys|cynnwys|llywio)|"
    r"(?:(?:back|return|go|jump) to (?:the )?)?top(?: of (?:the |this )?page)?|yn ôl i.r (?:brig|top)|(?:rhannwch|argraffwch)(?: hwn)?|"
    r"(?:share|follow us|tweet)(?: this(?: page)?)?(?: on| via)?\W+"
    r"(?:(?:facebook|twitter|x|linkedin|whatsapp|e-?mail|pinterest|reddit|instagram|youtube|messenger|bluesky|threads|print)\b\W*)+|(?:continue|"
    r"keep) reading.{0,40}|read more(?: about .{1,60})?[.…»]*|"
    r"(?:these are )?external links.{0,50}|copy (?:this )?link|close share panel|image (?:copyright|"
    r"source|caption) ?.{0,40}|media playback is unsupported on your device|"
    r"view the (?:background|report|reasons?|decision).{0,40}|(?:see all updates|advertisement|sponsored content|this page requires javascript.*)",
    re.IGNORECASE,
)
CHANGED = re.compile(r"\W*(?:(?:this )?page )?(?:was )?last (?:updated|modified|changed|reviewed)\b.*", re.IGNORECASE)
SIZED = re.compile(r"\b(?:PDF|DOCX?|ODT|RTF|XLSX?|ODS|CSV|PPTX?)\b.{0,12}?\b[\d.,]+\s?[KM]B\b", re.IGNORECASE)
ITEM_NAMES = re.compile(r"(?:^|\s)mgAiTitleTxt(?:\s|$)")  # of the agenda items of minutes that ModernGov publishes
LABEL_NAMES = re.compile(r"(?:^|\s)mgSubItemTitleTxt(?:\s|$)")  # its label over each item's minutes
CRUMBS = re.compile(r"\W*(?:you are (?:here|in)\W*)?(?:\0\s*(?:>|»|›|→|->|/|::)\s*)+(?:\0|[^.\0]{0,80})?", re.IGNORECASE)
FILES = re.compile(r"\.(?:pdf|docx?|odt|rtf|xlsx?|ods|csv|pptx?|txt|zip)(?:[?#]|$)", re.IGNORECASE)
CUT_OFF = re.compile(r"(?:…|\.\.\.)\W*$")
CLOCK = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)?\.?\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|"
    r"dec)\w*\.?,?\s+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?(?:19|20)\d\d\b|"
    r"\b\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d\b|\b\d{4}-\d\d-\d\d\b|\b\d+ (?:minutes?|hours?|days?|"
    r"weeks?|months?|years?) ago\b|\b\d{1,2}\. \w+ (?:19|20)\d\d\b",
    re.IGNORECASE,
)
