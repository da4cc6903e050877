package fr.toise.localstack;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** What a client of the object store signs with: made up once for each data folder and kept there, readable by its owner only. */
public record S3Credentials(String accessKey, String secretKey) {

    private static final String FILE = "credentials.properties";
    private static final String ACCESS_KEY = "accessKey";
    private static final String SECRET_KEY = "secretKey";

    static final String ACCESS_KEY_VARIABLE = "TOISE_LOCAL_STACK_ACCESS_KEY";
    static final String SECRET_KEY_VARIABLE = "TOISE_LOCAL_STACK_SECRET_KEY";

    /**
     * Those that the environment brings, or else those of the data folder. A server that others reach has none that nobody gave it.
     *
     * @throws IllegalArgumentException when only one of both is given, or none and others reach the server
     */
    static S3Credentials of(Map<String, String> environment, Listening listening, Path folder) {
        var accessKey = environment.getOrDefault(ACCESS_KEY_VARIABLE, "");
        var secretKey = environment.getOrDefault(SECRET_KEY_VARIABLE, "");
        if (accessKey.isBlank() && secretKey.isBlank() && !listening.isBeyondThisMachine()) {
            return of(folder);
        }
        if (accessKey.isBlank() || secretKey.isBlank()) {
            throw new IllegalArgumentException("Expected " + ACCESS_KEY_VARIABLE + " and " + SECRET_KEY_VARIABLE
                    + " to be set, for a server that listens on " + listening.bind());
        }
        return new S3Credentials(accessKey, secretKey);
    }

    /** Those of the object store that keeps its data in {@code folder}. */
    public static S3Credentials of(Path folder) {
        var file = folder.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                write(file, new S3Credentials("toise-" + random(6), random(24)));
            }
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to keep the object store's credentials in " + file, e);
        }
    }

    private static void write(Path file, S3Credentials credentials) throws IOException {
        Files.createDirectories(file.getParent());
        // whole under its name or not at all: the server and its client may both be the first to ask
        var written = Files.createTempFile(
                file.getParent(),
                FILE,
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                written,
                ACCESS_KEY + "=" + credentials.accessKey() + "\n" + SECRET_KEY + "=" + credentials.secretKey() + "\n",
                StandardOpenOption.TRUNCATE_EXISTING);
        try {
            Files.createLink(file, written);
        } catch (FileAlreadyExistsException madeByAnother) {
            // and theirs is as good
        } finally {
            Files.delete(written);
        }
    }

    private static S3Credentials read(Path file) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        if (!properties.stringPropertyNames().containsAll(Set.of(ACCESS_KEY, SECRET_KEY))) {
            throw new IOException("Expected " + ACCESS_KEY + " and " + SECRET_KEY + " in " + file + ", found "
                    + properties.stringPropertyNames() + "; remove the file to have new ones made");
        }
        return new S3Credentials(properties.getProperty(ACCESS_KEY), properties.getProperty(SECRET_KEY));
    }

    private static String random(int bytes) {
        var random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    @Override
    public String toString() {
        return "S3Credentials[" + accessKey + "]";
    }
}
