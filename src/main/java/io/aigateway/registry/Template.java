package io.aigateway.registry;

import java.util.Set;

/**
 * A template that has been read and checked.
 *
 * @param text      its source
 * @param file      where it stands, for messages
 * @param line      first line of it in that file, counted from 1
 * @param variables names that it reads and that nothing in it sets
 */
public record Template(String text, String file, int line, Set<String> variables) {
    public Template {
        variables = Set.copyOf(variables);
    }

    /** Where it is: what it says is long. */
    @Override
    public String toString() {
        return "Template[" + file + ":" + line + "]";
    }
}
