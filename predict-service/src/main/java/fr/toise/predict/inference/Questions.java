package fr.toise.predict.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.toise.predict.inference.Inference.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Columns of fields, turned into estimate requests. */
final class Questions {

    static final List<Long> ANY_NUMBER = List.of(-1L);
    static final List<Column> COLUMNS = Stream.of(
                    column("address", "BYTES"),
                    column("longitude", "FP64"),
                    column("latitude", "FP64"),
                    column("livingArea", "FP64"),
                    column("carrezArea", "FP64"),
                    column("rooms", "INT32"),
                    column("outbuildings", "INT32"),
                    column("valuationDate", "BYTES"),
                    column("askingPrice", "FP64"),
                    column("propertyType", "BYTES"))
            .toList();

    private static final Set<String> NUMBERS =
            Set.of("FP16", "FP32", "FP64", "INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16", "UINT32", "UINT64");

    private Questions() {}

    static Column column(String name, String datatype) {
        return new Column(name, datatype, ANY_NUMBER);
    }

    /** @throws BadInferenceException when they are not columns of that kind */
    static List<ObjectNode> of(List<Tensor> tensors, int most) {
        if (tensors == null || tensors.isEmpty()) {
            throw new BadInferenceException(
                    "inputs is missing: expected tensors like " + COLUMNS.get(0).name());
        }
        if (tensors.stream().anyMatch(Objects::isNull)) {
            throw new BadInferenceException("An input is null: expected a tensor");
        }
        int rows = rows(tensors.get(0));
        if (rows < 1 || rows > most) {
            throw new BadInferenceException(rows + " flats were sent, expected 1 to " + most);
        }
        var questions = Stream.generate(JsonNodeFactory.instance::objectNode)
                .limit(rows)
                .toList();
        var seen = new HashSet<String>();
        for (var tensor : tensors) {
            if (!seen.add(tensor.name())) {
                throw new BadInferenceException("'" + tensor.name() + "' was sent twice");
            }
            fill(tensor, questions);
        }
        return questions;
    }

    private static int rows(Tensor tensor) {
        var shape = tensor.shape();
        boolean column = shape != null
                && (shape.size() == 1 || (shape.size() == 2 && shape.get(1) != null && shape.get(1) == 1))
                && shape.get(0) != null
                && shape.get(0) >= 0
                && shape.get(0) <= Integer.MAX_VALUE;
        if (!column) {
            throw new BadInferenceException(
                    "The shape of '" + tensor.name() + "' is " + shape + ", expected [n] or [n, 1]");
        }
        return shape.get(0).intValue();
    }

    private static void fill(Tensor tensor, List<ObjectNode> questions) {
        var column = COLUMNS.stream()
                .filter(known -> known.name().equals(tensor.name()))
                .findFirst()
                .orElseThrow(() -> new BadInferenceException("There is no input '" + tensor.name() + "', but "
                        + String.join(", ", COLUMNS.stream().map(Column::name).toList())));
        boolean text = column.datatype().equals("BYTES");
        if (text ? !"BYTES".equals(tensor.datatype()) : !NUMBERS.contains(String.valueOf(tensor.datatype()))) {
            throw new BadInferenceException("The datatype of '" + tensor.name() + "' is " + tensor.datatype()
                    + ", expected " + (text ? "BYTES" : "a number's, like " + column.datatype()));
        }
        var values = new ArrayList<JsonNode>();
        flatten(tensor.data(), values, 2);
        if (rows(tensor) != questions.size() || values.size() != questions.size()) {
            throw new BadInferenceException("'" + tensor.name() + "' has shape " + tensor.shape() + " and "
                    + values.size() + " values, expected " + questions.size() + " as in the first input");
        }
        for (int i = 0; i < values.size(); i++) {
            var value = values.get(i);
            if (value.isNull() || (value.isTextual() && value.textValue().isEmpty())) {
                continue;
            }
            var name = tensor.name();
            boolean point = name.equals("longitude") || name.equals("latitude");
            (point ? questions.get(i).withObject("/location") : questions.get(i)).set(name, value);
        }
    }

    private static void flatten(JsonNode data, List<JsonNode> into, int deepest) {
        if (data == null || !data.isArray() || deepest == 0) {
            throw new BadInferenceException("data is not an array of values");
        }
        for (var value : data) {
            if (value.isArray()) {
                flatten(value, into, deepest - 1);
            } else {
                into.add(value);
            }
        }
    }
}
