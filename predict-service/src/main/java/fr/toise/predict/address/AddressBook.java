package fr.toise.predict.address;

import fr.toise.valuation.Place;
import fr.toise.valuation.sales.Sale;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The addresses at which flats were sold. Immutable once built. */
public final class AddressBook {

    /** Below it, an address is not the one that was meant. */
    private static final double LEAST_CONFIDENCE = 0.5;

    private static final double LEAST_SIMILARITY = 0.78;
    private static final double OTHER_POSTAL_CODE = 0.75;
    private static final double AMBIGUOUS = 0.75;
    private static final double AS_GOOD = 0.02;
    private static final int SUGGESTIONS = 3;

    /** @param street its code, or its name where it has none */
    private record StreetKey(String street, String postalCode) {}

    private record Candidate(Street street, Street.Door door, double confidence) {}

    private final Map<StreetKey, Street> streets = new LinkedHashMap<>();
    private final Map<List<String>, List<Street>> byName = new HashMap<>();
    private final Map<Street, Commune> communeOf = new HashMap<>();
    private final Set<List<String>> communes = new HashSet<>();
    private final Set<String> postalCodes = new HashSet<>();
    private final TypeAhead typeAhead;

    /** @param arrondissement null where there are none */
    private record Commune(String name, Integer arrondissement, String written) {

        static Commune of(String written) {
            var words = Words.of(written);
            for (int i = 1; i < words.size(); i++) {
                if (Character.isDigit(words.get(i).charAt(0))) {
                    return new Commune(
                            String.join(" ", words.subList(0, i)),
                            Integer.valueOf(words.get(i).replaceAll("[^0-9]", "")),
                            written);
                }
            }
            return new Commune(String.join(" ", words), null, written);
        }
    }

    /** @param sales in order of date */
    public AddressBook(List<Sale> sales) {
        var spelledOut = new HashMap<String, List<String>>();
        sales.stream()
                .filter(sale -> sale.streetName() != null && !sale.streetName().isBlank())
                .forEach(sale -> add(
                        sale,
                        // once for each name, not for each sale in that street
                        spelledOut.computeIfAbsent(sale.streetName(), name -> Words.spelledOut(Words.of(name)))));
        typeAhead = new TypeAhead(streets.values().stream().map(this::entry).toList());
    }

    private TypeAhead.Entry entry(Street street) {
        var commune = communeOf.get(street);
        return new TypeAhead.Entry(street, commune.written(), commune.name(), commune.arrondissement());
    }

    private void add(Sale sale, List<String> spelledOut) {
        if (spelledOut.isEmpty()) {
            return;
        }
        var key = new StreetKey(
                Objects.requireNonNullElseGet(
                        sale.streetCode(), () -> sale.commune() + " " + String.join(" ", spelledOut)),
                sale.postalCode());
        var street = streets.computeIfAbsent(key, k -> open(sale));
        if (street.add(sale, spelledOut)) {
            byName.computeIfAbsent(spelledOut, name -> new ArrayList<>()).add(street);
            var inWords = Words.withoutRomanNumerals(spelledOut);
            if (street.goesBy(inWords)) {
                byName.computeIfAbsent(inWords, name -> new ArrayList<>()).add(street);
            }
        }
    }

    private Street open(Sale first) {
        var street = new Street(first.postalCode());
        var commune = Commune.of(Objects.requireNonNullElse(first.communeName(), ""));
        communeOf.put(street, commune);
        communes.add(List.of(commune.name().split(" ")));
        postalCodes.add(first.postalCode());
        return street;
    }

    /** The address that was meant; empty when none comes close enough. */
    public Optional<AddressMatch> find(String text) {
        var typed = TypedAddress.parse(text, communes);
        if (typed.street().isEmpty()) {
            return Optional.empty();
        }
        var whereItShouldBe = find(typed, inTypedArea(typed), 1);
        // people get their postal code wrong, most of all where an arrondissement ends
        return whereItShouldBe
                .or(() -> typed.postalCode() == null && typed.arrondissement() == null
                        ? Optional.empty()
                        : find(typed, street -> inTypedDepartment(typed, street), OTHER_POSTAL_CODE))
                .map(candidate -> match(candidate, typed));
    }

    /** The postal code that was typed, known or not. */
    public Optional<String> postalCode(String text) {
        return Optional.ofNullable(TypedAddress.parse(text, communes).postalCode());
    }

    private Predicate<Street> inTypedArea(TypedAddress typed) {
        var postalCode = postalCode(typed);
        return street -> {
            var commune = communeOf.get(street);
            if (postalCode != null) {
                return postalCode.equals(street.postalCode());
            }
            return (typed.commune() == null || typed.commune().equals(commune.name()))
                    && (typed.arrondissement() == null || typed.arrondissement().equals(commune.arrondissement()));
        };
    }

    private boolean inTypedDepartment(TypedAddress typed, Street street) {
        boolean sameDepartment = typed.postalCode() == null
                || (street.postalCode() != null
                        && street.postalCode().startsWith(typed.postalCode().substring(0, 2)));
        boolean sameCommune = typed.commune() == null
                || typed.commune().equals(communeOf.get(street).name());
        return sameDepartment && sameCommune;
    }

