package io.aigateway.app;

import io.aigateway.fakeupstream.FakeOptions;
import io.aigateway.fakeupstream.FakeProviders;
import io.aigateway.fakeupstream.FaultKind;
import io.aigateway.fakeupstream.FaultOption;
import io.aigateway.fakeupstream.Faults;
import io.aigateway.fakeupstream.Place;
import io.aigateway.fakeupstream.Times;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a server that stands in for all providers, until the process is asked to end. */
final class FakeUpstreamCommand implements Commands.Command {
    private static final String USAGE = """
            fake-upstream [--port <n>] [--host <address>] [--tokens <n>] [--first-token <time>] [--token <time>]
                          [--fault-share <0 to 1> --faults <fault>,<fault>...] [--seed <n>] [--longest <time>]

            A server that speaks the APIs of the providers, below any path, answers with made-up text and fails as it is told:
            by the header X-Fake-Fault, by a fault behind the name of a model (claude+cut@token), or by chance (--fault-share).

              --port         port to listen on; 9999 when it is not given, 0 for any that is free
              --host         address to listen on; 127.0.0.1 when it is not given
              --tokens       length of an answer, 24
              --first-token  wait before a good answer, such as 200ms
              --token        wait before each token of a stream, such as 20ms
              --fault-share  share of requests that get one of --faults
              --seed         of the draw, 1: the same requests in the same order get the same faults
              --longest      time after which any answer is cut off, 10m

            A fault is <kind>[@<place>][:<option>=<value>]...; several for one answer are joined by a plus sign.
            """;

    private static final Set<String> OPTIONS = new TreeSet<>(
            Set.of("port", "host", "tokens", "first-token", "token", "fault-share", "faults", "seed", "longest"));
    private static final String PORT = "9999";

    @Override
    public int run(List<String> arguments, PrintStream out) {
        if (arguments.contains("--help")) {
            out.println(help());
            return 0;
        }
        Arguments given = Arguments.read(arguments, OPTIONS);
        if (!given.words().isEmpty()) {
            throw new IllegalArgumentException(USAGE);
        }
        return serve(options(given), out);
    }

    private static int serve(FakeOptions options, PrintStream out) {
        var stopped = new CountDownLatch(1);
        Vertx vertx = Vertx.vertx(Main.options(1));
        FakeProviders.start(vertx, options)
                .onComplete(fake -> out.println("fake upstream listens on " + fake.url()), cause -> {
                    out.println("fake upstream not started: " + cause.getMessage());
                    stopped.countDown();
                });
        try {
            stopped.await();
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        } finally {
            vertx.close();
        }
    }

    private static FakeOptions options(Arguments given) {
        FakeOptions usual = FakeOptions.defaults();
        return new FakeOptions(
                given.option("host", usual.host()),
                number(given, "port", PORT, 65_535),
                number(given, "tokens", String.valueOf(usual.tokens()), 1_000_000),
                time(given, "first-token", usual.firstToken()),
                time(given, "token", usual.token()),
                share(given),
                faults(given),
                number(given, "seed", String.valueOf(usual.seed()), Integer.MAX_VALUE),
                time(given, "longest", usual.longest()));
    }

    private static List<Faults> faults(Arguments given) {
        String text = given.option("faults", "");
        return text.isEmpty()
                ? List.of()
                : Stream.of(text.split(",", -1)).map(Faults::read).toList();
    }

    private static double share(Arguments given) {
        String text = given.option("fault-share", "0");
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw refused("fault-share", text, "0 to 1");
        }
    }

    private static int number(Arguments given, String name, String otherwise, int most) {
        String text = given.option(name, otherwise);
        String expected = "a whole number from 0 to " + most;
        if (!text.matches("\\d{1,10}") || Long.parseLong(text) > most) {
            throw refused(name, text, expected);
        }
        return Integer.parseInt(text);
    }

    private static Duration time(Arguments given, String name, Duration otherwise) {
        String text = given.option(name, otherwise.toMillis() + "ms");
        long millis = Times.millis(text);
        if (millis < 0) {
            throw refused(name, text, "a number with ms, s or m behind it");
        }
        return Duration.ofMillis(millis);
    }

    private static IllegalArgumentException refused(String name, String text, String expected) {
        return new IllegalArgumentException("--" + name + ": " + text + " (expected: " + expected + ")");
    }

    private static String help() {
        var help = new StringBuilder(USAGE).append("\nplaces:\n");
        for (Place place : Place.values()) {
            help.append(String.format("  %-12s %s%n", place.word(), place.meaning()));
        }
        help.append("\nfaults:\n");
        for (FaultKind kind : FaultKind.values()) {
            String options = kind.options().stream().map(FaultOption::word).collect(Collectors.joining(", "));
            help.append(String.format(
                    "  %-12s %s%s%n", kind.word(), kind.meaning(), options.isEmpty() ? "" : " (" + options + ")"));
        }
        help.append("\noptions:\n");
        for (FaultOption option : FaultOption.values()) {
            help.append(String.format("  %-12s %s%n", option.word(), option.meaning()));
        }
        return help.toString();
    }
}
