"""Words beside which a number is no figure: what is numbered, named or versioned, and what is dated by a year."""

from __future__ import annotations

from figurecheck.figures.english.words import LABELS

NUMBERED = LABELS | frozenset(
    """
    algorithm algorithms answer answers appendices assignment assignments bullet cell cells chapters chaps chap
    classroom code corollary definition definitions ep episode episodes eq eqs equation equations error errors example
    examples exercise exercises gate grades header heading hypothesis iteration job kapitel lab labs lecture lectures
    lemma lesson lessons listing listings milestone model module modules option options panel panels parts platform
    port ports problem problems proposition psalm q quiz release req requirement requirements schedules season seasons
    sect sects slide slides stage stages status steps task tasks tbl tabs theorem theorems tier track tracks units
    version versions volumes week weeks worksheet worksheets zone
    """.split()
)
"""A number of up to three digits behind one of these names a thing: "Exercise 3", "options 2 or 3"."""

ROMAN_LEADS = frozenset(
    """
    act appendix article band book category chapter class clause division factor grade group kings level part phase
    pope schedule section series stage table title type vol volume war
    """.split()
)
"""A Roman numeral behind one of these names a thing, also in lower case: "type II"."""
ROMAN_ABBREVIATIONS = frozenset(
    """
    CC CCC CD CDC CDI CI CL CLI CM CV CVI DC DCI DI DIV DL DM DV DVD DX LI LL LV LX MC MCC MCI MD MDC MDM MI MIX ML MLI
    MM MMC MV MX XL XXL XX XXX XI VI CLIX MCMI
    """.split()
)
"""Abbreviations and words in capitals that are Roman numerals by chance."""

# Of standards, programs, machines, roads and events that are named by a number; an editor adds others in `names:`.
NAMED = tuple(
    name.strip()
    for name in """
    ISO|IEC|ISO/IEC|IEEE|DIN|EN|ANSI|ASTM|BS|KS|JIS|RFC|PEP|NEP|CVE|ECMA|GOST|NIST|FIPS|SP|RoHS
    Windows|macOS|Mac OS X|OS X|iOS|iPadOS|Android|Ubuntu|Debian|Fedora|CentOS|RHEL|Alpine|FreeBSD|Linux|openSUSE
    Python|CPython|PyPy|R|Julia|Java|JDK|Perl|Ruby|PHP|Lua|Go|Rust|Node|Node.js|Scala|Kotlin|Swift|Fortran|C++|C#|.NET
    NumPy|numpy|pandas|SciPy|scipy|Matplotlib|matplotlib|scikit-learn|TensorFlow|PyTorch|Keras|Django|Flask|Sphinx
    Docutils|docutils|Pygments|MyST|MyST-NB|pip|conda|Git|Jupyter Book|Jupyter|JupyterLab
    Notebook|IPython|Bokeh|Altair|Vega|Vega-Lite|React|Angular|Vue|Bootstrap|jQuery
    Firefox|Chrome|Safari|Edge|Internet Explorer|Excel|Office|Office 365|Word|PowerPoint|Photoshop|MySQL|PostgreSQL
    SQLite|Oracle|MongoDB|Redis|Docker|Kubernetes|Unicode|UTF|ASCII|HTML|CSS|HTTP|HTTPS|TLS|SSL|SSH|IPv|USB|HDMI|PCIe
    Bluetooth|Wi-Fi|WiFi|DDR|PDF|SVG|XML|JSON|YAML|TeX Live|LaTeX|MathJax|GCC|gcc|Clang|CMake|CUDA|OpenGL|DirectX|Qt
    GPT|Llama|BERT|Claude|Gemini|Pentium|Core|Ryzen|GeForce|Radeon|Cortex|Raspberry Pi|Arduino|iPhone|iPad|Galaxy|Pixel
    PlayStation|Xbox|Nintendo|Boeing|Airbus|Apollo|Sputnik|Voyager|Ariane|Falcon|Soyuz|Shenzhou|Chang'e|Gemini|Artemis
    Route|Highway|Interstate|Autobahn|Runway|Area|Formula|Channel|Radio|BBC Radio|BBC|Studio|Pier|Dock|Terminal
    Catch|Fahrenheit|Ocean's|Blade Runner|Agenda|Vision|Horizon|Expo|Euro|Group of|COP|Protocol|Resolution|Directive
    CC BY|CC BY-SA|CC BY-NC|CC BY-NC-SA|CC BY-ND|CC BY-NC-ND|CC0|Creative Commons|Attribution|ShareAlike|International
    Share Alike|Attribution-ShareAlike|Attribution-NonCommercial|Attribution-NonCommercial-ShareAlike|NonCommercial
    Attribution-NoDerivatives|Attribution-NonCommercial-NoDerivs
    GPL|LGPL|AGPL|MPL|EPL|EUPL|BSL|Apache|Apache License|Apache Licence|License|Licence|Open Government Licence|KOGL
    port|Port|TCP|UDP|localhost|Form|Error|Code|Bus|Line|Tram|Flight|Train|Platform|Gate|Room|Locker|Block|Zone|District|Ward|Precinct|Sector|Unit
    """.replace("\n", "|").split("|")
    if name.strip()
)
"""A number behind one of these names is part of the name: "Windows 11", "ISO 9001", "CC BY 4.0"."""

