package io.aigateway.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.aigateway.kernel.FailureException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Server-sent events: however the bytes are cut, the events are the same, and none is larger than allowed. */
public class SseParserFuzzTest {
    private static final int MAX = 1024;

    @FuzzTest(maxDuration = "5m")
    public void reads(byte[] data) {
        List<String> whole = events(data, data.length);
        List<String> single = events(data, 1);
        List<String> pieces = events(data, 7);
        // A large read may be refused at once where small ones give the events before.
        boolean refused = whole.contains("refused") || single.contains("refused") || pieces.contains("refused");
        if (!refused && !(whole.equals(single) && whole.equals(pieces))) {
            throw new AssertionError("events depend on how the bytes were cut");
        }
    }

    private static List<String> events(byte[] data, int piece) {
        var events = new ArrayList<String>();
        var parser = new SseParser(MAX);
        try {
            for (int from = 0; from < data.length; from += piece) {
                parser.feed(Arrays.copyOfRange(data, from, Math.min(data.length, from + piece)), event -> {
                    if (event.data().length > MAX) {
                        throw new AssertionError("too large");
                    }
                    events.add(event.name() + Arrays.toString(event.data()));
                });
            }
            events.add("rest " + parser.hasRest());
        } catch (FailureException refused) {
            events.add("refused");
        }
        return events;
    }
}
