package fr.toise.predict.estimate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.TextNode;
import fr.toise.predict.estimate.EstimateRequest.Location;
import fr.toise.predict.estimate.EstimateRequest.PropertyType;
import fr.toise.service.problem.Problem.Violation;
import fr.toise.service.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads a question strictly, and names all that is wrong with it at once: whoever mends one field must not be told of the next one then. */
@ApplicationScoped
class RequestReader {

    private static final int LONGEST_ECHO = 100;
    /** Of what a field is not: who sends more than these has sent something else. */
    private static final int MOST_VIOLATIONS = 20;

    private static final double SMALLEST_CARREZ_SHARE = 0.25;
    private static final double LARGEST_CARREZ_SHARE = 4;

    /** m²: with less to a room, it is the area or the number of rooms that is wrong, and an estimate would take it at its word. */
    private static final double SMALLEST_ROOM = 4;

    /** Long before the first sales that are published. */
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

    private final Validator validator;

    RequestReader(Validator validator) {
        this.validator = validator;
    }

    /** @param body null when there was none */
    EstimateRequest read(JsonNode body, LocalDate today) {
        if (body == null || !body.isObject()) {
            throw ProblemException.badRequest(
                    "The body is not an estimate request",
                    List.of(new Violation(
                            "",
                            echo(body),
                            "a JSON object like {\"address\": \"12 rue Turgot, 75009 Paris\", \"livingArea\": 43}")));
        }
        var form = new Form("", body);
        var request = request(form);
        var violations = form.violations;
        violations.addAll(outOfRange(request, violations));
        violations.addAll(inconsistent(request, today, form));
        if (!violations.isEmpty()) {
            violations.sort(Comparator.comparing(Violation::field));
            throw ProblemException.badRequest(summary(violations), violations);
        }
        return request;
    }

    private static EstimateRequest request(Form form) {
        var request = new EstimateRequest(
                form.text("address"),
                location(form),
                form.number("livingArea"),
                form.number("carrezArea"),
                form.count("rooms"),
                form.count("outbuildings"),
                form.date("valuationDate"),
                form.number("askingPrice"),
                propertyType(form));
        form.refuseTheRest();
        return request;
    }

    private static PropertyType propertyType(Form form) {
        var expected = "flat or house";
        var written = form.text("propertyType", expected);
        if (written == null) {
            return null;
        }
        return switch (written) {
            case "flat" -> PropertyType.FLAT;
            case "house" -> PropertyType.HOUSE;
            default -> {
                form.refuse("propertyType", TextNode.valueOf(written), expected);
                yield null;
            }
        };
    }

    private static Location location(Form form) {
        var inner = form.object("location", "an object like {\"longitude\": 2.3455, \"latitude\": 48.8805}");
        if (inner == null) {
            return null;
        }
        var location = new Location(inner.number("longitude"), inner.number("latitude"));
        inner.refuseTheRest();
        return location;
    }

    private List<Violation> outOfRange(EstimateRequest request, List<Violation> known) {
        var named = known.stream().map(Violation::field).collect(Collectors.toSet());
        return validator.validate(request).stream()
                .map(violation -> new Violation(
                        violation.getPropertyPath().toString(), violation.getInvalidValue(), violation.getMessage()))
                // what is not a number at all was not left out
                .filter(violation -> !named.contains(violation.field()))
                .toList();
    }

