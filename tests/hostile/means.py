"""Every means that a page has of reaching an address without anybody's click."""

# What stands in the page's markup; {to} is the address it tries to reach, without a slash at its end.
_MARKUP = {
    "image": '<img src="{to}/image">',
    "image set": '<img srcset="{to}/image-set 1x">',
    "script": '<script src="{to}/script"></script>',
    "module": '<script type="module" src="{to}/module"></script>',
    "style": '<link rel="stylesheet" href="{to}/style">',
    "style import": "<style>@import url('{to}/style-import');</style>",
    "style picture": "<style>body {{ background: url('{to}/style-picture') }}</style>",
    "style cursor": "<style>a::before {{ content: url('{to}/style-content') }}</style><a href='#'>x</a>",
    "font": "<style>@font-face {{ font-family: f; src: url('{to}/font') }} * {{ font-family: f }}</style>متن",
    "frame": '<iframe src="{to}/frame"></iframe>',
    "frame that refreshes": "<iframe srcdoc='<meta http-equiv=refresh content=0;url={to}/refresh>'></iframe>",
    "fenced frame": '<fencedframe src="{to}/fenced"></fencedframe>',
    "object": '<object data="{to}/object"></object>',
    "embed": '<embed src="{to}/embed">',
    "video": '<video src="{to}/video" poster="{to}/poster" autoplay muted></video>',
    "audio": '<audio src="{to}/audio" autoplay preload="auto"></audio>',
    "track": '<video><track src="{to}/track" default></video>',
    "picture button": '<input type="image" src="{to}/picture-button">',
    "drawn image": '<svg><image href="{to}/drawn-image"/><use href="{to}/drawn-use#x"/></svg>',
    "icon": '<link rel="icon" href="{to}/icon"><link rel="apple-touch-icon" href="{to}/touch-icon">',
    "manifest": '<link rel="manifest" href="{to}/manifest" crossorigin="use-credentials">',
    "preload": '<link rel="preload" as="image" href="{to}/preload">',
    "module preload": '<link rel="modulepreload" href="{to}/module-preload">',
    "prefetch": '<link rel="prefetch" href="{to}/prefetch">',
    "prerender": '<link rel="prerender" href="{to}/prerender">',
    "preconnect": '<link rel="preconnect" href="{to}"><link rel="dns-prefetch" href="{to}">',
    "speculation": (
        '<script type="speculationrules">'
        '{{"prefetch": [{{"urls": ["{to}/speculation"], "eagerness": "immediate"}}],'
        '"prerender": [{{"urls": ["{to}/speculation-2"], "eagerness":"immediate"}}]}}</script>'
    ),
    "form": (
        '<iframe name="taker"></iframe><form method="post" action="{to}/form" target="taker"><input></form>'
        "<script>document.forms[document.forms.length - 1].submit()</script>"
    ),
    "ping": '<a class="ping" href="#x" ping="{to}/ping">x</a>',
    "redirect": '<img src="/to?{to}/redirect"><iframe src="/to?{to}/redirect-frame"></iframe>',
    "transformation": '<iframe src="/transformed?{to}/transformation"></iframe>',
    "policy report": '<iframe src="/reporting?{to}/policy-report"></iframe>',
}

# What a script does; `to` is the address, and each line is tried apart from the others.
_SCRIPTS = (
    "fetch(to + '/fetch')",
    "fetch(to + '/fetch-no-cors', {mode: 'no-cors', keepalive: true})",
    "fetch(to + '/fetch-post', {method: 'POST', mode: 'no-cors', body: 'x'})",
    "let x = new XMLHttpRequest(); x.open('GET', to + '/xhr'); x.send()",
    "new WebSocket(to.replace('http', 'ws') + '/socket')",
    "new EventSource(to + '/events')",
    "navigator.sendBeacon(to + '/beacon', 'x')",
    "new WebTransport(to.replace('http:', 'https:') + ':443/transport').ready.catch(() => {})",
    "new Image().src = to + '/new-image'",
    "import(to + '/import')",
    "new Worker(URL.createObjectURL(new Blob([`importScripts('${to}/worker-import')`])))",
    "new Worker(URL.createObjectURL(new Blob([`fetch('${to}/worker-fetch')`])))",
    "new SharedWorker(URL.createObjectURL(new Blob([`fetch('${to}/shared-worker')`])))",
    "new Audio(to + '/new-audio').play()",
    "CSS.paintWorklet?.addModule(to + '/paint')",
    "new AudioContext().audioWorklet.addModule(to + '/sound')",
    "document.fonts.add(new FontFace('g', `url(${to}/new-font)`)); document.fonts.load('1em g')",
    "open(to + '/window')",
    "document.querySelectorAll('.ping').forEach(a => a.click())",
    "navigator.serviceWorker.register('/worker.js?' + to)",
    "ServiceWorkerContainer.prototype.register.call(navigator.serviceWorker, '/worker.js?' + to)",
    "navigator.credentials.get({identity: {providers: [{configURL: to + '/identity', clientId: 'x'}]}})",
    (
        "new PaymentRequest([{supportedMethods: to + '/payment'}], {total: {label: 'x', amount:"
        " {currency: 'IRR', value: '1'}}}).canMakePayment()"
    ),
    "new ReportingObserver(() => {}).observe()",
    (
        "new XSLTProcessor(); let d = document.implementation.createHTMLDocument();"
        " d.body.innerHTML = `<img src='${to}/other-document'>`"
    ),
    (
        "let host = new URL(to).hostname; let peer = new RTCPeerConnection({iceServers: ["
        " {urls: [`stun:${host}:3478`, `stun:${host}:PORT`]},"
        " {urls: [`turn:${host}:3478?transport=udp`, `turn:${host}:PORT?transport=tcp`, `turns:${host}:443`],"
        " username: 'a', credential: 'b'}]}); peer.createDataChannel('x');"
        " peer.createOffer().then(offer => peer.setLocalDescription(offer))"
    ),
)


def page(*addresses: str, port: int) -> str:
    """Return a page that tries to reach each address by every means."""
    markup = "".join(each.format(to=to) for to in addresses for each in _MARKUP.values())
    tries = "".join(f"try {{ await 0; {line} }} catch (error) {{}};" for line in _SCRIPTS)
    scripts = f"for (const to of {list(addresses)!r}) (async () => {{ {tries} }})()".replace(
        "PORT", str(port)
    )
    return f"<!doctype html><meta charset=utf-8><title>x</title>{markup}<script>{scripts}</script>"


def light_page(*addresses: str) -> str:
    """Return a page that tries many addresses by few means."""
    tries = "new Image().src = to; fetch(to, {mode: 'no-cors'}).catch(() => {}); navigator.sendBeacon(to);"
    frames = "const f = document.createElement('iframe'); f.src = to; document.body.append(f);"
    loop = (
        f"for (const to of {list(addresses)!r}) try {{ {tries} {frames} new WebSocket('ws' + to.slice(4)) }}"
    )
    return (
        f"<!doctype html><meta charset=utf-8><title>x</title><body><script>{loop} catch (error) {{}}</script>"
    )
