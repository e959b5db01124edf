"""Countries as people and papers write them, in several languages and codes; the two Koreas kept apart."""

from __future__ import annotations

import gettext
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import pycountry

from sightline.clean import countries

LANGUAGES = (
    "ko", "zh_CN", "zh_TW", "ru", "ja", "fr", "es", "de", "ar", "it", "pt", "tr", "nl", "pl", "uk", "fa",
    "sv", "vi", "id", "he", "hi",
)  # fmt: skip
OWN_WORDS = {
    "북한": "kp",
    "북조선": "kp",
    "조선민주주의인민공화국": "kp",
    "이북": "kp",
    "朝鲜": "kp",
    "朝鮮": "kp",
    "北朝鲜": "kp",
    "北朝鮮": "kp",
    "北韩": "kp",
    "北韓": "kp",
    "朝鲜民主主义人民共和国": "kp",
    "кндр": "kp",
    "северная корея": "kp",
    "корейская народно демократическая республика": "kp",
    "朝鮮民主主義人民共和国": "kp",
    "朝鮮民主主義人民共和國": "kp",
    "كوريا الشمالية": "kp",
    "corée du nord": "kp",
    "république populaire démocratique de corée": "kp",
    "corea del norte": "kp",
    "corea del nord": "kp",
    "coreia do norte": "kp",
    "nordkorea": "kp",
    "kuzey kore": "kp",
    "korea utara": "kp",
    "democratic peoples republic of korea": "kp",
    "dpr korea": "kp",
    "d p r korea": "kp",
    "d p r of korea": "kp",
    "korea d p r": "kp",
    "korea d p r of": "kp",
    "dem people s rep of korea": "kp",
    "coree du nord": "kp",
    "corea nord": "kp",
    "noord korea": "kp",
    "korea północna": "kp",
    "corea sud": "kr",
    "zuid korea": "kr",
    "r o korea": "kr",
    "i r iran": "ir",
    "ir iran": "ir",
    "i r of iran": "ir",
    "islamic rep of iran": "ir",
    "islamic republic iran": "ir",
    "ر ا ایران": "ir",
    "syrian arab rep": "sy",
    "russian fed": "ru",
    "russie": "ru",
    "russland": "ru",
    "rusia": "ru",
    "rússia": "ru",
    "rusland": "ru",
    "rosja": "ru",
    "rusya": "ru",
    "росія": "ru",
    "roussia": "ru",
    "syrie": "sy",
    "syrien": "sy",
    "siria": "sy",
    "síria": "sy",
    "suriye": "sy",
    "syrië": "sy",
    "сирия": "sy",
    "irán": "ir",
    "irão": "ir",
    "иран": "ir",
    "伊朗": "ir",
    "이란": "ir",
    "이라크": "iq",
    "시리아": "sy",
    "叙利亚": "sy",
    "敘利亞": "sy",
    "chine": "cn",
    "cina": "cn",
    "chiny": "cn",
    "çin": "cn",
    "кнр": "cn",
    "biélorussie": "by",
    "weißrussland": "by",
    "weissrussland": "by",
    "bielorrusia": "by",
    "bielorussia": "by",
    "byelorussia": "by",
    "белоруссия": "by",
    "turquie": "tr",
    "türkei": "tr",
    "turquía": "tr",
    "turchia": "tr",
    "türkiye": "tr",
    "birmanie": "mm",
    "birmania": "mm",
    "emirates": "ae",
    "eau": "ae",
    "vae": "ae",
    "оаэ": "ae",
    "emiratos": "ae",
    "émirats": "ae",
    "dpr of korea": "kp",
    "korea dpr": "kp",
    "korea dem peoples rep": "kp",
    "korea dem people s rep": "kp",
    "korea democratic people s republic of": "kp",
    "pyongyang": "kp",
    "한국": "kr",
    "남한": "kr",
    "대한민국": "kr",
    "韩国": "kr",
    "韓國": "kr",
    "韓国": "kr",
    "республика корея": "kr",
    "южная корея": "kr",
    "rok": "kr",
    "كوريا الجنوبية": "kr",
    "corée du sud": "kr",
    "corea del sur": "kr",
    "corea del sud": "kr",
    "coreia do sul": "kr",
    "südkorea": "kr",
    "güney kore": "kr",
    "korea rep": "kr",
    "rep of korea": "kr",
    "중국": "cn",
    "中国": "cn",
    "китай": "cn",
    "prc": "cn",
    "pr china": "cn",
    "p r china": "cn",
    "p r of china": "cn",
    "n korea": "kp",
    "s korea": "kr",
    "uae": "ae",
    "drc": "cd",
    "ksa": "sa",
    "إيران": "ir",
    "ایران": "ir",
    "سوريا": "sy",
    "سورية": "sy",
    "روسيا": "ru",
    "الصين": "cn",
    "لبنان": "lb",
    "people s republic of china": "cn",
    "러시아": "ru",
    "россия": "ru",
    "俄罗斯": "ru",
    "俄罗斯联邦": "ru",
    "日本": "jp",
    "일본": "jp",
    "미국": "us",
    "сша": "us",
    "베트남": "vn",
    "홍콩": "hk",
}
"""short names in common use that the translated ISO names lack (written from general knowledge)"""
PEOPLE = {
    "afghan": "af", "albanian": "al", "algerian": "dz", "american": "us", "angolan": "ao",
    "argentine": "ar", "armenian": "am", "australian": "au", "austrian": "at", "azerbaijani": "az",
    "bahraini": "bh", "bangladeshi": "bd", "belarusian": "by", "belgian": "be", "bolivian": "bo",
    "bosnian": "ba", "brazilian": "br", "british": "gb", "bulgarian": "bg", "burmese": "mm",
    "burundian": "bi", "cambodian": "kh", "cameroonian": "cm", "canadian": "ca", "chilean": "cl",
    "chinese": "cn", "colombian": "co", "croatian": "hr", "cuban": "cu", "cypriot": "cy", "czech": "cz",
    "danish": "dk", "dutch": "nl", "ecuadorian": "ec", "egyptian": "eg", "emirati": "ae", "eritrean": "er",
    "estonian": "ee", "ethiopian": "et", "filipino": "ph", "finnish": "fi", "french": "fr",
    "georgian": "ge", "german": "de", "ghanaian": "gh", "greek": "gr", "honduran": "hn", "hungarian": "hu",
    "indian": "in", "indonesian": "id", "iranian": "ir", "iraqi": "iq", "irish": "ie", "israeli": "il",
    "italian": "it", "ivorian": "ci", "jamaican": "jm", "japanese": "jp", "jordanian": "jo", "kazakh": "kz",
    "kazakhstani": "kz", "kenyan": "ke", "korean north": "kp", "korean south": "kr", "kuwaiti": "kw",
    "kyrgyz": "kg", "lao": "la", "laotian": "la", "latvian": "lv", "lebanese": "lb", "liberian": "lr",
    "libyan": "ly", "lithuanian": "lt", "malaysian": "my", "maldivian": "mv", "malian": "ml",
    "maltese": "mt", "mauritanian": "mr", "mexican": "mx", "moldovan": "md", "mongolian": "mn",
    "moroccan": "ma", "mozambican": "mz", "namibian": "na", "nepalese": "np", "nepali": "np",
    "new zealander": "nz", "nicaraguan": "ni", "nigerian": "ng", "north korean": "kp", "norwegian": "no",
    "omani": "om", "pakistani": "pk", "panamanian": "pa", "paraguayan": "py", "peruvian": "pe",
    "polish": "pl", "portuguese": "pt", "qatari": "qa", "romanian": "ro", "russian": "ru", "rwandan": "rw",
    "saudi": "sa", "saudi arabian": "sa", "senegalese": "sn", "serbian": "rs", "singaporean": "sg",
    "slovak": "sk", "slovenian": "si", "somali": "so", "south african": "za", "south korean": "kr",
    "spanish": "es", "sri lankan": "lk", "sudanese": "sd", "swedish": "se", "swiss": "ch", "syrian": "sy",
    "taiwanese": "tw", "tajik": "tj", "tanzanian": "tz", "thai": "th", "tunisian": "tn", "turkish": "tr",
    "turkmen": "tm", "ugandan": "ug", "ukrainian": "ua", "uruguayan": "uy", "uzbek": "uz",
    "venezuelan": "ve", "vietnamese": "vn", "yemeni": "ye", "zambian": "zm", "zimbabwean": "zw",
}  # fmt: skip
"""What people of a country are called in English (written from general knowledge). Left out where
two countries have it: Korean, Congolese, Guinean, Dominican."""
ELSEWHERE = {
    "ae": "émirien émirienne emiratí emiratisch emiratino эмиратский",
    "af": "afghane afgano afgana afghanisch afgane афганский афганец",
    "by": "biélorusse bielorruso bielorrusa bielorusso bielorussa belarussisch weißrussisch "
    "białoruski белорусский белорусская белорус",
    "cn": "chinois chinoise chino china cinese chinesisch chinês chinesa chinees çinli китайский "
    "китайская 중국인 中国籍 صيني صينية چینی",
    "co": "colombien colombienne colombiano colombiana kolumbianisch колумбийский",
    "cu": "cubain cubaine cubano cubana kubanisch кубинский",
    "de": "allemand allemande alemán alemana deutsch deutscher deutsche tedesco tedesca alemão alemã "
    "немецкий",
    "dz": "algérien algérienne argelino argelina algerisch алжирский",
    "eg": "égyptien égyptienne egipcio egipcia ägyptisch egiziano egiziana египетский مصري مصرية",
    "es": "espagnol espagnole español española spanisch spagnolo spagnola испанский",
    "fr": "français française francés francesa französisch franzose francese французский",
    "gb": "britannique británico británica britisch britannico britannica британский",
    "iq": "irakien irakienne iraquien iraquienne iraquí irakisch iracheno irachena iraquiano "
    "iraquiana irakli иракский عراقي عراقية",
    "ir": "iranien iranienne iraní iranisch iraniano iraniana iraans iranlı irański иранский "
    "иранская иранец 이란인 伊朗籍 إيراني إيرانية ايراني ایرانی",
    "it": "italien italienne italiano italiana italienisch итальянский",
    "jp": "japonais japonaise japonés japonesa japanisch giapponese японский 일본인 日本籍",
    "kp": "nord coréen|nord coréenne|norcoreano|norcoreana|nordcoreano|nordcoreana|nordkoreanisch|"
    "norte coreano|norte coreana|noord koreaans|kuzey koreli|северокорейский|северокорейская|"
    "северокореец|북한인|朝鲜籍",
    "kr": "sud coréen|sud coréenne|surcoreano|surcoreana|sudcoreano|sudcoreana|südkoreanisch|"
    "sul coreano|sul coreana|zuid koreaans|güney koreli|южнокорейский|южнокорейская|한국인|韩国籍",
    "lb": "libanais libanaise libanés libanesa libanesisch libanese libanês lübnanlı ливанский "
    "ливанская لبناني لبنانية",
    "ly": "libyen libyenne libio libia libysch libico libica ливийский ليبي ليبية",
    "ma": "marocain marocaine marroquí marokkanisch marocchino марокканский",
    "ml": "malien malienne maliense malisch малийский",
    "mx": "mexicain mexicaine mexicano mexicana mexikanisch messicano мексиканский",
    "pk": "pakistanais pakistanaise pakistaní paquistaní pakistanisch pakistano пакистанский پاکستانی",
    "ps": "palestinien palestinienne palestino palestina palästinensisch палестинский فلسطيني "
    "فلسطينية",
    "ru": "russe ruso rusa russo russa russisch russin rus rosyjski российский российская русский "
    "русская россиянин россиянка 러시아인 俄罗斯籍 روسي روسية",
    "sa": "saoudien saoudienne saudí saudisch saudita саудовский سعودي سعودية",
    "sd": "soudanais soudanaise sudanés sudanesa sudanesisch суданский سوداني سودانية",
    "so": "somalien somalienne somalí somalisch somalo somala сомалийский صومالي صومالية",
    "sy": "syrien syrienne sirio siria syrisch siriano siriana sírio síria syrisk suriyeli сирийский "
    "сирийская сириец 시리아인 叙利亚籍 سوري سورية",
    "tn": "tunisien tunisienne tunecino tunecina tunesisch тунисский تونسي تونسية",
    "tr": "turc turque turco turca türkisch türk turks турецкий турецкая تركي تركية",
    "ua": "ukrainien ukrainienne ucraniano ucraniana ukrainisch ucraino ucraina український "
    "украинский украинская",
    "us": "américain américaine estadounidense amerikanisch statunitense американский 미국인",
    "ve": "vénézuélien vénézuélienne venezolano venezolana venezolanisch venezuelano venezuelana "
    "венесуэльский",
    "vn": "vietnamien vietnamienne vietnamita vietnamesisch вьетнамский",
    "ye": "yéménite yemení jemenitisch yemenita йеменский يمني يمنية",
}  # fmt: skip
"""What people of a country, or what is of it, are called in other languages (written from general knowledge),
parted by spaces, or by bars where there are some in them. Left out where two countries have it: congolais,
nigerien."""
EITHER_KOREA = frozenset({
    "korea", "korean", "chosun", "chosŏn", "조선", "корея", "corea", "corée", "coree", "꼬레아", "高麗",
    "고려", "ko",
})  # fmt: skip
_WORDS = re.compile(r"[\W_]+")
_GERMAN = re.compile("isch(?:e[mnrs]?)$")
_LOCODE = re.compile(r"[A-Z]{2} ?[A-Z2-9]{3}")


