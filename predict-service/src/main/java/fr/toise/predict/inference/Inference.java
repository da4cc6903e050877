package fr.toise.predict.inference;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** What is sent to and fro, as the protocol names it. */
final class Inference {

    private Inference() {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Request(String id, List<Tensor> inputs, List<Wanted> outputs) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Wanted(String name) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Response(
            @JsonProperty("model_name") String modelName,
            @JsonProperty("model_version") String modelVersion,
            String id,
            List<Tensor> outputs) {}

    record Failure(String error) {}

    record Live(boolean live) {}

    record Ready(boolean ready) {}

    record ModelReady(String name, boolean ready) {}

    record Server(String name, String version, List<String> extensions) {}

    record Model(String name, List<String> versions, String platform, List<Column> inputs, List<Column> outputs) {}

    record Column(String name, String datatype, List<Long> shape) {}
}
