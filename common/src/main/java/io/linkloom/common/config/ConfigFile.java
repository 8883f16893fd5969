package io.linkloom.common.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a file of {@code key = value} lines. */
final class ConfigFile {

    /** A configuration is small; a path given by mistake may be gigabytes. */
    static final int MAX_BYTES = 1 << 20;

    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*$");

    private final Path path;
    private final List<String> problems;
    private final List<Assignment> assignments = new ArrayList<>();
    private final Map<String, Integer> lineOfKey = new HashMap<>();

    private ConfigFile(Path path, List<String> problems) {
        this.path = path;
        this.problems = problems;
    }

    /** The assignments of a file in its order; what cannot be read is added to the problems. */
    static List<Assignment> read(Path path, List<String> problems) {
        ConfigFile file = new ConfigFile(path, problems);
        int number = 0;
        for (String line : file.text().split("\r\n|\r|\n", -1)) {
            number++;
            file.take(line, number);
        }
        return file.assignments;
    }

    private void take(String line, int number) {
        Matcher comment = COMMENT.matcher(line);
        String content = (comment.find() ? line.substring(0, comment.start()) : line).strip();
        if (content.isEmpty()) {
            return;
        }
        Origin origin = new Origin(Origin.Kind.FILE, path + " line " + number);
        int equals = content.indexOf('=');
        if (equals <= 0) {
            problems.add(origin + ": " + Texts.quoted(content) + " is no setting; write key = value");
            return;
        }
        String key = content.substring(0, equals).strip();
        Integer earlier = lineOfKey.putIfAbsent(key, number);
        if (earlier != null) {
            problems.add(origin + ": " + key + " was already set in line " + earlier);
            return;
        }
        assignments.add(new Assignment(key, content.substring(equals + 1).strip(), origin));
    }

    private String text() {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                return refused("is larger than " + ByteSizes.text(MAX_BYTES) + " and so no configuration");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException missing) {
            return refused("does not exist");
        } catch (AccessDeniedException denied) {
            return refused("may not be read by this user");
        } catch (CharacterCodingException notUtf8) {
            return refused("is not UTF-8 text");
        } catch (IOException failed) {
            return refused("cannot be read: " + failed.getMessage());
        }
    }

    private String refused(String why) {
        problems.add("configuration file " + path + " " + why);
        return "";
    }
}
