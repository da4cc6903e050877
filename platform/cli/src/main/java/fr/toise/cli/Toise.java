package fr.toise.cli;

import fr.toise.cli.datasets.DatasetsCommand;
import fr.toise.cli.estimate.EstimateCommand;
import fr.toise.cli.experiment.ExperimentCommand;
import fr.toise.cli.images.ImagesCommand;
import fr.toise.cli.ingest.IngestCommand;
import fr.toise.cli.ledger.LedgerCommand;
import fr.toise.cli.models.ModelsCommand;
import fr.toise.cli.search.SearchCommand;
import fr.toise.cli.services.CommandFailure;
import fr.toise.cli.status.StatusCommand;
import fr.toise.cli.training.TrainCommand;
import fr.toise.cli.up.UpCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What {@code ./toise} starts. */
@Command(
        name = "toise",
        description = "Tells what a flat is worth, and keeps itself up to date.",
        mixinStandardHelpOptions = true,
        subcommands = {
            UpCommand.class,
            EstimateCommand.class,
            StatusCommand.class,
            IngestCommand.class,
            DatasetsCommand.class,
            ExperimentCommand.class,
            ModelsCommand.class,
            TrainCommand.class,
            SearchCommand.class,
            LedgerCommand.class,
            ImagesCommand.class
        },
        footer = {"", "Start with: ./toise up"})
public final class Toise implements Runnable {

    private static final int WIDTH = 110;

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        var out = utf8(FileDescriptor.out);
        var err = utf8(FileDescriptor.err);
        System.exit(commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments));
    }

    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        var line = new CommandLine(new Toise());
        tellVersionOfAll(line);
        return line.setOut(out)
                .setErr(err)
                .setUsageHelpWidth(WIDTH)
                .registerConverter(BigDecimal.class, text -> parse(text, BigDecimal::new, "a number like 43.5"))
                .registerConverter(Integer.class, text -> parse(text, Integer::valueOf, "a whole number"))
                .registerConverter(int.class, text -> parse(text, Integer::valueOf, "a whole number"))
                .registerConverter(Long.class, text -> parse(text, Long::valueOf, "a whole number"))
                .registerConverter(LocalDate.class, text -> parse(text, LocalDate::parse, "a day like 2023-05-10"))
                .setParameterExceptionHandler(Toise::refuse)
                .setExecutionExceptionHandler(Toise::explain);
    }

    private static void tellVersionOfAll(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(Toise::tellVersionOfAll);
    }

    private static <T> T parse(String text, Function<String, T> parser, String expected) {
        try {
            return parser.apply(text);
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' was given, expected " + expected);
        }
    }

    private static int refuse(ParameterException e, String[] arguments) {
        var command = e.getCommandLine();
        command.getErr().println(e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, command.getErr());
        command.getErr().println("Try: ./" + command.getCommandSpec().qualifiedName(" ") + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    /** What went wrong outside of the program is said in a sentence; a stack trace is for what should not happen. */
    private static int explain(Exception e, CommandLine commandLine, CommandLine.ParseResult parsed) throws Exception {
        if (e instanceof CommandFailure) {
            commandLine.getErr().println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (e instanceof UncheckedIOException failed) {
            // a full disk, a file of somebody else's: its cause says which, and why
            commandLine.getErr().println(e.getMessage() + ": " + reason(failed.getCause()));
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw e;
    }

    /** Of these Java says nothing but the file. */
    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "access denied to " + cause.getMessage();
        }
        if (cause instanceof NoSuchFileException) {
            return "there is no " + cause.getMessage();
        }
        if (cause instanceof FileAlreadyExistsException || cause instanceof NotDirectoryException) {
            return cause.getMessage() + " is no folder";
        }
        return cause.getMessage();
    }

    /** The € and the m² are not in every locale's encoding, and a terminal of today reads UTF-8. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What shall Toise do? It was given no command");
    }

    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            var version = Toise.class.getPackage().getImplementationVersion();
            return new String[] {
                "Toise " + (version == null ? "(not packaged)" : version),
                "Java " + Runtime.version() + " in " + System.getProperty("java.home")
            };
        }
    }
}
