"""The house rules of both sides, as they are shown at the sign-in; another word is another version."""

import hashlib

from sanjeh.core.text.words import Translatable

VERSION = "1"
RULES = (
    Translatable("با هر کس با ادب و احترام سخن می‌گوییم؛ در نوشته و گفته، به کارشناس و به متقاضی."),
    Translatable("با متانت و شکیبایی می‌شنویم: پرسش تکراری هم پاسخ کامل دارد."),
    Translatable("درباره‌ی کار سخن می‌گوییم، نه درباره‌ی شخص؛ تهدید، تحقیر و دشنام جایی ندارد."),
    Translatable("هر طرف می‌تواند رفتار نادرست را گزارش کند؛ طرف دیگر پیش از هر داوری شنیده می‌شود."),
    Translatable("هیچ گزارش رفتاری حق شکایت کسی را کم نمی‌کند و اثری بر نمره‌ی هیچ دستگاهی ندارد."),
    Translatable("برای نمره، رأی یا پاسخ هدیه‌ای داده و گرفته نمی‌شود."),
)
SHA256 = hashlib.sha256("\n".join(rule.fa for rule in RULES).encode()).hexdigest()
