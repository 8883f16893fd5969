package io.linkloom.common.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The exclusive right to a data directory, held as a lock of the operating system on a file {@value #FILE} in it.
 *
 * <p>It ends with the process, however that ends, so there is never a stale lock to remove. The file also says who holds it,
 * so that a command can find the running process:
 *
 * <pre>
 * pid 4711
 * api http://127.0.0.1:8080
 * </pre>
 *
 * <p>Does not guard against processes of other machines on file systems that do not carry locks between them.
 */
public final class DirectoryLock implements AutoCloseable {

    /**
     * Who holds a directory.
     *
     * @param pid the process, or -1 where it is not known
     * @param api the start of the URLs of its HTTP API, or null where it has not announced one (yet)
     */
    public record Holder(long pid, @Nullable String api) {}

    /** The name of the file. */
    public static final String FILE = "lock";

    private static final int MAX_FILE_BYTES = 4096;

    /* How long to try: another process may hold a shared lock for a moment, only to see whether somebody has ours. */
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(10);

    /*
     * What this very process holds, by real path. POSIX drops all locks a process has on a file as soon as it closes any
     * channel to it, so a file of ours must not even be opened a second time.
     */
    private static final Map<Path, Holder> OWN = new HashMap<>();

    private final Path directory;
    private final FileChannel channel;

    private boolean closed;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes the directory, which is made where it does not exist.
     *
     * @throws StartException with a sentence where somebody else has it, or where it cannot be made or written
     */
    public static DirectoryLock acquire(Path directory) {
        try {
            Files.createDirectories(directory);
            return acquireReal(directory.toRealPath(), directory);
        } catch (IOException e) {
            throw new StartException("the data directory " + directory + " " + sentence(e), e);
        }
    }

    /** Whether any process, this one included, holds the directory; takes it for nobody. */
    public static boolean isHeld(Path directory) throws IOException {
        return holder(directory) != null;
    }

    /** Who holds the directory, or null where nobody does or it does not exist. */
    public static @Nullable Holder holder(Path directory) throws IOException {
        synchronized (OWN) {
            if (!Files.isDirectory(directory)) {
                return null;
            }
            Path real = directory.toRealPath();
            Holder own = OWN.get(real);
            return own != null ? own : holderElsewhere(real.resolve(FILE));
        }
    }

    /** Lets other processes know where this one answers; does nothing once the directory is given back. */
    public void announce(String api) throws IOException {
        synchronized (OWN) {
            if (OWN.containsKey(directory)) {
                write(new Holder(ProcessHandle.current().pid(), api));
            }
        }
    }

    /** Gives the directory back; giving it back twice is harmless. */
    @Override
    public void close() throws IOException {
        synchronized (OWN) {
            if (!closed) {
                closed = true;
                OWN.remove(directory);
                channel.close();
            }
        }
    }

    private static DirectoryLock acquireReal(Path real, Path asWritten) throws IOException {
        synchronized (OWN) {
            Holder own = OWN.get(real);
            if (own != null) {
                throw inUse(asWritten, own);
            }
            Path file = real.resolve(FILE);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (!lockPatiently(channel)) {
                    throw inUse(asWritten, read(file));
                }
                DirectoryLock taken = new DirectoryLock(real, channel);
                taken.write(new Holder(ProcessHandle.current().pid(), null));
                return taken;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }
    }

    /** The lock of the operating system lasts until the channel is closed, whatever becomes of the object for it. */
    private static boolean lockPatiently(FileChannel channel) throws IOException {
        Deadline deadline = Deadline.in(PATIENCE, Time.system().nanos());
        while (channel.tryLock() == null) {
            if (deadline.expired(Time.system().nanos())) {
                return false;
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
        return true;
    }

    /** A shared lock is refused while somebody has the exclusive one, and needs no right to write. */
    private static @Nullable Holder holderElsewhere(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock != null ? null : read(file);
        } catch (NoSuchFileException neverHeld) {
            return null;
        }
    }

    private void write(Holder holder) throws IOException {
        String text = "pid " + holder.pid() + "\n" + (holder.api() == null ? "" : "api " + holder.api() + "\n");
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        if (bytes.remaining() > MAX_FILE_BYTES) {
            throw new IllegalArgumentException("too long to announce: " + holder.api());
        }
        channel.truncate(0);
        channel.write(bytes, 0);
        OWN.put(directory, holder);
    }

    /** Reads what the holder wrote, which may be half of it at this very moment, or nothing on Windows. */
    private static Holder read(Path file) {
        long pid = -1;
        String api = null;
        try (var in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(MAX_FILE_BYTES), StandardCharsets.UTF_8);
            for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n", -1)) {
                if (line.matches("pid \\d{1,18}")) {
                    pid = Long.parseLong(line.substring(4));
                } else if (line.startsWith("api ")) {
                    api = line.substring(4);
                }
            }
        } catch (IOException unreadable) {
            // The lock itself said that somebody is there; who it is stays unknown.
        }
        return new Holder(pid, api);
    }

    private static String sentence(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "may not be written by this user: " + denied.getFile();
            case FileAlreadyExistsException file -> "cannot be made, because " + file.getFile() + " is a file";
            default -> "cannot be used: " + Sentences.of(failure);
        };
    }

    private static StartException inUse(Path directory, Holder holder) {
        String who = holder.pid() < 0 ? "another process" : "process " + holder.pid();
        return new StartException("the data directory " + directory + " is in use by " + who, null);
    }
}
