# Sourced by test, from the project's root. Finds a Chromium for the tests in a real browser and exports it as GALENA_CHROMIUM;
# installs Debian's where it may; else says how to get one and exits 1.

find_browser() {
    for browser in "${GALENA_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        if [ -n "$browser" ] && command -v "$browser" >/dev/null 2>&1; then
            GALENA_CHROMIUM=$(command -v "$browser")
            export GALENA_CHROMIUM
            return 0
        fi
    done
    return 1
}

if ! find_browser && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing chromium for the tests in a browser" >&2
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >&2 || true
fi
if ! find_browser; then
    cat >&2 <<'END'
Galena's pages are tested in a real browser, and no Chromium was found. Install one, for example:
  Debian           apt install chromium
  Ubuntu           snap install chromium
  macOS            brew install --cask google-chrome
or set GALENA_CHROMIUM to one. Then try again.
END
    exit 1
fi
