"""What the places of the calendar are called; any other code stands for itself."""

from sanjeh.core.text.words import Words

PLACES = {
    "capital": Words("پایتخت", "The capital"),
    "alborz": Words("البرز", "Alborz"),
    "ardabil": Words("اردبیل", "Ardabil"),
    "bushehr": Words("بوشهر", "Bushehr"),
    "chaharmahal": Words("چهارمحال و بختیاری", "Chaharmahal and Bakhtiari"),
    "east-azarbaijan": Words("آذربایجان شرقی", "East Azarbaijan"),
    "fars": Words("فارس", "Fars"),
    "gilan": Words("گیلان", "Gilan"),
    "golestan": Words("گلستان", "Golestan"),
    "hamadan": Words("همدان", "Hamadan"),
    "hormozgan": Words("هرمزگان", "Hormozgan"),
    "ilam": Words("ایلام", "Ilam"),
    "isfahan": Words("اصفهان", "Isfahan"),
    "kerman": Words("کرمان", "Kerman"),
    "kermanshah": Words("کرمانشاه", "Kermanshah"),
    "khuzestan": Words("خوزستان", "Khuzestan"),
    "kohgiluyeh": Words("کهگیلویه و بویراحمد", "Kohgiluyeh and Boyer-Ahmad"),
    "kurdistan": Words("کردستان", "Kurdistan"),
    "lorestan": Words("لرستان", "Lorestan"),
    "markazi": Words("مرکزی", "Markazi"),
    "mazandaran": Words("مازندران", "Mazandaran"),
    "north-khorasan": Words("خراسان شمالی", "North Khorasan"),
    "qazvin": Words("قزوین", "Qazvin"),
    "qom": Words("قم", "Qom"),
    "razavi-khorasan": Words("خراسان رضوی", "Razavi Khorasan"),
    "semnan": Words("سمنان", "Semnan"),
    "sistan": Words("سیستان و بلوچستان", "Sistan and Baluchestan"),
    "south-khorasan": Words("خراسان جنوبی", "South Khorasan"),
    "tehran": Words("تهران", "Tehran"),
    "west-azarbaijan": Words("آذربایجان غربی", "West Azarbaijan"),
    "yazd": Words("یزد", "Yazd"),
    "zanjan": Words("زنجان", "Zanjan"),
}


def place_words(code: str) -> Words:
    """Return the name of a place; a code that has no name is its own."""
    return PLACES.get(code) or Words(code, code)
