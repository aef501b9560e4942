package io.aigateway.fakeupstream;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One fault, as it is written: {@code stall@token:after=3}.
 *
 * @param kind   what goes wrong
 * @param place  where; null for a fault of the answer as a whole
 * @param status of a {@link FaultKind#STATUS}; 0 for other kinds
 * @param given  options that are not as usual
 */
public record Fault(FaultKind kind, @Nullable Place place, int status, Map<FaultOption, Long> given) {
    public Fault {
        given = Map.copyOf(given);
    }

    /**
     * Reads one fault.
     *
     * @throws IllegalArgumentException when it cannot be understood; the message says what was expected
     */
    public static Fault read(String text) {
        String[] parts = text.split(":", -1);
        String[] head = parts[0].split("@", 2);
        FaultKind kind = FaultKind.named(head[0]);
        if (kind == null) {
            throw new IllegalArgumentException("fault: " + head[0] + " (expected: one of " + words() + ")");
        }
        Place place = head.length == 1 ? null : place(kind, head[1]);
        var given = new EnumMap<FaultOption, Long>(FaultOption.class);
        for (int i = 1; i < parts.length; i++) {
            String[] option = parts[i].split("=", 2);
            FaultOption name = option(kind, option[0]);
            given.put(name, name.read(option.length == 1 ? "" : option[1]));
        }
        return new Fault(kind, place == null ? usualPlace(kind, given) : place, statusIn(kind, head[0]), given);
    }

    /** The value of an option, given or usual. */
    public long value(FaultOption option) {
        return given.getOrDefault(option, option.usual());
    }

    /** Under which it is counted. */
    String name() {
        return kind == FaultKind.STATUS ? String.valueOf(status) : kind.word();
    }

    boolean isAt(Place where) {
        return place == where;
    }

    private static int statusIn(FaultKind kind, String word) {
        return kind == FaultKind.STATUS ? Integer.parseInt(word) : 0;
    }

    /** Who says after how many tokens means the place where tokens are counted. */
    private static @Nullable Place usualPlace(FaultKind kind, Map<FaultOption, Long> given) {
        if (given.containsKey(FaultOption.AFTER)) {
            return Place.TOKEN;
        }
        return kind.places().isEmpty() ? null : kind.places().get(0);
    }

    private static Place place(FaultKind kind, String word) {
        return kind.places().stream()
                .filter(place -> place.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(kind.word() + "@" + word + " (expected: " + placesOf(kind) + ")"));
    }

    private static String placesOf(FaultKind kind) {
        return kind.places().isEmpty()
                ? "no place"
                : kind.places().stream().map(Place::word).collect(Collectors.joining(", ", "one of ", ""));
    }

    private static FaultOption option(FaultKind kind, String word) {
        return kind.options().stream()
                .filter(option -> option.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(kind.word() + ":" + word + " (expected: one of "
                        + kind.options().stream().map(FaultOption::word).toList() + ")"));
    }

    private static String words() {
        return Stream.of(FaultKind.values()).map(FaultKind::word).collect(Collectors.joining(", "));
    }
}
