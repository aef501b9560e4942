package io.aigateway.fakeupstream;

import io.aigateway.fakeupstream.Act.Ending;
import io.aigateway.fakeupstream.formats.Answer;
import io.aigateway.fakeupstream.formats.Api;
import io.aigateway.fakeupstream.formats.Asked;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** A good answer and its faults, put together: what a server does, act by act, made as it is needed. */
final class Script {
    private static final int MIB = 1024 * 1024;
    private static final int CHUNK = 64 * 1024;
    private static final String HOLE = "%";

    /** An event whose data is broken by the end of a line, and a line that is no UTF-8. */
    private static final Buffer BAD_SSE = Buffer.buffer("data: {\"broken\":\ndata \"off\"}\n")
            .appendBytes(new byte[] {':', (byte) 0xff, (byte) 0xfe, (byte) 0xc3, '\n', '\n'});

    private final Api api;
    private final Asked asked;
    private final Faults faults;
    private final Pace pace;

    /**
     * How fast a good answer is.
     *
     * @param first wait before the head
     * @param token wait before each token
     */
    record Pace(Duration first, Duration token) {}

    Script(Api api, Asked asked, Faults faults, Pace pace) {
        this.api = api;
        this.asked = asked;
        this.faults = faults;
        this.pace = pace;
    }

    /** What to do; there may be no end to it. */
    Iterator<Act> acts() {
        Answer answer = api.answer(asked);
        var acts = new Acts();
        if (!pace.first().isZero()) {
            acts.add(new Act.Pause(pace.first()));
        }
        acts.addAll(at(Place.HEADERS, answer));
        acts.add(head(answer));
        if (isPlain(answer)) {
            acts.add(written(answer.whole()));
            acts.add(new Act.Finish(Ending.END));
            return acts;
        }
        acts.add(written(answer.before()));
        acts.addAll(at(Place.FIRST_TOKEN, answer));
        acts.addEach(indices(answer), index -> token(answer, index));
        acts.addAll(at(Place.END, answer));
        acts.add(written(answer.after()));
        acts.add(new Act.Finish(Ending.END));
        return acts;
    }

    private Act head(Answer answer) {
        var headers = new HashMap<>(answer.headers());
        if (faults.has(FaultKind.WRONG_TYPE)) {
            headers.put("content-type", "text/html; charset=utf-8");
        }
        int length = isPlain(answer) ? Buffer.buffer(answer.whole()).length() : -1;
        return new Act.Head(200, headers, length);
    }

    /** A whole document that comes without any fault can be written at once. */
    private boolean isPlain(Answer answer) {
        return !answer.stream() && faults.list().isEmpty();
    }

    private List<Act> token(Answer answer, int index) {
        if (!answer.stream() && faults.has(FaultKind.ENDLESS)) {
            return List.of(written(" ".repeat(CHUNK)));
        }
        var acts = new ArrayList<Act>();
        if (answer.stream() && !pace.token().isZero()) {
            acts.add(new Act.Pause(pace.token()));
        }
        acts.add(written(answer.token().apply(index)));
        boolean last = index + 1 == answer.tokens() && !faults.has(FaultKind.ENDLESS);
        for (Fault fault : faults.at(Place.TOKEN)) {
            long after = fault.value(FaultOption.AFTER);
            // A fault that is to come after more tokens than there are comes after the last.
            if (after == index + 1 || (last && after > index + 1)) {
                acts.addAll(of(fault, answer));
            }
        }
        return acts;
    }

    private IntStream indices(Answer answer) {
        return faults.has(FaultKind.ENDLESS)
                ? IntStream.iterate(0, index -> index + 1)
                : IntStream.range(0, answer.tokens());
    }

    private List<Act> at(Place place, Answer answer) {
        return faults.at(place).stream()
                .flatMap(fault -> of(fault, answer).stream())
                .toList();
    }

    private List<Act> of(Fault fault, Answer answer) {
        return switch (fault.kind()) {
            case DELAY -> List.of(new Act.Pause(Duration.ofMillis(fault.value(FaultOption.FOR))));
            case DRIP ->
                List.of(new Act.Drip(
                        (int) fault.value(FaultOption.BYTES), Duration.ofMillis(fault.value(FaultOption.EVERY))));
            case STALL -> List.of(new Act.Finish(Ending.STALL));
            case CUT -> List.of(new Act.Finish(Ending.CUT));
            case RESET -> List.of(new Act.Finish(Ending.RESET));
            case HALF_CLOSE -> List.of(new Act.Finish(Ending.HALF_CLOSE));
            case QUIT -> List.of(new Act.Finish(Ending.END));
            case BAD_HTTP -> List.of(new Act.Finish(Ending.NO_HTTP));
            case BAD_JSON -> List.of(written(answer.stream() ? api.event("{\"broken\": \"o") : "}{"));
            case BAD_SSE -> List.of(new Act.Write(answer.stream() ? BAD_SSE : Buffer.buffer("\n\"}{")));
            case ERROR -> error(fault, answer);
            case HUGE -> huge(fault, answer);
            case STATUS -> refusal(fault);
            case WRONG_TYPE, NO_USAGE, WRONG_USAGE, ENDLESS, LENGTH, NONE -> List.of();
        };
    }

    private List<Act> refusal(Fault fault) {
        long pause = fault.value(FaultOption.RETRY_AFTER);
        String body = api.refusal(asked, fault.status(), pause);
        var headers = new HashMap<String, String>();
        headers.put("content-type", "application/json");
        if (pause > 0) {
            headers.put("retry-after", String.valueOf(pause));
        }
        return List.of(
                new Act.Head(fault.status(), headers, Buffer.buffer(body).length()),
                written(body),
                new Act.Finish(Ending.END));
    }

    private List<Act> error(Fault fault, Answer answer) {
        int status = (int) fault.value(FaultOption.STATUS);
        long pause = fault.value(FaultOption.RETRY_AFTER);
        String text = answer.stream() ? api.errorEvent(status, pause) : api.refusal(asked, status, pause);
        return List.of(written(text), new Act.Finish(Ending.END));
    }

    private List<Act> huge(Fault fault, Answer answer) {
        var acts = new ArrayList<Act>();
        String[] around =
                answer.stream() ? api.event("{\"padding\":\"" + HOLE + "\"}").split(HOLE, 2) : new String[] {"", ""};
        Act padding = written((answer.stream() ? "x" : " ").repeat(CHUNK));
        acts.add(written(around[0]));
        for (long written = 0; written < fault.value(FaultOption.MIB) * MIB; written += CHUNK) {
            acts.add(padding);
        }
        acts.add(written(around[1]));
        return acts;
    }

    private static Act written(String text) {
        return new Act.Write(Buffer.buffer(text));
    }
}
