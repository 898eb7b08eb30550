"""German: the phrases that qualify a figure, and those that contain a number word but no number."""

from __future__ import annotations

from figurecheck.figures.common.qualifiers import QualifierWords
from figurecheck.figures.common.word_table import phrases

# "Gut 1,3" and "knapp 380" are the commonest qualifiers of a German paper: just over, and just under. As adjectives
# they take endings ("ein gutes Drittel", "knappe zwei Stunden").
QUALIFIERS: dict[str, QualifierWords] = {
    "about": (
        phrases("""
            rund, etwa, in etwa, circa, zirka, ca., ca, ungefähr, annähernd, schätzungsweise, um die, an die, ~, ≈,
            geschätzt, geschätzte, geschätzten, grob, vielleicht, plus minus, in der größenordnung von, so um die,
            überschlägig, im schnitt rund
            """),
        phrases("ungefähr, circa, schätzungsweise, herum, oder so"),
    ),
    "nearly": (
        phrases("""
            knapp, knappe, knappen, knapper, knappes, fast, nahezu, beinahe, beinah, nicht ganz, kurz vor, knapp unter,
            etwas unter, etwas weniger als, wenig unter, leicht unter, ein wenig unter, ein wenig weniger als, nur wenig
            unter, nur knapp unter, minimal unter, geringfügig unter, geringfügig weniger als, kaum weniger als,
            so gut wie, an knapp
            """),
        phrases(""),
    ),
    "just over": (
        phrases("""
            gut, gute, guten, guter, gutes, knapp über, etwas über, etwas mehr als, leicht über, wenig über, wenig mehr
            als, ein wenig mehr als, ein wenig über, nur wenig mehr als, nur knapp über, kaum mehr als, minimal mehr
            als, minimal über, geringfügig über, geringfügig mehr als, gerade über, knapp mehr als, nur etwas mehr als,
            nur leicht über
            """),
        phrases(""),
    ),
    "over": (
        phrases("""
            mehr als, über, höher als, größer als, länger als, älter als, schwerer als, oberhalb von, jenseits von,
            jenseits der, übersteigt, überstieg, überschritt, überschreitet, übertraf, übertrifft, >
            """),
        phrases("übersteigt, überstieg, überschritten, übersteigen, überschritt, übertroffen"),
    ),
    "at least": (
        phrases("""
            ab, mindestens, wenigstens, zumindest, nicht weniger als, nicht unter, minimum, mind., ≥, >=, ⩾
            """),
        phrases("""
            oder mehr, und mehr, oder älter, und älter, oder höher, und höher, oder darüber, und darüber, aufwärts,
            oder länger, und länger, oder größer, mindestens, +
            """),
    ),
    "well over": (
        phrases("""
            deutlich mehr als, weit mehr als, weit über, deutlich über, wesentlich mehr als, erheblich mehr als, viel
            mehr als, klar über, klar mehr als, spürbar mehr als, weitaus mehr als, beträchtlich mehr als, sehr viel
            mehr als, bei weitem mehr als, erheblich über, wesentlich über
            """),
        phrases(""),
    ),
    "under": (
        phrases("""
            weniger als, unter, niedriger als, kleiner als, kürzer als, jünger als, leichter als, geringer als,
            unterhalb von, nicht einmal, nicht mal, noch nicht einmal, erreichte nicht, erreichten nicht, erreicht
            nicht, erreichen nicht, keine, keinen, unterschritt, unterschreitet, <
            """),
        phrases("unterschritten, unterschritt"),
    ),
    "at most": (
        phrases("""
            höchstens, maximal, bis zu, nicht mehr als, nicht über, allenfalls, max., bestenfalls, nicht länger als,
            maximum, ≤, <=, ⩽
            """),
        phrases("""
            oder weniger, und weniger, oder jünger, und jünger, oder darunter, und darunter, oder niedriger, höchstens,
            oder kürzer, maximal, allenfalls, bestenfalls
            """),
    ),
    "well under": (
        phrases("""
            deutlich weniger als, weit weniger als, weit unter, deutlich unter, wesentlich weniger als, erheblich
            weniger als, viel weniger als, klar unter, klar weniger als, weitaus weniger als, sehr viel weniger als,
            erheblich unter, wesentlich unter
            """),
        phrases(""),
    ),
    "exactly": (phrases("genau, exakt, präzise, punktgenau"), phrases("genau, exakt")),
}
"""Each qualifier's words before a figure, and after it."""
ADJECTIVES = {
    f"{stem}{ending}": word
    for word, stem in (("gut", "gut"), ("knapp", "knapp"), ("rund", "rund"))
    for ending in ("e", "es", "en", "er", "em")
}
"""Qualifiers between an article and its noun: "ein gutes Drittel"."""

# Numbers in these need no claim. In lower case; letters on either side make them others.
IDIOMS = phrases("""
    zu zweit, zu dritt, zu viert, zu fünft, zu sechst, zum einen, zum anderen, auf einmal, mit einem mal, nicht einmal,
    noch einmal, erst einmal, auf den ersten blick, in erster linie, an erster stelle, fürs erste, zum ersten, erstens,
    zweitens, drittens, viertens, aus erster hand, aus zweiter hand, zweite hand, zweiter hand, erste hilfe, erster
    hilfe, an dritte, durch dritte, von dritten, dritter seite, der dritte weg, dritte welt, dritten welt, zweiter
    weltkrieg, zweiten weltkrieg, zweiten weltkriegs, zweiten weltkrieges, erster weltkrieg, ersten weltkrieg, dritten
    reich, drittes reich, dritten reichs, in acht, außer acht, acht geben, unter vier augen, vier augen, alle viere,
    fünf vor zwölf, fünfte kolonne, sieben sachen, auf wolke sieben, im siebten himmel, zwei paar schuhe, doppelt
    genäht, null und nichtig, stunde null, null toleranz, halbe sache, halbe sachen, halb so wild, halb so schlimm, auf
    halbem weg, auf halber strecke, halbzeit, zweite bundesliga, zweiten bundesliga, dritte liga, dritten liga, erste
    halbzeit, zweite halbzeit, ersten halbzeit, zweiten halbzeit, ersten halbjahr, zweiten halbjahr, erstes halbjahr,
    zweites halbjahr, ersten quartal, zweiten quartal, dritten quartal, vierten quartal, erstes quartal, zweites
    quartal, drittes quartal, viertes quartal, erster advent, zweiter advent, dritter advent, vierter advent, ein für
    alle mal, hundertprozentig, tausend dank, sechster sinn, zweites standbein, zweiten blick, zweite geige, der dritte
    im bunde, dritte im bunde, dreißigjähriger krieg, dreißigjährigen krieg, dreißigjährigen kriegs, siebenjähriger
    krieg, siebenjährigen krieg, sieben sachen, über tausend ecken
    """)
"""Number words that are not meant as numbers."""
