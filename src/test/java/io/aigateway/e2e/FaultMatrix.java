package io.aigateway.e2e;

import io.aigateway.fakeupstream.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Which faults happen where, and what a client of each route is to see. */
final class FaultMatrix {
    /** Seconds of the pause that a throttling provider asks for. */
    static final int PAUSE = 7;

    /** Stands where there is no such fault. */
    static final String NOTHING = "-";

    /** Between two words that are both right. */
    static final String OR = " or ";

    /**
     * What is expected, a column for each {@link FaultyWay}. The words are explained in {@link #LEGEND}; the tables in
     * docs/reliability.md are made of these two.
     */
    private static final String EXPECTED = """
            cut                    | headers     | 503   | 503   | 503         | error line        | 421 (503) | 503   | 503         | 502
            cut                    | first-token | 503   | 503   | 503         | error line        | 421 (503) | 503   | 503         | cut
            cut                    | token       | cut   | cut   | error event | error line        | cut       | cut   | error event | cut
            cut                    | end         | cut   | cut   | error event | error line        | cut       | cut   | error event | cut
            reset                  | headers     | 503   | 503   | 503         | error line        | 421 (503) | 503   | 503         | 502
            reset                  | first-token | 503   | 503   | 503         | error line        | 421 (503) | 503   | 503         | cut
            reset                  | token       | cut   | cut   | error event | error line        | cut       | cut   | error event | cut
            reset                  | end         | cut   | cut   | error event | error line        | cut       | cut   | error event | cut
            stall to the deadline  | headers     | 503   | 503   | 503         | error line or 503 | 421 (504) | 503   | 503         | 502
            stall to the deadline  | first-token | 503   | 503   | 503         | error line or 503 | 421 (504) | 503   | 503         | cut
            stall to the deadline  | token       | cut   | cut   | error event | error line or cut | cut       | cut   | error event | cut
            stall to the deadline  | end         | cut   | cut   | error event | error line or cut | cut       | cut   | error event | cut
            no connection          | headers     | 503   | 503   | 503         | error line        | 421 (503) | 503   | 503         | 502
            silence past the clock | headers     | 503   | 503   | 503         | error line        | 421 (504) | 503   | 503         | -
            silence past the clock | first-token | 503   | 503   | 503         | error line        | 421 (504) | 503   | 503         | -
            silence past the clock | token       | cut   | cut   | error event | error line        | cut       | cut   | error event | -
            silence past the clock | end         | cut   | cut   | error event | error line        | cut       | cut   | error event | -
            no end                 | token       | cut   | cut   | error event | error line        | cut       | cut   | error event | -
            malformed              | headers     | 503   | 503   | 503         | error line        | 421 (503) | 503   | 503         | 502
            malformed              | first-token | 503   | 503   | 503         | error line        | 421 (503) | 503   | 503         | as sent
            malformed              | token       | cut   | cut   | error event | error line        | cut       | cut   | error event | as sent
            malformed              | end         | cut   | cut   | error event | error line        | cut       | cut   | error event | as sent
            error event (400)      | headers     | -     | -     | -           | -                 | -         | -     | -           | -
            error event (400)      | first-token | 503   | 503   | 503         | error line        | 421 (400) | 503   | 503         | as sent
            error event (400)      | token       | cut   | cut   | error event | error line        | cut       | cut   | error event | as sent
            error event (400)      | end         | cut   | cut   | error event | error line        | cut       | cut   | error event | as sent
            429                    | headers     | 429   | 429   | 429         | error line        | 421 (429) | 429   | 429         | as sent
            429                    | first-token | 429   | 429   | 429         | error line        | 421 (429) | 429   | 429         | as sent
            429                    | token       | cut   | cut   | error event | error line        | cut       | cut   | error event | as sent
            429                    | end         | cut   | cut   | error event | error line        | cut       | cut   | error event | as sent
            500                    | headers     | 503   | 503   | 503         | error line        | 421 (500) | 503   | 503         | as sent
            500                    | first-token | 503   | 503   | 503         | error line        | 421 (500) | 503   | 503         | as sent
            500                    | token       | cut   | cut   | error event | error line        | cut       | cut   | error event | as sent
            500                    | end         | cut   | cut   | error event | error line        | cut       | cut   | error event | as sent
            529                    | headers     | 503   | 503   | 503         | error line        | 421 (529) | 503   | 503         | as sent
            529                    | first-token | 503   | 503   | 503         | error line        | 421 (529) | 503   | 503         | as sent
            529                    | token       | cut   | cut   | error event | error line        | cut       | cut   | error event | as sent
            529                    | end         | cut   | cut   | error event | error line        | cut       | cut   | error event | as sent
            slow drip              | headers     | whole | whole | whole       | whole             | whole     | whole | whole       | whole
            slow drip              | first-token | whole | whole | whole       | whole             | whole     | whole | whole       | whole
            slow drip              | token       | whole | whole | whole       | whole             | whole     | whole | whole       | whole
            slow drip              | end         | whole | whole | whole       | whole             | whole     | whole | whole       | whole
            """;

