package fr.toise.cleaning.judging;

/** What a line sells, by the code that the tax office gives it. */
enum Premises {
    HOUSE,
    FLAT,
    OUTBUILDING,
    COMMERCIAL,
    LAND,
    UNKNOWN;

    static Premises of(Line line) {
        var code = line.get(Field.CODE_TYPE_LOCAL);
        return switch (code == null ? "" : code) {
            case "1" -> HOUSE;
            case "2" -> FLAT;
            case "3" -> OUTBUILDING;
            case "4" -> COMMERCIAL;
            default -> line.get(Field.CODE_NATURE_CULTURE) == null ? UNKNOWN : LAND;
        };
    }
}
