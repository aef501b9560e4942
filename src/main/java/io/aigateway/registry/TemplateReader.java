package io.aigateway.registry;

import com.hubspot.jinjava.el.ExtendedSyntaxBuilder;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.tree.ExpressionNode;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import com.hubspot.jinjava.tree.parse.ExpressionToken;
import io.aigateway.wire.FileProblems;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jinjava.de.odysseus.el.tree.IdentifierNode;
import jinjava.de.odysseus.el.tree.Tree;
import jinjava.de.odysseus.el.tree.TreeBuilderException;

/** Checks a template without running it, and finds out which inputs it reads. */
final class TemplateReader {
    private static final String FILTER = "filter:";
    private static final String TEST = "exptest:";
    private static final int MAX_INCLUDES = 20;

    private static final Pattern LOOP = Pattern.compile("(.+?)\\sin\\s(.+)", Pattern.DOTALL);
    private static final Pattern ASSIGNMENT = Pattern.compile("\\s*([\\w\\s,]+?)\\s*=(?!=)(.*)", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("'([^'\\\\]*)'|\"([^\"\\\\]*)\"");
    private static final Pattern ANY_TEXT = Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern NAMED_ARGUMENT = Pattern.compile("[(,]\\s*(\\w+)\\s*=(?!=)");
    /** Filters and tests, whose arguments stand in brackets like those of a call. */
    private static final Pattern FILTER_OR_TEST = Pattern.compile("\\|\\s*\\w+|\\bis\\s+(?:not\\s+)?\\w+");

    private static final Pattern CALL = Pattern.compile("\\b(?!(?:not|and|or|in|if|else)\\b)\\w+\\s*\\(");

    private final Templates templates;
    private final FileProblems problems;
    private final Set<String> variables = new TreeSet<>();
    private String file;
    private int firstLine;
    private int includes;

    private TemplateReader(Templates templates, FileProblems problems, String file, int firstLine) {
        this.templates = templates;
        this.problems = problems;
        this.file = file;
        this.firstLine = firstLine;
    }

    /** Reads a template that begins at {@code line} of {@code file}; what is wrong goes to {@code problems}. */
    static Template read(String text, String file, int line, Templates templates, FileProblems problems) {
        var reader = new TemplateReader(templates, problems, file, line);
        reader.walkText(text, new HashSet<>());
        return new Template(text, file, line, reader.variables);
    }

    private void walkText(String text, Set<String> known) {
        Node root = templates.parse(text, this::report);
        root.getChildren().forEach(child -> walk(child, known));
    }

    private void walk(Node node, Set<String> known) {
        if (node instanceof ExpressionNode) {
            expression(((ExpressionToken) node.getMaster()).getExpr(), node.getLineNumber(), known);
        } else if (node instanceof TagNode tag) {
            tag(tag, known);
        }
    }

    private void tag(TagNode tag, Set<String> known) {
        String helpers = tag.getHelpers() == null ? "" : tag.getHelpers().strip();
        int line = tag.getLineNumber();
        allow(tag.getName(), TemplateLanguage.TAGS, "tag", line);
        switch (tag.getName()) {
            case "if", "elif" -> expression(helpers, line, known);
            case "set" -> assign(tag, helpers, known);
            case "include" -> include(helpers, line, known);
            case "for" -> {
                loop(tag, helpers, known);
                return;
            }
            case "raw" -> {
                return;
            }
            default -> {
                // else, break and continue say nothing more.
            }
        }
        tag.getChildren().forEach(child -> walk(child, known));
    }

    private void loop(TagNode tag, String helpers, Set<String> known) {
        Matcher parts = LOOP.matcher(helpers);
        if (!parts.matches()) {
            problem(tag.getLineNumber(), "a loop needs the form: for name in list");
            return;
        }
        expression(parts.group(2), tag.getLineNumber(), known);
        Set<String> inside = new HashSet<>(known);
        inside.add("loop");
        inside.addAll(names(parts.group(1)));
        tag.getChildren().forEach(child -> walk(child, inside));
    }

    private void assign(TagNode tag, String helpers, Set<String> known) {
        Matcher parts = ASSIGNMENT.matcher(helpers);
        if (parts.matches()) {
            expression("[" + parts.group(2) + "]", tag.getLineNumber(), known);
            known.addAll(names(parts.group(1)));
        } else {
            int filter = helpers.indexOf('|');
            known.addAll(names(filter < 0 ? helpers : helpers.substring(0, filter)));
        }
    }

    private void include(String helpers, int line, Set<String> known) {
        Matcher path = QUOTED.matcher(helpers);
        String name = path.matches() ? (path.group(1) == null ? path.group(2) : path.group(1)) : null;
        String text = name == null ? null : templates.include(name);
        if (name == null || text == null) {
            problem(line, "include " + helpers + " (expected: the quoted path of a file of the registry)");
        } else if (++includes > MAX_INCLUDES) {
            problem(line, "include " + helpers + ": too many files include one another");
        } else {
            String outerFile = file;
            int outerLine = firstLine;
            file = name;
            firstLine = 1;
            walkText(text, known);
            file = outerFile;
            firstLine = outerLine;
        }
    }

    private void expression(String text, int line, Set<String> known) {
        Tree tree;
        try {
            tree = new ExtendedSyntaxBuilder().build("#{" + text.strip() + "}");
        } catch (TreeBuilderException e) {
            problem(line, "{{ " + text.strip() + " }} is no expression");
            return;
        }
        String bare = ANY_TEXT.matcher(text).replaceAll("''");
        if (CALL.matcher(FILTER_OR_TEST.matcher(bare).replaceAll("|")).find()) {
            problem(line, "{{ " + text.strip() + " }} calls something (expected: values and filters only)");
        }
        Set<String> namedArguments = NAMED_ARGUMENT
                .matcher(bare)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        for (IdentifierNode identifier : tree.getIdentifierNodes()) {
            String name = identifier.getName();
            if (name.startsWith(FILTER)) {
                allow(name.substring(FILTER.length()), TemplateLanguage.FILTERS, "filter", line);
            } else if (name.startsWith(TEST)) {
                allow(name.substring(TEST.length()), TemplateLanguage.TESTS, "test", line);
            } else if (isInput(name) && !known.contains(name) && !namedArguments.contains(name)) {
                variables.add(name);
            }
        }
    }

    /** The engine has names of its own, which no template can write. */
    private static boolean isInput(String name) {
        return !name.startsWith("__") && !name.contains(":");
    }

    private void allow(String name, Set<String> allowed, String what, int line) {
        if (!allowed.contains(name)) {
            problem(line, what + " " + name + " is unknown");
        }
    }

    private void report(TemplateError error) {
        problem(error.getLineno(), String.valueOf(error.getMessage()));
    }

    private void problem(int line, String what) {
        problems.add(file, firstLine + Math.max(1, line) - 1, what);
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split(",")).map(String::strip).toList();
    }
}
