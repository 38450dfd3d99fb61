"""What names look like: titles, role nouns, words that only organisations or places carry, and
tables of countries, cities, first names. Lists and shapes; nothing here reads an article."""

import unicodedata
from enum import Enum
from functools import cache
from importlib.resources import files

from briefing.grammar.cues import DAYS


class Gender(Enum):
    """What a title or first name says of a person."""

    FEMALE = "female"
    MALE = "male"


HONORIFICS: dict[str, Gender | None] = {
    "mr": Gender.MALE, "sir": Gender.MALE, "lord": Gender.MALE, "mrs": Gender.FEMALE, "ms": Gender.FEMALE,
    "miss": Gender.FEMALE, "dame": Gender.FEMALE, "lady": Gender.FEMALE, "madam": Gender.FEMALE, "mme": Gender.FEMALE,
    "dr": None, "prof": None, "rev": None, "hon": None, "messrs": Gender.MALE, "sheikh": Gender.MALE,
    "mister": Gender.MALE, "shri": Gender.MALE, "smt": Gender.FEMALE, "md": Gender.MALE, "alhaji": Gender.MALE,
}  # fmt: skip
"""Titles that stand before a name and say no office; with or without a full stop."""

ABBREVIATED_ROLES = frozenset(
    "sen rep gen gov col lt maj capt cmdr adm sgt cpl pvt pres supt insp brig secy asst det".split()
)

ROLES = frozenset(
    """president premier minister chancellor king queen prince princess emperor emir sultan pope bishop archbishop
    cardinal imam ayatollah rabbi pastor reverend priest senator congressman congresswoman representative governor
    mayor councillor councilman councilwoman lawmaker legislator deputy speaker chairman chairwoman chairperson chair
    chief head leader director manager executive ceo cfo coo cto founder co-founder owner boss secretary
    undersecretary secretary-general treasurer commissioner commander general lieutenant colonel major captain
    sergeant corporal admiral marshal brigadier inspector superintendent constable officer detective sheriff
    ambassador envoy diplomat consul attache spokesman spokeswoman spokesperson aide adviser advisor strategist
    analyst economist expert professor scientist researcher historian lecturer dean principal teacher student
    doctor surgeon nurse lawyer attorney prosecutor judge justice solicitor barrister magistrate coach trainer
    striker midfielder defender goalkeeper forward quarterback pitcher batsman bowler skipper player champion
    actor actress singer rapper musician composer director producer novelist author writer poet journalist
    reporter correspondent editor columnist blogger commentator anchor presenter host activist campaigner
    candidate nominee rival politician official coordinator organiser organizer administrator investigator
    counterpart predecessor successor colleague partner wife husband son daughter brother sister father mother
    widow mp mla mep billionaire businessman businesswoman entrepreneur banker investor trader farmer driver
    pilot astronaut engineer architect designer artist photographer filmmaker comedian star legend veteran
    resident neighbour neighbor witness victim suspect gunman dictator ruler monarch vice-president
    whip sheikh counsel psychologist physicist biologist chemist publisher strategist pollster negotiator
    guard baron duke duchess earl count countess trustee fellow member supervisor superstar president-elect
    vice-chancellor registrar clerk warden curator librarian conductor dancer model chef banker""".split()
)
"""Nouns that say what a person is; the head of a role."""

WEAK_ROLES = frozenset(
    "son daughter brother sister father mother wife husband widow member count model guard star legend general "
    "major forward chief head deputy executive justice principal fellow partner colleague rival".split()
)
"""Role nouns that also stand in other names or tie a person to another; no role on their own."""

ROLE_MODIFIERS = frozenset(
    """prime foreign defence defense interior finance health energy deputy vice acting former ex ex- first second
    chief senior junior assistant associate executive managing general national federal state presidential
    republican democratic conservative labour liberal opposition press home security education trade economy
    agriculture transport environment justice attorney police army navy military intelligence political
    economic legal medical chief-of-staff lead newly elected incoming outgoing current veteran longtime late
    military-technical rebel union company club team party campaign world human-rights minority majority
    supreme crown district city county regional provincial local government house senate central bank chief
    retired longtime then-deputy co- board interim provost leading top special exiled ousted jailed
    then right-wing left-wing centre-right tory vice- field lieutenant commander brigadier major full-back
    opposition information culture sports tourism labor employment planning water power oil religious affairs
    private law constitutional criminal financial investment portfolio market sales marketing research project
    programme program technical communications media public relations social environmental campaign star""".split()
)
"""Words that stand between a country and a role noun: the *former deputy prime* minister."""

