package io.linkloom.standalone.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.apache.kafka.storage.internals.checkpoint.CleanShutdownFileHandler;
import org.jspecify.annotations.Nullable;

/**
 * The broker's directory: formatted once, held by one process at a time.
 *
 * <p>The hold is a lock of the operating system on the file {@code in-use}, so that it ends with the process, however
 * that ends. The file names the process that holds it.
 */
final class BrokerDirectory implements AutoCloseable {
    private static final String LOCK_FILE = "in-use";
    private static final String DATA = "data";
    private static final String METADATA = Topic.CLUSTER_METADATA_TOPIC_NAME + "-0";

    private final Path data;
    private final FileChannel lockFile;

    private BrokerDirectory(Path data, FileChannel lockFile) {
        this.data = data;
        this.lockFile = lockFile;
    }

    /**
     * Takes the directory, which is made and formatted where it is new.
     *
     * @throws BrokerException where another process has it, or it cannot be written
     */
    static BrokerDirectory open(Path dir) {
        Path absolute = dir.toAbsolutePath().normalize();
        FileChannel lockFile = null;
        try {
            Path data = Files.createDirectories(absolute.resolve(DATA));
            lockFile = lock(absolute);
            if (!Files.exists(data.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
                format(data);
            }
            return new BrokerDirectory(data, lockFile);
        } catch (IOException e) {
            closeQuietly(lockFile, e);
            throw new BrokerException("The broker's directory " + absolute + " cannot be used: " + e, e);
        }
    }

    Path data() {
        return data;
    }

    /** Whether a broker was here and did not stop cleanly. */
    boolean hasKilledBroker() {
        return Files.exists(data.resolve(METADATA))
                && !Files.exists(data.resolve(CleanShutdownFileHandler.CLEAN_SHUTDOWN_FILE_NAME));
    }

    /** Gives the directory free for the next process. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new BrokerException("The broker's directory " + data.getParent() + " cannot be given back", e);
        }
    }

    private static FileChannel lock(Path dir) throws IOException {
        FileChannel file = FileChannel.open(
                dir.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!tryLock(file)) {
            String holder = readHolder(file);
            file.close();
            throw new BrokerException(
                    "The broker's directory " + dir + " is in use by process " + holder + "; stop that one first.",
                    null);
        }
        file.truncate(0);
        file.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return file;
    }

    private static boolean tryLock(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false; // held by this process
        }
    }

    private static String readHolder(FileChannel file) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        file.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
    }

    /** Kafka writes the file that marks a formatted directory last: a kill in the middle is followed by a new start. */
    private static void format(Path data) throws IOException {
        Formatter formatter = new Formatter()
                .setNodeId(BrokerSettings.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(data.toString()))
                .setMetadataLogDirectory(data.toString())
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        try {
            formatter.run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("it cannot be formatted", e);
        }
    }

    private static void closeQuietly(@Nullable FileChannel file, IOException reason) {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                reason.addSuppressed(e);
            }
        }
    }
}
