package fr.toise.predict.address;

import fr.toise.valuation.sales.Sale;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** A street in one postal code, with the numbers at which flats were sold. */
final class Street {

    private static final double WRITTEN_TOGETHER = 0.98;
    private static final double INITIAL = 0.8;
    private static final double SHORTENED = 0.85;
    private static final double ALIKE = 0.9;
    /** Where the best of prefixes is in common, a Jaro-Winkler similarity of 0.9 needs a Jaro similarity of 5/6. */
    private static final double LEAST_IN_COMMON = 1.5;

    private static final double FAR_FROM_ALIKE = 0.4;
    private static final double NO_TYPE = 0.95;
    private static final double OTHER_TYPE = 0.85;

    private static final double OTHER_SUFFIX = 0.95;
    private static final double NEXT_DOOR = 0.9;
    private static final double NEAR_BY = 0.8;
    private static final double FAR_OFF = 0.7;
    private static final double OTHER_SIDE = 0.65;
    private static final double STREET_ONLY = 0.7;

    private static final JaroWinklerSimilarity JARO_WINKLER = new JaroWinklerSimilarity();
    private static final LevenshteinDistance LEVENSHTEIN = LevenshteinDistance.getDefaultInstance();

    private static final Map<String, String> SUFFIXES = Map.of("B", "BIS", "T", "TER", "Q", "QUATER");

    /** A number, and how well it answers to the one that was typed. */
    record Door(Sale sale, double confidence, boolean exact) {}

    private final String postalCode;
    /** The sales don't agree on all names: {@code RUE DE CHATEAU LANDON} is {@code RUE DU CHATEAU LANDON} too. */
    private final Map<List<String>, StreetName> names = new LinkedHashMap<>();

    private final Map<String, Integer> spellings = new HashMap<>();
    /** By number, then by suffix, the newest sale; an empty suffix sorts first. */
    private final TreeMap<Integer, TreeMap<String, Sale>> numbers = new TreeMap<>();

    private Sale newest;
    private int sales;

    /** Around the houses. */
    private double west = Double.POSITIVE_INFINITY;

    private double east = Double.NEGATIVE_INFINITY;
    private double south = Double.POSITIVE_INFINITY;
    private double north = Double.NEGATIVE_INFINITY;

    Street(String postalCode) {
        this.postalCode = postalCode;
    }

    /**
     * Sales come in order of date.
     *
     * @return whether the street was not known by that name
     */
    boolean add(Sale sale, List<String> spelledOut) {
        sales++;
        newest = sale;
        spellings.merge(sale.streetName(), 1, Integer::sum);
        if (sale.streetNumber() != null) {
            numbers.computeIfAbsent(sale.streetNumber(), number -> new TreeMap<>())
                    .put(Objects.requireNonNullElse(TypedAddress.suffix(sale.streetSuffix()), ""), sale);
            west = Math.min(west, sale.longitude());
            east = Math.max(east, sale.longitude());
            south = Math.min(south, sale.latitude());
            north = Math.max(north, sale.latitude());
        }
        return goesBy(spelledOut);
    }

    /** @return whether the street was not known by that name */
    boolean goesBy(List<String> spelledOut) {
        if (names.containsKey(spelledOut)) {
            return false;
        }
        names.put(spelledOut, StreetName.of(spelledOut));
        return true;
    }

    String postalCode() {
        return postalCode;
    }

    int sales() {
        return sales;
    }

    /** Spelled out. */
    Set<List<String>> names() {
        return names.keySet();
    }

    /** As the sales spell it most often, {@code RUE TURGOT}. */
    String spelling() {
        return spellings.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .orElseThrow()
                .getKey();
    }

    /** {@code RUE TURGOT 75009}. */
    String name() {
        return (spelling() + " " + Objects.requireNonNullElse(postalCode, "")).trim();
    }

    /** {@code 12 BIS RUE TURGOT 75009}. */
    String address(Sale sale) {
        var suffix = TypedAddress.suffix(sale.streetSuffix());
        return sale.streetNumber() + " " + (suffix == null ? "" : SUFFIXES.getOrDefault(suffix, suffix) + " ") + name();
    }

    /** Whether it may come so near to a point: of a street around a corner it is said, too. */
    boolean mayPass(double longitude, double latitude, double degreesEast, double degreesNorth) {
        return west <= longitude + degreesEast
                && east >= longitude - degreesEast
                && south <= latitude + degreesNorth
                && north >= latitude - degreesNorth;
    }

    StreetLine line() {
        return new StreetLine(
                spelling(),
                StreetCourse.of(numbers.values().stream()
                        .map(suffixes -> suffixes.firstEntry().getValue())
                        .map(sale -> new Point(sale.longitude(), sale.latitude()))
                        .toList()));
    }