@dataclass(frozen=True, slots=True)
class CountryRead:
    """The code, empty where it cannot be told; then `problem` is the question to ask back."""

    code: str
    problem: str = ""
    note: str = ""


@lru_cache(maxsize=4096)
def read(text: str) -> CountryRead:
    """An ISO code, UN/LOCODE or name in English, Korean, Chinese, Russian and others. Never a guess."""
    written = " ".join(text.split())
    if not written:
        return CountryRead("", "which country?")
    key = _key(written)
    if key in EITHER_KOREA:
        return CountryRead("", f"which Korea is {written!r}: KP (DPRK) or KR (Republic of Korea)?")
    if found := _own(key) or countries.of_code(written) or countries.code(written):
        return CountryRead(
            found,
            "",
            "" if len(written) == 2 and written.isascii() else f"{written} is read as {found.upper()}",
        )
    if _LOCODE.fullmatch(written) and (found := countries.of_code(written[:2])):
        return CountryRead(found, "", f"{written} is read as a UN/LOCODE of {found.upper()}")
    if found := _translated().get(key):
        return CountryRead(found, "", f"{written} is read as {found.upper()}")
    return CountryRead("", f"which country is {written!r}? Give its ISO code, as in KP, KR, CN")


def _own(key: str) -> str | None:
    """The code of a word in common use, of a people, or of an abbreviation with dots."""
    if found := OWN_WORDS.get(key) or PEOPLE.get(key) or _elsewhere().get(_bare(key)):
        return found
    if " " not in key or len(key) >= 2 * len(key.split()):
        return None
    short = key.replace(" ", "")  # D.P.R.K., U.S.
    return OWN_WORDS.get(short) or countries.code(short) or countries.of_code(short)


