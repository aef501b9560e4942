package io.aigateway.blueprint.api;

import java.util.List;

/**
 * What an editor shows: the gateway makes a prompt of it.
 *
 * @param fileName  path of the file; empty when the editor did not say
 * @param language  the editor's language id; may be empty
 * @param above     text before the cursor
 * @param below     text after the cursor; may be empty
 * @param openFiles contents of the other open files; may be empty
 */
public record BuildingBlocks(String fileName, String language, String above, String below, List<String> openFiles) {
    public BuildingBlocks {
        openFiles = List.copyOf(openFiles);
    }

    /** Sizes only: this is somebody's code. */
    @Override
    public String toString() {
        return "BuildingBlocks[above: " + above.length() + ", below: " + below.length() + ", files: " + openFiles.size()
                + "]";
    }
}
