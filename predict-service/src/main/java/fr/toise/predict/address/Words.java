package fr.toise.predict.address;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Spells street names one way: capitals without accents, abbreviations written out, numbers in words. */
final class Words {

    /** First word of a street's name. */
    static final Set<String> STREET_TYPES = Set.of(
            "ALLEE",
            "AVENUE",
            "BOULEVARD",
            "CARREFOUR",
            "CHAUSSEE",
            "CHEMIN",
            "CITE",
            "COUR",
            "COURS",
            "ESPLANADE",
            "GALERIE",
            "HAMEAU",
            "IMPASSE",
            "LOTISSEMENT",
            "MONTEE",
            "PASSAGE",
            "PLACE",
            "PORT",
            "PROMENADE",
            "QUAI",
            "RESIDENCE",
            "ROUTE",
            "RUE",
            "RUELLE",
            "SENTE",
            "SENTIER",
            "SQUARE",
            "VILLA",
            "VOIE");

    /** Words that people leave out or put in as they please. */
    static final Set<String> ARTICLES =
            Set.of("A", "AU", "AUX", "D", "DE", "DES", "DU", "EN", "ET", "L", "LA", "LE", "LES");

    private static final Map<String, String> TYPE_ABBREVIATIONS = Map.ofEntries(
            Map.entry("ALL", "ALLEE"),
            Map.entry("AV", "AVENUE"),
            Map.entry("AVE", "AVENUE"),
            Map.entry("BD", "BOULEVARD"),
            Map.entry("BLD", "BOULEVARD"),
            Map.entry("BLVD", "BOULEVARD"),
            Map.entry("BOUL", "BOULEVARD"),
            Map.entry("BVD", "BOULEVARD"),
            Map.entry("CAR", "CARREFOUR"),
            Map.entry("CHE", "CHEMIN"),
            Map.entry("CHEM", "CHEMIN"),
            Map.entry("CHS", "CHAUSSEE"),
            Map.entry("CR", "COUR"),
            Map.entry("CRS", "COURS"),
            Map.entry("ESP", "ESPLANADE"),
            Map.entry("GAL", "GALERIE"),
            Map.entry("HAM", "HAMEAU"),
            Map.entry("IMP", "IMPASSE"),
            Map.entry("LOT", "LOTISSEMENT"),
            Map.entry("MTE", "MONTEE"),
            Map.entry("PAS", "PASSAGE"),
            Map.entry("PASS", "PASSAGE"),
            Map.entry("PL", "PLACE"),
            Map.entry("PROM", "PROMENADE"),
            Map.entry("Q", "QUAI"),
            Map.entry("QU", "QUAI"),
            Map.entry("R", "RUE"),
            Map.entry("RES", "RESIDENCE"),
            Map.entry("RLE", "RUELLE"),
            Map.entry("RTE", "ROUTE"),
            Map.entry("SEN", "SENTIER"),
            Map.entry("SQ", "SQUARE"),
            Map.entry("VC", "VOIE"),
            Map.entry("VLA", "VILLA"));

