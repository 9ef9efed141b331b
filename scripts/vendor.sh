#!/bin/sh
# Copy what the pages carry with them out of the locked npm packages, licences beside, and list the SHA-256 of each.
set -eu
cd "$(dirname "$0")/.."
npm ci --ignore-scripts --no-fund --no-audit
modules=node_modules
vendor=src/sanjeh/web/static/vendor
mkdir -p "$vendor"
take() { sed 's|^/[/*]# sourceMappingURL=.*$||' "$modules/$1" > "$vendor/$2"; }  # no maps are served

take bootstrap/dist/css/bootstrap.min.css bootstrap.min.css
take bootstrap/dist/css/bootstrap.rtl.min.css bootstrap.rtl.min.css
take htmx.org/dist/htmx.min.js htmx.min.js
cp "$modules/vazirmatn/fonts/webfonts/Vazirmatn[wght].woff2" "$vendor/vazirmatn.woff2"
cp "$modules/bootstrap/LICENSE" "$vendor/bootstrap.LICENSE.txt"
cp "$modules/htmx.org/LICENSE" "$vendor/htmx.LICENSE.txt"
cp "$modules/vazirmatn/OFL.txt" "$vendor/vazirmatn.OFL.txt"

# The rules by which pages are judged are shipped beside the probe that runs them, byte for byte.
cp "$modules/axe-core/axe.min.js" src/sanjeh/probes/page/axe.min.js
cp "$modules/axe-core/LICENSE" src/sanjeh/probes/page/axe.LICENSE.txt

cd "$vendor"
rm -f HASHES
sha256sum -- * > HASHES
