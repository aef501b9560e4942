package io.aigateway.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version of a prompt: numbers, and for one that is not finished a stage such as {@code -dev}. Trailing zeros mean nothing:
 * {@code 1.2} equals {@code 1.2.0}. Source: PEP 440, as far as versions of prompts go.
 *
 * @param numbers     at least one; without trailing zeros
 * @param stage       how far it had come
 * @param stageNumber which one of that stage
 */
record Version(List<Integer> numbers, Stage stage, int stageNumber) implements Comparable<Version> {
    private static final Pattern FORM = Pattern.compile(
            "v?(\\d{1,9}(?:\\.\\d{1,9}){0,4})(?:[-._]?(dev|alpha|a|beta|b|rc|c|pre|preview|post|rev|r)[-._]?(\\d{1,9})?)?");

    /** How far a version had come, earliest first. */
    enum Stage {
        DEVELOPMENT,
        ALPHA,
        BETA,
        CANDIDATE,
        FINISHED,
        POST
    }

    Version {
        numbers = List.copyOf(numbers);
    }

    /** A finished version. */
    static Version of(Integer... numbers) {
        return new Version(withoutTrailingZeros(Arrays.asList(numbers)), Stage.FINISHED, 0);
    }

    /** Reads a version; null when the text is none. */
    static @Nullable Version parse(String text) {
        Matcher parts = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return null;
        }
        List<Integer> numbers =
                Arrays.stream(parts.group(1).split("\\.")).map(Integer::valueOf).toList();
        int stageNumber = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
        return new Version(withoutTrailingZeros(numbers), stage(parts.group(2)), stageNumber);
    }

    /** Whether it is meant for use; pre-releases are not. */
    boolean isStable() {
        return stage.compareTo(Stage.FINISHED) >= 0;
    }

    /** The number at a place, counted from 0; places that are not written hold 0. */
    int number(int place) {
        return place < numbers.size() ? numbers.get(place) : 0;
    }

    /** The finished version with the number at {@code place} one higher and nothing behind it. */
    Version next(int place) {
        var raised = new ArrayList<Integer>();
        for (int i = 0; i < place; i++) {
            raised.add(number(i));
        }
        raised.add(number(place) + 1);
        return new Version(raised, Stage.FINISHED, 0);
    }

    @Override
    public int compareTo(Version other) {
        int places = Math.max(numbers.size(), other.numbers.size());
        for (int i = 0; i < places; i++) {
            int order = Integer.compare(number(i), other.number(i));
            if (order != 0) {
                return order;
            }
        }
        int order = stage.compareTo(other.stage);
        return order != 0 ? order : Integer.compare(stageNumber, other.stageNumber);
    }

    private static List<Integer> withoutTrailingZeros(List<Integer> numbers) {
        int end = numbers.size();
        while (end > 1 && numbers.get(end - 1) == 0) {
            end--;
        }
        return numbers.subList(0, end);
    }

    private static Stage stage(@Nullable String word) {
        if (word == null) {
            return Stage.FINISHED;
        }
        return switch (word) {
            case "dev" -> Stage.DEVELOPMENT;
            case "alpha", "a" -> Stage.ALPHA;
            case "beta", "b" -> Stage.BETA;
            case "post", "rev", "r" -> Stage.POST;
            default -> Stage.CANDIDATE;
        };
    }
}
