package io.aigateway.chat.core;

/**
 * A tool that the agent can ask for. The caller runs it.
 *
 * @param name          e.g. {@code issue_reader}
 * @param unitPrimitive capability that the user needs
 * @param since         first GitLab version that has it, e.g. {@code 17.5.0}; empty for all
 * @param description   for the model: when to use it and what to give it
 * @param example       for the model: a step that uses it
 */
public record Tool(String name, String unitPrimitive, String since, String description, String example) {}
