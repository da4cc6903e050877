package fr.toise.cleaning;

import java.util.Arrays;

/** What a line sells, by the code that the tax office gives it. */
enum Premises {
    HOUSE("1"),
    FLAT("2"),
    OUTBUILDING("3"),
    COMMERCIAL("4");

    final String code;

    Premises(String code) {
        this.code = code;
    }

    static String[] codes() {
        return Arrays.stream(values()).map(premises -> premises.code).toArray(String[]::new);
    }
}