def _key(text: str) -> str:
    return _WORDS.sub(" ", text.casefold()).strip()


def _bare(key: str) -> str:
    """A word in Latin letters without its accents, and without the ending of a German adjective."""
    apart = unicodedata.normalize("NFKD", key)
    if not (plain := "".join(letter for letter in apart if not unicodedata.combining(letter))).isascii():
        return key
    return _GERMAN.sub("isch", plain)


@lru_cache(maxsize=1)
def _elsewhere() -> dict[str, str]:
    """The words of `ELSEWHERE`, and short names with accents, without these."""
    of = {
        _bare(word): code
        for code, some in ELSEWHERE.items()
        for word in some.split("|" if "|" in some else " ")
    }
    return {_bare(word): code for word, code in OWN_WORDS.items()} | of


@lru_cache(maxsize=1)
def _translated() -> dict[str, str]:
    """Names in the languages pycountry carries, to codes; a name of two countries is left out."""
    found: dict[str, set[str]] = {}
    for language in LANGUAGES:
        words = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [language], fallback=True)
        for country in pycountry.countries:
            for field in ("name", "official_name", "common_name"):
                if name := getattr(country, field, ""):
                    found.setdefault(_key(words.gettext(name)), set()).add(country.alpha_2.lower())
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}


UNITED_NATIONS = {
    "BN": "Brunei Darussalam",
    "BO": "Bolivia (Plurinational State of)",
    "CD": "Democratic Republic of the Congo",
    "FM": "Micronesia (Federated States of)",
    "GB": "United Kingdom of Great Britain and Northern Ireland",
    "IR": "Iran (Islamic Republic of)",
    "KP": "Democratic People's Republic of Korea",
    "KR": "Republic of Korea",
    "MD": "Republic of Moldova",
    "NL": "Netherlands (Kingdom of the)",
    "PS": "State of Palestine",
    "TW": "Taiwan Province of China",
    "TZ": "United Republic of Tanzania",
    "US": "United States of America",
    "VG": "British Virgin Islands",
    "VI": "United States Virgin Islands",
    "VE": "Venezuela (Bolivarian Republic of)",
}
"""short names as the United Nations writes them where ISO 3166-1 turns or shortens them"""


def united_nations_name(code: str) -> str:
    """The short name in the usage of the United Nations for an ISO alpha-2 code, else the code.

    ISO 3166-1 takes its short names from the terminology of the United Nations; those it turns around or
    shortens stand in `UNITED_NATIONS` (written from general knowledge, unverified).
    """
    found = pycountry.countries.get(alpha_2=code.upper())
    return UNITED_NATIONS.get(code.upper()) or (str(found.name) if found else code.upper())


def name(code: str) -> str:
    """The English name in common use for an ISO alpha-2 code; the code itself where there is none."""
    found = pycountry.countries.get(alpha_2=code.upper())
    return str(getattr(found, "common_name", found.name)) if found else code.upper()
