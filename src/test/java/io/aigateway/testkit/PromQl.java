package io.aigateway.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A query of Prometheus, taken apart as far as needed to say which metrics and labels it names. */
public final class PromQl {
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)"
            + "|(?<text>\"(?:[^\"\\\\]|\\\\.)*\")|(?<number>[0-9][0-9a-zA-Z.]*)|(?<range>\\[[^]]*])"
            + "|(?<sign>=~|!~|!=|==|>=|<=|[-+*/%^=<>(){},]))");
    private static final Set<String> FUNCTIONS = Set.of(
            "sum", "min", "max", "avg", "count", "topk", "rate", "increase", "histogram_quantile", "vector", "time");
    private static final Set<String> GROUPING = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");

    private final List<String> tokens = new ArrayList<>();
    private final Map<String, Set<String>> metrics = new HashMap<>();
    private final Set<String> grouping = new TreeSet<>();

    private PromQl() {}

    /** Reads a query; fails on what cannot be one. */
    public static PromQl of(String query) {
        var read = new PromQl();
        read.split(query.strip());
        read.sort(query);
        return read;
    }

    /** Metric to the labels that it is chosen by. */
    public Map<String, Set<String>> metrics() {
        return metrics;
    }

    /** Labels by which something is grouped. */
    public Set<String> grouping() {
        return grouping;
    }

    /**
     * What the query names that there is not; empty when there is everything.
     *
     * @param added labels that Prometheus adds to each metric
     */
    public List<String> unknownIn(Scrape scrape, Set<String> added) {
        var unknown = new ArrayList<String>();
        var known = new TreeSet<>(added);
        known.add("le");
        metrics.forEach((name, labels) -> {
            Set<String> own = scrape.labelsOf(name);
            if (own.isEmpty() && !scrape.names().contains(name)) {
                unknown.add("metric " + name);
            }
            known.addAll(own);
            labels.stream()
                    .filter(label -> !own.contains(label) && !added.contains(label))
                    .forEach(label -> unknown.add("label " + label + " of " + name));
        });
        grouping.stream().filter(label -> !known.contains(label)).forEach(label -> unknown.add("label " + label));
        return unknown;
    }

    private void split(String query) {
        Matcher token = TOKEN.matcher(query);
        int end = 0;
        while (end < query.length()) {
            if (!token.find(end) || token.start() != end) {
                throw new AssertionError("no query from here: " + query.substring(end));
            }
            tokens.add(token.group().strip());
            end = token.end();
        }
    }

    private void sort(String query) {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
            if (GROUPING.contains(token)) {
                i = names(i + 1, ")", grouping);
            } else if (isName(token) && !WORDS.contains(token)) {
                i = named(i);
            }
        }
        if (depth != 0) {
            throw new AssertionError("parentheses do not match: " + query);
        }
    }

    private int named(int at) {
        String name = tokens.get(at);
        String next = at + 1 < tokens.size() ? tokens.get(at + 1) : "";
        if (FUNCTIONS.contains(name)) {
            return at;
        } else if (next.equals("(")) {
            throw new AssertionError("unknown function: " + name);
        }
        Set<String> labels = metrics.computeIfAbsent(name, metric -> new TreeSet<>());
        return next.equals("{") ? names(at + 1, "}", labels) : at;
    }

    /** Reads the names of a list in brackets; gives where it ends. */
    private int names(int from, String closing, Set<String> into) {
        for (int i = from; i < tokens.size(); i++) {
            if (tokens.get(i).equals(closing)) {
                return i;
            } else if (isName(tokens.get(i))) {
                into.add(tokens.get(i));
            }
        }
        throw new AssertionError("not closed: " + tokens.subList(from, tokens.size()));
    }

    private static boolean isName(String token) {
        return Character.isLetter(token.charAt(0)) || token.charAt(0) == '_';
    }
}
