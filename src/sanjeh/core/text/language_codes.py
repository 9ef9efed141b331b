"""Codes of languages as BCP 47 has them: of two letters, and of three only where a language has no other."""

import re

# ISO 639-1, all of it, and the withdrawn codes that the registry of BCP 47 still holds.
_ISO_639_1 = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en
eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja
jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb
nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so
sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
_WITHDRAWN = "iw in ji jw mo"
# The codes of ISO 639-2 and 639-3 of languages that have one of two letters, which alone may stand (RFC 5646
# §2.2.1): first the bibliographic ones, then the others.
_LONG_FOR_SHORT = """
alb arm baq bur chi cze dut fre geo ger gre ice mac mao may per rum slo tib wel aar abk afr aka amh
ara arg asm ava ave aym aze bak bam bel ben bih bis bod bos bre bul cat ces cha che chu chv cor cos
cre cym dan deu div dzo ell eng epo est eus ewe fao fas fij fin fra fry ful gla gle glg glv grn guj
hat hau hbs heb her hin hmo hrv hun hye ibo ido iii iku ile ina ind ipk isl ita jav jpn kal kan kas
kat kau kaz khm kik kin kir kom kon kor kua kur lao lat lav lim lin lit ltz lub lug mah mal mar mkd
mlg mlt mon mri msa mya nau nav nbl nde ndo nep nld nno nob nor nya oci oji ori orm oss pan pli pol
por pus que roh ron run rus sag san sin slk slv sme smo sna snd som sot spa sqi srd srp ssw sun swa
swe tah tam tat tel tgk tgl tha tir ton tsn tso tuk tur twi uig ukr urd uzb ven vie vol wln wol xho
yid yor zha zho zul
"""
TWO_LETTER_LANGUAGES = frozenset(f"{_ISO_639_1} {_WITHDRAWN}".split())
_NEVER = frozenset(_LONG_FOR_SHORT.split())
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def primary_of(tag: str) -> str:
    """Return the language itself, without region or script."""
    return tag.partition("-")[0].lower()


def is_language(tag: str) -> bool:
    """Tell whether a tag is well formed and its language exists; rarer three-letter codes are believed."""
    primary = primary_of(tag)
    is_rare = len(primary) == 3 and primary not in _NEVER
    return bool(_TAG.fullmatch(tag)) and (primary in TWO_LETTER_LANGUAGES or is_rare)
