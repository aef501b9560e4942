package io.aigateway.limit;

import io.aigateway.kernel.Feature;
import io.aigateway.wire.FileProblems;
import io.aigateway.wire.YamlMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code limits.yaml}; the file in {@code conf/} says what its keys mean. */
final class PolicyReader {
    /** Every request is compared with every policy. */
    private static final int MAX_POLICIES = 100;

    private static final long MAX_LIMIT = 1_000_000_000_000L;

    /** The name is sent as a header. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    private static final String KEYS =
            Arrays.stream(LimitKey.values()).map(LimitKey::word).collect(Collectors.joining(", "));
    private static final String MEASURES =
            Arrays.stream(Measure.values()).map(Measure::word).collect(Collectors.joining(", "));
    private static final String FEATURES =
            Arrays.stream(Feature.values()).map(Feature::key).collect(Collectors.joining(", "));

    private final String file;
    private final FileProblems problems;
    private final Set<String> names = new HashSet<>();

    PolicyReader(String file, FileProblems problems) {
        this.file = file;
        this.problems = problems;
    }

    List<Policy> read(String text) {
        YamlMap top = YamlMap.read(text, file, problems);
        if (top == null) {
            return List.of();
        }
        List<YamlMap> entries = top.has("policies") ? top.maps("policies") : List.of();
        top.refuseOthers();
        if (entries.size() > MAX_POLICIES) {
            top.wrong("policies", "at most " + MAX_POLICIES);
        }
        return entries.stream().map(this::policy).toList();
    }

    private Policy policy(YamlMap entry) {
        var policy = new Policy(
                name(entry),
                keys(entry),
                conditions(entry, "only"),
                conditions(entry, "except"),
                limits(entry),
                ownerLost(entry));
        entry.refuseOthers();
        return policy;
    }

    private String name(YamlMap entry) {
        String name = entry.text("name");
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            entry.wrong("name", "at most 64 lower-case letters, digits, dashes and underscores");
        } else if (!name.isEmpty() && !names.add(name)) {
            entry.wrong("name", "a name that no other policy has");
        }
        return name;
    }

    private List<LimitKey> keys(YamlMap entry) {
        var keys = new LinkedHashSet<LimitKey>();
        for (YamlMap.Text text : entry.texts("key")) {
            Optional<LimitKey> key = key(text.value());
            if (key.isEmpty() || !keys.add(key.get())) {
                problems.add(file, text.line(), text.value() + " (expected: each of " + KEYS + " at most once)");
            }
        }
        return new ArrayList<>(keys);
    }

    private Map<LimitKey, Set<String>> conditions(YamlMap entry, String name) {
        var conditions = new EnumMap<LimitKey, Set<String>>(LimitKey.class);
        if (!entry.has(name)) {
            return conditions;
        }
        YamlMap given = entry.map(name);
        for (String word : given.keys()) {
            List<YamlMap.Text> values = given.texts(word);
            Optional<LimitKey> key = key(word);
            if (key.isEmpty()) {
                problems.add(file, given.line(word), word + " is unknown (expected: " + KEYS + ")");
            } else if (values.isEmpty()) {
                given.wrong(word, "a text, or a list of texts");
            } else {
                values.forEach(value -> check(key.get(), value));
                conditions.put(
                        key.get(), values.stream().map(YamlMap.Text::value).collect(Collectors.toSet()));
            }
        }
        return conditions;
    }

    private void check(LimitKey key, YamlMap.Text value) {
        if (key == LimitKey.FEATURE && Feature.ofKey(value.value()).isEmpty()) {
            problems.add(file, value.line(), value.value() + " is no feature (expected: " + FEATURES + ")");
        }
    }

    private Map<Measure, Long> limits(YamlMap entry) {
        var limits = new EnumMap<Measure, Long>(Measure.class);
        boolean any = false;
        for (Measure measure : Measure.values()) {
            any |= entry.has(measure.word());
            Long limit =
                    entry.valueOrNull(measure.word(), "a whole number from 1 to " + MAX_LIMIT, PolicyReader::limit);
            if (limit != null) {
                limits.put(measure, limit);
            }
        }
        if (!any) {
            problems.add(file, entry.line("name"), "no limit (expected: one of " + MEASURES + ")");
        }
        return limits;
    }

    private static Long limit(String text) {
        long limit = Long.parseLong(text.replace("_", ""));
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("out of range");
        }
        return limit;
    }

    private OwnerLost ownerLost(YamlMap entry) {
        OwnerLost wanted = entry.valueOrNull(
                "owner_lost", "strict, bounded or open", word -> OwnerLost.valueOf(word.toUpperCase(Locale.ROOT)));
        return wanted == null ? OwnerLost.BOUNDED : wanted;
    }

    private static Optional<LimitKey> key(String word) {
        return Arrays.stream(LimitKey.values())
                .filter(key -> key.word().equals(word))
                .findFirst();
    }
}
