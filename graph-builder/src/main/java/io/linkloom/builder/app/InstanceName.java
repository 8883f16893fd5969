package io.linkloom.builder.app;

import io.linkloom.common.runtime.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * What tells builders of one group apart: the same after a restart, so that Kafka ends what the process before left open, and no
 * other's, since two of one name keep ending each other's work.
 */
final class InstanceName {
    private static final String FILE = "instance";

    private InstanceName() {}

    /**
     * The name that was chosen, else the one kept in the directory of the shards, where it is made up at the first start.
     *
     * @throws StartException with a sentence if the directory cannot be read or written
     */
    static String of(Optional<String> chosen, Path shards) {
        if (chosen.isPresent()) {
            return chosen.get();
        }
        Path file = shards.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(shards);
                Files.writeString(file, UUID.randomUUID().toString());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StartException("the directory " + shards + " cannot be read or written: " + e.getMessage(), e);
        }
    }
}
