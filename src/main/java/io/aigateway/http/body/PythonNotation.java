package io.aigateway.http.body;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes errors the way Python prints a list of them, which is what clients of the original have learnt to read. */
final class PythonNotation {
    private PythonNotation() {}

    static String of(List<BodyError> errors) {
        var text = new StringBuilder("[");
        for (int i = 0; i < errors.size(); i++) {
            text.append(i == 0 ? "" : ", ");
            append(errors.get(i), text);
        }
        return text.append(']').toString();
    }

    private static void append(BodyError error, StringBuilder text) {
        text.append("{'type': ");
        quote(error.type(), text);
        text.append(", 'loc': (");
        List<Object> location = error.location();
        for (int i = 0; i < location.size(); i++) {
            text.append(i == 0 ? "" : ", ");
            appendPlain(location.get(i), text);
        }
        text.append(location.size() == 1 ? ",), 'msg': " : "), 'msg': ");
        quote(error.message(), text);
        if (error.input() != null) {
            text.append(", 'input': ");
            append(error.input(), text);
        }
        if (!error.context().isEmpty()) {
            text.append(", 'ctx': {");
            String separator = "";
            for (Map.Entry<String, Object> entry : error.context().entrySet()) {
                text.append(separator);
                quote(entry.getKey(), text);
                text.append(": ");
                appendPlain(entry.getValue(), text);
                separator = ", ";
            }
            text.append('}');
        }
        text.append('}');
    }

    private static void appendPlain(Object value, StringBuilder text) {
        if (value instanceof Number) {
            text.append(value);
        } else {
            quote(value.toString(), text);
        }
    }

    private static void append(JsonNode node, StringBuilder text) {
        if (node.isTextual()) {
            quote(node.textValue(), text);
        } else if (node.isBoolean()) {
            text.append(node.booleanValue() ? "True" : "False");
        } else if (node.isNull() || node.isMissingNode()) {
            text.append("None");
        } else if (node.isArray()) {
            text.append('[');
            for (int i = 0; i < node.size(); i++) {
                text.append(i == 0 ? "" : ", ");
                append(node.get(i), text);
            }
            text.append(']');
        } else if (node.isObject()) {
            appendObject(node, text);
        } else {
            text.append(node.asText());
        }
    }

    private static void appendObject(JsonNode node, StringBuilder text) {
        text.append('{');
        String separator = "";
        for (Iterator<Map.Entry<String, JsonNode>> members = node.properties().iterator(); members.hasNext(); ) {
            Map.Entry<String, JsonNode> member = members.next();
            text.append(separator);
            quote(member.getKey(), text);
            text.append(": ");
            append(member.getValue(), text);
            separator = ", ";
        }
        text.append('}');
    }

    /** Single quotes, or double quotes where that saves escaping. */
    private static void quote(String value, StringBuilder text) {
        char mark = value.indexOf('\'') >= 0 && value.indexOf('"') < 0 ? '"' : '\'';
        text.append(mark);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\\' -> text.append("\\\\");
                default -> {
                    if (c == mark) {
                        text.append('\\');
                    }
                    text.append(c);
                }
            }
        }
        text.append(mark);
    }
}
