package fr.toise.cli.estimate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.toise.cli.services.Ports;
import fr.toise.cli.services.ProblemText;
import fr.toise.cli.services.ServiceClient;
import fr.toise.cli.text.AnswerOption;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code toise estimate}. */
@Command(
        name = "estimate",
        description = "Estimates the price of a flat, or of each flat in a file.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: ./toise estimate --address \"12 rue Turgot, 75009 Paris\" --living-area 43 --rooms 2 --asking-price 420000",
            "         ./toise estimate --file flats.csv --out estimates.csv"
        })
public final class EstimateCommand implements Callable<Integer> {

    private static final Set<String> WITH_A_FILE = Set.of("--file", "--out", "--brief", "--url", "--port");
    /** For a piece of a file. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Option(
            names = "--address",
            paramLabel = "<address>",
            description = "Where the flat is, like \"12 rue Turgot, 75009 Paris\"; this or --longitude and --latitude.")
    private String address;

    @Option(names = "--longitude", paramLabel = "<degrees>", description = "Where the flat is; wins over the address.")
    private BigDecimal longitude;

    @Option(names = "--latitude", paramLabel = "<degrees>", description = "Where the flat is; wins over the address.")
    private BigDecimal latitude;

    @Option(names = "--living-area", paramLabel = "<m²>", description = "Living area; needed unless there is a --file.")
    private BigDecimal livingArea;

    @Option(
            names = "--carrez-area",
            paramLabel = "<m²>",
            description = "Legal area (loi Carrez), as advertised. The range is narrower where it is known;"
                    + " give it as --living-area too where no other is.")
    private BigDecimal carrezArea;

    @Option(names = "--rooms", paramLabel = "<number>", description = "Main rooms.")
    private Integer rooms;

    @Option(names = "--outbuildings", paramLabel = "<number>", description = "Cellars, parking spaces and the like.")
    private Integer outbuildings;

    @Option(
            names = "--valuation-date",
            paramLabel = "<yyyy-mm-dd>",
            description = "Day to estimate the price for; today when not given.")
    private LocalDate valuationDate;

    @Option(names = "--asking-price", paramLabel = "<€>", description = "Price to judge.")
    private BigDecimal askingPrice;

    @Option(
            names = "--property-type",
            paramLabel = "<type>",
            description = "flat or house; a flat when not given. Houses are refused: the model knows flats only.")
    private String propertyType;

    @Option(
            names = "--file",
            paramLabel = "<file>",
            description = {
                "Flats to estimate, one a line: a .csv with a header, or a .ndjson. Columns or fields are those of the API: id, address,"
                        + " longitude, latitude, livingArea, carrezArea, rooms, outbuildings, valuationDate, askingPrice, propertyType."
                        + " In a .ndjson, longitude and latitude are those of a location."
            })
    private Path file;

    @Option(names = "--out", paramLabel = "<file>", description = "Where the estimates go, as lines of the same kind.")
    private Path out;

    @Option(
            names = "--brief",
            description =
                    "With --file: only what each flat is worth and how sure that is, not why. Several times as fast.")
    private boolean brief;

    @Option(
            names = "--url",
            paramLabel = "<address>",
            description = "Where predict-service is. Default: http://127.0.0.1:" + Ports.DEFAULT_PREDICT)
    private String url;

    @Option(
            names = "--port",
            paramLabel = "<port>",
            description = "Port of predict-service on this machine, as given to ./toise up; this or --url.")
    private Integer port;

    @Mixin
    private AnswerOption printed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        check();
        if (file != null) {
            return new EstimateFile(new ServiceClient(url(), PATIENCE), file, out, brief, progress()).run();
        }
        var answer = new ServiceClient(url()).post("/api/v1/estimates", request());
        if (answer.ok() || printed.isJson()) {
            printed.print(answer.body(), EstimateText::of);
        } else {
            spec.commandLine().getErr().println(ProblemText.of(answer));
        }
        return answer.ok() ? 0 : 1;
    }

    private ProgressBar progress() {
        return new ProgressBar(spec.commandLine().getOut(), Boolean.getBoolean("toise.terminal"));
    }

    private void check() {
        if (url != null && port != null) {
            throw new ParameterException(
                    spec.commandLine(), "Where is predict-service? Give --url or --port, not both");
        }
        if ((file == null) != (out == null)) {
            throw new ParameterException(spec.commandLine(), "--file and --out go together");
        }
        if (file != null) {
            checkFile();
            return;
        }
        if (brief) {
            throw new ParameterException(spec.commandLine(), "--brief is for a --file");
        }
        if (livingArea == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--living-area=<m²>'");
        }
        if ((longitude == null) != (latitude == null)) {
            var missing = longitude == null ? "--longitude" : "--latitude";
            var given = longitude == null ? "--latitude" : "--longitude";
            throw new ParameterException(
                    spec.commandLine(), missing + " is missing: " + given + " alone does not say where the flat is");
        }
        if (address == null && longitude == null) {
            throw new ParameterException(
                    spec.commandLine(), "Where is the flat? Give --address, or --longitude and --latitude");
        }
    }

    private void checkFile() {
        boolean oneFlatToo = spec.commandLine().getParseResult().matchedOptions().stream()
                .anyMatch(option -> !WITH_A_FILE.contains(option.longestName()));
        if (oneFlatToo) {
            throw new ParameterException(
                    spec.commandLine(), "With --file, what is known of the flats stands in the file, not in options");
        }
    }

    private String url() {
        return url == null ? Ports.url(port == null ? Ports.DEFAULT_PREDICT : port) : url;
    }

    private ObjectNode request() {
        var request = ServiceClient.JSON.createObjectNode();
        if (address != null) {
            request.put("address", address);
        }
        if (longitude != null) {
            request.putObject("location").put("longitude", longitude).put("latitude", latitude);
        }
        request.put("livingArea", livingArea);
        putIfGiven(request, "carrezArea", carrezArea);
        putIfGiven(request, "askingPrice", askingPrice);
        if (rooms != null) {
            request.put("rooms", rooms);
        }
        if (outbuildings != null) {
            request.put("outbuildings", outbuildings);
        }
        if (valuationDate != null) {
            request.put("valuationDate", valuationDate.toString());
        }
        if (propertyType != null) {
            request.put("propertyType", propertyType);
        }
        return request;
    }

    private static void putIfGiven(ObjectNode request, String field, BigDecimal value) {
        if (value != null) {
            request.put(field, value);
        }
    }
}
