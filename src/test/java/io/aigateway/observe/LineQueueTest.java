package io.aigateway.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LineQueueTest {
    private final LineQueue<Integer> queue = new LineQueue<>(64);

    @Test
    void linesOfSeveralThreadsArriveAllAndEachThreadsInItsOrder() throws Exception {
        List<CompletableFuture<Void>> writers = List.of(writes(0, 5000), writes(5000, 5000));
        var taken = new ArrayList<Integer>();
        while (taken.size() < 10_000) {
            taken.add(queue.take());
        }
        writers.forEach(CompletableFuture::join);
        assertThat(taken.stream().filter(line -> line < 5000)).isSorted().hasSize(5000);
        assertThat(taken.stream().filter(line -> line >= 5000)).isSorted().hasSize(5000);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        while (queue.offer(1)) {
            assertThat(queue.size()).isLessThanOrEqualTo(64);
        }
        assertThat(queue.remainingCapacity()).isZero();
        queue.poll();
        assertThat(queue.remainingCapacity()).isEqualTo(1);
    }

    @Test
    void waitingEndsWithTheTimeGiven() throws Exception {
        assertThat(queue.poll(1, TimeUnit.MILLISECONDS)).isNull();
        while (queue.offer(1)) {
            assertThat(queue).isNotEmpty();
        }
        assertThat(queue.offer(1, 1, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void waitingEndsWithAnInterrupt() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(queue::take).isInstanceOf(InterruptedException.class);
    }

    @Test
    void allThatIsThereCanBeTakenAtOnce() {
        queue.addAll(List.of(1, 2, 3));
        var first = new ArrayList<Integer>();
        assertThat(queue.drainTo(first, 2)).isEqualTo(2);
        var rest = new ArrayList<Integer>();
        assertThat(queue.drainTo(rest)).isEqualTo(1);
        assertThat(first).containsExactly(1, 2);
        assertThat(rest).containsExactly(3);
    }

    private CompletableFuture<Void> writes(int from, int count) {
        return CompletableFuture.runAsync(() -> {
            try {
                for (int line = from; line < from + count; line++) {
                    queue.put(line);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
