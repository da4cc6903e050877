package fr.toise.predict.inference;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A column of values, one for each flat. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@Schema(description = "A column of values, one for each flat")
record Tensor(
        @Schema(examples = "livingArea") String name,

        @Schema(description = "[n] or [n, 1]") List<Long> shape,

        @Schema(description = "BYTES for text, else a number's", examples = "FP64")
        String datatype,

        @Schema(
                description = "n values, flat or one to a row; null where a flat has none",
                implementation = Object.class)
        JsonNode data) {}
