package fr.toise.predict.address;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Streets by the words of their names, their communes and their postal codes, for whoever has typed a part of them: the last word may be
 * half there, and any may have a slip in it. Immutable once built.
 */
final class TypeAhead {

    private static final double PREFIX = 0.9;
    private static final double SLIP = 0.75;
    private static final double TWO_SLIPS = 0.6;
    private static final int SHORTEST_WITH_A_SLIP = 4;
    private static final int SHORTEST_WITH_TWO_SLIPS = 8;

    /** A street type says little, but more than nothing. */
    private static final double TYPE_LETTERS = 1;
    /** Of the letters typed, so many must be answered to. */
    private static final double LEAST_COVERED = 0.7;

    private static final LevenshteinDistance LEVENSHTEIN = new LevenshteinDistance(2);

    /** What is known of a street besides its names. */
    record Entry(Street street, String commune, String communeWords, Integer arrondissement) {}

    private record Hit(Entry entry, double score) {}

    private final List<Entry> entries;
    /** Positions in {@link #entries}, by word. */
    private final TreeMap<String, int[]> postings = new TreeMap<>();

    TypeAhead(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        var byWord = new HashMap<String, List<Integer>>();
        for (int i = 0; i < entries.size(); i++) {
            for (var word : words(entries.get(i))) {
                byWord.computeIfAbsent(word, key -> new ArrayList<>()).add(i);
            }
        }
        byWord.forEach((word, at) ->
                postings.put(word, at.stream().mapToInt(Integer::intValue).toArray()));
    }

    private static Set<String> words(Entry entry) {
        var words = new HashSet<>(Words.of(entry.commune()));
        entry.street().names().forEach(words::addAll);
        if (entry.street().postalCode() != null) {
            words.add(entry.street().postalCode());
        }
        return words;
    }

    /** The streets that were most likely meant, best first. */
    List<Entry> find(TypedAddress typed, int limit) {
        var words = typed.street().stream()
                .filter(word -> !Words.ARTICLES.contains(word))
                .toList();
        if (words.isEmpty()) {
            return List.of();
        }
        var score = new double[entries.size()];
        double letters = 0;
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            double its = i == 0 && Words.STREET_TYPES.contains(word) && words.size() > 1 ? TYPE_LETTERS : word.length();
            letters += its;
            add(word, its, score);
        }
        double least = letters * LEAST_COVERED;
        return IntStream.range(0, score.length)
                .filter(at -> score[at] >= least)
                .mapToObj(at -> new Hit(entries.get(at), Math.round(score[at] * area(typed, entries.get(at)) * 100)))
                .sorted(Comparator.comparingDouble(Hit::score)
                        .thenComparingInt(hit -> hit.entry().street().sales())
                        .reversed()
                        .thenComparing(hit -> hit.entry().street().name()))
                .limit(limit)
                .map(Hit::entry)
                .toList();
    }

    private void add(String word, double letters, double[] score) {
        var best = new HashMap<Integer, Double>();
        likeness(word).forEach((known, likeness) -> {
            for (int at : postings.get(known)) {
                best.merge(at, likeness, Math::max);
            }
        });
        best.forEach((at, likeness) -> score[at] += letters * likeness);
    }

    /** The known words that a typed one may have been, and how like them it is. */
    private Map<String, Double> likeness(String word) {
        var alike = new HashMap<String, Double>();
        // nothing that sorts below has it as its beginning
        postings.tailMap(word, true).keySet().stream()
                .takeWhile(known -> known.startsWith(word))
                .forEach(known -> alike.put(known, known.equals(word) ? 1 : PREFIX));
        if (word.length() >= SHORTEST_WITH_A_SLIP && Character.isLetter(word.charAt(0))) {
            int slips = word.length() >= SHORTEST_WITH_TWO_SLIPS ? 2 : 1;
            for (var known : postings.keySet()) {
                double its = withSlips(word, known, slips);
                if (its > 0) {
                    alike.merge(known, its, Math::max);
                }
            }
        }
        return alike;
    }

    private static double withSlips(String word, String known, int slips) {
        if (known.length() < word.length() - slips) {
            return 0;
        }
        double whole = known.length() > word.length() + slips ? 0 : byDistance(word, known, slips);
        if (whole > 0 || known.length() <= word.length()) {
            return whole;
        }
        return PREFIX * byDistance(word, known.substring(0, word.length()), slips);
    }

    private static double byDistance(String word, String known, int slips) {
        if (isSwap(word, known)) {
            return SLIP;
        }
        int distance = LEVENSHTEIN.apply(word, known);
        return distance < 0 || distance > slips ? 0 : distance == 0 ? 1 : distance == 1 ? SLIP : TWO_SLIPS;
    }

    /** Two letters that stand the wrong way round are one slip of the fingers. */
    private static boolean isSwap(String word, String known) {
        if (word.length() != known.length()) {
            return false;
        }
        int at = 0;
        while (at < word.length() && word.charAt(at) == known.charAt(at)) {
            at++;
        }
        return at + 1 < word.length()
                && word.charAt(at) == known.charAt(at + 1)
                && word.charAt(at + 1) == known.charAt(at)
                && word.regionMatches(at + 2, known, at + 2, word.length() - at - 2);
    }

    /** People get their postal code and arrondissement wrong: what does not agree comes later, but it comes. */
    private static double area(TypedAddress typed, Entry entry) {
        double agrees = 1;
        if (typed.postalCode() != null
                && !typed.postalCode().equals(entry.street().postalCode())) {
            agrees *= 0.6;
        }
        if (typed.arrondissement() != null && !typed.arrondissement().equals(entry.arrondissement())) {
            agrees *= 0.6;
        }
        if (typed.commune() != null && !entry.communeWords().startsWith(typed.commune())) {
            agrees *= 0.7;
        }
        return agrees;
    }
}
