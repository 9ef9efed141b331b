"""The response headers of a good site, and what each planted defect makes of them."""

from secrets import token_urlsafe

Headers = tuple[tuple[str, str], ...]

_SOUND = {
    "Server": "nemune",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
_POLICY = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "img-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
}
_DROPPED = {
    "hsts_missing": "Strict-Transport-Security",
    "framing_missing": "X-Frame-Options",
    "nosniff_missing": "X-Content-Type-Options",
    "referrer_missing": "Referrer-Policy",
    "permissions_missing": "Permissions-Policy",
    "isolation_missing": "Cross-Origin-Opener-Policy",
}
_SPOILT = {
    "hsts_short": {"Strict-Transport-Security": "max-age=86400"},
    "referrer_unsafe": {"Referrer-Policy": "unsafe-url"},
    "caching_shared": {"Cache-Control": "public, max-age=600"},
    "server_leak": {"Server": "Apache/2.4.41 (Ubuntu)", "X-Powered-By": "PHP/7.4.3"},
}


def page_headers(planted: frozenset[str], *, stranger: str, plain_origin: str) -> Headers:
    """Return the headers of every answer; `stranger` and `plain_origin` are sources that a defect opens."""
    headers = dict(_SOUND)
    policy = content_policy(planted, stranger=stranger, plain_origin=plain_origin)
    if policy:
        headers["Content-Security-Policy"] = policy
    for defect in sorted(planted):
        headers.pop(_DROPPED.get(defect, ""), None)
        headers.update(_SPOILT.get(defect, {}))
    return tuple(headers.items())


def content_policy(planted: frozenset[str], *, stranger: str, plain_origin: str) -> str:
    """Return the Content-Security-Policy, "" when the site has none."""
    if "csp_missing" in planted:
        return ""
    policy = dict(_POLICY)
    if "csp_unsafe" in planted:
        policy |= {"default-src": "*", "script-src": "* 'unsafe-inline' 'unsafe-eval'"}
    if "framing_missing" in planted:
        del policy["frame-ancestors"]
    if "mixed_content" in planted:
        policy["img-src"] += f" {plain_origin}"
    if "stranger_dead" in planted:
        policy["script-src"] += f" {stranger}"
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def grant(planted: frozenset[str], origin: str) -> Headers:
    """Return what the script of another site is granted: nothing, or with the defect everything."""
    if not origin or "cors_open" not in planted:
        return ()
    return (("Access-Control-Allow-Origin", origin), ("Access-Control-Allow-Credentials", "true"))


def session_cookie(planted: frozenset[str]) -> Headers:
    """Return the cookie that a page sets."""
    if "cookie_flags" in planted:
        return (("Set-Cookie", f"session={token_urlsafe(12)}; Path=/"),)
    flags = "Path=/; Secure; HttpOnly; SameSite=Lax"
    if "cookie_long" in planted:
        flags += "; Max-Age=94608000"
    return (("Set-Cookie", f"__Host-session={token_urlsafe(12)}; {flags}"),)
