# Sourced by run, test and bench, from the project's root. Finds a JDK 25 or newer and exports JAVA_HOME and PATH,
# or says how to install one and exits 1. Defines maven() and product().

jdk_version() { # the major version of the JDK in $1; nothing if there is none
    [ -x "$1/bin/javac" ] && sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

find_jdk() {
    on_path=$(command -v javac 2>/dev/null) && on_path=$(readlink -f "$on_path" 2>/dev/null) && on_path=${on_path%/bin/javac}
    for jdk in "${JAVA_HOME:-}" "${on_path:-}" /usr/lib/jvm/* /opt/* /opt/*/* \
        "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.local/share/mise/installs/java/* \
        "${HOME:-}"/.asdf/installs/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        version=$(jdk_version "$jdk")
        if [ "${version:-0}" -ge 25 ]; then
            JAVA_HOME=$jdk
            PATH=$jdk/bin:$PATH
            export JAVA_HOME PATH
            return 0
        fi
    done
    return 1
}

if ! find_jdk; then
    cat >&2 <<'END'
Galena needs a JDK 25 or newer, and none was found (looked at JAVA_HOME, PATH, /usr/lib/jvm, /opt, sdkman, ~/.jdks, mise, asdf).
Install one, for example:
  Debian, Ubuntu   apt install temurin-25-jdk     (first add the repository: https://adoptium.net/installation/linux/)
  macOS            brew install --cask temurin@25
  anywhere         sdk install java 25-tem        (https://sdkman.io)
or unpack one anywhere and set JAVA_HOME to it. Then try again.
END
    exit 1
fi

# Maven by the wrapper; where its download fails, an installed Maven does as well (the build checks its version).
maven() {
    if ./mvnw -version >/dev/null 2>&1; then
        ./mvnw -B "$@"
    elif command -v mvn >/dev/null 2>&1; then
        echo "The Maven wrapper could not download Maven: using $(command -v mvn)" >&2
        mvn -B "$@"
    else
        ./mvnw -B "$@" # says what is wrong
    fi
}

# Packages the modules given (-pl's list) and what they need, unless nothing changed since; $2 is a stamp in target/.
product() {
    stamp=$2
    if [ -f "$stamp" ] && [ -z "$(find pom.xml .mvn ./*/pom.xml ./*/src admin-ui/*.json admin-ui/*.ts admin-ui/build.sh ! -path '*/src/test*' -newer "$stamp" 2>/dev/null | head -n 1)" ]; then
        return 0
    fi
    . .mvn/find-node.sh
    echo "Building Galena; the first time takes some minutes" >&2
    begun=$(mktemp)
    if ! maven -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dquick -DskipTests -pl "$1" -am package >&2; then
        rm -f "$begun"
        exit 1
    fi
    mv "$begun" "$stamp" # as old as the beginning: an edit during the build is not missed
}