    private static final String LEGEND = """
            whole      | 200, the whole answer, ended as this route ends
            cut        | 200, what had come so far, then the connection is closed without an end, so that nobody takes it for the whole
            error line | 200, what had come so far, then a last line `{"type": "error", …}` that says whether to try again
            error event | the same as *cut*, but before that comes an event `error` that says what was wrong and whether to try again
            as sent    | what the provider sent, byte for byte, be it an error
            429        | 429, with `Retry-After` when the provider said how long to wait
            503        | 503 `{"detail":"Inference failed"}`
            502        | 502 `{"detail":"Bad Gateway"}`
            421 (n)    | 421 `{"detail":"n: …"}`: the provider's status, as GitLab expects it when it tests a model
            -          | there is no such thing: an event comes after the headers, and only the connection of a proxied call has a clock
            """;

    private FaultMatrix() {}

    /** What goes wrong with the provider. */
    enum Trouble {
        CUT("cut"),
        RESET("reset"),
        STALL("stall to the deadline"),
        NO_CONNECTION("no connection"),
        SILENCE("silence past the clock"),
        NO_END("no end"),
        MALFORMED("malformed"),
        ERROR_EVENT("error event (400)"),
        THROTTLED("429"),
        BROKEN("500"),
        OVERLOADED("529"),
        DRIP("slow drip");

        private final String title;

        Trouble(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        /** The faults that the fake providers are asked for; empty where there is no such thing. */
        String at(Place place) {
            String where = "@" + place.word();
            boolean early = place == Place.HEADERS;
            return switch (this) {
                case CUT -> "cut" + where;
                case RESET -> "reset" + where;
                case STALL, SILENCE -> "stall" + where;
                case NO_CONNECTION -> "none";
                case NO_END -> "endless+drip" + where + ":bytes=64:every=50ms";
                case MALFORMED -> early ? "bad-http" : "bad-json" + where;
                case ERROR_EVENT -> early ? "" : "error" + where + ":status=400";
                case THROTTLED -> status(429, place) + ":retry-after=" + PAUSE;
                case BROKEN -> status(500, place);
                case OVERLOADED -> status(529, place);
                case DRIP -> "drip" + where + ":bytes=16:every=1ms";
            };
        }

        /** Whether a clock of the call runs out, rather than that of the request as a whole. */
        boolean isForAClock() {
            return this == NO_CONNECTION || this == SILENCE || this == NO_END;
        }

        /** After the head a provider reports in an event what would have been a status before. */
        private static String status(int status, Place place) {
            return place == Place.HEADERS ? String.valueOf(status) : "error@" + place.word() + ":status=" + status;
        }
    }

    /**
     * One cell.
     *
     * @param trouble  what goes wrong
     * @param place    where
     * @param way      the route that is asked
     * @param expected what its client is to see
     */
    record Cell(Trouble trouble, Place place, FaultyWay way, String expected) {
        @Override
        public String toString() {
            return trouble.title() + ", " + place.word() + ", " + way;
        }
    }

    /** All cells that mean something. */
    static List<Cell> cells() {
        var cells = new ArrayList<Cell>();
        for (String line : EXPECTED.lines().toList()) {
            String[] words = words(line);
            Trouble trouble = find(Trouble.values(), Trouble::title, words[0]);
            Place place = find(Place.values(), Place::word, words[1]);
            int column = 2;
            for (FaultyWay way : FaultyWay.values()) {
                var cell = new Cell(trouble, place, way, words[column++]);
                if (!cell.expected().equals(NOTHING)) {
                    cells.add(cell);
                }
            }
        }
        return cells;
    }

    private static <T> T find(T[] all, Function<T, String> word, String wanted) {
        return Stream.of(all)
                .filter(each -> word.apply(each).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no such word: " + wanted));
    }

    private static String[] words(String line) {
        return Stream.of(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
    }

    /** The table and its legend, for people. */
    static String page() {
        var page = new StringBuilder("| The provider does | Where");
        Stream.of(FaultyWay.values()).forEach(way -> page.append(" | ").append(way.title()));
        page.append(" |\n|")
                .append(" --- |".repeat(2 + FaultyWay.values().length))
                .append('\n');
        EXPECTED.lines().map(FaultMatrix::words).forEach(words -> {
            words[1] = shown(words[1]);
            page.append(row(words));
        });
        page.append("\n| Word | What the client sees |\n| --- | --- |\n");
        LEGEND.lines().map(FaultMatrix::words).forEach(words -> page.append(row(words)));
        return page.toString();
    }

    private static String row(String... words) {
        return "| " + String.join(" | ", words) + " |\n";
    }

    private static String shown(String place) {
        return switch (place) {
            case "headers" -> "before the headers";
            case "first-token" -> "before the first token";
            case "token" -> "after the first token";
            default -> "after the last token, before the end";
        };
    }
}
