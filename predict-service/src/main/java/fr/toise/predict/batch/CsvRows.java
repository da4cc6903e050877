package fr.toise.predict.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import fr.toise.predict.estimate.Detail;
import fr.toise.predict.estimate.Estimate;
import fr.toise.service.problem.Problem;
import fr.toise.service.problem.Problem.Violation;
import fr.toise.service.problem.ProblemException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Comma- or semicolon-separated values: a header with the names of an estimate request, then a flat a line; empty is left out. */
final class CsvRows implements Rows {

    private static final CsvMapper CSV = new CsvMapper();
    private static final Set<String> TEXTS = Set.of("id", "address", "valuationDate", "propertyType");
    private static final Set<String> POINT = Set.of("longitude", "latitude");
    private static final Set<String> NUMBERS =
            Set.of("livingArea", "carrezArea", "rooms", "outbuildings", "askingPrice");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,15})?");

    private final char separator;
    private final List<String> columns;
    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final ObjectMapper json;
    private final Map<String, Function<Estimate, Object>> answers;

    /**
     * @param header the first line; its separator is that of all lines
     * @throws ProblemException 400 when it names columns that are not known
     */
    CsvRows(String header, Detail detail, ObjectMapper json) {
        this.separator = header.indexOf(';') >= 0 ? ';' : ',';
        var schema = CsvSchema.emptySchema().withColumnSeparator(separator);
        this.reader = CSV.readerFor(String[].class).with(schema);
        this.writer = CSV.writerFor(Object[].class).with(schema.withLineSeparator("\n"));
        this.json = json;
        this.columns = columns(header);
        this.answers = answers(detail);
    }

    private List<String> columns(String header) {
        List<String> named;
        try {
            named = Arrays.stream(cells(header)).map(String::strip).toList();
        } catch (JsonProcessingException e) {
            throw badHeader(header);
        }
        var known =
                Stream.of(TEXTS, POINT, NUMBERS).flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
        var unknown = named.stream().filter(name -> !known.contains(name)).findFirst();
        if (unknown.isPresent()) {
            throw badHeader(unknown.get());
        }
        if (Set.copyOf(named).size() < named.size()) {
            throw badHeader(header);
        }
        return named;
    }

    private static ProblemException badHeader(String found) {
        var shown = found.length() > 100 ? found.substring(0, 100) + "…" : found;
        return ProblemException.badRequest(
                "The first line is not a header of columns",
                List.of(
                        new Violation(
                                "header",
                                shown,
                                "each once, of id, address, longitude, latitude, livingArea, carrezArea, rooms, outbuildings, valuationDate, askingPrice, propertyType")));
    }

    private String[] cells(String line) throws JsonProcessingException {
        return reader.readValue(line);
    }

    @Override
    public ObjectNode question(String line) throws JsonProcessingException {
        var cells = cells(line);
        if (cells.length != columns.size()) {
            throw Rows.unreadable(cells.length + " values, where the header has " + columns.size());
        }
        var question = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < cells.length; i++) {
            var cell = cells[i] == null ? "" : cells[i].strip();
            if (!cell.isEmpty()) {
                put(columns.get(i), cell, question);
            }
        }
        return question;
    }

    private void put(String column, String cell, ObjectNode question) {
        var object = POINT.contains(column) ? question.withObject("/location") : question;
        // a spreadsheet that speaks French writes semicolons because its numbers have commas
        var number = separator == ';' ? cell.replace(',', '.') : cell;
        if (!TEXTS.contains(column) && NUMBER.matcher(number).matches()) {
            object.put(column, new BigDecimal(number));
        } else {
            // what should be a number and is none is said to be so by who reads the question
            object.put(column, cell);
        }
    }

    private Map<String, Function<Estimate, Object>> answers(Detail detail) {
        var its = new LinkedHashMap<String, Function<Estimate, Object>>();
        its.put("value", Estimate::value);
        its.put("currency", Estimate::currency);
        its.put("pricePerSquareMetre", Estimate::pricePerSquareMetre);
        its.put("rangeLevel", estimate -> estimate.range().level());
        its.put("rangeLow", estimate -> estimate.range().low());
        its.put("rangeHigh", estimate -> estimate.range().high());
        its.put("fsd", Estimate::fsd);
        its.put("confidence", Estimate::confidence);
        its.put("within5", estimate -> estimate.probabilities().within5());
        its.put("within10", estimate -> estimate.probabilities().within10());
        its.put("within20", estimate -> estimate.probabilities().within20());
        its.put("askingPrice", ifAsked(Estimate.AskingPrice::amount));
        its.put("askingPricePercentile", ifAsked(Estimate.AskingPrice::percentile));
        its.put("askingPriceVerdict", ifAsked(Estimate.AskingPrice::verdict));
        if (detail == Detail.FULL) {
            its.put("start", estimate -> estimate.contributions().start());
            its.put("typicalArea", estimate -> estimate.contributions().typicalArea());
            its.put("since", estimate -> estimate.contributions().since());
            its.put("market", estimate -> estimate.contributions().market());
            its.put("location", estimate -> estimate.contributions().location());
            its.put("size", estimate -> estimate.contributions().size());
            its.put("building", estimate -> estimate.contributions().building());
            its.put("accuracySegment", estimate -> estimate.accuracy().segment());
            its.put("accuracySales", estimate -> estimate.accuracy().sales());
            its.put("medianError", estimate -> estimate.accuracy().medianError());
            its.put("accuracyWithin10", estimate -> estimate.accuracy().within10());
            its.put("accuracyWithin20", estimate -> estimate.accuracy().within20());
        }
        its.put("valuationDate", Estimate::valuationDate);
        its.put("dataThrough", Estimate::dataThrough);
        its.put("communeCode", estimate -> estimate.commune().code());
        its.put("communeName", estimate -> estimate.commune().name());
        its.put("longitude", estimate -> estimate.position().longitude());
        its.put("latitude", estimate -> estimate.position().latitude());
        its.put("matchedAddress", Estimate::matchedAddress);
        its.put("matchConfidence", Estimate::matchConfidence);
        its.put("model", estimate -> estimate.model().name());
        its.put("modelVersion", estimate -> estimate.model().version());
        its.put("madeUp", estimate -> estimate.model().madeUp());
        its.put(
                "warnings",
                estimate -> estimate.warnings().stream().map(Enum::name).collect(Collectors.joining(" ")));
        if (detail == Detail.FULL) {
            its.put("comparables", estimate -> text(estimate.comparables()));
            its.put("summaryFr", estimate -> estimate.summary().fr());
            its.put("summaryEn", estimate -> estimate.summary().en());
            its.put("estimateId", Estimate::estimateId);
        }
        return its;
    }

    private String text(List<Estimate.ComparableSale> comparables) {
        try {
            return json.writeValueAsString(comparables);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Failed to write comparables", e);
        }
    }

    private static Function<Estimate, Object> ifAsked(Function<Estimate.AskingPrice, Object> part) {
        return estimate -> estimate.askingPrice() == null ? null : part.apply(estimate.askingPrice());
    }

    @Override
    public String head() throws JsonProcessingException {
        return row(Stream.of(
                        Stream.of("line", "problem", "problemDetail", "problemFields", "id"), answers.keySet().stream())
                .flatMap(Function.identity()));
    }

    @Override
    public String answer(long line, JsonNode id, Estimate estimate) throws JsonProcessingException {
        return row(Stream.concat(
                Stream.of(line, "", "", "", text(id)),
                answers.values().stream().map(part -> Objects.requireNonNullElse(part.apply(estimate), ""))));
    }

    @Override
    public String refusal(long line, JsonNode id, Problem problem) throws JsonProcessingException {
        var violations = problem.violations().stream()
                .map(violation -> violation.field() + ": expected " + violation.expected())
                .collect(Collectors.joining("; "));
        return row(Stream.concat(
                Stream.of(line, problem.word(), problem.detail(), violations, text(id)),
                answers.keySet().stream().map(part -> "")));
    }

    private static String text(JsonNode id) {
        return id == null ? "" : id.asText();
    }

    private String row(Stream<?> cells) throws JsonProcessingException {
        return writer.writeValueAsString(cells.map(CsvRows::cell).toArray());
    }

    private static Object cell(Object value) {
        return value instanceof Number ? value : value.toString();
    }
}
