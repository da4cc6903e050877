package fr.toise.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import fr.toise.contracts.job.JobProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What the {@code main} of a job hands itself over to: arguments in, progress and an exit code out. */
public final class JobProgram {

    public static final int SUCCEEDED = 0;
    public static final int FAILED = 1;
    public static final int BAD_ARGUMENTS = 2;
    /** The JVM's own, with {@code -XX:+ExitOnOutOfMemoryError}: the heap was full, and its last line says so. */
    public static final int OUT_OF_MEMORY = 3;
    /** The input can't be used; the last line says why. */
    public static final int REFUSED = 4;
    /** Above it, the platform's: by how much says which signal ended the program. */
    static final int SIGNALLED = 128;

    static final String PROGRESS = "@progress ";
    static final String PARENT = "TOISE_JOB_PARENT";
    static final String PARENT_HOLDS_STDIN = "stdin";

    static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private JobProgram() {}

    /** The work itself. */
    @FunctionalInterface
    public interface Work<A> {
        void run(A arguments, Consumer<JobProgress> progress) throws Exception;
    }

    /** Thrown by the work when its input can't be used, so that nobody tries it again. */
    public static final class RefusedException extends RuntimeException {
        public RefusedException(String reason) {
            super(reason);
        }
    }

    /** Runs the work and ends the process with the code that says how it went. */
    public static <A> void main(String[] commandLine, Class<A> type, Work<A> work) {
        dieWithParent();
        System.exit(run(commandLine, type, work));
    }

    private static <A> int run(String[] commandLine, Class<A> type, Work<A> work) {
        A arguments;
        try {
            if (commandLine.length != 1) {
                throw new IllegalArgumentException("expected one argument, the path of a JSON file");
            }
            arguments = JSON.readValue(Path.of(commandLine[0]).toFile(), type);
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("Bad arguments: " + e.getMessage());
            return BAD_ARGUMENTS;
        }
        try {
            work.run(arguments, JobProgram::say);
            return SUCCEEDED;
        } catch (RefusedException e) {
            System.err.println(e.getMessage());
            return REFUSED;
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            e.printStackTrace();
            System.err.println("Failed: " + inOneLine(e));
            return FAILED;
        }
    }

    /** The last line is what people are told: some messages run over many, and end in nothing of use. */
    private static String inOneLine(Throwable failure) {
        var origin = failure;
        while (origin.getCause() != null) {
            origin = origin.getCause();
        }
        var said = firstLine(failure);
        return said.contains(firstLine(origin)) ? said : said + ", because of " + firstLine(origin);
    }

    private static String firstLine(Throwable failure) {
        return failure.toString().lines().findFirst().orElseThrow();
    }

    private static void say(JobProgress progress) {
        try {
            System.out.println(PROGRESS + JSON.writeValueAsString(progress));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A parent that is killed can't stop its child, but its end of the pipe closes. */
    private static void dieWithParent() {
        if (!PARENT_HOLDS_STDIN.equals(System.getenv(PARENT))) {
            return;
        }
        var watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // nothing is ever said on it
                        }
                    } catch (IOException closed) {
                        // as good as its end
                    }
                    Runtime.getRuntime().halt(FAILED);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }
}
