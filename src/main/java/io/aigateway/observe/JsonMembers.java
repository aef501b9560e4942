package io.aigateway.observe;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.apache.logging.log4j.util.StringBuilderFormattable;
import org.jspecify.annotations.Nullable;

/** Writes members of a JSON object that has one already. Long texts are cut. */
final class JsonMembers implements LogMembers {
    /** In characters; what follows is {@value #CUT}. */
    static final int MAX_TEXT = 16 * 1024;

    private static final String CUT = "…";
    private static final int MICRO_DIGITS = 6;
    private static final long MICROS = 1_000_000;

    private final Utf8Buffer to;
    private final UtcSecond second = new UtcSecond();

    JsonMembers(Utf8Buffer to) {
        this.to = to;
    }

    @Override
    public JsonMembers text(String name, @Nullable String value) {
        name(name);
        string(value);
        return this;
    }

    @Override
    public JsonMembers number(String name, long value) {
        name(name);
        to.put(value);
        return this;
    }

    @Override
    public JsonMembers fraction(String name, double value) {
        name(name);
        fraction(value);
        return this;
    }

    @Override
    public JsonMembers seconds(String name, long nanos) {
        name(name);
        long micros = Math.round(nanos / 1000.0);
        if (micros < 0) {
            to.put('-');
            micros = -micros;
        }
        to.put(micros / MICROS);
        to.put('.');
        to.put(micros % MICROS, MICRO_DIGITS);
        return this;
    }

    @Override
    public JsonMembers time(String name, Instant value) {
        name(name);
        to.put('"');
        second.put(to, value.getEpochSecond());
        int nanos = value.getNano();
        if (nanos != 0) {
            to.put('.');
            int digits = nanos % 1_000_000 == 0 ? 3 : nanos % 1000 == 0 ? MICRO_DIGITS : 9;
            to.put(digits == 3 ? nanos / 1_000_000 : digits == MICRO_DIGITS ? nanos / 1000 : nanos, digits);
        }
        to.put('Z');
        to.put('"');
        return this;
    }

    @Override
    public JsonMembers value(String name, @Nullable Object value) {
        name(name);
        any(value);
        return this;
    }

    /** A text as the value of the member whose name was written last. */
    void string(@Nullable CharSequence text) {
        if (text == null) {
            to.put("null");
            return;
        }
        int length = text.length();
        to.put('"');
        to.putEscaped(text, Math.min(length, MAX_TEXT));
        if (length > MAX_TEXT) {
            to.put(CUT);
        }
        to.put('"');
    }

    private void name(String name) {
        to.put(',');
        string(name);
        to.put(':');
    }

    private void any(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            to.put(String.valueOf(value));
        } else if (value instanceof CharSequence text) {
            string(text.toString());
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof Collection<?> items) {
            array(items);
        } else if (value instanceof StringBuilderFormattable formattable) {
            var text = new StringBuilder();
            formattable.formatTo(text);
            string(text);
        } else if (value.getClass().isArray()) {
            array(value);
        } else {
            string(value.toString());
        }
    }

    private void number(Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            to.put(number.longValue());
        } else if (number instanceof BigDecimal || number instanceof BigInteger) {
            to.put(number.toString());
        } else if (number instanceof Float some && Float.isFinite(some)) {
            to.put(number.toString());
        } else if (number instanceof Double || number instanceof Float || number.longValue() != number.doubleValue()) {
            fraction(number.doubleValue());
        } else {
            to.put(number.longValue());
        }
    }

    private void fraction(double number) {
        if (number > 0 && number < MICROS && number == Math.rint(number)) {
            to.put((long) number);
            to.put(".0");
        } else if (Double.isFinite(number)) {
            to.put(Double.toString(number));
        } else {
            // JSON has no infinity, and nothing that is no number.
            string(Double.toString(number));
        }
    }

    private void object(Map<?, ?> map) {
        to.put('{');
        String comma = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            to.put(comma);
            string(String.valueOf(entry.getKey()));
            to.put(':');
            any(entry.getValue());
            comma = ",";
        }
        to.put('}');
    }

    private void array(Collection<?> items) {
        to.put('[');
        String comma = "";
        for (Object item : items) {
            to.put(comma);
            any(item);
            comma = ",";
        }
        to.put(']');
    }

    private void array(Object items) {
        to.put('[');
        for (int i = 0; i < Array.getLength(items); i++) {
            to.put(i == 0 ? "" : ",");
            any(Array.get(items, i));
        }
        to.put(']');
    }
}
