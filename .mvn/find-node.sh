# Sourced from the project's root, by run, test and admin-ui/build.sh. Finds Node 20.19 or newer with npm and puts it on PATH, or
# says how to install one and exits 1. Only the console's pages are built with it.

node_fits() { # whether the node in folder $1 will do
    [ -x "$1/node" ] && [ -x "$1/npm" ] || return 1
    "$1/node" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null
}

find_node() {
    on_path=$(command -v node 2>/dev/null) && on_path=${on_path%/node}
    for folder in "${on_path:-}" /usr/local/bin /usr/bin /opt/*/bin "${HOME:-}"/.nvm/versions/node/*/bin "${HOME:-}"/.volta/bin \
        "${HOME:-}"/.local/share/mise/installs/node/*/bin "${HOME:-}"/.asdf/installs/nodejs/*/bin /opt/homebrew/bin; do
        if [ -n "$folder" ] && node_fits "$folder"; then
            PATH=$folder:$PATH
            export PATH
            return 0
        fi
    done
    return 1
}

if ! find_node; then
    cat >&2 <<'END'
Galena's console is built with Node 20.19 or newer and npm, and none was found (looked at PATH, /usr, /opt, nvm, volta, mise, asdf).
Install one, for example:
  Debian, Ubuntu   apt install nodejs npm         (where that is older: https://github.com/nodesource/distributions)
  macOS            brew install node
  anywhere         nvm install 22                 (https://github.com/nvm-sh/nvm)
Then try again.
END
    exit 1
fi
