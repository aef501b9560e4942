package io.aigateway.codesuggestions.core;

import java.util.List;

/**
 * A programming language that the gateway knows by name.
 *
 * @param id          lower-case name that is reported to clients, e.g. {@code csharp}
 * @param extensions  file extensions without dot, case-sensitive; may be empty
 * @param identifiers what editors call it, case-sensitive
 * @param grammar     name that is told to models, e.g. {@code c_sharp}; mostly the id
 */
public record Language(String id, List<String> extensions, List<String> identifiers, String grammar) {
    public Language {
        extensions = List.copyOf(extensions);
        identifiers = List.copyOf(identifiers);
    }
}
