package io.aigateway.chat;

import io.aigateway.chat.api.ChatAsked;
import io.aigateway.model.Model;
import io.aigateway.model.Models;
import io.aigateway.model.Question;
import io.aigateway.model.Route;
import io.aigateway.model.api.ChatMessage;
import io.aigateway.model.api.ModelAsked.Origin;
import io.aigateway.model.api.ModelInput;
import io.aigateway.model.api.Parameters;
import io.aigateway.registry.MessageTrimmer;
import java.util.List;
import java.util.Map;

/** Use case: what a model is asked for a conversation of the older protocol. Source: contract section 2.1. */
final class AnswerChat {
    private static final String USE_CASE = "chat";

    private final Map<String, Route> routes;
    private final Models models;
    private final long timeoutMillis;

    AnswerChat(Map<String, Route> routes, Models models, long timeoutMillis) {
        this.routes = routes;
        this.models = models;
        this.timeoutMillis = timeoutMillis;
    }

    /**
     * What is going to be asked.
     *
     * @param question to the model
     * @param model    that is asked
     */
    record Plan(Question question, Model model) {}

    Plan plan(ChatAsked asked) {
        Model model = models.routed(routes, asked.model(), USE_CASE, asked.nameGiven());
        var parameters =
                new Parameters(asked.temperature(), null, null, asked.maxTokens(), asked.stop(), timeoutMillis);
        return new Plan(models.question(model, input(asked, model), parameters, true, Origin.DIRECT), model);
    }

    private ModelInput input(ChatAsked asked, Model model) {
        if (models.areMocked() && !asked.text().isEmpty()) {
            return new ModelInput.Completion(asked.text(), null); // the mock shows what it got
        }
        List<ChatMessage> fitting =
                MessageTrimmer.trim(asked.messages(), model.readableTokens(Integer.MAX_VALUE, asked.maxTokens()));
        return new ModelInput.Chat(fitting);
    }
}
