package io.aigateway.fakeupstream;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can go wrong. The documentation's table of faults is made from this. */
public enum FaultKind {
    DELAY("delay", "headers first-token token end", "after for", "waits, then goes on"),
    STALL("stall", "token headers first-token end", "after", "says nothing more, and leaves the connection open"),
    DRIP("drip", "token headers first-token end", "after bytes every", "writes what follows in pieces"),
    CUT("cut", "token headers first-token end", "after", "closes the connection (FIN)"),
    RESET("reset", "token headers first-token end", "after", "resets the connection (RST)"),
    HALF_CLOSE(
            "half-close",
            "token headers first-token end",
            "after",
            "closes its half of the connection, and still reads the other"),
    QUIT("quit", "token first-token end", "after", "ends the HTTP answer properly, though not complete"),
    BAD_HTTP("bad-http", "headers", "", "answers with something that is no HTTP"),
    BAD_JSON("bad-json", "token first-token end", "after", "writes JSON that is broken off, then goes on"),
    BAD_SSE(
            "bad-sse",
            "token first-token end",
            "after",
            "writes an event with a line break in its data and bytes that are no UTF-8, then goes on"),
    ERROR(
            "error",
            "token first-token end",
            "after status retry-after",
            "reports an error as the provider does inside an answer with status 200, then ends it"),
    HUGE(
            "huge",
            "token first-token end",
            "after mib",
            "writes one event of this size, or blanks in a whole document, then goes on"),
    STATUS("<status>", "headers", "retry-after", "answers with this status, 300 to 599, and an error"),
    WRONG_TYPE("wrong-type", "", "", "says `text/html` as its content type"),
    NO_USAGE("no-usage", "", "", "does not tell the tokens used"),
    WRONG_USAGE("wrong-usage", "", "", "tells a negative and a huge number of tokens used"),
    ENDLESS("endless", "", "", "never runs out of tokens; a whole document never runs out of blanks"),
    LENGTH("length", "", "tokens", "no fault: so many tokens, unless the request's limit is lower"),
    NONE("none", "", "", "no fault: as if there were no faults for all");

    private final String word;
    private final String places;
    private final String options;
    private final String meaning;

    FaultKind(String word, String places, String options, String meaning) {
        this.word = word;
        this.places = places;
        this.options = options;
        this.meaning = meaning;
    }

    /** How it is written; a status stands for itself. */
    public String word() {
        return word;
    }

    /** Where it can happen, the usual place first; empty for a fault of the answer as a whole. */
    public List<Place> places() {
        return Stream.of(places.split(" ", -1))
                .flatMap(name ->
                        Stream.of(Place.values()).filter(place -> place.word().equals(name)))
                .toList();
    }

    /** What can be said about it. */
    public List<FaultOption> options() {
        List<String> words = List.of(options.split(" ", -1));
        return Stream.of(FaultOption.values())
                .filter(option -> words.contains(option.word()))
                .toList();
    }

    /** What it does, for people. */
    public String meaning() {
        return meaning;
    }

    /** The kind with this word; null for none. */
    static @Nullable FaultKind named(String word) {
        if (word.matches("[345]\\d\\d")) {
            return STATUS;
        }
        return Stream.of(values())
                .filter(kind -> kind != STATUS && kind.word.equals(word))
                .findFirst()
                .orElse(null);
    }
}
