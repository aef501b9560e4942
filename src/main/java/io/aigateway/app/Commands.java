package io.aigateway.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the jar does besides serving: {@code java -jar ai-gateway.jar <command> …}. */
final class Commands {
    static final int MISUSED = 2;

    /** One command. */
    interface Command {
        /**
         * Does its work.
         *
         * @param arguments what stands behind its name
         * @param out       where it writes to
         * @return exit status: 0 when all is well
         * @throws IllegalArgumentException when the arguments cannot be understood, or a file cannot be used
         */
        int run(List<String> arguments, PrintStream out);
    }

    private static final Map<String, Command> ALL = new TreeMap<>(Map.of(
            "prompt",
            new PromptCommand(),
            "docs-index",
            new DocsIndexCommand(),
            "doctor",
            new DoctorCommand(System.getenv(), Path.of("")),
            "fake-upstream",
            new FakeUpstreamCommand()));

    private Commands() {}

    /** Does what the arguments say; gives the exit status. */
    static int run(String... arguments) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        return run(List.of(arguments), out);
    }

    static int run(List<String> arguments, PrintStream out) {
        Command command = ALL.get(arguments.get(0));
        if (command == null) {
            out.println("unknown command: " + arguments.get(0) + " (expected: one of " + ALL.keySet()
                    + ", or --roles and names of parts, or nothing to start the gateway)");
            return MISUSED;
        }
        try {
            return command.run(arguments.subList(1, arguments.size()), out);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            return MISUSED;
        }
    }
}
