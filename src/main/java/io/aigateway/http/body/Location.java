package io.aigateway.http.body;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place in a body, as a path that shares its beginning with its neighbours. */
final class Location {
    private final @Nullable Location parent;
    private final Object step;

    private Location(@Nullable Location parent, Object step) {
        this.parent = parent;
        this.step = step;
    }

    static Location body() {
        return new Location(null, "body");
    }

    Location at(Object next) {
        return new Location(this, next);
    }

    List<Object> path() {
        var steps = new ArrayList<Object>();
        for (Location place = this; place != null; place = place.parent) {
            steps.add(place.step);
        }
        Collections.reverse(steps);
        return steps;
    }
}
