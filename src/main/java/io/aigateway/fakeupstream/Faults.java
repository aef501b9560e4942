package io.aigateway.fakeupstream;

import io.aigateway.fakeupstream.formats.Asked.Usage;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The faults of one answer, as they are written: {@code drip@first-token:every=5ms+cut@end}.
 *
 * @param list in the order in which they happen when they happen at the same place
 */
public record Faults(List<Fault> list) {
    /** A good answer. */
    public static final Faults NONE = new Faults(List.of());

    /** Between the faults of one answer. */
    static final String AND = "+";

    public Faults {
        list = List.copyOf(list);
    }

    /**
     * Reads the faults of one answer.
     *
     * @throws IllegalArgumentException when one cannot be understood; the message says what was expected
     */
    public static Faults read(String text) {
        return new Faults(Stream.of(text.split("\\+", -1)).map(Fault::read).toList());
    }

    /** Those at a place, in order. */
    List<Fault> at(Place place) {
        return list.stream().filter(fault -> fault.isAt(place)).toList();
    }

    boolean has(FaultKind kind) {
        return find(kind) != null;
    }

    @Nullable
    Fault find(FaultKind kind) {
        return list.stream().filter(fault -> fault.kind() == kind).findFirst().orElse(null);
    }

    Usage usage() {
        if (has(FaultKind.NO_USAGE)) {
            return Usage.MISSING;
        }
        return has(FaultKind.WRONG_USAGE) ? Usage.WRONG : Usage.RIGHT;
    }

    /** How long the answer is, in tokens. */
    int tokens(int otherwise) {
        Fault length = find(FaultKind.LENGTH);
        return length == null ? otherwise : (int) length.value(FaultOption.TOKENS);
    }
}
