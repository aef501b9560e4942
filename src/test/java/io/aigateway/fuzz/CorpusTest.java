package io.aigateway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.auth.JwtFuzzTest;
import io.aigateway.bus.FrameCodecFuzzTest;
import io.aigateway.http.blueprint.ComponentsFuzzTest;
import io.aigateway.http.gitlab.BodiesFuzzTest;
import io.aigateway.proxy.core.PathFuzzTest;
import io.aigateway.redact.RedactorFuzzTest;
import io.aigateway.testkit.Mutations;
import io.aigateway.wire.SseParserFuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The targets of the fuzzer with all that it once found, and for a moment with changes of that. The long run is the profile
 * {@code fuzz}.
 */
class CorpusTest {
    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final Duration A_MOMENT = Duration.ofMillis(700);
    private static final long SEED = 42;

    static Stream<Arguments> targets() {
        return Stream.of(
                target(JwtFuzzTest.class, "reads", data -> new JwtFuzzTest().reads(data)),
                target(FrameCodecFuzzTest.class, "reads", data -> new FrameCodecFuzzTest().reads(data)),
                target(SseParserFuzzTest.class, "reads", data -> new SseParserFuzzTest().reads(data)),
                target(BodiesFuzzTest.class, "reads", data -> new BodiesFuzzTest().reads(data)),
                target(ComponentsFuzzTest.class, "reads", data -> new ComponentsFuzzTest().reads(data)),
                target(PathFuzzTest.class, "finds", data -> new PathFuzzTest().finds(data)),
                target(RedactorFuzzTest.class, "restores", data -> new RedactorFuzzTest().restores(data)));
    }

    private static Arguments target(Class<?> type, String method, Consumer<byte[]> target) {
        Path folder = RESOURCES
                .resolve(type.getPackageName().replace('.', '/'))
                .resolve(type.getSimpleName() + "Inputs")
                .resolve(method);
        return Arguments.of(type.getSimpleName(), folder, target);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void survives(String name, Path folder, Consumer<byte[]> target) throws IOException {
        List<byte[]> corpus = corpus(folder);
        assertThat(corpus).isNotEmpty();
        corpus.forEach(target);

        var mutations = new Mutations(SEED);
        long end = System.nanoTime() + A_MOMENT.toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            target.accept(mutations.of(corpus.get(i % corpus.size())));
        }
    }

    private static List<byte[]> corpus(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(CorpusTest::bytes).toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
