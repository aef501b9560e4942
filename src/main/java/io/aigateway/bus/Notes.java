package io.aigateway.bus;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who on this node hears what other nodes tell, and what a node that has just come is told. */
final class Notes {
    private static final Logger log = LoggerFactory.getLogger(Notes.class);

    /** Other nodes greet as soon as the door is open, when nobody may listen yet. */
    private static final int MAX_EARLY = 16;

    private final List<Subject<?>> subjects = new CopyOnWriteArrayList<>();
    private final Deque<Frame.Told> early = new ArrayDeque<>();

    private record Subject<T extends Record>(Topic<T> topic, Consumer<T> hearer, Supplier<List<T>> known) {
        void hear(Object payload) {
            T note = WireFormat.unwrap(payload, topic.note());
            if (note != null) {
                hearer.accept(note);
            }
        }
    }

    <T extends Record> void add(Topic<T> topic, Consumer<T> hearer, Supplier<List<T>> known) {
        var subject = new Subject<T>(topic, hearer, known);
        List<Frame.Told> missed;
        synchronized (early) {
            subjects.add(subject);
            missed = early.stream()
                    .filter(told -> told.topic().equals(topic.name()))
                    .toList();
            early.removeAll(missed);
        }
        missed.forEach(told -> hear(subject, told));
    }

    /** Everything that is known, for a node that knows nothing yet. */
    void tellAll(BiConsumer<String, Record> teller) {
        for (Subject<?> subject : subjects) {
            subject.known().get().forEach(note -> teller.accept(subject.topic().name(), note));
        }
    }

    void heard(Frame.Told told) {
        List<Subject<?>> hearers;
        synchronized (early) {
            hearers = subjects.stream()
                    .filter(subject -> subject.topic().name().equals(told.topic()))
                    .toList();
            if (hearers.isEmpty() && early.size() < MAX_EARLY) {
                early.add(told);
            }
        }
        hearers.forEach(subject -> hear(subject, told));
    }

    private static void hear(Subject<?> subject, Frame.Told told) {
        try {
            subject.hear(told.note());
        } catch (RuntimeException e) {
            log.warn("a note of another node could not be used [topic: {}]", told.topic(), e);
        }
    }
}
