package io.aigateway.codesuggestions.core;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes out of a proposal what the model merely repeats of the file above the cursor: single comment lines, and runs of at least
 * five lines that read like prose rather than like code. A run is a longest series of lines that follow one another in both
 * texts, blanks at their ends aside. The first line of the proposal completes the cursor's line and stays, unless that line
 * was blank. Source: GitLab AI Gateway contract, section 11.4, step 5.
 */
final class ModelReflection {
    private static final int MIN_RUN = 5;
    private static final double MAX_PUNCTUATION = 0.25;
    private static final double MAX_VARIETY = 0.35;
    private static final String PUNCTUATION = "()[];.,$%&^*@#!{}/";

    /** How many earlier places of a line are tried, nearest first: keeps the work linear for lines that stand everywhere. */
    private static final int MAX_PLACES = 64;

    private final List<String> above;
    private final int[] previousPlace;
    private final Map<String, Integer> lastPlace = new HashMap<>();
    private final List<String> proposed;

    private ModelReflection(List<String> above, List<String> proposed) {
        this.above = above;
        this.proposed = proposed;
        this.previousPlace = new int[above.size()];
        for (int i = 0; i < above.size(); i++) {
            Integer before = lastPlace.put(above.get(i), i);
            previousPlace[i] = before == null ? -1 : before;
        }
    }

    /** The proposal without what it repeats; the same text when it repeats nothing. */
    static String removeFrom(String proposal, String fileAbove) {
        boolean whole = startsOnBlankLine(fileAbove);
        int firstBreak = proposal.indexOf('\n');
        if (!whole && firstBreak < 0) {
            return proposal;
        }
        int from = whole ? 0 : firstBreak + 1;
        List<String> lines = lines(proposal.substring(from));
        List<String> proposed = stripped(lines);
        if (proposed.size() < MIN_RUN && proposed.stream().noneMatch(ModelReflection::isComment)) {
            return proposal;
        }
        List<String> known = stripped(lines(fileAbove + proposal.substring(0, from)));
        BitSet dropped = new ModelReflection(known, proposed).repeated();
        return dropped.isEmpty() ? proposal : join(proposal.substring(0, from), lines, dropped);
    }

    private static boolean startsOnBlankLine(String fileAbove) {
        int end = fileAbove.length();
        while (end > 0 && (fileAbove.charAt(end - 1) == ' ' || fileAbove.charAt(end - 1) == '\t')) {
            end--;
        }
        return end > 0 && fileAbove.charAt(end - 1) == '\n';
    }

    private static List<String> lines(String text) {
        return List.of(text.split("\n", -1));
    }

    private static List<String> stripped(List<String> lines) {
        return lines.stream().map(String::strip).toList();
    }

    private BitSet repeated() {
        var dropped = new BitSet();
        int at = 0;
        while (at < proposed.size()) {
            int end = endOfRun(at);
            List<String> run = withoutBlankEnd(proposed.subList(at, end));
            if ((run.size() == 1 && isComment(run.get(0))) || isProse(run)) {
                dropped.set(at, at + run.size());
            }
            at = Math.max(at + 1, end);
        }
        return dropped;
    }

    private static List<String> withoutBlankEnd(List<String> run) {
        int end = run.size();
        while (end > 0 && run.get(end - 1).isEmpty()) {
            end--;
        }
        return run.subList(0, end);
    }

    /** Where the longest run that begins with this line ends; the same place when the line is blank or new. */
    private int endOfRun(int start) {
        int end = start;
        if (proposed.get(start).isEmpty()) {
            return end;
        }
        int place = lastPlace.getOrDefault(proposed.get(start), -1);
        for (int tries = 0; place >= 0 && tries < MAX_PLACES; tries++) {
            int length = 0;
            while (start + length < proposed.size()
                    && place + length < above.size()
                    && proposed.get(start + length).equals(above.get(place + length))) {
                length++;
            }
            end = Math.max(end, start + length);
            place = previousPlace[place];
        }
        return end;
    }

    private static boolean isComment(String line) {
        return line.startsWith("//") || line.startsWith("/*") || line.startsWith("#");
    }

    private static boolean isProse(List<String> run) {
        if (run.size() < MIN_RUN) {
            return false;
        }
        var distinct = new BitSet();
        int punctuation = 0;
        int all = 0;
        for (String line : run) {
            for (int i = 0; i < line.length(); i++) {
                distinct.set(line.charAt(i));
                punctuation += PUNCTUATION.indexOf(line.charAt(i)) >= 0 ? 1 : 0;
            }
            all += line.length();
        }
        return punctuation < MAX_PUNCTUATION * all && distinct.cardinality() < MAX_VARIETY * all;
    }

    /** A line goes together with the line break before it; the first one with the line break after it. */
    private static String join(String start, List<String> lines, BitSet dropped) {
        var kept = new ArrayList<String>();
        for (int i = dropped.nextClearBit(0); i < lines.size(); i = dropped.nextClearBit(i + 1)) {
            kept.add(lines.get(i));
        }
        return kept.isEmpty() ? withoutLineBreak(start) : start + String.join("\n", kept);
    }

    private static String withoutLineBreak(String text) {
        int end = text.endsWith("\r\n") ? text.length() - 2 : text.length() - 1;
        return text.isEmpty() ? text : text.substring(0, end);
    }
}
