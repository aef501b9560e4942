package io.aigateway.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Arguments of a command, taken apart.
 *
 * @param words   those that are no option, in order
 * @param options name, without dashes, to value
 */
record Arguments(List<String> words, Map<String, String> options) {
    Arguments {
        words = List.copyOf(words);
        options = Map.copyOf(options);
    }

    /**
     * Reads arguments such as {@code check --folder prompts}.
     *
     * @param known names of options that have a value
     * @throws IllegalArgumentException when an option is unknown or has no value
     */
    static Arguments read(List<String> arguments, Set<String> known) {
        return read(arguments, known, Set.of());
    }

    /** The same with options that have no value; the value of one that is given is {@code true}. */
    static Arguments read(List<String> arguments, Set<String> known, Set<String> flags) {
        var words = new ArrayList<String>();
        var options = new HashMap<String, String>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("--")) {
                words.add(argument);
            } else if (flags.contains(argument.substring(2))) {
                options.put(argument.substring(2), "true");
            } else if (!known.contains(argument.substring(2)) || i + 1 == arguments.size()) {
                throw new IllegalArgumentException(argument + " (expected: one of " + known + ", followed by a value"
                        + (flags.isEmpty() ? ")" : ", or one of " + flags + ")"));
            } else {
                options.put(argument.substring(2), arguments.get(++i));
            }
        }
        return new Arguments(words, options);
    }

    boolean has(String name) {
        return options.containsKey(name);
    }

    String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }
}