FEMALE_ROLES = frozenset(
    "queen princess actress spokeswoman chairwoman congresswoman businesswoman wife daughter sister mother widow "
    "councilwoman duchess countess".split()
)
MALE_ROLES = frozenset(
    "king prince spokesman chairman congressman businessman husband son brother father pope imam ayatollah emperor "
    "duke baron earl councilman gunman sheikh".split()
)

ORGANISATION_WORDS = frozenset(
    """ministry department agency commission committee council bureau authority administration parliament assembly
    congress senate court tribunal party union federation association society foundation institute institution
    university college school academy bank company corporation corp inc ltd llc plc co group holdings holding
    industries enterprises partners fund trust organisation organization league club team fc united police army
    navy force forces guard brigade battalion regiment corps division command service services network news times
    post journal gazette herald tribune telegraph press television tv radio channel studios records airlines
    airways motors systems technologies technology pharmaceuticals energy petroleum oil gas electric telecom
    communications media entertainment insurance securities capital consulting board office centre center
    hospital clinic laboratory alliance coalition movement front brotherhood campaign initiative network
    government cabinet house chamber secretariat delegation mission embassy consulate directorate exchange
    cooperative syndicate secretariat church watch observatory forum conference confederation corporation
    treasury taskforce programme project community limited associates foods stores express""".split()
)
ORGANISATION_HEADS = frozenset(
    """ministry department agency commission committee council bureau authority university college school academy
    institute bank house chamber court union federation association society foundation organisation organization
    party league assembly parliament office board church government service movement front office fund centre
    center museum order army office confederation conference congress embassy directorate coalition alliance
    group secretariat institution faculty republic state united kingdom islands""".split()
)
"""Words that may be followed by "of" or "for" inside one name."""

PLACE_WORDS = frozenset(
    """street road avenue boulevard lane square highway bridge river lake sea ocean bay gulf strait island islands
    isle mountain mountains mount hill hills valley desert forest park province region district county city town
    village territory airport port harbour harbor station beach coast peninsula canal border stadium arena palace
    castle cathedral temple mosque museum hotel prison camp base plaza upazila tehsil oblast governorate
    prefecture republic kingdom emirate township municipality suburb dam reservoir terminal area tower
    creek falls cape point heights garden gardens market mall theatre theater library cemetery""".split()
)
PLACE_HEADS = frozenset("lake mount cape port fort gulf strait river isle bay republic sea san santa santo el las los".split())

PLACE_PREPOSITIONS = frozenset("in at near from across around outside throughout".split())
PARTICLES = frozenset(
    "de da do dos das del della di du des la le van von der den ter ten bin bint ibn al el ul ur abu ben y e zu".split()
)
"""Lower-case words inside a person's name."""
SUFFIXES = frozenset("jr sr ii iii iv".split())

