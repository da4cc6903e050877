package fr.toise.service.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A schema of an OpenAPI 3.1 document, as far as ours go: what they say of types, names and what has to be there. */
final class PublishedSchema {

    private final JsonNode api;
    private final JsonNode schema;

    PublishedSchema(JsonNode api, JsonNode schema) {
        this.api = api;
        this.schema = schema.has("$ref") ? api.at(schema.path("$ref").asText().substring(1)) : schema;
    }

    /** What of a value is not as it is published; nothing where nothing is. */
    List<String> complaints(JsonNode value) {
        return complaints(value, "$");
    }

    private List<String> complaints(JsonNode value, String at) {
        var alternatives = schema.has("anyOf") ? schema.path("anyOf") : schema.path("oneOf");
        if (!alternatives.isEmpty()) {
            return alternatives(value, at, alternatives);
        }
        var complaints = new ArrayList<String>();
        schema.path("allOf").forEach(part -> complaints.addAll(of(part).complaints(value, at)));
        if (!isOfType(value, schema.path("type"))) {
            complaints.add(at + " is " + value.getNodeType() + ", not " + schema.path("type"));
        }
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            complaints.add(at + " is " + value + ", not one of " + schema.path("enum"));
        }
        schema.path("required").forEach(name -> {
            if (value.isObject() && !value.has(name.asText())) {
                complaints.add(at + " lacks " + name);
            }
        });
        value.properties().forEach(field -> complaints.addAll(field(field.getKey(), field.getValue(), at)));
        if (schema.has("items")) {
            value.elements()
                    .forEachRemaining(
                            item -> complaints.addAll(of(schema.path("items")).complaints(item, at + "[]")));
        }
        return complaints;
    }

    private List<String> alternatives(JsonNode value, String at, JsonNode alternatives) {
        List<String> first = null;
        for (var alternative : alternatives) {
            var complaints = of(alternative).complaints(value, at);
            if (complaints.isEmpty()) {
                return complaints;
            }
            first = first == null ? complaints : first;
        }
        return first;
    }

    private List<String> field(String name, JsonNode value, String at) {
        var known = schema.path("properties");
        if (known.has(name)) {
            return of(known.path(name)).complaints(value, at + "." + name);
        }
        var others = schema.path("additionalProperties");
        if (others.isObject()) {
            return of(others).complaints(value, at + "." + name);
        }
        return known.isEmpty() || others.asBoolean() ? List.of() : List.of(at + "." + name + " is not published");
    }

    private static boolean isOfType(JsonNode value, JsonNode types) {
        return types.isTextual()
                ? isOfType(value, types.asText())
                : types.isMissingNode() || types.valueStream().anyMatch(type -> isOfType(value, type.asText()));
    }

    private static boolean isOfType(JsonNode value, String type) {
        return switch (type) {
            case "null" -> value.isNull();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "string" -> value.isTextual();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> throw new IllegalArgumentException("No type of JSON: " + type);
        };
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        return values.valueStream().anyMatch(value::equals);
    }

    private PublishedSchema of(JsonNode part) {
        return new PublishedSchema(api, part);
    }
}
