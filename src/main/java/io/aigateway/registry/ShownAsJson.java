package io.aigateway.registry;

import io.aigateway.wire.Json;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists and objects that a template shows as JSON when it inserts them whole, instead of the way Java prints them. */
final class ShownAsJson {
    private ShownAsJson() {}

    /** The same values, with every list and object in them made to be shown so. */
    static Map<String, @Nullable Object> all(Map<String, ? extends @Nullable Object> values) {
        var shown = new LinkedHashMap<String, @Nullable Object>();
        values.forEach((name, value) -> shown.put(name, of(value)));
        return shown;
    }

    private static @Nullable Object of(@Nullable Object value) {
        if (value instanceof List<?> items) {
            return new Items(items);
        } else if (value instanceof Map<?, ?> members) {
            return new Members(members);
        }
        return value;
    }

    private static final class Items extends AbstractList<@Nullable Object> {
        private final List<?> items;

        Items(List<?> items) {
            this.items = items;
        }

        @Override
        public @Nullable Object get(int index) {
            return of(items.get(index));
        }

        @Override
        public int size() {
            return items.size();
        }

        @Override
        public String toString() {
            return Json.writeText(items);
        }
    }

    private static final class Members extends AbstractMap<String, @Nullable Object> {
        private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

        Members(Map<?, ?> members) {
            members.forEach((name, value) -> this.members.put(String.valueOf(name), of(value)));
        }

        @Override
        public Set<Map.Entry<String, @Nullable Object>> entrySet() {
            return members.entrySet();
        }

        @Override
        public @Nullable Object get(@Nullable Object name) {
            return members.get(name);
        }

        @Override
        public boolean containsKey(@Nullable Object name) {
            return members.containsKey(name);
        }

        @Override
        public String toString() {
            return Json.writeText(members);
        }
    }
}
