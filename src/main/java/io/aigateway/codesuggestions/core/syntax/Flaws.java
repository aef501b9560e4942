package io.aigateway.codesuggestions.core.syntax;

import io.aigateway.codesuggestions.core.syntax.Flaw.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The flaws of a text in the order they were noticed. Arrays, because a text can consist of nothing else. */
final class Flaws {
    private static final int FEWEST = 4;

    private Kind[] kinds = {};
    private int[] positions = {};
    private int size;

    void add(Kind kind, int position) {
        if (size == positions.length) {
            kinds = Arrays.copyOf(kinds, size * 2 + FEWEST);
            positions = Arrays.copyOf(positions, size * 2 + FEWEST);
        }
        kinds[size] = kind;
        positions[size++] = position;
    }

    int size() {
        return size;
    }

    int before(int position) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += positions[i] < position ? 1 : 0;
        }
        return count;
    }

    List<Flaw> list() {
        var list = new ArrayList<Flaw>(size);
        for (int i = 0; i < size; i++) {
            list.add(new Flaw(kinds[i], positions[i]));
        }
        return list;
    }
}
