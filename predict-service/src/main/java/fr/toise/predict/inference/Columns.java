package fr.toise.predict.inference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.toise.predict.estimate.Estimate;
import fr.toise.predict.inference.Inference.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Estimates, turned into columns. */
final class Columns {

    /** All of it, for whoever wants more. */
    static final String ESTIMATE = "estimate";

    private record Output(String datatype, Function<Estimate, Object> of) {}

    private final ObjectMapper json;
    private final Map<String, Output> outputs = new LinkedHashMap<>();

    Columns(ObjectMapper json) {
        this.json = json;
        outputs.put("value", new Output("INT64", Estimate::value));
        outputs.put("pricePerSquareMetre", new Output("INT64", Estimate::pricePerSquareMetre));
        outputs.put("rangeLow", new Output("INT64", estimate -> estimate.range().low()));
        outputs.put(
                "rangeHigh", new Output("INT64", estimate -> estimate.range().high()));
        outputs.put("fsd", new Output("FP64", Estimate::fsd));
        outputs.put("confidence", new Output("BYTES", Estimate::confidence));
        outputs.put(ESTIMATE, new Output("BYTES", this::written));
    }

    private String written(Estimate estimate) {
        try {
            return json.writeValueAsString(estimate);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An estimate can't be written", e);
        }
    }

    List<Column> described() {
        return outputs.entrySet().stream()
                .map(entry -> Questions.column(entry.getKey(), entry.getValue().datatype()))
                .toList();
    }

    /**
     * @param wanted names; null for all
     * @throws BadInferenceException when one is not known
     */
    List<Tensor> of(List<Estimate> estimates, List<String> wanted) {
        var names = wanted == null || wanted.isEmpty() ? List.copyOf(outputs.keySet()) : wanted;
        return names.stream().map(name -> column(name, estimates)).toList();
    }

    private Tensor column(String name, List<Estimate> estimates) {
        var output = outputs.get(name);
        if (output == null) {
            throw new BadInferenceException(
                    "There is no output '" + name + "', but " + String.join(", ", outputs.keySet()));
        }
        var values = estimates.stream().map(output.of()).toList();
        return new Tensor(name, List.of((long) values.size()), output.datatype(), json.valueToTree(values));
    }
}