    /** Paris has {@code 751xx} twice: as commune codes that people type for the postal code, and as the postal code of half the 16th. */
    private String postalCode(TypedAddress typed) {
        var code = typed.postalCode();
        return code != null && code.startsWith("751") && !postalCodes.contains(code) ? "750" + code.substring(3) : code;
    }

    private Optional<Candidate> find(TypedAddress typed, Predicate<Street> area, double factor) {
        var name = StreetName.of(typed.street());
        var candidates = like(name, area).stream()
                .map(street -> candidate(street, name, typed, factor))
                .sorted(Comparator.comparingDouble(Candidate::confidence)
                        .thenComparingInt(candidate -> candidate.street().sales())
                        .reversed())
                .toList();
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        var best = candidates.get(0);
        boolean ambiguous = candidates.size() > 1 && candidates.get(1).confidence() > best.confidence() - AS_GOOD;
        double confidence = best.confidence() * (ambiguous ? AMBIGUOUS : 1);
        return confidence < LEAST_CONFIDENCE
                ? Optional.empty()
                : Optional.of(new Candidate(best.street(), best.door(), confidence));
    }

    /** Streets of exactly that name if there are any, else those of a similar one. */
    private Collection<Street> like(StreetName name, Predicate<Street> area) {
        var exact = byName.getOrDefault(name.words(), List.of()).stream()
                .filter(area)
                .toList();
        if (!exact.isEmpty()) {
            return exact;
        }
        return streets.values().stream()
                .filter(area)
                .filter(street -> street.similarity(name) >= LEAST_SIMILARITY)
                .toList();
    }

    private static Candidate candidate(Street street, StreetName name, TypedAddress typed, double factor) {
        var door = street.door(typed.number(), typed.suffix());
        return new Candidate(street, door, street.similarity(name) * door.confidence() * factor);
    }

    private static AddressMatch match(Candidate candidate, TypedAddress typed) {
        var street = candidate.street();
        var door = candidate.door();
        var sale = door.sale();
        boolean streetOnly = typed.number() == null || sale.streetNumber() == null;
        return new AddressMatch(
                streetOnly ? street.name() : street.address(sale),
                Math.round(candidate.confidence() * 100) / 100.0,
                door.exact() ? sale.place() : withoutParcel(sale),
                sale.longitude(),
                sale.latitude(),
                typed.number());
    }

    private static Place withoutParcel(Sale sale) {
        return new Place(sale.department(), sale.commune(), null, sale.streetCode());
    }

    /** The addresses that somebody may be about to type, best first: streets of the sales, with whatever number was typed. */
    public List<Suggestion> suggest(String text, int limit) {
        var typed = TypedAddress.parse(text, communes);
        return typeAhead.find(typed, limit).stream()
                .map(entry -> suggestion(entry, typed))
                .toList();
    }

    private static Suggestion suggestion(TypeAhead.Entry entry, TypedAddress typed) {
        var street = entry.street();
        var number = typed.number() == null
                ? ""
                : typed.number() + (typed.suffix() == null ? "" : " " + typed.suffix()) + " ";
        var address = number + street.spelling() + ", " + Objects.requireNonNullElse(street.postalCode(), "") + " "
                + withoutArrondissement(entry.commune());
        return new Suggestion(address.trim(), street.spelling(), typed.number(), street.postalCode(), entry.commune());
    }

    private static String withoutArrondissement(String commune) {
        return commune.replaceFirst(" [0-9].*", "");
    }

    /** The names of the streets most like what was typed, best first, however unlike they are. */
    public List<String> suggestions(String text) {
        var typed = TypedAddress.parse(text, communes);
        if (typed.street().isEmpty()) {
            return List.of();
        }
        var inArea = suggestions(typed, inTypedArea(typed));
        return inArea.isEmpty() ? suggestions(typed, street -> true) : inArea;
    }

    private List<String> suggestions(TypedAddress typed, Predicate<Street> area) {
        record Suggestion(Street street, double similarity) {}
        var name = StreetName.of(typed.street());
        return streets.values().stream()
                .filter(area)
                .map(street -> new Suggestion(street, street.similarity(name)))
                .filter(suggestion -> suggestion.similarity() > 0)
                .sorted(Comparator.comparingDouble(Suggestion::similarity)
                        .thenComparingInt(suggestion -> suggestion.street().sales())
                        .reversed())
                .limit(SUGGESTIONS)
                .map(suggestion -> suggestion.street().name())
                .toList();
    }

    /** The streets around a point whose course is known, some of them from a little farther off. */
    List<StreetLine> streets(double longitude, double latitude, int metres) {
        double degreesNorth = metres / Point.METRES_PER_DEGREE;
        double degreesEast = degreesNorth / Math.cos(Math.toRadians(latitude));
        return streets.values().stream()
                .filter(street -> street.mayPass(longitude, latitude, degreesEast, degreesNorth))
                .map(Street::line)
                .filter(street -> !street.line().isEmpty())
                .toList();
    }

    /** What one would type for the address of a sale: {@code 12 RUE TURGOT, 75009 Paris}. */
    public static String written(Sale sale) {
        var suffix = TypedAddress.suffix(sale.streetSuffix());
        var commune = withoutArrondissement(Objects.requireNonNullElse(sale.communeName(), ""));
        return (sale.streetNumber() + (suffix == null ? "" : " " + suffix) + " " + sale.streetName() + ", "
                        + Objects.requireNonNullElse(sale.postalCode(), "") + " " + commune)
                .trim();
    }
}
