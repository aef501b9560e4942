package io.aigateway.registry;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.InterpreterFactory;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.tree.Node;
import java.util.Map;

/**
 * Interpreters that do not read a text again whose structure is known. The engine reads a template, and whatever that includes, each
 * time it is rendered; rendering does not change the structure, so many threads may use it.
 *
 * @param structures by text
 */
record KnownStructures(Map<String, Node> structures) implements InterpreterFactory {
    @Override
    public JinjavaInterpreter newInstance(JinjavaInterpreter original) {
        return new Interpreter(structures, original);
    }

    @Override
    public JinjavaInterpreter newInstance(Jinjava application, Context context, JinjavaConfig config) {
        return new Interpreter(structures, application, context, config);
    }

    private static final class Interpreter extends JinjavaInterpreter {
        private final Map<String, Node> structures;

        Interpreter(Map<String, Node> structures, JinjavaInterpreter original) {
            super(original);
            this.structures = structures;
        }

        Interpreter(Map<String, Node> structures, Jinjava application, Context context, JinjavaConfig config) {
            super(application, context, config);
            this.structures = structures;
        }

        @Override
        public Node parse(String template) {
            Node known = structures.get(template);
            return known == null ? super.parse(template) : known;
        }
    }
}
