package fr.toise.service.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import fr.toise.service.problem.Problem.Violation;
import java.time.LocalDate;
import java.util.Collection;
import java.util.stream.Collectors;

/** What is wrong with JSON, in our own words: the parser's give advice on its settings and name its classes, and ours. */
public final class JsonViolation {

    private JsonViolation() {}

    public static Violation of(JacksonException e) {
        var field = e instanceof JsonMappingException mapping ? path(mapping) : "";
        if (e instanceof UnrecognizedPropertyException unknown) {
            return new Violation(field, null, "one of " + unknown.getKnownPropertyIds());
        }
        if (e instanceof MismatchedInputException wrong
                && wrong.getTargetType() != null
                && !JsonNode.class.isAssignableFrom(wrong.getTargetType())) {
            var value = wrong instanceof InvalidFormatException format ? format.getValue() : null;
            return new Violation(field, value, kind(wrong.getTargetType()));
        }
        return new Violation(field, null, "JSON, each field once and nothing after it" + place(e));
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static String kind(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (type == LocalDate.class) {
            return "a date like 2023-05-10";
        }
        if (type == String.class || type.isEnum()) {
            return "text";
        }
        return type.isArray() || Collection.class.isAssignableFrom(type) ? "an array" : "an object";
    }

    private static String place(JacksonException e) {
        var at = e.getLocation();
        return at == null ? "" : ": it goes wrong at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
