"""How firewalls, delivery networks and captchas show themselves in the place of a page; data.

Texts are compared after `persian.normalise`, everything else in lower case. `server` is in the header
Server, `cookies` begin the names of cookies, `scripts` stand in the markup: none of these alone makes a
block page, for sound pages behind the same firewall have them too. `headers` come with a refusal only.
Services have titles that begin like `whole_titles` ("Blocked drains: report one"): no word follows.
"""

from dataclasses import dataclass
from itertools import product

from sanjeh.core.probing.failures import Reason

_FROM_ABROAD = tuple(
    " ".join(said)
    for said in product(
        ("از خارج از کشور", "از خارج کشور", "خارج از ایران"),
        ("امکان‌پذیر", "امکان پذیر", "مقدور", "ممکن", "میسر", "مجاز"),
        ("نیست", "نمی‌باشد"),
    )
)
_FROM_IRAN_ALONE = tuple(
    " ".join(said)
    for said in product(("تنها با", "فقط با", "صرفاً با"), ("آی‌پی ایران", "ip ایران", "آی‌پی داخل"))
)
_SWITCH_OFF = tuple(f"{tool} خود را" for tool in ("فیلترشکن", "وی‌پی‌ان", "vpn", "پروکسی"))


@dataclass(frozen=True, slots=True)
class Signature:
    """One maker of block pages, by whatever is known of them."""

    name: str
    reason: Reason = Reason.BLOCKED_BY_WALL
    headers: tuple[tuple[str, str], ...] = ()
    server: tuple[str, ...] = ()
    cookies: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    whole_titles: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()


