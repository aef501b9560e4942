package io.aigateway.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads members at the top level of a JSON document without building it, so that neither its size nor its width takes memory. The
 * document is checked to its end.
 */
public final class TopLevel {
    /** Deeper documents are refused. Nothing is built, so this is no question of memory. */
    static final int MAX_DEPTH = 1000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION) // UTF-8, whatever the bytes look like
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private TopLevel() {}

    /**
     * A member.
     *
     * @param name  with its escapes resolved
     * @param kind  of its value
     * @param text  its value when that is a text, otherwise empty
     */
    public record Member(String name, Kind kind, String text) {
        /** Kinds of values. */
        public enum Kind {
            TEXT,
            NULL,
            OTHER
        }

        @Override
        public String toString() {
            return "Member[" + name + ", " + kind + ", text: " + text.length() + "]";
        }
    }

    /**
     * All members of this name, in order, whatever the case of its letters: servers differ in which of them they would read.
     *
     * @return empty also when the document is no object
     * @throws IOException when the bytes are not one JSON document in UTF-8, or too deep
     */
    public static List<Member> members(byte[] json, String name) throws IOException {
        var members = new ArrayList<Member>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() == null) {
                throw new IOException("no document");
            }
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                readObject(parser, name, members);
            } else {
                parser.skipChildren();
            }
            if (parser.nextToken() != null) {
                throw new IOException("more than one document");
            }
        }
        return members;
    }

    private static void readObject(JsonParser parser, String name, List<Member> members) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String found = parser.currentName();
            JsonToken value = parser.nextToken();
            if (found.equalsIgnoreCase(name)) {
                members.add(member(parser, found, value));
            }
            parser.skipChildren();
        }
    }

    private static Member member(JsonParser parser, String name, JsonToken value) throws IOException {
        return switch (value) {
            case VALUE_STRING -> new Member(name, Member.Kind.TEXT, parser.getText());
            case VALUE_NULL -> new Member(name, Member.Kind.NULL, "");
            default -> new Member(name, Member.Kind.OTHER, "");
        };
    }
}