    private static final Map<String, String> ABBREVIATIONS = Map.ofEntries(
            Map.entry("ADJ", "ADJUDANT"),
            Map.entry("AMI", "AMIRAL"),
            Map.entry("CAP", "CAPITAINE"),
            Map.entry("CDT", "COMMANDANT"),
            Map.entry("CMDT", "COMMANDANT"),
            Map.entry("CNE", "CAPITAINE"),
            Map.entry("COL", "COLONEL"),
            Map.entry("CR", "COUR"),
            Map.entry("DOC", "DOCTEUR"),
            Map.entry("DR", "DOCTEUR"),
            Map.entry("FAUB", "FAUBOURG"),
            Map.entry("FBG", "FAUBOURG"),
            Map.entry("FG", "FAUBOURG"),
            Map.entry("FR", "FRANCOIS"),
            Map.entry("GAL", "GENERAL"),
            Map.entry("GD", "GRAND"),
            Map.entry("GDE", "GRANDE"),
            Map.entry("GEN", "GENERAL"),
            Map.entry("LT", "LIEUTENANT"),
            Map.entry("MAL", "MARECHAL"),
            Map.entry("ME", "MAITRE"),
            Map.entry("MGR", "MONSEIGNEUR"),
            Map.entry("MONTGN", "MONTAGNE"),
            Map.entry("PCE", "PRINCE"),
            Map.entry("PDT", "PRESIDENT"),
            Map.entry("PGE", "PASSAGE"),
            Map.entry("PR", "PROFESSEUR"),
            Map.entry("PRES", "PRESIDENT"),
            Map.entry("PROF", "PROFESSEUR"),
            Map.entry("PT", "PETIT"),
            Map.entry("PTE", "PORTE"),
            Map.entry("SGT", "SERGENT"),
            Map.entry("ST", "SAINT"),
            Map.entry("STE", "SAINTE"),
            Map.entry("STS", "SAINTS"),
            Map.entry("VX", "VIEUX"));

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Z0-9]+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,2}");
    private static final int SHORTEST_MISSPELT = 5;
    private static final double MISSPELT = 0.94;
    private static final JaroWinklerSimilarity JARO_WINKLER = new JaroWinklerSimilarity();

    private static final String[] NUMERALS =
            (", UN, DEUX, TROIS, QUATRE, CINQ, SIX, SEPT, HUIT, NEUF, DIX, ONZE, DOUZE, TREIZE, QUATORZE, QUINZE, "
                            + "SEIZE, DIX SEPT, DIX HUIT, DIX NEUF, VINGT, VINGT ET UN, VINGT DEUX, VINGT TROIS, VINGT QUATRE, VINGT CINQ, "
                            + "VINGT SIX, VINGT SEPT, VINGT HUIT, VINGT NEUF, TRENTE, TRENTE ET UN")
                    .split(", ");

    /** Of kings, popes and centuries. */
    private static final List<String> ROMAN_NUMERALS = List.of(
            ", I, II, III, IV, V, VI, VII, VIII, IX, X, XI, XII, XIII, XIV, XV, XVI, XVII, XVIII, XIX, XX, XXI, XXII, XXIII"
                    .split(", "));

    /** People leave it out of a day: {@code RUE DU 8 MAI} is {@code RUE DU 8 MAI 1945}. */
    private static final Pattern YEAR = Pattern.compile("1[0-9]{3}");

    private Words() {}

    /** Capitals without accents, one word each; {@code l'Hôpital} is two. */
    static List<String> of(String text) {
        var plain = MARKS.matcher(Normalizer.normalize(text.replace("œ", "oe").replace("Œ", "OE"), Normalizer.Form.NFD))
                .replaceAll("")
                .toUpperCase(Locale.ROOT);
        return BETWEEN_WORDS
                .splitAsStream(plain)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The full spelling of the first word of a street's name. */
    static String streetType(String word) {
        return TYPE_ABBREVIATIONS.getOrDefault(word, word);
    }

    static boolean isStreetType(String word) {
        return STREET_TYPES.contains(streetType(word));
    }

    /** The street type that a misspelt word was meant to be, or the word itself. */
    static String likelyStreetType(String word) {
        if (word.length() < SHORTEST_MISSPELT || isStreetType(word)) {
            return word;
        }
        return STREET_TYPES.stream()
                .filter(type -> JARO_WINKLER.apply(type, word) >= MISSPELT)
                .max(Comparator.comparingDouble(type -> JARO_WINKLER.apply(type, word)))
                .orElse(word);
    }

    /** The full spelling of a street's name. */
    static List<String> spelledOut(List<String> street) {
        return Stream.concat(
                        street.stream()
                                .limit(1)
                                .flatMap(first ->
                                        isStreetType(first) ? Stream.of(streetType(first)) : spelledOut(first)),
                        street.stream().skip(1).flatMap(Words::spelledOut))
                .toList();
    }

    /** {@code HENRI QUATRE} for {@code HENRI IV}; the same where there is none. */
    static List<String> withoutRomanNumerals(List<String> street) {
        return street.stream()
                .flatMap(word -> ROMAN_NUMERALS.contains(word)
                        ? spelledOut(String.valueOf(ROMAN_NUMERALS.indexOf(word)))
                        : Stream.of(word))
                .toList();
    }

    private static Stream<String> spelledOut(String word) {
        if (NUMBER.matcher(word).matches()) {
            int number = Integer.parseInt(word);
            return number > 0 && number < NUMERALS.length ? Stream.of(NUMERALS[number].split(" ")) : Stream.of(word);
        }
        return Stream.of(ABBREVIATIONS.getOrDefault(word, word));
    }

    /** What tells one street from another: the spelled out name without its type, articles and a year. */
    static List<String> significant(List<String> spelledOut) {
        var words = withoutType(spelledOut).stream()
                .filter(word -> !ARTICLES.contains(word) && !YEAR.matcher(word).matches())
                .toList();
        return words.isEmpty() ? spelledOut : words;
    }

    static List<String> withoutType(List<String> spelledOut) {
        return spelledOut.size() > 1 && STREET_TYPES.contains(spelledOut.get(0))
                ? spelledOut.subList(1, spelledOut.size())
                : spelledOut;
    }
}
