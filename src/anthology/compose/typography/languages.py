"""The quotes, dashes, spaces and elisions of each language, by the rules of its typographers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

NBSP = "\u00a0"
THIN = "\u202f"  # narrow no-break space

EN_DASH, EM_DASH = "–", "—"


@dataclass(frozen=True)
class Language:
    """What a language asks of its typographer. Lists of words are separated by |."""

    quotes: str = "“”‘’"  # the outer and the inner pair
    inside: str = ""  # the space inside the outer quotes
    before: str = ""  # the punctuation marks with such a space before them
    dash: str = EN_DASH  # between spaces
    bound: str = ""  # abbreviations with an unbreakable space after them
    counted: str = ""  # words with an unbreakable space before the number after them
    one_letter: str = ""  # words, as a set of letters, that may not end a line
    elided: str = ""  # words that begin with an apostrophe, without it
    clipped: str = ""  # words that end with an apostrophe, without it: a regular expression

    @property
    def outer(self) -> tuple[str, str]:
        """The outer quotes, without their spaces."""
        return self.quotes[0], self.quotes[1]

    @property
    def inner(self) -> tuple[str, str]:
        """The quotes of a quotation inside a quotation."""
        return self.quotes[2], self.quotes[3]


_EN = Language(
    bound="Mr|Mrs|Ms|Dr|St|Prof|Rev|Sgt|Capt|Col|Gen|Mt|No|Nos|Vol|vol|vols|p|pp|ch|chs|Ch|Fig|fig"
    "|Pt|pt|Ep|ep|Eq|Ed|ed",
    counted="season|series|episode|part|chapter|volume|book|act|scene|page|pages|figure|table|reel"
    "|disc|disk|side|track|level|issue|number|cycle|phase|take|day|week|year|room|apartment",
    elided="tis|twas|twere|twill|twould|twixt|em|til|till|cause|coz|bout|round|n|cos|neath|nuff"
    "|nother|gainst|fore|tween|stead|scuse|spose|bye",
    clipped=r"\w+in|o|an|th|ol|lil|mo|wi|fo|jus|mos|bes|thousan|aroun",
)
_DE = Language(
    "„“‚‘",
    bound="Dr|Prof|Nr|Abb|Bd|Bde|S|z|d|u|Hl|St|Kap|Tab|Anm|vgl|ca|Mr|Mrs|Fr|Hr|Jg|H|o|i",
    counted="staffel|folge|teil|kapitel|band|buch|akt|szene|seite|seiten|episode|bild|tafel|heft"
    "|nummer|teile|abschnitt|saison|runde|woche|tag",
    elided="s|n|ne|nem|nen|ner|nes|rum|ran|rein|raus|rauf|rüber|runter|nauf|naus|nein|nüber|mal|was"
    "|nauf|drauf|drin|nunter|türlich",
    clipped=r"hab|heut|könnt|konnt|würd|hätt|hatt|wär|möcht|mocht|sollt|wollt|müsst|musst"
    r"|dürft|durft|hol|geh|komm|seh|steh|lass|sag|glaub|denk|werd|wüsst|wusst|nehm|find|mach"
    r"|bräucht|brauch|leb|lieb|tu|tät|bild|wünsch|hör|frag|kenn|bleib|schreib|les|schlaf|fühl"
    r"|freu|mein|dein|sein|kein|ein|eh|Seel|Aug|Lieb|Freud|Müh|Ruh|Sonn|Ehr|Erd|Reis|Stund|Lieb"
    r"|bitt|gern|alt|neu|wollt|hatt|macht|sagt|dacht",
)
_FR = Language(
    "«»“”", THIN, ";:!?",
    bound="M|MM|Mme|Mmes|Mlle|Dr|Pr|p|pp|vol|chap|éd|fig|n|art|ép|coll",
    counted="saison|épisode|partie|chapitre|tome|volume|acte|scène|page|pages|figure|numéro|livre"
    "|série|disque",
    elided="tain|pa|tite|tit|core|spèce",
    clipped="aut|quat|not|vot|p",
)  # fmt: skip
_IT = Language(
    bound="Sig|Sigg|Dott|Prof|pag|pagg|p|pp|vol|cap|fig|art|ecc|n",
    counted="stagione|episodio|parte|capitolo|volume|libro|atto|scena|pagina|pagine|figura|puntata"
    "|numero|stanza|tavola",
    elided="sto|sta|sti|ste|na|no|n|l|ndrangheta|ste|sera|notte|nu|o|a|e",
    clipped="po|mo|di|fa|va|sta|da|be|ca|de|ne|co|to|vo|so|pe|su|a|que|cu|me|te|ve|se|dì|i|fe|pie"
    "|do|gna|sua|mi",
)
_ES = Language(
    bound="Sr|Sra|Srta|Dr|Dra|D|Dña|núm|pág|págs|p|pp|vol|cap|fig|ed|n",
    counted="temporada|episodio|parte|capítulo|tomo|volumen|libro|acto|escena|página|páginas"
    "|figura|número|serie",
    clipped="pa|to|na|ca|mu|de",
)
_RU = Language(
    "«»„“",
    dash=EM_DASH,
    bound="г|гг|с|стр|т|тт|гл|ч|рис|им|св|ул|д|см|вып|изд|пр",
    counted="сезон|серия|часть|глава|том|книга|страница|стр|рис|выпуск|акт|сцена",
)
_UK = replace(
    _RU,
    bound="р|рр|с|стор|т|гл|ч|рис|ім|св|вул|див|вип|вид",
    counted="сезон|серія|частина|глава|розділ|том|книга|сторінка|випуск|акт|сцена",
)
_CS = Language(
    "„“‚‘",
    bound="p|č|str|sv|tzv|např|r|roč|obr|kap|dr|Dr|s|ing|Ing|mr|tj",
    counted="řada|série|díl|část|kapitola|svazek|kniha|strana|epizoda|sezóna|dějství|číslo",
    one_letter="kKsSvVzZoOuUaAiI",
)
_PT = Language(
    bound="Sr|Sra|Dr|Dra|pág|págs|p|pp|vol|cap|fig|ed|n",
    counted="temporada|episódio|parte|capítulo|tomo|volume|livro|ato|acto|cena|página|figura|número",
    clipped="d|pra",
)
_DA = Language("»«›‹", bound="hr|fr|nr|s|bd|kap|dr",
               counted="sæson|afsnit|del|kapitel|bind|side|akt|scene|nummer|nr",
               clipped="ha|ta")  # fmt: skip
_NB = replace(
    _DA, quotes="«»‘’", counted="sesong|episode|del|kapittel|bind|side|akt|scene|nummer|nr"
)
_SV = Language("””’’", bound="hr|fr|nr|s|bd|kap|dr|st",
               counted="säsong|avsnitt|del|kapitel|band|sida|akt|scen|nummer|nr",
               clipped="ha|ta|sa")  # fmt: skip
_LANGUAGES = {
    "en": _EN,
    "de": _DE,
    "de-ch": replace(_DE, quotes="«»‹›"),
    "fr": _FR,
    "fr-ca": replace(_FR, inside=NBSP, before=":"),
    "fr-ch": _FR,
    "es": _ES,
    "it": _IT,
    "pt": _PT,
    "nl": Language(
        bound="dhr|mevr|dr|prof|blz|nr|p|pp|dl|hfst|afl|mw",
        counted="seizoen|aflevering|deel|hoofdstuk|boek|akte|scène|pagina|nummer|nr|band",
        elided="s|t|k|n|m|r|d|ns|tis|twas|tje|tjes|em|er|ie",
        clipped="o|da",
    ),
    "af": Language(elided="n|s|t|k", bound="mnr|mev|dr|prof|bl"),
    "ca": Language("«»“”", bound="Sr|Sra|Dr|Dra|pàg|p|pp|vol|cap|núm",
                   counted="temporada|episodi|part|capítol|volum|llibre|acte|escena|pàgina|número",
                   elided="l|n|s|m|t|ls|ns|us|hi"),
    "pl": Language(
        "„”‚’",
        bound="p|s|ss|str|nr|r|w|t|tom|dr|prof|ul|św|rys|tab|im|np|red|tzw|rozdz|odc",
        counted="sezon|odcinek|część|rozdział|tom|księga|akt|scena|strona|numer|nr|seria",
        one_letter="aAiIoOuUwWzZ",
    ),
    "ro": Language("„”«»"),
    "hu": Language("„”»«"),
    "cs": _CS,
    "sk": replace(
        _CS, counted="séria|diel|časť|kapitola|zväzok|kniha|strana|epizóda|sezóna|dejstvo|číslo"
    ),
    "sl": Language("„“‚‘"),
    "hr": Language("„“‚‘"),
    "bg": Language("„“‚‘", dash=EM_DASH),
    "is": Language("„“‚‘"),
    "lt": Language("„“‚‘"),
    "et": Language("„“‚‘"),
    "da": _DA,
    "nb": _NB,
    "nn": _NB,
    "no": _NB,
    "sv": _SV,
    "fi": replace(_SV, bound="s|nro|hra|rva|tri",
                  counted="kausi|jakso|osa|luku|kirja|sivu|näytös|numero"),
    "ru": _RU,
    "uk": _UK,
    "be": replace(_RU, counted="сезон|серыя|частка|глава|том|кніга|старонка|выпуск"),
    "el": Language("«»“”"),
    "he": Language("””’’"),
}  # fmt: skip


@lru_cache
def language(tag: str) -> Language:
    """The rules for a BCP 47 tag; English quotes for an unknown language."""
    tag = tag.lower()
    primary, _, rest = tag.partition("-")
    region = f"{primary}-{rest.rpartition('-')[2]}"
    return _LANGUAGES.get(region) or _LANGUAGES.get(primary) or Language()
