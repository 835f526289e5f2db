"""The letters of languages beside a to z, and the encodings in which these were written.

The letters are in the order of their frequency, which is all that is needed. The encodings of a
group are in the order in which texts of today have them.
"""

from __future__ import annotations

WESTERN = ("windows-1252", "mac-roman", "iso-8859-15", "cp850")
CENTRAL = ("windows-1250", "iso-8859-2", "mac-latin2", "cp852")
TURKISH = ("windows-1254", "mac-turkish", "cp857")
BALTIC = ("windows-1257", "iso-8859-13")
CYRILLIC = ("windows-1251", "koi8-r", "koi8-u", "iso-8859-5", "mac-cyrillic", "cp866")
GREEK = ("windows-1253", "iso-8859-7", "mac-greek")
HEBREW = ("windows-1255", "iso-8859-8")
ARABIC = ("windows-1256", "iso-8859-6")
THAI = ("cp874",)

LATIN = {
    "en": "éèïçöñüêáóâëôíäàîûåøãúæœ",
    "fr": "éèàêçâîûôùëïœüæÉÈÀÇÊ",
    "de": "üäößÜÄÖé",
    "es": "óíáéñúüÁÉÍÓÚÑ",
    "pt": "ãçáéíõóêúâàôÉÁÀ",
    "it": "èàòùéìÈ",
    "nl": "ëéïóèüö",
    "ca": "óàèéíçúòïüÉÀ",
    "sv": "äåöéÅÄÖ",
    "da": "åøæéØÅÆ",
    "nb": "åøæéòØÅÆ",
    "fi": "äöåÄÖ",
    "is": "íáðéþóúöæýÞÍÁÓ",
    "pl": "ąęłżóśćńźŁŻŚĆ",
    "cs": "íáěéřžčšůýúňďťŠČŘŽ",
    "sk": "áíéčžšúýľťňäôŠČŽ",
    "hu": "áéőöíóüűúÁÉÖÓÜ",
    "ro": "ăîâșțşţÎȘŞ",
    "hr": "čžšćđŠČŽĆĐ",
    "sl": "čšžČŠŽ",
    "tr": "ıişüğöçİŞÜÖÇ",
    "lt": "ėšųžįąčūęŠŽČ",
    "lv": "āīšēūžļķņčģŠŽ",
    "et": "äõüöšžÄÕÜÖ",
}
OTHER = {
    "ru": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "uk": "оанивітерслкдумпзьябгчйхцжїшющєфґ",
    "bg": "аиоетнрсвлкдпмуязъгбчщцжшйхфюьѝ",
    "sr": "аоиенрстјувкпдмлзбгчшцжћђхфљњџ",
    "el": "αοιετσνρκπυλμςάίήόέγδθωηχφβξύώζψϊϋΐΰ",
    "he": "יוהלארתבמשנעדחקפכגטצזסםןךץף",
    "ar": "اليمنرتبودعسفهكحقةأجشصىخطذزضغئثظءآؤإ",
    "th": "านรอกเงมยลวดทสตะปบคหแจพชขใไโผถซธศฐณพภฝฟญฎฏฉฬอฮ่้็ิีึืุูั์ำ",
}
ENCODINGS = (
    dict.fromkeys(("en", "fr", "de", "es", "pt", "it", "nl", "ca"), WESTERN)
    | dict.fromkeys(("sv", "da", "nb", "fi", "is"), WESTERN)
    | dict.fromkeys(("pl", "cs", "sk", "hu", "ro", "hr", "sl"), CENTRAL)
    | {"tr": TURKISH}
    | dict.fromkeys(("lt", "lv", "et"), BALTIC)
    | dict.fromkeys(("ru", "uk", "bg", "sr"), CYRILLIC)
    | {"el": GREEK, "he": HEBREW, "ar": ARABIC, "th": THAI}
)
# Languages whose letters are another's.
SAME = {"no": "nb", "nn": "nb", "be": "ru", "mk": "sr", "gl": "pt", "bs": "hr", "fa": "ar",
        "iw": "he", "yi": "he", "af": "nl", "ga": "es", "eu": "es"}  # fmt: skip
ASIAN = ("cp932", "shift_jis", "euc-jp", "gb18030", "gb2312", "big5", "cp949", "euc-kr")
