package io.aigateway.fakeupstream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Acts one after another, those of a section made when it is its turn, so that there may be many, and no end to them. */
final class Acts implements Iterator<Act> {
    private final Deque<Supplier<Iterator<Act>>> sections = new ArrayDeque<>();
    private Iterator<Act> section = List.<Act>of().iterator();

    void add(Act act) {
        sections.add(() -> List.of(act).iterator());
    }

    void addAll(List<Act> acts) {
        sections.add(acts::iterator);
    }

    /** A few acts for each number. */
    void addEach(IntStream numbers, IntFunction<List<Act>> acts) {
        sections.add(() -> new Each(numbers.iterator(), acts));
    }

    @Override
    public boolean hasNext() {
        while (!section.hasNext() && !sections.isEmpty()) {
            section = sections.remove().get();
        }
        return section.hasNext();
    }

    @Override
    public Act next() {
        return hasNext() ? section.next() : none();
    }

    private static Act none() {
        throw new NoSuchElementException("no more acts");
    }

    private static final class Each implements Iterator<Act> {
        private final PrimitiveIterator.OfInt numbers;
        private final IntFunction<List<Act>> acts;
        private Iterator<Act> few = List.<Act>of().iterator();

        Each(PrimitiveIterator.OfInt numbers, IntFunction<List<Act>> acts) {
            this.numbers = numbers;
            this.acts = acts;
        }

        @Override
        public boolean hasNext() {
            while (!few.hasNext() && numbers.hasNext()) {
                few = acts.apply(numbers.nextInt()).iterator();
            }
            return few.hasNext();
        }

        @Override
        public Act next() {
            return hasNext() ? few.next() : none();
        }
    }
}
