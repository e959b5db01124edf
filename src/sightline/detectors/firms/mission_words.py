"""How the DPRK, the parts of a mission and the towns it sits in are written, in the languages of registers.

All texts are compared in small letters, without accents and punctuation (`mission_names.plain`). The words
and abbreviations are this project's, written from general knowledge.
"""

from __future__ import annotations

WHOLE = (
    "democratic people s republic of korea", "democratic peoples republic of korea",
    "democratic people republic of korea", "democratic people s rep of korea",
    "dem people s republic of korea", "dem people s rep of korea", "dem peoples rep of korea",
    "people s democratic republic of korea", "peoples democratic republic of korea",
    "democratic republic of korea", "korea democratic people s republic of",
    "korea democratic peoples republic of", "demokratische volksrepublik korea",
    "demokratischen volksrepublik korea", "republique populaire democratique de coree",
    "republica popular democratica de corea", "republica popular democratica da coreia",
    "repubblica popolare democratica di corea", "republica populara democrata coreeana",
    "republicii populare democrate coreene", "koreanska republika ludowo demokratyczna",
    "koreanskiej republiki ludowo demokratycznej", "korejska lidove demokraticka republika",
    "korejske lidove demokraticke republiky", "demokratiska folkrepubliken korea",
    "koreai nepi demokratikus koztarsasag", "корейская народно демократическая республика",
    "корейской народно демократической республики", "корейска народно демократична република",
    "корейската народно демократична република", "cong hoa dan chu nhan dan trieu tien",
    "republik rakyat demokratik korea", "republik demokratik rakyat korea",
    "kore demokratik halk cumhuriyeti", "جمهورية كوريا الديمقراطية الشعبية",
    "جمهورية كوريا الشعبية الديمقراطية", "جمهوری دموکراتیک خلق کره",
    "choson minjujuui inmin konghwaguk", "joson minjujuui inmin konghwaguk",
)  # fmt: skip
"""the name in full"""
SHORT = (
    "d p r of korea", "d p r korea", "dpr of korea", "dpr korea", "d p r k", "dprk", "dpr k", "d p r of k",
    "korea dpr", "korea d p r", "korea north", "north korea", "north korean", "n korea", "n korean",
    "d v r korea", "dvr korea", "d v r k", "dvrk", "nordkorea", "nordkoreas", "nordkoreanische",
    "nordkoreanischen", "r p d de coree", "rpd de coree", "r p d c", "rpdc", "coree du nord",
    "nord coreenne", "nord coreen", "rpd de corea", "r p d de corea", "corea del norte", "norcoreana",
    "norcoreano", "rpd da coreia", "coreia do norte", "norte coreana", "rpd di corea", "corea del nord",
    "nordcoreana", "nordcoreano", "rpd coreeana", "coreea de nord", "krld", "korei polnocnej", "kldr",
    "severni koreje", "kndk", "eszak koreai", "кндр", "северная корея", "северной кореи",
    "северокорейское", "северокорейского", "северна корея", "chdcnd trieu tien", "bac trieu tien",
    "rrd korea", "rdr korea", "korea utara", "kdhc", "kuzey kore", "كوريا الشمالية", "کره شمالی",
)  # fmt: skip
"""shorter names, initials and what its people are called"""
CUT = ("democratic people s r", "democratic peoples r", "republique populaire democratique d")
"""how a name that a line of 35 letters cut ends at the least for the state to be told"""
UNSPACED = (
    "朝鲜民主主义人民共和国", "朝鮮民主主義人民共和國", "朝鮮民主主義人民共和国", "조선민주주의인민공화국",
    "北朝鲜", "北朝鮮", "朝鲜", "朝鮮", "북조선", "북한",
)  # fmt: skip
"""names of the state in scripts that part no words"""
PHRASES = {
    "đai su quan": "embassy", "tong lanh su quan": "consulate", "kedutaan besar": "embassy",
    "조선대사관": "북한 대사관", "조선 대사관": "북한 대사관", "조선총령사관": "북한 령사관",
}  # fmt: skip
"""several words for one, put before a name is taken apart"""
SECTIONS = frozenset({
    "section", "sections", "sect", "office", "offices", "department", "dept", "division", "bureau", "account",
    "commercial", "economic", "economical", "trade", "trading", "military", "naval", "defence", "defense",
    "cultural", "culture", "political", "press", "information", "administrative", "administration",
    "financial", "finance", "science", "scientific", "visa", "maritime", "health", "agricultural",
    "abteilung", "handelsabteilung", "wirtschaftsabteilung", "konsularabteilung", "handel", "wirtschaft",
    "handels", "wirtschafts", "buro", "militarattache", "handelsrat", "service", "economique", "commerciale",
    "commerciaux", "militaire", "conseiller", "seccion", "oficina", "consejeria", "agregaduria",
    "economica", "comercial", "militar", "consular", "sezione", "ufficio", "commerciali", "attaches",
    "отдел", "секция", "торговый", "торговое", "торгово", "экономический", "экономическое", "консульский",
    "военный", "военного", "аппарат", "аташата", "представительства",
})  # fmt: skip
"""words of parts of a mission"""
UNSPACED_SECTIONS = (
    "经济商务参赞处", "經濟商務參贊處", "经济商务处", "商务参赞处", "经商参处", "经商处", "商务处",
    "商務處", "武官处", "武官處", "经济贸易处", "经贸处", "参赞处", "領事部", "领事部", "签证处",
    "文化处", "办公室", "辦公室", "总", "總", "경제무역참사부", "무역참사부", "경제참사부", "무역부",
    "무관부", "령사부", "총",
)  # fmt: skip
BODIES = frozenset({
    "permanent", "standing", "resident", "other", "international", "organizations", "organisations", "un",
    "united", "nations", "standige", "permanente", "постоянное", "постоянная", "onu", "besar", "dai",
    "quan",
})  # fmt: skip
"""words beside the name of a mission that tell neither place nor person"""
FIRMS = frozenset({"company", "corporate", "firm", "business", "merchant", "sole trader", "charity", "club"})
"""kinds of holders that are no mission by the words mission and representation alone"""
TOWNS = {
    ("beijing", "cn"): ("peking", "pekin", "pechino", "пекин", "пекине", "北京"),
    ("moscow", "ru"): ("москва", "москве", "moskva", "moskau", "moscou", "moscu", "mosca", "莫斯科"),
    ("berlin", "de"): ("берлин", "берлине", "柏林"),
    ("vienna", "at"): ("wien", "vienne", "viena", "вена", "вене", "维也纳"),
    ("bern", "ch"): ("berne", "berna", "берн", "берне"),
    ("geneva", "-"): ("geneve", "genf", "ginebra", "ginevra", "женева", "женеве", "日内瓦"),
    ("warsaw", "pl"): ("warszawa", "warszawie", "warschau", "varsovie", "varsovia", "варшава", "варшаве"),
    ("prague", "cz"): ("praha", "praze", "prag", "praga", "прага", "праге"),
    ("bucharest", "ro"): ("bucuresti", "bukarest", "bucarest", "бухарест", "бухаресте"),
    ("sofia", "bg"): ("софия", "софии"),
    ("stockholm", "se"): ("стокгольм", "стокгольме"),
    ("london", "gb"): ("londres", "londra", "лондон", "лондоне", "伦敦"),
    ("rome", "it"): ("roma", "rom", "рим", "риме"),
    ("paris", "fr"): ("parigi", "париж", "париже", "巴黎"),
    ("madrid", "es"): ("мадрид", "мадриде",),
    ("lisbon", "pt"): ("lisboa", "lissabon", "lisbonne"),
    ("minsk", "by"): ("минск", "минске"),
    ("hanoi", "vn"): ("ha noi", "ханой", "ханое", "河内"),
    ("vientiane", "la"): ("вьентьян", "万象"),
    ("phnom penh", "kh"): ("пномпень", "金边"),
    ("kuala lumpur", "my"): ("吉隆坡",),
    ("jakarta", "id"): ("djakarta", "雅加达"),
    ("singapore", "sg"): ("singapur", "singapour", "新加坡"),
    ("bangkok", "th"): ("曼谷",),
    ("ulaanbaatar", "mn"): ("ulan bator", "улан батор", "乌兰巴托"),
    ("new delhi", "in"): ("delhi", "neu delhi", "nouvelle delhi", "nueva delhi"),
    ("islamabad", "pk"): (),
    ("dhaka", "bd"): ("dacca",),
    ("kathmandu", "np"): (),
    ("tehran", "ir"): ("teheran", "тегеран", "تهران", "طهران"),
    ("damascus", "sy"): ("damaskus", "damas", "damasco", "دمشق"),
    ("cairo", "eg"): ("kairo", "le caire", "el cairo", "il cairo", "القاهرة"),
    ("kuwait city", "kw"): ("kuwait",),
    ("addis ababa", "et"): ("addis abeba",),
    ("abuja", "ng"): (),
    ("kampala", "ug"): (),
    ("dar es salaam", "tz"): ("daressalam",),
    ("pretoria", "za"): (),
    ("conakry", "gn"): (),
    ("havana", "cu"): ("la habana", "habana", "havanna", "la havane"),
    ("mexico city", "mx"): ("ciudad de mexico", "mexiko stadt"),
    ("lima", "pe"): (),
    ("caracas", "ve"): (),
    ("brasilia", "br"): (),
    ("new york", "-"): ("nueva york", "нью йорк", "纽约"),
}  # fmt: skip
"""towns with missions, each with the country it is the capital of (`-` of none) and other writings of it"""
STATIONED = {
    "华": "cn", "華": "cn", "俄": "ru", "德": "de", "英": "gb", "法": "fr", "美": "us", "日": "jp",
    "越": "vn", "泰": "th", "印": "in", "马": "my", "奥": "at", "波": "pl", "意": "it", "蒙": "mn",
    "古": "cu", "埃": "eg", "주중": "cn",
}  # fmt: skip
"""countries as a mission's name shortens them, as after 驻"""
RANKS = frozenset({"first", "second", "third", "d", "affaires", "general", "minister", "office"})
"""words that stand beside an official's rank"""
LITTLE = frozenset({
    "the", "of", "and", "to", "for", "by", "co", "der", "die", "das", "des", "und", "de", "la", "le", "les",
    "l", "et", "du", "del", "da", "di", "e", "y", "d", "s", "general", "i", "и", "на",
})  # fmt: skip
IN = frozenset({"in", "at", "zu", "a", "au", "en", "em", "w", "v", "в"})
"""words before a place"""
