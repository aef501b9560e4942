package io.aigateway.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which versions a request accepts, in Poetry's syntax: {@code 1.2.3}, {@code ^1.2}, {@code ~1.2}, {@code 1.*}, lists of
 * comparisons such as {@code >=1.0,<2.0}, and unions of these joined by {@code ||}. Source: contract section 3.6; Poetry,
 * dependency specification.
 */
final class VersionConstraint {
    private static final int MAX_LENGTH = 255;
    private static final Pattern UNION = Pattern.compile("\\s*\\|\\|?\\s*");
    private static final Pattern INTERSECTION = Pattern.compile("(?<=[0-9A-Za-z*])(?:\\s*,\\s*|\\s+(?=[<>=!^~]))");
    private static final Pattern TERM = Pattern.compile("(\\^|~=|~|>=|<=|>|<|===?|=|!=)?\\s*([0-9A-Za-z.*_-]+)");
    private static final Pattern WILDCARD = Pattern.compile("\\*|(\\d+(?:\\.\\d+)*)(?:\\.\\*)+");

    /** One comparison: from one version to another. Null means there is no such end. */
    private record Range(
            @Nullable Version from,
            boolean fromIncluded,
            @Nullable Version to,
            boolean toIncluded,
            boolean inverted) {
        static final Range EVERYTHING = new Range(null, true, null, true, false);

        static Range between(Version from, Version to) {
            return new Range(from, true, to, false, false);
        }

        boolean admits(Version version) {
            return isInside(version) != inverted;
        }

        boolean isExact() {
            return !inverted && from != null && from.equals(to);
        }

        private boolean isInside(Version version) {
            int low = from == null ? 1 : version.compareTo(from);
            int high = to == null ? -1 : version.compareTo(to);
            return (low > 0 || (low == 0 && fromIncluded)) && (high < 0 || (high == 0 && toIncluded));
        }
    }

    /** Any of the lists must hold, and of a list every range. */
    private final List<List<Range>> alternatives;

    private VersionConstraint(List<List<Range>> alternatives) {
        this.alternatives = alternatives;
    }

    /** Reads a constraint; null when the text is none. */
    static @Nullable VersionConstraint parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        var alternatives = new ArrayList<List<Range>>();
        for (String alternative : UNION.split(text.strip(), -1)) {
            var ranges = new ArrayList<Range>();
            for (String term : INTERSECTION.split(alternative, -1)) {
                Range range = range(term.strip());
                if (range == null) {
                    return null;
                }
                ranges.add(range);
            }
            alternatives.add(ranges);
        }
        return new VersionConstraint(alternatives);
    }

    /** Whether it names one version: only then a pre-release is accepted. */
    boolean isExact() {
        return alternatives.size() == 1
                && alternatives.get(0).size() == 1
                && alternatives.get(0).get(0).isExact();
    }

    boolean admits(Version version) {
        return (version.isStable() || isExact())
                && alternatives.stream().anyMatch(ranges -> ranges.stream().allMatch(range -> range.admits(version)));
    }

    private static @Nullable Range range(String term) {
        Matcher parts = TERM.matcher(term);
        if (!parts.matches()) {
            return null;
        }
        String operator = parts.group(1) == null ? "==" : parts.group(1);
        String operand = parts.group(2);
        if (operand.indexOf('*') >= 0) {
            return wildcard(operator, operand);
        }
        Version version = Version.parse(operand);
        return version == null ? null : comparison(operator, version, operand);
    }

    private static Range comparison(String operator, Version version, String written) {
        return switch (operator) {
            case "^" -> Range.between(version, version.next(firstNonZero(version, written)));
            case "~" -> Range.between(version, version.next(places(written) > 1 ? 1 : 0));
            case "~=" -> Range.between(version, version.next(Math.max(0, places(written) - 2)));
            case ">=" -> new Range(version, true, null, true, false);
            case ">" -> new Range(version, false, null, true, false);
            case "<=" -> new Range(null, true, version, true, false);
            case "<" -> new Range(null, true, version, false, false);
            case "!=" -> new Range(version, true, version, true, true);
            default -> new Range(version, true, version, true, false);
        };
    }

    private static @Nullable Range wildcard(String operator, String operand) {
        Matcher parts = WILDCARD.matcher(operand);
        if (!parts.matches() || !List.of("==", "=", "!=").contains(operator)) {
            return null;
        }
        boolean inverted = operator.equals("!=");
        String fixed = parts.group(1);
        Version version = fixed == null ? null : Version.parse(fixed);
        if (version == null || fixed == null) {
            return inverted ? null : Range.EVERYTHING;
        }
        return new Range(version, true, version.next(places(fixed) - 1), false, inverted);
    }

    /** The place that {@code ^} lets alone: the first that is not 0, else the last that is written. */
    private static int firstNonZero(Version version, String written) {
        int last = places(written) - 1;
        for (int place = 0; place < last; place++) {
            if (version.number(place) != 0) {
                return place;
            }
        }
        return last;
    }

    private static int places(String written) {
        Matcher numbers = Pattern.compile("v?\\d+(?:\\.\\d+)*").matcher(written.strip());
        return numbers.lookingAt()
                ? (int) numbers.group().chars().filter(c -> c == '.').count() + 1
                : 1;
    }
}
