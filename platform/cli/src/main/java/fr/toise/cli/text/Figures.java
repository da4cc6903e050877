package fr.toise.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Numbers and times of an answer as a person reads them; what the answer does not have is left blank. */
public final class Figures {

    private Figures() {}

    public static String percent(JsonNode share, int digits) {
        return share.isNumber() ? String.format(Locale.ROOT, "%." + digits + "f %%", share.asDouble() * 100) : "";
    }

    public static String number(JsonNode number, int digits) {
        return number.isNumber() ? String.format(Locale.ROOT, "%,." + digits + "f", number.asDouble()) : "";
    }

    /** Without its seconds. */
    public static String minute(JsonNode instant) {
        return instant.asText("").replaceAll("(:\\d\\d)(:\\d\\d)?(\\.\\d+)?Z$", "$1Z");
    }
}