NOT_NAMES = (
    DAYS
    | frozenset(
        """mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec
        i a an the he she it we you they his her its our your their my me him us them this that these those there here
        who what when where why how which and or but if so as at by for from in into of off on out over to up with
        after before since while because although though until unless despite during between among under above
        about against through however meanwhile also then now yes no not nor all any both each every some many most
        more much other another such only just even still yet again once one two three four five six seven eight
        nine ten hundreds thousands dozens millions first second third last next earlier later according both
        read more click photo image video watch follow related story update updated breaking exclusive
        opinion analysis comment advertisement share print email subscribe source sources file photograph
        mr mrs ms miss dr sir madam lord lady sen rep gen gov president minister god jesus christ allah bible quran koran
        christian christians christianity muslim muslims islam islamic jew jews jewish judaism catholic catholics
        protestant protestants orthodox hindu hindus hinduism sikh sikhs buddhist buddhists buddhism sunni shia shiite
        shiites kurd kurds kurdish arab arabs arabic european europeans african africans asian asians latin latino
        latinos hispanic hispanics western easterners republican republicans democrat democrats democratic tory tories
        conservative liberal labour communist communists nazi nazis socialist marxist zionist jihadi islamist islamists
        christmas easter ramadan eid thanksgiving halloween diwali hanukkah passover olympics olympic olympian
        internet web covid covid-19 coronavirus aids hiv dna gdp gmt est edt pst utc am pm tv ceo cfo coo pr hr it ai
        phd mba ba bsc rs usd eur gbp vat q1 q2 q3 q4 ok sos vip suv atm id faq iphone ipad android english
        northern southern eastern western central north south east west northeast northwest southeast southwest
        let let's please thank thanks well oh ah look think see say says said asked added nobel grammy oscar emmy
        covid holocaust brexit constitution earth sun moon mars allegro gospel states nation nations
        mps mlas ngos ngo cctv lgbt lgbtq pm""".split()
    )
)
"""Words that are no name standing alone, and no beginning of one where they open a sentence."""

OPENERS = frozenset(
    """officials police residents locals witnesses people men women children students workers protesters critics
    experts analysts scientists researchers doctors authorities investigators lawmakers reporters members
    supporters voters investors traders farmers military government security former new old young local national
    international federal state political public officials local speaking asked talking writing addressing
    referring responding commenting citing calling saying noting adding given based instead perhaps maybe indeed
    nearly almost around several few early late today yesterday tomorrow tonight recently currently previously
    clearly obviously finally eventually ultimately moreover furthermore nevertheless nonetheless besides
    additionally similarly likewise thus therefore hence asked like unlike within without under across along
    upon prior following including regarding concerning part parts half none nobody everyone someone anyone
    something nothing everything another whether whenever wherever whatever yes never always sometimes often
    can could will would should may might must do does did is are was were have has had been being be make take
    get go come give keep tell ask show find use know want need feel try leave put set run""".split()
)
"""Ordinary words that often open a sentence."""


@cache
def table(name: str) -> tuple[str, ...]:
    """The lines of a word list in `data`, without comments. Raises FileNotFoundError."""
    text = files("briefing").joinpath("grammar", "data", f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def folded(word: str) -> str:
    """Lower case, without accents and full stops: for comparing names."""
    plain = unicodedata.normalize("NFKD", word.replace(".", "").replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


@cache
def nationalities() -> dict[str, str]:
    """Folded "russian" → "russia", for words that say whose someone is."""
    found = {}
    for line in table("countries"):
        country, words, _ = line.split("|")
        found |= {folded(word): folded(country) for word in words.split()}
    return found


@cache
def places() -> dict[str, str]:
    """Folded name of a country, region or city → the folded name it is best known by."""
    found = {}
    for line in table("countries"):
        country, _, others = line.split("|")
        found |= {folded(name): folded(country) for name in (country, *filter(None, others.split(";")))}
    for line in table("places"):
        found |= {folded(name): folded(name) for name in line.split(";")}
    return found


@cache
def organisations() -> dict[str, str]:
    """Folded name of a known organisation → the folded name it is best known by."""
    found = {}
    for line in table("organisations"):
        for entry in line.split(";"):
            name, _, full = entry.partition("=")
            found[folded(name)] = folded(full or name)
    return found


@cache
def first_names() -> dict[str, Gender | None]:
    """Folded first name → the gender it tells, None where both have it."""
    found: dict[str, Gender | None] = {}
    for name, gender in (("female", Gender.FEMALE), ("male", Gender.MALE)):
        for word in " ".join(table(name)).split():
            key = folded(word)
            found[key] = None if found.get(key, gender) is not gender else gender
    return found


def is_role(word: str) -> bool:
    """Whether a word, of any case, says what a person is: "minister", "Sen."."""
    key = folded(word)
    return key in ROLES or key in ABBREVIATED_ROLES or key.rpartition("-")[2] in ROLES


def is_acronym(word: str) -> bool:
    """Whether a word is two to six capitals, with or without full stops."""
    letters = word.replace(".", "").replace("-", "").replace("&", "")
    return 2 <= len(letters) <= 6 and letters.isupper() and letters.isalpha()