COMPOUNDS = frozenset(
    """
    aid aligned ary based bit character class column-major come d degree digit dim dimensional first hand indexed
    language letter level line name off order out party past person principles rate serve served sided star tailed th
    tier time tuple way wheeler word
    """.split()
)
"""Behind a number and a hyphen these make a term: "two-dimensional", "64-bit", "two-sided"."""
TERMS = frozenset(
    """
    backslash backslashes backtick backticks blind bond bonds bottom brackets click clicked colon colons counting
    counted dagger dash double-quoted entry equals exponential hashes helix hyphen integral negative pendulum precision
    quote quoted quotes slash slashes space spaced spacing star stars tap torus underscore underscores
    """.split()
)
"""Behind double, triple, single or zero these make a term: "double quotes", "triple integral"."""

POSITIONED = (NUMBERED - {"q", "p", "pp", "no", "nos", "type", "units", "job"}) | frozenset(
    """
    approach argument attempt axis bracket bullet character clause condition dimension draft ed edition element entry
    field function half instance language line loop method name operand parameter paragraph pass person place point
    position property quarter reading sentence statement way word
    """.split()
)
"""An ordinal up to the tenth before one of these says where something stands: "the second argument"."""

YEAR_NOUNS = frozenset(
    """
    accords accounts actions affairs agreements aims amendments amounts analyses areas articles assumptions attacks
    awards basics basis birthdays boundaries bounds budgets calculations campaigns cars changes classes clashes
    comparisons concerts conditions conventions costs counts crises cuts days deaths debates decisions definitions
    disasters discussions editions elections emissions estimates events exams exercises expenses exports figures films
    findings finals fires floods flows forecasts games goals guidelines heatwaves holidays imports indicators issues
    languages laws lessons levels limits lists losses meetings midterms models mutinies numbers objectives olympics
    paintings paralympics plans policies polls population populations ports prices primaries proceedings profits
    programmes programs projections proposals protests purchases qualifiers rankings rates readings recommendations
    records reforms regulations releases reports requirements results returns revenues revisions riots rules sales
    sanctions series sessions standards statistics strikes studies surveys talks targets taxes terms tests times titles
    totals trades trials updates uprisings values versions wages waves wildfires winners years
    """.split()
)
"""A year before one of these dates it: "2020 results", "2024 elections"."""
YEAR_DATING = frozenset(
    """
    's a about after against all an and annual any around as at before between both by compared december during each
    early every fall fiscal for from her his in its last late later mid my new next of official old on once or our past
    previous published recent s same school since some spring summer than that the their these this through throughout
    till until versus via vs whole winter with within year your
    """.split()
)
"""Behind one of these four digits are a year, also before a noun in the plural: "the 2024 trips"."""
PLURAL_NOUNS = frozenset("people men women children cattle sheep deer feet teeth mice geese fish aircraft".split())
NO_PLURALS = frozenset(
    """
    as is was has does its this us plus thus perhaps always sometimes besides towards afterwards across versus minus
    census gas bus news less unless yes campus status virus focus analysis basis crisis physics politics economics
    mathematics statistics ethics athletics says requires defines describes specifies recommends allows sets covers
    replaces
    """.split()
)
"""Words that end in s and are no plurals."""