    private static List<Violation> inconsistent(EstimateRequest request, LocalDate today, Form form) {
        var violations = new ArrayList<Violation>();
        if (!form.has("address") && !form.has("location")) {
            violations.add(new Violation("address", null, "an address, or a location in its place"));
        }
        var living = request.livingArea();
        var carrez = request.carrezArea();
        if (living != null
                && carrez != null
                && (carrez < living * SMALLEST_CARREZ_SHARE || carrez > living * LARGEST_CARREZ_SHARE)) {
            violations.add(new Violation(
                    "carrezArea",
                    carrez,
                    "m², between a quarter of the livingArea and four times that: of " + living + " m²"));
        }
        var rooms = request.rooms();
        if (living != null
                && rooms != null
                && rooms > 1
                && rooms <= EstimateRequest.MOST_ROOMS
                && living < rooms * SMALLEST_ROOM) {
            violations.add(new Violation(
                    "rooms",
                    rooms,
                    "main rooms, at most " + (int) (living / SMALLEST_ROOM) + " in a livingArea of " + living + " m²"));
        }
        var latest = today.plusYears(1);
        var on = request.valuationDate();
        if (on != null && (on.isBefore(EARLIEST) || on.isAfter(latest))) {
            violations.add(new Violation("valuationDate", on.toString(), "a day from " + EARLIEST + " to " + latest));
        }
        return violations;
    }

    private static String summary(List<Violation> violations) {
        var fields = violations.stream().map(Violation::field).collect(Collectors.toCollection(TreeSet::new));
        return "Not as expected: " + String.join(", ", fields);
    }

    private static Object echo(JsonNode node) {
        if (node == null) {
            return null;
        }
        var text = node.isTextual() ? node.textValue() : node.toString();
        return text.length() > LONGEST_ECHO ? TextNode.valueOf(cut(text)) : node;
    }

    private static String cut(String text) {
        return text.length() > LONGEST_ECHO ? text.substring(0, LONGEST_ECHO) + "…" : text;
    }

    /** One JSON object, field by field. */
    private static final class Form {

        private final String path;
        private final JsonNode object;
        private final List<Violation> violations;
        private final Set<String> known = new TreeSet<>();

        Form(String path, JsonNode object) {
            this(path, object, new ArrayList<>());
        }

        private Form(String path, JsonNode object, List<Violation> violations) {
            this.path = path;
            this.object = object;
            this.violations = violations;
        }

        boolean has(String name) {
            return object.hasNonNull(name);
        }

        String text(String name) {
            return text(name, "text");
        }

        String text(String name, String expected) {
            var node = take(name, JsonNodeType.STRING, expected);
            return node == null ? null : node.textValue();
        }

        Double number(String name) {
            var node = take(name, JsonNodeType.NUMBER, "a number like 43.5");
            return node == null ? null : node.doubleValue();
        }

        Integer count(String name) {
            var node = take(name, JsonNodeType.NUMBER, "a whole number");
            if (node == null) {
                return null;
            }
            if (node.doubleValue() != node.intValue()) {
                refuse(name, node, "a whole number");
                return null;
            }
            return node.intValue();
        }

        LocalDate date(String name) {
            var expected = "a date like 2023-05-10";
            var node = take(name, JsonNodeType.STRING, expected);
            try {
                return node == null ? null : LocalDate.parse(node.textValue());
            } catch (DateTimeParseException e) {
                refuse(name, node, expected);
                return null;
            }
        }

        Form object(String name, String expected) {
            var node = take(name, JsonNodeType.OBJECT, expected);
            return node == null ? null : new Form(path + name + ".", node, violations);
        }

        private JsonNode take(String name, JsonNodeType type, String expected) {
            known.add(name);
            var node = object.get(name);
            if (node == null || node.isNull()) {
                return null;
            }
            if (node.getNodeType() != type) {
                refuse(name, node, expected);
                return null;
            }
            return node;
        }

        /** A misspelt field that is skipped in silence gives a wrong estimate. */
        void refuseTheRest() {
            object.fieldNames().forEachRemaining(name -> {
                if (!known.contains(name)) {
                    refuse(name, object.get(name), "no such field, but one of " + String.join(", ", known));
                }
            });
        }

        private void refuse(String name, JsonNode node, String expected) {
            if (violations.size() < MOST_VIOLATIONS) {
                violations.add(new Violation(path + cut(name), echo(node), expected));
            }
        }
    }
}
