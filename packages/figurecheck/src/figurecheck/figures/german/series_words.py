"""German: the phrases of claims about more than one number, in the notation of `common.phrase_parser`.

Slots that are no words here are read by `german.series_claims`: ``number`` (drei, dritten, 3., zwölf), ``ranked``
(drittgrößte), ``superlative`` (größte, höchster), ``peak`` (Höchststand), ``year``,
``word`` and ``label`` (what follows up to a comma).
"""

from __future__ import annotations

from figurecheck.figures.german.words import MONTHS

HIGH_STEMS = ("größt", "höchst", "meist", "längst", "schwerst", "ältest", "stärkst", "teuerst", "häufigst", "höchst")
LOW_STEMS = ("niedrigst", "kleinst", "wenigst", "geringst", "kürzest", "leichtest", "jüngst", "schwächst", "tiefst",
             "günstigst", "seltenst")  # fmt: skip
UNSURE_STEMS = ("best", "schlechtest", "schnellst", "langsamst", "reichst", "ärmst", "schlimmst")
"""Superlatives that may stand for either end."""
HIGH_PEAKS = tuple(
    "höchststand höchstwert höchstmarke hoch rekordhoch rekordwert rekordhöhe allzeithoch spitzenwert höchststände "
    "höchstniveau rekordniveau".split()
)
LOW_PEAKS = tuple("tiefststand tiefstwert tief rekordtief allzeittief tiefstmarke tiefpunkt niedrigstand".split())
SPANS = {
    word: span
    for span, words in {
        "year": "jahr jahre jahren jahres", "month": "monat monate monaten monats", "week": "woche wochen",
        "quarter": "quartal quartale quartalen quartals", "day": "tag tage tagen tages",
        "decade": "jahrzehnt jahrzehnte jahrzehnten", "half-year": "halbjahr halbjahre halbjahren halbjahrs",
    }.items()
    for word in words.split()
}  # fmt: skip
STEPS = {
    word: name
    for name, words in {
        "round": "runde runden", "season": "saison saisons spielzeit spielzeiten",
        "matchday": "spieltag spieltage spieltagen",
        "edition": "ausgabe ausgaben auflage auflagen", "election": "wahl wahlen", "survey": "umfrage umfragen",
        "congress": "kongress kongresse kongressen", "session": "sitzung sitzungen",
        "age group": "altersgruppe altersgruppen", "game": "spiel spiele spielen",
    }.items()
    for word in words.split()
}  # fmt: skip
"""What is counted of a series that has no calendar, with its name in English."""
HEDGES = frozenset(
    """
    fast beinahe beinah nahezu knapp annähernd quasi praktisch etwa rund circa ungefähr vielleicht wohl womöglich
    vermutlich wahrscheinlich möglicherweise angeblich angebliche angeblicher angeblichen mutmaßlich mutmaßliche
    mutmaßlicher vermeintlich vermeintliche vermeintlicher gefühlt gefühlte gefühlter verfehlt verfehlte
    verfehlten verpasst verpasste bisherige bisheriger bisherigen ehemalige ehemaliger ehemaligen erwartet
    erwartete erwarteter befürchtet befürchtete drohend drohende drohender drohenden könnte könnten dürfte dürften
    würde würden wäre wären soll sollen sollte sollten
    """.split()
)
"""Beside a claim these say that it is not quite so, or not yet."""
LESS = frozenset("wenig wenige weniger niedrig niedriger gering geringer klein kleiner tief tiefer".split())

SLOTS = {
    "span": (*SPANS, *STEPS),
    "times": ("mal",),
    "behind": ("in folge", "hintereinander", "nacheinander", "in serie", "infolge", "am stück"),
    "month": tuple(MONTHS),
    "much": tuple(
        "viel viele vielen hoch hohe hoher groß große großer wenig wenige wenigen niedrig niedrige gering geringe "
        "klein kleine lange teuer tief".split()
    ),
    "more": tuple("mehr höher größer weniger niedriger geringer kleiner teurer".split()),
    "at least": ("mindestens",),
    "period": "[dem jahr ][{month}[.] ]{year}",
    "never": "(nie|noch nie|niemals|nie zuvor|noch nie zuvor)[ zuvor]",
    "records": "[[der ](aufzeichnungen|aufzeichnung|messungen|messung|statistik|zählung|erfassung|erhebung|daten)]",
}  # fmt: skip

NOT = ("nicht", "kein", "keine", "keinen", "nie", "niemals", "weder", "kaum", "ohne")
NEVER_SO = (
    "so {much} wie {never}", "so {much}[ {word}] wie {never}", "{more} als (je|jemals)[ zuvor]", "{never} so {much}",
)  # fmt: skip
# Looked for before `NOT`: "so viele wie seit 2008 nicht mehr" claims an extreme.
NOT_SINCE = (
    "so {much}[ {word}] wie seit {period} nicht[ mehr]", "so {much}[ {word}] wie zuletzt [im |in ]{period}",
    "so {much}[ {word}] wie seit {number} {span} nicht[ mehr]",
)  # fmt: skip
EVER = (
    "seit (beginn|anfang|start) {records}", "seit aufzeichnungsbeginn", "seit messbeginn", "aller zeiten", "bisher",
    "jemals", "je", "bislang", "überhaupt", "in der geschichte", "seit beginn",
)  # fmt: skip
RECORD = ("(rekord|rekorde|rekordjahr|rekordergebnis|rekordzahl|historisch|historischer|historisches|historischen)",)
FIRST_TIME = ("zum ersten mal", "erstmals", "das erste mal")
SINCE_LABEL = ("seit [{at least} ]{label}",)
SINCE = ("seit [{at least} ]{period}",)
EVERY = (
    "(jedes|jeden|jede|in jedem|in jeder) {span} seit {period}",
    "seit {period} (jedes|jeden|jede|in jedem) {span}",
)
PEAK = ("{peak}",)
SUPERLATIVE = ("am {superlative}", "{superlative}")
WITHIN = ("(seit|in|binnen) [den ][(letzten|vergangenen) ][{qualifier} ]{number} {span}",)
SPAN_PEAK = ("{number}[-]{span:joined span}[-]{end}",)
NTH = ("{ranked}",)
TOP = ("unter (den|die) (ersten|besten|top)[ ]{number}", "unter den {number} {superlative}", "top[ ]{number}")
VAGUE = ("(eine|einer|eines|einem|einen) der {superlative}", "mit am {superlative}", "{from end}")
PLACED = ("[auf |an ](platz|rang|position|stelle) {number}", "an {number} stelle", "(der|die|das) {number}", "{number}")
OF = ("von [insgesamt |den ]{number}", "unter [insgesamt |den ]{number}")
STREAK = (
    "[{qualifier} ]{number} {span} {behind}",
    "[{qualifier} ]{number} {times} {behind}",
    "[{qualifier} ]{number} aufeinanderfolgende[n] {span}",
    "[{qualifier} ]{number} {span}[ {word}] {behind}",
)
THEN = ("damals", "bis dahin", "zu dieser zeit", "seinerzeit")
JOINT = ("gemeinsam", "geteilt", "punktgleich", "zusammen mit", "gleichauf", "gleichauf mit")
FROM_END = tuple("vorletzt drittletzt viertletzt fünftletzt letzt".split())
