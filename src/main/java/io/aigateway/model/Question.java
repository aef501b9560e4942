package io.aigateway.model;

import io.aigateway.model.api.ModelAsked;
import io.aigateway.model.api.ModelAsked.Origin;
import io.aigateway.model.api.ModelInput;
import io.aigateway.model.api.Parameters;
import io.aigateway.model.api.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A question to a model, wherever the model is.
 *
 * @param model       identifier of the catalogue; for logs and metrics
 * @param groups      where the model is: what is tried first comes first
 * @param hedged      whether a second target may be asked when the first is slow
 * @param input       what the model reads
 * @param parameters  how it shall answer
 * @param promptCache whether the provider may keep the prompt in a cache
 * @param origin      which kind of caller asks; only the mock answers by it
 * @param others      what is asked instead, in this order, when none of its targets serves
 * @param unitPrimitive of the prompt; empty for that of the request
 */
public record Question(
        String model,
        List<TargetGroup> groups,
        boolean hedged,
        ModelInput input,
        Parameters parameters,
        boolean promptCache,
        Origin origin,
        List<Question> others,
        String unitPrimitive) {
    private static final ModelInput NOTHING = new ModelInput.Completion("", null);

    public Question {
        groups = List.copyOf(groups);
        others = List.copyOf(others);
    }

    /** A question that nothing is asked instead of. */
    public Question(
            String model,
            List<TargetGroup> groups,
            boolean hedged,
            ModelInput input,
            Parameters parameters,
            boolean promptCache,
            Origin origin) {
        this(model, groups, hedged, input, parameters, promptCache, origin, List.of(), "");
    }

    /**
     * The first of several questions that is served. The answer tells which ({@link
     * io.aigateway.model.api.ModelAnswered#question}). A model that is only slow is waited for.
     *
     * @param questions at least one, none of which has others
     */
    public static Question firstOf(List<Question> questions) {
        Question first = questions.get(0);
        return new Question(
                first.model,
                first.groups,
                first.hedged && questions.size() == 1,
                first.input,
                first.parameters,
                first.promptCache,
                first.origin,
                questions.subList(1, questions.size()),
                first.unitPrimitive);
    }

    /** The same, asked for what a prompt of the registry is for. */
    public Question forUnitPrimitive(String other) {
        return new Question(model, groups, hedged, input, parameters, promptCache, origin, others, other);
    }

    /** Name of the provider that is asked first. */
    public String provider() {
        return groups.get(0).targets().get(0).provider();
    }

    /** The same at places that are changed one by one; this one when none of them is. */
    public Question at(UnaryOperator<Target> change) {
        var places = new ArrayList<>(groups);
        places.replaceAll(group -> group.map(change));
        var rest = new ArrayList<>(others);
        rest.replaceAll(other -> other.at(change));
        return places.equals(groups) && rest.equals(others)
                ? this
                : new Question(model, places, hedged, input, parameters, promptCache, origin, rest, unitPrimitive);
    }

    /** The same, and the others, with other texts. */
    Question reading(UnaryOperator<ModelInput> change) {
        return new Question(
                model,
                groups,
                hedged,
                change.apply(input),
                parameters,
                promptCache,
                origin,
                others.stream().map(other -> other.reading(change)).toList(),
                unitPrimitive);
    }

    /** What is left to know of one whose answer has begun: the same without its texts, which can be large. */
    Question withoutTexts() {
        return reading(texts -> NOTHING);
    }

    /** How much there is to read in it and the others, in characters. */
    int length() {
        return input.length() + others.stream().mapToInt(Question::length).sum();
    }

    /** Where it and the others can be asked: what is tried first comes first. */
    List<TargetGroup> everywhere() {
        return others.isEmpty()
                ? groups
                : Stream.concat(Stream.of(this), others.stream())
                        .flatMap(question -> question.groups.stream())
                        .toList();
    }

    /** Which question a target is asked: 0 for this one, 1 for the first of the others. */
    int numberAt(Target target) {
        for (int i = 0; i < others.size(); i++) {
            if (isAt(target)) {
                return 0;
            } else if (others.get(i).isAt(target)) {
                return i + 1;
            }
        }
        return 0;
    }

    /** The question that a target is asked. */
    Question askedAt(Target target) {
        int number = numberAt(target);
        return number == 0 ? this : others.get(number - 1);
    }

    private boolean isAt(Target target) {
        return groups.stream().anyMatch(group -> group.targets().contains(target));
    }

    /**
     * What one of its targets is asked.
     *
     * @param lastChance whether there is no other target, so that it is worth waiting for this one
     */
    ModelAsked to(Target target, boolean lastChance) {
        Question asked = askedAt(target);
        return new ModelAsked(target, asked.input, asked.parameters, asked.promptCache, asked.origin, lastChance);
    }

    /** Names only: the input is somebody's text. */
    @Override
    public String toString() {
        return "Question[" + model + ", " + input + "]";
    }
}
