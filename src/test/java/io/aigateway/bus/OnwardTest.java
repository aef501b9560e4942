package io.aigateway.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class OnwardTest {
    private final RuntimeException broken = new IllegalStateException("broken");

    @Test
    void givesWhatTheNextOneGives() {
        Promise<Integer> first = Promise.promise();
        Promise<String> next = Promise.promise();
        var heard = new ArrayList<Integer>();
        Future<String> last = Onward.from(first.future(), value -> {
            heard.add(value);
            return next.future();
        });

        first.complete(7);
        assertThat(heard).containsExactly(7);
        assertThat(last.isComplete()).isFalse();

        next.complete("end");
        assertThat(last.result()).isEqualTo("end");
    }

    @Test
    void failsAsTheNextOneFails() {
        Future<String> last = Onward.from(Future.succeededFuture(7), value -> Future.failedFuture(broken));

        assertThat(last.cause()).isSameAs(broken);
    }

    @Test
    void failsAsTheFirstFailsWithoutGoingOn() {
        Future<String> last = Onward.from(Future.failedFuture(broken), value -> {
            throw new AssertionError("called");
        });

        assertThat(last.cause()).isSameAs(broken);
    }

    @Test
    void failsWithWhatIsThrown() {
        Future<String> last = Onward.from(Future.succeededFuture(7), value -> {
            throw broken;
        });

        assertThat(last.cause()).isSameAs(broken);
    }

    @Test
    void failsWithAnErrorToo() {
        var deep = new StackOverflowError();
        Future<String> last = Onward.from(Future.succeededFuture(7), value -> {
            throw deep;
        });

        assertThat(last.cause()).isSameAs(deep);
    }
}
