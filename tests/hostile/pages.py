"""Pages that do what a page can do to whoever opens it, each by one script or a few words of markup."""

_FOREVER = "while (true) {}"


def _page(head: str = "", body: str = "") -> str:
    start = '<!doctype html><html lang="fa" dir="rtl"><meta charset="utf-8"><title>صفحهٔ آزمون</title>'
    return f"{start}<meta name=viewport content='width=device-width'>{head}<h1>سلام</h1><p>متن ساده</p>{body}"


def _script(source: str) -> str:
    return _page(body=f"<script>{source}</script>")


def _worker(source: str) -> str:
    return f"new Worker(URL.createObjectURL(new Blob([{source!r}])))"


# What a page says when nothing is wrong with it.
PLAIN = _page()

STUCK = {
    "loop before load": _script(_FOREVER),
    "loop after load": _script(f"onload = () => setTimeout(() => {{ {_FOREVER} }}, 50)"),
    "loop in microtasks": _script("(function again() { Promise.resolve().then(again) })()"),
    "loop in a frame": _page(body=f'<iframe srcdoc="<script>{_FOREVER}</script>"></iframe>'),
    "alert for ever": _script("while (true) alert(1)"),
    "prompt for ever": _script("while (true) prompt(1)"),
    "debugger for ever": _script("while (true) { debugger }"),
    "synchronous requests for ever": _script(
        "while (true) { const x = new XMLHttpRequest(); x.open('GET', '/plain', false); x.send() }"
    ),
    "write for ever": _script("while (true) document.write('<p>متن</p>')"),
}

# These also keep our own side busy.
LOUD = {
    "a hundred workers": _script(f"for (let i = 0; i < 100; i++) {_worker(_FOREVER)}"),
    "console flood": _script("while (true) console.log('x'.repeat(100000))"),
}

RESTLESS = {
    "reload for ever": _script("location.reload()"),
    "another address each time": _script("location.href = location.pathname + '?' + Math.random()"),
    "refresh for ever": _page('<meta http-equiv="refresh" content="0">'),
    "form sent for ever": _page(body="<form method=post></form><script>document.forms[0].submit()</script>"),
}

HARMLESS = {
    "loop in a worker": _script(_worker(_FOREVER)),
    "500 tabs": _script("for (let i = 0; i < 500; i++) { open('/plain', 'n' + i); open('about:blank') }"),
    "pushState flood": _script(
        "for (let i = 0; i < 50000; i++) try { history.pushState(0, '', '?' + i) } catch (e) {}"
    ),
    "hash flood": _script("for (let i = 0; i < 5000; i++) location.hash = i"),
    "storage fill": _script(
        "try { for (let i = 0; ; i++) localStorage.setItem(i, 'x'.repeat(1e6)) } catch (e) {}"
        "for (let i = 0; i < 300; i++) document.cookie = `c${i}=${'x'.repeat(3000)}`"
    ),
    "print": _script("print(); onload = () => { for (let i = 0; i < 20; i++) print() }"),
    "beforeunload": _script("onbeforeunload = e => { e.preventDefault(); return 'stay' }"),
    "permissions": _script(
        "navigator.geolocation.getCurrentPosition(() => {}); Notification.requestPermission();"
        "navigator.mediaDevices?.getUserMedia({audio: true, video: true}).catch(() => {});"
        "document.documentElement.requestFullscreen().catch(() => {});"
        "navigator.clipboard?.readText().catch(() => {});"
        "navigator.wakeLock?.request('screen').catch(() => {});"
        "document.body.requestPointerLock?.()"
    ),
    "odd schemes": _page(
        body="".join(
            f'<iframe src="{url}"></iframe>'
            for url in (
                "file:///etc/passwd",
                "chrome://version",
                "view-source:http://127.0.0.1/",
                "mailto:a@b",
                "tel:110",
                "ms-settings:",
                "intent://x#Intent;scheme=x;end",
                "javascript:alert(1)",
                "data:text/html,<script>alert(1)</script>",
                "ftp://127.0.0.1/",
                "devtools://devtools/bundled/inspector.html",
                "filesystem:http://127.0.0.1/temporary/x",
            )
        )
    ),
    "dialogs one after another": _script(
        "onload = () => { for (let i = 0; i < 20; i++) { alert(i); confirm(i); prompt(i) } }"
    ),
    "service worker": _script(
        "ServiceWorkerContainer.prototype.register.call(navigator.serviceWorker, '/worker.js')"
    ),
    "other schemes": _script(
        "for (const to of ['data:text/html,x', 'file:///etc/passwd', 'chrome://version', 'made-up:x',"
        "'javascript:void 0', 'blob:null/x', 'about:blank#x']) try { location.href = to } catch (e) {}"
    ),
}

GREEDY = {
    "5000 requests": _script("for (let i = 0; i < 5000; i++) fetch('/plain?' + i).catch(() => {})"),
    "many frames": _page(
        body="".join(f"<iframe src=http://f{i}.localhost:PORT/arrays></iframe>" for i in range(12))
    ),
    "arrays": _script("const kept = []; setInterval(() => kept.push(new Uint8Array(5e7).fill(1)), 1)"),
    "canvases": _script(
        "const kept = []; setInterval(() => { const c = document.createElement('canvas');"
        "c.width = c.height = 8000;"
        "c.getContext('2d').fillRect(0, 0, 8000, 8000); kept.push(c) }, 1)"
    ),
    "wasm": _script(
        "const kept = []; setInterval(() => { const m = new WebAssembly.Memory({initial: 1000});"
        "new Uint8Array(m.buffer).fill(1); kept.push(m) }, 1)"
    ),
    "worker memory": _script(
        "for (let i = 0; i < 4; i++) "
        + _worker("const k = []; while (true) k.push(new Uint8Array(1e7).fill(1))")
    ),
    "blobs": _script(
        "const kept = []; setInterval(() => kept.push(new Blob([new Uint8Array(5e7).fill(1)])), 5)"
    ),
    "database": _script(
        "const o = indexedDB.open('x'); o.onupgradeneeded = () => o.result.createObjectStore('s');"
        "o.onsuccess = () => { let i = 0; setInterval(() => o.result.transaction('s', 'readwrite')"
        ".objectStore('s').put(new Uint8Array(5e7).fill(1), i++), 5) }"
    ),
}

# A page that spoils what scripts rely on; ours run in a world of their own.
POISONED = {
    "everything broken": _script(
        "for (const name of ['Array', 'Object', 'Promise', 'Map', 'JSON', 'Reflect']) window[name] = null;"
    ),
}

# What a hostile site may also send in good faith.
LARGE = {
    "200k nodes": _page(body="<div>" + "<p><b>متن</b></p>" * 100_000 + "</div>"),
    "100k levels": _page(body="<div>" * 100_000 + "متن"),
}
