"""List the words that proposals are told by: verbs of asking, promising and doing, and the bodies that can act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from spacy.tokens import Token

Kind = Literal["recommendation", "commitment", "request", "done"]
Found: TypeAlias = "tuple[Kind, Token | None, Token] | None"  # what a clause proposes: its kind, who is to do it, the verb of what is to be done


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ASKING = _words(
    """
    urge ask call request invite encourage press demand challenge lobby petition instruct direct appeal implore
    """
)
RECOMMENDING = _words("recommend propose suggest advise advocate let")
PROMISING = _words(
    """
    agree resolve undertake commit pledge promise vow offer intend plan decide guarantee aim
    """
)
# What a meeting resolves about itself.
FORMAL = _words(
    """
    note approve receive adopt confirm adjourn exclude sign thank accept close defer take be agree elect appoint ratify authorise record welcome
    """
)
# Verbs that say how things are, not what is to be done.
STATES = _words(
    """
    be have know feel think believe remember note say like want seem appear become understand mean happen need exist remain depend look see hear
    find expect hope realise recognise acknowledge consider agree matter belong live forget contain include cost last stay lie stand suffer lose
    benefit do hit
    """
)
# What one hopes or thinks that others will do is nobody's commitment.
EXPECTING = _words("hope expect think trust believe wish doubt fear wonder imagine suppose predict forecast guess assume reckon worry feel")
# What a body goes through; nothing that it does.
UNDERGONE = _words(
    "attract read receive gain win enjoy face experience learn grow reach pass prove encounter earn undergo inherit watch remind oppose"
)
# What is opened or introduced at a meeting, and is no work done.
PAPERS = _words(
    "paper report item recommendation proceeding meeting debate discussion presentation evidence motion session speaker guest minute speech"
)
# Nouns that say what follows them is put forward, and those that say it is meant.
PUT_FORWARD = _words("recommendation proposal suggestion option solution answer idea request priority demand")
MEANT = _words("plan intention commitment promise pledge")
# What readers of a form or a notice are told to do.
FORM = _words(
    """
    tick complete fill return contact telephone phone email ring visit apply book note send see enter register use
    turn bring log click consider discuss answer
    """
)
VITAL = _words("vital essential important imperative crucial necessary critical time right urgent")
# What a recommended act may be though it is mostly a state: "should consider extending the scheme".
WEIGHING = _words("consider recognise acknowledge look agree expect realise")
SAYING = _words("report tell announce say state argue explain ask answer express raise show reveal confirm claim deny question suggest offer")
# What becomes of meetings and papers; no action that a tracker follows.
HELD = _words(
    """
    hold take place meet attend start begin open close finish attach enclose discuss note see find send circulate present chair last return join
    arrive speak minute serve applaud commend praise congratulate thank remember
    """
)
# What bodies do.
ACTIONS = _words(
    """
    establish create set make provide fund introduce launch publish appoint develop deliver build run support review commission extend expand
    improve invest allocate implement train recruit open employ consult monitor report collect publicise promote produce prepare draft write issue
    adopt complete start begin pilot replace restore refurbish install increase reduce cut close merge strengthen co-ordinate coordinate organise
    arrange offer work share bring ensure tackle address investigate evaluate audit map ring-fence contribute spend award grant approve sign host
    plan protect enforce require amend update translate lobby engage involve include give hold put draw carry roll help
    """
)
BODIES = _words(
    """
    council councils government governments commission commissioners committee committees subcommittee cabinet executive board boards forum forums
    partnership partnerships partner partners department departments ministry minister ministers secretary authority authorities police constabulary
    force school schools college colleges university universities trust trusts service services officer officers team teams member members
    councillor councillors leader leaders mayor director directors head heads manager managers chair clerk nhs agency agencies office panel panels
    group groups association associations church churches mosque mosques temple gurdwara synagogue parish parliament assembly senedd lga district
    borough county city union unions employer employers business businesses company companies provider providers landlord landlords charity
    charities sector organisation organisations organization organizations body bodies media press newspaper newspapers community communities
    resident residents people everyone everybody parents teachers headteachers governors funders funder regulator inspectorate ofsted assemblyman mp
    mps ams msps network networks unit units library libraries club clubs society societies programme project projects workers staff volunteers
    party parties we i
    """
)
NO_OWNER = _words(
    """
    it this that there which who they he she these those what everyone everybody people one you
    """
)
