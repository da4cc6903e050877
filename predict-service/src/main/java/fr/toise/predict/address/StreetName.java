package fr.toise.predict.address;

import java.util.List;

/**
 * A street's name as others are held against it.
 *
 * @param words               spelled out
 * @param withoutType         in one word: {@code LEPIC}, however many words that was
 * @param significant         what tells it from others
 * @param significantTogether the same in one word
 */
record StreetName(List<String> words, String withoutType, List<String> significant, String significantTogether) {

    static StreetName of(List<String> spelledOut) {
        var significant = Words.significant(spelledOut);
        return new StreetName(
                spelledOut, String.join("", Words.withoutType(spelledOut)), significant, String.join("", significant));
    }
}
