package io.aigateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aigateway.app.RawClient;
import io.aigateway.app.TestGateway;
import io.aigateway.app.TestGateway.Call;
import io.aigateway.fakeupstream.formats.Text;
import io.aigateway.testkit.Fixtures;
import io.aigateway.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A request of the soak test, to models of the catalogue, which have several targets. It can be sent again and again.
 *
 * @param way    the route
 * @param stream whether a stream is asked for
 * @param call   with its token
 * @param body   JSON
 */
record SoakRequest(FaultyWay way, boolean stream, Call call, String body) {
    /** Length of the fake providers' answers. */
    static final int TOKENS = 24;

    /** Where the fake providers break off streams that have begun. */
    static final int BROKEN_AFTER = 8;

    private static final String CLAUDE = "claude-sonnet-4-6";
    private static final String WHOLE = new Text("", TOKENS).whole();

    /** What there is of a stream that its provider breaks off. */
    private static final String UNTIL_BROKEN = new Text("", BROKEN_AFTER).whole();

    /** How a request can end. */
    enum Outcome {
        /** The whole answer came. */
        WHOLE,
        /** It came up to where the provider broke it off, and the client could see that it was not the whole. */
        BROKEN_BY_THE_PROVIDER,
        /** The same, but broken off anywhere else. */
        CUT_SHORT,
        /** A status or an error instead of an answer. */
        REFUSED,
        /** A provider's own error, passed on by a proxy. */
        PASSED_ON,
        /** The client left. */
        LEFT,
        /** Something that is passed off as an answer, and is none. */
        WRONG,
        /** Nothing, as long as the client waited. */
        NONE;

        String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    private static final Set<Outcome> UNWELCOME =
            Set.of(Outcome.WRONG, Outcome.CUT_SHORT, Outcome.REFUSED, Outcome.NONE);

    /** Every route, streamed and not. */
    static List<SoakRequest> all(TestGateway gateway) {
        var all = new ArrayList<SoakRequest>();
        for (FaultyWay way : FaultyWay.values()) {
            for (boolean stream : way.hasWholeAnswers() ? new boolean[] {true, false} : new boolean[] {true}) {
                Call call = way.call(gateway).header("Connection", "close");
                all.add(new SoakRequest(way, stream, call, body(way, stream)));
            }
        }
        return all;
    }

    /** The body that names a model of the caller's own, with one of the catalogue instead. */
    private static String body(FaultyWay way, boolean stream) {
        var body = (ObjectNode) Fixtures.parse(way.json("", "none", stream));
        if (body.has("model_metadata")) {
            body.putObject("model_metadata").put("provider", "gitlab").put("identifier", "claude_sonnet_4_6");
        }
        if (way == FaultyWay.V2) {
            body.remove(Set.of("model_name", "model_identifier", "model_endpoint"));
            body.put("model_provider", "anthropic");
        } else if (way == FaultyWay.CHAT || way == FaultyWay.BLUEPRINT) {
            var payload = (ObjectNode) body.at("/prompt_components/0/payload");
            payload.remove(Set.of("model_identifier", "model_endpoint"));
            payload.put("provider", "anthropic").put("model", CLAUDE);
        }
        return Wire.json(body);
    }

    @Override
    public String toString() {
        return way.path() + (stream ? ", streamed" : ", whole");
    }

    /** Whether other targets can be asked when one fails. */
    boolean hasFallback() {
        return way != FaultyWay.PROXY;
    }

    /** Sends it, and sees what becomes of it. */
    Outcome send() {
        try (RawClient client = call.open(way.path(), body)) {
            var seen = new SeenStream(way, client.readUntilClosed());
            Outcome outcome = outcome(seen);
            if (hasFallback() && UNWELCOME.contains(outcome)) {
                System.out.println(
                        outcome.title() + ": " + this + "\n" + seen.bytes().strip());
            }
            return outcome;
        } catch (UncheckedIOException tooLong) {
            return Outcome.NONE;
        }
    }

    /**
     * Sends it, and leaves before its end.
     *
     * @param beforeTheHead whether nothing at all is waited for
     */
    Outcome leave(boolean beforeTheHead) {
        try (RawClient client = call.open(way.path(), body)) {
            if (!beforeTheHead) {
                client.readUntil("\r\n");
            }
            client.leave();
            return Outcome.LEFT;
        } catch (UncheckedIOException tooLong) {
            return Outcome.NONE;
        }
    }

    private Outcome outcome(SeenStream seen) {
        if (seen.status() != 200) {
            boolean fromTheProvider = way == FaultyWay.PROXY && seen.status() != 502;
            return seen.status() == 0 ? Outcome.NONE : fromTheProvider ? Outcome.PASSED_ON : Outcome.REFUSED;
        }
        return stream ? streamed(seen) : whole(seen.body());
    }

    private Outcome streamed(SeenStream seen) {
        String text = seen.text();
        if (seen.isTerminated() && seen.saysThatItIsComplete()) {
            return text.endsWith(WHOLE) || way == FaultyWay.PROXY ? Outcome.WHOLE : Outcome.WRONG;
        } else if (seen.isTerminated() && seen.error().isEmpty() && way != FaultyWay.PROXY) {
            return Outcome.WRONG;
        } else if (way == FaultyWay.PROXY || text.endsWith(UNTIL_BROKEN)) {
            return Outcome.BROKEN_BY_THE_PROVIDER;
        }
        return text.isEmpty() ? Outcome.REFUSED : Outcome.CUT_SHORT;
    }

    /** What is passed on by a proxy may be broken off, as its provider broke it off. */
    private Outcome whole(String body) {
        JsonNode json;
        try {
            json = Json.read(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException noJson) {
            return way == FaultyWay.PROXY ? Outcome.BROKEN_BY_THE_PROVIDER : Outcome.WRONG;
        }
        boolean holdsIt = json.findValuesAsText("text").contains(WHOLE)
                || json.findValuesAsText("response").stream().anyMatch(text -> text.endsWith(WHOLE))
                || (json.isTextual() && json.textValue().equals(WHOLE));
        return holdsIt ? Outcome.WHOLE : way == FaultyWay.PROXY ? Outcome.PASSED_ON : Outcome.WRONG;
    }
}
