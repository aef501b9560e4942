package io.aigateway.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A scrape in Prometheus' text format (version 0.0.4), read strictly: what is not of the format is an error. */
public final class Scrape {
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL =
            Pattern.compile("\\G([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\n\"])*)\"(?:,|$)");
    private static final List<String> PARTS = List.of("_bucket", "_sum", "_count");

    private final Map<String, String> types = new TreeMap<>();
    private final List<Sample> samples = new ArrayList<>();

    /** One value; {@code family} is its name without the part of a histogram. */
    public record Sample(String family, String name, Map<String, String> labels, double value) {
        /** Names of labels, {@code le} left out. */
        public Set<String> labelNames() {
            var names = new TreeSet<>(labels.keySet());
            names.remove("le");
            return names;
        }
    }

    private Scrape() {}

    public static Scrape of(String text) {
        var scrape = new Scrape();
        text.lines().forEach(scrape::read);
        if (!text.endsWith("\n")) {
            throw new AssertionError("a scrape ends with a line break");
        }
        return scrape;
    }

    /** Family to type. */
    public Map<String, String> types() {
        return types;
    }

    public Stream<Sample> family(String name) {
        return samples.stream().filter(sample -> sample.family().equals(name));
    }

    /** Every name that a query can use. */
    public Set<String> names() {
        var names = new TreeSet<String>();
        samples.forEach(sample -> names.add(sample.name()));
        return names;
    }

    /** Names of the labels of every sample of this name; {@code le} left out. */
    public Set<String> labelsOf(String name) {
        var names = new TreeSet<String>();
        samples.stream()
                .filter(sample -> sample.name().equals(name))
                .forEach(sample -> names.addAll(sample.labelNames()));
        return names;
    }

    /** The sum of the samples of this name that have these labels and values. */
    public double sum(String name, String... labelsAndValues) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name))
                .filter(sample -> {
                    for (int i = 0; i < labelsAndValues.length; i += 2) {
                        if (!labelsAndValues[i + 1].equals(sample.labels().get(labelsAndValues[i]))) {
                            return false;
                        }
                    }
                    return true;
                })
                .mapToDouble(Sample::value)
                .sum();
    }

    private void read(String line) {
        Matcher comment = COMMENT.matcher(line);
        if (comment.matches()) {
            if (comment.group(1).equals("TYPE") && types.put(comment.group(2), comment.group(3)) != null) {
                throw new AssertionError("family twice: " + line);
            }
            return;
        }
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new AssertionError("neither comment nor sample: " + line);
        }
        String name = sample.group(1);
        samples.add(new Sample(family(line, name), name, labels(line, sample.group(2)), number(sample.group(3))));
    }

    private String family(String line, String name) {
        if (types.containsKey(name)) {
            return name;
        }
        for (String part : PARTS) {
            if (name.endsWith(part) && types.containsKey(name.substring(0, name.length() - part.length()))) {
                return name.substring(0, name.length() - part.length());
            }
        }
        throw new AssertionError("a sample before the type of its family: " + line);
    }

    private static Map<String, String> labels(String line, String text) {
        var labels = new LinkedHashMap<String, String>();
        if (text == null || text.isEmpty()) {
            return labels;
        }
        Matcher label = LABEL.matcher(text);
        int end = 0;
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
            end = label.end();
        }
        if (end != text.length()) {
            throw new AssertionError("labels cannot be read: " + line);
        }
        return labels;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
