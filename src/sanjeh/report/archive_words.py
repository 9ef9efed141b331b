"""Why nothing was handed over, in one sentence for the page and for the command."""

from sanjeh.core.text.words import Translatable

NO_ROUND = Translatable("دوره‌ای با این کد نیست.")
NOT_OVER = Translatable("این دوره هنوز بایگانی نشده است؛ نخست آن را در صفحه‌ی دوره بایگانی کنید.")
HELD = Translatable(
    "شکایت‌های {numbers} به دستور قانون نگه داشته شده‌اند؛ تا آن دستور برداشته نشود چیزی سپرده نمی‌شود."
)
PACKED = Translatable("بسته‌ی این پیش‌تر ساخته شده است: {folder}")
NOTHING = Translatable("در این روزها شکایتی به پایان نرسیده است که در بسته‌ای نباشد.")
DAMAGED = Translatable("پرونده‌ی {file} ویراست همان نیست که منتشر شد؛ راهبر سامانه را خبر کنید.")
GONE = Translatable("شاهد {digest} دیگر نگه‌داری نمی‌شود؛ این دوره را دیگر نمی‌توان کامل سپرد.")
EXISTS = Translatable("در {folder} از پیش چیزی هست و چیزی روی آن نوشته نمی‌شود؛ پوشه‌ی دیگری نام ببرید.")
NOT_WRITTEN = Translatable("در {folder} نوشته نشد ({detail})؛ چیزی از بسته نماند. جا یا اجازه را درست کنید.")
