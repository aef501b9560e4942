package io.aigateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.aigateway.testkit.OnLoop;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Development mode, over a program of one class that tells its version again and again. */
class DevelopTest {
    private static final Path DEVELOP = Path.of("src", "build", "Develop.java").toAbsolutePath();
    private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");
    private static final long SECONDS = 60;

    private static final String PROGRAM = """
            public final class Program {
                public static void main(String[] arguments) throws Exception {
                    for (int i = 0; ; i++) {
                        System.out.println("version %s, line " + i);
                        Thread.sleep(20);
                    }
                }
            }
            """;

    @TempDir
    private Path project;

    private Process develop;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(project.resolve("src/main"));
        Path classes = Files.createDirectories(project.resolve("target/classes"));
        save(PROGRAM.formatted("one"));
        String javac = BIN.resolve("javac").toString();
        String source = project.resolve("src/main/Program.java").toString();
        assertThat(new ProcessBuilder(javac, "-d", classes.toString(), source)
                        .start()
                        .waitFor())
                .isZero();
        String classPath = classes + File.pathSeparator + project.resolve("nothing.jar");
        develop = new ProcessBuilder(
                        BIN.resolve("java").toString(),
                        DEVELOP.toString(),
                        project.toString(),
                        classPath,
                        "Program",
                        javac,
                        "-d",
                        classes.toString(),
                        source)
                .redirectErrorStream(true)
                .redirectOutput(project.resolve("output").toFile())
                .start();
    }

    @AfterEach
    void stop() {
        develop.descendants().forEach(ProcessHandle::destroyForcibly);
        develop.destroyForcibly();
    }

    private void save(String text) throws IOException {
        Files.writeString(project.resolve("src/main/Program.java"), text);
    }

    private String output() {
        try {
            return Files.readString(project.resolve("output"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaits(String text) {
        OnLoop.until(text, SECONDS, () -> output().contains(text));
    }

    @Test
    void runsWhatIsSavedAndKeepsWhatRunsWhenItDoesNotCompile() throws Exception {
        awaits("version one");

        save(PROGRAM.formatted("two"));
        awaits("version two");

        save("no Java");
        awaits("does not compile; what runs goes on");
        int seen = output().length();
        OnLoop.until(
                "the old program goes on",
                SECONDS,
                () -> output().substring(seen).contains("version two"));

        save(PROGRAM.formatted("three"));
        awaits("version three");
        assertThat(develop.children()).hasSize(1);
    }

    @Test
    void leavesNothingRunning() throws Exception {
        awaits("version one");
        ProcessHandle program = develop.children().findFirst().orElseThrow();

        develop.destroy();

        assertThat(develop.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        OnLoop.until("the program has ended", SECONDS, () -> !program.isAlive());
    }
}
