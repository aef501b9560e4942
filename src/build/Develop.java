import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a program, and compiles and starts it again as its sources are saved. Java runs this file as it stands. What does not compile
 * leaves the running program alone: it runs from a copy of its classes.
 *
 * <p>Arguments: folder of the project, class path, main class, build command.
 */
public final class Develop {
    private static final long LOOK_MILLIS = 300;
    private static final long END_SECONDS = 10;

    private final Path classes;
    private final Path copy;
    private final List<Path> watched;
    private final List<String> build;
    private final List<String> run;
    private Process program;

    private Develop(Path project, String classPath, String mainClass, List<String> build) {
        classes = project.resolve("target/classes");
        copy = project.resolve("target/develop");
        watched = List.of(project.resolve("src/main"), project.resolve("pom.xml"));
        String others = String.join(
                File.pathSeparator,
                Arrays.stream(classPath.split(File.pathSeparator))
                        .filter(part -> !part.equals(classes.toString()))
                        .toList());
        this.build = build;
        run = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                copy + File.pathSeparator + others,
                mainClass);
    }

    public static void main(String[] arguments) throws Exception {
        List<String> all = List.of(arguments);
        var develop =
                new Develop(Path.of(all.get(0)), all.get(1), all.get(2), forThisSystem(all.subList(3, all.size())));
        Runtime.getRuntime().addShutdownHook(new Thread(develop::stop));
        develop.loop();
    }

    private static List<String> forThisSystem(List<String> command) {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        return command.stream()
                .map(word -> windows && word.endsWith("mvnw") ? word + ".cmd" : word)
                .toList();
    }

    private void loop() throws Exception {
        TreeMap<Path, String> known = look();
        start();
        while (true) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            TreeMap<Path, String> now = look();
            if (!now.equals(known)) {
                known = settled(now);
                say("sources have changed, compiling");
                if (start(build).waitFor() == 0) {
                    stop();
                    start();
                } else {
                    say("does not compile; what runs goes on");
                }
            }
        }
    }

    /** Editors save several files one after another. */
    private TreeMap<Path, String> settled(TreeMap<Path, String> first) throws Exception {
        TreeMap<Path, String> before = first;
        while (true) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            TreeMap<Path, String> now = look();
            if (now.equals(before)) {
                return now;
            }
            before = now;
        }
    }

    private TreeMap<Path, String> look() {
        var seen = new TreeMap<Path, String>();
        for (Path place : watched) {
            if (Files.exists(place)) {
                try (Stream<Path> files = Files.walk(place)) {
                    files.filter(Files::isRegularFile).forEach(file -> seen.put(file, stateOf(file)));
                } catch (IOException | UncheckedIOException e) {
                    // A folder that goes while it is read: the next look sees what is left.
                }
            }
        }
        return seen;
    }

    private static String stateOf(Path file) {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException e) {
            return "gone";
        }
    }

    private void start() throws IOException {
        if (Files.exists(copy)) {
            try (Stream<Path> old = Files.walk(copy)) {
                old.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, copy.resolve(classes.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        synchronized (this) {
            program = start(run);
        }
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command).inheritIO().start();
    }

    private synchronized void stop() {
        if (program == null) {
            return;
        }
        program.destroy();
        try {
            if (!program.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                program.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            program.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void say(String text) {
        System.err.println("develop: " + text);
    }
}
