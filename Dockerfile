# Build
FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY conf conf
COPY src src
RUN ./mvnw -q -B -DskipTests -Dspotless.check.skip -Dcheckstyle.skip package
# Netty's native transport beside the jar: unpacked to /tmp it could not be used where nothing there may be executed.
RUN mkdir native && cd native && for jar in ../target/lib/netty-transport-native-epoll-*-linux-*.jar; do jar xf "$jar" META-INF/native; done

# Run
FROM eclipse-temurin:25-jre
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin gateway
WORKDIR /app
COPY --from=build /build/target/lib lib
COPY --from=build /build/target/ai-gateway.jar ./
COPY --from=build /build/native/META-INF/native native
COPY conf conf
# Classes as they are once loaded and linked: the start takes half as long.
COPY src/build/aot-cache.sh /tmp/
RUN bash /tmp/aot-cache.sh /app
USER 10001
EXPOSE 5052 8082
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
  CMD ["java", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx32m", "-cp", "/app/ai-gateway.jar", "io.aigateway.app.HealthCheck"]
# Memory follows the container's limit. Standard Java options can be added with JAVA_TOOL_OPTIONS.
# On one core the compilers would take a third of the start away from it: they wait until methods have run ten times as often as
# usual. Full speed comes some thousand requests later for it (docs/performance.md).
# Netty frees memory by Unsafe when that is allowed, and otherwise by a way that takes a tenth of the start to set up.
# What the JVM has to say about the cache is of no use to anybody: without it the start takes longer, that is all.
ENTRYPOINT ["java", "-Djava.library.path=/app/native", "-XX:AOTCache=/app/ai-gateway.aot", "-Xlog:aot=off", "-Xlog:aot+codecache+stubs=off", \
  "-XX:CompileThresholdScaling=10", "--sun-misc-unsafe-memory-access=allow", \
  "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/ai-gateway.jar"]