SIGNATURES = (
    Signature(
        "ArvanCloud",
        server=("arvancloud",),
        cookies=("__arcsjs",),
        titles=("transferring to the website", "در حال انتقال به سایت مورد نظر"),
        texts=("در حال انتقال به سایت مورد نظر هستید", "transferring to the website"),
        scripts=("__arcsjs",),
    ),
    Signature(
        "Derak",
        server=("derak.cloud",),
        cookies=("__derak_auth", "__derak_user"),
        scripts=("derakcloud.init",),
    ),
    # Of these three no page was at hand: a refusal alone is told by their name.
    Signature("ParsPack", server=("parspack",)),
    Signature("MizbanCloud", server=("mizbancloud",)),
    Signature("IranServer", server=("iranserver",)),
    Signature(
        # What Iranian networks put in the place of a page that may not be seen.
        "national filter",
        titles=("m4-6", "m9-6", "10.10.34.3"),
        texts=("peyvandha.ir",),
        scripts=("10.10.34.34", "10.10.34.35", "10.10.34.36", "peyvandha.ir"),
    ),
    Signature(
        "Cloudflare",
        headers=(("cf-mitigated", "challenge"),),
        server=("cloudflare",),
        titles=("just a moment", "attention required! | cloudflare"),
        texts=(
            "sorry, you have been blocked",
            "checking your browser before accessing",
            "error 1020 ray id",
            "enable javascript and cookies to continue",
            "verifying you are human. this may take a few seconds",
            "performance & security by cloudflare",
        ),
        # "challenge-platform" alone stands in every page behind it that is watched and not challenged.
        scripts=("cf-chl-", "cf_chl_opt", "challenge-platform/h/b/orchestrate", "orchestrate/chl_page"),
    ),
    Signature(
        "F5",
        cookies=("ts01", "tspd_"),
        titles=("request rejected",),
        texts=(
            "the requested url was rejected. please consult with your administrator",
            "your support id is",
            "please enable javascript to view the page content",
        ),
        scripts=("/tspd/",),
    ),
    Signature(
        "Incapsula",
        cookies=("visid_incap", "incap_ses"),
        texts=("incapsula incident id", "request unsuccessful. incapsula"),
        scripts=("_incapsula_resource",),
    ),
    Signature(
        "Akamai",
        server=("akamaighost",),
        cookies=("ak_bmsc", "_abck"),
        texts=("you don't have permission to access",),
        scripts=("errors.edgesuite.net",),
    ),
    Signature(
        "AWS", headers=(("x-amzn-waf-action", ""),), cookies=("aws-waf-token",), scripts=("awswafcookie",)
    ),
    Signature(
        "Sucuri", headers=(("x-sucuri-block", ""),), texts=("sucuri website firewall",), server=("sucuri",)
    ),
    Signature(
        "Fortinet",
        cookies=("fortiwafsid",),
        titles=("web page blocked", "web filter block override"),
        texts=("fortigate", "fortiguard", "the transfer has triggered a web application firewall"),
        scripts=(".fgd_icon",),
    ),
    Signature(
        "ModSecurity", texts=("mod_security", "modsecurity", "an appropriate representation of the requested")
    ),
    Signature("Barracuda", cookies=("barra_counter_session",), texts=("barracuda networks",)),
    Signature("Citrix", cookies=("ns_af",), texts=("application firewall block page", "netscaler")),
    Signature(
        "Radware", texts=("unauthorized activity has been detected",), scripts=("captcha.perfdrive.com",)
    ),
    Signature("Imperva", texts=("the destination of your request has not been configured", "imperva")),
    Signature("DDoS-Guard", server=("ddos-guard",), cookies=("__ddg",), texts=("ddos-guard",)),
    Signature("Wordfence", texts=("generated by wordfence", "your access to this site has been limited")),
    Signature("Sophos", texts=("blocked by sophos", "sophos web appliance")),
    Signature("Palo Alto", texts=("has been blocked in accordance with company policy",)),
    Signature("WatchGuard", texts=("request denied by watchguard",)),
    Signature("Vercel", headers=(("x-vercel-mitigated", ""),), texts=("vercel security checkpoint",)),
    Signature(
        "DataDome",
        Reason.CAPTCHA,
        cookies=("datadome",),
        texts=("please enable js and disable any ad blocker",),
        scripts=("captcha-delivery.com",),
    ),
    Signature(
        "HUMAN",
        Reason.CAPTCHA,
        cookies=("_px",),
        texts=("press & hold to confirm you are a human",),
        scripts=("px-captcha",),
    ),
    Signature(
        "a captcha",
        Reason.CAPTCHA,
        titles=("captcha", "are you a robot", "human verification", "کپچا"),
        texts=(
            "i'm not a robot",
            "i am not a robot",
            "verify you are human",
            "confirm you are human",
            "are you a robot",
            "complete the captcha",
            "من ربات نیستم",
            "ربات نیستم",
            "تایید کنید که ربات نیستید",
            "تایید کنید که انسان هستید",
            "ثابت کنید که ربات نیستید",
            "کد امنیتی تصویر را وارد",
            "شویم ربات نیستید",
            "اثبات ربات نبودن",
            "unusual traffic from your",
        ),
        scripts=("g-recaptcha", "h-captcha", "cf-turnstile", "arcaptcha", "/captcha"),
    ),
    Signature(
        "a limit",
        Reason.RATE_LIMITED,
        titles=("too many requests", "429 too many requests", "you are now in line"),
        texts=(
            "تعداد درخواست‌های شما بیش از حد مجاز",
            "you have sent too many requests",
            "در صف ورود به سامانه",
            "در صف ورود به سایت",
            "you are now in line",
        ),
    ),
    Signature(
        "a firewall",
        whole_titles=("access denied", "security check", "blocked"),
        titles=(
            "403 forbidden",
            "403 - forbidden",
            "one moment, please",
            "دسترسی غیرمجاز",
            "فیلترشکن خود را",
            "لطفا فیلترشکن خود را",
            "request rejected",
            "web application firewall",
            "ddos protection",
            "checking your browser",
            "pardon our interruption",
            "forbidden by",
            "منع دسترسی",
            "دسترسی مسدود",
            "درخواست شما مسدود",
            "دسترسی شما مسدود",
            "در حال بررسی مرورگر",
            "انتقال به سایت",
        ),
        texts=(
            "incident id",
            "support id",
            "please wait while your request is being verified",
            "دسترسی شما به علت استفاده از فیلترشکن",
            "دسترسی شما به دلیل استفاده از فیلترشکن",
            "دسترسی به این سامانه فقط از داخل کشور",
            "دسترسی به این سایت فقط از داخل کشور",
            "your request has been blocked",
            "you have been blocked",
            "why have i been blocked",
            "this request was blocked by the security rules",
            "this request has been blocked",
            "your request was blocked",
            "the request could not be satisfied",
            "access to this page has been denied",
            "request unsuccessful",
            "ddos protection by",
            "protected by a web application firewall",
            "درخواست شما توسط دیواره اتش",
            "درخواست شما توسط فایروال",
            "درخواست شما رد شد",
            "درخواست شما مشکوک",
            "درخواست شما غیرمجاز",
            "دسترسی شما مسدود شده",
            "دسترسی شما محدود شده",
            "دسترسی شما به این سایت مسدود",
            "دسترسی شما به این سامانه مسدود",
            "درخواست شما مسدود شد",
            "فایروال برنامه های کاربردی وب",
            "دیواره اتش برنامه های کاربردی",
            "ای پی شما مسدود",
            "ip شما مسدود",
            "به دلایل امنیتی مسدود",
            "شناسه رخداد",
            "شناسه پشتیبانی",
            "شناسه رویداد امنیتی",
            "مرورگر شما در حال بررسی است",
            "در حال بررسی مرورگر شما",
            "این درخواست توسط سامانه امنیتی",
            "دسترسی از خارج از کشور امکان پذیر نیست",
            *_FROM_ABROAD,
            *_FROM_IRAN_ALONE,
            *_SWITCH_OFF,
            "با آی‌پی خارجی وارد",
            "only accessible from inside iran",
            "only accessible from iran",
            "access from your country is",
            "not available in your country",
            "آی‌پی شما به دلیل",
            "ip شما به دلیل",
            "در حال بررسی اتصال شما",
            "checking if the site connection is secure",
            "made us think you were a bot",
            "دیوار اتش",
        ),
    ),
)
