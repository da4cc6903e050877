package fr.toise.cli.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** What the operator of a data folder proves itself with; made up once and kept there, readable by its owner only. */
public final class OperatorPassword {

    public static final String VARIABLE = "TOISE_OPERATOR_PASSWORD";
    private static final String FILE = "operator-password";

    private OperatorPassword() {}

    /** From the environment, else from the data folder, where it is made up when there is none yet. */
    public static String ofOrNew(Path data) {
        var file = data.resolve(FILE);
        var given = System.getenv(VARIABLE);
        try {
            if (given != null && !given.isBlank()) {
                return given;
            }
            if (!Files.exists(file)) {
                write(file, random());
            }
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to read or write the operator's password in " + file, e);
        }
    }

    private static void write(Path file, String password) throws IOException {
        Files.createDirectories(file.getParent());
        // whole under its name or not at all: who is killed in between leaves no empty password behind
        var written = Files.createTempFile(
                file.getParent(),
                FILE,
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(written, password + "\n");
            Files.createLink(file, written);
        } catch (FileAlreadyExistsException madeByAnother) {
            // and theirs is as good
        } finally {
            Files.delete(written);
        }
    }

    private static String read(Path file) throws IOException {
        var password = Files.readString(file).strip();
        if (password.isEmpty()) {
            throw new CommandFailure("The operator's password in " + file
                    + " is empty: remove the file, and the next ./toise up makes up a new one");
        }
        return password;
    }

    private static String random() {
        var random = new byte[18];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** From the environment, else from the data folder. */
    static String of(Path data) {
        var given = System.getenv(VARIABLE);
        if ((given == null || given.isBlank()) && !Files.exists(data.resolve(FILE))) {
            throw new CommandFailure("There is no operator's password in "
                    + data.toAbsolutePath().normalize()
                    + ": name the folder that ./toise up runs on with --data, or set " + VARIABLE);
        }
        return ofOrNew(data);
    }

    /** What to say when a service does not take the password. */
    static CommandFailure refusedBy(String service, Path data) {
        return new CommandFailure(service + " refuses the operator's password of "
                + data.toAbsolutePath().normalize()
                + ": name the folder that ./toise up runs on with --data, or set " + VARIABLE);
    }
}
