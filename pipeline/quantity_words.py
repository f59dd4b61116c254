"""Say how quantities are written, and by which words beside it a number is told that measures nothing: patterns as data."""

from __future__ import annotations

import re

from pipeline.number_words import SPELLED, TEN_OR_MORE

FEWEST_COUNTED = 10  # a bare count below is mostly of parts, groups or points of order
SCALES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9}

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
SCALE = r"(?:thousand|million|billion|k|mn|m|bn)\b"
MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"

MONEY = re.compile(
    rf"(?P<sign>[£€$])\s?(?P<number>{NUMBER})(?:\s?(?P<scale>{SCALE}))?|(?P<number2>{NUMBER})(?:\s?(?P<scale2>{SCALE}))?\s(?P<sign2>pounds|euros)\b",
    re.IGNORECASE,
)
TIME = re.compile(r"\s(?:days?|weeks?|months?|years?|hours?|minutes?)\b", re.IGNORECASE)
RANGED = re.compile(rf"\s?(?:-|–|to)\s?[£€$]?(?:{NUMBER})\s?(?P<scale>{SCALE})", re.IGNORECASE)  # the scale of a range stands at its end
SHARE = re.compile(
    rf"(?P<number>(?<![\d.])(?:{NUMBER}|\.\d+))\s?(?:(?:%|per\s?cent)(?:age)?(?P<points>\spoints?\b)|%|per\s?cent\b)"
    rf"|\b(?:by|up|down|rose|fell|of)\s(?P<moved>{NUMBER})\spoints\b"
    rf"|(?P<gap>{NUMBER})(?:\s|-)(?:percentage(?:\s|-))?points?\s(?:up|down|higher|lower|more|less|above|below|rise|fall|lead|gap|increase|"
    rf"drop|behind|ahead)\b",
    re.IGNORECASE,
)
SPELLED_SHARE = re.compile(rf"\b(?P<number>{TEN_OR_MORE}|{SPELLED}|a hundred)\s(?:per\s?cent|percent)\b", re.IGNORECASE)
SPELLED_COUNT = re.compile(
    rf"(?<![\w-])(?P<number>{TEN_OR_MORE}|(?:an?|{SPELLED}|{TEN_OR_MORE})\s(?:hundred|thousand|million)(?:\sand\s(?:{TEN_OR_MORE}|"
    rf"{SPELLED}))?)(?=\s[^\W\d_])",
    re.IGNORECASE,
)
PER = re.compile(
    rf"(?P<number>{NUMBER})\s(?:[a-z]+\s){{0,3}}?(?:per|for every|in every)\s(?P<of>\d{{1,3}}(?:,\d{{3}})+|100|1000|10000|100000)\b", re.IGNORECASE
)
RATIO = re.compile(
    rf"\b(?:(?P<number>{NUMBER}|{SPELLED})\s(?:in\severy|in|out\sof(?:\s(?:the|our|their|these|those))?)\s(?P<of>{NUMBER}|{SPELLED})"
    rf"|(?P<number2>{NUMBER})\sof\s(?:the|our|their|these|those)\s(?P<of2>{NUMBER}))\b",
    re.IGNORECASE,
)
OF_WHICH = re.compile(
    rf"\bof\s(?:the|our|their|these|those)\s(?P<of>{NUMBER})\s(?P<what>[^.;:]{{3,160}}?)\s(?P<number>{NUMBER}|{SPELLED})\s(?:are|were|have|"
    rf"had|said|came|took|gave|told|(?!red)[a-z]{{2,}}ed)\b",
    re.IGNORECASE,
)
COUNT = re.compile(
    r"(?<![\w.,/£€$#-])(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+(?=\s(?:million|billion)))?)(?![.,]?\d)(?:\s(?P<scale>thousand|million|"
    r"billion))?(?=\W)",
    re.IGNORECASE,
)

