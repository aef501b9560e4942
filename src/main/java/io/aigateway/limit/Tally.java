package io.aigateway.limit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Amounts by the second in which they were counted, oldest first. At most one entry for each second of a window. */
final class Tally {
    /** The second of what does not pass by itself. */
    static final long LASTING = Long.MAX_VALUE;

    private static final int FIRST_ROOM = 4;

    private long[] seconds = new long[FIRST_ROOM];
    private long[] amounts = new long[FIRST_ROOM];
    private int size;
    private long sum;

    /**
     * An amount and the second in which it was counted.
     *
     * @param second since 1970, or {@link #LASTING}
     */
    record Entry(long second, long amount) {}

    /** Adds an amount, which may be below zero; what is left of a second is never below zero. */
    void add(long second, long amount) {
        int at = size;
        while (at > 0 && seconds[at - 1] > second) {
            at--;
        }
        if (at > 0 && seconds[at - 1] == second) {
            long left = Math.max(0, amounts[at - 1] + amount);
            sum += left - amounts[at - 1];
            amounts[at - 1] = left;
        } else if (amount > 0) {
            insert(at, second, amount);
        }
    }

    private void insert(int at, long second, long amount) {
        if (size == seconds.length) {
            seconds = Arrays.copyOf(seconds, size * 2);
            amounts = Arrays.copyOf(amounts, size * 2);
        }
        System.arraycopy(seconds, at, seconds, at + 1, size - at);
        System.arraycopy(amounts, at, amounts, at + 1, size - at);
        seconds[at] = second;
        amounts[at] = amount;
        size++;
        sum += amount;
    }

    /** The sum, after everything before {@code oldest} was forgotten. */
    long since(long oldest) {
        int gone = 0;
        while (gone < size && seconds[gone] < oldest) {
            sum -= amounts[gone++];
        }
        if (gone > 0) {
            size -= gone;
            System.arraycopy(seconds, gone, seconds, 0, size);
            System.arraycopy(amounts, gone, amounts, 0, size);
        }
        return sum;
    }

    /** The oldest second in which something was counted; {@link #LASTING} when nothing was. */
    long oldest() {
        for (int i = 0; i < size; i++) {
            if (amounts[i] > 0) {
                return seconds[i];
            }
        }
        return LASTING;
    }

    /** Everything that is not forgotten. */
    List<Entry> entries() {
        var entries = new ArrayList<Entry>(size);
        for (int i = 0; i < size; i++) {
            if (amounts[i] > 0) {
                entries.add(new Entry(seconds[i], amounts[i]));
            }
        }
        return entries;
    }

    /** Begins anew with these. */
    void replace(List<Entry> entries) {
        size = 0;
        sum = 0;
        entries.forEach(entry -> add(entry.second(), entry.amount()));
    }
}
