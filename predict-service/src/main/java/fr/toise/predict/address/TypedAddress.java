package fr.toise.predict.address;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What somebody typed, taken apart. Every part but the street may be null.
 *
 * @param suffix         {@code B} for bis, {@code T} for ter, or another letter
 * @param street         spelled out
 * @param commune        a commune of the sales, or what was typed in its place
 * @param arrondissement 9 for {@code Paris 9e}
 */
record TypedAddress(
        Integer number, String suffix, List<String> street, String postalCode, String commune, Integer arrondissement) {

    private static final int MOST_WORDS = 20;

    private static final Map<String, String> SUFFIXES = Map.of(
            "BIS", "B",
            "TER", "T",
            "QUATER", "Q",
            "QUINQUIES", "C");

    private static final Set<String> ARRONDISSEMENT = Set.of("ARRONDISSEMENT", "ARRDT", "ARDT", "ARR");
    private static final Pattern ORDINAL = Pattern.compile("0?([0-9]{1,2})(?:ER|E|EME|ND|NDE)?");
    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,4})(BIS|TER|QUATER|QUINQUIES|[A-Z])?");
    private static final Pattern POSTAL_CODE = Pattern.compile("[0-9]{5}");
    private static final Pattern DEPARTMENT = Pattern.compile("[0-9]{2}");
    private static final Pattern REST_OF_POSTAL_CODE = Pattern.compile("[0-9]{3}");

    /** What comes before the name of a flat in its building. */
    private static final Set<String> UNITS = Set.of(
            "APPARTEMENT",
            "APPART",
            "APP",
            "APPT",
            "APT",
            "BAT",
            "BATIMENT",
            "BP",
            "ESC",
            "ESCALIER",
            "ETAGE",
            "PORTE");

    private static final Pattern UNIT = Pattern.compile("[A-Z]?[0-9]{1,4}[A-Z]?|[A-Z]|GAUCHE|DROITE");
    /** Streets that may go by a number themselves: {@code ROUTE NATIONALE 7}. */
    private static final Set<String> NUMBERED_STREETS = Set.of("ALLEE", "CHEMIN", "LOTISSEMENT", "ROUTE", "VOIE");
    /** Before the year of a date that a street is named after. */
    private static final Set<String> MONTHS = Set.of(
            "JANVIER",
            "FEVRIER",
            "MARS",
            "AVRIL",
            "MAI",
            "JUIN",
            "JUILLET",
            "AOUT",
            "SEPTEMBRE",
            "OCTOBRE",
            "NOVEMBRE",
            "DECEMBRE");

    /** @param communes names of the communes in the sales, without arrondissements, as {@link Words} */
    static TypedAddress parse(String text, Set<List<String>> communes) {
        return new Parser(text, communes).parse();
    }

    /** How the sales write a suffix: its first letter. */
    static String suffix(String written) {
        return written == null || written.isBlank()
                ? null
                : SUFFIXES.getOrDefault(
                        written.trim().toUpperCase(), written.trim().toUpperCase());
    }

    private static final class Parser {

        private final Set<List<String>> communes;
        private final List<String> afterLastComma;
        private List<String> words;
        private Integer number;
        private String suffix;
        private String postalCode;
        private String commune;
        private Integer arrondissement;

        Parser(String text, Set<List<String>> communes) {
            this.communes = communes;
            var parts =
                    Arrays.stream(text.split(",", -1)).map(Parser::withoutUnits).toList();
            this.afterLastComma = parts.get(parts.size() - 1);
            this.words = new ArrayList<>(parts.stream().flatMap(List::stream).toList());
            if (words.size() > MOST_WORDS) {
                words = words.subList(0, MOST_WORDS);
            }
        }

        TypedAddress parse() {
            dropLast("FRANCE");
            joinPostalCode();
            takePostalCode();
            takeCommune();
            takeUnknownCommune();
            takeNumber();
            takeNumberAtTheEnd();
            mendStreetType();
            return new TypedAddress(number, suffix, Words.spelledOut(words), postalCode, commune, arrondissement);
        }

        /** Which of its flats it is says nothing of where a house stands. */
        private static List<String> withoutUnits(String part) {
            var words = new ArrayList<>(Words.of(part));
            int at = 0;
            while (at < words.size()) {
                int end = unitEnd(words, at);
                words.subList(at, end).clear();
                at += end > at ? 0 : 1;
            }
            return words;
        }

        /** Where a unit that begins at a word ends; the same place when none begins there. */
        private static int unitEnd(List<String> words, int at) {
            int next = at + 1;
            if (ORDINAL.matcher(words.get(at)).matches() && isWord(words, next, "ETAGE")) {
                return next + 1;
            }
            // "rue de la Porte" and "rue du Bât d'Argent" are streets
            if (!UNITS.contains(words.get(at)) || (at > 0 && isInAName(words.get(at - 1)))) {
                return at;
            }
            if (isWord(words, next, "N") || isWord(words, next, "NO")) {
                next++;
            }
            if (next >= words.size() || !UNIT.matcher(words.get(next)).matches()) {
                return at;
            }
            boolean elision = words.get(at).equals("PORTE")
                    && words.get(next).matches("[DL]")
                    && next + 1 < words.size()
                    && !Character.isDigit(words.get(next + 1).charAt(0));
            boolean numberOfTheStreet = next + 1 < words.size() && Words.isStreetType(words.get(next + 1));
            return elision || numberOfTheStreet ? at : next + 1;
        }

        private static boolean isWord(List<String> words, int at, String word) {
            return at < words.size() && words.get(at).equals(word);
        }

        private static boolean isInAName(String before) {
            return Words.ARTICLES.contains(before) || Words.isStreetType(before);
        }

        private void dropLast(String word) {
            if (!words.isEmpty() && words.get(words.size() - 1).equals(word)) {
                words.remove(words.size() - 1);
            }
        }

        /** {@code 75 009}, behind a number and a street. */
        private void joinPostalCode() {
            if (words.stream().anyMatch(word -> POSTAL_CODE.matcher(word).matches())) {
                return;
            }
            for (int i = words.size() - 1; i > 2; i--) {
                if (DEPARTMENT.matcher(words.get(i - 1)).matches()
                        && REST_OF_POSTAL_CODE.matcher(words.get(i)).matches()) {
                    words.set(i - 1, words.get(i - 1) + words.remove(i));
                    return;
                }
            }
        }

        private void takePostalCode() {
            for (int i = words.size() - 1; i >= 0; i--) {
                if (POSTAL_CODE.matcher(words.get(i)).matches()) {
                    postalCode = words.get(i);
                    if (i == 0) {
                        words = new ArrayList<>(words.subList(1, words.size()));
                        takeCommuneBeforeStreet();
                        return;
                    }
                    var after = new Parser("", communes);
                    after.words = new ArrayList<>(words.subList(i + 1, words.size()));
                    after.takeCommune();
                    commune = after.commune;
                    arrondissement = after.arrondissement;
                    if (commune == null && !after.words.isEmpty()) {
                        commune = String.join(" ", after.words);
                    }
                    words = new ArrayList<>(words.subList(0, i));
                    return;
                }
            }
        }

        /** {@code 75009 PARIS 12 RUE TURGOT}. */
        private void takeCommuneBeforeStreet() {
            communes.stream()
                    .filter(name -> name.size() <= words.size()
                            && words.subList(0, name.size()).equals(name))
                    .findFirst()
                    .ifPresent(name -> {
                        commune = String.join(" ", name);
                        words = new ArrayList<>(words.subList(name.size(), words.size()));
                    });
        }

        /** From the end: a commune of the sales, with its arrondissement where one was typed. */
        private void takeCommune() {
            int end = words.size();
            boolean said = false;
            if (end > 0 && ARRONDISSEMENT.contains(words.get(end - 1))) {
                said = true;
                end--;
            }
            Integer ordinal = null;
            if (end > 0) {
                var matcher = ORDINAL.matcher(words.get(end - 1));
                if (matcher.matches()) {
                    ordinal = Integer.valueOf(matcher.group(1));
                }
            }
            int communeEnd = ordinal == null ? end : end - 1;
            var name = communeEndingAt(communeEnd);
            if (name != null) {
                commune = String.join(" ", name);
                arrondissement = ordinal;
                words = new ArrayList<>(words.subList(0, communeEnd - name.size()));
            } else if (ordinal != null && (said || isArrondissementAlone(words.get(end - 1)))) {
                arrondissement = ordinal;
                words = new ArrayList<>(words.subList(0, communeEnd));
            }
        }

        /** {@code 9e}, where no postal code says so; {@code 1er} is more often a king. */
        private boolean isArrondissementAlone(String word) {
            return postalCode == null && !word.equals("1ER") && !Character.isDigit(word.charAt(word.length() - 1));
        }

        private List<String> communeEndingAt(int end) {
            for (var name : communes) {
                int start = end - name.size();
                if (start >= 0
                        && words.subList(start, end).equals(name)
                        // "rue de Paris" is a street
                        && (start == 0 || !Words.ARTICLES.contains(words.get(start - 1)))) {
                    return name;
                }
            }
            return null;
        }

        /** After a comma stands the commune, even one that no sale is in; to take it for part of a street's name would find it elsewhere. */
        private void takeUnknownCommune() {
            var last = afterLastComma;
            if (commune != null
                    || postalCode != null
                    || last.isEmpty()
                    || last.size() >= words.size()
                    || last.stream().anyMatch(word -> Character.isDigit(word.charAt(0)) || Words.isStreetType(word))
                    || !words.subList(words.size() - last.size(), words.size()).equals(last)
                    || words.subList(0, words.size() - last.size()).stream()
                            .allMatch(word -> NUMBER.matcher(word).matches())) {
                return;
            }
            commune = String.join(" ", last);
            words = new ArrayList<>(words.subList(0, words.size() - last.size()));
        }

        /** The number right before the street's type, whatever stands before it; else the number at the start. */
        private void takeNumber() {
            for (int i = 0; i < words.size(); i++) {
                if (takeNumber(i, true)) {
                    return;
                }
            }
            takeNumber(0, false);
        }

        /** {@code RUE TURGOT 12}, where what comes after the street says that the number is not half a postal code. */
        private void takeNumberAtTheEnd() {
            int last = words.size() - 1;
            if (number != null
                    || (postalCode == null && commune == null)
                    || last < 2
                    || !Words.isStreetType(words.get(0))
                    || NUMBERED_STREETS.contains(Words.streetType(words.get(0)))
                    || Words.ARTICLES.contains(words.get(last - 1))
                    || MONTHS.contains(words.get(last - 1))
                    // "rue du 8 mai 1945"
                    || words.subList(0, last).stream().anyMatch(word -> Character.isDigit(word.charAt(0)))) {
                return;
            }
            var matcher = NUMBER.matcher(words.get(last));
            if (matcher.matches()) {
                number = Integer.valueOf(matcher.group(1));
                suffix = suffix(matcher.group(2));
                words = new ArrayList<>(words.subList(0, last));
            }
        }

        private void mendStreetType() {
            if (!words.isEmpty()) {
                var mended = new ArrayList<>(words);
                mended.set(0, Words.likelyStreetType(words.get(0)));
                words = mended;
            }
        }

        private boolean takeNumber(int at, boolean beforeType) {
            if (at >= words.size() - 1) {
                return false;
            }
            var matcher = NUMBER.matcher(words.get(at));
            if (!matcher.matches()) {
                return false;
            }
            int street = at + 1;
            var letter = matcher.group(2);
            if (letter == null && isSuffix(street)) {
                letter = words.get(street++);
            }
            if (beforeType && !Words.isStreetType(words.get(street))) {
                return false;
            }
            number = Integer.valueOf(matcher.group(1));
            suffix = suffix(letter);
            words = new ArrayList<>(words.subList(street, words.size()));
            return true;
        }

        /** {@code 12 B RUE …}, but not {@code 12 R TURGOT}. */
        private boolean isSuffix(int at) {
            if (at >= words.size() - 1) {
                return false;
            }
            var word = words.get(at);
            boolean letter = word.length() == 1 && !Character.isDigit(word.charAt(0));
            return SUFFIXES.containsKey(word) || (letter && Words.isStreetType(words.get(at + 1)));
        }
    }
}