# What a number is told by that measures nothing: what stands before it, and what stands after it.
NUMBERED = re.compile(
    r"(?:\b(?:pages?|pp?\.?|appendix|appendices|annex(?:es)?|app\.?|sections?|sect\.|paragraphs?|paras?\.?|questions?|q|items?|agenda|"
    r"minutes?|mins?|tables?|"
    r"figures?|fig\.?|chapters?|parts?|phases?|sessions?|quarters?|nos?\.?|numbers?|points?|levels?|stages?|objectives?|options?|"
    r"recommendations?|motions?|"
    r"articles?|schedules?|act|clauses?|wards?|rooms?|units?|grades?|key|zones?|bands?|volumes?|vol\.?|issues?|ref\.?|tel|aged?|under|over|"
    r"after|before|at|"
    r"route|flat|covid|form)\s?|[#(/:–-]\s?|\b[A-Z][\w’'-]*\s)$"
)
NAMED = re.compile(r"\b(?:[Ii]n|[Aa]t|[Oo]f|[Ff]or|[Nn]ear|[Aa]cross)\s(?:[A-Z][\w’'-]*\s){1,3}$")
WORD_BEFORE = re.compile(
    r"\b(?:over|under|after|before|at|of|about|some|around|nearly|almost|approximately|than|only|another|total)\s$", re.IGNORECASE
)
TOTALS = re.compile(r"\b(?:number|total|figure|count|attendance|turnout)s?\b[^.;:\d]{0,40}\s(?:at|to|of|is|was|as)\s(?:\w+\s)?$", re.IGNORECASE)
MOVED = re.compile(  # a count that is said to stand or to move, named before it: "membership rose from 120 to 180"
    r"\b(?:stands?|stood|rose|risen|rises|fell|fallen|falls|grew|grown|increased|decreased|dropped|declined|went|gone|goes|reached|totalled|"
    r"numbered)\b"
    r"(?:\s(?:up|down|again|sharply|slightly))?(?:\sfrom\s[\d,]+)?\s(?:from|to|at)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
PLURAL = re.compile(r"\s(?:[a-z-]+\s){0,2}?(?:people|children|men|women|staff|police|(?!has|was|is|this|us|thus|always)[a-z]{2,}s)\b")
NUMBERED_WORD = re.compile(r"\b(?:number|page|item|part|chapter|aged?|at|over|under|by|half past|quarter (?:past|to)|past|to)\s$", re.IGNORECASE)
LISTED = re.compile(r"\d(?:,|\sand|\sor|,\sand)\s$|\bout\sof\s$")  # one of a list of numbers, or what a mark is out of
ADDRESS = re.compile(r"^\s[A-Z][\w’'-]+(?:,|\.|$)")
DATED_BEFORE = re.compile(rf"\b{MONTH}\.?\s$", re.IGNORECASE)
NOT_COUNTED = re.compile(
    rf"\s(?:{MONTH}\b|(?:seconds?|minutes?|mins?|hours?|hrs?|(?:working |school |calendar |consecutive )?days?|nights?|weeks?|months?|"
    r"years?|yrs?|decades?|centur(?:y|ies)|o.clock|[ap]\.?m\b|noon)|"
    r"(?:bullet|and|or|to|in|on|at|by|for|from|as|the|a|an|is|was|are|were|has|had|which|that|with|per|of)\b|(?:st|nd|rd|th)\b|"
    r"(?:times|occasions|miles?|metres?|yards|feet|inches|acres?|hectares|tonnes|litres|pints|km|kg|degrees?|pages?|paragraphs?|words?|"
    r"weekends?|winters?|summers?|mornings?|evenings?|afternoons?|terms?|generations?|seasons?|years?[\s-]olds?|storeys?|floors?)\b)",
    re.IGNORECASE,
)
STREET = re.compile(r"^\s(?:[A-Z][\w’'-]+\s){1,3}(?:Street|Road|Avenue|Lane|Close|Drive|Square|Place|Way|Terrace|Court|House)\b")
