package io.aigateway.limit;

import io.aigateway.wire.FileProblems;
import java.util.List;

/** The rules of {@code conf/limits.yaml}; every one that counts a request must let it pass. */
public final class Policies {
    /** No limits. */
    public static final Policies NONE = new Policies(List.of());

    private final List<Policy> all;

    Policies(List<Policy> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Reads the file.
     *
     * @param text content of the YAML file
     * @param name of the file, for messages
     * @throws IllegalArgumentException with everything that is wrong, by file and line
     */
    public static Policies read(String text, String name) {
        var problems = new FileProblems();
        List<Policy> policies = new PolicyReader(name, problems).read(text);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("limits cannot be used:\n  " + problems.text());
        }
        return new Policies(policies);
    }

    List<Policy> all() {
        return all;
    }

    @Override
    public String toString() {
        return "Policies" + all.stream().map(Policy::name).toList();
    }
}
