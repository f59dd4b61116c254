"""Say by which words a text shows that somebody is named: titles, offices, kin, what people do, and what bodies and places are called."""

# ruff: noqa: E501 - a pattern stays on one line, beside its name

from __future__ import annotations

import csv
from functools import cache

from pipeline.config import ROOT

GIVEN_NAMES = ROOT / "corpus" / "given_names.csv"

# Before a name. Those of an office are of people in public role; the others are anybody's.
TITLES = frozenset(
    "mr mrs ms miss mx dr doctor prof professor sir dame lady sister brother father fr mother canon deacon pastor bishop imam sheikh shaykh mufti "
    "maulana hafiz hajji haji pandit granthi giani bhai rabbi rev revd reverend master madam auntie aunt aunty uncle nan nana grandma granddad "
    "chief elder captain capt major lt lieutenant col colonel sergeant-major corporal cpl brigadier".split()
)
LOOSE_TITLES = frozenset("chief elder major master mother".split())  # titles that are other words too: before words of a dictionary they are those
ABBREVIATED = frozenset(
    "mr mrs ms mx dr prof rev revd fr cllr cllrs insp supt sgt pc pcso capt lt col cpl hon".split()
)  # titles that a full stop may end
OFFICES = frozenset(
    "cllr cllrs councillor councillors alderman mayor mayoress lord baroness minister inspector insp superintendent supt sergeant sgt constable "
    "pc pcso commissioner judge justice coroner senator president chancellor ambassador".split()
)
# At the end of what somebody does, not of a name: Partnership Manager.
JOBS = frozenset(
    "manager lead officer director coordinator co-ordinator executive secretary treasurer chair chairman chairwoman chairperson leader adviser advisor "
    "administrator assistant inspector superintendent wardens governors headteacher commissioner commissioners councillors convenor editor organiser "
    "registrar caretaker chaplain worker workers officers managers directors".split()
)
JOBS_AND_SURNAMES = frozenset({"leader", "lead", "chaplain", "wardens"})
POSTS = frozenset("secretary leader minister director officer executive commissioner constable inspector superintendent councillor clerk".split())
# After a name with a comma or in brackets, or before it: what an officer or member of a public body is called.
PUBLIC_ROLE = (
    r"(?:(?:the|then|now|our|its|acting|interim|deputy|assistant|vice|chief|executive|strategic|corporate|group|lord|council|borough|county|city|town|"
    r"parish|community|housing|cohesion|equalit(?:y|ies)|press|project|policy|planning|police|shadow|former|senior)[ -]){0,4}"
    r"(?:chief executive|director|head of (?!year)|officer|leader of the (?:council|opposition|group|house)|council leader|leader|cabinet member|"
    r"portfolio holder|town clerk|parish clerk|clerk to the|clerk|mayor|mayoress|MPs?|MEP|MSP|AM|TD|MLA|minister|secretary of state|home secretary|"
    r"prime minister|chief constable|constable|inspector|superintendent|commissioner|councillor|commander|solicitor to the council|monitoring officer)\b"
)
# Before a name without a title: who somebody is to somebody else, or in the story. The words stand in a pseudonym.
ROLES = {
    "Resident": "resident neighbour neighbours householder villager".split(),
    "Tenant": "tenant leaseholder".split(),
    "Pupil": "pupil pupils student students schoolboy schoolgirl".split(),
    "Parent": "parent mother father mum dad grandmother grandfather".split(),
    "Relative": "son daughter brother sister cousin cousins aunt uncle wife husband widow widower partner niece nephew grandson granddaughter".split(),
    "Teacher": "teacher governor caretaker".split(),
    "Worker": "worker driver nurse cleaner engineer steward volunteer trader shopkeeper barber foreman landlord landlady".split(),
    "Friend": "friend colleague companion".split(),
    "Witness": "witness delegate speaker participant respondent petitioner objector".split(),
    "Member": "member commissioner juror".split(),
    "Victim": "victim deceased".split(),
    "Young person": "youth youngster lad boy girl teenager child".split(),
}
# By which title somebody is called: of religion, of learning, of arms. A title goes before what stands before it (the secretary, Father Ash).
TITLE_ROLES = {
    "Faith leader": "father fr mother sister brother canon deacon pastor bishop imam sheikh shaykh mufti maulana hafiz pandit granthi giani rabbi rev revd "
    "reverend".split(),
    "Academic": "prof professor".split(),
    "Army officer": "captain capt major lt lieutenant col colonel sergeant-major corporal cpl brigadier".split(),
}
ROLE_OF_TITLE = {word: role for role, words in TITLE_ROLES.items() for word in words}
ROLE_OF = {word: role for role, words in ROLES.items() for word in words}
# After a name or before it: what persons do, and places and bodies seldom.
DOES = frozenset(
    "said says asked asks told tells felt feels thought thinks wrote writes spoke speaks replied answered added explained recalled remembered "
    "remembers agreed disagreed objected complained argued laughed nodded cried smiled shouted whispered lives lived moved married died was who whom "
    "whose had has came went clapped sang taught thanked wanted wants walked broke rang lit found saw met signed read followed did does gave gives took takes got gets knew knows kept keeps sat stood left stayed returned looked watched helped tried brought ran runs worked works wished hoped hopes feared fears voted resigned joined "
    "wept sobbed slept sleeps prayed begged phoned apologised swore insisted suggested mentioned commented noted stated reported confirmed joked sighed hugged knelt "
    "drank ate dreamed suffered retired graduated emigrated fasted confessed admitted claimed denied shrugged thinks hears heard believes believed".split()
)
# Of these what places, bodies, storms and feasts do, too: Alder wants a bus, Easter came. The others are done by persons.
DONE_BY_ALL = frozenset(
    "was had has did does who whom whose wants wanted wished hoped hopes feared fears voted got gets gave gives took takes kept keeps found met saw broke brought "
    "ran runs worked works helped tried joined came went returned moved stayed left stood lit rang followed".split()
)
PERSONS_DO = DOES - DONE_BY_ALL
NAMING = frozenset("named called from by with to and for of thanked invited met asked told signed sincerely faithfully truly regards".split())
PARTICLES = frozenset("ap ab ferch bin bint ibn al el de da di du van von der den la le st ní nic mac ó y".split())
LASTS = (
    "Street Road Lane Avenue Close Drive Way Place Square Terrace Crescent Gardens Grove Park House Hall Court Green Heath Hill Vale Cross Mews Yard "
    "Row View Walk Rise Parade Bridge Field Fields Estate Centre Center School College University Academy Church Chapel Cathedral Mosque Temple Masjid "
    "Gurdwara Synagogue Library Museum Theatre Hospital Surgery Station Market Exchange Hotel Inn Arms Club Association Society Council Committee "
    "Board Forum Panel Commission Partnership Network Alliance Federation Union Trust Foundation Group Team Unit Service Services Department Office "
    "Agency Authority Ministry Government Assembly Parliament Party League Party United Rovers Town City County Borough Village District Ward Region "
    "Valley River Canal Brook Wood Woods Farm Moor Bay Coast Island North South East West Act Bill Scheme Strategy Plan Programme Project Initiative "
    "Policy Report Review Inquiry Agreement Charter Award Awards Fund Grant Budget Survey Census Day Week Month Year Festival Mela Carnival Fair "
    "Supper Lunch Show Cup Games Championship Press News Times Gazette Herald Echo Post Mail Guardian Limited Ltd Plc Company Bank Police Force "
    "Army Community Communities Cohesion Equality Equalities Race Faith Youth Women Men Children People Housing Health Education Support Safer "
    "Local National Regional General Public Social Residents Tenants Neighbourhood Wardens Appendix Annex Section Chapter Item Agenda Minutes Table "
    "Figure Page Part Indicator Indicators History Area Areas Rights Human Lottery Relations Affairs Development Learning Skills Studies Democrats Conservatives "
    "Liberals Unionists Independents Ramblers Volunteers Trustees Hub Homes Primary Secondary Comprehensive Nursery Infants Juniors Basin Quarry Loft "
    "Buildings Meadow Meadows Reservoir Wharf Quay Pier Harbour Marina Beach Common Downs Lido Arcade Precinct Cinema Pub Café Cafe Jobcentre Plus "
    "Together Online Live Radio Head Roundabout Junction Motorway Airport Fire Rescue NHS App Fig Para Paras Ref Vol Summary Introduction"
).split()
BODIES = frozenset(word.casefold() for word in LASTS)  # a run with such a word at its end is no person
# Of these what people are called by too: Ann Hill, John Wood.
SURNAMES_TOO = frozenset(
    "street lane way place grove park house hall green heath hill vale cross yard row walk bridge field fields farm moor bay coast brook wood woods church "
    "north south east west ward rivers day may page head race show inn bill common meadows".split()
)
STREETS = frozenset("street lane park place grove way house farm row yard walk".split())  # of these those that far more often are places
DATES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday "
    "christmas easter eid diwali ramadan vaisakhi hanukkah passover lent advent whitsun pentecost michaelmas epiphany navratri holi janmashtami "
    "dussehra gurpurab bandi chhor milad mawlid muharram ashura hajj shabbat purim pesach sukkot yom kippur rosh hashanah nowruz wesak vesak "
    "samhain beltane kwanzaa".split()
)
FEASTS = frozenset(
    {"corpus christi", "all souls", "all saints", "good friday", "ash wednesday", "palm sunday", "candlemas", "martinmas", "hallowe'en", "halloween"}
)
FAITHFUL = frozenset(  # in the plural: no person is called so
    "anglicans baptists catholics christians evangelicals lutherans methodists mormons orthodox pentecostals presbyterians protestants quakers "
    "buddhists hindus humanists jains jews muslims pagans parsis shias sikhs sunnis unitarians zoroastrians".split()
)
# Before a proper noun: what it names is no person (Storm Eunice, Operation Alder), or a place (Upper Alder).
THINGS = frozenset("storm hurricane operation project hms ss mount lake river port upper lower great little north south east west".split())
DETERMINERS = frozenset(
    "the a an this that these those our your their its his her my each every some any all no both other another many most more few theirs ours "
    "hers mine yours".split()
)


@cache
def given_names() -> frozenset[str]:
    """Return the given names of corpus/given_names.csv, in lower case: an aid to memory, not a list of who there is."""
    with GIVEN_NAMES.open(encoding="utf-8", newline="") as file:
        return frozenset(row["name"].casefold() for row in csv.DictReader(file))
