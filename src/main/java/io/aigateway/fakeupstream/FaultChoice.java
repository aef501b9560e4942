package io.aigateway.fakeupstream;

import io.aigateway.fakeupstream.formats.Api;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Which faults a request gets: those of its header; else those behind its model's name; else those that a test has set for all;
 * else, for its share of requests, some that are drawn.
 */
final class FaultChoice {
    /** Names the faults of one request. */
    static final String HEADER = "X-Fake-Fault";

    private final FakeOptions options;
    private volatile @Nullable Faults forAll;

    FaultChoice(FakeOptions options) {
        this.options = options;
    }

    /** From now on every request gets these, unless it says what it wants; null for what the options say. */
    void setForAll(@Nullable Faults faults) {
        forAll = faults;
    }

    /**
     * Chooses.
     *
     * @param number of the request; decides what is drawn
     * @param header its faults; null for none
     * @param model  the name it gave to the model, with its faults
     * @throws IllegalArgumentException when they cannot be understood
     */
    Faults of(long number, Api api, @Nullable String header, String model) {
        if (header != null) {
            return Faults.read(header);
        }
        int mark = model.indexOf(Faults.AND);
        if (mark >= 0) {
            return Faults.read(model.substring(mark + 1));
        }
        if (!api.isForModels()) {
            return Faults.NONE;
        }
        Faults set = forAll;
        return set == null ? drawn(number) : set;
    }

    /** The model's name without its faults. */
    static String bare(String model) {
        int mark = model.indexOf(Faults.AND);
        return mark < 0 ? model : model.substring(0, mark);
    }

    private Faults drawn(long number) {
        // A generator for each request, so that the outcome does not depend on which thread comes first.
        var random = new SplittableRandom(options.seed() * 0x9E3779B97F4A7C15L + number);
        return random.nextDouble() < options.share()
                ? options.faults().get(random.nextInt(options.faults().size()))
                : Faults.NONE;
    }
}
