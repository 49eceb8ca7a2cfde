#!/bin/sh
# Called by Maven: "build.sh build <folder>" puts the console's pages into a folder, "build.sh test <folder>" tests them and leaves a
# report there. Nothing is done again that was done since the last change.
set -eu
cd "$(dirname "$0")/.."
. .mvn/find-node.sh
cd admin-ui
mkdir -p "$2"
spec=../api/src/main/resources/openapi.yaml

sources() { cat package-lock.json package.json tsconfig.json vite.config.ts bundle.ts build.sh "$spec" && find src "$@" -type f ! -name schema.d.ts | LC_ALL=C sort | xargs cat; }
changed() { [ ! -f "$1" ] || [ "$(cat "$1")" != "$2" ]; } # whether the stamp in file $1 is another than $2

lock=$(cksum <package-lock.json)
if changed node_modules/.galena "$lock"; then
    npm ci --ignore-scripts --no-audit --no-fund --prefer-offline --loglevel=error
    echo "$lock" >node_modules/.galena
fi

described() { # the types of the API, from its description
    description=$(cksum <"$spec")
    if [ ! -f src/api/schema.d.ts ] || changed node_modules/.described "$description"; then
        npx --no-install openapi-typescript "$spec" --output src/api/schema.d.ts >/dev/null
        echo "$description" >node_modules/.described
    fi
}

case $1 in
    build)
        stamp="$(sources | cksum)"
        if changed "$2/.built" "$stamp"; then
            described
            npx --no-install tsc --noEmit
            npx --no-install vite build --logLevel=warn --outDir "$2/console"
            echo "$stamp" >"$2/.built"
        fi
        ;;
    test)
        described
        stamp="$(sources test ../verify/examples | cksum)"
        report=$2/TEST-admin-ui.xml
        if changed "$2/.tested" "$stamp" || [ ! -f "$report" ]; then
            rm -f "$2/.tested"
            npx --no-install vitest run --reporter=dot --reporter=junit --outputFile.junit="$report"
            # a <testsuite …> a line, as surefire writes them: ./test counts these
            sed -i.bak 's/^ *//' "$report" && rm -f "$report.bak"
            echo "$stamp" >"$2/.tested"
        fi
        ;;
esac
