#!/bin/sh
# Draws docs/pictures anew: starts a demo market, lets it trade, and photographs the console.
set -eu
cd "$(dirname "$0")/.."
. .mvn/find-jdk.sh
. .mvn/find-node.sh
. .mvn/find-browser.sh
maven -q -pl e2e -am -Dtest=Pictures -Dsurefire.failIfNoSpecifiedTests=false verify
ls docs/pictures