    /** How like this street's name another is, 0 to 1. */
    double similarity(StreetName typed) {
        double most = 0;
        for (var name : names.values()) {
            most = Math.max(most, similarity(typed, name));
        }
        return most;
    }

    private static double similarity(StreetName typed, StreetName name) {
        if (typed.words().equals(name.words())) {
            return 1;
        }
        double likeness = typed.withoutType().equals(name.withoutType()) ? WRITTEN_TOGETHER : likeness(typed, name);
        return likeness * types(typed.words(), name.words());
    }

    private static double types(List<String> typed, List<String> name) {
        if (!Words.STREET_TYPES.contains(typed.get(0))) {
            return NO_TYPE;
        }
        return typed.get(0).equals(name.get(0)) ? 1 : OTHER_TYPE;
    }

    private static double likeness(StreetName typed, StreetName name) {
        if (typed.significant().equals(name.significant())) {
            return 1;
        }
        var typedTogether = typed.significantTogether();
        var together = name.significantTogether();
        // a word that this street does not have speaks against it; one that people leave out hardly does
        double byWord = covered(typed.significant(), name.significant())
                * (0.7 + 0.3 * covered(name.significant(), typed.significant()));
        int longest = Math.max(typedTogether.length(), together.length());
        double asOneAtMost = common(typedTogether, together) / (double) longest;
        return asOneAtMost <= Math.max(byWord, FAR_FROM_ALIKE)
                ? byWord
                : Math.max(byWord, 1 - LEVENSHTEIN.apply(typedTogether, together) / (double) longest);
    }

    /** The share of some words' letters that other words answer to. */
    private static double covered(List<String> words, List<String> others) {
        double covered = 0;
        int letters = 0;
        for (var word : words) {
            double best = 0;
            for (var other : others) {
                best = Math.max(best, likeness(word, other));
            }
            covered += word.length() * best;
            letters += word.length();
        }
        return covered / letters;
    }

    private static double likeness(String word, String other) {
        if (word.equals(other)) {
            return 1;
        }
        var shorter = word.length() <= other.length() ? word : other;
        var longer = shorter == word ? other : word;
        if (longer.startsWith(shorter)) {
            return shorter.length() == 1 ? INITIAL : shorter.length() > 2 ? SHORTENED : 0;
        }
        double alike = shorter.length() < 4 || !mayBeAlike(shorter, longer) ? 0 : JARO_WINKLER.apply(word, other);
        return alike >= ALIKE ? alike - 0.05 : 0;
    }

    /** Whether two words have letters enough in common for their similarity to be high; to find out how high takes ten times as long. */
    private static boolean mayBeAlike(String shorter, String longer) {
        double common = common(shorter, longer);
        return common / shorter.length() + common / longer.length() >= LEAST_IN_COMMON;
    }

    /** So many letters, or more, of the shorter text are also in the longer one. */
    private static int common(String one, String other) {
        var shorter = one.length() <= other.length() ? one : other;
        var longer = shorter == one ? other : one;
        long letters = 0;
        for (int i = 0; i < longer.length(); i++) {
            letters |= 1L << (longer.charAt(i) & 63);
        }
        int common = 0;
        for (int i = 0; i < shorter.length(); i++) {
            common += (int) (letters >>> (shorter.charAt(i) & 63) & 1);
        }
        return common;
    }

    /** The number that comes closest to the one that was typed. */
    Door door(Integer number, String suffix) {
        if (number == null || numbers.isEmpty()) {
            return new Door(middle(), STREET_ONLY, false);
        }
        var suffixes = numbers.get(number);
        if (suffixes != null) {
            var exact = suffixes.get(suffix == null ? "" : suffix);
            return exact != null
                    ? new Door(exact, 1, true)
                    : new Door(suffixes.firstEntry().getValue(), OTHER_SUFFIX, false);
        }
        return nearest(number);
    }

    private Sale middle() {
        var known = new ArrayList<>(numbers.values());
        return known.isEmpty()
                ? newest
                : known.get(known.size() / 2).firstEntry().getValue();
    }

    private Door nearest(int number) {
        var onThisSide = closest(number, other -> (other - number) % 2 == 0);
        if (onThisSide == null) {
            var opposite = closest(number, other -> true);
            return new Door(numbers.get(opposite).firstEntry().getValue(), OTHER_SIDE, false);
        }
        int apart = Math.abs(onThisSide - number);
        double confidence = apart <= 4 ? NEXT_DOOR : apart <= 20 ? NEAR_BY : FAR_OFF;
        return new Door(numbers.get(onThisSide).firstEntry().getValue(), confidence, false);
    }

    private Integer closest(int number, IntPredicate accepted) {
        return numbers.keySet().stream()
                .filter(accepted::test)
                .min(Comparator.comparingInt(other -> Math.abs(other - number)))
                .orElse(null);
    }
}
