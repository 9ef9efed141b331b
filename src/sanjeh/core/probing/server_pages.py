"""What servers, panels, frameworks and sellers of names show where nobody has put a site; data and rule.

Phrases are compared after `persian.normalise`. The name of a framework alone is no sign: services keep
"Laravel" or "React App" as their title, so the sentences of its first page are known.
"""

import re
from collections.abc import Iterable

from sanjeh.core.text.persian import normalise, one_of

# A title, or a whole text, begins so.
_BEGINNINGS = (
    *(
        f"welcome to {name}"
        for name in (
            "nginx", "openresty", "litespeed", "jboss", "wildfly", "jetty", "tengine", "centos", "xampp",
            "django", "codeigniter", "cakephp", "phpmyadmin", "your new lighttpd server", "your vue.js app",
            "site-install",
        )
    ),
    *(f"test page for the {name}" for name in ("nginx", "apache", "lighttpd", "http server", "ssl")),
    "test page for apache",
    *(f"apache2 {system} default page" for system in ("ubuntu", "debian")),
    *(f"{panel} is functioning normally" for panel in ("apache", "nginx", "webspace", "your webspace")),
    "apache2 default page",
    "http server test page",
    "apache http server test page",
    "glassfish server - server running",
    "powered by lighttpd",
    "directory listing for /",
    "index of /",
    "success! your new web server is ready",
    "caddy works",
    "your web server is working",
    "the install worked successfully",
    "it worked! congratulations on your first django",
    "yay! you’re on rails",
    "disallowedhost at /",
    "whitelabel error page",
    "wordpress › installation",
    "wordpress › setup configuration",
    "wordpress › error",
    "وردپرس › نصب",
    "وردپرس › خطا",
    "error establishing a database connection",
    "خطا در برقراری ارتباط با پایگاه داده",
    "خطا در اتصال با پایگاه داده",
    "joomla! web installer",
    "joomla! installation",
    "choose language | drupal",
    "statistics report for haproxy",
    "default parallels plesk",
    "default web site page",
    "domain default page",
    "web server's default page",
    "congratulations, the site is created successfully",
    "this account has been suspended",
    "server error in '/",
    "صفحه پیش‌فرض وب سرور",
    "صفحه پیش‌فرض سرور",
    "صفحه پیش‌فرض هاست",
    "صفحه پیش‌فرض میزبانی",
    "این هاست مسدود",
    "این دامنه به تازگی ثبت شده است",
    "این دامنه برای فروش است",
    "هاست شما با موفقیت",
    "وب سرور شما با موفقیت نصب شد",
    "پهنای باند این سایت به پایان",
)  # fmt: skip
# A title is this and no more than a version.
_PRODUCTS = (
    "apache tomcat", "iis", "iis windows", "iis windows server", "microsoft internet information services",
    "microsoft azure app service", "microsoft azure app service - welcome", "wampserver",
    "wampserver homepage", "plesk", "plesk obsidian", "plesk onyx", "cpanel", "cpanel login", "whm login",
    "webmail login", "directadmin", "directadmin login", "cyberpanel", "phpmyadmin",
    "phpinfo()",
)  # fmt: skip
# A short page is titled so, or says this and nothing else.
_ERRORS = (
    "it works", "default page", "site not found", "site not found github pages", "default backend",
    "account suspended", "bandwidth limit exceeded", "hosting expired", "parked domain", "domain parked",
    "domain for sale", "database error", "runtime error", "server error", "internal server error",
    "service unavailable", "service temporarily unavailable", "bad gateway", "gateway timeout",
    "gateway time-out",
    "not found", "page not found", "file or directory not found", "no available server",
    "no server is available to handle this request", "the server didn't respond in time",
    "the website encountered an unexpected error. please try again later",
    "whoops, looks like something went wrong", "there has been a critical error on this website",
    "یک خطای مهم در این سایت رخ داده است", "خطای پایگاه داده", "حساب میزبانی مسدود", "هاست مسدود",
    "هاست مسدود شده است", "میزبانی منقضی", "دامنه پارک شده", "دامنه منقضی شده",
    "صفحه پیش‌فرض", "این حساب مسدود شده است", "دامنه شما منقضی شده است",
)  # fmt: skip
# A page says so at its beginning, of itself.
_TEXTS = (
    "this is the default welcome page",
    "web server is successfully installed and working",
    "this page is used to test the proper operation",
    "this is the default web page for this server",
    "this is the default index.html",
    "you have installed the litespeed web server",
    "you have successfully installed xampp",
    "the owner of this web site has not put up any web pages yet",
    "if you are the owner of this website, please contact your hosting provider",
    "upload a new index.html to your",
    "this domain is parked",
    "domain is for sale",
    "this account has been suspended",
    "this site is currently suspended",
    "there is no website configured at this address",
    "welcome to the famous five-minute wordpress installation",
    "به فرایند معروف نصب پنج دقیقه‌ای وردپرس",
    "welcome to wordpress. this is your first post",
    "به وردپرس خوش آمدید. این اولین نوشته",
    "به وردپرس خوش آمدید. این نخستین نوشته",
    "no front page content has been created yet",
    "laravel has wonderful",
    "laravel has an incredibly rich ecosystem",
    "laravel docs laracasts",
    "laravel documentation laracasts",
    "and save to reload. learn react",
    "get started by editing app/page",
    "get started by editing pages/index",
    "get started by editing src/app/page",
    "learn about building web apps with asp.net core",
    "express welcome to express",
    "your application is now ready and you can start working on it",
    "the page you are looking at is being generated dynamically by codeigniter",
    "you have successfully created your yii-powered application",
    "this application has no explicit mapping for /error",
    "این هاست مسدود",
    "این سرویس میزبانی منقضی",
    "این دامنه پارک شده",
    "این دامنه به فروش می‌رسد",
    "سرویس هاست شما به دلیل عدم تمدید",
    "سرویس میزبانی این سایت مسدود",
    "میزبانی این سایت به حالت تعلیق",
    "لطفا با شرکت میزبان تماس بگیرید",
    "صاحب سایت هنوز محتوایی بارگذاری نکرده",
    "هنوز محتوایی روی این هاست",
)
_BEGINNING = 300
# «اگر این دامنه پارک شده باشد» and «This account has been suspended» in quotation marks are told of others.
_OF_OTHERS = re.compile(r"(?:(?<!\w)(?:if|when|اگر|چنانچه|هرگاه|در صورتی ?که)\s(?:\w+\s){0,3}|[«\"“‘]\s?)$")
_BEHIND = r"(?:[\W\d_]|(?<=\W)m\d)*$"  # signs and a version
_CODE = r"(?:(?:error|http|خطای?)\s)?(?:\d{3}(?:\.\d+)?[\W_]+)?"
_SERVERS = (
    r"(?:(?:nginx|openresty|tengine|caddy|varnish|litespeed|apache)[/\d.]*(?:\s?\(\w+\))?"
    r"(?: server at \S+ port \d+)?)?"
)


def _pattern(phrases: Iterable[str]) -> str:
    return one_of(map(normalise, phrases))


_BEGINS = re.compile(rf"{_pattern(_BEGINNINGS)}(?!\w)|php [\d.]+\S* - phpinfo\(\)")
_IS_PRODUCT = re.compile(rf"{_pattern(_PRODUCTS)}{_BEHIND}")
_IS_ERROR = re.compile(rf"(?:{_CODE}{_pattern(_ERRORS)}[\W\d_]*)+{_SERVERS}{_BEHIND}")
_SAYS = re.compile(rf"(?<!\w){_pattern(_TEXTS)}")


def is_servers_own(title: str, text: str) -> bool:
    """Tell whether a page of any length is the first page of a server, a panel or a framework.

    Both texts are normalised.
    """
    if _IS_PRODUCT.match(title) or _BEGINS.match(title) or _BEGINS.match(text):
        return True
    said = (found for found in _SAYS.finditer(text[:_BEGINNING]))
    return any(_OF_OTHERS.search(text[: found.start()]) is None for found in said)


def is_error_alone(title: str, text: str) -> bool:
    """Tell whether a short page, sent as sound, says no more than that something went wrong."""
    return any(_IS_ERROR.match(each) for each in (title, text))
